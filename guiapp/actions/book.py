"""The table as QActions of one window."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMainWindow

from guiapp.actions.record import BARE, Deck, tr
from guiapp.actions.table import ACTIONS
from guiapp.icons import icon
from guiapp.theme import Theme


class ActionBook(QObject):
    """The table as QActions of one window."""

    used = Signal(str)
    """An action was done, by its id."""

    def __init__(self, deck: Deck, window: QMainWindow) -> None:
        super().__init__(window)
        self._deck = deck
        self.entries = {action.id: action for action in ACTIONS}
        self.qactions: dict[str, QAction] = {}
        for action in ACTIONS:
            made = QAction(tr(action.text), window)
            made.setObjectName(action.id)
            if action.bare:
                # A single key belongs to whatever has the focus first (a button, a field); the window gets the rest.
                made.setText(f"{tr(action.text)}\t{action.shortcut}")
            elif action.shortcut:
                made.setShortcut(QKeySequence(action.shortcut))
                made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            made.triggered.connect(partial(self.trigger, action.id))
            self.qactions[action.id] = made
            window.addAction(made)
        self.refresh()

    def __getitem__(self, name: str) -> QAction:
        return self.qactions[name]

    def trigger(self, name: str, checked: bool = False) -> None:
        """Do it, unless there is a reason not to."""
        action = self.entries[name]
        if not self._reason(name):
            action.run(self._deck)
            self.used.emit(name)

    def _reason(self, name: str) -> str:
        """Why it cannot be done now: the project bars it, or it makes no sense."""
        return self._deck.context.rules.bars(name) or self.entries[name].when(self._deck)

    def press(self, key: int) -> bool:
        """A single key that nobody else wanted; whether it is ours."""
        for action in ACTIONS:
            if action.bare and BARE[action.shortcut] == key:
                self.trigger(action.id)
                return True
        return False

    def refresh(self) -> None:
        """Enable what can be done now; what cannot says why in its tooltip."""
        for name, made in self.qactions.items():
            action = self.entries[name]
            reason = self._reason(name)
            made.setEnabled(not reason)
            made.setVisible(not self._deck.context.rules.hides_action(name))
            tip = reason or tr(action.tip or action.text).rstrip(".")
            keys = QKeySequence(action.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            made.setToolTip(f"{tip} ({keys})" if keys and not reason else tip)

    def set_theme(self, theme: Theme) -> None:
        for name, made in self.qactions.items():
            picture = self.entries[name].icon
            made.setIcon(icon(picture, theme) if picture else QIcon())
