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
from core.bench.floor import measure_floor
from core.bench.limits import Limits, threads_text
from core.bench.live import compare_live
from core.bench.many import COUNTS, measure_many
from core.bench.measure import Timing, measure
from core.bench.scaling import measure_scaling
from core.bench.workloads import WORKLOADS, Workload
from core.cli.parser import Commands, add_command, add_engine, add_gpu_math, add_threads, count, seconds
from core.engine.cuda.shim import simulated
from core.errors import AppError
from core.session.machine import cores, machine, versions
from core.spec.files import write_atomic

MORE = """Without --scaling, --live, --floor or --many it prints the table: microseconds a step, samples a second,
GFLOP/s of the matrix products, and how near that is to the limit of this machine, which is
measured in the same run."""


def add_bench(commands: Commands) -> None:
    parser = add_command(commands, "bench", run, "Measure how fast this machine trains.", MORE)
    parser.add_argument("--json", action="store_true", help="as JSON")
    add_engine(parser)
    add_gpu_math(parser)
    add_threads(parser)
    parser.add_argument(
        "--precision", choices=("float32", "float64"), default="float32", help="size of the numbers (float32)"
    )
    parser.add_argument("--seconds", metavar="S", type=seconds, default=1.0, help="time for each measurement (1)")
    parser.add_argument(
        "--only", metavar="NAME", action="append", choices=[w.name for w in WORKLOADS], help="this workload; repeatable"
    )
    parser.add_argument("--peers", action="store_true", help="PyTorch, JAX and scikit-learn too, as ratios (minutes)")
    parser.add_argument(
        "--peers-python", metavar="PATH", type=Path, default=Path(sys.executable), help="the Python that has the peers"
    )
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument(
        "--scaling",
        metavar="OUT.png",
        type=Path,
        help="cost against samples, width, depth and batch size, as a picture",
    )
    kinds.add_argument("--live", action="store_true", help="speed with every view of the window beside speed without")
    kinds.add_argument(
        "--floor", action="store_true", help="the table for shorter vectors (AVX2, SSE2), one thread and 4 GB"
    )
    kinds.add_argument(
        "--many", metavar="N", type=count(100_000), nargs="*", help="N networks at once beside one by one (64 and 1000)"
    )
    parser.add_argument("--cold", action="store_true", help="with --live: a first start of all too, which compiles")


def run(options: argparse.Namespace) -> int:
    """Measure what was asked for, a line each, or one JSON object at the end."""
    _refuse(options)
    found: dict[str, Any] = {"machine": machine(), "versions": versions()}
    if options.scaling:
        found |= _scaling(options)
    elif options.live:
        found |= _live(options)
    elif options.floor:
        found |= _floor(options)
    elif options.many is not None:
        found |= _many(options)
    else:
        found |= _table(options, [w for w in WORKLOADS if not options.only or w.name in options.only])
    if options.json:
        print(msgspec.json.format(msgspec.json.encode(found), indent=1).decode())
    return 0


def _refuse(options: argparse.Namespace) -> None:
    """What cannot be done is said before anything is measured."""
    if options.peers and (options.scaling or options.live or options.floor or options.many is not None):
        raise AppError("--peers", "goes with the table alone", "leave out --scaling, --live, --floor and --many")
    if options.gpu_math != "fp32" and (options.scaling or options.live or options.floor or options.many is not None):
        raise AppError("--gpu-math", "goes with the table alone", "leave out --scaling, --live, --floor and --many")
    if options.cold and not options.live:
        raise AppError("--cold", "goes with --live", "add --live")
    if options.floor and options.threads not in (None, 1):
        raise AppError("--threads", "--floor measures with one thread", "leave out --threads")
    if options.scaling and options.scaling.suffix.lower() not in (".png", ".svg", ".pdf"):
        raise AppError("--scaling", f"'{options.scaling}' is no PNG, SVG or PDF file", "as in --scaling out.png")
    if options.peers:
        require(options.peers_python)


def _table(options: argparse.Namespace, workloads: list[Workload]) -> dict[str, Any]:
    """The workloads' timings, the limits beside them, and the peers'."""
    threads = options.threads or cores()
    engine = options.engine
    gpu = _gpu(engine)
    limits = None if gpu else Limits(threads, options.precision, min(options.seconds, 1.0) / 10, _compiles(engine))
    timings: list[Timing] = []
    where = gpu or f"{machine()['processor']}, {threads_text(threads)}"
    _say(options, f"{where}, {options.precision}\n{table.HEAD}")
    for workload in workloads:
        timings.append(measure(workload, engine, threads, options.seconds, limits, options.precision, options.gpu_math))
        _say(options, table.line(timings[-1]))
    found: dict[str, Any] = {"timings": [asdict(timing) for timing in timings]}
    if limits:
        found["limits"] = limits.report()
        _say(options, f"{table.limits_text(found['limits'])}\n{table.NOTE}")
    else:
        found["gpu"] = gpu
        _say(options, table.SIMULATED_NOTE if simulated() else table.GPU_NOTE)
    return found | (_peers(options, workloads, threads, timings) if options.peers else {})


def _gpu(engine: str) -> str:
    """What the GPU is called that is asked for by name; raises CudaFault where there is none."""
    if engine != "cuda":
        return ""
    from core.engine.cuda.standing import device

    return device().title


def _compiles(engine: str) -> bool:
    """Whether the engine's own tiles can be measured."""
    if engine == "numpy":
        return False
    from core.engine.jit import plain

    return not plain()


def _peers(
    options: argparse.Namespace, workloads: list[Workload], threads: int, timings: list[Timing]
) -> dict[str, Any]:
    """What other programs take for the same."""
    ours = {timing.workload: timing.microseconds_per_step for timing in timings}
    settings = options.peers_python, threads, options.seconds, options.precision
    found = compare(workloads, ours, *settings, lambda text: _hear(options, text))
    _say(options, table.peers_text(found["peers"], found["peers_missing"]))
    return found


def _scaling(options: argparse.Namespace) -> dict[str, Any]:
    """Four sweeps, their slopes, and the picture."""
    from core.bench.scaling_plot import draw

    lines = []
    for line in measure_scaling(options.engine, options.threads or cores(), options.seconds / 4, options.precision):
        lines.append(line)
        _hear(options, f"{line.name} ...")
    write_atomic(options.scaling, draw(lines, options.scaling.suffix.lower().removeprefix(".")))
    _say(options, table.scaling_text(lines))
    return {"scaling": [asdict(line) | {"exponent": line.exponent} for line in lines]}


def _live(options: argparse.Namespace) -> dict[str, Any]:
    threads = options.threads or max(1, cores() - 1)
    length = max(4.0, options.seconds)
    rows = [*compare_live(options.engine, threads, length, options.cold, lambda text: _hear(options, text))]
    _say(options, table.live_text(rows))
    return {"live": rows}


def _floor(options: argparse.Namespace) -> dict[str, Any]:
    words = ["--engine", options.engine, "--precision", options.precision, "--seconds", str(options.seconds)]
    for name in options.only or ():
        words += ["--only", name]
    rows = [*measure_floor(words, lambda text: _hear(options, text))]
    _say(options, table.floor_text(rows))
    return {"floor": rows}


def _many(options: argparse.Namespace) -> dict[str, Any]:
    workloads = [w for w in WORKLOADS if w.name in (options.only or ("W2",))]
    settings = options.engine, options.threads or cores(), options.seconds, options.precision
    rows = [*measure_many(workloads, options.many or COUNTS, *settings)]
    _say(options, table.many_text(rows))
    return {"many": [asdict(row) | {"ratio": row.ratio} for row in rows]}


def _say(options: argparse.Namespace, text: str) -> None:
    """The text of the answer."""
    if not options.json:
        print(text, flush=True)


def _hear(options: argparse.Namespace, text: str) -> None:
    """What is at work now, for whoever waits at a terminal."""
    if sys.stderr.isatty():
        print(text, file=sys.stderr, flush=True)
