"""What the program tells the person: one strip with what to do, never a dialog."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from core.errors import AppError
from guiapp.icons import icon, pixmap
from guiapp.theme import Theme, current
from guiapp.translation.catalogue import said

Level = Literal["info", "warning", "error"]
ICONS: dict[Level, tuple[str, str]] = {
    "info": ("info", "accent"), "warning": ("warning", "warning"), "error": ("error", "error"),
}  # fmt: skip


def tr(text: str) -> str:
    return QCoreApplication.translate("messages", text)


@dataclass(frozen=True)
class Message:
    """One thing said; `hint` is what to do about it."""

    text: str
    hint: str = ""
    level: Level = "info"


class Messages(QObject):
    """The one way to tell the person something; the strip and the log listen."""

    posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.last: Message | None = None

    def say(self, text: str, hint: str = "", level: Level = "info") -> None:
        self.last = Message(text, hint, level)
        self.posted.emit(self.last)

    def fault(self, error: AppError) -> None:
        """Something went wrong that the person can mend."""
        what = said(error.what)
        self.say(f"{error.where}: {what}" if error.where else what, said(error.hint), "error")


class MessageStrip(QFrame):
    """The latest warning or error above the panels, until it is closed; plain news stands in the status bar."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAccessibleName(tr("Messages"))
        self.message: Message | None = None
        self._picture = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._close = QToolButton()
        self._close.setProperty("role", "flat")
        self._close.setToolTip(tr("Close"))
        self._close.setAccessibleName(tr("Close the message"))
        self._close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addWidget(self._text, 1)
        row.addWidget(self._close)
        self.hide()
        messages.posted.connect(self.show_message)

    def show_message(self, message: Message) -> None:
        if message.level == "info":
            return
        self.message = message
        self._text.setText(f"{message.text}; {message.hint}".rstrip(" .;") if message.hint else message.text)
        self.set_theme(current())
        self.setVisible(True)

    def dismiss(self) -> None:
        self.message = None
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._close.setIcon(icon("close", theme))
        if self.message is None:
            return
        name, token = ICONS[self.message.level]
        self._picture.setPixmap(pixmap(name, getattr(theme, token), 18, self.devicePixelRatioF()))
        soft = {"info": "accent_soft", "warning": "warning_soft", "error": "error_soft"}[self.message.level]
        self.setStyleSheet(
            f"#strip {{ background: {getattr(theme, soft)}; border: 0; border-bottom: 1px solid {theme.border}; }}"
        )
