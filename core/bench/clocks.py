"""Timing one call."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator


def fastest(call: Callable[[], object], seconds: float) -> float:
    """Seconds of the fastest of many calls; the first warms up and does not count."""
    call()
    return min(_times(call, seconds))


def _times(call: Callable[[], object], seconds: float) -> Iterator[float]:
    end = time.perf_counter() + seconds
    while True:
        before = time.perf_counter()
        call()
        now = time.perf_counter()
        yield now - before
        if now >= end:
            return
