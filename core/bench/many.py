"""Networks of one program side by side against the same ones one after another, with the same engine."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.bench.measure import WARM, pace
from core.bench.workloads import Workload, set_up
from core.engine.select import choose, choose_ensemble, limited
from core.session.group import Group, threads_each

COUNTS = (64, 1000)


@dataclass(frozen=True)
class Many:
    """Steps that all networks together make in a second, side by side and one after another."""

    workload: str
    text: str
    engine: str
    threads: int
    precision: str
    networks: int
    together_per_s: float
    one_by_one_per_s: float

    @property
    def ratio(self) -> float:
        return self.together_per_s / self.one_by_one_per_s


def measure_many(
    workloads: Sequence[Workload], counts: Sequence[int], engine: str, threads: int, seconds: float, precision: str
) -> Iterator[Many]:
    """Each workload with each number of networks; loading and the first moments do not count."""
    for workload in workloads:
        chosen = choose(engine, precision)
        with limited(chosen.name, threads):
            alone, _ = pace(set_up(workload, chosen.lanes, threads, precision), chosen, seconds)
        for networks in counts:
            ensemble = choose_ensemble(engine, precision, threads)
            each = threads_each(networks, threads)
            first = set_up(workload, ensemble.lanes, each, precision)
            # Every network sees the data in an order of its own.
            setups = [replace(first, job=replace(first.job, order_key=place)) for place in range(networks)]
            with limited(ensemble.name, each), Group(setups, ensemble) as group:
                together = _pace(group, seconds)
            yield Many(
                workload=workload.name,
                text=workload.text,
                engine=ensemble.name,
                threads=threads,
                precision=precision,
                networks=networks,
                together_per_s=together,
                one_by_one_per_s=1.0 / alone,
            )


def _pace(group: Group, seconds: float) -> float:
    """Steps of all networks in a second, once each of them has begun."""
    seen = [0] * len(group.setups)
    steps, began, warm = 0, 0.0, time.perf_counter() + WARM
    for changed in group.rounds():
        now = time.perf_counter()
        for snapshot in changed:
            steps += snapshot.step - seen[snapshot.run]
            seen[snapshot.run] = snapshot.step
        if not began and now > warm and all(seen):
            steps, began = 0, now
        elif began and now - began >= seconds:
            return steps / (now - began)
    raise AssertionError("without limits, rounds do not end")
