"""The whole GPU benchmark: `python -m tests.benchmarks.gpu [--budget 520] [--dry]`, a line of JSON for each result.

Parts come in the order of their importance, and one for which the time is short is left out with a line that says so.
Lines go to standard output, and into $OUT/gpu.jsonl where OUT is set, as they are found. `--dry` does everything in
small, on what is here: our engine in coroutines, peers on the processor.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from core.bench.comparing import task_of
from core.bench.workloads import WORKLOADS, Workload, classes_workload, set_up
from core.catalog.optimizers import OPTIMIZERS
from core.engine.cuda.blocks import Blocks
from core.engine.cuda.engine import CudaEngine
from core.engine.cuda.memory import LANES
from core.engine.reference import ReferenceEngine
from tests.benchmarks import gpu_peers

NAMED = {workload.name: workload for workload in WORKLOADS}
SMALL = {"s1": NAMED["W2"], "s2": NAMED["W3"]}
LARGE = {
    "a": NAMED["W4"],
    "b": NAMED["W5"],
    "c": NAMED["W6"],
    "d": classes_workload("W7", "4096-8192-8192-10", (4096, 8192, 8192, 10), 16384, 4096, 1e6, 6800.0),
}
MATHS = ("fp32", "tf32", "bf16")
TARGETS = {"s1": 4.0, "s2": 8.0}
MANY_TARGET = 30e6
RUNS = 7


class Bench:
    """Says what it finds, and knows the time."""

    def __init__(self, budget: float, dry: bool) -> None:
        self.end, self.dry = time.monotonic() + budget, dry
        folder = os.environ.get("OUT")
        self._file = (Path(folder) / "gpu.jsonl").open("a", encoding="utf-8") if folder else None
        self.ours: dict[str, float] = {}
        self.peers: dict[str, dict[str, float]] = {}

    def say(self, part: str, **found: Any) -> None:
        line = json.dumps({"part": part, **found})
        print(line, flush=True)
        if self._file:
            self._file.write(line + "\n")
            self._file.flush()

    def part(self, name: str, needs: float, work: Callable[[], dict[str, Any]]) -> None:
        """Do a part that takes about so many seconds, if there are so many."""
        left = self.end - time.monotonic()
        if left < needs and not self.dry:
            self.say(name, skipped=f"{left:.0f} s are left, {needs:.0f} are needed")
            return
        began = time.monotonic()
        try:
            self.say(name, **work(), seconds=round(time.monotonic() - began, 2))
        except Exception as fault:  # whatever it is: the next part may work
            self.say(name, error=f"{type(fault).__name__}: {fault}"[:500])

    def device(self) -> Any:
        if self.dry:
            from tests.engines.coroutines import Coroutines

            return Coroutines()
        from core.engine.cuda import shim
        from core.engine.cuda.gpu import gpu

        shim.ready()
        return gpu()

    def sized(self, workload: Workload) -> Workload:
        """As it is, or in small."""
        if not self.dry:
            return workload
        widths = tuple(min(width, 6) for width in workload.widths)
        return replace(workload, widths=widths, samples=24, batch=8)


def timed(call: Callable[[], int], runs: int = RUNS) -> dict[str, Any]:
    """Microseconds a step: the median of the runs and their spread, after one that does not count."""
    call()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        steps = call()
        times.append(1e6 * (time.perf_counter() - began) / steps)
    return {"us_per_step": median(times), "least": min(times), "most": max(times)}


def table(steps: int, first: int = 1) -> Any:
    entry = OPTIMIZERS["adam"]
    return entry.coefficients(entry.options(), np.full(steps, 1e-3), np.arange(first, first + steps))


def ours(bench: Bench, name: str, workload: Workload, math: Any = "fp32") -> dict[str, Any]:
    """One network from outside: Engine.run, with its data reshuffled in every epoch."""
    workload = bench.sized(workload)
    setup = set_up(workload, LANES, 1)
    engine = CudaEngine("float32", bench.device(), math)
    began = time.perf_counter()
    engine.load(setup.job, setup.state)
    loaded = time.perf_counter() - began
    began = time.perf_counter()
    engine.run(table(1))
    first = time.perf_counter() - began
    steps = 3 if bench.dry else max(16, min(4096, int(2e9 / workload.batch / max(workload.widths) ** 2)))
    found = timed(lambda: engine.run(table(steps)).steps, 2 if bench.dry else RUNS)
    bench.ours[f"{name} {math}"] = found["us_per_step"]
    return {**found, "steps": steps, "load_s": loaded, "first_step_s": first, "error": error(bench, workload, math)}


def error(bench: Bench, workload: Workload, math: Any) -> float | None:
    """How far weights are from the float64 textbook's after some steps; not of the largest, which take it minutes."""
    if np.prod(workload.widths[1:3]) > 1 << 20:
        return None
    setup, plain = (set_up(workload, lanes, 1) for lanes in (LANES, 1))
    engine, textbook = CudaEngine("float32", bench.device(), math), ReferenceEngine()
    engine.load(setup.job, setup.state)
    textbook.load(replace(plain.job, precision="float64"), plain.state)
    engine.run(table(20))
    textbook.run(table(20))
    mine, right = engine.read().weights, textbook.read().weights
    return float(max(np.abs(mine[key] - right[key]).max() / np.abs(right[key]).max() for key in right))


def many(bench: Bench, networks: int) -> dict[str, Any]:
    """Networks of s1 side by side, each with an order of its own."""
    setup = set_up(bench.sized(SMALL["s1"]), LANES, 1)
    ensemble = Blocks(bench.device())
    jobs = [replace(setup.job, order_key=key) for key in range(networks)]
    ensemble.load(jobs, [setup.state] * networks)
    steps = 2 if bench.dry else 512
    tables, rates = [table(steps)] * networks, [np.full(steps, 1e-3)] * networks
    found = timed(lambda: sum(done.steps for done in ensemble.run(tables, rates)), 1 if bench.dry else RUNS)
    rate = 1e6 / found["us_per_step"]
    bench.ours[f"many {networks}"] = rate
    return {"networks": networks, "network_steps_per_s": rate}


def twice(bench: Bench, workload: Workload) -> dict[str, Any]:
    """Two runs, compared to the bit; and what reading the network 30 times a second costs."""
    setup, states, rates = set_up(bench.sized(workload), LANES, 1), [], {}
    for _ in range(2):
        engine = CudaEngine("float32", bench.device())
        engine.load(setup.job, setup.state)
        engine.run(table(3 if bench.dry else 200))
        states.append(engine.read().weights)
    for reading in (False, True):
        steps, began, seen = 0, time.perf_counter(), time.perf_counter()
        while time.perf_counter() - began < (0.05 if bench.dry else 1.0):
            steps += engine.run(table(2 if bench.dry else 64)).steps
            if reading and time.perf_counter() - seen > 1 / 30:
                engine.read()
                seen = time.perf_counter()
        rates[reading] = steps / (time.perf_counter() - began)
    same = all(np.array_equal(states[0][key], states[1][key]) for key in states[0])
    return {"same_bits": same, "steps_per_s": rates[False], "while_read": rates[True] / rates[False]}


def peer(bench: Bench, name: str, workload: Workload, who: str, math: str) -> dict[str, Any]:
    workload = bench.sized(workload)
    folder = Path(os.environ.get("OUT") or ".") / "peers" if not bench.dry else Path(os.environ["TMPDIR"])
    folder.mkdir(parents=True, exist_ok=True)
    task = task_of(workload, "float32", folder)
    x, y = np.load(task["x"]), np.load(task["y"])
    task |= {"steps": min(task["steps"], 200), "rounds": 1}
    how = who.removeprefix("torch ")
    make = gpu_peers.prepare_jax(task, x, y, math) if who == "jax" else gpu_peers.prepare_torch(task, x, y, how, math)
    found = timed(make, 2 if bench.dry else RUNS)
    bench.peers.setdefault(f"{name} {math}", {})[who] = found["us_per_step"]
    return {"peer": who, **found}


def versions() -> dict[str, Any]:
    from importlib.metadata import distributions

    wanted = ("numba", "numpy", "torch", "jax", "cuda", "nvidia-cublas")
    found = {d.name: d.version for d in distributions() if d.name and d.name.lower().startswith(wanted)}
    return {"python": platform.python_version(), "packages": found}


def probe(bench: Bench) -> dict[str, Any]:
    from core.engine.cuda.probe import probe as look

    device = bench.device()
    return {"device": device.name, "shared": device.most_shared, "found": str(look())[:500]}


def summary(bench: Bench) -> dict[str, Any]:
    """The targets, what was measured, and the fastest peer as a multiple of ours."""
    rows = {}
    for name, value in bench.ours.items():
        others = bench.peers.get(name, {})
        best = min(others.values(), default=None)
        rows[name] = {
            "ours": value,
            "target": MANY_TARGET if name.startswith("many") else TARGETS.get(name.split()[0]),
            "fastest_peer": min(others, key=lambda who: others[who]) if others else None,
            "times_ours": best / value if best else None,
        }
    return {"rows": rows}


def parts(bench: Bench) -> Iterator[tuple[str, float, Callable[[], dict[str, Any]]]]:
    """Names, seconds they take, and the work, the most important first."""
    yield "versions", 0, versions
    yield "probe", 10, partial(probe, bench)
    for name, workload in SMALL.items():
        yield f"ours {name} fp32", 15, partial(ours, bench, name, workload)
    for networks in (1, 3) if bench.dry else (1, 132, 660, 1000, 1320):
        yield f"many {networks}", 8, partial(many, bench, networks)
    for name, workload in SMALL.items():
        for who in (*(f"torch {how}" for how in gpu_peers.TORCH), "jax"):
            yield f"peer {name} {who}", 15, partial(peer, bench, name, workload, who, "fp32")
    for name, workload in LARGE.items():
        for math in MATHS:
            yield f"ours {name} {math}", 20, partial(ours, bench, name, workload, math)
            for who in ("torch graph", "torch eager"):
                yield f"peer {name} {math} {who}", 15, partial(peer, bench, name, workload, who, math)
    for name, workload in (("s1", SMALL["s1"]), ("a", LARGE["a"])):
        yield f"twice {name}", 10, partial(twice, bench, workload)


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--budget", type=float, default=520.0)
    parser.add_argument("--dry", action="store_true")
    parser.add_argument("--only", nargs="*", default=[], help="parts whose names begin so")
    options = parser.parse_args(words)
    bench = Bench(options.budget, options.dry)

    for name, needs, work in parts(bench):
        if not options.only or any(name.startswith(word) for word in options.only):
            bench.part(name, needs, work)
    bench.say("summary", **summary(bench))


if __name__ == "__main__":
    main(sys.argv[1:])
