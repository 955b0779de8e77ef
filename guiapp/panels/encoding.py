"""The hidden encoding: the data as a layer sees them, beside the data as they are."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from core.explain.encoding import Encoded, Encoding
from core.session.setup import Setup
from guiapp.form.combo import ComboBox
from guiapp.panels.base import Checked, Context, FrameView, Panel, Probe, Theme
from guiapp.plots.base import Columns, Plot
from guiapp.plots.plane import Extent, Points
from guiapp.plots.point_plane import PointPlane, extent_of, looks_of
from guiapp.theme import tabular
from guiapp.views.samples import gathered, is_classes, square
from guiapp.views.segments import Segments
from guiapp.views.tools import plot_actions

MOST = 1000
"""Samples that are drawn."""
SIDE = 168
"""Pixels of the words beside."""
LINES, PLACES = 17, 49
"""Of the grid over the plane, each way."""


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)


class EncodingPlot(Plot):
    """The data and their encoding side by side: one picture to keep."""

    def __init__(self) -> None:
        super().__init__(tr("Encoding"), tr("Press play: what this layer makes of the data is drawn here."))
        self.space = PointPlane(self.theme, tr("Data"), self.empty_text)
        self.code = PointPlane(self.theme, tr("Encoding by the layer"), self.empty_text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.space, 1)
        row.addWidget(self.code, 1)
        self.columns: dict[str, Any] = {}

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.space.set_theme(theme)
        self.code.set_theme(theme)

    def numbers(self) -> Columns:
        return self.columns


class EncodingPanel(Panel):
    """Any two units of any layer, or its two principal components; a sample chosen on either side is marked on both."""

    id = "encoding"
    title = str(QT_TRANSLATE_NOOP("panels", "Encoding"))
    area = "bottom"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.layer = ComboBox()
        self.layer.setAccessibleName(tr("Layer"))
        self.layer.setMinimumContentsLength(8)
        self.way = Segments(tr("Coordinates"), (("units", tr("Two units")), ("pca", tr("PCA"))))
        self.way.setToolTip(tr("Two units of the layer, or the two directions in which its values vary most"))
        self.first, self.second = QSpinBox(), QSpinBox()
        self.grid = QCheckBox(tr("grid"))
        self.grid.setToolTip(tr("The plane's grid, bent as the layer bends it"))
        self.grid.setChecked(True)
        self.line = QCheckBox(tr("lines"))
        self.line.setToolTip(
            tr("Where the units that read this layer are at 0; the arrow points to their positive side")
        )
        self.line.setChecked(True)
        self.plot = EncodingPlot()
        self.words = QLabel()
        self._probe: Encoding | None = None
        self._data: tuple[NDArray[Any], NDArray[Any], NDArray[np.bool_]] | None = None
        self._setup: Setup | None = None
        self._extent: Extent | None = None
        self._shown: Encoded | None = None
        self._arrange()
        self._connect()
        self.show_project(context.checked)
        if context.setup is not None:
            self._on_setup_changed(context.setup)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for box, name in ((self.first, tr("Unit across")), (self.second, tr("Unit upwards"))):
            box.setRange(1, 1)
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setFont(tabular())
            box.setFixedWidth(64)
        for widget in (self.layer, self.way, self.first, self.second, self.grid, self.line):
            head.addWidget(widget)
        self.words.setFont(tabular(scale=0.9))
        self.words.setProperty("role", "muted")
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.words.setFixedWidth(SIDE)
        head.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.plot, 1)
        below.addWidget(self.words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 4)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addLayout(below, 1)

    def _connect(self) -> None:
        self.layer.activated.connect(lambda _: self._on_layer_chosen())
        self.way.chosen.connect(lambda _: self._ask())
        self.first.valueChanged.connect(lambda _: self._ask())
        self.second.valueChanged.connect(lambda _: self._ask())
        self.grid.toggled.connect(lambda _: self._ask())
        self.line.toggled.connect(lambda _: self._show_lines())
        for plane in (self.plot.space, self.plot.code):
            plane.picked.connect(lambda i: self.context.point_at(sample=i))
        self.plot.failed.connect(self.context.messages.fault)
        self.context.setup_changed.connect(self._on_setup_changed)
        self.context.pointed.connect(self._show_marked)
        self.context.selection_changed.connect(self._on_selection_changed)

    # the contract

    def show_project(self, checked: Checked) -> None:
        names = [
            node.id
            for node in checked.project.architecture.nodes
            if node.kind not in ("input", "output") and node.id in checked.used and checked.shapes.get(node.id)
        ]
        if names != [self.layer.itemData(i) for i in range(self.layer.count())]:
            before = self.layer.currentData()
            self.layer.clear()
            for name in names:
                self.layer.addItem(name, name)
            # The last layer before the output: there one straight line has to do.
            start = names.index(before) if before in names else max(len(names) - 2, 0)
            self.layer.setCurrentIndex(start if names else -1)
        self._fit_units()

    def probes(self) -> dict[str, Probe]:
        return {"encoding.it": self._probe} if self._probe is not None else {}

    def draw(self, frame: FrameView) -> None:
        found = frame.answers.get("encoding.it")
        if isinstance(found, Encoded) and self._data is not None and len(found.points) == len(self._data[0]):
            self._shown = found
            self._show()

    def set_theme(self, theme: Theme) -> None:
        self.plot.set_theme(theme)
        self._show_data()
        self._show()

    def reset(self) -> None:
        self._extent = None

    def tools(self) -> list[QAction]:
        return plot_actions(self.plot)

    # what is asked

    def _on_layer_chosen(self) -> None:
        self._fit_units()
        self._ask()

    def _on_selection_changed(self, nodes: tuple[str, ...]) -> None:
        place = self.layer.findData(nodes[0]) if nodes else -1
        if place >= 0 and place != self.layer.currentIndex():
            self.layer.setCurrentIndex(place)
            self._on_layer_chosen()

    def _fit_units(self) -> None:
        """As many units to choose from as the layer has."""
        width = int(np.prod(self.context.checked.shapes.get(self.layer.currentData() or "", (1,))))
        old = self.first.maximum()
        for box, start in ((self.first, 1), (self.second, min(2, width))):
            box.blockSignals(True)
            box.setRange(1, max(width, 1))
            if old != width:
                box.setValue(start)
            box.blockSignals(False)
        if old != width:
            self._ask()

    def _on_setup_changed(self, setup: Setup) -> None:
        old, self._setup = self._setup, setup
        if old is None or old.prepared is not setup.prepared:
            x, y, test = gathered(setup)
            keep = slice(0, MOST)
            self._data = x[keep], y[keep], test[keep]
            self._show_data()
        self._ask()

    def _ask(self) -> None:
        """File another question."""
        pca = self.way.key() == "pca"
        self.first.setVisible(not pca)
        self.second.setVisible(not pca)
        name = self.layer.currentData()
        self._shown, self._extent = None, None
        if self._data is None or not name:
            self._probe = None
        else:
            units = None if pca else (self.first.value() - 1, self.second.value() - 1)
            grid = self._plane_grid() if self.grid.isChecked() else np.zeros((0, 0, 2))
            self._probe = Encoding(str(name), self._data[0], units, grid)
        self.probes_changed.emit()

    @property
    def _plane(self) -> bool:
        return self._setup is not None and self._setup.prepared.described.info.plane

    def _plane_grid(self) -> NDArray[np.float64]:
        if not self._plane or self._setup is None or self._data is None:
            return np.zeros((0, 0, 2))
        x0, x1, y0, y1 = square(self._setup, self._data[0])
        across, up = np.linspace(x0, x1, PLACES), np.linspace(y0, y1, PLACES)
        rows = [np.column_stack([across, np.full(PLACES, v)]) for v in np.linspace(y0, y1, LINES)]
        columns = [np.column_stack([np.full(PLACES, u), up]) for u in np.linspace(x0, x1, LINES)]
        return np.array(rows + columns)

    # what is shown

    def _show_data(self) -> None:
        self.plot.space.setVisible(self._plane)
        self.grid.setVisible(self._plane)
        if self._data is None or self._setup is None or not self._plane:
            return
        x, y, test = self._data
        group, looks = looks_of(self.plot.theme, y, is_classes(self._setup))
        self.plot.space.set_extent(square(self._setup, x))
        self.plot.space.set_points(
            Points(np.asarray(x, np.float64), group, test, looks, halo=not is_classes(self._setup))
        )
        self._show_marked()

    def _show(self) -> None:
        found = self._shown
        if found is None or self._data is None or self._setup is None:
            return
        _, y, test = self._data
        group, looks = looks_of(self.plot.theme, y, is_classes(self._setup))
        self._extent = extent_of(found.points, self._extent)
        code = self.plot.code
        code.axes = self._axes(found)
        code.set_extent(self._extent)
        code.set_grid(found.grid)
        code.set_points(Points(found.points, group, test, looks, halo=not is_classes(self._setup)))
        self._show_lines()
        self._show_marked()
        self.words.setText(self._describe(found))
        self.words.setAccessibleName(self.words.text())
        self.plot.columns = {"first": found.points[:, 0], "second": found.points[:, 1], "target": y}

    def _show_lines(self) -> None:
        found = self._shown
        self.plot.code.set_lines(found.lines if found is not None and self.line.isChecked() else ())

    def _show_marked(self) -> None:
        self.plot.space.set_marked(self.context.sample)
        self.plot.code.set_marked(self.context.sample)

    def _axes(self, found: Encoded) -> tuple[str, str]:
        if found.shares:
            return "PC1", "PC2"
        name = self.layer.currentData()
        return f"{name}[{self.first.value()}]", f"{name}[{self.second.value()}]"

    def _describe(self, found: Encoded) -> str:
        words = [tr("{n} distinct codes of {total}").format(n=f"{found.distinct:,}", total=f"{len(found.points):,}")]
        if found.shares:
            both = [f"{100 * share:.0f} %" for share in found.shares]
            words.append(tr("PC1 explains {first}, PC2 {second}").format(first=both[0], second=both[1]))
        if len(found.lines) and self.line.isChecked():
            text = (
                tr("line: where {name} is at 0")
                if found.exact
                else tr("lines: where {name} is at 0, the rest at its mean")
            )
            words.append(text.format(name=found.next))
        return "\n".join(words)
