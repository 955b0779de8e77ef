"""What a run tells the world: frozen copies, never the trainer's own arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.engine.contract import State
from core.session.errands import Findings
from core.session.timeline import Mark

Status = Literal["running", "paused", "finished", "stopped", "diverged"]


@dataclass(frozen=True)
class Event:
    """Something that happened at a step; `kind` is started, rate, changed, edited, branched, finished,
    diverged, engine (another one had to go on) or message."""

    kind: str
    step: int
    epoch: int
    text: str


@dataclass(frozen=True, eq=False)
class Points:
    """Metric values of completed epochs: `values` (n, names), NaN where a part is missing or was not due."""

    names: tuple[str, ...]
    epoch: NDArray[np.int64]
    step: NDArray[np.int64]
    values: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.epoch)

    def until(self, epoch: int) -> Points:
        """Those up to this epoch."""
        kept = slice(int(np.searchsorted(self.epoch, epoch, side="right")))
        return Points(self.names, self.epoch[kept], self.step[kept], self.values[kept])

    def last(self) -> dict[str, float]:
        """The newest value that is known of every name."""
        found: dict[str, float] = {}
        for column, name in enumerate(self.names):
            known = self.values[np.isfinite(self.values[:, column]), column]
            if len(known):
                found[name] = float(known[-1])
        return found


def joined(pieces: Sequence[Points]) -> Points:
    """Points of the same curves, one after the other."""
    filled = [piece for piece in pieces if len(piece)]
    if len(filled) < 2:
        return filled[0] if filled else pieces[0]
    columns = [(piece.epoch, piece.step, piece.values) for piece in filled]
    epoch, step, values = (np.concatenate(column) for column in zip(*columns, strict=True))
    return Points(filled[0].names, epoch, step, values)


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A run at one moment. `answers` are those of the probes filed under the same keys.

    `run` numbers the runs of a worker; `seconds` is time spent training; `state` comes with the last snapshot only.
    """

    run: int
    status: Status
    step: int
    epoch: int
    points: Points
    answers: Mapping[str, Any] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    seconds: float = 0.0
    samples: int = 0
    state: State | None = None
    message: str = ""
    best_epoch: int | None = None
    """Where the loss was best so far, as an early stopping rule sees it."""
    errands: Mapping[str, Findings] = field(default_factory=dict)
    """The newest findings of errands by key, on their way or over."""
    marks: tuple[Mark, ...] = ()
    """Where the run has been and can go back to; none where nobody lingers."""
    head: tuple[int, int] | None = None
    """Step and epoch where the run stood before it went back; None while it stands there."""

    @property
    def ended(self) -> bool:
        return self.status in ("finished", "stopped", "diverged")
