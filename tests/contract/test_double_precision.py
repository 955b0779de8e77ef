"""The compiled engine in float64 against the textbook: everything registered, to ten digits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from core.catalog.activations import ACTIVATIONS
from core.catalog.losses import LOSSES
from core.catalog.optimizers import OPTIMIZERS
from core.engine.select import choose
from tests.networks import ENGINES, chain, loaded, project_of

AGREE = 1e-10
RNG = np.random.default_rng(8)
X, Y = RNG.normal(size=(30, 4)), np.eye(3)[RNG.integers(0, 3, 30)]


MINE = pytest.mark.parametrize("engine", [name for name in ENGINES if name != "numpy"])


def _both(project: Any, engine: str, **job: Any) -> list[Any]:
    return [loaded(project, X, Y, name, precision="float64", **job) for name in ("numpy", engine)]


def _coefficients(optimizer: str, steps: int) -> Any:
    options: Any = OPTIMIZERS[optimizer].options()
    rate = np.full(steps, min(options.lr, 0.1))
    return OPTIMIZERS[optimizer].coefficients(options, rate, np.arange(1, steps + 1))


def _assert_same(found: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    largest = max(float(np.linalg.norm(array)) for array in wanted.values())
    for key, array in wanted.items():
        assert found[key].dtype == np.float64
        assert np.linalg.norm(found[key] - array) <= AGREE * max(largest, 1e-300), key


@MINE
@pytest.mark.parametrize("optimizer", OPTIMIZERS.names())
def test_every_optimizer(optimizer: str, engine: str) -> None:
    project = project_of(chain(7, 3, last="softmax"), x=X, y=Y, loss="cce", task="regress", optimizer=optimizer)
    textbook, mine = _both(project, engine, batch_size=8, shuffle=True, order_key=11)
    wanted, found = (run.run(_coefficients(optimizer, 50)).rows for run in (textbook, mine))
    np.testing.assert_allclose(found, wanted, rtol=AGREE)
    _assert_same(mine.read().weights, textbook.read().weights)
    for memory, other in zip(mine.read().memories, textbook.read().memories, strict=True):
        _assert_same(memory, other)


@MINE
@pytest.mark.parametrize("activation", ACTIVATIONS.names())
def test_every_activation(activation: str, engine: str) -> None:
    project = project_of(chain(7, 9, 3, hidden=activation), x=X, y=Y, task="regress")
    textbook, mine = _both(project, engine, batch_size=8)
    _assert_same(mine.gradients(), textbook.gradients())
    for run in (textbook, mine):
        run.run(_coefficients("sgd", 5))
    _assert_same({"output": mine.predict(X)}, {"output": textbook.predict(X)})


@MINE
@pytest.mark.parametrize("loss", LOSSES.names())
@pytest.mark.parametrize("last", ["sigmoid", "softmax", "identity"])
def test_every_loss(loss: str, last: str, engine: str) -> None:
    project = project_of(chain(5, 3, last=last), x=X, y=Y, loss=loss, task="regress")
    textbook, mine = _both(project, engine)
    _assert_same(mine.gradients(), textbook.gradients())
    np.testing.assert_allclose(mine.evaluate("train"), textbook.evaluate("train"), rtol=AGREE)


def test_slices_and_pauses_change_no_bit() -> None:
    nodes = chain(20, 17, 3, last="softmax")
    nodes.insert(2, {"id": "drop", "kind": "dropout", "inputs": ["d0"], "rate": 0.3})
    nodes[3]["inputs"] = ["drop"]
    project = project_of(nodes, x=X, y=Y, loss="cce", task="regress", optimizer="adam")
    straight, cut, resumed = (
        loaded(project, X, Y, "cpu", precision="float64", batch_size=8, shuffle=True, order_key=3) for _ in range(3)
    )
    table = _coefficients("adam", 20)
    straight.run(table)
    for first, last in ((0, 1), (1, 7), (7, 12)):
        cut.run(table[first:last])
    resumed.write(cut.read())
    resumed.run(table[12:])
    wanted, found = straight.read(), resumed.read()
    for key, array in wanted.weights.items():
        assert np.array_equal(found.weights[key], array), key
    assert found.totals == wanted.totals


def test_projects_choose_their_precision() -> None:
    for precision, lanes in (("float32", 16), ("float64", 8)):
        assert (choose("auto", precision).name, choose("auto", precision).lanes) == ("cpu", lanes)
