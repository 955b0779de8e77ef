"""A learning-rate sweep that is run between the slices of a training, a few milliseconds at a time."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass, replace

import numpy as np

from core.engine.contract import Engine
from core.session.control import SweepWish
from core.session.find_rate import RateSweep, sweep_rates
from core.session.setup import Setup

PIECE_SECONDS = 0.008
"""How long it works before the controls are read again."""


@dataclass(frozen=True, eq=False)
class Sweep:
    """A sweep on its way: what was found so far, and how much of the work is done, from 0 to 1.

    It is over once `found.end` says why.
    """

    found: RateSweep
    share: float


class Sweeper:
    """Serves one wish at a time; while it works the engine is not the training's, afterwards it is as before."""

    def __init__(self, setup: Setup, engine: Engine) -> None:
        self._setup, self._engine = setup, engine
        self.wish: SweepWish | None = None
        self._found: Generator[RateSweep, None, None] | None = None
        self._given = 0
        self.shown: Sweep | None = None
        """The newest there is; it stays when the sweep is over."""

    def work(self, wish: SweepWish | None) -> bool:
        """A piece of the work on this wish; False where there is nothing to do. Raises AppError for a wish that cannot
        be met."""
        if wish is not self.wish:
            self.cancel()
            self.wish = wish
            if wish:
                self._begin(wish)
        if self._found is None or wish is None:
            return False
        until = time.perf_counter() + PIECE_SECONDS
        for found in self._found:
            self._given += 1
            # Every batch is gone through twice: without learning, and with it.
            self.shown = Sweep(found, 1.0 if found.end else self._given / (2 * wish.steps))
            if found.end:
                self._close()
            if found.end or time.perf_counter() >= until:
                break
        return True

    def _begin(self, wish: SweepWish) -> None:
        self._found = sweep_rates(self._setup, self._engine, wish.low, wish.high, wish.steps)
        self._given = 0
        nothing = np.zeros(0)
        self.shown = Sweep(RateSweep(nothing, nothing, nothing), 0.0)

    def cancel(self) -> None:
        """Leave off; the engine is as it was before the sweep."""
        if self._found and self.shown:
            self._close()
            self.shown = Sweep(replace(self.shown.found, end="cancelled"), 1.0)

    def _close(self) -> None:
        if self._found:
            self._found.close()
        self._found = None
