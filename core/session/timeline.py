"""The way a run has come, in bounded memory: marks it can go back to, from which every step is reached by replay."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from core.engine.contract import State

MOST = 96
"""Marks at the most."""
BYTES = 64 * 2**20
"""Memory of the marks at the most; four are kept of the largest network too."""
FEWEST = 4
PATIENCE, LONGEST = 24.0, 0.5
"""A mark is made when so many times its own cost has passed since the last one, or so many seconds."""


@dataclass(frozen=True, eq=False)
class Mark:
    """A place in a run: its complete state, and the learning rate that was set by hand (None: the project's).

    `fixed` where something was changed by hand: replay begins here or behind, never across.
    """

    state: State
    rate: float | None = None
    fixed: bool = False

    @property
    def step(self) -> int:
        return self.state.step

    @property
    def epoch(self) -> int:
        return self.state.epoch


@dataclass(frozen=True)
class Place:
    """Where a run shall go: a step of its past, or with None back to where it stood."""

    step: int | None


class Timeline:
    """Marks of one run, evenly spread: when there are too many, every second one goes."""

    def __init__(self) -> None:
        self.marks: tuple[Mark, ...] = ()
        self.head: Mark | None = None
        """Where the run stood before it went back, None while it stands there."""
        self.target = 0
        """The step of the past that is on its way by replay."""
        self._standing: tuple[Any, str] = ("paused", "")
        self._stride = 1
        self._cost = 0.0
        self._made = 0.0

    @property
    def place(self) -> tuple[int, int] | None:
        """Step and epoch of `head`."""
        return (self.head.step, self.head.epoch) if self.head else None

    def note(self, step: int, make: Callable[[], Mark]) -> None:
        """The run has come to this step; a mark is made if it is time for one."""
        now = time.perf_counter()
        near = self.marks and step - self.marks[-1].step < self._stride
        if near or now - self._made < min(PATIENCE * self._cost, LONGEST):
            return
        self.add(make())
        self._made = time.perf_counter()
        self._cost = self._made - now

    def add(self, mark: Mark) -> None:
        """Keep a mark, behind all others."""
        self.marks = (*self.marks, mark)
        most = min(MOST, max(FEWEST, BYTES // max(_size(mark.state), 1)))
        while len(self.marks) > most:
            self._thin(most)

    def _thin(self, most: int) -> None:
        first, *inner, last = self.marks
        kept = [mark for place, mark in enumerate(inner) if mark.fixed or place % 2]
        if len(kept) == len(inner):
            # Nothing but what was changed by hand: the oldest goes, and with it the way before it.
            self.marks = (*inner, last)
            return
        self._stride *= 2
        self.marks = (first, *kept, last)

    def before(self, step: int) -> Mark:
        """The last mark at this step or before it, else the first there is."""
        found = [mark for mark in self.marks if mark.step <= step]
        return found[-1] if found else self.marks[0]

    def travel(
        self, place: Place, step: int, here: Callable[[], Mark], standing: tuple[Any, str]
    ) -> tuple[Mark, tuple[Any, str]] | None:
        """The mark to begin from on the way to a place, and the status and message to show there; from it on the run
        is replayed up to `target`. None where the run stands there already."""
        if self.head is None:
            if place.step is None or place.step >= step:
                return None
            self.head, self._standing = here(), standing
        head = self.head
        if place.step is None or place.step >= head.step:
            self.head, self.target = None, 0
            return head, self._standing
        mark = self.before(place.step)
        self.target = max(place.step, mark.step)
        return mark, ("paused", "")

    def branch(self, here: Mark) -> None:
        """From here on the run goes another way: what came behind is forgotten."""
        self.head, self.target = None, 0
        self.marks = tuple(mark for mark in self.marks if mark.step <= here.step)
        self.add(replace(here, fixed=True))


def _size(state: State) -> int:
    """Bytes of the arrays of a state."""
    arrays = [*state.weights.values(), *(array for memory in state.memories for array in memory.values())]
    return sum(array.nbytes for array in arrays)
