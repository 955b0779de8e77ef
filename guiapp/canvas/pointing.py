"""The mouse on the drawing: what it rests on, what a press becomes, and the drag that goes on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from guiapp.canvas.gestures import Gesture
from guiapp.canvas.paper import Paper
from guiapp.canvas.scene import NOTHING, CanvasScene, Hit

REACH = 6.0
"""Pixels from a line within which it is met."""
BUTTONS = ("plus", "minus", "activation", "remove", "knob", "port")


class Pointing(Paper):
    """Turns presses into clicks, double clicks and drags; what they do, its subclass says."""

    def __init__(self, canvas: CanvasScene, parent: QWidget | None = None) -> None:
        super().__init__(canvas, parent)
        self._hover = NOTHING
        self._held: Hit | None = None
        """A button that stays under the mouse while it is pressed again and again."""
        self._mouse = QPoint()
        self._pressed: tuple[Hit, QPoint, QPointF, Qt.KeyboardModifier] | None = None
        self._gesture: Gesture | None = None
        self.setMouseTracking(True)

    # for the subclass

    def click(self, hit: Hit, add: bool = False) -> None:
        """A press and a release on the same part; `add` with Ctrl or Shift."""
        raise NotImplementedError

    def double_click(self, hit: Hit) -> bool:
        """Whether a second press on this part means something of its own."""
        raise NotImplementedError

    def drag(self, hit: Hit, at: QPoint, place: QPointF, keys: Qt.KeyboardModifier) -> Gesture | None:
        """What a drag from this part is, at these pixels and this place of the scene."""
        raise NotImplementedError

    def pan(self, at: QPointF) -> Gesture:
        """The drag that moves the paper."""
        raise NotImplementedError

    def refresh_readout(self) -> None:
        """The words beside the mouse follow it and the training."""
        raise NotImplementedError

    # hover

    def hit_at(self, pixels: QPoint) -> Hit:
        return self.canvas.hit(self.mapToScene(pixels), REACH / self.zoom)

    def _set_hover(self, hit: Hit) -> None:
        if self._held is not None and (hit.where, hit.node) != (self._held.where, self._held.node):
            self._held = None
            if self.fitted:
                self.fit()
        if hit != self._hover:
            self._hover = hit
            self.canvas.show_hover(hit)
        pointing = hit.where in BUTTONS
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.ArrowCursor)
        self.refresh_readout()

    # Qt's overrides

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pixels = event.position().toPoint()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._begin(self.pan(event.position()))
        elif event.button() == Qt.MouseButton.LeftButton:
            self._pressed = (self.hit_at(pixels), pixels, self.mapToScene(pixels), event.modifiers())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pixels = event.position().toPoint()
        self._mouse = pixels
        if self._pressed is not None and self._gesture is None:
            hit, at, place, keys = self._pressed
            if (pixels - at).manhattanLength() >= QApplication.startDragDistance():
                self._pressed = None
                gesture = self.drag(hit, at, place, keys)
                if gesture is not None:
                    self._begin(gesture)
        if self._gesture is not None:
            self._gesture.move(self.mapToScene(pixels), event.position())
        else:
            self._set_hover(self.hit_at(pixels))
        event.accept()

    def _begin(self, gesture: Gesture) -> None:
        self._gesture = gesture
        self._set_hover(NOTHING)
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        gesture, self._gesture = self._gesture, None
        pressed, self._pressed = self._pressed, None
        hit = self.hit_at(event.position().toPoint())
        if gesture is not None:
            gesture.finish()
        elif pressed is not None and (pressed[0].where, pressed[0].node) == (hit.where, hit.node):
            several = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
            self.click(hit, bool(event.modifiers() & several))
        self._set_hover(self.hit_at(event.position().toPoint()))
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second press is a press, where it is nothing of its own; on nothing, all is shown."""
        hit = self.hit_at(event.position().toPoint())
        self._mouse = event.position().toPoint()
        if hit.where == "nothing" and self.canvas.groups.at(self.mapToScene(self._mouse)) is None:
            self.fit()
        elif event.button() != Qt.MouseButton.LeftButton or not self.double_click(hit):
            self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._set_hover(NOTHING)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel zooms; two fingers on a pad move the paper, and zoom with Ctrl."""
        fingers = event.pixelDelta()
        if not fingers.isNull() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.pan_by(QPointF(fingers))
        else:
            self.zoom_by(1.0015 ** event.angleDelta().y(), event.position())
        event.accept()

    def cancel_gesture(self) -> bool:
        """Give up the drag that goes on; whether there was one."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.cancel()
        return gesture is not None
