"""Costly probes are filed, and restless orders made, once in a while instead of for every frame."""

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

    def set_pause(self, pause_ms: int) -> None:
        """Rest longer or shorter from now on."""
        self._timer.setInterval(pause_ms)

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


class Spaced(QObject):
    """Work that is done at once, and then at most every so often; what was asked for in between is done at last."""

    def __init__(self, work: Callable[[], None], pause_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._wanted = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(pause_ms)
        self._timer.timeout.connect(self.settle)

    def call(self) -> None:
        """The work should be done."""
        if self._timer.isActive():
            self._wanted = True
            return
        self._work()
        self._timer.start()

    def settle(self) -> None:
        """The pause is over: do what is still wanted."""
        self._timer.stop()
        if self._wanted:
            self._wanted = False
            self.call()

    def restart(self) -> None:
        """Other things altogether: the next call is done at once."""
        self._timer.stop()
        self._wanted = False
