"""Times one peer: `python driver.py with_torch`, the tasks as JSON on standard input, answers as lines of JSON.

Each peer's module has `VERSION`, `NOTE` and `prepare(task, x, y, threads)`, which gives a function that trains for a
while, gathering and reshuffling included, and returns its number of steps. Its first calls compile and warm up, and do
not count.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import numpy as np

LEAST = 3
"""Calls that are timed, however long they take."""


def main(name: str) -> None:
    """Answer every task on standard input; a peer that cannot work here says why in one line instead."""
    order = json.load(sys.stdin)
    try:
        peer = importlib.import_module(name)
    except ImportError as fault:
        say({"missing": f"{fault.name} is not installed" if fault.name else str(fault)})
        return
    say({"version": peer.VERSION, "note": peer.NOTE})
    for task in order["tasks"]:
        x, y = np.load(task["x"]), np.load(task["y"])
        call = peer.prepare(task, x, y, order["threads"])
        microseconds, steps = clock(call, order["seconds"])
        say({"workload": task["name"], "microseconds_per_step": microseconds, "steps": steps})


def clock(call: Callable[[], int], seconds: float) -> tuple[float, int]:
    """(microseconds a step, steps timed): the median over calls, after two that do not count."""
    for _ in range(2):
        call()
    times: list[float] = []
    steps, end = 0, time.perf_counter() + seconds
    while len(times) < LEAST or time.perf_counter() < end:
        before = time.perf_counter()
        done = call()
        times.append((time.perf_counter() - before) / done)
        steps += done
    return 1e6 * median(times), steps


def say(value: dict[str, Any]) -> None:
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
