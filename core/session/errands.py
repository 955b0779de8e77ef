"""Work beside a training: a learning-rate sweep, a loss landscape, a race. Done between slices, a little at a time."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Protocol

from core.engine.contract import Engine
from core.errors import AppError
from core.session.setup import Setup

PIECE_SECONDS = 0.008
"""How long it works before the controls are read again."""

CANCELLED = "cancelled"


@dataclass(frozen=True, eq=False)
class Findings:
    """What an errand has found so far, and how much of the work is done, from 0 to 1; over once `end` says why."""

    found: Any
    share: float
    end: str = ""


class Errand(Protocol):
    """A frozen value that is work to do. Another one with the same `key` takes its place."""

    key: ClassVar[str]
    holds_engine: ClassVar[bool]
    """Whether it uses the training's own engine, which then waits; else it brings engines of its own, and the training
    goes on beside it."""

    def work(self, setup: Setup, engine: Engine) -> Generator[Findings, None, None]:
        """The work itself, in small pieces; the last findings have an `end`.

        An engine that was used is put back to the bit at the end, and where the generator is closed before. Raises
        AppError for what cannot be done.
        """


class Errands:
    """Does one errand after the other for one run."""

    def __init__(self, setup: Setup, engine: Engine) -> None:
        self._setup, self._engine = setup, engine
        self.at: Errand | None = None
        """The one that is being done."""
        self._work: Generator[Findings, None, None] | None = None
        self.shown: Mapping[str, Findings] = {}
        """The newest findings by key; they stay when an errand is over."""

    def work(self, wanted: tuple[Errand, ...]) -> bool:
        """A piece of the first errand that is wanted; False where there is none. Raises AppError for one that cannot
        be done."""
        first = wanted[0] if wanted else None
        if first is not self.at:
            self.cancel()
            self.at = first
            self._work = first.work(self._setup, self._engine) if first else None
        if first is None or self._work is None:
            return False
        until = time.perf_counter() + PIECE_SECONDS
        try:
            for findings in self._work:
                self._show(first.key, findings)
                if findings.end:
                    self._leave()
                if findings.end or time.perf_counter() >= until:
                    break
        except AppError:
            self._leave()
            raise
        return True

    @property
    def over(self) -> bool:
        """Whether the errand at hand is done."""
        return self._work is None

    def cancel(self) -> None:
        """Leave off; the engine is as it was before the errand."""
        if self._work and self.at:
            key = self.at.key
            self._leave()
            if key in self.shown:
                self._show(key, replace(self.shown[key], share=1.0, end=CANCELLED))

    def _show(self, key: str, findings: Findings) -> None:
        self.shown = {**self.shown, key: findings}

    def _leave(self) -> None:
        if self._work:
            self._work.close()
        self._work = None
