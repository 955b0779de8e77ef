"""How often which size of number occurs, as bars."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from guiapp.plots.base import Columns, Plot, number_text, paint_empty
from guiapp.plots.heatmap import cell_color
from guiapp.theme import tabular

BINS = 40


class Histogram(Plot):
    """Counts of values (n,) in even steps on an axis that has zero in its middle."""

    def __init__(self, name: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(name, empty, parent)
        self._values: NDArray[np.float64] | None = None
        self._counts: NDArray[np.int64] = np.zeros(BINS, np.int64)
        self._span = 1.0
        self.setMinimumSize(110, 80)

    def set_values(self, values: NDArray[Any] | None) -> None:
        """Show values of any shape; what is not finite is left out."""
        flat = np.empty(0) if values is None else np.asarray(values, np.float64).ravel()
        flat = flat[np.isfinite(flat)]
        self._values = flat if len(flat) else None
        if self._values is not None:
            self._span = float(np.abs(flat).max()) or 1.0
            self._counts = np.histogram(flat, BINS, (-self._span, self._span))[0]
        self.setAccessibleDescription(self.words())
        self.update()

    def words(self) -> str:
        """Mean and spread."""
        if self._values is None:
            return ""
        mean, spread = float(self._values.mean()), float(self._values.std())
        return self.tr("mean {mean}, spread {spread}").format(mean=number_text(mean, 2), spread=number_text(spread, 2))

    def numbers(self) -> Columns:
        if self._values is None:
            return {}
        edges = np.linspace(-self._span, self._span, BINS + 1)
        return {"from": edges[:-1], "to": edges[1:], "count": self._counts}

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._values is None:
            paint_empty(painter, QRectF(self.rect()), self.empty_text, self.theme)
            return
        area = QRectF(6, 20, max(self.width() - 12, 1), max(self.height() - 40, 1))
        step, top = area.width() / BINS, float(self._counts.max()) or 1.0
        # Near zero a bar has nearly the colour of the paper: its edge is seen all the same.
        edge = self.theme.color("faint")
        for i, count in enumerate(self._counts.tolist()):
            if count:
                height = max(area.height() * count / top, 1.0)
                middle = ((i + 0.5) / BINS * 2 - 1) * self._span
                side = self._span * (0.35 + 0.65 * abs(middle) / self._span)
                painter.setBrush(cell_color(side if middle > 0 else -side, self._span, self.theme))
                bar = QRectF(area.left() + i * step + 0.5, area.bottom() - height, max(step - 1, 1), height)
                painter.setPen(QPen(edge, 1) if abs(middle) < 0.3 * self._span else Qt.PenStyle.NoPen)
                painter.drawRect(bar)
        painter.setPen(QPen(self.theme.color("border_strong"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        zero = QPointF(area.center().x(), area.bottom())
        painter.drawLine(zero, zero + QPointF(0, 4))
        self._paint_words(painter, area)

    def _paint_words(self, painter: QPainter, area: QRectF) -> None:
        flag = Qt.AlignmentFlag
        painter.setFont(tabular(self.font(), scale=0.85))
        painter.setPen(self.theme.color("muted"))
        painter.drawText(QRectF(0, 0, self.width(), 16), int(flag.AlignHCenter | flag.AlignTop), self.words())
        below = QRectF(area.left(), area.bottom() + 5, area.width(), 14)
        painter.drawText(below, int(flag.AlignLeft), number_text(-self._span, 2))
        painter.drawText(below, int(flag.AlignHCenter), "0")
        painter.drawText(below, int(flag.AlignRight), number_text(self._span, 2))

    def sizeHint(self) -> QSize:
        return QSize(180, 160)
