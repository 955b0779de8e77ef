"""Costly probes are filed once in a while instead of for every frame."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

PAUSE_MS = 1000


class Pace(QObject):
    """`due` says whether to file the probe; after `answered()` it rests when the work is large, then tells again."""

    def __init__(self, tell: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self.due = True
        self._tell = tell
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.renew)

    def answered(self, large: bool) -> None:
        """The probe was answered."""
        if large and self.due:
            self.due = False
            self._timer.start()
            self._tell()

    def renew(self) -> None:
        """Ask again now: other data, or the pause is over."""
        self._timer.stop()
        if not self.due:
            self.due = True
            self._tell()
