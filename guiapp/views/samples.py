"""What panels draw of prepared data: labels, points and numbers of its parts, in the units people gave them in."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.datasets import DATASETS
from core.catalog.losses import classes
from core.data.prepare import PartName, Prepared
from core.session.setup import Setup

Extent = tuple[float, float, float, float]
REACH, WIDE = 6.0, 2.0
"""Half the side of the square that shows data made up in the plane."""
PARTS: tuple[PartName, ...] = ("train", "validation", "test")
LARGE = 30_000_000
"""Multiplications for one look at a part; beyond, it is looked at once in a while."""


def labels(y: NDArray[Any], boundary: float = 0.5) -> NDArray[np.intp]:
    """Classes (n,) of targets or outputs (n, k); one column says yes above the boundary."""
    return classes(y, boundary)


def numbers(prepared: Prepared, y: NDArray[Any]) -> NDArray[np.float64]:
    """The first column of targets or predictions (n, k) in the target's own units, (n,)."""
    return prepared.preparation.invert_targets(np.asarray(y, np.float64))[:, 0]


def is_classes(setup: Setup) -> bool:
    """Whether the targets are classes."""
    return setup.prepared.preparation.task == "classify"


def gathered(setup: Setup) -> tuple[NDArray[Any], NDArray[Any], NDArray[np.bool_]]:
    """Every sample: raw inputs (n, columns), class or number (n,), and whether it belongs to the test part (n,)."""
    prepared = setup.prepared
    names = [name for name in PARTS if prepared.part(name) is not None]
    x = np.concatenate([prepared.raw(name) for name in names])
    y = np.concatenate([prepared.parts()[name].y for name in names])
    test = np.concatenate([np.full(len(prepared.parts()[name]), name == "test") for name in names])
    return x, (labels(y) if is_classes(setup) else numbers(prepared, y)), test


def class_names(setup: Setup) -> tuple[str, ...]:
    """Names of the classes, none where a number is predicted."""
    return setup.prepared.preparation.class_names


def square(setup: Setup, xy: NDArray[Any]) -> Extent:
    """The stretch of two columns (n, 2) that is drawn: steady for data made up or drawn in the plane, the data's own
    for others."""
    wide = setup.prepared.described.info.plane and float(np.abs(xy).max(initial=0.0)) > WIDE
    if wide or DATASETS.of(setup.project.data.source).plane:
        reach = max(REACH, math.ceil(2 * float(np.abs(xy).max(initial=0.0))) / 2)
        return -reach, reach, -reach, reach
    low, high = xy.min(axis=0), xy.max(axis=0)
    pad = 0.12 * np.where(high > low, high - low, 1.0)
    return float(low[0] - pad[0]), float(high[0] + pad[0]), float(low[1] - pad[1]), float(high[1] + pad[1])


def tested(setup: Setup) -> PartName:
    """The part that shows how good the network is: test, else validation, else what it was trained on."""
    return next(name for name in reversed(PARTS) if setup.prepared.part(name) is not None)


def is_large(setup: Setup, part: str) -> bool:
    """Whether a look at this part costs the training noticeable time."""
    return len(setup.prepared.parts()[part]) * max(setup.checked.parameters, 1) > LARGE


def unit_lines(setup: Setup, weights: dict[str, NDArray[Any]]) -> NDArray[np.float64]:
    """Where first-layer units are zero: rows w1, w2, b of w1 x1 + w2 x2 + b = 0, (n, 3); none for other features."""
    preparation = setup.prepared.preparation
    places = {name: place for place, name in enumerate(preparation.columns)}
    inputs = {node.id for node in setup.project.architecture.of_kind("input")}
    lines = [np.empty((0, 3))]
    if not set(preparation.features) <= set(places):
        return lines[0]
    scale = np.asarray(preparation.scaling.scale or np.ones(len(preparation.features)))
    offset = np.asarray(preparation.scaling.offset or np.zeros(len(preparation.features)))
    for node in setup.project.architecture.of_kind("dense"):
        weight = weights.get(f"{node.id}.weight")
        if weight is None or not set(node.inputs) <= inputs or len(weight) != len(preparation.features):
            continue
        direction = weight / scale[:, None]
        rows = np.zeros((weight.shape[1], 3))
        for feature, row in zip(preparation.features, direction, strict=True):
            rows[:, places[feature]] += row
        rows[:, 2] = weights.get(f"{node.id}.bias", np.zeros(weight.shape[1])) - offset @ direction
        lines.append(rows)
    return np.concatenate(lines)


def telling(setup: Setup) -> tuple[int, int]:
    """The two columns that go with the targets most, by the spread of their class means or their correlation."""
    x, y, _ = gathered(setup)
    x = np.asarray(x, np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        z = np.nan_to_num((x - x.mean(axis=0)) / x.std(axis=0))
    if is_classes(setup):
        score = np.sum([(y == k).mean() * z[y == k].mean(axis=0) ** 2 for k in np.unique(y)], axis=0)
    else:
        score = np.abs(z.T @ (y - y.mean()))
    if len(score) < 2:
        return 0, 0
    best = np.sort(np.argsort(-score, kind="stable")[:2])
    return int(best[0]), int(best[1])
