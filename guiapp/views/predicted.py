"""Predicted against true numbers: every sample a point, right ones on the diagonal."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from guiapp.plots.base import Columns, Plot, number_text, paint_empty
from guiapp.plots.markers import stamp
from guiapp.theme import tabular

MAX_POINTS = 3000
REACH = 8.0
"""A point is named when the mouse is this near, in pixels."""


def scores(true: NDArray[np.float64], predicted: NDArray[np.float64]) -> dict[str, float]:
    """R2, RMSE and mean absolute error of predictions (n,)."""
    error = predicted - true
    spread = float(np.square(true - true.mean()).sum()) if len(true) else 0.0
    r2 = 1.0 - float(np.square(error).sum()) / spread if spread > 0 else math.nan
    return {"R²": r2, "RMSE": float(np.sqrt(np.mean(error**2))), "MAE": float(np.mean(np.abs(error)))}


class PredictedPlot(Plot):
    """True numbers to the right, predicted ones up, both (n,)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        empty = self.tr("Press play: each sample's prediction stands against the truth here.")
        super().__init__(self.tr("Predicted and true"), empty, parent)
        self._true: NDArray[np.float64] | None = None
        self._predicted: NDArray[np.float64] = np.empty(0)
        self._target = ""
        self._chosen: int | None = None
        self.setMouseTracking(True)
        self.setMinimumSize(160, 140)

    def set_values(self, true: NDArray[Any] | None, predicted: NDArray[Any], target: str = "") -> None:
        """Show predictions (n,) against the true numbers (n,); `target` names them."""
        self._true = None if true is None or not len(true) else np.asarray(true, np.float64).ravel()
        self._predicted = np.asarray(predicted, np.float64).ravel()
        self._target = target
        self.setAccessibleDescription(self.words())
        self.update()

    def words(self) -> str:
        """The scores in words."""
        if self._true is None:
            return ""
        found = scores(self._true, self._predicted)
        return "    ".join(f"{name} {number_text(value, 3)}" for name, value in found.items())

    def numbers(self) -> Columns:
        return {} if self._true is None else {"true": self._true, "predicted": self._predicted}

    def range(self) -> tuple[float, float]:
        """The stretch that both axes show."""
        assert self._true is not None
        both = np.concatenate([self._true, self._predicted[np.isfinite(self._predicted)]])
        low, high = float(both.min()), float(both.max())
        # A prediction that ran away must not squeeze the rest to a dot.
        spread = float(np.ptp(self._true)) or 1.0
        low, high = max(low, float(self._true.min()) - spread), min(high, float(self._true.max()) + spread)
        pad = 0.04 * ((high - low) or 1.0)
        return low - pad, high + pad

    def area(self) -> QRectF:
        """The square of pixels that shows the points."""
        left, top, bottom = 56.0, 24.0, 32.0
        side = max(min(self.width() - left - 10, self.height() - top - bottom), 1.0)
        return QRectF(left + max(0.0, (self.width() - left - 10 - side) / 2), top, side, side)

    def pixels(self) -> NDArray[np.float64]:
        """Places of the points, (n, 2)."""
        assert self._true is not None
        area, (low, high) = self.area(), self.range()
        scale = area.width() / (high - low)
        x = area.left() + (self._true - low) * scale
        y = area.bottom() - (np.nan_to_num(self._predicted, nan=low) - low) * scale
        return np.stack([x, y], axis=1)

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._true is None:
            paint_empty(painter, QRectF(self.rect()), self.empty_text, self.theme)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.area()
        painter.setPen(QPen(self.theme.color("border"), 1))
        painter.setBrush(self.theme.color("field"))
        painter.drawRect(area)
        painter.setPen(QPen(self.theme.color("border_strong"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(area.bottomLeft(), area.topRight())
        self._paint_points(painter, area)
        self._paint_axes(painter, area)

    def _paint_points(self, painter: QPainter, area: QRectF) -> None:
        painter.save()
        painter.setClipRect(area)
        places = self.pixels()
        picture = stamp(
            "circle", 3.0, self.theme.color("accent", 0.75), self.theme.color("outline"), 0.8, self.devicePixelRatioF()
        )
        half = picture.width() / picture.devicePixelRatio() / 2
        for x, y in places[:: max(1, math.ceil(len(places) / MAX_POINTS))].tolist():
            painter.drawPixmap(QPointF(x - half, y - half), picture)
        if self._chosen is not None and self._chosen < len(places):
            painter.setPen(QPen(self.theme.color("ink"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(*places[self._chosen].tolist()), 5.5, 5.5)
        painter.restore()

    def _paint_axes(self, painter: QPainter, area: QRectF) -> None:
        flag = Qt.AlignmentFlag
        painter.setFont(tabular(self.font(), scale=0.95))
        painter.setPen(self.theme.color("text"))
        painter.drawText(QRectF(4, 0, self.width() - 8, 20), int(flag.AlignHCenter | flag.AlignVCenter), self.words())
        painter.setFont(tabular(self.font(), scale=0.85))
        painter.setPen(self.theme.color("muted"))
        low, high = self.range()
        for at, value in ((0.0, low), (1.0, high)):
            side = flag.AlignRight if at else flag.AlignLeft
            x, y = area.left() + at * (area.width() - 80), area.bottom() - 14 - at * (area.height() - 14)
            painter.drawText(QRectF(x, area.bottom() + 2, 80, 14), int(side), number_text(value, 3))
            beside = QRectF(area.left() - 54, y, 50, 14)
            painter.drawText(beside, int(flag.AlignRight | flag.AlignVCenter), number_text(value, 3))
        true = self.tr("true {target}").format(target=self._target).strip()
        painter.drawText(
            QRectF(area.left(), area.bottom() + 14, area.width(), 16), int(flag.AlignHCenter | flag.AlignTop), true
        )
        painter.save()
        painter.translate(area.left() - 26, area.center().y())
        painter.rotate(-90)
        painter.drawText(QRectF(-80, -10, 160, 16), int(flag.AlignCenter), self.tr("predicted"))
        painter.restore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._true is None:
            return
        gap = self.pixels() - np.array([event.position().x(), event.position().y()])
        distance = np.hypot(gap[:, 0], gap[:, 1])
        nearest = int(np.argmin(distance))
        chosen = nearest if distance[nearest] <= REACH else None
        if chosen == self._chosen:
            return
        self._chosen = chosen
        self.update()
        if chosen is None:
            QToolTip.hideText()
            return
        words = self.tr("true {true}, predicted {predicted}")
        true, predicted = number_text(float(self._true[chosen])), number_text(float(self._predicted[chosen]))
        QToolTip.showText(event.globalPosition().toPoint(), words.format(true=true, predicted=predicted), self)

    def leaveEvent(self, event: Any) -> None:
        self._chosen = None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, 300)
