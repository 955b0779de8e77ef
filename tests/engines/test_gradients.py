"""Gradients against central finite differences, on networks nobody chose."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalog.losses import LOSSES
from core.catalog.penalties import PENALTIES
from core.compile.check import check
from core.compile.lower import lower
from core.compile.params import first_weights
from core.engine.reference import loss_and_gradient
from core.session.pulls import pulls
from core.spec.plain import struct_to_plain
from tests.networks import chain, graphs, loaded, project_of, relative

STEP = 1e-6


def assert_gradient_is_slope(project: Any, x: Any, y: Any, seed: int, **more: Any) -> None:
    program = lower(check(project))
    rng = np.random.default_rng(seed)
    weights = {k: w + rng.normal(0.0, 0.1, w.shape) for k, w in first_weights(program.table, seed).items()}
    loss, gradient = loss_and_gradient(program, weights, x, y, **more)
    # What a difference of two losses cannot tell: their rounding, over the step.
    blur = 2e-8 + 4 * np.finfo(float).eps * abs(loss) / STEP
    for key in (param.key for param in program.table.trained_params()):
        array = weights[key]
        for index in list(np.ndindex(array.shape))[:6]:
            moved = []
            for sign in (1.0, -1.0):
                changed = {k: w.copy() for k, w in weights.items()}
                changed[key][index] += sign * STEP
                moved.append(loss_and_gradient(program, changed, x, y, **more)[0])
            slope = (moved[0] - moved[1]) / (2 * STEP)
            assert gradient[key][index] == pytest.approx(slope, rel=2e-5, abs=blur), (key, index)


@settings(max_examples=60)
@given(graph=graphs(), seed=st.integers(0, 1000))
def test_random_graphs(graph: tuple[list[dict[str, Any]], int], seed: int) -> None:
    nodes, inputs = graph
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(5, inputs)), rng.normal(size=(5, _outputs(nodes)))
    assert_gradient_is_slope(project_of(nodes, x=x, y=y, task="regress"), x, y, seed)


def _outputs(nodes: list[dict[str, Any]]) -> int:
    return int(nodes[-2]["units"])


@settings(max_examples=30)
@given(graph=graphs(), seed=st.integers(0, 1000), data=st.data())
def test_random_graphs_with_penalties_and_weighted_rows(
    graph: tuple[list[dict[str, Any]], int], seed: int, data: st.DataObject
) -> None:
    nodes, inputs = graph
    costly = st.sampled_from([entry.options() for entry in PENALTIES if entry.costs])
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(5, inputs)), rng.normal(size=(5, _outputs(nodes)))
    options = msgspec.structs.replace(data.draw(costly), biases=data.draw(st.booleans()))
    project = project_of(nodes, x=x, y=y, task="regress", penalty=struct_to_plain(options))
    found = pulls(project, lower(check(project)).table)
    assert found
    assert_gradient_is_slope(project, x, y, seed, penalties=found, factors=rng.uniform(0, 3, 5))


@pytest.mark.parametrize("loss", LOSSES.names())
@pytest.mark.parametrize("last", ["sigmoid", "softmax"])
def test_every_loss_fused_or_not(loss: str, last: str) -> None:
    rng = np.random.default_rng(3)
    x = rng.normal(size=(7, 3))
    y = np.eye(3)[rng.integers(0, 3, 7)]
    project = project_of(chain(4, 3, last=last), x=x, y=y.argmax(1), loss=loss, task="classify")
    assert_gradient_is_slope(project, x, y, 5)


def test_soft_targets_keep_their_sum() -> None:
    """Fused softmax with targets that do not add up to 1."""
    rng = np.random.default_rng(4)
    x, y = rng.normal(size=(5, 2)), rng.uniform(0, 1, (5, 3))
    project = project_of(chain(4, 3, last="softmax"), x=x, y=y, loss="cce", task="regress")
    assert_gradient_is_slope(project, x, y, 5)


@settings(max_examples=60)
@given(graph=graphs(), seed=st.integers(0, 1000))
def test_cpu_gradients_agree_with_the_textbook(graph: tuple[list[dict[str, Any]], int], seed: int) -> None:
    nodes, inputs = graph
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(9, inputs)), rng.normal(size=(9, _outputs(nodes)))
    project = project_of(nodes, x=x, y=y, task="regress")
    wanted = loaded(project, x, y, "numpy").gradients()
    plain = loaded(project, x, y, "numpy", precision="float32").gradients()
    found = loaded(project, x, y, "cpu").gradients()
    largest = max(float(np.linalg.norm(g)) for g in wanted.values())
    for key, gradient in wanted.items():
        # Where a sum nearly cancels or a unit is saturated, single precision itself is what remains.
        rounding = float(np.linalg.norm(plain[key] - gradient))
        bound = max(2e-5 * max(float(np.linalg.norm(gradient)), 0.1 * largest), 4.0 * rounding, 2e-7)
        assert np.linalg.norm(found[key] - gradient) <= bound, key


def test_relative_measures_disagreement() -> None:
    assert relative([1.0, 1.0], [1.0, 1.0]) == 0.0
    assert relative([2.0], [1.0]) == 1.0
