"""Questions a view may ask of a run. Filed in `Control`, answered by the trainer between slices, also while paused.

A probe is a frozen value that knows how it is answered; the view keeps one and files the same again. Inputs are raw: as
people see them, before features and scaling. Probes of the explanations are in `core.explain`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from core.engine.contract import Engine
from core.session.setup import Setup

Array = NDArray[Any]


class Probe(Protocol):
    """A question. Asked in the worker's thread, which alone calls kernels."""

    def answer(self, setup: Setup, engine: Engine) -> Any:
        """What the probe's own words promise, in copies; None where it was filed for other data than these."""


@dataclass(frozen=True, eq=False)
class Predictions:
    """Outputs for raw inputs `x` (n, columns): answered by an array (n, outputs), in the target's own units."""

    x: Array

    def answer(self, setup: Setup, engine: Engine) -> Array | None:
        preparation = setup.prepared.preparation
        if self.x.shape[1:] != preparation.shape:
            return None
        return preparation.invert_targets(engine.predict(preparation.apply(self.x)))


@dataclass(frozen=True, eq=False)
class Activations:
    """Values of the named nodes for raw inputs `x`: answered by a dict, node -> (n, width). No names: every node."""

    x: Array
    nodes: tuple[str, ...] = ()

    def answer(self, setup: Setup, engine: Engine) -> dict[str, Array] | None:
        preparation, slots = setup.prepared.preparation, setup.program.slots
        if self.x.shape[1:] != preparation.shape:
            return None
        known = [name for name in self.nodes or tuple(slots) if name in slots]
        return engine.activations(preparation.apply(self.x), known)


@dataclass(frozen=True)
class Parameters:
    """Answered by a dict, NODE.weight (inputs, outputs), NODE.bias (outputs,) and the other parameters -> copies."""

    def answer(self, setup: Setup, engine: Engine) -> dict[str, Array]:
        return dict(engine.read().weights)


@dataclass(frozen=True)
class GradientNorms:
    """Answered by a dict, parameter name -> Euclidean norm of the loss's gradient on the first batch of the data."""

    def answer(self, setup: Setup, engine: Engine) -> dict[str, float]:
        return {name: float(np.linalg.norm(g.astype(np.float64))) for name, g in engine.gradients().items()}


@dataclass(frozen=True)
class PartPredictions:
    """Answered by (prediction (n, outputs), target (n, outputs)) of one part: train, validation or test."""

    part: str = "test"

    def answer(self, setup: Setup, engine: Engine) -> tuple[Array, Array] | None:
        part = setup.prepared.parts().get(self.part)
        return None if part is None else (engine.predict(part.x), part.y)
