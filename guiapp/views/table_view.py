"""The output for tables: the plane of two columns, predictions against the truth, and single samples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from core.data.prepare import PartName
from core.session.probes import PartPredictions, Predictions, Probe
from core.session.setup import Setup
from guiapp.plots.base import Plot, number_text
from guiapp.plots.boundary import BoundaryPlot, grid_points
from guiapp.theme import Theme
from guiapp.views.output_view import OutputView
from guiapp.views.pace import Pace
from guiapp.views.predicted import PredictedPlot
from guiapp.views.sample_list import SampleList
from guiapp.views.samples import class_names, gathered, is_classes, is_large, labels, numbers, square, telling, tested
from guiapp.views.segments import Segments

SIZE = 80


class TableView(OutputView):
    """Three views of one network; the plane holds the other columns at the chosen sample, or at their middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setup: Setup | None = None
        self._part: PartName = "test"
        self._map: Predictions | None = None
        self._extent = (-1.0, 1.0, -1.0, 1.0)
        self._shift = 0.0
        self._pace = Pace(self.probes_changed.emit, self)
        self.switch = Segments(self.tr("View"))
        self.boundary, self.predicted, self.samples = BoundaryPlot(), PredictedPlot(), SampleList()
        self.first, self.second = QComboBox(), QComboBox()
        self.held = QLabel()
        self._arrange()
        self.switch.chosen.connect(self._on_switch_chosen)
        for box in (self.first, self.second):
            box.activated.connect(lambda _: self._show_plane())
        self.samples.chosen.connect(lambda _: self._show_plane())
        for plot in (self.boundary, self.predicted, self.samples.bars):
            plot.failed.connect(self.failed)

    def _arrange(self) -> None:
        self.boundary.offers_lines = False
        self.held.setProperty("role", "muted")
        self.held.setWordWrap(True)
        axes = QGridLayout()
        axes.setSpacing(4)
        axes.setColumnStretch(1, 1)
        for row, (box, sign, text) in enumerate(
            (
                (self.first, "\N{LEFT RIGHT ARROW}", self.tr("Column across")),
                (self.second, "\N{UP DOWN ARROW}", self.tr("Column upwards")),
            )
        ):
            label = QLabel(sign)
            label.setProperty("role", "muted")
            label.setBuddy(box)
            label.setToolTip(text)
            box.setToolTip(text)
            box.setAccessibleName(text)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
            axes.addWidget(label, row, 0)
            axes.addWidget(box, row, 1)
        plane = QWidget()
        column = QVBoxLayout(plane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(axes)
        column.addWidget(self.held)
        column.addWidget(self.boundary, 1)
        self.stack = QStackedWidget()
        self._pages = {"plane": plane, "predicted": self.predicted, "samples": self.samples}
        for page in self._pages.values():
            self.stack.addWidget(page)
        head = QHBoxLayout()
        head.addWidget(self.switch)
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.stack, 1)

    def take_setup(self, setup: Setup) -> None:
        old, self._setup = self._setup, setup
        if old is not None and old.prepared is setup.prepared:
            return
        self._part = tested(setup)
        part = setup.prepared.parts()[self._part]
        raw = setup.prepared.raw(self._part)
        classes = is_classes(setup)
        truth = labels(part.y) if classes else numbers(setup.prepared, part.y)
        self.samples.set_samples(raw, setup.prepared.preparation.columns, truth, class_names(setup), setup.boundary)
        self._show_choices(setup, classes)
        self._choose_columns(setup, old)
        self.predicted.set_values(None, np.empty(0))
        self._pace.renew()
        self._show_plane()

    def _show_choices(self, setup: Setup, classes: bool) -> None:
        plane = [("plane", self.tr("Plane"))] if len(setup.prepared.preparation.columns) > 1 else []
        rest = [("samples", self.tr("Samples"))] if classes else [("predicted", self.tr("Predicted"))]
        several = setup.prepared.preparation.outputs > 1 and not classes
        self.switch.set_choices(rest if several else plane + rest if classes else rest + plane)
        self.stack.setCurrentWidget(self._pages[self.switch.key()])

    def _choose_columns(self, setup: Setup, old: Setup | None) -> None:
        columns = setup.prepared.preparation.columns
        if old is not None and old.prepared.preparation.columns == columns:
            return
        best = telling(setup)
        for box, index in ((self.first, best[0]), (self.second, best[1])):
            box.clear()
            box.addItems(list(columns))
            box.setCurrentIndex(index)

    def _show_plane(self) -> None:
        """Points and a new map of the chosen columns."""
        setup = self._setup
        if setup is None or self.first.count() < 2:
            return
        x, y, test = gathered(setup)
        pair = [self.first.currentIndex(), self.second.currentIndex()]
        xy = np.asarray(x, np.float64)[:, pair]
        self._extent = square(setup, xy)
        chosen = self.samples.current_row()
        held = np.median(x, axis=0) if chosen is None else chosen
        grid = np.tile(np.asarray(held, np.float64), (SIZE * SIZE, 1))
        grid[:, pair] = grid_points(self._extent, SIZE)
        self._map = Predictions(grid)
        classes = is_classes(setup)
        self._shift = 0.0 if classes else float(np.mean(y))
        task = "classify" if classes else "regress"
        self.boundary.set_title("" if classes else self.tr("More or less than {0}").format(number_text(self._shift)))
        self.boundary.set_axes(self.first.currentText(), self.second.currentText())
        self.boundary.set_map(None, self._extent)
        shown = y if classes else y - self._shift
        self.boundary.set_points(xy, shown, test, task=task, names=class_names(setup), boundary=setup.boundary)
        many = len(setup.prepared.preparation.columns) > 2
        self.boundary.plane.setToolTip(self.tr("The other columns stand at their middle.") if many else "")
        if chosen is not None and self.samples.current is not None:
            self.boundary.plane.setToolTip("")
            self.held.setText(self.tr("The other columns are those of row {0}.").format(self.samples.current + 1))
        self.held.setVisible(chosen is not None and many)
        self.probes_changed.emit()

    def probes(self) -> dict[str, Probe]:
        if self._setup is None:
            return {}
        if self.switch.key() == "plane":
            return {"map": self._map} if self._map is not None else {}
        return {"part": PartPredictions(self._part)} if self._pace.due else {}

    def draw(self, answers: Mapping[str, Any]) -> None:
        setup = self._setup
        if setup is None:
            return
        values = answers.get("map")
        if values is not None and len(values) == SIZE * SIZE:
            self.boundary.set_map(values.reshape(SIZE, SIZE, -1) - self._shift, self._extent)
        answer = answers.get("part")
        if answer is None or len(answer[0]) != len(setup.prepared.parts()[self._part]):
            return
        if is_classes(setup):
            self.samples.set_predictions(answer[0])
        else:
            target = setup.prepared.preparation.target
            self.predicted.set_values(numbers(setup.prepared, answer[1]), numbers(setup.prepared, answer[0]), target)
        self._pace.answered(is_large(setup, self._part))

    def set_theme(self, theme: Theme) -> None:
        for plot in (self.boundary, self.predicted, self.samples):
            plot.set_theme(theme)

    def plot(self) -> Plot:
        plots: dict[str, Plot] = {"plane": self.boundary, "predicted": self.predicted, "samples": self.samples.bars}
        return plots.get(self.switch.key(), self.boundary)

    def _on_switch_chosen(self, key: str) -> None:
        self.stack.setCurrentWidget(self._pages[key])
        self.probes_changed.emit()
