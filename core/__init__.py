"""Glassnet without its window: load or make a project, check it, train it, predict with it.

import core

project = core.load_example("spiral")
trained = core.train(project, epochs=100, out="runs/first")
trained.metrics["test_accuracy"]
core.train_seeds(project, 5).metrics["test_accuracy"].mean
model = core.load_model("runs/first")
model.predict(x)                        # x (n, columns) as the data has it
core.export_weights(model, "csv", "weights.csv")
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import AppError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.compile.check import Checked
    from core.export.model import Model
    from core.session.find_rate import RateSweep
    from core.session.headless import Trained
    from core.session.seeds import Seeds
    from core.spec.project import Project

    Array = NDArray[Any]

__all__ = [
    "AppError",
    "assign",
    "check",
    "example_names",
    "export_weights",
    "find_rate",
    "load_example",
    "load_model",
    "load_project",
    "predict",
    "save_project",
    "train",
    "train_seeds",
]

PathLike = str | os.PathLike[str]


def load_project(path: PathLike) -> Project:
    """The project in a file."""
    from core.spec import files

    return files.load_project(path)


def save_project(project: Project, path: PathLike) -> None:
    """Write a project, whole or not at all."""
    from core.spec import files

    files.save_project(project, path)


def example_names() -> list[str]:
    """Projects that come with the program."""
    from core.spec import files

    return files.example_names()


def load_example(name: str) -> Project:
    """A project that comes with the program."""
    from core.spec import files

    return files.load_example(name)


def assign(project: Project, change: str) -> Project:
    """The project with one change, as in `training.optimizer.lr=0.1`."""
    from core.spec import assign as assigning

    return assigning.assign(project, change, Path.cwd())


def check(project: Project) -> Checked:
    """Shapes, sizes and problems of a project; raises nothing for a drawing in progress."""
    from core.compile import check as checking

    return checking.check(project)


def train(
    project: Project,
    *,
    epochs: int | None = None,
    engine: str = "auto",
    threads: int | None = None,
    weights: Mapping[str, Array] | None = None,
    out: PathLike | None = None,
) -> Trained:
    """Train for `epochs` (None: the project's), from `weights` if given, and keep the run in the folder `out` if
    given."""
    from core.session import headless

    return headless.run_project(
        project, epochs=epochs, engine=engine, threads=threads, weights=weights, out=Path(out) if out else None
    )


def train_seeds(
    project: Project,
    seeds: int = 5,
    *,
    epochs: int | None = None,
    engine: str = "auto",
    threads: int | None = None,
    weights: Mapping[str, Array] | None = None,
    out: PathLike | None = None,
) -> Seeds:
    """Train `seeds` times as `train` does, with the project's seed and those after it, and keep each run in
    `out`/seed-N.

    `runs` of the answer tells each; `metrics["test_accuracy"]` has values, n, mean, sample deviation and the bootstrap
    interval from low to high, over the runs that finished; `bands` are the curves.
    """
    from core.session import seeds as several

    return several.train_seeds(
        project, seeds, epochs=epochs, engine=engine, threads=threads, weights=weights, out=Path(out) if out else None
    )


def find_rate(
    project: Project,
    *,
    low: float = 1e-6,
    high: float = 10.0,
    steps: int = 200,
    engine: str = "auto",
    threads: int | None = None,
    weights: Mapping[str, Array] | None = None,
) -> RateSweep:
    """Train a batch at each of `steps` rates from `low` to `high`: `rates`, `losses`, `smoothed` (n,) and the
    `suggestion`, None where the loss does not fall."""
    from core.session import find_rate as finding

    return finding.find_rate(project, low=low, high=high, steps=steps, engine=engine, threads=threads, weights=weights)


def load_model(folder: PathLike, weights: PathLike | None = None) -> Model:
    """The trained network of a run folder."""
    from core.session import predict as predicting

    return predicting.model_of_run(Path(folder), Path(weights) if weights else None)


def predict(model: Model, x: Array) -> Array:
    """Outputs (n, outputs) for raw inputs x (n, columns), or (n, height, width, channels) for pictures."""
    return model.predict(x)


def export_weights(model: Model, kind: str, path: PathLike) -> None:
    """Write a model's weights as `npz`, `safetensors`, `csv` or what else is registered."""
    from core.export.weights import EXPORTERS
    from core.spec.files import write_atomic

    write_atomic(path, EXPORTERS[kind].write(model))
