"""Optimizers of which there are no stored reference numbers, and options that these leave out, against the published
algorithms, on a linear layer whose gradient is written out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import msgspec
import numpy as np
import pytest

from core.catalog.optimizers import OPTIMIZERS
from tests.engines.runs import FORMULA, REFERENCED, RUNS, TOLERANCE, Array, on, run_id, written
from tests.networks import chain, project_of
from tests.verified import Verify

Steps = Iterator[Array]
RNG = np.random.default_rng(12)
X, T, START = RNG.normal(size=(20, 4)), RNG.normal(size=(20, 3)), RNG.normal(size=(4, 3))


def gradient(w: Array) -> Array:
    """Of mean((X w - T)^2)."""
    return np.asarray(2.0 * X.T @ (X @ w - T) / T.size)


def lion(w: Array, o: Any) -> Steps:
    """Chen et al. 2023, Symbolic discovery of optimization algorithms, algorithm 2."""
    m = np.zeros_like(w)
    while True:
        g = gradient(w)
        w = w - o.lr * (np.sign(o.beta1 * m + (1.0 - o.beta1) * g) + o.weight_decay * w)
        m = o.beta2 * m + (1.0 - o.beta2) * g
        yield w


def averaged_momentum(w: Array, o: Any) -> Steps:
    v = np.zeros_like(w)
    while True:
        v = o.momentum * v + (1.0 - o.momentum) * gradient(w)
        w = w - o.lr * v
        yield w


def adam(w: Array, o: Any) -> Steps:
    """Kingma and Ba 2015, algorithm 1, without the correction of m and v where the options say so."""
    m, v = np.zeros_like(w), np.zeros_like(w)
    for t in count(1):
        g = gradient(w)
        m, v = o.beta1 * m + (1.0 - o.beta1) * g, o.beta2 * v + (1.0 - o.beta2) * g**2
        first, second = (1.0 - o.beta1**t, 1.0 - o.beta2**t) if o.bias_correction else (1.0, 1.0)
        w = w - o.lr * (m / first) / (np.sqrt(v / second) + o.eps)
        yield w


DEFINITIONS: dict[str, Callable[[Array, Any], Steps]] = {"lion": lion}
VARIANTS: dict[str, tuple[str, dict[str, Any], Callable[[Array, Any], Steps]]] = {
    "momentum, averaged": ("momentum", {"averaged": True}, averaged_momentum),
    "adam, other memories": ("adam", {"beta1": 0.7, "beta2": 0.95, "eps": 1e-3}, adam),
    "lion, with decay": ("lion", {"weight_decay": 0.3}, lion),
    "adam, without bias correction": ("adam", {"bias_correction": False, "lr": 0.001}, adam),
}


def assert_paths_agree(
    verify: Verify, run: tuple[str, str], what: str, options: Any, algorithm: Callable[[Array, Any], Steps]
) -> None:
    """Weights after 1, 10 and 50 steps."""
    project = project_of(chain(3, use_bias=False), x=X, y=T, task="regress", optimizer=msgspec.to_builtins(options))
    engine = on(project, X, T, run, weights={"d0.weight": START})
    steps = np.arange(1, 51)
    table = OPTIMIZERS.of(options).coefficients(options, np.full(50, options.lr), steps)
    for step, wanted in zip(steps.tolist(), algorithm(START, options), strict=False):
        engine.run(table[step - 1 : step])
        if step in (1, 10, 50):
            found = engine.read().weights["d0.weight"]
            verify("Optimizers", f"{what}, {run_id(run)}", FORMULA, found, wanted, TOLERANCE[run[1]])


@pytest.mark.parametrize("run", RUNS, ids=run_id)
@pytest.mark.parametrize("name", [name for name in OPTIMIZERS.names() if name not in REFERENCED["optimizers"]])
def test_optimizers(verify: Verify, run: tuple[str, str], name: str) -> None:
    assert_paths_agree(verify, run, name, OPTIMIZERS[name].options(), written(DEFINITIONS, name))


@pytest.mark.parametrize("run", RUNS, ids=run_id)
@pytest.mark.parametrize("what", VARIANTS)
def test_options(verify: Verify, run: tuple[str, str], what: str) -> None:
    name, options, algorithm = VARIANTS[what]
    assert_paths_agree(verify, run, what, OPTIMIZERS[name].options(**options), algorithm)
