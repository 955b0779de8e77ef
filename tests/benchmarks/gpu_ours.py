"""What the GPU benchmark measures of our own engine."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.optimizers import OPTIMIZERS
from core.compile.check import check
from core.compile.lower import lower
from core.compile.params import first_weights
from core.engine.contract import Floats, Job, State
from core.engine.cuda.blocks import Blocks
from core.engine.cuda.device import Device
from core.engine.cuda.engine import CudaEngine
from core.engine.cuda.memory import LANES
from core.engine.reference import ReferenceEngine
from core.spec.plain import project_from_plain
from tests.benchmarks.gpu_nets import DRY, NETS, RATE, Net, timed
from tests.benchmarks.gpu_peers import ROOT, Line

Array = NDArray[Any]

SHOWN = 8
"""Rows that the project has: what a network must be lowered for; the job has them all."""
CHECKED = 20
"""Steps after which the weights are compared."""
ABREAST = (1, 132, 660, 1000, 1320)
ABREAST_STEPS = 1024
SNAPSHOT_SECONDS = 0.033
SNAPSHOTS = 30
STARTS = ("new architecture", "from the cache", "from the cache")


class Ours:
    """Our engine on the GPU; for a dry run on coroutines, which every large network is too large for a block of."""

    def __init__(self, dry: bool) -> None:
        self.dry, self.nets = dry, DRY if dry else NETS
        self._jobs: dict[tuple[str, int], tuple[Job, State]] = {}

    def device(self, small: bool) -> Device:
        if self.dry:
            from tests.engines.coroutines import Coroutines

            return Coroutines() if small else Coroutines(most_shared=0)
        from core.engine.cuda.gpu import gpu

        return gpu()

    def job(self, net: Net, lanes: int = LANES) -> tuple[Job, State]:
        """Kept for the last network only: the large ones are large."""
        key = net.name, lanes
        if key not in self._jobs:
            self._jobs = {old: made for old, made in self._jobs.items() if old[0] == net.name}
            self._jobs[key] = job_of(net, lanes)
        return self._jobs[key]

    def engine(self, net: Net, math: str = "fp32") -> CudaEngine:
        gc.collect()
        return CudaEngine("float32", self.device(net.small), math)

    # Speed.

    def speed(self, name: str, math: str) -> Iterator[Line]:
        """One network, from outside."""
        net, engine = self.nets[name], self.engine(self.nets[name], math)
        job, state = self.job(net)
        began = time.perf_counter()
        engine.load(job, state)
        loaded = round(time.perf_counter() - began, 2)
        coefficients, rates = table(net.steps)
        found = timed(lambda: engine.run(coefficients, rates), net.steps)
        yield {"net": name, "math": math, **found, "load_s": loaded, "note": engine.why}

    def error(self, name: str, math: str) -> Iterator[Line]:
        """How far the weights are from the textbook's after some steps: norms of differences over norms."""
        net, engine, textbook = self.nets[name], self.engine(self.nets[name], math), ReferenceEngine()
        coefficients, rates = table(CHECKED)
        engine.load(*self.job(net))
        textbook.load(*self.job(net, 1))
        engine.run(coefficients, rates)
        textbook.run(coefficients, rates)
        found, wanted = engine.read().weights, textbook.read().weights
        far = max(_norm(found[key] - array) / max(_norm(array), 1e-30) for key, array in wanted.items())
        yield {"net": name, "math": math, "steps": CHECKED, "far": far}

    def abreast(self) -> Iterator[Line]:
        """Networks side by side, each with an order of its own."""
        net = self.nets["s1"]
        steps = net.steps if self.dry else ABREAST_STEPS
        for count in (1, 2) if self.dry else ABREAST:
            job, state = self.job(net)
            ensemble = Blocks(self.device(True))
            ensemble.load([replace(job, order_key=key) for key in range(count)], [state] * count)
            coefficients, rates = table(steps)
            found = timed(lambda: ensemble.run([coefficients] * count, [rates] * count), steps)  # noqa: B023
            ensemble.close()
            yield {"networks": count, **found, "network_steps_per_s": round(count / found["us"] * 1e6)}

    # What else is asked of it.

    def determinism(self, name: str, math: str) -> Iterator[Line]:
        """Two runs from the same state, bit for bit."""
        net = self.nets[name]
        coefficients, rates = table(min(net.steps, 512))
        ends = []
        for _ in range(2):
            engine = self.engine(net, math)
            engine.load(*self.job(net))
            engine.run(coefficients, rates)
            ends.append(engine.read().weights)
        same = all(array.tobytes() == ends[1][key].tobytes() for key, array in ends[0].items())
        yield {"net": name, "math": math, "steps": len(rates), "same": same}

    def snapshots(self, name: str) -> Iterator[Line]:
        """Training that is read thirty times a second, against the same without."""
        net, engine = self.nets[name], self.engine(self.nets[name])
        engine.load(*self.job(net))
        each = timed(lambda: engine.run(*table(net.steps)), net.steps, 1)["us"]
        steps = net.steps if self.dry else max(1, int(SNAPSHOT_SECONDS / (each / 1e6)))
        coefficients, rates = table(steps)
        took = {}
        for read in (False, True, False, True):
            began = time.perf_counter()
            for _ in range(1 if self.dry else SNAPSHOTS):
                engine.run(coefficients, rates)
                if read:
                    engine.read()
            took[read] = time.perf_counter() - began
        yield {"net": name, "steps_each": steps, "slower_percent": round(100 * (took[True] / took[False] - 1), 2)}

    def starts(self, name: str) -> Iterator[Line]:
        """Processes that begin with an empty cache, and then with what the first one has left there."""
        with tempfile.TemporaryDirectory() as cache:
            env = {**os.environ, "GLASSNET_CACHE": cache, "CUDA_CACHE_DISABLE": "1"}
            command = [sys.executable, "-m", "tests.benchmarks.gpu_ours", name, *(["dry"] if self.dry else [])]
            for what in STARTS[: 2 if self.dry else None]:
                began = time.perf_counter()
                done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)
                if done.returncode:
                    raise RuntimeError(done.stderr[-300:])
                whole = round(time.perf_counter() - began, 2)
                yield {"net": name, "start": what, **json.loads(done.stdout.splitlines()[-1]), "process_s": whole}


def job_of(net: Net, lanes: int) -> tuple[Job, State]:
    """Nothing is measured on the way, as peers measure nothing: there is a training part alone."""
    x, y = net.data()
    nodes: list[dict[str, Any]] = [{"id": "x", "kind": "input"}]
    last = "identity" if net.regression else "softmax"
    for i, width in enumerate(net.widths[1:]):
        activation = last if i == len(net.widths) - 2 else net.hidden
        nodes.append(
            {"id": f"d{i}", "kind": "dense", "inputs": [nodes[-1]["id"]], "units": width, "activation": activation}
        )
    nodes.append({"id": "out", "kind": "output", "inputs": [nodes[-1]["id"]]})
    points = {"kind": "points", "x": x[:SHOWN].tolist(), "y": y[:SHOWN].tolist()}
    project = project_from_plain(
        {
            "format": 1,
            "architecture": {"nodes": nodes},
            "data": {"source": points, "test_fraction": 0.0, "task": "regress"},
            "training": {
                "loss": "mse" if net.regression else "cce",
                "optimizer": "adam",
                "metrics": [],
                "batch_size": net.batch,
            },
        }
    )
    program = lower(check(project), lanes)
    job = Job(program, {"train": (x, y)}, "adam", net.batch, order_key=3)
    return job, State(first_weights(program.table, 0), ())


@cache
def table(steps: int) -> tuple[Floats, Floats]:
    rates = np.full(steps, RATE)
    return OPTIMIZERS["adam"].coefficients(OPTIMIZERS["adam"].options(), rates, np.arange(1, steps + 1)), rates


def _norm(array: Array) -> float:
    return float(np.linalg.norm(array.astype(np.float64)))


def main(arguments: Sequence[str]) -> None:
    """A process that starts: how long until the engine is loaded, and until it has trained a step."""
    began = time.perf_counter()
    ours = Ours(arguments[1:] == ["dry"])
    net = ours.nets[arguments[0]]
    engine = ours.engine(net)
    context = time.perf_counter()
    engine.load(*ours.job(net))
    loaded = time.perf_counter()
    engine.run(*table(1))
    ended = time.perf_counter()
    seconds = {"context_s": context - began, "load_s": loaded - context, "first_step_s": ended - loaded}
    print(json.dumps({name: round(value, 3) for name, value in seconds.items()}))


if __name__ == "__main__":
    main(sys.argv[1:])
