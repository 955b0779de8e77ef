"""The ring around what has the keyboard, where its own look does not say so: pictures, lists, the drawing."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from guiapp.theme import current

STYLED = (
    QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTabBar, QTextEdit,
)  # fmt: skip
"""Widgets whose style shows the focus."""
WIDTH = 2


class Ring(QWidget):
    """Lies upon a widget's edge and nowhere else, so that what moves inside is not painted twice."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        widget.installEventFilter(self)
        self._lie()
        self.raise_()
        self.show()

    def _lie(self) -> None:
        around = self._widget.rect()
        self.setGeometry(around)
        self.setMask(QRegion(around) - QRegion(around.adjusted(WIDTH, WIDTH, -WIDTH, -WIDTH)))

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._lie()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(current().color("accent"), WIDTH))
        half = WIDTH / 2
        painter.drawRect(QRectF(self.rect()).adjusted(half, half, -half, -half))


class FocusRing(QObject):
    """Follows the keyboard through one window and what belongs to it; a click needs no ring to say where it was."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._ring: Ring | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if self._ring is not None and shiboken6.isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = None
        clicked = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is None or now is self._window or clicked or isinstance(now, STYLED):
            return
        if self._belongs(now):
            self._ring = Ring(now)

    def _belongs(self, widget: QWidget) -> bool:
        above: QObject | None = widget
        while above is not None and above is not self._window:
            above = above.parent()
        return above is not None
