"""The chain rule of a weight: products along all paths, and the difference that checks them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.explain import chain as chain_rule
from core.explain.chain import Chain, ChainRule, chain_of
from core.explain.step import Walk, rows_of
from core.explain.twin import twin
from tests.core.explain.stepping import busy, ready, shaken
from tests.networks import chain, graphs, project_of


@settings(max_examples=30)
@given(graph=graphs(), seed=st.integers(0, 1000), data=st.data())
def test_the_products_along_all_paths_add_up_to_the_gradient(
    graph: tuple[list[dict[str, Any]], int], seed: int, data: st.DataObject
) -> None:
    nodes, inputs = graph
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(3, inputs)), rng.normal(size=(3, int(nodes[-2]["units"])))
    setup, engine = ready(project_of(nodes, x=x, y=y, task="regress", precision="float64"))
    shaken(setup, engine, seed)
    held = twin(setup, engine)
    rows = rows_of(held, data.draw(st.sampled_from([None, 0])))
    assert rows is not None
    param = data.draw(st.sampled_from(held.program.table.trained_params()))
    index = tuple(data.draw(st.integers(0, size - 1)) for size in param.shape)
    rules = [chain_of(held, rows, param.key, index, row) for row in range(len(rows))]
    assert sum(rule.share for rule in rules) == pytest.approx(rules[0].gradient, rel=1e-9, abs=1e-12)
    for rule in rules:
        assert rule.agrees, (rule.gradient, rule.difference, rule.blur)
        if rule.paths:
            assert len(rule.paths) == rule.count
            assert sum(path.product for path in rule.paths) == pytest.approx(rule.share, rel=1e-9, abs=1e-13)


def test_the_lectures_weight() -> None:
    """dL/dw11 = x1 1[z1 > 0] v1 (F - y) with one ReLU unit, sigmoid and binary cross-entropy."""
    nodes = chain(2, 1, hidden="relu", last="sigmoid")
    x = [[0.6, -0.4], [-2.0, 0.1]]
    setup, engine = ready(project_of(nodes, x=x, y=[[0.0], [1.0]], loss="bce", task="regress", precision="float64"))
    state = engine.read()
    weights = {
        "d0.weight": np.array([[0.5, 0.3], [0.2, -0.7]]), "d0.bias": np.zeros(2),
        "d1.weight": np.array([[1.5], [-0.8]]), "d1.bias": np.array([0.1]),
    }  # fmt: skip
    engine.write(type(state)(weights, state.memories))
    rule = Chain("d0.weight", (0, 0), 0).answer(setup, engine)
    assert rule is not None
    z1, z2 = 0.6 * 0.5 - 0.4 * 0.2, 0.6 * 0.3 + 0.4 * 0.7
    f = 1.0 / (1.0 + np.exp(-(1.5 * z1 - 0.8 * z2 + 0.1)))
    assert [(factor.kind, factor.value) for factor in rule.paths[0].factors] == [
        ("data", 0.6), ("slope", 1.0), ("weight", 1.5), ("loss", pytest.approx(f)),
    ]  # fmt: skip
    assert rule.share == rule.gradient == pytest.approx(0.6 * 1.5 * f)
    idle = Chain("d0.weight", (0, 0), 1).answer(setup, engine)
    assert idle is not None
    assert idle.gradient == idle.difference == 0.0
    assert Chain("d0.weight", (0, 2), 0).answer(setup, engine) is None
    assert Chain("nothing.weight", (0, 0), 0).answer(setup, engine) is None
    assert Chain("d0.weight", (0, 0), 2).answer(setup, engine) is None
    assert Walk(2).answer(setup, engine) is None


def test_every_row_of_a_batch_has_its_share() -> None:
    project = busy("sgd")
    setup, engine = ready(project)
    rules = [Chain("y.weight", (1, 0), None, row).answer(setup, engine) for row in range(6)]
    assert all(isinstance(rule, ChainRule) and rule.mixes_rows is False and rule.agrees for rule in rules)


def test_a_large_batch_is_checked_on_fewer_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    nodes = chain(3, 1)
    rng = np.random.default_rng(0)
    project = project_of(nodes, x=rng.normal(size=(200, 2)), y=rng.normal(size=(200, 1)), task="regress")
    setup, engine = ready(project)
    monkeypatch.setattr(chain_rule, "WORK", 1300)
    rule = Chain("d0.weight", (0, 0), None, 3).answer(setup, engine)
    assert rule is not None
    assert (rule.rows, rule.left_out, rule.agrees) == (100, 100, True)
    rule = Chain("d0.weight", (0, 0), None, 150).answer(setup, engine)
    assert rule is not None
    assert rule.rows == 151
