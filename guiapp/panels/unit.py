"""The unit card: one unit's inputs, weights, sum and activation at one sample, written out, with everything to drag."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from core.catalog.activations import ACTIVATIONS
from core.explain.unit import UnitNumbers, UnitSum
from core.session.patch import Patch
from core.session.setup import Setup
from guiapp.form.combo import ComboBox
from guiapp.panels.base import Checked, Context, FrameView, Panel, Probe, Theme
from guiapp.plots.base import number_text
from guiapp.plots.plane import Points
from guiapp.plots.point_plane import PointPlane, looks_of
from guiapp.theme import tabular
from guiapp.translation.catalogue import said
from guiapp.views.function import FunctionPlot
from guiapp.views.samples import gathered, is_classes, square, unit_lines
from guiapp.views.sum_rows import SumRows
from guiapp.views.tools import plot_actions

MINUS = "\N{MINUS SIGN}"
ROWS, WORDS, NARROW = 352, 168, 700
"""Pixels that rows and words need, and below which the plane gives way to them."""
WRITTEN = 5
"""Products that stand in the line of the sum."""


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)


class UnitPanel(Panel):
    """Follows the unit that is clicked in the drawing, and the sample that is looked at anywhere."""

    id = "unit"
    title = str(QT_TRANSLATE_NOOP("panels", "Unit"))
    area = "bottom"
    open_first = False
    tall = 250

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.layer = ComboBox()
        self.layer.setAccessibleName(tr("Layer"))
        self.unit, self.sample = QSpinBox(), QSpinBox()
        self.threshold = QCheckBox(tr("as a threshold"))
        self.threshold.setToolTip(tr("The same number read the other way: a threshold is minus the bias"))
        self.rows = SumRows()
        self.curve = FunctionPlot()
        self.plane = PointPlane(context.theme, tr("The unit's line over the data"), "")
        self.sum, self.verdict = QLabel(), QLabel()
        self.curve.setMinimumHeight(64)
        self.rows.setMinimumWidth(ROWS)
        self._setup: Setup | None = None
        self._raw: NDArray[Any] | None = None
        self._x: NDArray[Any] | None = None
        self._probe: UnitSum | None = None
        self._shown: UnitNumbers | None = None
        self._typed: dict[int, float] = {}
        self._arrange()
        self._connect()
        self.show_project(context.checked)
        if context.setup is not None:
            self._on_setup_changed(context.setup)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.layer)
        for text, box in ((tr("unit"), self.unit), (tr("sample"), self.sample)):
            label = QLabel(text)
            label.setProperty("role", "muted")
            label.setBuddy(box)
            box.setRange(1, 1)
            box.setFont(tabular())
            box.setFixedWidth(70)
            box.setAccessibleName(text)
            head.addWidget(label)
            head.addWidget(box)
        head.addWidget(self.threshold)
        head.addStretch(1)
        for label in (self.sum, self.verdict):
            label.setFont(tabular())
            label.setWordWrap(True)
            label.setMinimumWidth(WORDS)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.verdict.setProperty("role", "strong")
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self.sum)
        right.addWidget(self.verdict)
        right.addWidget(self.curve, 1)
        right.addStretch(0)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.rows, 4)
        below.addLayout(right, 2)
        below.addWidget(self.plane, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 4)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addLayout(below, 1)

    def _connect(self) -> None:
        context = self.context
        self.layer.activated.connect(lambda _: context.point_at(str(self.layer.currentData()), 0))
        self.unit.valueChanged.connect(lambda value: context.point_at(str(self.layer.currentData()), value - 1))
        self.sample.valueChanged.connect(lambda value: self._on_sample_chosen(value - 1))
        self.threshold.toggled.connect(lambda _: self._show())
        self.rows.input_moved.connect(self._on_input_moved)
        self.rows.weight_moved.connect(self._on_weight_moved)
        self.rows.settled.connect(self._on_settled)
        self.plane.picked.connect(self._on_sample_chosen)
        self.plane.placed.connect(self._on_placed)
        self.curve.failed.connect(context.messages.fault)
        context.pointed.connect(self._on_pointed)
        context.setup_changed.connect(self._on_setup_changed)

    # the contract

    def show_project(self, checked: Checked) -> None:
        names = [n.id for n in checked.project.architecture.of_kind("dense") if n.id in checked.used]
        if names != [self.layer.itemData(i) for i in range(self.layer.count())]:
            self.layer.clear()
            for name in names:
                self.layer.addItem(name, name)
        self._on_pointed()

    def probes(self) -> dict[str, Probe]:
        asked: dict[str, Probe] = {}
        if self._probe is not None:
            asked["unit.sum"] = self._probe
        return asked

    def draw(self, frame: FrameView) -> None:
        found = frame.answers.get("unit.sum")
        if isinstance(found, UnitNumbers):
            self._shown = found
            self._show()

    def set_theme(self, theme: Theme) -> None:
        self.curve.set_theme(theme)
        self.plane.set_theme(theme)
        self._show_points()

    def tools(self) -> list[QAction]:
        return plot_actions(self.curve)

    # what is looked at

    def _on_pointed(self) -> None:
        """Another unit or sample: ask for it."""
        node, unit = self.context.unit
        place = self.layer.findData(node)
        if place < 0:
            place, unit = 0, 0
        self._quietly(self.layer, place)
        width = int(np.prod(self.context.checked.shapes.get(str(self.layer.currentData() or ""), (1,))))
        self.unit.blockSignals(True)
        self.unit.setRange(1, max(width, 1))
        self.unit.setValue(min(unit, width - 1) + 1)
        self.unit.blockSignals(False)
        self._take_sample(self.context.sample)
        self._ask()

    @staticmethod
    def _quietly(box: ComboBox, place: int) -> None:
        box.blockSignals(True)
        box.setCurrentIndex(place)
        box.blockSignals(False)

    def _on_sample_chosen(self, place: int) -> None:
        self._take_sample(place)
        self.context.point_at(sample=place)
        self._ask()

    def _take_sample(self, place: int) -> None:
        if self._raw is None or not len(self._raw):
            return
        place = min(max(place, 0), len(self._raw) - 1)
        self.sample.blockSignals(True)
        self.sample.setRange(1, len(self._raw))
        self.sample.setValue(place + 1)
        self.sample.blockSignals(False)
        self._x = np.array(self._raw[place : place + 1])
        self.plane.set_marked(place)
        self.plane.set_place(None)

    def _ask(self) -> None:
        name = self.layer.currentData()
        self._probe = UnitSum(str(name), self.unit.value() - 1, self._x) if name and self._x is not None else None
        self.probes_changed.emit()

    def _on_setup_changed(self, setup: Setup) -> None:
        old, self._setup = self._setup, setup
        if old is None or old.prepared is not setup.prepared:
            self._raw = gathered(setup)[0]
            self._show_points()
            self._take_sample(self.context.sample)
        self._ask()

    @property
    def _first(self) -> bool:
        """Whether the unit reads the data themselves, as they are."""
        node, setup = self.layer.currentData(), self._setup
        if setup is None or node not in setup.project.architecture:
            return False
        preparation = setup.prepared.preparation
        plain = preparation.features == preparation.columns and not preparation.scaling.scale
        inputs = {each.id for each in setup.project.architecture.of_kind("input")}
        return plain and set(setup.project.architecture[str(node)].inputs) <= inputs

    # what is dragged

    def _on_input_moved(self, place: int, value: float) -> None:
        """A place of one's own in the space of the data."""
        if self._x is not None and self._first:
            self._x = np.array(self._x, np.float64)
            self._x[0, place] = value
            if self.plane.isVisible():
                self.plane.set_place((float(self._x[0, 0]), float(self._x[0, 1])))
            self._ask()

    def _on_placed(self, x1: float, x2: float) -> None:
        if self._x is not None and self._x.shape == (1, 2):
            self._x = np.array([[x1, x2]])
            self.plane.set_place((x1, x2))
            self._ask()

    def _patch(self, place: int, new: float, *, told: bool) -> Patch | None:
        found = self._shown
        if found is None or (place < 0 and found.bias is None):
            return None
        now = float(found.weights[place]) if place >= 0 else float(found.bias or 0.0)
        old = self._typed.setdefault(place, now)
        name, index = ("weight", (place, found.unit)) if place >= 0 else ("bias", (found.unit,))
        return Patch(found.node, name, index, old, new, told)

    def _on_weight_moved(self, place: int, value: float) -> None:
        new = -value if place < 0 and self.threshold.isChecked() else value
        patch = self._patch(place, new, told=False)
        if patch is not None and patch.new != patch.old:
            text = tr("Drag a weight") if place >= 0 else tr("Drag a bias")
            self.context.type_number(text, patch, f"drag {patch.key} {patch.index}")
            self.probes_changed.emit()

    def _on_settled(self) -> None:
        if self._typed:
            self._typed.clear()
            self.context.seal()

    # what is shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.plane.isHidden() != (not self._plane or self.width() < NARROW):
            self._show_points()

    @property
    def _plane(self) -> bool:
        return self._setup is not None and self._setup.prepared.described.info.plane

    def _show_points(self) -> None:
        setup, plane = self._setup, self._plane
        self.plane.setVisible(plane and self.width() >= NARROW)
        if setup is None or not plane:
            return
        x, y, test = gathered(setup)
        group, looks = looks_of(self.plane.theme, y, is_classes(setup))
        self.plane.set_extent(square(setup, x))
        self.plane.set_points(Points(np.asarray(x, np.float64), group, test, looks, halo=not is_classes(setup)))

    def _names(self, found: UnitNumbers) -> list[str]:
        described, architecture = self.context.checked.described, self.context.project.architecture
        sources = architecture[found.node].inputs if found.node in architecture else ()
        inputs = {node.id for node in architecture.of_kind("input")}
        if described is not None and set(sources) <= inputs and len(described.names) == len(found.inputs):
            return list(described.names)
        source = sources[0] if sources else ""
        return [f"{source}[{i + 1}]" for i in range(len(found.inputs))]

    def _show(self) -> None:
        found = self._shown
        if found is None or self._setup is None or found.node != self.layer.currentData():
            return
        locked = bool(self.context.rules.locks("network"))
        names, threshold = self._names(found), self.threshold.isChecked()
        self.rows.show_sum(
            names, found.inputs, found.weights, found.bias, threshold=threshold, free=self._first, locked=locked
        )
        self.sum.setText(written(found, threshold))
        self.verdict.setText(self._verdict(found))
        self.curve.set_values(found.curve if len(found.curve) else None, found.slope if len(found.slope) else None)
        self.curve.set_mark(found.z, found.a)
        if self._plane:
            self._show_line(found)

    def _show_line(self, found: UnitNumbers) -> None:
        arrays = {f"{found.node}.weight": found.weights[:, None]}
        if found.bias is not None:
            arrays[f"{found.node}.bias"] = np.array([found.bias])
        assert self._setup is not None
        self.plane.set_lines(unit_lines(self._setup, arrays))

    def _verdict(self, found: UnitNumbers) -> str:
        """What the activation makes of the sum, the tie of a step named."""
        title = said(ACTIVATIONS[found.activation].title)
        words = [tr("{name} of {z} is {a}").format(name=title, z=number_text(found.z), a=number_text(found.a))]
        if found.activation == "step" and found.z == 0.0:
            words.append(tr("a tie: it is 1 only above 0"))
        if np.isfinite(found.distance) and self._first:
            words.append(tr("distance to the line {d}").format(d=number_text(found.distance, 3)))
        return "; ".join(words)


def written(found: UnitNumbers, threshold: bool = False) -> str:
    """The sum as one writes it by hand."""
    order = np.argsort(-np.abs(found.products), kind="stable")[:WRITTEN]
    pairs = [
        f"{number_text(float(found.inputs[i]), 3)}\N{MULTIPLICATION SIGN}{_bracket(float(found.weights[i]))}"
        for i in sorted(order.tolist())
    ]
    more = [] if len(found.inputs) <= WRITTEN else ["\N{HORIZONTAL ELLIPSIS}"]
    text = f"{' + '.join([*pairs, *more])} = {number_text(found.total)}"
    if found.bias is None:
        return text
    if threshold:
        sign = ">" if found.z > 0 else "=" if found.z == 0 else "<"
        return f"{text} {sign} {number_text(-found.bias)}"
    joined = f"{MINUS} {number_text(-found.bias)}" if found.bias < 0 else f"+ {number_text(found.bias)}"
    return f"{text}\nz = {number_text(found.total)} {joined} = {number_text(found.z)}"


def _bracket(value: float) -> str:
    text = number_text(value, 3)
    return f"({text})" if value < 0 else text
