"""Metrics that read outputs by their order or as probabilities, not only by the class they choose."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.confusion import YES

Array = NDArray[Any]


def top_k(options: Any, prediction: Array, target: Array, boundary: float | None) -> float:
    """Share of the true classes that are among the k largest outputs of their row.

    Of equal outputs the later class counts as the larger one, as in scikit-learn. A single output stands for two
    classes: right or wrong for k = 1, always right above.
    """
    if prediction.shape[1] == 1 and boundary is not None:
        return 1.0 if options.k > 1 else float(np.mean((prediction > boundary) == (target > YES)))
    yes = target > YES if boundary is not None else np.arange(target.shape[1]) == target.argmax(axis=1)[:, np.newaxis]
    largest = np.argsort(prediction, axis=1, kind="stable")[:, ::-1][:, : options.k]
    every = int(yes.sum())
    return int(np.take_along_axis(yes, largest, axis=1).sum()) / every if every else float("nan")


def roc_auc(options: Any, prediction: Array, target: Array, boundary: float | None) -> float:
    """Area under the curve of true against false alarms: for yes/no outputs and for more than two classes the mean
    of each column's, of two classes the second one's; NaN where a column has rows of one sort alone."""
    yes = target > YES if boundary is not None else np.arange(target.shape[1]) == target.argmax(axis=1)[:, np.newaxis]
    columns = [1] if boundary is None and prediction.shape[1] == 2 else range(prediction.shape[1])
    return float(np.mean([_area(prediction[:, column], yes[:, column]) for column in columns]))


def _area(score: Array, yes: Array) -> float:
    """Area by trapezoids, in scikit-learn's order of sums: a corner for each distinct score, none inside a straight
    line."""
    order = np.argsort(-score, kind="stable")
    last = np.append(np.flatnonzero(np.diff(score[order])), len(score) - 1)
    hits = np.cumsum(yes[order], dtype=np.float64)[last]
    alarms = 1.0 + last - hits
    if hits[-1] == 0 or alarms[-1] == 0:
        return float("nan")
    bends = (np.diff(hits, 2) != 0) | (np.diff(alarms, 2) != 0)
    corners = np.concatenate([[True], bends, [True]]) if len(last) > 1 else np.array([True])
    x, y = (np.append(0.0, count[corners] / count[-1]) for count in (alarms, hits))
    return float(np.trapezoid(y, x))


def log_loss(options: Any, prediction: Array, target: Array, boundary: float | None) -> float:
    """Mean of -log of the probability given to what is true, over rows, or over all yes/no outputs.

    Probabilities are read inside [eps, 1 - eps] with the eps of their own precision, as scikit-learn does. NaN where
    outputs are no probabilities.
    """
    if prediction.min() < 0.0 or prediction.max() > 1.0:
        return float("nan")
    if boundary is None:
        given = np.take_along_axis(prediction, target.argmax(axis=1)[:, np.newaxis], axis=1)
    else:
        given = np.where(target > YES, prediction, 1 - prediction)
    eps = np.finfo(prediction.dtype).eps
    return float(-np.log(np.clip(given, eps, 1 - eps).astype(np.float64)).mean())
