"""The way of a run as a bar: its loss, the marks it can go back to, and a handle where it stands."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from guiapp.plots.base import Columns, Plot, paint_empty
from guiapp.plots.series import logarithm
from guiapp.theme import tabular

SIDE = 14.0


class WayPlot(Plot):
    """`wanted(step)` while the handle is dragged, clicked or moved with the keys; -1 means where the run stood."""

    wanted = Signal(int)

    def __init__(self, name: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(name, empty, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 72)
        self._steps: NDArray[np.int64] = np.zeros(0, np.int64)
        self._loss: NDArray[np.float64] = np.zeros(0)
        self._marks: list[int] = []
        self._here = self._last = 0

    def set_curve(self, steps: NDArray[np.int64], loss: NDArray[np.float64]) -> None:
        self._steps, self._loss = steps, loss
        self.update()

    def set_place(self, marks: list[int], here: int, last: int) -> None:
        """Steps of the marks, where the run stands, and how far it has been."""
        if (marks, here, last) != (self._marks, self._here, self._last):
            self._marks, self._here, self._last = marks, here, last
            self.setAccessibleDescription(self.tr("Step {0} of {1}").format(f"{here:,}", f"{last:,}"))
            self.update()

    def numbers(self) -> Columns:
        return {"step": self._steps, "train_loss": self._loss} if len(self._steps) else {}

    def _area(self) -> QRectF:
        return QRectF(SIDE, 6, max(self.width() - 2 * SIDE, 1), max(self.height() - 30, 1))

    def _x(self, step: float) -> float:
        area = self._area()
        return area.left() + step / max(self._last, 1) * area.width()

    def _step_at(self, x: float) -> int:
        area = self._area()
        return round(min(max((x - area.left()) / area.width(), 0.0), 1.0) * self._last)

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._last:
            paint_empty(painter, QRectF(self.rect()), self.empty_text, self.theme)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self._area()
        painter.fillRect(area, self.theme.color("hover"))
        self._paint_curve(painter, area)
        painter.setPen(QPen(self.theme.color("muted"), 1))
        for step in self._marks:
            x = self._x(step)
            painter.drawLine(QPointF(x, area.bottom() + 1), QPointF(x, area.bottom() + 5))
        x = self._x(self._here)
        painter.setPen(QPen(self.theme.color("accent"), 2 * self.theme.line_size))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        painter.setBrush(self.theme.color("accent"))
        painter.drawEllipse(QPointF(x, area.bottom()), 6, 6)
        painter.setFont(tabular(self.font(), scale=0.85))
        painter.setPen(self.theme.color("muted"))
        below = QRectF(area.left(), area.bottom() + 7, area.width(), 16)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft), self.tr("step 0"))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignRight), self.tr("step {0}").format(f"{self._last:,}"))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.color("accent"), 1.5))
            painter.drawRect(area.adjusted(-2, -2, 2, 2))

    def _paint_curve(self, painter: QPainter, area: QRectF) -> None:
        stride = max(1, len(self._steps) // 1500)
        steps, loss = self._steps[::stride], logarithm(self._loss[::stride])
        good = np.isfinite(loss)
        if good.sum() < 2:
            return
        low, high = float(loss[good].min()), float(loss[good].max())
        x = area.left() + steps[good] / max(self._last, 1) * area.width()
        y = area.bottom() - 4 - (loss[good] - low) / ((high - low) or 1.0) * (area.height() - 8)
        line = QPolygonF([QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)])
        painter.setClipRect(area)
        painter.setPen(QPen(self.theme.color("curve"), 1.3 * self.theme.line_size))
        painter.drawPolyline(line)
        ahead = QRectF(self._x(self._here), area.top(), area.right() - self._x(self._here), area.height())
        painter.fillRect(ahead, self.theme.color("hover", 0.65))
        painter.setClipping(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._last:
            self.wanted.emit(self._step_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self._last:
            self.wanted.emit(self._step_at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from mark to mark, with Shift a single step; Home is the start, End where the run stood."""
        key, single = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Home:
            self.wanted.emit(0)
        elif key == Qt.Key.Key_End:
            self.wanted.emit(-1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.wanted.emit(self._beside(1 if key == Qt.Key.Key_Right else -1, single))
        else:
            super().keyPressEvent(event)

    def _beside(self, way: int, single: bool) -> int:
        if single:
            return min(max(self._here + way, 0), self._last)
        marks = sorted({*self._marks, 0, self._last})
        beyond = [m for m in marks if (m > self._here if way > 0 else m < self._here)]
        if not beyond:
            return self._here
        return beyond[0] if way > 0 else beyond[-1]

    def sizeHint(self) -> QSize:
        return QSize(420, 110)
