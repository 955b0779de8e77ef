"""Peers of the GPU benchmark: each in a process of its own, which gets an order and answers line by line."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.benchmarks.gpu_nets import DRY, NETS, Net, timed

ROOT = Path(__file__).parents[2]
GRACE = 10.0
"""Seconds after the end of its time in which a peer may finish what it has begun."""
LEAST = {"eager": 3.0, "graph": 4.0, "compiled": 35.0, "scan": 8.0}
"""Seconds without which a measurement of that kind is not begun."""

Line = dict[str, Any]


class Unable(Exception):  # noqa: N818  # it is no error
    """What cannot be measured here, and why."""


@dataclass(frozen=True)
class Order:
    """What to measure: net, math and mode of each, within so many seconds."""

    tasks: tuple[tuple[str, str, str], ...]
    seconds: float
    dry: bool

    @classmethod
    def read(cls, text: str) -> Order:
        given = json.loads(text)
        return cls(tuple((net, math, mode) for net, math, mode in given["tasks"]), given["seconds"], given["dry"])


def answer(
    name: str, version: str, prepare: Callable[[Net, str, str, Order], Callable[[], None]], order: Order
) -> None:
    """In a peer's process: a line for each task, whatever comes of it."""
    until = time.monotonic() + order.seconds
    for key, math, mode in order.tasks:
        net = (DRY if order.dry else NETS)[key]
        line: Line = {"part": "peer", "peer": f"{name} {mode}", "version": version, "net": key, "math": math}
        if until - time.monotonic() < (0.0 if order.dry else LEAST[mode]):
            line["skipped"] = "no time left"
        else:
            began = time.monotonic()
            try:
                line |= timed(prepare(net, math, mode, order), net.steps)
            except Unable as why:
                line["skipped"] = str(why)
            except Exception as broken:  # the next one may go
                line["error"] = f"{type(broken).__name__}: {str(broken)[:300]}"
            line["whole_s"] = round(time.monotonic() - began, 2)
        print(json.dumps(line), flush=True)
        gc.collect()


def ask(name: str, order: Order) -> Iterator[Line]:
    """The lines of a peer, as they come; one that says why, where there are none."""
    about = {"part": "peer", "peer": name}
    if find_spec(name) is None:
        yield {**about, "skipped": f"{name} is not installed"}
        return
    command = [sys.executable, "-m", f"tests.benchmarks.gpu_{name}", json.dumps(asdict(order))]
    with tempfile.TemporaryFile("w+") as faults:
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=faults, text=True) as process:
            # Compilation and a sick driver do not look at the clock.
            watch = threading.Timer(order.seconds + GRACE, process.kill)
            watch.start()
            assert process.stdout is not None
            try:
                yield from (json.loads(text) for text in process.stdout if text.startswith("{"))
                process.wait()
            finally:
                watch.cancel()
                process.kill()
        if process.returncode:
            faults.seek(0)
            yield {**about, "error": f"ended with {process.returncode}: {faults.read()[-500:].strip()}"}
