"""The split into training, validation and test rows: seeded, and even over the classes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.data.dataset import Array
from core.errors import AppError

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Split:
    """Row numbers of each part in ascending order: together every row, none twice."""

    train: Rows
    validation: Rows
    test: Rows


def too_much(test: float, validation: float) -> AppError | None:
    """Why these shares cannot be taken away, or None."""
    if test + validation < 1:
        return None
    what = "test and validation parts together leave nothing to train on"
    return AppError("data.validation_fraction", what, "let both be below 1 together")


def split(labels: Array | None, samples: int, test: float, validation: float, rng: np.random.Generator) -> Split:
    """Rows 0..samples - 1 in three parts; `labels` (samples,) keeps the classes' shares alike in all of them."""
    fault = too_much(test, validation)
    if fault:
        raise fault
    order = rng.permutation(samples)
    if labels is None:
        counts = np.array([samples])
    else:
        _, codes, counts = np.unique(labels, return_inverse=True, return_counts=True)
        order = order[np.argsort(codes[order], kind="stable")]
    tests = _shares(counts, counts - 1, test)
    validations = _shares(counts, counts - 1 - tests, validation)
    place = np.arange(samples) - np.repeat(np.cumsum(counts) - counts, counts)
    is_test = place < np.repeat(tests, counts)
    is_validation = ~is_test & (place < np.repeat(tests + validations, counts))
    rows = (order[~is_test & ~is_validation], order[is_validation], order[is_test])
    return Split(*(np.sort(part).astype(np.int64) for part in rows))


def _shares(counts: Rows, room: Rows, fraction: float) -> Rows:
    """How many of each class's `counts` go into a part: the fraction, rounded so that the total is right."""
    exact = counts * fraction
    shares: Rows = np.minimum(np.floor(exact).astype(np.int64), room)
    missing = min(round(float(counts.sum()) * fraction), int(room.sum())) - int(shares.sum())
    for place in np.argsort(-(exact - shares), kind="stable"):
        if missing > 0 and shares[place] < room[place]:
            shares[place] += 1
            missing -= 1
    return shares
