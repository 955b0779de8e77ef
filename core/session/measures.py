"""The curves of a run: their names, and their values from what an engine adds up or predicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.losses import LOSSES
from core.catalog.metrics import METRICS, TOTALS
from core.engine.contract import PARTS, Asked, Floats
from core.registry import Options
from core.session.setup import Setup
from core.session.snapshot import Points

Array = NDArray[Any]

WIDTH = 2 + len(PARTS) * len(TOTALS)
"""Columns of a row of totals."""


def fitting_metrics(setup: Setup) -> dict[str, Options]:
    """The project's metrics that fit its targets, by the name of their curves behind the part's."""
    # A loss for classes reads numbers from 0 to 1 as classes too, and so do its metrics.
    tasks = {"", setup.prepared.preparation.task}
    if LOSSES.of(setup.project.training.loss).task == "classify":
        tasks.add("classify")
    metrics = setup.project.training.metrics
    return {METRICS.of(metric).label(metric): metric for metric in metrics if METRICS.of(metric).task in tasks}


class Measures:
    """The curves of one set-up: train_loss, train_accuracy, test_loss ..., part by part.

    Those made from an engine's totals are known after every epoch. The `scored` ones compare predictions with targets,
    in inference mode, at the end of an evaluated epoch; errors in numbers are in the targets' own units, whatever
    the scaling.
    """

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self.metrics = fitting_metrics(setup)
        parts = [part for part in PARTS if part in setup.job.parts]
        self.names = tuple(f"{part}_{name}" for part in parts for name in ("loss", *self.metrics))
        self._from_totals = [
            (self.names.index(f"{part}_{name}"), *self._total(part, name))
            for part in parts
            for name in ("loss", *self.metrics)
            if name == "loss" or self._counted(self.metrics[name])
        ]
        self.scored = tuple(name for name, metric in self.metrics.items() if not self._counted(metric))
        self.none = self.points(np.zeros((0, WIDTH)))

    def _counted(self, metric: Options) -> bool:
        """Whether the engines' totals tell it; of smoothed or scaled targets, they tell right answers alone."""
        smoothed = getattr(self._setup.project.training.loss, "label_smoothing", 0.0) > 0.0
        scaled = self._setup.prepared.preparation.target_scaling.kind != "none"
        return METRICS.of(metric).total in (("hits",) if smoothed or scaled else TOTALS)

    def _total(self, part: str, name: str) -> tuple[int, int, Callable[[Any], Any]]:
        """Column of the total, rows of the part, and what makes the value from the mean."""
        metric = METRICS.of(self.metrics[name]) if name != "loss" else None
        at = 2 + PARTS.index(part) * len(TOTALS) + TOTALS.index(metric.total if metric else "loss")
        rows = len(self._setup.job.parts[part][0])
        if metric:
            return at, rows, metric.finish
        root = LOSSES.of(self._setup.project.training.loss).root and part != "train"
        return at, rows, np.sqrt if root else _same

    def points(self, rows: Floats) -> Points:
        """Values from an engine's rows of totals; scored ones are NaN."""
        values = np.full((len(rows), len(self.names)), np.nan)
        for column, at, count, finish in self._from_totals:
            values[:, column] = finish(rows[:, at] / count)
        return Points(self.names, rows[:, 0].astype(np.int64), rows[:, 1].astype(np.int64), values)

    def asked(self) -> dict[str, Array]:
        """The inputs, by part, whose predictions the scored metrics need."""
        return {name: part.x for name, part in self._setup.prepared.parts().items()} if self.scored else {}

    def predictions(self, network: Asked) -> dict[str, Array]:
        """The predictions that `score` takes."""
        return {name: network.predict(x) for name, x in self.asked().items()}  # in its own precision, as log loss asks

    def score(self, predictions: Mapping[str, Array], points: Points) -> None:
        """Fill the scored metrics of every part into the newest of the points."""
        plan = self._setup.program.plan
        boundary = float(plan.boundary) if plan.threshold else None
        units = self._setup.prepared.preparation.invert_targets
        parts = self._setup.prepared.parts()
        for name, prediction in predictions.items():
            for label in self.scored:
                metric = self.metrics[label]
                case = prediction, parts[name].y
                if METRICS.of(metric).task == "regress":  # errors in the targets' own units, as answers are given
                    case = units(prediction), units(parts[name].y)
                value = METRICS.of(metric).score(metric, *case, boundary)
                points.values[-1, self.names.index(f"{name}_{label}")] = value

    def in_progress(self, totals: tuple[float, ...], rows: int) -> dict[str, float]:
        """Train values over the first `rows` rows of an epoch that is not complete, from their totals."""
        found: dict[str, float] = {}
        for name in ("loss", *self.metrics):
            metric = METRICS.of(self.metrics[name]) if name != "loss" else None
            if metric is None or name not in self.scored:
                mean = totals[TOTALS.index(metric.total if metric else "loss")] / rows
                found[f"train_{name}"] = float(metric.finish(mean) if metric else mean)
        return found

    def now(self, network: Asked) -> dict[str, float]:
        """Every curve's value now, in inference mode."""
        row = np.full((1, WIDTH), np.nan)
        row[0, :2] = 0.0
        for part in self._setup.job.parts:
            at = 2 + PARTS.index(part) * len(TOTALS)
            row[0, at : at + len(TOTALS)] = network.evaluate(part)
        points = self.points(row)
        self.score(self.predictions(network), points)
        return dict(zip(points.names, points.values[0].tolist(), strict=True))


def loss_now(setup: Setup, engine: Asked) -> float:
    """The data's loss over the training part, in inference mode."""
    mean = float(engine.evaluate("train")[TOTALS.index("loss")]) / setup.job.samples
    return float(np.sqrt(mean)) if LOSSES.of(setup.project.training.loss).root else mean


def _same(mean: Any) -> Any:
    return mean


def metric_names(setup: Setup) -> tuple[str, ...]:
    """Names of the curves: train_loss, train_accuracy, test_loss ..., part by part."""
    return Measures(setup).names


def final_metrics(setup: Setup, engine: Asked) -> Mapping[str, float]:
    """Every metric of every part now, in inference mode."""
    return Measures(setup).now(engine)
