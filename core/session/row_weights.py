"""How much each training row counts: the weight of its class times its own."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.class_weights import CLASS_WEIGHTS
from core.data.prepare import Prepared
from core.spec.project import Project

Floats = NDArray[np.float64]


def row_weights(project: Project, prepared: Prepared) -> Floats | None:
    """One factor for each training row (n,); None where all count alike. `check` has seen that classes fit."""
    options = project.training.class_weights
    entry = CLASS_WEIGHTS.of(options)
    if entry.factors is None:
        return prepared.factors
    labels = _labels(prepared.train.y)
    classes = max(len(prepared.described.info.classes or ()), 2)
    by_class = entry.factors(options, np.bincount(labels, minlength=classes))
    return by_class[labels] * (1.0 if prepared.factors is None else prepared.factors)


def _labels(y: NDArray[Any]) -> NDArray[np.int64]:
    """The class of each row of targets: one column of 0 and 1, or one-hot."""
    return (y[:, 0] > 0.5).astype(np.int64) if y.shape[1] == 1 else y.argmax(axis=1)
