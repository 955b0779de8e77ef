"""Penalties, clipping, decay, largest norms and weighted rows, in both engines, against their definitions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalog.clippings import Clip
from core.catalog.losses import LOSSES
from core.catalog.optimizers import OPTIMIZERS
from core.catalog.penalties import PENALTIES
from core.compile.check import check
from core.compile.lower import lower
from core.session.pulls import pulls
from tests.networks import ENGINES, chain, loaded, project_of, relative

RNG = np.random.default_rng(4)
X, Y = RNG.normal(size=(21, 4)), RNG.normal(size=(21, 3))


def _run(engine: str, penalty: Any = "none", nodes: Any = None, x: Any = X, y: Any = Y, **job: Any) -> Any:
    project = project_of(nodes or chain(6, 3), x=x, y=y, task="regress", penalty=penalty)
    return loaded(project, x, y, engine, penalties=pulls(project, lower(check(project)).table), **job)


def _steps(n: int = 1, rate: float = 0.1) -> tuple[Any, Any]:
    return np.full((n, 1), rate), np.full(n, rate)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("biases", [False, True])
@pytest.mark.parametrize(
    ("penalty", "slope"),
    [
        ({"kind": "l1", "strength": 0.3}, lambda w: 0.3 * np.sign(w)),
        ({"kind": "l2", "strength": 0.3}, lambda w: 0.6 * w),
        ({"kind": "l1_l2", "l1": 0.2, "l2": 0.1}, lambda w: 0.2 * np.sign(w) + 0.2 * w),
    ],
    ids=["l1", "l2", "l1_l2"],
)
def test_a_penalty_adds_its_slope(engine: str, biases: bool, penalty: Any, slope: Any) -> None:
    plain, pulled = _run(engine), _run(engine, {**penalty, "biases": biases})
    for run in (plain, pulled):
        run.run(*_steps(3))
    weights = plain.read()
    pulled.write(weights)
    before, after = plain.gradients(), pulled.gradients()
    for key, g in before.items():
        touched = biases or key.endswith("weight")
        wanted = g + slope(weights.weights[key]) if touched else g
        assert relative(after[key], wanted) < 1e-6, key


@pytest.mark.parametrize("engine", ENGINES)
def test_the_loss_told_is_the_datas_alone(engine: str) -> None:
    plain, pulled = _run(engine), _run(engine, {"kind": "l2", "strength": 5.0})
    assert pulled.run(*_steps()).loss == plain.run(*_steps()).loss


@pytest.mark.parametrize("engine", ENGINES)
def test_a_layers_own_penalty_comes_on_top(engine: str) -> None:
    nodes = chain(6, 3)
    nodes[2]["penalty"] = {"kind": "l1", "strength": 0.5}
    run, plain = _run(engine, {"kind": "l2", "strength": 0.25}, nodes), _run(engine)
    w, g, bare = run.read().weights, run.gradients(), plain.gradients()
    assert relative(g["d0.weight"], bare["d0.weight"] + 0.5 * w["d0.weight"]) < 1e-6
    assert relative(g["d1.weight"], bare["d1.weight"] + 0.5 * w["d1.weight"] + 0.5 * np.sign(w["d1.weight"])) < 1e-6


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("limit", [1e-3, 0.05, 1e3])
def test_clipping(engine: str, limit: float) -> None:
    """A step of plain descent is the clipped gradient of loss and penalties."""
    penalty = {"kind": "l2", "strength": 0.4}
    gradient = _run(engine, penalty).gradients()
    length = np.sqrt(sum(float((g.astype(float) ** 2).sum()) for g in gradient.values()))
    for clip, cut in (
        (Clip(value=limit), lambda g: np.clip(g, -limit, limit)),
        (Clip(norm=limit), lambda g: g * min(1.0, limit / length)),
    ):
        run = _run(engine, penalty, clip=clip)
        start = run.read().weights
        run.run(*_steps(rate=1.0))
        for key, w in run.read().weights.items():
            assert np.abs(w - (start[key] - cut(gradient[key]))).max() < 2e-6, key


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("biases", [False, True])
def test_largest_norms_hold_after_every_step(engine: str, biases: bool) -> None:
    run = _run(engine, {"kind": "max_norm", "limit": 0.4, "biases": biases}, batch_size=5)
    free = _run(engine, batch_size=5)
    for _ in range(12):
        run.run(*_steps(rate=0.5))
        free.run(*_steps(rate=0.5))
        for key, w in run.read().weights.items():
            if key.endswith("weight"):
                assert np.linalg.norm(w, axis=0).max() <= 0.4 * (1 + 1e-6)
            elif biases:
                assert np.abs(w).max() <= 0.4 * (1 + 1e-6)
    assert np.linalg.norm(free.read().weights["d1.weight"], axis=0).max() > 0.5, "without it they would be longer"


@pytest.mark.parametrize("engine", ENGINES)
def test_decoupled_decay_with_biases_is_adamw(engine: str) -> None:
    rate, steps = 0.05, np.arange(1, 21)
    decayed = _run(engine, {"kind": "decay", "strength": 0.1, "biases": True}, optimizer="adam")
    adamw = _run(engine, optimizer="adamw")
    for run, name, more in ((decayed, "adam", {}), (adamw, "adamw", {"weight_decay": 0.1})):
        entry = OPTIMIZERS[name]
        options = entry.options(lr=rate, **more)
        run.run(entry.coefficients(options, np.full(20, rate), steps), np.full(20, rate))
    for key, w in adamw.read().weights.items():
        assert relative(decayed.read().weights[key], w) < (1e-5 if engine == "cpu" else 1e-12), key


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), loss=st.sampled_from(LOSSES.names()), width=st.integers(1, 3))
def test_a_row_of_weight_two_is_that_row_twice(engine: str, seed: int, loss: str, width: int) -> None:
    rng = np.random.default_rng(seed)
    compares = LOSSES[loss].reduction == "sum"
    width = max(width, 2) if compares else width
    x, y = rng.normal(size=(9, 4)), rng.integers(0, 2, (9, width)).astype(float)
    nodes = chain(5, width, last="softmax" if compares else "sigmoid")
    factors = rng.integers(0, 3, 9)
    factors[0] = 1
    again = np.repeat(np.arange(9), factors)

    def run(rows: Any, **job: Any) -> Any:
        project = project_of(nodes, x=x, y=y, loss=loss, task="regress")
        return loaded(project, x[rows], y[rows], engine, **job)

    weighted = run(np.arange(9), factors=factors.astype(float))
    repeated = run(again)
    # The mean is taken over the rows there are: 9 here, as many as the factors add up to there.
    scale = (len(again) / 9) ** (0.5 if LOSSES[loss].root else 1.0)
    found, wanted = weighted.gradients(), repeated.gradients()
    largest = max(np.linalg.norm(g) for g in wanted.values())
    for key, g in wanted.items():
        assert np.linalg.norm(found[key] - g * scale) <= 1e-5 * largest * scale + 1e-12, key
    nothing = np.zeros((1, 1))
    assert weighted.run(nothing).loss == pytest.approx(repeated.run(nothing).loss * scale, rel=1e-5)


@pytest.mark.parametrize("engine", ENGINES)
def test_weights_of_one_change_nothing_and_root_losses_know_them(engine: str) -> None:
    for loss in ("mse", "rmse", "cce"):
        y = np.abs(Y) / np.abs(Y).sum(axis=1, keepdims=True)
        project = project_of(chain(6, 3, last="softmax"), x=X, y=y, loss=loss, task="regress")
        plain, weighted, doubled = (
            loaded(project, X, y, engine, factors=w) for w in (None, np.ones(21), np.full(21, 4.0))
        )
        factor = 2.0 if loss == "rmse" else 4.0
        for key, g in plain.gradients().items():
            assert relative(weighted.gradients()[key], g) < 1e-5, key
            assert relative(doubled.gradients()[key], factor * g) < 1e-5, key
        assert np.array_equal(plain.evaluate("train"), doubled.evaluate("train")), "parts are measured without"


@pytest.mark.parametrize("engine", [name for name in ENGINES if name != "numpy"])
def test_everything_at_once_agrees_between_the_engines(engine: str) -> None:
    penalty = {"kind": "l1_l2", "l1": 0.01, "l2": 0.02, "biases": True}
    nodes = chain(18, 7, 3)
    nodes[1]["penalty"] = {"kind": "max_norm", "limit": 0.9}
    nodes[2]["penalty"] = {"kind": "decay", "strength": 0.3}
    job = {"factors": np.linspace(0.0, 3.0, 21), "clip": Clip(value=0.3, norm=0.5), "batch_size": 6}
    both = [_run(name, penalty, nodes, precision="float32", **job) for name in ("numpy", engine)]
    for steps in (1, 9):
        textbook, mine = (run.run(*_steps(steps)) for run in both)
        assert mine.loss == pytest.approx(textbook.loss, rel=2e-5)
        for key, w in both[0].read().weights.items():
            assert relative(both[1].read().weights[key], w) < 1e-5, key


def test_every_costly_penalty_has_a_slope() -> None:
    w = np.array([-2.0, -0.5, 0.3, 1.5])
    for entry in PENALTIES:
        c = entry.coefficients(entry.options())
        slope = (entry.value(w + 1e-6, *c) - entry.value(w - 1e-6, *c)) / 2e-6
        np.testing.assert_allclose(entry.slope(w, *c), slope, rtol=1e-6, atol=1e-9)
        assert entry.costs == bool(np.any(slope)), entry.name
