"""Numbers too small to matter: which are put down as zero, and that all others are kept."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core.catalog.optimizers import OPTIMIZERS
from core.engine.jit import kernel
from core.engine.small import flattened, settled
from tests.networks import chain, dense, loaded, project_of

SMALL = np.float32(1e-40)


@kernel
def _small(x: Any, slopes: Any, memories: Any) -> None:
    for i in range(x.shape[0]):
        slopes[i], memories[i] = flattened(x[i]), settled(x[i])


@pytest.mark.parametrize(("precision", "flat", "gone"), [("float32", 2.0**-50, 2.0**-100), ("float64", 0, 2.0**-900)])
def test_the_limits_are_what_they_say(precision: str, flat: float, gone: float) -> None:
    sizes = 2.0 ** np.array([-140.0, -101.0, -99.0, -51.0, -49.0, 0.0, 100.0]).astype(precision)
    sizes = np.concatenate([sizes, [2.0**-901, 2.0**-899] if precision == "float64" else []]).astype(precision)
    x = np.concatenate([sizes, -sizes, [0.0, np.inf]]).astype(precision)
    slopes, memories = np.ones_like(x), np.ones_like(x)
    _small(x, slopes, memories)
    assert slopes.tolist() == np.where(np.abs(x) < flat, 0.0, x).tolist()
    assert memories.tolist() == np.where(np.abs(x) < gone, 0.0, x).tolist()
    _small(np.full(3, np.nan, precision), slopes[:3], memories[:3])
    assert np.isnan(slopes[:3]).all()
    assert np.isnan(memories[:3]).all()


def test_sums_and_products_of_the_smallest_numbers_are_kept() -> None:
    nodes = [
        {"id": "x", "kind": "input"},
        {"id": "sum", "kind": "add", "inputs": ["x", "x"]},
        {"id": "all", "kind": "concat", "inputs": ["x", "sum"]},
        dense("y", "all", 1, "identity", use_bias=False),
        {"id": "out", "kind": "output", "inputs": ["y"]},
    ]
    project = project_of(nodes, x=[[0.0]], y=[0.0])
    for name in ("numpy", "cpu"):
        made = loaded(project, [[SMALL]], [[0.0]], name, precision="float32", weights={"y.weight": np.ones((2, 1))})
        found = made.activations(np.array([[SMALL]]), ["x", "sum", "y"])
        assert found["x"] == SMALL
        assert found["sum"] == SMALL + SMALL
        assert found["y"] == SMALL + SMALL + SMALL


@pytest.mark.parametrize("engine_name", ["numpy", "cpu"])
@pytest.mark.parametrize("optimizer", [e.name for e in OPTIMIZERS if e.slots])
def test_memories_of_slopes_that_ended_do_not_fade_for_ever(optimizer: str, engine_name: str) -> None:
    """A relu unit that is off has no slope any more; its memories are kept, or zero, never in between."""
    x, y = np.abs(np.random.default_rng(0).normal(size=(16, 3))), np.ones((16, 1))
    entry = OPTIMIZERS[optimizer]
    project = project_of(chain(4, 1, hidden="relu"), x=x, y=y, task="regress", optimizer=optimizer)
    engine: Any = loaded(project, x, y, engine_name, precision="float32")
    options: Any = entry.options()
    rows = entry.coefficients(options, np.full(4000, options.lr), np.arange(1, 4001))
    engine.run(rows[:50])
    state = engine.read()
    off = {**state.weights, "d0.bias": np.full(4, -100.0)}
    off["d0.weight"] = -np.abs(off["d0.weight"])
    engine.write(type(state)(off, state.memories, state.step, state.epoch, state.batch))
    engine.run(rows[50:])
    for memory in engine.read().memories:
        sizes = np.abs(np.concatenate([array.ravel() for array in memory.values()]))
        assert ((sizes == 0.0) | (sizes >= 2.0**-100)).all()


@pytest.mark.skipif("adamw" not in OPTIMIZERS, reason="there is no adamw")
def test_weights_that_only_decay_end_at_zero() -> None:
    """An input that is always 0 gives its weights no slope."""
    x, y = np.zeros((8, 2)), np.ones((8, 1))
    project = project_of(chain(3, 1), x=x, y=y, task="regress", optimizer="adamw")
    engine: Any = loaded(project, x, y, "cpu")
    entry = OPTIMIZERS["adamw"]
    options: Any = entry.options()
    engine.run(entry.coefficients(options, np.full(1000, 0.9 / options.weight_decay), np.arange(1, 1001)))
    assert not engine.read().weights["d0.weight"].any()
