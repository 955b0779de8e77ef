"""The networks of the GPU benchmark and their data, for us and for every peer the same; needs NumPy alone."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

REPEATS = 7
RATE = 1e-3


@dataclass(frozen=True)
class Net:
    """`steps` are those of one timed run; `target` is in microseconds a step, `ahead` in times the fastest peer."""

    name: str
    widths: tuple[int, ...]
    batch: int
    rows: int
    steps: int
    hidden: str
    ahead: float
    target: float = 0.0

    @property
    def regression(self) -> bool:
        return self.widths[-1] == 1

    @property
    def small(self) -> bool:
        return self.name.startswith("s")

    @property
    def batches(self) -> int:
        return self.rows // self.batch

    def data(self) -> tuple[Array, Array]:
        """Inputs and answers in single precision, classes as one-hot rows."""
        rng = np.random.default_rng(6)
        x = rng.standard_normal((self.rows, self.widths[0]), np.float32)
        if self.regression:
            return x, np.sin(x[:, :1])
        classes = rng.integers(0, self.widths[-1], self.rows)
        return x, np.eye(self.widths[-1], dtype=np.float32)[classes]

    def weights(self) -> list[Array]:
        """First weights for a peer, (inputs, outputs) each."""
        rng = np.random.default_rng(7)
        sizes = zip(self.widths, self.widths[1:])  # noqa: B905 - one is longer on purpose
        return [rng.standard_normal((n, m), np.float32) / np.float32(n**0.5) for n, m in sizes]


NETS = {
    net.name: net
    for net in (
        Net("s1", (2, 16, 16, 16, 1), 32, 4096, 4096, "tanh", 5.0, 4.0),
        Net("s2", (64, 64, 32, 10), 32, 4096, 4096, "relu", 5.0, 8.0),
        Net("a", (784, 128, 10), 64, 8192, 2048, "relu", 1.0),
        Net("b", (784, 512, 512, 10), 128, 8192, 1024, "relu", 1.0),
        Net("c", (784, 2048, 2048, 10), 512, 16384, 256, "relu", 0.95),
        Net("d", (4096, 8192, 8192, 10), 4096, 16384, 16, "relu", 0.95),
    )
}
DRY = {
    net.name: net
    for net in (
        Net("s1", (2, 3, 3, 1), 4, 8, 4, "tanh", 5.0, 4.0),
        Net("s2", (4, 4, 3, 3), 4, 8, 4, "relu", 5.0, 8.0),
        Net("a", (5, 4, 3), 4, 8, 2, "relu", 1.0),
        Net("b", (5, 4, 4, 3), 4, 8, 2, "relu", 1.0),
        Net("c", (5, 4, 4, 3), 4, 8, 2, "relu", 0.95),
        Net("d", (5, 4, 4, 3), 4, 8, 2, "relu", 0.95),
    )
}
MATHS = ("fp32", "tf32", "bf16")


def maths_of(net: Net) -> tuple[str, ...]:
    return MATHS[:1] if net.small else MATHS


def timed(run: Callable[[], Any], steps: int, repeats: int = REPEATS) -> dict[str, float]:
    """Microseconds a step from outside: median, least and most; `run` waits for its end. The first runs compile and
    find out how much to launch at once, and do not count."""
    began = time.perf_counter()
    run()
    first = time.perf_counter() - began
    run()
    took = []
    for _ in range(repeats):
        began = time.perf_counter()
        run()
        took.append((time.perf_counter() - began) / steps * 1e6)
    found = {"us": median(took), "least": min(took), "most": max(took)}
    return {**{name: round(value, 4) for name, value in found.items()}, "first_s": round(first, 3)}


def threads() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
