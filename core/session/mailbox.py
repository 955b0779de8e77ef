"""One slot between the worker and whoever looks: the latest picture, every metric point, every event."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from core.errors import AppError
from core.session.setup import Setup
from core.session.snapshot import Event, Points, Snapshot


@dataclass(frozen=True, eq=False)
class Progress:
    """Long work before training (compiling, loading): what, and how far from 0 to 1."""

    text: str
    share: float


@dataclass(frozen=True, eq=False)
class Frame:
    """What has come since the slot was emptied last.

    `snapshot` is the newest of a run; its own points and events are in `points` and `events` too. `answers` are
    the newest
    to each probe. `setup` is set when the trainer took up another project, `fault` when it could not; `engine` when
    another one is at work, or `why` it is has changed.
    """

    snapshot: Snapshot | None = None
    points: tuple[Points, ...] = ()
    events: tuple[Event, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    setup: Setup | None = None
    engine: str = ""
    why: str = ""
    progress: Progress | None = None
    fault: AppError | None = None


class Mailbox:
    """Written by the worker, emptied by a timer. Never blocks either."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._frame: Frame | None = None

    def put(self, snapshot: Snapshot) -> None:
        with self._lock:
            frame = self._frame or Frame()
            fresh = frame.snapshot is not None and frame.snapshot.run != snapshot.run
            if frame.snapshot is not None and frame.snapshot.errands:
                # Those of a set-up that is over were not seen yet.
                snapshot = replace(snapshot, errands={**frame.snapshot.errands, **snapshot.errands})
            points = () if fresh else frame.points
            self._frame = replace(
                frame,
                snapshot=snapshot,
                points=(*points, snapshot.points) if len(snapshot.points) else points,
                events=(*(() if fresh else frame.events), *snapshot.events),
                answers={**({} if fresh else frame.answers), **snapshot.answers},
            )

    def post(self, **changes: Any) -> None:
        """Progress, a fault, a new setup."""
        with self._lock:
            self._frame = replace(self._frame or Frame(), **changes)

    def take(self) -> Frame | None:
        """What has come since last time, or None."""
        with self._lock:
            frame, self._frame = self._frame, None
            return frame
