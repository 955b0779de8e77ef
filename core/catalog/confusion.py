"""Metrics that are made of counts alone: which class was given to a row, and which was true.

Where a row may be of several classes, or of none, every output is a yes/no question of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Ints = NDArray[np.int64]

YES = 0.5
"""A target above it says yes."""


@dataclass(frozen=True)
class Counts:
    """Of every class, (classes,) each: rows rightly given to it, rows given to it, rows that belong to it."""

    right: Ints
    given: Ints
    true: Ints


Count = Callable[[Counts], float]


def questions(values: Array, boundary: float | None) -> Ints:
    """Answers (n, questions) that outputs or targets (n, k) stand for.

    Without a boundary one question, answered by the number of the largest value; with one a yes (1) or no (0) for
    every column.
    """
    if boundary is None:
        return values.argmax(axis=1)[:, np.newaxis]
    return (values > boundary).astype(np.int64)


def counted(given: Ints, true: Ints) -> Counts:
    """Counts of the classes (n,) that occur at all, in either."""
    classes = int(max(given.max(), true.max())) + 1
    right, all_given, all_true = (
        np.bincount(labels, minlength=classes) for labels in (given[given == true], given, true)
    )
    seen = all_given + all_true > 0
    return Counts(right[seen], all_given[seen], all_true[seen])


def by_class(prediction: Array, target: Array, boundary: float | None) -> Counts:
    """Of the classes of one question; of several questions, of the yes to each."""
    given, true = questions(prediction, boundary), questions(target, None if boundary is None else YES)
    if given.shape[1] == 1:
        return counted(given[:, 0], true[:, 0])
    return Counts((given & true).sum(axis=0), given.sum(axis=0), true.sum(axis=0))


def mean_of_questions(count: Count) -> Callable[[Any, Array, Array, float | None], float]:
    """A metric of one question's counts as a metric of outputs: the mean over all questions."""

    def value(options: Any, prediction: Array, target: Array, boundary: float | None) -> float:
        given, true = questions(prediction, boundary), questions(target, None if boundary is None else YES)
        return float(np.mean([count(counted(*columns)) for columns in zip(given.T, true.T, strict=True)]))

    return value


def averaged(right: Ints, of: Ints, true: Ints, average: str) -> float:
    """Shares right / of as one number, 0 where there is nothing to share.

    macro: their mean over classes; weighted: by how many rows belong to each; micro: the share of the sums.
    """
    if average == "micro":
        right, of = right.sum(keepdims=True), of.sum(keepdims=True)
    shares = np.divide(right, of, out=np.zeros(len(of)), where=of > 0)
    weights = true if average == "weighted" and true.any() else None
    return float(np.average(shares, weights=weights))


def precision(options: Any, prediction: Array, target: Array, boundary: float | None) -> float:
    """Of the rows given to a class, the share that belongs to it."""
    counts = by_class(prediction, target, boundary)
    return averaged(counts.right, counts.given, counts.true, options.average)


def recall(options: Any, prediction: Array, target: Array, boundary: float | None) -> float:
    """Of the rows that belong to a class, the share that is given to it."""
    counts = by_class(prediction, target, boundary)
    return averaged(counts.right, counts.true, counts.true, options.average)


def f1(options: Any, prediction: Array, target: Array, boundary: float | None) -> float:
    """The harmonic mean of precision and recall of a class."""
    counts = by_class(prediction, target, boundary)
    return averaged(2 * counts.right, counts.given + counts.true, counts.true, options.average)


def balanced_accuracy(counts: Counts) -> float:
    """The mean recall of the classes that have rows."""
    there = counts.true > 0
    return float((counts.right[there] / counts.true[there]).mean())


def kappa(counts: Counts) -> float:
    """Agreement beyond chance (Cohen 1960); NaN where chance alone always agrees."""
    rows = int(counts.true.sum())
    missed_by_chance = np.outer(counts.given, counts.true) / rows
    np.fill_diagonal(missed_by_chance, 0.0)
    missed = float(missed_by_chance.sum())
    return 1.0 - float(rows - counts.right.sum()) / missed if missed else float("nan")


def mcc(counts: Counts) -> float:
    """Correlation of what is given and what is true, for any number of classes (Gorodkin 2004); 0 where one of them
    never changes."""
    rows = int(counts.true.sum())
    both = counts.right.sum() * rows - counts.given @ counts.true
    spread = float(rows**2 - counts.given @ counts.given) * float(rows**2 - counts.true @ counts.true)
    return float(both / np.sqrt(spread)) if spread else 0.0
