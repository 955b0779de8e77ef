"""The whole GPU benchmark, to be run on a machine with a GPU: `python -m tests.benchmarks.gpu --budget 520`.

Lines of JSON, each printed as soon as it is measured and, where $OUT is a folder, kept in $OUT/gpu.jsonl; the last one
is the table of targets. Needs what core needs, numba-cuda and, for the peers, PyTorch and JAX. `--dry` goes through all
of it with tiny networks and no GPU.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from tests.benchmarks.gpu_nets import MATHS, NETS, maths_of, threads
from tests.benchmarks.gpu_ours import Ours
from tests.benchmarks.gpu_peers import LEAST, Line, Order, ask
from tests.benchmarks.gpu_targets import targets

PACKAGES = (
    "numpy", "numba", "numba-cuda", "cuda-core", "cuda-bindings", "nvidia-cublas", "nvidia-cublas-cu12", "nvidia-nvvm",
    "nvidia-nvjitlink", "nvidia-cuda-nvrtc", "torch", "triton", "jax", "jaxlib",
)  # fmt: skip
CLOCKS = "name,driver_version,clocks.sm,clocks.max.sm,clocks.mem,power.draw,temperature.gpu,memory.used"
RESERVE = 5.0
"""Seconds for the last line."""


class Report:
    """Lines that are told as they come, and the time that is left."""

    def __init__(self, budget: float, folder: str | None) -> None:
        self.lines: list[Line] = []
        self._began, self._budget = time.monotonic(), budget
        self._file = (Path(folder) / "gpu.jsonl").open("w", encoding="utf-8") if folder else None

    def left(self) -> float:
        return self._budget - RESERVE - (time.monotonic() - self._began)

    def put(self, line: Line) -> None:
        line = {**line, "at_s": round(time.monotonic() - self._began, 1)}
        self.lines.append(line)
        text = json.dumps(line)
        print(text, flush=True)
        if self._file:
            self._file.write(text + "\n")
            self._file.flush()

    def do(self, part: str, least: float, work: Callable[[], Iterator[Line]], **about: str) -> None:
        """A part of the benchmark, if so many seconds are left; what breaks in it is told, and the next one goes on."""
        if self.left() < least:
            self.put({"part": part, **about, "skipped": f"{self.left():.0f} s are left, it needs {least:.0f}"})
            return
        try:
            for line in work():
                self.put({"part": part, **line})
        except Exception as broken:
            self.put({"part": part, **about, "error": f"{type(broken).__name__}: {str(broken)[:300]}"})


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the GPU engine against its targets and its peers.")
    parser.add_argument("--budget", type=float, default=520.0, help="seconds that all of it may take")
    parser.add_argument("--dry", action="store_true", help="tiny networks, no GPU: to see that it runs")
    given = parser.parse_args()
    report = Report(given.budget, os.environ.get("OUT"))
    ours = Ours(given.dry)
    seconds: Callable[[float], float] = lambda full: 0.0 if given.dry else full  # noqa: E731

    report.do("versions", 0.0, _versions)
    report.do("clocks", 0.0, _clocks)
    report.do("probe", 0.0, lambda: _probe(ours))
    for name in ("s1", "s2"):
        _ours(report, "ours", seconds(15), ours.speed, name)
        _ours(report, "error", seconds(15), ours.error, name)
    report.do("abreast", seconds(40), ours.abreast)
    _peer(report, given.dry, "torch", 50, [(name, "fp32", "graph") for name in ("s1", "s2")])
    _peer(report, given.dry, "jax", 60, [(name, "fp32", "scan") for name in ("s1", "s2")])
    for name in ("a", "b", "c", "d"):
        for math in MATHS:
            _ours(report, "ours", seconds(25 if name == "d" else 12), ours.speed, name, math)
    large = [(name, math) for name in ("a", "b", "c", "d") for math in MATHS]
    _peer(report, given.dry, "torch", 80, [(name, math, "graph") for name, math in large])
    for name in ("s1", "a", "b"):
        _ours(report, "determinism", seconds(10), ours.determinism, name)
    for name in ("s1", "b"):
        report.do("snapshots", seconds(10), lambda: ours.snapshots(name), net=name)  # noqa: B023
        report.do("starts", seconds(45), lambda: ours.starts(name), net=name)  # noqa: B023
    every = [(net.name, math) for net in NETS.values() for math in maths_of(net)]
    _peer(report, given.dry, "torch", 60, [(name, math, "eager") for name, math in every])
    _peer(report, given.dry, "jax", 120, [(name, math, "scan") for name, math in large])
    for name in ("a", "b"):
        for math in MATHS:
            _ours(report, "error", seconds(15), ours.error, name, math)
    compiled = [(name, math) for name, math in every if (name, math) not in (("c", "fp32"), ("d", "fp32"))]
    _peer(report, given.dry, "torch", 400, [(name, math, "compiled") for name, math in compiled])
    report.do("clocks", 0.0, _clocks)
    report.put({"part": "targets", "rows": targets(report.lines)})


def _ours(
    report: Report, part: str, least: float, work: Callable[[str, str], Iterator[Line]], name: str, math: str = "fp32"
) -> None:
    report.do(part, least, lambda: work(name, math), net=name, math=math)


def _peer(report: Report, dry: bool, name: str, most: float, tasks: list[tuple[str, str, str]]) -> None:
    """All tasks of one kind, of a peer that has so many seconds at most."""
    mode = tasks[0][2]
    order = Order(tuple(tasks), max(0.0, min(most, report.left())), dry)
    least = 0.0 if dry else LEAST[mode] + 10.0
    report.do("peer", least, lambda: ask(name, order), peer=f"{name} {mode}")


def _versions() -> Iterator[Line]:
    have = {"python": platform.python_version(), "threads": str(threads())}
    for package in PACKAGES:
        with suppress(importlib.metadata.PackageNotFoundError):
            have[package] = importlib.metadata.version(package)
    yield have


def _clocks() -> Iterator[Line]:
    command = ["nvidia-smi", f"--query-gpu={CLOCKS}", "--format=csv,noheader"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    yield dict(zip(CLOCKS.split(","), (word.strip() for word in done.stdout.splitlines()[0].split(",")), strict=False))


def _probe(ours: Ours) -> Iterator[Line]:
    """How long the driver takes to answer, then the context in this process."""
    from core.engine.cuda.probe import probe

    began = time.perf_counter()
    yield {"answer": str(probe()), "seconds": round(time.perf_counter() - began, 3)}
    began = time.perf_counter()
    device = ours.device(True)
    yield {
        "device": device.name,
        "processors": device.processors,
        "most_shared": device.most_shared,
        "context_s": round(time.perf_counter() - began, 3),
    }


if __name__ == "__main__":
    main()
