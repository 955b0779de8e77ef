"""Ctrl-C and requests to end. Before and after training they interrupt; while it trains the first one is noted, so
that the run ends between two slices with everything saved, and only a second one interrupts."""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import Any

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class Interrupted(KeyboardInterrupt):
    """Like Ctrl-C, with the number of the signal that asked."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class Signals:
    """Listens while it is entered (in the main thread; elsewhere Python hears no signals)."""

    def __init__(self) -> None:
        self.number = 0
        self.patient = False
        self._before: dict[int, Any] = {}

    def be_patient(self) -> None:
        """From now on the first signal is only noted."""
        self.patient = True

    def came(self) -> bool:
        return self.number != 0

    def __enter__(self) -> Signals:
        if threading.current_thread() is threading.main_thread():
            for name in NAMES:
                if hasattr(signal, name):
                    number = getattr(signal, name)
                    self._before[number] = signal.signal(number, self._hear)
        return self

    def __exit__(self, *fault: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        if self.patient and not self.number:
            self.number = number
            return
        raise Interrupted(number)
