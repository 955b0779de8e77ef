"""Losses against their published formulas, and what goes round them: factors of rows, smoothed targets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from core.catalog.losses import LOSSES
from core.session.setup import load, set_up
from tests.engines.runs import (
    DIFFERENCES,
    FINITE,
    FORMULA,
    REFERENCED,
    RUNS,
    TOLERANCE,
    Array,
    on,
    run_id,
    slopes_of,
    written,
)
from tests.networks import chain, engine_called, project_of
from tests.verified import Verify

pytestmark = pytest.mark.parametrize("run", RUNS, ids=run_id)


def cross_entropy(p: Array, t: Array) -> Array:
    """Of each row, with the logarithm of softmax(p) in one piece."""
    return np.asarray((t * (np.log(np.exp(p).sum(axis=1, keepdims=True)) - p)).sum(axis=1))


ROWS: dict[str, Callable[[Array, Array], Array]] = {
    "mse": lambda p, t: ((p - t) ** 2).mean(axis=1),
    "half_mse": lambda p, t: ((p - t) ** 2).mean(axis=1) / 2.0,
    "rmse": lambda p, t: ((p - t) ** 2).mean(axis=1),
    "mae": lambda p, t: np.abs(p - t).mean(axis=1),
    "huber": lambda p, t: np.where(np.abs(p - t) <= 1.0, (p - t) ** 2 / 2.0, np.abs(p - t) - 0.5).mean(axis=1),
    "log_cosh": lambda p, t: np.log(np.cosh(p - t)).mean(axis=1),
    "hinge": lambda p, t: np.maximum(1.0 - np.where(t > 0.5, p, -p), 0.0).mean(axis=1),
    "bce": lambda p, t: (np.log(1.0 + np.exp(p)) - t * p).mean(axis=1),
    "cce": cross_entropy,
}
"""Of each row; bce and cce are functions of the sum before sigmoid and softmax."""
LAST = {"bce": "sigmoid", "cce": "softmax"}


def points(loss: str) -> tuple[Array, Array]:
    """Predictions and targets (7, 3)."""
    rng = np.random.default_rng(6)
    p = rng.normal(0.0, 1.5, (7, 3))
    if loss == "cce":
        return p, np.eye(3)[rng.integers(0, 3, 7)]
    return p, rng.integers(0, 2, (7, 3)).astype(float) if LOSSES[loss].task == "classify" else rng.normal(size=(7, 3))


def engine_for(loss: str, p: Array, t: Array, run: tuple[str, str], **job: Any) -> Any:
    """Its output is p, or what sigmoid or softmax make of p, and its gradient that in p."""
    x = np.eye(len(p))
    nodes = chain(3, last=LAST.get(loss, "identity"), use_bias=False)
    project = project_of(nodes, x=x, y=t, loss=loss, task="regress")
    return on(project, x, t, run, weights={"d0.weight": p}, **job)


def total(loss: str, p: Array, t: Array, factors: Array | float = 1.0) -> float:
    """Of a batch."""
    mean = float((factors * written(ROWS, loss)(p, t)).mean())
    return float(np.sqrt(mean)) if LOSSES[loss].root else mean


@pytest.mark.parametrize("loss", [name for name in LOSSES.names() if name not in REFERENCED["losses"]])
def test_losses(verify: Verify, run: tuple[str, str], loss: str) -> None:
    p, t = points(loss)
    engine = engine_for(loss, p, t, run)
    what, wanted = f"{loss}, {run_id(run)}", total(loss, p, t)
    verify("Losses", what, FORMULA, engine.evaluate("train")[0] / len(p), wanted, TOLERANCE[run[1]])
    slope = slopes_of(lambda w: total(loss, w["p"], t), {"p": p})["p"]
    verify("Losses", f"{what}, gradient", FINITE, engine.gradients()["d0.weight"], slope, DIFFERENCES[run[1]])


@pytest.mark.parametrize("loss", LOSSES.names())
def test_rows_with_factors(verify: Verify, run: tuple[str, str], loss: str) -> None:
    """Class and sample weights: the loss of a batch is the mean of factor times loss."""
    p, t = points(loss)
    factors = np.random.default_rng(7).uniform(0.0, 3.0, len(p))
    engine = engine_for(loss, p, t, run, factors=factors)
    slope = slopes_of(lambda w: total(loss, w["p"], t, factors), {"p": p})["p"]
    what = f"{loss}, weighted rows, {run_id(run)}, gradient"
    verify("Losses", what, FINITE, engine.gradients()["d0.weight"], slope, DIFFERENCES[run[1]])


def test_huber_bends_where_it_is_told(verify: Verify, run: tuple[str, str]) -> None:
    delta = 0.4
    p, t = points("huber")
    x = np.eye(len(p))
    loss = {"kind": "huber", "delta": delta}
    project = project_of(chain(3, use_bias=False), x=x, y=t, loss=loss, task="regress")
    engine = on(project, x, t, run, weights={"d0.weight": p})

    def mean(w: dict[str, Array]) -> float:
        d = np.abs(w["p"] - t)
        return float(np.where(d <= delta, d**2 / 2.0, delta * (d - delta / 2.0)).mean())

    what, value = f"huber, delta {delta}, {run_id(run)}", engine.evaluate("train")[0] / len(p)
    verify("Losses", what, FORMULA, value, mean({"p": p}), TOLERANCE[run[1]])
    slope = slopes_of(mean, {"p": p})["p"]
    verify("Losses", f"{what}, gradient", FINITE, engine.gradients()["d0.weight"], slope, DIFFERENCES[run[1]])


@pytest.mark.parametrize("loss", ["bce", "cce"])
def test_label_smoothing(verify: Verify, run: tuple[str, str], loss: str) -> None:
    """The share s of a target is spread over all outputs; a yes or no of its own keeps 1 - s / 2."""
    p, t = points(loss)
    x = np.eye(len(p))
    nodes = chain(3, last=LAST[loss], use_bias=False)
    smoothing = {"kind": loss, "label_smoothing": 0.2}
    project = project_of(nodes, x=x, y=t, loss=smoothing, task="regress", precision=run[1])
    engine = engine_called(*run)
    load(set_up(project, engine.lanes, weights={"d0.weight": p}), engine)
    smooth = t * 0.8 + 0.2 / (3.0 if loss == "cce" else 2.0)
    what, wanted = f"{loss}, label smoothing, {run_id(run)}", total(loss, p, smooth)
    verify("Losses", what, "Keras's formula", engine.evaluate("train")[0] / len(p), wanted, TOLERANCE[run[1]])
    slope = slopes_of(lambda w: total(loss, w["p"], smooth), {"p": p})["p"]
    verify("Losses", f"{what}, gradient", FINITE, engine.gradients()["d0.weight"], slope, DIFFERENCES[run[1]])


def test_balanced_classes(verify: Verify, run: tuple[str, str]) -> None:
    """The loss of a batch is the mean of each row's factor, as scikit-learn makes them, times its loss."""
    from sklearn.utils.class_weight import compute_sample_weight

    classes = np.array([0, 0, 0, 0, 1, 2, 2])
    p, x, t = points("cce")[0], np.eye(7), np.eye(3)[classes]
    nodes = chain(3, last="softmax", use_bias=False)
    training = {"loss": "cce", "class_weights": "balanced", "precision": run[1]}
    project = project_of(nodes, x=x, y=classes, task="classify", **training)
    engine = engine_called(*run)
    load(set_up(project, engine.lanes, weights={"d0.weight": p}), engine)
    factors = compute_sample_weight("balanced", classes)
    slope = slopes_of(lambda w: total("cce", w["p"], t, factors), {"p": p})["p"]
    what = f"cce, balanced classes, {run_id(run)}, gradient"
    found = engine.gradients()["d0.weight"]
    verify("Losses", what, "scikit-learn, finite differences", found, slope, DIFFERENCES[run[1]])
