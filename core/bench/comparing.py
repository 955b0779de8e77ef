"""`glassnet bench --peers`: the same workloads, with the same data, learned by other programs, as ratios to ours.

A peer gets every advantage that its users have: full batches only, compile time left out, one thread and all threads
tried and the better taken. Gathering and reshuffling happen inside what is timed, as they do in ours.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from core.bench.limits import threads_text
from core.bench.workloads import Workload, examples
from core.errors import AppError

PEERS = {
    "PyTorch": "with_torch",
    "PyTorch compiled": "with_torch_compiled",
    "JAX": "with_jax",
    "scikit-learn": "with_scikit_learn",
}
"""Names, and their scripts in core/bench/peers."""

BUDGET = 300.0
"""Seconds for all peers together."""
CALL, SHORT = 0.5, 0.05
"""Seconds that one timed call of a peer would take at the workload's own goal: at most, and at least."""

LATE = "no time was left"

Say = Callable[[str], None]


@dataclass
class Standing:
    """What is known of one peer."""

    name: str
    version: str = ""
    note: str = ""
    found: dict[str, dict[int, float]] = field(default_factory=dict)
    """Workload -> threads -> microseconds a step."""
    faults: dict[str, str] = field(default_factory=dict)
    """Workload, or "" for all of them -> why there is no number."""

    def rows(self, ours: dict[str, float]) -> Iterator[dict[str, Any]]:
        """For each workload the better number of threads, and the ratio to ours."""
        for workload, tried in self.found.items():
            threads, best = min(tried.items(), key=lambda item: item[1])
            yield {
                "peer": self.name,
                "version": self.version,
                "note": self.note,
                "workload": workload,
                "threads": threads,
                "microseconds_per_step": best,
                "ratio": best / ours[workload],
                "tried": {str(count): value for count, value in tried.items()},
            }


def compare(
    workloads: Sequence[Workload],
    ours: dict[str, float],
    python: Path,
    threads: int,
    seconds: float,
    precision: str,
    say: Say = lambda text: None,
) -> dict[str, Any]:
    """Every peer's timings, `ours` in microseconds a step beside them, and why some are missing."""
    standings = [Standing(name) for name in PEERS]
    end = time.monotonic() + BUDGET
    with TemporaryDirectory(prefix="glassnet-peers-") as folder, as_file(files("core.bench") / "peers") as scripts:
        tasks = [task_of(workload, precision, Path(folder)) for workload in workloads]
        # What most probably is a peer's better choice comes first, in case time runs out.
        for count in sorted({threads, 1}, reverse=True):
            for standing in standings:
                if "" not in standing.faults:
                    say(f"{standing.name}, {threads_text(count)} ...")
                    _run(standing, [str(python), str(scripts / "driver.py")], tasks, count, seconds, end)
    peers = [row for standing in standings for row in standing.rows(ours)]
    return {"peers": peers, "peers_missing": [*_missing(standings)]}


def require(python: Path) -> None:
    """Refuse what is no Python, or one without NumPy."""
    try:
        done = subprocess.run([python, "-c", "import numpy"], capture_output=True, check=False)
    except OSError as fault:
        raise AppError(
            "--peers-python", f"'{python}' cannot be run: {(fault.strerror or str(fault)).lower()}", "name a Python"
        ) from None
    if done.returncode:
        raise AppError("--peers-python", f"'{python}' has no NumPy", "name the Python that has the peers installed")


def task_of(workload: Workload, precision: str, folder: Path) -> dict[str, Any]:
    """A workload as plain values; its data is written into the folder once."""
    width, outputs = workload.widths[0], workload.widths[-1]
    paths = {name: folder / f"{name}-{workload.samples}-{width}-{outputs}.npy" for name in ("x", "y")}
    arrays = examples(workload.samples, width, outputs, precision)
    for path, array in zip(paths.values(), arrays, strict=True):
        if not path.exists():
            np.save(path, array)
    goal = workload.goal / 1e6
    steps = min(workload.samples // workload.batch, max(8, int(CALL / goal)))
    return {
        "name": workload.name,
        "widths": workload.widths,
        "batch": workload.batch,
        "hidden": workload.hidden.kind,
        "last": workload.last.kind,
        "loss": workload.loss.kind,
        "optimizer": workload.optimizer.kind,
        "lr": workload.optimizer.lr,  # type: ignore[attr-defined]  # every one has it
        "steps": steps,
        "rounds": max(1, int(SHORT / (steps * goal))),
        **{name: str(path) for name, path in paths.items()},
    }


def _run(
    standing: Standing, command: list[str], tasks: list[dict[str, Any]], threads: int, seconds: float, end: float
) -> None:
    """Let a peer work at its tasks; one that it dies of is left out, and the rest given to it again."""
    left = tasks
    while left and "" not in standing.faults:
        order = json.dumps({"tasks": left, "threads": threads, "seconds": seconds})
        lines, why = _ask([*command, PEERS[standing.name]], order, threads, end - time.monotonic())
        answered = [_take(standing, line, threads) for line in lines]
        left = [task for task in left if task["name"] not in answered]
        if not why:
            return
        if not answered:
            standing.faults[""] = why
        # When the time is over it is over for all that are left; else one of them was too much.
        for task in left if why == LATE else left[:1]:
            standing.faults[task["name"]] = why
        left = [] if why == LATE else left[1:]


def _take(standing: Standing, line: dict[str, Any], threads: int) -> str:
    """Note one answer; the workload it is about."""
    if "missing" in line:
        standing.faults[""] = line["missing"]
    elif "version" in line:
        standing.version, standing.note = line["version"], line["note"]
    else:
        standing.found.setdefault(line["workload"], {})[threads] = line["microseconds_per_step"]
    return str(line.get("workload", ""))


def _ask(command: list[str], order: str, threads: int, limit: float) -> tuple[list[dict[str, Any]], str]:
    """(the answers, why there are no more of them)."""
    if limit <= 0:
        return [], LATE
    counts = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), str(threads))
    # A peer's own pool of compilers would outlive it when its time is over.
    environment = os.environ | counts | {"TORCHINDUCTOR_COMPILE_THREADS": "1"}
    environment.pop("PYTHONPATH", None)
    try:
        done = subprocess.run(
            command, input=order.encode(), capture_output=True, timeout=limit, env=environment, check=False
        )
    except subprocess.TimeoutExpired as late:
        return _lines(late.stdout or b""), LATE
    why = ""
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        why = " ".join((said[-1] if said else f"ended with code {done.returncode}").split())[:100]
    return _lines(done.stdout), why


def _lines(output: bytes) -> list[dict[str, Any]]:
    """The JSON objects among the lines; a peer may print other things."""
    found = []
    for line in output.decode(errors="replace").splitlines():
        with suppress(ValueError):
            value = json.loads(line)
            if isinstance(value, dict):
                found.append(value)
    return found


def _missing(standings: Sequence[Standing]) -> Iterator[dict[str, str]]:
    for standing in standings:
        alone = {"": standing.faults[""]} if "" in standing.faults else standing.faults
        for workload, why in alone.items():
            if workload not in standing.found:
                yield {"peer": standing.name, "workload": workload or "all", "why": why}
