"""The band in which several seeds' curves lie, behind the curve of the one network that is drawn."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyqtgraph as pg

from core.session.spread import Band
from guiapp.plots.series import logarithm
from guiapp.theme import Theme

STRENGTH = 0.16


class SpreadBand:
    """Fills mean plus and minus deviation, over epochs, in a view."""

    def __init__(self, view: pg.PlotWidget) -> None:
        self._view = view
        self._drawn: list[pg.GraphicsObject] = []

    def clear(self) -> None:
        for item in self._drawn:
            self._view.removeItem(item)
        self._drawn = []

    def show(self, bands: Iterable[Band], theme: Theme, log: bool) -> None:
        self.clear()
        for band in bands:
            known = np.isfinite(band.mean) & np.isfinite(band.deviation)
            high, low = (band.mean + band.deviation)[known], (band.mean - band.deviation)[known]
            if log:
                # A logarithm has no floor: the band ends a little above nothing.
                high, low = logarithm(high), logarithm(np.maximum(low, 0.02 * band.mean[known]))
            edges = [pg.PlotCurveItem(band.epoch[known], edge) for edge in (high, low)]
            fill = pg.FillBetweenItem(*edges, brush=theme.color("curve", STRENGTH))
            fill.setZValue(-20)
            self._view.addItem(fill, ignoreBounds=True)
            self._drawn.append(fill)
