"""The loss over one weight, once for every learning rate side by side: the tangent, and where plain steps lead."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from core.explain.one_weight import Descent, WeightCurve
from guiapp.plots.base import Columns, Plot, number_text, paint_empty
from guiapp.theme import tabular

GAP = 12.0
Floats = NDArray[np.float64]
Place = Callable[[float, float], QPointF]


class WeightCurvePlot(Plot):
    """Cells of one curve each: the line is the loss, the dashes its tangent, the dots the steps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Loss over one weight"),
            self.tr("Choose a weight in Update: the loss over it is drawn here."),
            parent,
        )
        self._curve: WeightCurve | None = None
        self.setMinimumHeight(90)

    def set_curve(self, curve: WeightCurve | None) -> None:
        self._curve = curve
        self.setAccessibleDescription("; ".join(self.words(way) for way in curve.descents) if curve else "")
        self.update()

    def words(self, way: Descent) -> str:
        """A rate and what its way looks like."""
        kinds = {
            "stands": self.tr("stands: there is no slope"),
            "crawls": self.tr("crawls"),
            "descends": self.tr("descends"),
            "oscillates": self.tr("oscillates"),
            "overshoots": self.tr("overshoots"),
        }
        present = self._curve is not None and way.rate == self._curve.present
        text = self.tr("present rate {0}: {1}") if present else self.tr("rate {0}: {1}")
        return text.format(number_text(way.rate, 3), kinds[way.kind])

    def numbers(self) -> Columns:
        curve = self._curve
        if curve is None:
            return {}
        found: dict[str, Floats] = {"weight": curve.weights, "loss": curve.losses}
        for way in curve.descents:
            name = number_text(way.rate, 3)
            found |= {f"weight_at_rate_{name}": way.weights, f"loss_at_rate_{name}": way.losses}
        return found

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        curve = self._curve
        if curve is None:
            paint_empty(painter, QRectF(self.rect()), self.empty_text, self.theme)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        count = len(curve.descents)
        wide = (self.width() - GAP * (count - 1)) / count
        for place, way in enumerate(curve.descents):
            self._paint_cell(painter, QRectF(place * (wide + GAP), 0, wide, self.height()), curve, way)

    def _paint_cell(self, painter: QPainter, cell: QRectF, curve: WeightCurve, way: Descent) -> None:
        present = way.rate == curve.present
        font = tabular(self.font(), scale=0.9, bold=present)
        painter.setFont(font)
        painter.setPen(self.theme.color("text" if present else "muted"))
        flag = Qt.AlignmentFlag
        title = painter.fontMetrics().elidedText(self.words(way), Qt.TextElideMode.ElideRight, int(cell.width()))
        painter.drawText(QRectF(cell.left(), cell.top(), cell.width(), 18), int(flag.AlignLeft), title)
        area = QRectF(cell.left(), cell.top() + 20, cell.width(), max(cell.height() - 38, 8))
        painter.setPen(QPen(self.theme.color("grid"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)
        low, high = _heights(curve)
        left, right = float(curve.weights[0]), float(curve.weights[-1])

        def place(x: float, y: float) -> QPointF:
            across = (x - left) / ((right - left) or 1.0)
            return QPointF(
                area.left() + across * area.width(), area.bottom() - (y - low) / (high - low) * area.height()
            )

        painter.save()
        painter.setClipRect(area.adjusted(-1, -1, 1, 1))
        self._paint_curve(painter, curve, place, right - left)
        self._paint_way(painter, way, place)
        painter.restore()
        painter.setFont(tabular(self.font(), scale=0.82))
        painter.setPen(self.theme.color("muted"))
        below = QRectF(area.left(), area.bottom() + 2, area.width(), 15)
        painter.drawText(below, int(flag.AlignLeft), number_text(left, 3))
        painter.drawText(below, int(flag.AlignHCenter), self.tr("w = {0}").format(number_text(curve.value, 3)))
        painter.drawText(below, int(flag.AlignRight), number_text(right, 3))

    def _paint_curve(self, painter: QPainter, curve: WeightCurve, place: Place, stretch: float) -> None:
        known = np.isfinite(curve.losses)
        points = [place(float(x), float(y)) for x, y in zip(curve.weights[known], curve.losses[known], strict=True)]
        painter.setPen(QPen(self.theme.color("curve"), 1.6 * self.theme.line_size))
        painter.drawPolyline(QPolygonF(points))
        half = 0.2 * stretch
        painter.setPen(QPen(self.theme.color("muted"), 1.2 * self.theme.line_size, Qt.PenStyle.DashLine))
        ends = [place(curve.value + side * half, curve.loss + side * half * curve.slope) for side in (-1.0, 1.0)]
        painter.drawLine(*ends)

    def _paint_way(self, painter: QPainter, way: Descent, place: Place) -> None:
        color = self.theme.color("accent")
        points = []
        for x, y in zip(way.weights.tolist(), way.losses.tolist(), strict=True):
            if not (np.isfinite(x) and np.isfinite(y)):
                break
            point = place(x, y)
            # What leaves the picture is still seen to leave it.
            points.append(QPointF(min(max(point.x(), -1e5), 1e5), min(max(point.y(), -1e5), 1e5)))
        painter.setPen(QPen(self.theme.color("accent", 0.7), 1.2 * self.theme.line_size))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(QPen(self.theme.color("window"), 1))
        painter.setBrush(color)
        for at, point in enumerate(points):
            size = 4.5 if at == 0 else 3.0
            painter.drawEllipse(point, size, size)

    def sizeHint(self) -> QSize:
        return QSize(600, 180)


def _heights(curve: WeightCurve) -> tuple[float, float]:
    """The stretch of losses that is drawn: the curve's own, with a little room."""
    known = curve.losses[np.isfinite(curve.losses)]
    low, high = float(known.min(initial=curve.loss)), float(known.max(initial=curve.loss))
    room = 0.08 * (high - low) or 0.1 * abs(high) or 1.0
    return low - room, high + room
