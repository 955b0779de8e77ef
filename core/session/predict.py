"""Predicting with a trained model: which model, and its answers as a table."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.losses import classes
from core.compile.check import check
from core.data.prepare import prepare
from core.errors import AppError
from core.export.model import Model, several_at_once
from core.export.read_weights import MODEL, load_model, read_weights
from core.spec.project import Project

Floats = NDArray[np.float64]

WEIGHTS = ("weights.safetensors", "weights.npz")


def model_of_run(folder: Path, weights: Path | None = None) -> Model:
    """The model of a run folder, with its weights or others."""
    if not (folder / MODEL).is_file():
        raise AppError(str(folder), f"the folder holds no {MODEL}", "name the folder of a run that is over")
    file = weights or next((folder / name for name in WEIGHTS if (folder / name).is_file()), None)
    if file is None:
        raise AppError(str(folder), "the folder holds no weights", "give some with --weights")
    return load_model(folder / MODEL).with_weights(read_weights(file).arrays, str(file))


def model_of_project(project: Project, weights: Path) -> Model:
    """A project's network with weights from a file; the data is read only where no preparation was kept with them."""
    saved = read_weights(weights)
    if saved.model is not None:
        model = Model(project, saved.model.preparation, {}, saved.model.many)
    else:
        checked = check(project)
        checked.require()
        prepared = prepare(project.data, checked.outputs, project.training.seed)
        model = Model(project, prepared.preparation, {}, several_at_once(project, prepared))
    return model.with_weights(saved.arrays, str(weights))


def classes_of(model: Model, outputs: Floats) -> list[str]:
    """The predicted class of each row of outputs (n, outputs) by name; of several at once, joined by '+'."""
    names = model.preparation.class_names
    if model.many:
        return ["+".join(names[i] for i in np.flatnonzero(row > model.boundary)) for row in outputs]
    return [names[i] for i in classes(outputs, model.boundary)]


def table(model: Model, x: NDArray[Any]) -> tuple[list[str], list[list[str]]]:
    """Header and rows for raw inputs x: class and probabilities, or scores where the loss reads those, or
    the predicted numbers."""
    outputs = model.predict(x)
    preparation = model.preparation
    if preparation.task == "regress":
        name = preparation.target or "y"
        width = outputs.shape[1]
        header = [name] if width == 1 else [f"{name}{i + 1}" for i in range(width)]
        return header, [[_number(value) for value in row] for row in outputs]
    chosen = classes_of(model, outputs)
    single = outputs.shape[1] == 1 and not model.many
    if model.scores:
        header = ["class", *(["score"] if single else (f"score_{name}" for name in preparation.class_names))]
    else:
        outputs = np.concatenate([1.0 - outputs, outputs], axis=1) if single else outputs
        header = ["class", *(f"p_{name}" for name in preparation.class_names)]
    rows = [[name, *map(_number, row)] for name, row in zip(chosen, outputs, strict=True)]
    return header, rows


def _number(value: np.float64) -> str:
    """As short as the network's own precision allows."""
    return f"{float(value):.9g}"


def table_bytes(header: list[str], rows: list[list[str]]) -> bytes:
    """The table as CSV."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return file.getvalue().encode()
