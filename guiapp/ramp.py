"""The very first play gathers speed, so that one sees the network learn before it is over."""

from __future__ import annotations

import time

SECONDS = 3.0
FROM, TO = 20.0, 20_000.0
"""Epochs a second between which it gathers speed."""


class Ramp:
    """At most once in a session; `begin` counts from the first step on, which may be a compilation away."""

    def __init__(self) -> None:
        self._used = self._on = False
        self._began: float | None = None

    def begin(self) -> None:
        """The first play: gather speed. Later ones go as fast as they may."""
        self._on, self._used = not self._used, True

    def skip(self) -> None:
        """Somebody chose a speed, or sees no need."""
        self._on, self._used = False, True

    def epochs_per_second(self, running: bool) -> float | None:
        """The speed of this moment; None where it does not gather speed (any more)."""
        if not self._on:
            return None
        if not running or self._began is None:
            self._began = time.perf_counter()
        share = (time.perf_counter() - self._began) / SECONDS
        if share >= 1.0:
            self._on = False
            return None
        return float(FROM * (TO / FROM) ** share)

    @property
    def on(self) -> bool:
        return self._on
