"""`glassnet find-rate`: which learning rate to begin with."""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path

import msgspec

from core.cli.parser import Commands, add_changes, add_command, add_engine, add_project, add_threads, add_weights, count
from core.cli.progress import Loading
from core.cli.projects import open_project, require, say_warnings
from core.errors import AppError
from core.export.read_weights import read_weights
from core.session.find_rate import FEWEST, HIGH, LOW, MOST, STEPS, RateSweep, find_rate
from core.spec.files import write_atomic
from core.spec.project import Project

MORE = """\
One batch is trained at each of many rates, from the lowest to the highest, until the loss explodes; each batch's loss
is compared with its own before anything is learned. The suggestion is the rate at which the loss falls steepest,
between a tenth and a third of the rate of the lowest loss. Nothing is kept but the picture. Exit code 1 where the loss
falls at no rate."""

SUFFIXES = (".png", ".svg")


def add_find_rate(commands: Commands) -> None:
    parser = add_command(commands, "find-rate", run, "Suggest a learning rate for a project.", MORE)
    add_project(parser)
    parser.add_argument("--low", metavar="RATE", type=_rate, default=LOW, help=f"the first rate ({LOW:g})")
    parser.add_argument("--high", metavar="RATE", type=_rate, default=HIGH, help=f"the last rate ({HIGH:g})")
    parser.add_argument(
        "--steps", metavar="N", type=count(MOST, FEWEST), default=STEPS, help=f"how many rates are tried ({STEPS})"
    )
    parser.add_argument("--json", action="store_true", help="every rate and loss, as JSON")
    parser.add_argument("--out", metavar="PICTURE", type=Path, help="draw the loss against the rate (.png or .svg)")
    add_engine(parser)
    add_threads(parser)
    add_weights(parser, "start from these weights (.npz or .safetensors)")
    add_changes(parser)


def run(options: argparse.Namespace) -> int:
    """Sweep, draw, and say what was found."""
    if options.out and options.out.suffix.lower() not in SUFFIXES:
        raise AppError("--out", f"'{options.out}' is neither PNG nor SVG", "as in --out rates.png")
    if options.low >= options.high:
        raise AppError("--low", f"{options.low:g} is not below --high, {options.high:g}", "give a smaller one")
    project, _ = open_project(options.project, options.changes)
    say_warnings(require(project))
    loading = Loading()
    try:
        found = find_rate(
            project,
            low=options.low,
            high=options.high,
            steps=options.steps,
            engine=options.engine,
            threads=options.threads,
            weights=read_weights(options.weights).arrays if options.weights else None,
            weights_name=str(options.weights),
            loading=loading,
        )
    finally:
        loading.close()
    if options.out and len(found.rates):
        from core.export.rate_plot import rate_picture

        write_atomic(options.out, rate_picture(found, project.name, options.out.suffix.lower().lstrip(".")))
    if options.json:
        print(msgspec.json.format(msgspec.json.encode(_plain(project, found)), indent=1).decode())
    if found.suggestion is None:
        fault = AppError("find-rate", f"the loss does not fall: {found.end}", "try a lower --low, or other weights")
        print("error:", fault, file=sys.stderr)
        return 1
    if not options.json:
        kept = f"; picture in {options.out}" if options.out else ""
        print(f"{project.name}: learning rate {found.suggestion:.2g} ({_words(project, found)}){kept}")
    return 0


def _words(project: Project, found: RateSweep) -> str:
    return f"the loss is lowest at {found.lowest:.2g}, {found.end}; the project has {_present(project):g}"


def _plain(project: Project, found: RateSweep) -> dict[str, object]:
    return {
        "project": project.name,
        "suggestion": found.suggestion,
        "lowest": found.lowest if len(found.rates) else None,
        "present": _present(project),
        "end": found.end,
        "rates": found.rates.tolist(),
        "losses": found.losses.tolist(),
        "still": found.still.tolist(),
        "smoothed": found.smoothed.tolist(),
    }


def _present(project: Project) -> float:
    """The rate that the project trains with now."""
    return float(project.training.optimizer.lr)  # type: ignore[attr-defined]  # every one has it


def _rate(text: str) -> float:
    """A finite number above 0."""
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text[:40]}' is not a number") from None
    if not 0.0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"{text[:40]} is not a rate above 0")
    return value
