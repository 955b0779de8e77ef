"""Activations of which there are no stored reference numbers, or no exact ones, against their published formulas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from core.catalog.activations import ACTIVATIONS
from tests.engines.runs import (
    DIFFERENCES,
    FINITE,
    FORMULA,
    REFERENCED,
    RUNS,
    TOLERANCE,
    Array,
    joined,
    probe,
    run_id,
    slopes_of,
    written,
)
from tests.networks import dense
from tests.verified import Verify

Definition = Callable[[dict[str, Array]], Array]

DEFINITIONS: dict[str, Definition] = {
    "step": lambda w: np.heaviside(w["z.weight"], 0.0),
    "hard_sigmoid": lambda w: np.clip(w["z.weight"] / 6.0 + 0.5, 0.0, 1.0),
    "softmax": lambda w: np.exp(w["z.weight"]) / np.exp(w["z.weight"]).sum(axis=1, keepdims=True),
    "prelu": lambda w: np.maximum(w["z.weight"], 0.0) + w["a.slope"] * np.minimum(w["z.weight"], 0.0),
}
OWN = {"prelu": {"a.slope": np.array([0.25, -0.5, 1.5, 0.0])}}
"""What an activation learns by itself."""
OTHERS: dict[str, tuple[dict[str, Any], Definition]] = {
    "leaky_relu, slope 0.3": (
        {"kind": "leaky_relu", "slope": 0.3},
        lambda w: np.where(w["z.weight"] > 0.0, w["z.weight"], 0.3 * w["z.weight"]),
    ),
    "elu, alpha 2": (
        {"kind": "elu", "alpha": 2.0},
        lambda w: np.where(w["z.weight"] > 0.0, w["z.weight"], 2.0 * np.expm1(w["z.weight"])),
    ),
}
"""With options that stored numbers leave out."""


def prove(verify: Verify, run: tuple[str, str], what: str, activation: dict[str, Any], definition: Definition) -> None:
    """Values against the definition, slopes against differences of it."""
    rng = np.random.default_rng(5)
    weights = {"z.weight": rng.normal(0.0, 2.0, (9, 4)), **OWN.get(activation["kind"], {})}
    slope = rng.normal(size=(9, 4))
    nodes = [
        dense("z", "x", 4, "identity", use_bias=False),
        {"id": "a", "kind": "activation", "inputs": ["z"], "activation": activation},
    ]
    engine = probe(nodes, weights, definition(weights), slope, run)
    what, precision = f"{what}, {run_id(run)}", run[1]
    verify("Activations", what, FORMULA, engine.predict(np.eye(9)), definition(weights), TOLERANCE[precision])
    wanted = slopes_of(lambda w: float((slope * definition(w)).sum()), weights)
    found, tolerance = joined(engine.gradients()), DIFFERENCES[precision]
    verify("Activations", f"{what}, slope", FINITE, found, joined(wanted), tolerance)


def unproved() -> list[str]:
    """Names without stored numbers, or without exact ones."""
    return [name for name in ACTIVATIONS.names() if name in DEFINITIONS or name not in REFERENCED["activations"]]


@pytest.mark.parametrize("run", RUNS, ids=run_id)
@pytest.mark.parametrize("name", unproved())
def test_activations(verify: Verify, run: tuple[str, str], name: str) -> None:
    prove(verify, run, name, {"kind": name}, written(DEFINITIONS, name))


@pytest.mark.parametrize("run", RUNS, ids=run_id)
@pytest.mark.parametrize("what", OTHERS)
def test_options(verify: Verify, run: tuple[str, str], what: str) -> None:
    prove(verify, run, what, *OTHERS[what])
