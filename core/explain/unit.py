"""One unit written out: every input times its weight, their sum, the bias, and what the activation makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.activations import ACTIVATIONS
from core.engine.contract import Engine
from core.session.setup import Setup

Array = NDArray[Any]
Floats = NDArray[np.float64]

REACH = 4.0
PLACES = 161
"""The activation is drawn at so many places from -REACH to REACH."""


@dataclass(frozen=True, eq=False)
class UnitNumbers:
    """A unit of a dense layer at one sample, in float64 from the network's own numbers.

    `inputs` and `weights` (k,); `total` is the sum of the products alone, `z` that with the bias, `a` the activation.
    `bias` is None where the layer has none. `distance` is that of the sample to the unit's line, positive where the sum
    is; NaN for a unit without weights. `curve` (161,) and `slope` (161,) are the activation around 0, empty where it
    looks at the whole layer.
    """

    node: str
    unit: int
    inputs: Floats
    weights: Floats
    bias: float | None
    total: float
    z: float
    a: float
    distance: float
    slope_here: float
    activation: str
    curve: Floats
    slope: Floats

    @property
    def products(self) -> Floats:
        return self.inputs * self.weights


@dataclass(frozen=True, eq=False)
class UnitSum:
    """Asks for the `UnitNumbers` of a unit at one sample, raw `x` (1, ...); None where it is not there."""

    node: str
    unit: int
    x: Array

    def answer(self, setup: Setup, engine: Engine) -> UnitNumbers | None:
        preparation, architecture = setup.prepared.preparation, setup.project.architecture
        weights = engine.read().weights
        matrix = weights.get(f"{self.node}.weight")
        known = self.node in architecture and architecture[self.node].kind == "dense"
        if not known or matrix is None or self.unit >= matrix.shape[1] or self.x.shape[1:] != preparation.shape:
            return None
        source = architecture[self.node].inputs[0]
        x = preparation.apply(self.x)
        values = engine.activations(x, [source, self.node])
        inputs = np.asarray(values[source], np.float64).reshape(-1)
        column = np.asarray(matrix[:, self.unit], np.float64)
        biases = weights.get(f"{self.node}.bias")
        bias = None if biases is None else float(biases[self.unit])
        total = float(inputs @ column)
        z = total + (bias or 0.0)
        norm = float(np.linalg.norm(column))
        options: Any = architecture[self.node].options
        entry = ACTIVATIONS.of(options.activation)
        a, slope_here = float(np.asarray(values[self.node]).reshape(-1)[self.unit]), float("nan")
        curve = slope = np.zeros(0)
        if entry.forward is not None and entry.derivative is not None:
            rate = np.float64(entry.parameter_of(options.activation))
            places = np.append(np.linspace(-REACH, REACH, PLACES), z)
            with np.errstate(all="ignore"):
                found = np.asarray(entry.forward(places, rate), np.float64)
                slopes = np.broadcast_to(np.asarray(entry.derivative(places, found, rate), np.float64), places.shape)
            a, slope_here, curve, slope = float(found[-1]), float(slopes[-1]), found[:-1], slopes[:-1]
        distance = z / norm if norm > 0.0 else float("nan")
        return UnitNumbers(
            self.node, self.unit, inputs, column, bias, total, z, a, distance, slope_here, entry.name, curve, slope
        )
