"""Compiled kernels and the GPU's program against the textbook, after a step and after an epoch, chance included."""

from __future__ import annotations

import numpy as np
import pytest

from core.engine.contract import Engine
from tests.engines.runs import RUNS, TOLERANCE, Array, dropout_factors, every_layer, joined, noise_of, on, run_id
from tests.networks import chain, project_of
from tests.verified import Verify

MINE = [run for run in RUNS if run[0] != "numpy"]
TEXTBOOK = "numpy", "float64"
NAME = "the NumPy engine"
RNG = np.random.default_rng(14)
X, Y = RNG.normal(size=(53, 4)), np.eye(3)[RNG.integers(0, 3, 53)]


def moved(engine: Engine, steps: int) -> Array:
    """How far all weights, and what norms remember, went in so many steps."""
    start = joined(engine.read().weights)
    engine.run(np.full((steps, 1), 1.0))
    return joined(engine.read().weights) - start


@pytest.mark.parametrize("mine", MINE, ids=run_id)
@pytest.mark.parametrize(("steps", "length"), [(1, "a step"), (4, "an epoch")])
def test_every_layer(verify: Verify, mine: tuple[str, str], steps: int, length: str) -> None:
    """A network of every layer kind, dropout among them; noise has a proof of its own."""
    project = project_of(every_layer("gaussian_noise"), x=X, y=Y, loss="cce", task="regress")
    settings = {"batch_size": 16, "shuffle": True, "order_key": 11, "dropout_key": 12, "parts": {"test": (X, Y)}}
    engine, textbook = (on(project, X, Y, run, **settings) for run in (mine, TEXTBOOK))
    what, tolerance = f"every layer but noise, {length}, {run_id(mine)}", TOLERANCE[mine[1]]
    verify("Engines", f"{what}: how far weights moved", NAME, moved(engine, steps), moved(textbook, steps), tolerance)
    found, wanted = engine.evaluate("test"), textbook.evaluate("test")
    verify("Engines", f"{what}: losses, right answers", NAME, found, wanted, tolerance)


@pytest.mark.parametrize("mine", MINE, ids=run_id)
def test_chance(verify: Verify, mine: tuple[str, str]) -> None:
    """What dropout leaves out in a step, and the noise that is added to it."""
    left_out = [dropout_factors(run, 0.3) < 0.5 for run in (mine, TEXTBOOK)]
    verify("Engines", f"dropout, what it leaves out, {run_id(mine)}", NAME, *left_out, 0.0, "absolute")
    # Normal numbers are made of random bits in single precision, whatever a run computes in.
    noise = [noise_of(run, 0.5) for run in (mine, TEXTBOOK)]
    verify("Engines", f"gaussian_noise, {run_id(mine)}", NAME, *noise, TOLERANCE["float32"])


@pytest.mark.parametrize("mine", MINE, ids=run_id)
def test_order(verify: Verify, mine: tuple[str, str]) -> None:
    """Batches of one row, each worth another step: the path tells in which order three epochs take them."""
    project = project_of(chain(1), x=X, y=X[:, :1], task="regress")
    engines = [on(project, X, X[:, :1], run, batch_size=1, shuffle=True, order_key=21) for run in (mine, TEXTBOOK)]
    table = np.linspace(0.01, 0.2, 3 * len(X))[:, None]
    for engine in engines:
        engine.run(table)
    found, wanted = (joined(engine.read().weights) for engine in engines)
    verify("Engines", f"the order of rows, {run_id(mine)}", NAME, found, wanted, TOLERANCE[mine[1]])
