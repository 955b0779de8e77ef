"""`glassnet bench`: microseconds a step of the workloads, through the same loop that trains everything."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict

import msgspec

from core.bench.measure import Timing, measure
from core.bench.workloads import WORKLOADS
from core.cli.parser import Commands, add_command, add_engine, add_threads, seconds
from core.engine.select import limited
from core.session.machine import cores, machine, versions


def add_bench(commands: Commands) -> None:
    parser = add_command(commands, "bench", run, "Measure how fast this machine trains.")
    parser.add_argument("--json", action="store_true", help="as JSON")
    add_engine(parser)
    add_threads(parser)
    parser.add_argument("--all", action="store_true", help="W6 too, whose single step takes a tenth of a second")
    parser.add_argument("--seconds", metavar="S", type=seconds, default=1.0, help="time for each workload (1)")
    parser.add_argument(
        "--only", metavar="NAME", action="append", choices=[w.name for w in WORKLOADS], help="this workload; repeatable"
    )


def run(options: argparse.Namespace) -> int:
    """Measure one workload after the other; a line each, or one JSON object at the end."""
    threads = options.threads or cores()
    chosen = [w for w in WORKLOADS if (w.name in options.only if options.only else options.all or not w.large)]
    timings = []
    if not options.json:
        print(f"{'':4} {'us/step':>12} {'samples/s':>14} {'must reach':>11}")
    for workload in chosen:
        with limited(options.engine, threads):
            timing = measure(workload, options.engine, threads, options.seconds)
        timings.append(timing)
        if not options.json:
            print(_line(timing), flush=True)
        elif sys.stderr.isatty():
            print(f"{workload.name} done", file=sys.stderr)
    if options.json:
        value = {"machine": machine(), "versions": versions(), "timings": [asdict(timing) for timing in timings]}
        print(msgspec.json.format(msgspec.json.encode(value), indent=1).decode())
    return 0


def _line(timing: Timing) -> str:
    return (
        f"{timing.workload:4} {timing.microseconds_per_step:12,.2f} {timing.samples_per_s:14,.0f} "
        f"{timing.goal:11,.1f}  {timing.text} ({timing.engine}, {timing.threads} threads)"
    )
