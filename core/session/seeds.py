"""One project trained several times, with seeds that follow one another: what is chance and what is not."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from numpy.typing import NDArray

from core.errors import AppError
from core.session.folders import HINT, make_folder, remove_files
from core.session.headless import Ears, Trained, run_many
from core.session.runs import read_run
from core.session.snapshot import Points
from core.session.spread import LEVEL, RESAMPLES, Band, Spread, bands, spread
from core.spec.files import write_atomic
from core.spec.project import Project
from core.spec.training import MOST_SEED

FORMAT = 1
TABLE, LINES, PICTURE = "seeds.json", "seeds.csv", "curves"
OWN = (TABLE, LINES, f"{PICTURE}.png", f"{PICTURE}.svg")

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class SeedRun:
    """One run: `status` is finished, stopped or diverged; `metrics` the newest value of every curve."""

    seed: int
    status: str
    message: str
    steps: int
    epochs: int
    seconds: float
    metrics: Mapping[str, float]
    curves: Points
    folder: Path | None


@dataclass(frozen=True, eq=False)
class Seeds:
    """Runs of one project in the order of their seeds. Only those that finished count."""

    project: Project
    runs: tuple[SeedRun, ...]

    @property
    def counted(self) -> tuple[SeedRun, ...]:
        return tuple(run for run in self.runs if run.status == "finished")

    @property
    def metrics(self) -> dict[str, Spread]:
        """Every metric over the runs that count."""
        names = dict.fromkeys(name for run in self.counted for name in run.metrics)
        return {name: spread([run.metrics.get(name, math.nan) for run in self.counted]) for name in names}

    @property
    def bands(self) -> list[Band]:
        """Every curve over the runs that count."""
        return bands([run.curves for run in self.counted])


def train_seeds(
    project: Project,
    seeds: int,
    *,
    epochs: int | None = None,
    engine: str = "auto",
    threads: int | None = None,
    weights: Mapping[str, Array] | None = None,
    weights_name: str = "weights",
    out: Path | None = None,
    ears: Callable[[int], Ears] = lambda seed: Ears(),
) -> Seeds:
    """Train with the project's seed and the ones after it, each as `run_project` does, into `out`/seed-N if given.

    Split, starting weights, order and dropout are another draw with every seed. As many are trained side by side as
    there are threads. `ears(seed)` listen to a run; once they want to stop, the runs at work end and no other begins.
    What is reached is kept after every run.
    """
    first = project.training.seed
    if seeds < 1:
        raise AppError("seeds", f"{seeds} runs are none", "train at least one")
    if first + seeds - 1 > MOST_SEED:
        raise AppError("training.seed", f"there are no {seeds} seeds from {first} on", "begin with a smaller one")
    numbers = range(first, first + seeds)
    if out:
        _claim(out, numbers)
    trainings = [msgspec.structs.replace(project.training, seed=seed) for seed in numbers]
    folders = [out / folder_name(seed) if out else None for seed in numbers]
    going = run_many(
        [msgspec.structs.replace(project, training=training) for training in trainings],
        epochs=epochs,
        engine=engine,
        threads=threads,
        weights=weights,
        weights_name=weights_name,
        out=folders.__getitem__,
        ears=lambda place: ears(numbers[place]),
    )
    runs: dict[int, SeedRun] = {}
    found = Seeds(project, ())
    with closing(going):
        for place, trained in going:
            runs[place] = _seed_run(numbers[place], trained, folders[place])
            found = Seeds(project, tuple(runs[place] for place in sorted(runs)))
            if out:
                _write_tables(found, out)
    if out:
        _draw(found, out)
    return found


def folder_name(seed: int) -> str:
    return f"seed-{seed}"


def _seed_run(seed: int, trained: Trained, folder: Path | None) -> SeedRun:
    last = trained.last
    metrics = trained.metrics
    return SeedRun(
        seed, last.status, last.message, last.step, last.epoch, last.seconds, metrics, trained.curves, folder
    )


def _claim(out: Path, numbers: range) -> None:
    """See to it, before anything is trained, that the folder holds nothing but an earlier table of these seeds."""
    names = {folder_name(seed) for seed in numbers}
    there = make_folder(out)
    for name in there:
        if re.fullmatch(r"seed-\d+", name) and name not in names:
            raise AppError(str(out), f"the folder holds another seed's run, {name}", HINT)
        if name not in names and name not in OWN:
            raise AppError(str(out), f"the folder holds {name}, not runs of seeds alone", HINT)
        run = read_run(out / name) if name in names else None
        if run and run.status == "running":
            raise AppError(str(out / name), "another Glassnet is writing a run there", f"{HINT}, or wait")
    remove_files(out, OWN)


def _write_tables(seeds: Seeds, out: Path) -> None:
    metrics = seeds.metrics
    write_atomic(out / LINES, csv_bytes(seeds, metrics))
    write_atomic(out / TABLE, json_bytes(seeds, metrics))


def _draw(seeds: Seeds, out: Path) -> None:
    if found := seeds.bands:
        from core.export.seed_plots import band_pictures

        for name, data in band_pictures(PICTURE, seeds.project.name, found, len(seeds.counted)):
            write_atomic(out / name, data)


def json_bytes(seeds: Seeds, metrics: Mapping[str, Spread]) -> bytes:
    """What seeds.json holds; numbers that are not known are null, `values` are in the order of the runs that count."""
    value = {
        "format": FORMAT,
        "project": seeds.project.name,
        "interval": {"level": LEVEL, "method": "percentile bootstrap of the mean", "resamples": RESAMPLES},
        "counted": [run.seed for run in seeds.counted],
        "runs": [
            {
                "seed": run.seed,
                "folder": folder_name(run.seed),
                "status": run.status,
                "message": run.message,
                "steps": run.steps,
                "epochs": run.epochs,
                "seconds": round(run.seconds, 6),
                "metrics": run.metrics,
            }
            for run in seeds.runs
        ],
        "metrics": metrics,
    }
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def csv_bytes(seeds: Seeds, metrics: Mapping[str, Spread]) -> bytes:
    """seeds.csv: a line for each metric, a column for each run that counts."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["name", "n", "mean", "deviation", "low", "high", *(f"seed_{run.seed}" for run in seeds.counted)])
    for name, found in metrics.items():
        numbers = (found.mean, found.deviation, found.low, found.high, *found.values)
        writer.writerow([name, found.n, *("" if math.isnan(number) else repr(number) for number in numbers)])
    return file.getvalue().encode()
