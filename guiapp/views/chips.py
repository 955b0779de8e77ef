"""Small buttons that are on or off, in rows that fill the width."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

GAP = 6


class Chips(QWidget):
    """`toggled(key, on)` when the person presses one."""

    toggled = Signal(str, bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.buttons: dict[str, QToolButton] = {}

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """The buttons, (key, text) each."""
        if [(key, button.text()) for key, button in self.buttons.items()] == list(choices):
            return
        for button in self.buttons.values():
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for key, text in choices:
            button = QToolButton(self)
            button.setText(text)
            button.setCheckable(True)
            button.setProperty("role", "chip")
            button.setAccessibleName(key)
            button.setToolTip(key)
            button.clicked.connect(lambda on, key=key: self.toggled.emit(key, on))
            button.show()
            self.buttons[key] = button
        self._place()

    def set_on(self, keys: Sequence[str]) -> None:
        """Which are on; tells nothing."""
        for key, button in self.buttons.items():
            button.setChecked(key in keys)

    def _place(self) -> None:
        x, y, height = 0, 0, 0
        for button in self.buttons.values():
            size = button.sizeHint()
            if x and x + size.width() > self.width():
                x, y = 0, y + height + GAP
            button.setGeometry(x, y, size.width(), size.height())
            x, height = x + size.width() + GAP, size.height()
        self.setFixedHeight(y + height)

    # Qt's overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())
