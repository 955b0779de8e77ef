"""When a run ends by itself, as far as that is known beforehand: epochs asked for, stop rules of epochs and time."""

from __future__ import annotations

from core.catalog.stop_rules import STOP_RULES
from core.session.setup import Setup


class Limits:
    """The limits of one set-up; `epochs` more than the run has are asked for (None: no end)."""

    def __init__(self, setup: Setup, epochs: int | None, longest: int) -> None:
        rules = setup.project.training.stop
        given = [STOP_RULES.of(rule).last_epoch(rule) for rule in rules]
        found = [(limit, "stop rule epochs") for limit in given if limit is not None]
        if epochs is not None:
            found.append((setup.state.epoch + epochs, "the epochs asked for"))
        self._epoch: int | None = None
        self._text = ""
        if found:
            self._epoch, self._text = min(found)
        seconds = (STOP_RULES.of(rule).seconds(rule) for rule in rules)
        self._seconds = min((s for s in seconds if s), default=None)
        self._batches, self._longest = setup.job.batches, longest

    def left(self, epoch: int, batch: int, seconds: float) -> int:
        """Steps up to the limits, from a place in an epoch."""
        if self._seconds is not None and seconds >= self._seconds:
            return 0
        if self._epoch is None:
            return self._longest
        return max((self._epoch - epoch) * self._batches - batch, 0)

    def reached(self, seconds: float) -> str:
        """Which one it was."""
        if self._seconds is not None and seconds >= self._seconds:
            return f"stop rule time, {self._seconds:g} s of training"
        return self._text
