"""The numbers behind a run's pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.losses import classes
from core.export.model import Model
from core.session.setup import Setup

Array = NDArray[Any]
Ints = NDArray[np.int64]

GRID = 161
MANY = 1500
"""Points drawn of one part."""


def grid(setup: Setup) -> tuple[Array, Array, Array]:
    """x1 (GRID,), x2 (GRID,) and all their pairs (GRID * GRID, 2), around the data."""
    x = setup.prepared.dataset.x
    reach = 1.1 * float(max(np.abs(x).max(initial=0.0), 1e-6))
    line = np.linspace(-reach, reach, GRID)
    x1, x2 = np.meshgrid(line, line)
    return line, line, np.stack([x1.ravel(), x2.ravel()], axis=1)


def sampled(setup: Setup, part: str, read: Callable[[Setup, Array], Array]) -> tuple[Array, Array]:
    """Raw inputs (n, 2) of a part and what `read` makes of its targets, thinned evenly."""
    found = setup.prepared.parts().get(part)
    if found is None:
        return np.zeros((0, 2)), np.zeros(0)
    thin = slice(None, None, max(1, len(found.x) // MANY))
    return setup.prepared.raw(part)[thin], read(setup, found.y[thin])  # type: ignore[arg-type]  # a part's name


def plane_labels(setup: Setup, y: Array) -> Ints:
    """Class numbers (n,) of targets (n, outputs)."""
    return classes(y)


def confusion(setup: Setup, model: Model) -> tuple[str, Ints]:
    """The part that was looked at, and counts (true, predicted)."""
    parts = setup.prepared.parts()
    part = next(name for name in ("test", "validation", "train") if name in parts)
    true = plane_labels(setup, parts[part].y)
    outputs = model.predict_prepared(parts[part].x)
    predicted = classes(outputs, setup.boundary)
    size = max(outputs.shape[1], 2)
    counts = np.zeros((size, size), np.int64)
    np.add.at(counts, (true, predicted), 1)
    return part, counts
