"""What an epoch takes: timed while it trains, foretold before, and the one teaches the other."""

from __future__ import annotations

from dataclasses import dataclass

from core.session.document import Checked
from core.session.forecast import epoch_seconds, learned
from guiapp.context import Context

ENOUGH = 0.5
"""Seconds of training that must have been timed before they teach anything."""


@dataclass(frozen=True)
class EpochTime:
    """Seconds, None while unknown; `timed` says whether they were seen on a clock."""

    seconds: float | None = None
    timed: bool = False


class EpochClock:
    """Looks at the run's epochs and seconds from time to time."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._seen = (0, 0.0)
        self._took: float | None = None
        self._taught: Checked | None = None

    def read(self) -> EpochTime:
        context = self._context
        (before, then), now = self._seen, (context.epoch, context.seconds)
        if now[0] < before or now[1] < then:
            self._seen, self._took = now, None
        elif now[0] > before and now[1] > then:
            self._seen, self._took = now, (now[1] - then) / (now[0] - before)
            self._learn()
        if self._took is not None:
            return EpochTime(self._took, timed=True)
        return EpochTime(epoch_seconds(context.checked, context.settings.pace))

    def _learn(self) -> None:
        """Once for each project that trains at full speed."""
        context = self._context
        if self._taught is context.checked or context.seconds < ENOUGH:
            return
        pace = context.settings.pace
        expected = epoch_seconds(context.checked, pace)
        if expected and self._took:
            self._taught = context.checked
            context.settings.pace = learned(pace, expected, self._took)
