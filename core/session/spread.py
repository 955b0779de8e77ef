"""What several runs of one project have in common: a metric's values as one number with its doubt, curves as a band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.session.snapshot import Points

LEVEL, RESAMPLES = 0.95, 9999

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Spread:
    """A metric over runs: `values` of each (NaN where it is not known), of the `n` known ones mean and sample
    deviation, and the interval from `low` to `high` that holds the mean with 95 %. NaN where there are too few."""

    values: tuple[float, ...]
    n: int
    mean: float
    deviation: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Band:
    """Curves of several runs as one: `epoch` (n,), mean and sample deviation (n,) of the runs that know a value there
    (deviation 0 where only one does)."""

    name: str
    epoch: NDArray[np.int64]
    mean: Floats
    deviation: Floats


def spread(values: Sequence[float]) -> Spread:
    """Mean, deviation and interval of the values that are finite.

    The interval is the percentile bootstrap of the mean (Efron 1979) from 9,999 samples drawn with replacement, always
    the same ones for the same number of values.
    """
    known = np.array([value for value in values if np.isfinite(value)], np.float64)
    nan = float("nan")
    mean = float(known.mean()) if len(known) else nan
    if len(known) < 2:
        return Spread(tuple(values), len(known), mean, nan, nan, nan)
    # Half a second of import: only those who train several seeds wait for it.
    from scipy.stats import bootstrap

    found = bootstrap(
        (known,),
        np.mean,
        confidence_level=LEVEL,
        n_resamples=RESAMPLES,
        method="percentile",
        rng=np.random.default_rng(0),
    )
    low, high = map(float, found.confidence_interval)
    return Spread(tuple(values), len(known), mean, float(known.std(ddof=1)), low, high)


def bands(curves: Sequence[Points]) -> list[Band]:
    """A band for every name that the curves know, over every epoch at which one of them has a value."""
    names = dict.fromkeys(name for points in curves for name in points.names)
    return [band for name in names if len((band := _band(name, curves)).epoch)]


def _band(name: str, curves: Sequence[Points]) -> Band:
    epochs, values = [], []
    for points in curves:
        if name in points.names:
            column = points.values[:, points.names.index(name)]
            known = np.isfinite(column)
            epochs.append(points.epoch[known])
            values.append(column[known])
    epoch, place = np.unique(np.concatenate(epochs), return_inverse=True)
    every = np.concatenate(values)
    count = np.bincount(place)
    mean = np.bincount(place, every) / count
    squares = np.bincount(place, (every - mean[place]) ** 2)
    return Band(name, epoch, mean, np.sqrt(squares / np.maximum(count - 1, 1)))
