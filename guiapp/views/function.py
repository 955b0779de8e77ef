"""A small drawing of a function of one number and of its slope."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from guiapp.plots.base import Columns, Plot, number_text, paint_empty
from guiapp.theme import tabular

REACH = 4.0


class FunctionPlot(Plot):
    """a = f(z), solid, and its slope, dashed, over -4..4."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Activation"), "", parent)
        self.z = np.linspace(-REACH, REACH, 161)
        self._a: NDArray[np.float64] | None = None
        self._slope: NDArray[np.float64] | None = None
        self._mark: tuple[float, float] | None = None
        self.setFixedHeight(112)

    def set_values(self, a: NDArray[Any] | None, slope: NDArray[Any] | None = None) -> None:
        """Show values and slopes at the places `z`, both (161,)."""
        self._a = None if a is None else np.asarray(a, np.float64)
        self._slope = None if slope is None else np.asarray(slope, np.float64)
        self.update()

    def set_mark(self, z: float, a: float) -> None:
        """A point on the curve; beyond the drawn stretch it stands at its edge."""
        self._mark = (z, a)
        self.update()

    def numbers(self) -> Columns:
        if self._a is None:
            return {}
        return {"z": self.z, "a": self._a} | ({} if self._slope is None else {"slope": self._slope})

    def _line(self, y: NDArray[np.float64], area: QRectF, low: float, high: float) -> list[QPolygonF]:
        """The curve in pixels, in pieces where it jumps."""
        x = area.left() + (self.z / REACH + 1) / 2 * area.width()
        v = area.bottom() - (y - low) / (high - low) * area.height()
        cuts = np.flatnonzero(np.abs(np.diff(y)) > 0.3) + 1
        pieces = np.split(np.stack([x, v], axis=1), cuts)
        return [QPolygonF([QPointF(*point) for point in piece.tolist()]) for piece in pieces]

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._a is None:
            paint_empty(painter, QRectF(self.rect()), self.empty_text, self.theme)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(30, 6, max(self.width() - 36, 1), self.height() - 24)
        both = [self._a] if self._slope is None else [self._a, self._slope]
        low, high = min(min(y.min() for y in both), 0.0), max(max(y.max() for y in both), 1.0)
        pad = 0.06 * (high - low)
        low, high = low - pad, high + pad
        zero = area.bottom() + low / (high - low) * area.height()
        painter.setPen(QPen(self.theme.color("grid"), 1))
        painter.drawRect(area)
        painter.setPen(QPen(self.theme.color("border_strong"), 1))
        painter.drawLine(QPointF(area.left(), zero), QPointF(area.right(), zero))
        painter.drawLine(QPointF(area.center().x(), area.top()), QPointF(area.center().x(), area.bottom()))
        painter.setClipRect(area)
        if self._slope is not None:
            painter.setPen(QPen(self.theme.color("muted"), 1.2 * self.theme.line_size, Qt.PenStyle.DashLine))
            for piece in self._line(self._slope, area, low, high):
                painter.drawPolyline(piece)
        painter.setPen(QPen(self.theme.color("accent"), 2 * self.theme.line_size))
        for piece in self._line(self._a, area, low, high):
            painter.drawPolyline(piece)
        painter.setClipping(False)
        self._paint_mark(painter, area, low, high)
        self._paint_words(painter, area, low + pad, high - pad)

    def _paint_mark(self, painter: QPainter, area: QRectF, low: float, high: float) -> None:
        if self._mark is None or not np.isfinite(self._mark).all():
            return
        x = area.left() + (min(max(self._mark[0], -REACH), REACH) / REACH + 1) / 2 * area.width()
        y = area.bottom() - (min(max(self._mark[1], low), high) - low) / (high - low) * area.height()
        painter.setPen(QPen(self.theme.color("text"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x, y))
        painter.setPen(QPen(self.theme.color("raised"), 1.5))
        painter.setBrush(self.theme.color("text"))
        painter.drawEllipse(QPointF(x, y), 4.5, 4.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_words(self, painter: QPainter, area: QRectF, low: float, high: float) -> None:
        flag = Qt.AlignmentFlag
        painter.setFont(tabular(self.font(), scale=0.82))
        painter.setPen(self.theme.color("muted"))
        for value, y in ((high, area.top()), (low, area.bottom() - 14)):
            painter.drawText(
                QRectF(0, y, 26, 14), int(flag.AlignRight | flag.AlignVCenter), number_text(float(value), 2)
            )
        below = QRectF(area.left(), area.bottom() + 2, area.width(), 14)
        painter.drawText(below, int(flag.AlignLeft), number_text(-REACH))
        words = self.tr("z    (dashed: slope)") if self._slope is not None else "z"
        painter.drawText(below, int(flag.AlignHCenter), words)
        painter.drawText(below, int(flag.AlignRight), number_text(REACH))

    def sizeHint(self) -> QSize:
        return QSize(220, 112)
