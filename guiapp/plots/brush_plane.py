"""The plane of the output as a sheet to draw points on: with the mouse, or with a crosshair from the keyboard."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from guiapp.plots.plane import Plane
from guiapp.theme import Theme

STEP = 0.25
"""Of the crosshair, in data units; with Shift a fifth of it."""


class BrushPlane(Plane):
    """While `brush` is on: `dabbed(x1, x2)` and `rubbed(x1, x2, radius)` under the mouse, `lifted()` at the end."""

    dabbed = Signal(float, float)
    rubbed = Signal(float, float, float)
    lifted = Signal()
    chosen = Signal(int)
    """A key from 1 to 9: the class to draw with, counted from 0."""

    def __init__(self, theme: Theme, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, empty, parent)
        self.brush = False
        self.erasing = False
        self.radius = 0.0
        self.ink = QColor()
        self._last: tuple[float, float] | None = None
        self._at: tuple[float, float] | None = None

    def set_brush(self, on: bool) -> None:
        """Draw, or only look."""
        self.brush = on
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)
        self._at = None
        self.update()

    def reach(self) -> float:
        """Data units around the brush that it covers; the eraser always covers some."""
        return max(self.radius, 0.3 if self.erasing else 0.0)

    def _touch(self, at: tuple[float, float], rub: bool) -> None:
        self._last = at
        if rub:
            self.rubbed.emit(*at, max(self.reach(), 0.3))
        else:
            self.dabbed.emit(*at)

    # Qt's overrides

    def mousePressEvent(self, event: QMouseEvent) -> None:
        where = self.to_data(event.position())
        if self.brush and where is not None:
            self._at = where
            self._touch(where, self.erasing or event.button() == Qt.MouseButton.RightButton)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        where = self.to_data(event.position())
        if not self.brush:
            return
        self._at = where
        self.update()
        if where is None or self._last is None or not event.buttons():
            return
        # As many dabs as the brush is wide apart, whatever the speed of the hand.
        if math.dist(where, self._last) >= max(self.reach(), 0.25):
            self._touch(where, self.erasing or bool(event.buttons() & Qt.MouseButton.RightButton))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._last is not None:
            self._last = None
            self.lifted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
        key = Qt.Key(event.key())
        if not self.brush:
            super().keyPressEvent(event)
        elif key in ways:
            size = STEP * (0.2 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0)
            x, y = self._at or ((self.extent[0] + self.extent[1]) / 2, (self.extent[2] + self.extent[3]) / 2)
            x, y = x + ways[key][0] * size, y + ways[key][1] * size
            x0, x1, y0, y1 = self.extent
            self._at = min(max(x, x0), x1), min(max(y, y0), y1)
            self.update()
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._at is not None:
            self._touch(self._at, self.erasing or key != Qt.Key.Key_Space)
            self._last = None
            self.lifted.emit()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.chosen.emit(int(key) - int(Qt.Key.Key_1))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.brush or self._at is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = QPointF(*self.to_pixels(np.array([self._at]))[0])
        unit = self.area().width() / ((self.extent[1] - self.extent[0]) or 1.0)
        size = max(self.reach() * unit, 5.0)
        color = self.theme.color("text") if self.erasing or not self.ink.isValid() else self.ink
        painter.setPen(QPen(self.theme.color("raised"), 3.5))
        painter.drawEllipse(at, size, size)
        painter.setPen(QPen(color, 1.8, Qt.PenStyle.DashLine if self.erasing else Qt.PenStyle.SolidLine))
        painter.drawEllipse(at, size, size)
        painter.drawLine(at - QPointF(4, 0), at + QPointF(4, 0))
        painter.drawLine(at - QPointF(0, 4), at + QPointF(0, 4))
