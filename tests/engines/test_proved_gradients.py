"""Gradients of whole networks, in every engine and precision, against finite differences of the textbook's loss."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.catalog.activations import ACTIVATIONS
from core.catalog.penalties import PENALTIES
from core.compile.check import check
from core.compile.lower import lower
from core.compile.params import first_weights
from core.engine.reference import loss_and_gradient
from core.session.pulls import pulls
from core.spec.project import Project
from tests.engines.runs import DIFFERENCES, FINITE, RUNS, Array, every_layer, joined, on, run_id, slopes_of
from tests.networks import chain, graphs, project_of, relative
from tests.verified import Verify

# The same examples every time: what they find is written down for everybody.
examples = settings(
    max_examples=20, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)


def prove(verify: Verify, what: str, project: Project, x: Array, y: Array, factors: Array | None = None) -> None:
    """Every engine's gradient of loss and penalties, from weights of some size."""
    program, rng = lower(check(project)), np.random.default_rng(len(x))
    weights = {key: w + rng.normal(0.0, 0.2, w.shape) for key, w in first_weights(program.table, 1).items()}
    weights |= {key: np.abs(w) + 0.5 for key, w in weights.items() if key.endswith(".variance")}
    learned = {param.key: weights[param.key] for param in program.table.trained_params()}
    more: dict[str, Any] = {"penalties": pulls(project, program.table)}

    def loss(moved: dict[str, Array]) -> float:
        return loss_and_gradient(program, {**weights, **moved}, x, y, factors=factors, **more)[0]

    wanted = joined(slopes_of(loss, learned))
    single, exact = (
        joined(on(project, x, y, ("numpy", precision), weights=weights, factors=factors, **more).gradients())
        for precision in ("float32", "float64")
    )
    for run in RUNS:
        found = on(project, x, y, run, weights=weights, factors=factors, **more).gradients()
        # Where sums nearly cancel, what single precision itself can tell is the measure.
        rounding = 4.0 * relative(single, exact) if run[1] == "float32" else 0.0
        tolerance = max(DIFFERENCES[run[1]], rounding)
        verify("Gradients", f"{what}, {run_id(run)}", FINITE, joined(found), wanted, tolerance)


@examples
@given(graph=graphs(), seed=st.integers(0, 1000))
def test_random_graphs(verify: Verify, graph: tuple[list[dict[str, Any]], int], seed: int) -> None:
    """Skips, products, concats, norms, shared inputs."""
    nodes, inputs = graph
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(6, inputs)), rng.normal(size=(6, int(nodes[-2]["units"])))
    prove(verify, "random networks", project_of(nodes, x=x, y=y, task="regress"), x, y)


@pytest.mark.parametrize("activation", [entry.name for entry in ACTIVATIONS if entry.name != "step"])
def test_deep_networks(verify: Verify, activation: str) -> None:
    rng = np.random.default_rng(15)
    x, y = rng.normal(size=(6, 3)), np.eye(3)[rng.integers(0, 3, 6)]
    nodes = chain(5, 4, 4, 3, hidden=activation, last="softmax")
    prove(verify, f"three layers of {activation}", project_of(nodes, x=x, y=y, loss="cce", task="regress"), x, y)


@pytest.mark.parametrize("penalty", [entry.name for entry in PENALTIES if entry.costs])
def test_every_layer_penalties_and_weighted_rows(verify: Verify, penalty: str) -> None:
    rng = np.random.default_rng(16)
    x, y = rng.normal(size=(6, 4)), np.eye(3)[rng.integers(0, 3, 6)]
    options = msgspec.to_builtins(PENALTIES[penalty].options(biases=True))  # type: ignore[call-arg]  # those with a cost have it
    project = project_of(every_layer(), x=x, y=y, loss="cce", task="regress", penalty=options)
    prove(verify, f"every layer, weighted rows, {penalty}", project, x, y, rng.uniform(0.0, 3.0, 6))
