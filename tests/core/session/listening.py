"""A worker's listener that waits for snapshots without polling."""

from __future__ import annotations

import threading
from collections.abc import Callable

from core.session.snapshot import Snapshot

PATIENCE_S = 30.0


class Listener:
    """Waits for snapshots without polling."""

    def __init__(self) -> None:
        self._heard = threading.Condition()
        self._snapshots: list[Snapshot] = []

    def __call__(self, snapshot: Snapshot) -> None:
        with self._heard:
            self._snapshots.append(snapshot)
            self._heard.notify_all()

    def wait(self, wanted: Callable[[Snapshot], bool]) -> Snapshot:
        """The next snapshot that is wanted; those before it are done with."""
        with self._heard:
            assert self._heard.wait_for(lambda: any(map(wanted, self._snapshots)), PATIENCE_S)
            at = next(i for i, snapshot in enumerate(self._snapshots) if wanted(snapshot))
            found = self._snapshots[at]
            del self._snapshots[: at + 1]
            return found
