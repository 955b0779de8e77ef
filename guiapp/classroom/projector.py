"""For a room full of people: large text and thick lines, and one panel alone on the whole screen."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from guiapp.context import Context
from guiapp.docks import Docks

TEXT, LINE = 1.35, 2.0
"""How much larger text and how much thicker lines are for a projector."""
STATE = 0
"""Version of the layout that is put aside while a panel stands alone."""


class Stage(Protocol):
    """What a panel can stand alone on."""

    context: Context
    docks: Docks


class Projector(QObject):
    """Nothing of this is kept in the project or the settings: it ends with the session."""

    def __init__(self, stage: Stage, window: QMainWindow) -> None:
        super().__init__(window)
        self._stage, self._window = stage, window
        self._before: QByteArray | None = None
        self._full = False
        stage.docks.alone_asked.connect(self.show_alone)
        window.installEventFilter(self)

    @property
    def on(self) -> bool:
        return self._stage.context.theme.text_size > 1.0

    def set_on(self, on: bool) -> None:
        """Large text and thick lines, at once, or as it was."""
        if on != self.on:
            self._stage.context.themes.magnify(TEXT if on else 1.0, LINE if on else 1.0)

    @property
    def alone(self) -> bool:
        return self._before is not None

    def show_alone(self, name: str) -> None:
        """Give the whole screen to one panel; "network" is the drawing in the middle."""
        if self.alone:
            self.leave_alone()
        window, docks = self._window, self._stage.docks.docks
        self._before, self._full = window.saveState(STATE), window.isFullScreen()
        for other, dock in docks.items():
            dock.setVisible(other == name)
        if name in docks:
            docks[name].setFloating(False)
            docks[name].raise_()
        self._centre().setVisible(name not in docks)
        window.showFullScreen()

    def show_focused(self) -> None:
        """The panel that has the focus, or the drawing."""
        focused = QApplication.focusWidget()
        docks = self._stage.docks.docks
        inside = (name for name, dock in docks.items() if focused is not None and dock.isAncestorOf(focused))
        self.show_alone(next(inside, "network"))

    def leave_alone(self) -> None:
        """Everything back to where it was."""
        before, self._before = self._before, None
        if before is None:
            return
        self._centre().show()
        if not self._full:
            self._window.showNormal()
        self._window.restoreState(before, STATE)

    def _centre(self) -> QWidget:
        found = self._window.centralWidget()
        assert found is not None, "the drawing stands there"
        return found

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:
            # The layout that is remembered is the one before.
            self.leave_alone()
        elif event.type() == QEvent.Type.KeyPress and self.alone:
            # Nobody inside wanted it: cards that are pinned close first.
            return self._on_key_pressed(event)
        return False

    def _on_key_pressed(self, event: QEvent) -> bool:
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape:
            self.leave_alone()
        return escape
