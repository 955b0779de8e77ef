"""Measuring a workload: train for a while, and look at the clock between slices."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median

from core.bench.counting import work_of
from core.bench.limits import Limits
from core.bench.workloads import Workload, set_up
from core.engine.contract import Engine
from core.engine.select import choose, limited
from core.session.control import Control
from core.session.setup import Setup, load
from core.session.trainer import train

WARM = 0.2
"""Seconds that do not count."""


@dataclass(frozen=True)
class Timing:
    """How fast one engine runs a workload, and how far that is from the machine's own limit.

    `share_of_limit` is `limit_microseconds`, the time a step's matrix products and its optimizer's pass over memory
    need at the measured limits (core/bench/counting.py says what is counted), by the time that it takes. In the
    smallest workloads it is low for a reason: beside some hundred multiplications stand calls, loops and the gathering
    of samples, which no limit counts.
    """

    workload: str
    text: str
    engine: str
    threads: int
    precision: str
    microseconds_per_step: float
    samples_per_s: float
    steps: int
    goal: float
    flops_per_step: int
    gflops: float
    optimizer_bytes: int
    limit_microseconds: float
    share_of_limit: float


def measure(
    workload: Workload,
    engine: str,
    threads: int,
    seconds: float,
    limits: Limits | None,
    precision: str,
    gpu_math: str = "fp32",
) -> Timing:
    """A workload's own timing; `limits`, where they are the engine's, are measured first, while nothing else is at
    work."""
    chosen = choose(engine, precision, gpu_math=gpu_math)
    setup = set_up(workload, chosen.lanes, threads, precision)
    work = work_of(setup)
    limit = limits.seconds(work) if limits else math.nan
    with limited(engine, threads):
        typical, steps = pace(setup, chosen, seconds)
    return Timing(
        workload=workload.name,
        text=workload.text,
        engine=chosen.name,
        threads=threads,
        precision=precision,
        microseconds_per_step=1e6 * typical,
        samples_per_s=workload.batch / typical,
        steps=steps,
        goal=workload.gpu_goal if chosen.name == "cuda" else workload.goal,
        flops_per_step=work.flops,
        gflops=1e-9 * work.flops / typical,
        optimizer_bytes=work.optimizer_bytes,
        limit_microseconds=1e6 * limit,
        share_of_limit=limit / typical,
    )


def pace(setup: Setup, engine: Engine, seconds: float, warm: float = WARM) -> tuple[float, int]:
    """(seconds a step takes, steps done): the median over slices, compilation and the first `warm` seconds left out."""
    load(setup, engine)
    control = Control(running=True)
    times: list[float] = []
    step, spent = 0, 0.0
    for snapshot in train(setup, engine, control):
        if snapshot.step > step:
            # A first slice is over before it can be timed well; one is taken at least.
            if snapshot.seconds > warm or not times:
                times.append((snapshot.seconds - spent) / (snapshot.step - step))
            step, spent = snapshot.step, snapshot.seconds
        if spent > warm + seconds and len(times) > 3:
            control.stop()
    return median(times[1:] or times), step
