"""`glassnet bench`: microseconds a step of the workloads, through the same loop that trains everything."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import msgspec

from core.bench import table
from core.bench.comparing import compare, require
from core.bench.limits import Limits
from core.bench.measure import Timing, measure
from core.bench.workloads import WORKLOADS, Workload
from core.cli.parser import Commands, add_command, add_engine, add_threads, seconds
from core.session.machine import cores, machine, versions


def add_bench(commands: Commands) -> None:
    parser = add_command(commands, "bench", run, "Measure how fast this machine trains.")
    parser.add_argument("--json", action="store_true", help="as JSON")
    add_engine(parser)
    add_threads(parser)
    parser.add_argument(
        "--precision", choices=("float32", "float64"), default="float32", help="size of the numbers (float32)"
    )
    parser.add_argument("--seconds", metavar="S", type=seconds, default=1.0, help="time for each workload (1)")
    parser.add_argument(
        "--only", metavar="NAME", action="append", choices=[w.name for w in WORKLOADS], help="this workload; repeatable"
    )
    parser.add_argument("--peers", action="store_true", help="PyTorch, JAX and scikit-learn too, as ratios (minutes)")
    parser.add_argument(
        "--peers-python", metavar="PATH", type=Path, default=Path(sys.executable), help="the Python that has the peers"
    )


def run(options: argparse.Namespace) -> int:
    """Measure one workload after the other; a line each, or one JSON object at the end."""
    if options.peers:
        require(options.peers_python)
    found: dict[str, Any] = {"machine": machine(), "versions": versions()}
    workloads = [workload for workload in WORKLOADS if not options.only or workload.name in options.only]
    found |= _table(options, workloads)
    if options.peers:
        found |= _peers(options, workloads, found["timings"])
    if options.json:
        print(msgspec.json.format(msgspec.json.encode(found), indent=1).decode())
    return 0


def _table(options: argparse.Namespace, workloads: list[Workload]) -> dict[str, Any]:
    """The workloads' timings and the limits beside them."""
    threads = options.threads or cores()
    limits = Limits(threads, options.precision, min(options.seconds, 1.0) / 10)
    timings: list[Timing] = []
    _say(options, f"{machine()['processor']}, {options.precision}, {threads} threads\n{table.HEAD}")
    for workload in workloads:
        timings.append(measure(workload, options.engine, threads, options.seconds, limits, options.precision))
        _say(options, table.line(timings[-1]))
    report = limits.report()
    _say(options, f"{table.limits_text(report)}\n{table.NOTE}")
    return {"timings": [asdict(timing) for timing in timings], "limits": report}


def _peers(options: argparse.Namespace, workloads: list[Workload], timings: list[dict[str, Any]]) -> dict[str, Any]:
    """What other programs take for the same."""
    ours = {timing["workload"]: timing["microseconds_per_step"] for timing in timings}
    found = compare(
        workloads,
        ours,
        options.peers_python,
        options.threads or cores(),
        options.seconds,
        options.precision,
        lambda text: _say(options, text),
    )
    _say(options, table.peers_text(found["peers"], found["peers_missing"]))
    return found


def _say(options: argparse.Namespace, text: str) -> None:
    """Text for people; with --json a terminal hears of the progress beside the output."""
    if not options.json:
        print(text, flush=True)
    elif sys.stderr.isatty():
        print(text, file=sys.stderr, flush=True)
