"""Points that are drawn by hand: pure edits of a `points` source in the plane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from core.catalog.datasets.points import Points
from core.errors import AppError

MOST = 5000
"""Points that can be drawn."""
TAKEN_OVER = 1000
"""Points of a data set at the most with which drawing begins."""
DIGITS = 3
STARTERS = Points(x=((-3.0, 0.0), (-2.0, 1.0), (3.0, 0.0), (2.0, -1.0)), y=(0, 0, 1, 1), classes=("0", "1"))
NUMBERS = Points(x=((-3.0, 0.0), (0.0, 2.0), (3.0, 0.0)), y=(-1.0, 0.5, 1.0))

Edit = Callable[[Points], Points]


def from_arrays(x: NDArray[Any], y: NDArray[Any], classes: Sequence[str]) -> Points:
    """Points (n, 2) with their classes or numbers (n,), as many as drawing begins with, spread evenly over all."""
    few = np.unique(np.linspace(0, len(x) - 1, min(len(x), TAKEN_OVER)).round().astype(int))
    places = tuple((round(float(a), DIGITS), round(float(b), DIGITS)) for a, b in x[few])
    if classes:
        return Points(x=places, y=tuple(int(value) for value in y[few]), classes=tuple(classes))
    return Points(x=places, y=tuple(round(float(value), DIGITS) for value in y[few]))


def starters(classes: bool) -> Points:
    """The few points that an empty canvas begins with, so that a network can be trained from the first moment."""
    return STARTERS if classes else NUMBERS


def added(points: Points, places: NDArray[np.float64], target: int | float) -> Points:
    """With points (n, 2) of one class or number. AppError where there are too many."""
    if len(points.x) + len(places) > MOST:
        raise AppError("data.source", f"{MOST:,} points are drawn already", "erase some first")
    x = (*points.x, *((round(float(a), DIGITS), round(float(b), DIGITS)) for a, b in places))
    classes = points.classes
    if isinstance(target, int) and classes:
        names = [str(place) for place in range(len(classes), target + 1)]
        classes = (*classes, *names)
    weights = (*points.weights, *(1.0 for _ in places)) if points.weights else ()
    return msgspec.structs.replace(
        points, x=x, y=(*points.y, *(target for _ in places)), classes=classes, weights=weights
    )


def erased(points: Points, at: tuple[float, float], radius: float) -> Points:
    """Without the points around a place; the last two of all stay, and the last one of each class, so that there is
    something to learn."""
    apart = [(a - at[0]) ** 2 + (b - at[1]) ** 2 for a, b in (place[:2] for place in points.x)]
    kept = [i for i, far in enumerate(apart) if far > radius**2]
    for target in dict.fromkeys(points.y if points.classes else ()):
        mine = [i for i, value in enumerate(points.y) if value == target]
        if not set(mine) & set(kept):
            kept.append(max(mine, key=lambda i: apart[i]))
    rest = sorted(set(range(len(points.x))) - set(kept), key=lambda i: -apart[i])
    kept = sorted([*kept, *rest[: max(0, 2 - len(kept))]])
    weights = tuple(points.weights[i] for i in kept) if points.weights else ()
    return msgspec.structs.replace(
        points, x=tuple(points.x[i] for i in kept), y=tuple(points.y[i] for i in kept), weights=weights
    )


def sprinkled(at: tuple[float, float], spread: float, seed: int) -> NDArray[np.float64]:
    """What one dab of the brush leaves: a single point, or a few normally spread ones (n, 2)."""
    if spread <= 0.0:
        return np.array([at])
    return np.array(at) + np.random.default_rng(seed).normal(0.0, spread, (4, 2))
