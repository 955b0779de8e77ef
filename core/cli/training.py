"""`glassnet train`: one run without a window."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from core.catalog.datasets import DATASETS
from core.cli.parser import (
    Commands,
    add_changes,
    add_command,
    add_engine,
    add_gpu_math,
    add_project,
    add_threads,
    add_weights,
    count,
)
from core.cli.progress import Training, ears_of
from core.cli.projects import open_project, require, say_warnings
from core.cli.seeds import run_seeds
from core.cli.signals import Signals
from core.compile.check import Checked
from core.engine.cuda.faults import CudaFault
from core.errors import AppError
from core.export.read_weights import read_weights
from core.session.headless import Trained, run_project

MORE = """\
Without --out nothing is written and one line is printed. With --out, DIR receives run.json, project.json, model.json,
curves.csv, weights.npz, weights.safetensors, and plots as PNG and SVG. DIR is made; it may be empty, or hold an
earlier run that is over, which the new one replaces. A DIR with other files and no run is refused.

The run ends after its epochs, or before where a stop rule of the project says so; the line tells which.
Ctrl-C, or a request to end (SIGTERM), ends the run between two steps: what was reached is saved, with status "stopped",
and the exit code is 130 or 143. A run that diverges or runs out of memory ends with exit code 1.

With --seeds, DIR receives a run folder for each seed (seed-0, seed-1 ...), seeds.json and seeds.csv with every metric
(its values, mean, sample deviation and a 95 % bootstrap interval of the mean), and curves.png and curves.svg: mean
curves in their bands of deviation. As many seeds are trained side by side as there are threads. Runs that diverge are
told and do not count; the others go on. Ctrl-C keeps the runs that are over, and those at work as far as they are. DIR
may be empty, or hold an earlier training of the same seeds, which is replaced."""


def add_train(commands: Commands) -> None:
    parser = add_command(commands, "train", run, "Train a project without a window.", MORE)
    add_project(parser)
    parser.add_argument(
        "--epochs", metavar="N", type=count(1_000_000_000), help="train N epochs, from --weights N more"
    )
    parser.add_argument("--out", metavar="DIR", type=Path, help="keep the run in this folder")
    parser.add_argument(
        "--seeds", metavar="N", type=count(10_000), help="train N times, with the project's seed and those after it"
    )
    add_engine(parser)
    add_gpu_math(parser)
    add_threads(parser)
    add_weights(parser, "start from these weights (.npz or .safetensors)")
    add_changes(parser)
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")


def run(options: argparse.Namespace) -> int:
    """Train, print the summary, and answer with the exit code."""
    project, _ = open_project(options.project, options.changes)
    checked = require(project)
    weights = read_weights(options.weights).arrays if options.weights else None
    if not options.quiet:
        say_warnings(checked)
        _say_choice(checked)
    epochs = options.epochs or project.training.epochs
    if options.seeds is not None:
        if options.gpu_math != "fp32":
            raise AppError("--gpu-math", "--seeds trains networks side by side in fp32", "leave out one of them")
        return run_seeds(options, project, weights, epochs)
    with Signals() as signals, Training(epochs) as bar:
        try:
            trained = run_project(
                project,
                epochs=epochs,
                engine=options.engine,
                gpu_math=options.gpu_math,
                threads=options.threads,
                weights=weights,
                weights_name=str(options.weights),
                out=options.out,
                ears=ears_of(signals, None if options.quiet else bar),
            )
        except AppError as fault:
            if not signals.patient or isinstance(fault, CudaFault):
                # The engine that was asked for cannot be used.
                raise
            # The run was on its way: what failed is the run, not what was asked for.
            print("error:", fault, file=sys.stderr)
            return 1
    if not options.quiet:
        if trained.why:
            print(f"note: {trained.why}", file=sys.stderr)
        print(summary(trained, options.out))
    if trained.last.status == "diverged":
        what, _, cause = trained.last.message.partition("; ")
        print("error:", AppError("training", what, cause), file=sys.stderr)
        return 1
    return 128 + signals.number if trained.last.status == "stopped" and signals.came() else 0


def _say_choice(checked: Checked) -> None:
    """Say how the task was chosen, where the data leaves a choice."""
    described = checked.described
    if described and described.choice and not DATASETS.of(checked.project.data.source).task:
        print(f"note: {described.choice}", file=sys.stderr)


def summary(trained: Trained, out: Path | None) -> str:
    """The run in one line."""
    last = trained.last
    speed = f" ({last.step / last.seconds:,.0f} steps/s)" if last.seconds > 0 else ""
    values = ", ".join(f"{name} {value:.6g}" for name, value in trained.metrics.items())
    text = (
        f"{trained.setup.project.name}: {last.status} after {last.epoch:,} epochs, "
        f"{last.step:,} steps in {last.seconds:.2f} s{speed}"
    )
    why = last.message.partition(": ")[2]
    if last.status == "finished" and why != "the epochs asked for":
        text += f"; {why}"
    return text + (f"; {values}" if values else "") + (f"; kept in {out}" if out else "")


def out_of_memory() -> AppError:
    return AppError("training", "out of memory", "use a smaller batch, a narrower network or less data")
