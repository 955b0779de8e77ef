"""Measuring a workload: train for a while, and look at the clock between slices."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from core.bench.workloads import Workload, set_up
from core.engine.select import choose
from core.session.control import Control
from core.session.setup import load
from core.session.trainer import train


@dataclass(frozen=True)
class Timing:
    """How fast one engine runs a workload."""

    workload: str
    text: str
    engine: str
    threads: int
    microseconds_per_step: float
    samples_per_s: float
    steps: int
    goal: float


def measure(workload: Workload, engine: str, threads: int, seconds: float, warm: float = 0.2) -> Timing:
    """The median over slices of the time a step takes; compilation and the first `warm` seconds do not count."""
    chosen = choose(engine)
    setup = set_up(workload, chosen.lanes, threads)
    load(setup, chosen)
    control = Control(running=True)
    times: list[float] = []
    step, spent = 0, 0.0
    for snapshot in train(setup, chosen, control):
        if snapshot.step > step:
            # A first slice is over before it can be timed well; one is taken at least.
            if snapshot.seconds > warm or not times:
                times.append((snapshot.seconds - spent) / (snapshot.step - step))
            step, spent = snapshot.step, snapshot.seconds
        if spent > warm + seconds and len(times) > 3:
            control.stop()
    typical = median(times[1:] or times)
    return Timing(
        workload.name, workload.text, chosen.name, threads, 1e6 * typical, workload.batch / typical, step, workload.goal
    )
