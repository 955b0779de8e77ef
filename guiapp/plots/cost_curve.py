"""What one output costs over its prediction, with the sample on it and the slope there."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from core.explain.loss import LossWritten
from guiapp.plots.base import Columns, Plot, number_text, paint_empty
from guiapp.theme import tabular

LEFT, ABOVE, BELOW = 34.0, 20.0, 18.0
WRONG = 0.12
"""Share of the axis, at the end away from the target, that is marked as confident and wrong."""


class CostCurve(Plot):
    """The curve of a loss for one target."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Loss over the prediction"), "", parent)
        self._loss: LossWritten | None = None
        self.setMinimumSize(120, 80)

    def set_loss(self, loss: LossWritten) -> None:
        self._loss = loss
        k = loss.shown
        text = self.tr("prediction {f}, target {y}, loss {cost}")
        self.setAccessibleDescription(
            text.format(
                f=number_text(float(loss.outputs[k]), 3),
                y=number_text(float(loss.targets[k]), 3),
                cost=number_text(float(loss.terms[k]), 3),
            )
        )
        self.update()

    def numbers(self) -> Columns:
        return {"prediction": self._loss.places, "loss": self._loss.costs} if self._loss is not None else {}

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        loss = self._loss
        if loss is None or not np.isfinite(loss.outputs[loss.shown]):
            paint_empty(painter, QRectF(self.rect()), self.empty_text, self.theme)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(LEFT, ABOVE, max(self.width() - LEFT - 8, 1), max(self.height() - ABOVE - BELOW, 1))
        low, high = float(loss.places[0]), float(loss.places[-1])
        top = 1.05 * float(np.nanmax(loss.costs)) or 1.0

        def place(f: float, cost: float) -> QPointF:
            return QPointF(
                area.left() + (f - low) / (high - low) * area.width(),
                area.bottom() - min(cost / top, 1.0) * area.height(),
            )

        self._paint_frame(painter, area, loss, top)
        painter.setPen(QPen(self.theme.color("curve"), 1.8 * self.theme.line_size))
        pairs = zip(loss.places.tolist(), loss.costs.tolist(), strict=True)
        painter.drawPolyline(QPolygonF([place(f, cost) for f, cost in pairs]))
        f, cost = float(loss.outputs[loss.shown]), float(loss.terms[loss.shown])
        target = place(float(loss.targets[loss.shown]), 0.0)
        painter.setPen(QPen(self.theme.color("success"), 1.4, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(target.x(), area.top()), target)
        painter.setPen(QPen(self.theme.color("window"), 1))
        painter.setBrush(self.theme.color("accent"))
        painter.drawEllipse(place(min(max(f, low), high), cost), 5.0, 5.0)

    def _paint_frame(self, painter: QPainter, area: QRectF, loss: LossWritten, top: float) -> None:
        flag = Qt.AlignmentFlag
        if loss.guess:
            # Sure of what is not so: where the cost has no bound.
            wide = area.width() * WRONG
            left = area.left() if loss.targets[loss.shown] > 0.5 else area.right() - wide
            painter.fillRect(QRectF(left, area.top(), wide, area.height()), self.theme.color("warning_soft"))
        painter.setPen(QPen(self.theme.color("grid"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)
        painter.setFont(tabular(self.font(), scale=0.85))
        painter.setPen(self.theme.color("muted"))
        title = self.accessibleName()
        if loss.guess:
            title += self.tr(" (shaded: confident and wrong)")
        text = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, self.width() - 4)
        painter.drawText(QRectF(2, 0, self.width() - 4, ABOVE), int(flag.AlignVCenter), text)
        painter.drawText(QRectF(0, area.top(), LEFT - 4, 14), int(flag.AlignRight), number_text(top, 2))
        painter.drawText(QRectF(0, area.bottom() - 13, LEFT - 4, 14), int(flag.AlignRight), "0")
        below = QRectF(area.left(), area.bottom() + 2, area.width(), BELOW - 2)
        painter.drawText(below, int(flag.AlignLeft), number_text(float(loss.places[0]), 2))
        k = loss.shown
        middle = self.tr("F = {f}, y = {y}").format(
            f=number_text(float(loss.outputs[k]), 3), y=number_text(float(loss.targets[k]), 3)
        )
        painter.drawText(below, int(flag.AlignHCenter), middle)
        painter.drawText(below, int(flag.AlignRight), number_text(float(loss.places[-1]), 2))

    def sizeHint(self) -> QSize:
        return QSize(260, 180)
