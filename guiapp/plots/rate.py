"""The loss against the learning rate: each batch, the smoothed curve, and a line that chooses a rate."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.session.find_rate import RateSweep
from guiapp.plots.base import Columns, Plot
from guiapp.plots.curve_parts import ValueAxis
from guiapp.theme import Theme

KEYS = {int(Qt.Key.Key_Left): -0.05, int(Qt.Key.Key_Right): 0.05}
"""How far the arrows move the line, in powers of ten."""


class RatePlot(Plot):
    """`chosen(rate)` tells where the line was dragged to."""

    chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Loss against learning rate"), "", parent)
        self._sweep: RateSweep | None = None
        self.view = pg.PlotWidget(axisItems={side: ValueAxis(side) for side in ("left", "bottom")})
        plot = self.view.getPlotItem()
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.setMouseEnabled(x=False, y=False)
        plot.setLogMode(x=True, y=False)
        plot.showGrid(x=False, y=True, alpha=0.25)
        plot.setLabel("bottom", self.tr("learning rate"))
        plot.setLabel("left", self.tr("loss"))
        self.view.setFrameShape(self.view.Shape.NoFrame)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._batches, self._smooth = pg.PlotDataItem(), pg.PlotDataItem()
        self.line = pg.InfiniteLine(angle=90, movable=True)
        self.line.hide()
        for item in (self._batches, self._smooth, self.line):
            plot.addItem(item)
        self.line.sigPositionChanged.connect(self._on_line_moved)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.set_theme(self.theme)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.view.setBackground(theme.window)
        for side in ("left", "bottom"):
            axis = self.view.getPlotItem().getAxis(side)
            axis.setPen(theme.color("border"))
            axis.setTextPen(theme.color("muted"))
        self._batches.setPen(pg.mkPen(theme.color("curve", 0.35), width=1))
        self._smooth.setPen(pg.mkPen(theme.color("curve"), width=2))
        self.line.setPen(pg.mkPen(theme.color("accent"), width=2))
        self.line.setHoverPen(pg.mkPen(theme.color("accent"), width=4))

    def show_sweep(self, sweep: RateSweep, low: float, high: float) -> None:
        """Draw what is known so far; the axis goes from the lowest to the highest rate from the start."""
        self._sweep = sweep
        plot = self.view.getPlotItem()
        plot.setXRange(math.log10(low), math.log10(high), padding=0.02)
        if len(sweep.losses):
            self._batches.setData(sweep.rates, sweep.losses)
            self._smooth.setData(sweep.rates, sweep.smoothed)
            plot.setYRange(*_heights(sweep), padding=0.0)

    def choose(self, rate: float) -> None:
        """Put the line at a rate."""
        self.line.show()
        self.line.setValue(math.log10(rate))

    # Qt's own

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = KEYS.get(event.key())
        if step is None or not self.line.isVisible():
            super().keyPressEvent(event)
        else:
            self.line.setValue(self.line.value() + step)

    # What is drawn

    def numbers(self) -> Columns:
        sweep = self._sweep
        if sweep is None or not len(sweep.losses):
            return {}
        return {"rate": sweep.rates, "loss": sweep.losses, "smoothed": sweep.smoothed}

    def _on_line_moved(self) -> None:
        self.chosen.emit(10.0 ** float(self.line.value()))


def _heights(sweep: RateSweep) -> tuple[float, float]:
    """What the axis of losses shows: the explosion at the end would press everything else flat."""
    losses = sweep.losses
    low = float(losses.min())
    high = float(np.max(losses[: int(losses.argmin()) + 1]))
    room = 0.1 * (high - low) or 0.1 * abs(high) or 1.0
    return low - room, high + 2.0 * room
