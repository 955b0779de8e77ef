"""Measures how late the event loop is: what a person feels as stutter."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer

from guiapp.stats import Stats

WATCH_MS = 4


class LoopWatch(QTimer):
    """A short timer that notes by how much it is late, from the first training step on."""

    def __init__(self, stats: Stats, parent: QObject) -> None:
        super().__init__(parent)
        self._stats, self._last = stats, time.perf_counter()
        self.setTimerType(Qt.TimerType.PreciseTimer)
        self.timeout.connect(self._note)
        self.start(WATCH_MS)

    def _note(self) -> None:
        now = time.perf_counter()
        if self._stats.ready:
            self._stats.late.append(max((now - self._last) * 1e3 - WATCH_MS, 0.0))
        self._last = now
