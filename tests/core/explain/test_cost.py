"""Every activation's cost is measured on the engine at hand."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.catalog.activations import ACTIVATIONS
from core.engine.select import choose
from core.explain.cost import ActivationCosts
from core.session.setup import load, set_up
from core.spec.files import load_example


def test_every_elementwise_activation_has_a_cost_and_the_engine_is_left_alone() -> None:
    engine: Any = choose("numpy")
    setup = set_up(load_example("spiral"), engine.lanes)
    load(setup, engine)
    before = engine.read().weights
    found = list(ActivationCosts().work(setup, engine))
    costs = found[-1].found.nanoseconds
    assert found[-1].end == "measured"
    assert set(costs) == {entry.name for entry in ACTIVATIONS if entry.forward is not None}
    assert all(np.isfinite(cost) and cost >= 0.0 for cost in costs.values())
    assert costs["gelu"] > costs["identity"]
    assert all(np.array_equal(before[key], array) for key, array in engine.read().weights.items())
