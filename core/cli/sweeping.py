"""`glassnet sweep`: many networks side by side, and where they learn best."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from core.cli.parser import Commands, add_changes, add_command, add_engine, add_project, add_threads, count
from core.cli.progress import make_bar
from core.cli.projects import open_project, require, say_warnings
from core.cli.signals import Signals
from core.engine.select import limited
from core.errors import AppError
from core.explain.sweep import Sweep, Swept, defaults, penalties, require_sweep, sweep_project
from core.export.sweep_tables import best, csv_bytes, curve_of, json_bytes
from core.session.folders import HINT, make_folder, remove_files
from core.session.machine import cores
from core.spec.files import write_atomic
from core.spec.project import Project

MORE = """\
Every learning rate is trained with every strength of the penalty and every seed: a network each, side by side on all
cores. The penalty takes the place of the project's own; strength 0 is none. Printed are means over the seeds of the
loss of the validation part where there is one, else of the test part. Networks that diverge are counted and leave
their cell to the other seeds.

With --out, DIR receives sweep.csv (a line for each network), sweep.json and the map as PNG and SVG. DIR may be empty or
hold an earlier sweep, which is replaced. Ctrl-C ends the sweep and keeps what it has reached."""

TABLE, LINES, PICTURE = "sweep.json", "sweep.csv", "sweep"
OWN = (TABLE, LINES, f"{PICTURE}.png", f"{PICTURE}.svg")
LAYOUT = "{desc}: {percentage:3.0f}%|{bar:20}| [{elapsed}<{remaining}{postfix}]"


def add_sweep(commands: Commands) -> None:
    parser = add_command(commands, "sweep", run, "Train a project with many rates, penalties and seeds.", MORE)
    add_project(parser)
    parser.add_argument(
        "--rates", metavar="RATE", type=_number, nargs="+", help="learning rates (eight around the project's)"
    )
    parser.add_argument("--seeds", metavar="N", type=count(10_000), default=3, help="the project's and those after (3)")
    parser.add_argument("--penalty", choices=penalties(), default="l2", help="what keeps weights small (l2)")
    parser.add_argument(
        "--strengths", metavar="S", type=_number, nargs="+", help="its strengths, 0 is none (0 and 1e-5 to 1e-2)"
    )
    parser.add_argument("--epochs", metavar="N", type=count(1_000_000_000), default=100, help="of each network (100)")
    parser.add_argument("--out", metavar="DIR", type=Path, help="keep tables and picture in this folder")
    add_engine(parser)
    add_threads(parser)
    add_changes(parser)
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")


def run(options: argparse.Namespace) -> int:
    """Sweep, keep, print the table, and answer with the exit code."""
    project, _ = open_project(options.project, options.changes)
    checked = require(project)
    if not options.quiet:
        say_warnings(checked)
    given = defaults(project)
    sweep = Sweep(
        rates=tuple(options.rates or given.rates),
        seeds=options.seeds,
        penalty=options.penalty,
        strengths=tuple(options.strengths or given.strengths),
        epochs=options.epochs,
        engine=options.engine,
    )
    require_sweep(project, sweep)
    if options.out:
        _claim(options.out)
    with Signals() as signals:
        bar = None if options.quiet else make_bar(1.0, f"{sweep.networks:,} networks", "", LAYOUT)
        try:
            found = _sweep(
                project, sweep, options.threads or cores(), signals, bar.update if bar else lambda more: None
            )
        finally:
            if bar:
                bar.close()
    if options.out:
        _keep(found, project, options.out)
    if not options.quiet:
        print(table(found, project.name) + (f"\nkept in {options.out}" if options.out else ""))
    if signals.came():
        return 128 + signals.number
    return 1 if all(cell.status == "diverged" for cell in found.cells) else 0


def _sweep(project: Project, sweep: Sweep, threads: int, signals: Signals, further: Callable[[float], object]) -> Swept:
    """All of it, or as far as nobody stops it."""
    share = 0.0
    with limited(sweep.engine, 1), closing(sweep_project(project, sweep, sweep.engine, threads)) as going:
        for findings in going:
            signals.be_patient()
            further(findings.share - share)
            found, share = findings.found, findings.share
            if signals.came():
                break
    ended = [cell if cell.over else replace(cell, status="stopped") for cell in found.cells]
    return replace(found, cells=tuple(ended))


def table(found: Swept, project: str) -> str:
    """How the networks ended, the means of the curve that counts, and where it is lowest."""
    name = curve_of(found)
    ended = Counter(cell.status for cell in found.cells)
    speed = f"{found.steps / found.seconds:,.0f} steps/s" if found.seconds else "no step"
    lines = [
        f"{project}: {found.networks:,} networks, " + ", ".join(f"{n:,} {status}" for status, n in ended.items()),
        f"{found.steps:,} steps in {found.seconds:.2f} s ({speed}) on {found.engine}",
        f"{name}, {found.sweep.penalty} by learning rate",
        f"{'':>10}" + "".join(f"{rate:>10.3g}" for rate in found.sweep.rates),
    ]
    for strength, row in zip(found.sweep.strengths, found.mean(name), strict=True):
        lines.append(
            f"{strength:>10.3g}" + "".join(f"{value:>10.4g}" if value == value else f"{'-':>10}" for value in row)
        )
    if where := best(found, name):
        lines.append(f"lowest at learning rate {where[0]:g} with {found.sweep.penalty} {where[1]:g}")
    return "\n".join(lines)


def _claim(out: Path) -> None:
    for name in make_folder(out):
        if name not in OWN:
            raise AppError(str(out), f"the folder holds {name}, not a sweep alone", HINT)
    remove_files(out, OWN)


def _keep(found: Swept, project: Project, out: Path) -> None:
    write_atomic(out / LINES, csv_bytes(found))
    write_atomic(out / TABLE, json_bytes(found, project.name))
    # Half a second of import: only those who want the picture wait for it.
    from core.export.sweep_plot import sweep_pictures

    for name, data in sweep_pictures(PICTURE, project.name, found, curve_of(found)):
        write_atomic(out / name, data)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text[:40]}' is not a number") from None
