"""Points that are drawn by hand: pure edits of a `points` source in the plane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from core.catalog.datasets.points import Points, Target
from core.data.targets import AUTO_CLASSES
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


def coded(points: Points) -> Points:
    """With places among names in stead of texts, as one draws by place: a further name would change their order.

    AppError where every point has several targets, of which a brush has none.
    """
    if points.y and isinstance(points.y[0], tuple):
        raise AppError("data.source", "these points have several targets each", "draw where each has a single one")
    if not points.y or not isinstance(points.y[0], str):
        return points
    names = sorted({str(value) for value in points.y})
    return msgspec.structs.replace(points, y=tuple(names.index(str(value)) for value in points.y), classes=tuple(names))


def added(points: Points, places: NDArray[np.float64], target: int | float) -> Points:
    """With points (n, 2) of one class or number. AppError where there are too many."""
    points = coded(points)
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
    points = coded(points)
    apart = [(a - at[0]) ** 2 + (b - at[1]) ** 2 for a, b in (place[:2] for place in points.x)]
    kept = [i for i, far in enumerate(apart) if far > radius**2]
    for target in _labels(points):
        mine = [i for i, value in enumerate(points.y) if value == target]
        if not set(mine) & set(kept):
            kept.append(max(mine, key=lambda i: apart[i]))
    rest = sorted(set(range(len(points.x))) - set(kept), key=lambda i: -apart[i])
    kept = sorted([*kept, *rest[: max(0, 2 - len(kept))]])
    weights = tuple(points.weights[i] for i in kept) if points.weights else ()
    return msgspec.structs.replace(
        points, x=tuple(points.x[i] for i in kept), y=tuple(points.y[i] for i in kept), weights=weights
    )


def _labels(points: Points) -> list[Target]:
    """The classes that are there; none where the targets are numbers."""
    found = list(dict.fromkeys(points.y))
    whole = all(isinstance(value, int) for value in found) and len(found) <= AUTO_CLASSES
    return found if points.classes or whole else []


def sprinkled(
    at: tuple[float, float], spread: float, seed: int, within: tuple[float, float, float, float] | None = None
) -> NDArray[np.float64]:
    """What one dab of the brush leaves: a single point, or a few normally spread ones (n, 2).

    `within` is x1 from, to, x2 from, to: what would fall beside it is thrown back, so that a sheet need not grow under
    the hand.
    """
    if spread <= 0.0:
        return np.array([at])
    places = np.array(at) + np.random.default_rng(seed).normal(0.0, spread, (4, 2))
    if within is None:
        return places
    low, high = np.array(within).reshape(2, 2).T
    back = np.where(places < low, 2 * low - places, np.where(places > high, 2 * high - places, places))
    return np.asarray(np.clip(back, low, high))
