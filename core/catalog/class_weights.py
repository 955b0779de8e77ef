"""Class weights: how much the samples of each class count in the loss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from core.registry import Entry, Options, Registry, meta

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class ClassWeighting(Entry):
    """`factors(options, counts)` are the factors (k,) for k classes of which the training part has so many samples;
    None where every sample counts alike."""

    factors: Callable[[Any, NDArray[np.int64]], Floats] | None = None


CLASS_WEIGHTS: Registry[ClassWeighting] = Registry("class weighting", "class weights")


class Alike(Options, tag="none"):
    """No options."""


class Balanced(Options, tag="balanced"):
    """No options."""


class Given(Options, tag="given"):
    weights: Annotated[
        tuple[Annotated[float, msgspec.Meta(ge=0.0, le=1e9)], ...],
        meta("Weights", "One factor for each class, in the order of the classes."),
    ] = ()


def balanced(options: Balanced, counts: NDArray[np.int64]) -> Floats:
    """n / (k count) over the k classes that are there: over the samples these factors average to 1."""
    there = counts > 0
    return np.where(there, counts.sum() / (max(int(there.sum()), 1) * np.maximum(counts, 1)), 0.0)


CLASS_WEIGHTS.add(ClassWeighting(options=Alike, title="All alike", text="Every sample counts as one.", formula="w = 1"))
CLASS_WEIGHTS.add(
    ClassWeighting(
        options=Balanced,
        title="Balanced",
        text="Every class counts the same in all, however few samples it has.",
        formula="w = n / (k n_class)",
        factors=balanced,
    )
)
CLASS_WEIGHTS.add(
    ClassWeighting(
        options=Given,
        title="Given",
        text="The samples of each class count by a factor of your own.",
        formula="w = weights[class]",
        factors=lambda options, counts: np.asarray(options.weights, np.float64),
    )
)
