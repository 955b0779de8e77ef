"""Penalties and clipping: slopes against finite differences of the published costs, steps against a step by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import pytest

from core.catalog.clippings import CLIPPINGS
from core.catalog.penalties import PENALTIES
from core.compile.check import check
from core.compile.lower import lower
from core.session.pulls import pulls
from tests.engines.runs import DIFFERENCES, FINITE, FORMULA, RUNS, TOLERANCE, Array, on, run_id, slopes_of, written
from tests.networks import chain, project_of
from tests.verified import Verify

pytestmark = pytest.mark.parametrize("run", RUNS, ids=run_id)

RNG = np.random.default_rng(13)
X, T = RNG.normal(size=(12, 4)), RNG.normal(size=(12, 3))
START = {"d0.weight": RNG.normal(size=(4, 3)), "d0.bias": RNG.normal(size=3)}
RATE = 0.1


def slope(w: dict[str, Array]) -> dict[str, Array]:
    """Of mean((X w + b - T)^2)."""
    g = 2.0 * (X @ w["d0.weight"] + w["d0.bias"] - T) / T.size
    return {"d0.weight": X.T @ g, "d0.bias": g.sum(axis=0)}


def engine_for(run: tuple[str, str], penalty: Any = None, **job: Any) -> Any:
    project = project_of(
        chain(3), x=X, y=T, task="regress", penalty=msgspec.to_builtins(penalty or PENALTIES["none"].options())
    )
    return on(project, X, T, run, weights=START, penalties=pulls(project, lower(check(project)).table), **job)


COSTS: dict[str, Callable[[Array], float]] = {
    "l1": lambda w: float(0.02 * np.abs(w).sum()),
    "l2": lambda w: float(0.02 * (w**2).sum()),
    "l1_l2": lambda w: float(0.02 * np.abs(w).sum() + 0.03 * (w**2).sum()),
}
STRENGTHS: dict[str, dict[str, float]] = {"l1_l2": {"l1": 0.02, "l2": 0.03}}


@pytest.mark.parametrize("name", [entry.name for entry in PENALTIES if entry.costs])
@pytest.mark.parametrize("biases", [False, True])
def test_costs(verify: Verify, run: tuple[str, str], name: str, biases: bool) -> None:
    """What a penalty adds to the gradient of the loss, weights alone or biases too."""
    cost = written(COSTS, name)
    options = PENALTIES[name].options(**STRENGTHS.get(name, {"strength": 0.02}), biases=biases)
    found = engine_for(run, options).gradients()
    added = slopes_of(lambda w: sum(map(cost, w.values())), START if biases else {"d0.weight": START["d0.weight"]})
    for key, plain in slope(START).items():
        wanted = plain + added.get(key, 0.0)
        verify("Penalties", f"{name}, {run_id(run)}", FINITE, found[key], wanted, DIFFERENCES[run[1]])


def shortened(w: Array, limit: float) -> Array:
    """Columns longer than the limit scaled down to it."""
    return w * np.minimum(1.0, limit / np.linalg.norm(w, axis=0))


STEPS: dict[str, tuple[dict[str, float], Callable[[Array, Array], Array]]] = {
    "max_norm": ({"limit": 1.5}, lambda w, g: shortened(w - RATE * g, 1.5)),
    "decay": ({"strength": 0.5}, lambda w, g: w * (1.0 - RATE * 0.5) - RATE * g),
}


@pytest.mark.parametrize("name", [entry.name for entry in PENALTIES if not entry.costs and entry.name != "none"])
def test_steps(verify: Verify, run: tuple[str, str], name: str) -> None:
    """One step of plain gradient descent with a penalty that is no cost; biases go on without it."""
    options, step = written(STEPS, name)
    engine = engine_for(run, PENALTIES[name].options(**options))
    engine.run(np.full((1, 1), RATE), np.full(1, RATE))
    moved, g = engine.read().weights, slope(START)
    what, tolerance = f"{name}, {run_id(run)}", TOLERANCE[run[1]]
    wanted = step(START["d0.weight"], g["d0.weight"])
    verify("Penalties", what, FORMULA, moved["d0.weight"], wanted, tolerance)
    verify("Penalties", what, FORMULA, moved["d0.bias"], START["d0.bias"] - RATE * g["d0.bias"], tolerance)


def by_value(g: dict[str, Array]) -> dict[str, Array]:
    return {key: np.clip(array, -0.1, 0.1) for key, array in g.items()}


def by_norm(g: dict[str, Array]) -> dict[str, Array]:
    length = np.sqrt(sum((array**2).sum() for array in g.values()))
    return {key: array * min(1.0, 0.1 / length) for key, array in g.items()}


CLIPPED = {"value": by_value, "norm": by_norm}


@pytest.mark.parametrize("name", [name for name in CLIPPINGS.names() if name != "none"])
def test_clipping(verify: Verify, run: tuple[str, str], name: str) -> None:
    """One step of plain gradient descent with a gradient that is too large."""
    options = CLIPPINGS[name].options(limit=0.1)
    engine = engine_for(run, clip=CLIPPINGS[name].clip(options))
    engine.run(np.full((1, 1), RATE), np.full(1, RATE))
    for key, g in written(CLIPPED, name)(slope(START)).items():
        found = START[key] - engine.read().weights[key]
        what = f"clipping by {name}, {run_id(run)}"
        verify("Penalties", what, FORMULA, found / RATE, g, 100 * TOLERANCE[run[1]])
