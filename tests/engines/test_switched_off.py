"""Weights that are switched off stay 0 to the bit, and the rest learns as in the network that does not have them."""

from __future__ import annotations

from dataclasses import replace as put
from typing import Any

import numpy as np
import pytest

from core.catalog.optimizers import OPTIMIZERS
from core.compile.check import check
from core.engine.contract import State
from core.engine.select import choose
from core.session.live import changes
from core.session.setup import load, set_up
from core.session.trainer import train
from core.spec.assign import assign
from core.spec.files import load_example
from core.spec.project import Project
from tests.networks import engine_called

ENGINES = [("numpy", "float64"), ("cpu", "float32"), ("cpu", "float64"), ("cuda", "float32")]
OFF = "[[0,0],[3,5]]"


def trained(project: Project, engine: str, precision: str, state: State | None = None) -> State:
    project = assign(project, f"training.precision={precision}")
    chosen = engine_called(engine, precision)
    setup = set_up(project, chosen.lanes, state=state)
    load(setup, chosen)
    last = list(train(setup, chosen, epochs=3))[-1]
    assert last.state is not None
    gradient = chosen.gradients()
    for node in project.architecture.of_kind("dense"):
        for row, column in node.options.off:  # type: ignore[attr-defined]  # a dense layer has it
            assert gradient[f"{node.id}.weight"][row, column] == 0.0
    return last.state


@pytest.mark.parametrize("optimizer", OPTIMIZERS.names())
@pytest.mark.parametrize(("engine", "precision"), ENGINES)
def test_they_stay_nothing(engine: str, precision: str, optimizer: str) -> None:
    project = assign(load_example("spiral"), f"training.optimizer={optimizer}")
    weights = trained(assign(project, f"architecture.nodes.h2.off={OFF}"), engine, precision).weights["h2.weight"]
    assert weights[0, 0] == weights[3, 5] == 0.0
    assert np.count_nonzero(weights) == weights.size - 2


@pytest.mark.parametrize("clipping", ["none", '{"kind": "norm", "limit": 0.05}'])
@pytest.mark.parametrize(("engine", "precision"), ENGINES)
def test_an_input_without_weights_is_no_input(engine: str, precision: str, clipping: str) -> None:
    """All weights of x2 off, beside the network that has x1 alone: the same numbers, clipped by norm too."""
    weight = np.random.default_rng(1).normal(size=(2, 8)).round(3)
    whole = assign(load_example("spiral"), f"training.clipping={clipping}")
    whole = assign(whole, f'architecture.nodes.h1.initializer={{"kind": "values", "weight": {weight.tolist()}}}')
    whole = assign(whole, f"architecture.nodes.h1.off={[[1, unit] for unit in range(8)]}")
    small = assign(whole, 'data.features=["x1"]')
    small = assign(small, "architecture.nodes.h1.off=[]")
    small = assign(small, f"architecture.nodes.h1.initializer.weight={weight[:1].tolist()}")
    one, other = trained(whole, engine, precision).weights, trained(small, engine, precision).weights
    np.testing.assert_allclose(one["h1.weight"][:1], other["h1.weight"], rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(one["y.weight"], other["y.weight"], rtol=1e-5, atol=1e-6)


def test_switched_off_on_the_way_its_memories_go_too() -> None:
    """And what stays behind of the best epoch has no such weight either."""
    project = assign(load_example("spiral"), "training.optimizer=adam")
    state = trained(project, "cpu", "float32")
    off = assign(project, f"architecture.nodes.h2.off={OFF}")
    engine = choose("cpu", "float32")
    setup = set_up(off, engine.lanes, state=put(state))
    assert setup.state.weights["h2.weight"][0, 0] == 0.0
    assert all(memory["h2.weight"][3, 5] == 0.0 for memory in setup.state.memories)
    assert changes(project, off) == ["weights switched off of h2 0 \N{RIGHTWARDS ARROW} 2"]


@pytest.mark.parametrize(
    ("off", "counted", "warned"),
    [(OFF, 2, False), ("[[0,0],[0,0]]", 1, False), ("[[9,0]]", 0, True), ("[[-1,0]]", 0, True)],
)
def test_they_are_counted_and_checked(off: str, counted: int, warned: bool) -> None:
    checked = check(assign(load_example("spiral"), f"architecture.nodes.h2.off={off}"))
    assert checked.switched_off == counted
    assert checked.parameters == 105
    assert checked.ready
    engine = choose("numpy", "float64")
    weights = set_up(checked.project, engine.lanes).state.weights
    assert sum(int((array == 0.0).sum()) for key, array in weights.items() if key.endswith("weight")) == counted
    assert len(set_up(checked.project, engine.lanes).job.off) == counted
    found: list[Any] = [problem for problem in checked.problems if problem.node == "h2"]
    assert bool(found) == warned
