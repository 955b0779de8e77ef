"""Questions a view may ask of a run. Filed in `Control`, answered by the trainer between slices, also while paused.

A probe is a frozen value; the view keeps one and files the same again. Inputs are raw: as people see them,
before features
and scaling.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Predictions:
    """Outputs for raw inputs `x` (n, columns): answered by an array (n, outputs), in the target's own units."""

    x: Array


@dataclass(frozen=True, eq=False)
class Activations:
    """Values of the named nodes for raw inputs `x`: answered by a dict, node -> (n, width). No names: every node."""

    x: Array
    nodes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parameters:
    """Answered by a dict, NODE.weight (inputs, outputs), NODE.bias (outputs,) and the other parameters -> copies."""


@dataclass(frozen=True)
class GradientNorms:
    """Answered by a dict, parameter name -> Euclidean norm of the loss's gradient on the first batch of the data."""


@dataclass(frozen=True)
class PartPredictions:
    """Answered by (prediction (n, outputs), target (n, outputs)) of one part: train, validation or test."""

    part: str = "test"


Probe = Predictions | Activations | Parameters | GradientNorms | PartPredictions
