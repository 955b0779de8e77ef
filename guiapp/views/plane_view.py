"""The output over the plane: what the network says everywhere, the points, and the lines of the first layer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.catalog.datasets.points import Points
from core.session.probes import Parameters, Predictions, Probe
from core.session.setup import Setup
from guiapp.plots.base import Plot
from guiapp.plots.boundary import BoundaryPlot, grid_points
from guiapp.theme import Theme
from guiapp.views.draw_tools import DrawTools
from guiapp.views.output_view import OutputView
from guiapp.views.samples import class_names, gathered, is_classes, square, unit_lines

SIZE = 100
"""Cells along a side of the map."""


class PlaneView(OutputView):
    """Data with two inputs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boundary = BoundaryPlot()
        self.boundary.failed.connect(self.failed)
        self.boundary.lines_toggled.connect(lambda _: self.probes_changed.emit())
        self._setup: Setup | None = None
        self._map: Predictions | None = None
        self._extent = (-6.0, 6.0, -6.0, 6.0)
        self._begin = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.boundary)
        self.tools = DrawTools(self.boundary.plane)
        self.tools.wished.connect(self.wished)
        self.tools.settled.connect(self.settled)
        layout.addWidget(self.tools)

    def take_setup(self, setup: Setup) -> None:
        old, self._setup = self._setup, setup
        source, names = setup.project.data.source, class_names(setup)
        self.tools.show_points(source if isinstance(source, Points) else None, len(names), not is_classes(setup))
        if self._begin and isinstance(source, Points):
            self._begin = False
            self.tools.begin()
        if old is not None and old.prepared is setup.prepared:
            return
        x, y, test = gathered(setup)
        extent = square(setup, x)
        if self._map is None or extent != self._extent:
            self._extent = extent
            self._map = Predictions(grid_points(extent, SIZE))
        self.boundary.set_map(None, extent)
        task = "classify" if is_classes(setup) else "regress"
        self.boundary.set_points(x, y, test, task=task, names=class_names(setup), boundary=setup.boundary)
        self.probes_changed.emit()

    def begin_drawing(self) -> None:
        """Take the brush, as soon as the points are one's own."""
        self._begin = self.tools.isHidden()
        if not self._begin:
            self.tools.begin()

    def lock(self, on: bool) -> None:
        self.tools.lock(on)

    def probes(self) -> dict[str, Probe]:
        if self._map is None:
            return {}
        asked: dict[str, Probe] = {"map": self._map}
        if self.boundary.lines.isChecked():
            asked["lines"] = Parameters()
        return asked

    def draw(self, answers: Mapping[str, Any]) -> None:
        values = answers.get("map")
        if values is not None and values.ndim == 2 and len(values) == SIZE * SIZE:
            self.boundary.set_map(values.reshape(SIZE, SIZE, -1), self._extent)
        weights = answers.get("lines")
        if weights is not None and self._setup is not None:
            lines = unit_lines(self._setup, weights)
            self.boundary.set_unit_lines(lines[np.isfinite(lines).all(axis=1)])

    def set_theme(self, theme: Theme) -> None:
        self.boundary.set_theme(theme)

    def plot(self) -> Plot:
        return self.boundary
