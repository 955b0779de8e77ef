"""`glassnet train --seeds N`: several runs of one project, and a table of what they agree on."""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from core.cli.progress import Training, ears_of
from core.cli.signals import Signals
from core.errors import AppError
from core.session.headless import Ears
from core.session.seeds import Seeds, train_seeds
from core.session.spread import Spread
from core.spec.project import Project


def run_seeds(
    options: argparse.Namespace, project: Project, weights: Mapping[str, NDArray[Any]] | None, epochs: int
) -> int:
    """Train, print the table, and answer with the exit code."""
    bars: list[Training] = []
    with Signals() as signals:

        def ears(seed: int) -> Ears:
            bars.append(Training(epochs, f", seed {seed}"))
            return ears_of(signals, None if options.quiet else bars[-1])

        try:
            found = train_seeds(
                project,
                options.seeds,
                epochs=epochs,
                engine=options.engine,
                threads=options.threads,
                weights=weights,
                weights_name=str(options.weights),
                out=options.out,
                ears=ears,
            )
        except AppError as fault:
            if not signals.patient:
                raise
            print("error:", fault, file=sys.stderr)
            return 1
        finally:
            for bar in bars:
                bar.close()
    if not options.quiet:
        print(table(found, options.out))
    return _code(found, signals)


def _code(found: Seeds, signals: Signals) -> int:
    """Every run that diverged is told; the answer is the exit code."""
    diverged = [run for run in found.runs if run.status == "diverged"]
    for run in diverged:
        what, _, cause = run.message.partition("; ")
        print("error:", AppError(f"seed {run.seed}", what, cause), file=sys.stderr)
    if signals.came():
        return 128 + signals.number
    return 1 if diverged else 0


def table(found: Seeds, out: Path | None) -> str:
    """How the runs ended, and a line for each metric."""
    ended = Counter(run.status for run in found.runs)
    seeds = f"seeds {found.runs[0].seed} to {found.runs[-1].seed}" if len(found.runs) > 1 else "one seed"
    lines = [f"{found.project.name}: {seeds}, " + ", ".join(f"{count} {status}" for status, count in ended.items())]
    if metrics := found.metrics:
        width = max(map(len, metrics))
        lines.append(f"{'':{width}}  {'mean':>10}  {'deviation':>10}  {'95 % interval':^23}  n")
        lines += [f"{name:{width}}  {_line(spread)}" for name, spread in metrics.items()]
    return "\n".join([*lines, f"kept in {out}"] if out else lines)


def _line(spread: Spread) -> str:
    interval = f"{_number(spread.low)} to {_number(spread.high)}" if spread.n > 1 else "-"
    return f"{_number(spread.mean):>10}  {_number(spread.deviation):>10}  {interval:^23}  {spread.n}"


def _number(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.4g}"
