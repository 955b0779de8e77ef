"""The loss over one weight: a parabola has a tangent and a rate beyond which steps grow."""

from __future__ import annotations

import numpy as np
import pytest

from core.explain.one_weight import OneWeight, WeightCurve
from core.explain.pages import pages
from core.explain.step import Walk
from core.explain.tables import table_of
from tests.core.explain.stepping import busy, ready
from tests.networks import chain, project_of


def parabola(rate: float = 0.1) -> WeightCurve:
    """One weight w on x = 1 towards y = 2: the loss is (w - 2)^2 / 2, so a rate of 2 is the border."""
    nodes = chain(1, use_bias=False)
    project = project_of(
        nodes,
        x=[[1.0], [1.0]],
        y=[[2.0], [2.0]],
        loss="half_mse",
        task="regress",
        optimizer={"kind": "sgd", "lr": rate},
    )
    setup, engine = ready(project)
    state = engine.read()
    engine.write(type(state)({"d0.weight": np.array([[-1.0]])}, state.memories))
    found = OneWeight("d0.weight", (0, 0), rates=(0.001, 0.1, 1.9, 10.0)).answer(setup, engine)
    assert found is not None
    return found


def test_a_parabola() -> None:
    found = parabola(0.5)
    assert (found.value, found.loss, found.slope, found.present) == (-1.0, 4.5, -3.0, 0.5)
    assert found.losses == pytest.approx((found.weights - 2.0) ** 2 / 2.0, rel=1e-12)
    assert len(found.weights) == 61
    kinds = {way.rate: way.kind for way in found.descents}
    assert kinds == {0.001: "crawls", 0.1: "descends", 1.9: "oscillates", 10.0: "overshoots", 0.5: "descends"}
    way = found.descents[1]
    assert way.weights[:3] == pytest.approx([-1.0, -0.7, -0.43])
    assert found.descents[-1].rate == 0.5


def test_the_present_rate_stands_once() -> None:
    assert [way.rate for way in parabola(0.1).descents] == [0.001, 1.9, 10.0, 0.1]


def test_the_slope_is_the_steps() -> None:
    setup, engine = ready(busy("adam"))
    step = Walk().answer(setup, engine)
    found = OneWeight("b.weight", (2, 1)).answer(setup, engine)
    assert step is not None
    assert found is not None
    assert found.slope == step.gradients["b.weight"][2, 1]
    assert found.loss == step.loss.batch
    assert OneWeight("b.weight", (6, 0)).answer(setup, engine) is None
    assert OneWeight("n.mean", (0,)).answer(setup, engine) is None


def test_tables_hold_the_numbers_of_the_page() -> None:
    setup, engine = ready(busy("adam"))
    step = Walk().answer(setup, engine)
    assert step is not None
    for page in pages(step):
        table = table_of(step, page)
        assert all(len(column) == len(table) for column in table.columns.values()), page
        if table.key:
            assert table.index(len(table) - 1) == tuple(size - 1 for size in step.update.before[table.key].shape)
