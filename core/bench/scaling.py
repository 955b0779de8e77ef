"""How the cost grows: straight lines on log axes, and their slopes.

Four sweeps around one network: an epoch against the number of samples, a step against width, depth and batch size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.bench.measure import pace
from core.bench.workloads import Workload, classes_workload, set_up
from core.engine.select import choose, limited

WARM = 0.05
"""Seconds of each point that do not count."""


@dataclass(frozen=True)
class Sweep:
    """One quantity varied, everything else as it is."""

    name: str
    unit: str
    """What is timed."""
    values: tuple[int, ...]
    workload: Callable[[int], Workload]


@dataclass(frozen=True)
class Line:
    """A sweep's measurements: seconds for each value."""

    name: str
    unit: str
    values: tuple[int, ...]
    seconds: tuple[float, ...]

    @property
    def exponent(self) -> float:
        """The slope on log axes over the upper half of the values, where calls no longer count: 1 is linear."""
        return self.fit()[0]

    def fit(self) -> tuple[float, float]:
        """Slope and height of the line through the upper half: log seconds = slope * log value + height."""
        first = len(self.values) // 2 if len(self.values) > 3 else 0
        slope, height = np.polyfit(np.log(self.values[first:]), np.log(self.seconds[first:]), 1)
        return float(slope), float(height)


def _chain(hidden: Sequence[int] = (64, 64), samples: int = 4096, batch: int = 64) -> Workload:
    return classes_workload("", "", (64, *hidden, 10), samples, batch, 1.0)


SWEEPS = (
    Sweep("samples", "epoch", (1000, 3000, 10_000, 30_000, 100_000, 300_000), lambda n: _chain((32,), n)),
    Sweep("width", "step", (16, 32, 64, 128, 256, 512, 1024), lambda n: _chain((n, n))),
    Sweep("depth", "step", (1, 2, 4, 8, 16, 32), lambda n: _chain((64,) * n)),
    Sweep("batch", "step", (1, 4, 16, 64, 256, 1024, 4096), lambda n: _chain(batch=n)),
)


def measure_scaling(
    engine: str, threads: int, seconds: float, precision: str, sweeps: Sequence[Sweep] = SWEEPS
) -> Iterator[Line]:
    """Every sweep's line, one after the other; `seconds` for each of its points."""
    for sweep in sweeps:
        times = [_time(sweep, value, engine, threads, seconds, precision) for value in sweep.values]
        yield Line(sweep.name, sweep.unit, sweep.values, tuple(times))


def _time(sweep: Sweep, value: int, engine: str, threads: int, seconds: float, precision: str) -> float:
    """Seconds of a step, or of the whole epoch."""
    workload, chosen = sweep.workload(value), choose(engine, precision)
    setup = set_up(workload, chosen.lanes, threads, precision)
    with limited(engine, threads):
        step, _ = pace(setup, chosen, seconds, WARM)
    return step * setup.job.batches if sweep.unit == "epoch" else step
