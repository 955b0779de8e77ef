"""A row of buttons of which one is pressed: a choice between a few views."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

PADDING = 21
"""Pixels beside a button's text where room is short."""


class Segments(QWidget):
    """`chosen(key)` when the person presses another one."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Other buttons, (key, text) each; the pressed one stays pressed where it is still there."""
        if [(key, button.text()) for key, button in self.buttons.items()] == list(choices):
            return
        before = self.key()
        for button in self.buttons.values():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for key, text in choices:
            button = QToolButton()
            button.setText(text)
            button.setCheckable(True)
            button.setProperty("role", "chip")
            button.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance(text) + PADDING)
            self._group.addButton(button)
            self._row.addWidget(button)
            self.buttons[key] = button
        self.set_key(before if before in self.buttons else next(iter(self.buttons), ""))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            for button in self.buttons.values():
                button.setMinimumWidth(QFontMetrics(self.font()).horizontalAdvance(button.text()) + PADDING)

    def key(self) -> str:
        """The pressed one."""
        return next((key for key, button in self.buttons.items() if button.isChecked()), "")

    def set_key(self, key: str) -> None:
        """Press without telling."""
        if key in self.buttons:
            self.buttons[key].setChecked(True)
