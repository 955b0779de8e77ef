"""Metrics: how good a model is, in numbers people read.

The engines add up a few totals while they run (`TOTALS`); a metric makes its value from them, so that it costs
nothing extra, and `score(prediction, target)` is the same thing said plainly, for tests and for tables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.registry import Entry, Options, Registry

TOTALS = ("loss", "hits", "squares")
"""Added up over rows: the loss's sum over rows, right answers (rows, or elements / width), squared errors / width."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Metric(Entry):
    """`finish(mean)` makes the value from the mean over rows of the total named `total`."""

    total: str
    finish: Callable[[Any], Any]
    score: Callable[[Floats, Floats, bool], float]
    task: str = ""
    higher_is_better: bool = True


METRICS: Registry[Metric] = Registry("metric", "metrics")


class Accuracy(Options, tag="accuracy"):
    """No options."""


class RootMeanSquare(Options, tag="rmse"):
    """No options."""


def _accuracy(prediction: Floats, target: Floats, threshold: bool) -> float:
    """Share of right answers: largest output, or each output above 0.5 where `threshold`."""
    if threshold:
        return float(np.mean((prediction > 0.5) == (target > 0.5)))
    return float(np.mean(prediction.argmax(axis=1) == target.argmax(axis=1)))


METRICS.add(
    Metric(
        options=Accuracy,
        title="Accuracy",
        text="Share of answers that are right, from 0 to 1.",
        formula="right answers / all answers",
        total="hits",
        finish=lambda mean: mean,
        score=_accuracy,
        task="classify",
    )
)
METRICS.add(
    Metric(
        options=RootMeanSquare,
        title="RMSE",
        text="Typical size of the error, in the units of the target.",
        formula="sqrt(mean((p - t)^2))",
        total="squares",
        finish=np.sqrt,
        score=lambda prediction, target, threshold: float(np.sqrt(np.mean((prediction - target) ** 2))),
        task="regress",
        higher_is_better=False,
    )
)
