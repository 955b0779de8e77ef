"""A layer's weights as a matrix, as pictures where it looks at pictures, and how large they are."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from core.session.probes import Parameters
from core.spec.architecture import NodeSpec
from guiapp.panels.base import Checked, Context, FrameView, Panel, Probe, Theme
from guiapp.parameters import parameter_word, rows_beside
from guiapp.plots.heatmap import WeightMatrix
from guiapp.views.histogram import Histogram
from guiapp.views.segments import Segments
from guiapp.views.tools import plot_actions
from guiapp.views.weight_pictures import WeightPictures

MANY = 20_000
"""Cells from which the matrix is drawn a few times a second only."""
SLOW_SECONDS = 0.2
MOST_NAMES = 512
REMEMBERED = ("mean", "variance")
"""Arrays that follow the data and are not learned."""


class WeightsPanel(Panel):
    """The layer is chosen here, or by a click in the drawing."""

    id = "weights"
    title = str(QT_TRANSLATE_NOOP("panels", "Weights"))
    area = "bottom"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.layer = QComboBox()
        self.layer.setAccessibleName(tr("Layer"))
        self.switch = Segments(tr("View"), (("matrix", tr("Matrix")), ("pictures", tr("Pictures"))))
        self.matrix, self.pictures = WeightMatrix(), WeightPictures()
        self.histogram = Histogram(tr("Histogram of weights"), tr("How large the weights are."))
        self._weights: dict[str, NDArray[Any]] = {}
        self._drawn_at = 0.0
        self._arrange()
        self.layer.activated.connect(lambda _: self._show_layer())
        self.switch.chosen.connect(lambda _: self._show_layer())
        context.selection_changed.connect(self._on_selection_changed)
        for plot in (self.matrix, self.pictures, self.histogram):
            plot.failed.connect(context.messages.fault)

    def _arrange(self) -> None:
        self.matrix.set_empty_text(tr("Add a layer that learns, such as a dense one: its weights are drawn here."))
        label = QLabel(tr("Layer"))
        label.setProperty("role", "muted")
        label.setBuddy(self.layer)
        self.layer.setMinimumContentsLength(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label)
        head.addWidget(self.layer)
        head.addWidget(self.switch)
        head.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.matrix)
        self.stack.addWidget(self.pictures)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.stack, 3)
        below.addWidget(self.histogram, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addLayout(below, 1)

    def show_project(self, checked: Checked) -> None:
        nodes = [node for node in checked.project.architecture.nodes if checked.sizes.get(node.id)]
        items = [(node.id, f"{node.id}   {_size(checked, node)}") for node in nodes]
        if items != [(self.layer.itemData(i), self.layer.itemText(i)) for i in range(self.layer.count())]:
            before = self.layer.currentData()
            self.layer.clear()
            for name, text in items:
                self.layer.addItem(text, name)
            self.layer.setCurrentIndex(max(self.layer.findData(before), 0) if items else -1)
            self._show_layer()

    def probes(self) -> dict[str, Probe]:
        return {"weights.all": Parameters()} if self.layer.count() else {}

    def draw(self, frame: FrameView) -> None:
        weights = frame.answers.get("weights.all")
        if weights is None:
            return
        now = time.monotonic()
        weight = weights.get(f"{self.layer.currentData()}.weight")
        if weight is not None and weight.size > MANY and now - self._drawn_at < SLOW_SECONDS and self._weights:
            return
        self._weights, self._drawn_at = weights, now
        self._show_layer()

    def set_theme(self, theme: Theme) -> None:
        for plot in (self.matrix, self.pictures, self.histogram):
            plot.set_theme(theme)

    def tools(self) -> list[QAction]:
        return plot_actions(self.pictures if self.stack.currentWidget() is self.pictures else self.matrix)

    def _show_layer(self) -> None:
        """Draw the chosen layer's newest numbers."""
        name = self.layer.currentData()
        weight, beside = self._weights.get(f"{name}.weight"), rows_beside(self._weights, name or "")
        shape = self._picture(name) if weight is not None else ()
        self.switch.setVisible(bool(shape))
        if weight is None and not beside:
            self.matrix.set_matrix(None)
            self.matrix.set_empty_text(
                tr("Press play: the weights of this layer are drawn here.") if name else self.matrix.empty_text
            )
            self.histogram.set_values(None)
            self.stack.setCurrentWidget(self.matrix)
            return
        if weight is not None and shape and self.switch.key() == "pictures" and len(weight) == int(np.prod(shape)):
            self.stack.setCurrentWidget(self.pictures)
            self.pictures.set_weights(weight, shape)
        else:
            self.stack.setCurrentWidget(self.matrix)
            self._show_matrix(name, weight, beside)
        learned = [array for key, array in beside.items() if key not in REMEMBERED]
        self.histogram.set_values(weight if weight is not None else np.concatenate(learned))

    def _show_matrix(self, name: str, weight: NDArray[Any] | None, beside: dict[str, NDArray[Any]]) -> None:
        """Weights above, and below them a row for each sort of number that every unit has one of."""
        parts = ([] if weight is None else [weight]) + [array[None] for array in beside.values()]
        values = np.vstack([part for part in parts if part.shape[1] == parts[0].shape[1]])
        rows = [] if weight is None else self._row_names(name, len(weight))
        if rows or weight is None:
            rows = [*rows, *(parameter_word(key) for key in beside)]
        columns = [str(i + 1) for i in range(min(values.shape[1], MOST_NAMES))]
        architecture = self.context.project.architecture
        source = ", ".join(architecture[name].inputs) if weight is not None and name in architecture else ""
        self.matrix.set_matrix(values, rows, columns, titles=(source, name))

    def _row_names(self, name: str, count: int) -> list[str]:
        """Names of the layer's inputs: the features, or the units of the layer before."""
        described, architecture = self.context.checked.described, self.context.project.architecture
        if count > MOST_NAMES or name not in architecture:
            return []
        sources = architecture[name].inputs
        inputs = {node.id for node in architecture.of_kind("input")}
        if described is not None and set(sources) <= inputs and len(described.names) == count:
            return list(described.names)
        return [str(i + 1) for i in range(count)]

    def _picture(self, name: str | None) -> tuple[int, ...]:
        """The shape of the picture that this layer reads; empty where it reads none."""
        checked = self.context.checked
        if name is None or name not in checked.project.architecture:
            return ()
        shapes = [checked.shapes.get(source, ()) for source in checked.project.architecture[name].inputs]
        return shapes[0] if len(shapes) == 1 and len(shapes[0]) == 3 else ()

    def _on_selection_changed(self, nodes: tuple[str, ...]) -> None:
        index = next((at for node in nodes if (at := self.layer.findData(node)) >= 0), -1)
        if index >= 0 and index != self.layer.currentIndex():
            self.layer.setCurrentIndex(index)
            self._show_layer()


def _size(checked: Checked, node: NodeSpec) -> str:
    """A layer's size for the list: 8 -> 4."""
    shapes = [checked.shapes.get(source) for source in node.inputs]
    known = [str(int(np.prod(shape))) for shape in shapes if shape]
    out = checked.shapes.get(node.id)
    return f"{' + '.join(known)} \N{RIGHTWARDS ARROW} {int(np.prod(out))}" if known and out else ""


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)
