"""What a screen reader is told while a network learns: news at once, epochs and loss at a polite pace."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from guiapp.context import Context
from guiapp.figures import number
from guiapp.messages import Message
from guiapp.pump import Pump

PACE = 10.0
"""Seconds between two announcements of progress: long enough to listen to one and do something else."""


def tr(text: str) -> str:
    return QCoreApplication.translate("voice", text)


class Voice(QObject):
    """Speaks for one window, where the person has asked for it in the preferences."""

    def __init__(self, context: Context, pump: Pump, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._told = 0.0
        self.last = ""
        pump.frame.connect(lambda _: self.progress())
        context.messages.posted.connect(self._on_message)
        context.status_changed.connect(self._on_status_changed)

    def progress(self) -> None:
        """A frame has come: say how far it is, if the last word was a while ago."""
        context = self._context
        now = time.monotonic()
        if not context.playing or now - self._told < PACE:
            return
        self._told = now
        loss = context.values.get("train_loss")
        text = tr("Epoch {0}").format(f"{context.epoch:,}")
        self.say(text if loss is None else f"{text}, {tr('loss {0}').format(number(loss))}")

    def say(self, text: str, *, urgent: bool = False) -> None:
        if not self._context.settings.preferences.announce:
            return
        self.last = text
        event = QAccessibleAnnouncementEvent(self._window, text)
        kinds = QAccessible.AnnouncementPoliteness
        event.setPoliteness(kinds.Assertive if urgent else kinds.Polite)
        QAccessible.updateAccessibility(event)

    def _on_message(self, message: Message) -> None:
        text = f"{message.text}; {message.hint}" if message.hint else message.text
        self.say(text, urgent=message.level == "error")

    def _on_status_changed(self, status: str) -> None:
        """The end and divergence come as messages, with their reasons."""
        if status == "running":
            self._told = time.monotonic()
            self.say(tr("Training"))
        elif status == "paused":
            self.say(tr("Paused"))
