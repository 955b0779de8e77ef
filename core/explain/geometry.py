"""Numbers of a decision map: how long its border is."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.losses import classes

Array = NDArray[Any]


def plane_grid(reach: float, size: int) -> NDArray[np.float64]:
    """Centres of size x size cells of the square from -reach to reach, (size * size, 2), row by row from below."""
    cells = ((np.arange(size) + 0.5) / size * 2.0 - 1.0) * reach
    first, second = np.meshgrid(cells, cells)
    return np.stack([first.ravel(), second.ravel()], axis=1)


def roughness(values: Array, size: int, boundary: float = 0.5) -> float:
    """How long the border between answers is, in sides of the square: neighbours with different answers, counted both
    ways, by the cells along a side. `values` (size * size, outputs) are answers on `plane_grid`.

    Measured in steps along the axes, a straight slanted line counts up to 1.41 times its length (the Manhattan
    perimeter); the same for every network, so that networks can be compared.
    """
    labels = classes(values, boundary).reshape(size, size)
    changes = int((labels[:, 1:] != labels[:, :-1]).sum()) + int((labels[1:] != labels[:-1]).sum())
    return changes / size
