"""Layers: outputs against their published formulas, gradients against finite differences of these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from core.catalog.layers import LAYERS
from tests.engines.runs import (
    DIFFERENCES,
    FINITE,
    FORMULA,
    PYTORCH,
    RUNS,
    TOLERANCE,
    Array,
    dropout_factors,
    joined,
    noise_of,
    probe,
    reference,
    run_id,
    slopes_of,
    trained_once,
    written,
)
from tests.networks import dense
from tests.verified import Verify

pytestmark = pytest.mark.parametrize("run", RUNS, ids=run_id)

Weights = dict[str, Array]
MARKS = {"input", "output", "flatten"}
"""Layers that hand on what they get."""
RNG = np.random.default_rng(9)
GIVEN = {f"{name}.weight": RNG.normal(size=(8, 5)) for name in ("p", "q", "r")}
"""What the layers get: bias-free dense layers on rows of the unit matrix show their weights."""


@dataclass(frozen=True)
class Case:
    """A layer `n` on the inputs named in `sources`, and its output as a function of all arrays."""

    output: Callable[[Weights], Array]
    sources: str = "p"
    options: dict[str, Any] = field(default_factory=dict)
    own: Weights = field(default_factory=dict)


def normal(z: Array, axis: int) -> Array:
    return np.asarray((z - z.mean(axis, keepdims=True)) / np.sqrt(z.var(axis, keepdims=True) + 1e-5))


SCALES = {"n.scale": RNG.normal(1.0, 0.3, 5), "n.shift": RNG.normal(size=5)}
REMEMBERED = {"n.mean": GIVEN["p.weight"].mean(axis=0), "n.variance": GIVEN["p.weight"].var(axis=0)}
CASES = {
    "dense": Case(
        lambda w: np.tanh(w["p.weight"] @ w["n.weight"] + w["n.bias"]),
        options={"units": 3, "activation": "tanh"},
        own={"n.weight": RNG.normal(size=(5, 3)), "n.bias": RNG.normal(size=3)},
    ),
    "activation": Case(lambda w: 1.0 / (1.0 + np.exp(-w["p.weight"])), options={"activation": "sigmoid"}),
    "add": Case(lambda w: w["p.weight"] + w["q.weight"] + w["r.weight"], "pqr"),
    "multiply": Case(lambda w: w["p.weight"] * w["q.weight"] * w["r.weight"], "pqr"),
    "concat": Case(lambda w: np.hstack([w["p.weight"], w["q.weight"], w["r.weight"]]), "pqr"),
    "dropout": Case(lambda w: w["p.weight"], options={"rate": 0.3}),
    "gaussian_noise": Case(lambda w: w["p.weight"], options={"deviation": 0.5}),
    "batch_norm": Case(lambda w: normal(w["p.weight"], 0) * w["n.scale"] + w["n.shift"], own={**SCALES, **REMEMBERED}),
    "layer_norm": Case(lambda w: normal(w["p.weight"], 1) * w["n.scale"] + w["n.shift"], own=SCALES),
}


@pytest.mark.parametrize("kind", [name for name in LAYERS.names() if name not in MARKS])
def test_layers(verify: Verify, run: tuple[str, str], kind: str) -> None:
    """Outside training; what batch_norm remembers is what it would find in this batch."""
    case = written(CASES, kind)
    weights = {**{f"{name}.weight": GIVEN[f"{name}.weight"] for name in case.sources}, **case.own}
    nodes = [dense(name, "x", 5, "identity", use_bias=False) for name in case.sources]
    nodes.append({"id": "n", "kind": kind, "inputs": list(case.sources), **case.options})
    wanted = case.output(weights)
    slope = np.random.default_rng(10).normal(size=wanted.shape)
    engine = probe(nodes, weights, wanted, slope, run)
    what, found = f"{kind}, {run_id(run)}", engine.gradients()
    verify("Layers", what, FORMULA, engine.predict(np.eye(8)), wanted, TOLERANCE[run[1]])
    learned = {name: array for name, array in weights.items() if name not in REMEMBERED}
    slopes = slopes_of(lambda w: float((slope * case.output({**weights, **w})).sum()), learned)
    verify("Layers", f"{what}, gradient", FINITE, joined(found), joined(slopes), DIFFERENCES[run[1]])


@pytest.mark.parametrize("kind", ["batch_norm", "layer_norm"])
def test_norms(shared: Path, verify: Verify, run: tuple[str, str], kind: str) -> None:
    numbers = reference(shared, "layers")
    x = numbers["x"]
    weights = {"p.weight": x, "n.scale": numbers["scale"], "n.shift": numbers["shift"]}
    if kind == "batch_norm":
        weights |= {"n.mean": x.mean(axis=0), "n.variance": x.var(axis=0)}
    nodes = [dense("p", "x", 5, "identity", use_bias=False), {"id": "n", "kind": kind, "inputs": ["p"]}]
    engine = probe(nodes, weights, numbers[kind], numbers["g_out"], run)
    what, tolerance = f"{kind}, {run_id(run)}", TOLERANCE[run[1]]
    verify("Layers", what, PYTORCH, engine.predict(np.eye(len(x))), numbers[kind], tolerance)
    found = engine.gradients()
    for name, key in (("p.weight", "g_x"), ("n.scale", "g_scale"), ("n.shift", "g_shift")):
        verify("Layers", f"{what}, gradient", PYTORCH, found[name], numbers[f"{kind}.{key}"], tolerance)


def test_what_batch_norm_remembers(verify: Verify, run: tuple[str, str]) -> None:
    """A tenth of the batch's mean and (biased) variance, and nine tenths of what was there: 0 and 1."""
    z = np.random.default_rng(11).normal(2.0, 3.0, (20, 6))
    weights = trained_once({"kind": "batch_norm"}, z, z, run, 0.1).read().weights
    for name, wanted in (("mean", 0.1 * z.mean(axis=0)), ("variance", 0.9 + 0.1 * z.var(axis=0))):
        what = f"batch_norm, what it remembers, {run_id(run)}"
        verify("Layers", what, FORMULA, weights[f"n.{name}"], wanted, TOLERANCE[run[1]])


def test_dropout_while_training(verify: Verify, run: tuple[str, str]) -> None:
    rate = 0.3
    factors = dropout_factors(run, rate)
    kept = factors > 0.5
    what = f"dropout while training, {run_id(run)}"
    verify("Layers", what, "0 or 1 / (1 - rate)", factors, kept / (1.0 - rate), TOLERANCE[run[1]])
    # Four standard deviations of the share that chance keeps.
    room = 4.0 * np.sqrt(rate * (1.0 - rate) / kept.size)
    verify("Layers", f"{what}, share kept", "1 - rate", kept.mean(), 1.0 - rate, float(room), "absolute")


def test_noise_while_training(verify: Verify, run: tuple[str, str]) -> None:
    """Kolmogorov and Smirnov: how far the shares below each of the numbers are from those they should be."""
    noise = np.sort(noise_of(run, 0.5), axis=None)
    wanted = [NormalDist(0.0, 0.5).cdf(value) for value in noise.tolist()]
    what = f"gaussian_noise while training, {run_id(run)}, distribution"
    # Chance goes beyond it once in a hundred times; the draw is a fixed one.
    room = 1.63 / np.sqrt(noise.size)
    found = (np.arange(noise.size) + 0.5) / noise.size
    verify("Layers", what, "normal distribution", found, wanted, float(room), "absolute")
