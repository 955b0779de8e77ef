"""Networks in blocks of a GPU: whatever the launches, the place of memory and the neighbours, the same numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core.catalog.optimizers import OPTIMIZERS
from core.engine.contract import Floats, Job, Pull, State
from core.engine.counter import epoch_order
from core.engine.cuda import block_text, blocks
from core.engine.cuda.blocks import Blocks
from core.engine.reference import ReferenceEngine
from tests.cuda import networks
from tests.engines.coroutines import Coroutines

Tables = tuple[list[Floats], list[Floats]]


def tables(steps: int, *rates: float) -> Tables:
    """Coefficients of Adam with a rate for each network."""
    entry, numbers = OPTIMIZERS["adam"], np.arange(1, steps + 1)
    speeds = [np.full(steps, rate) for rate in rates]
    return [entry.coefficients(entry.options(), speed, numbers) for speed in speeds], speeds


def trained(made: list[tuple[Job, State]], table: Tables, device: Coroutines | None = None) -> tuple[Any, Blocks]:
    """The slices, and the ensemble as it then stands."""
    ensemble = Blocks(device or Coroutines())
    ensemble.load([job for job, _ in made], [state for _, state in made])
    return ensemble.run(*table), ensemble


def assert_same(one: Blocks, other: Blocks) -> None:
    for mine, yours in zip(one.read(), other.read(), strict=True):
        np.testing.assert_equal(mine.weights, yours.weights)
        np.testing.assert_equal(mine.memories, yours.memories)
        assert (mine.step, mine.epoch, mine.batch, mine.totals) == (yours.step, yours.epoch, yours.batch, yours.totals)


def test_launches_may_be_short(monkeypatch: pytest.MonkeyPatch) -> None:
    made, table = [networks.everything(8, 20)] * 2, tables(7, 0.01, 0.03)
    slices, whole = trained(made, table)
    monkeypatch.setattr(blocks, "MOST_STEPS", 2)
    pieces, cut = trained(made, table)
    assert_same(whole, cut)
    for mine, yours in zip(slices, pieces, strict=True):
        np.testing.assert_equal(mine.rows, yours.rows)
        assert (mine.steps, mine.loss) == (yours.steps, yours.loss)


def test_orders_are_made_on_the_device_too(monkeypatch: pytest.MonkeyPatch) -> None:
    job, state = networks.small(8, 20)
    made = [(replace(job, order_key=key), state) for key in (3, 4, 5)]
    _, by_host = trained(made, tables(6, 0.01, 0.01, 0.01))
    monkeypatch.setattr(blocks, "MANY_ORDERS", 1)
    _, by_device = trained(made, tables(6, 0.01, 0.01, 0.01))
    assert_same(by_host, by_device)
    orders = Coroutines().put(np.zeros((1, 2, 20), np.int32))
    Coroutines().launch(by_device._kernels.shuffle, (1,), 4, (orders, np.array([3], np.uint64), np.array([7])))
    np.testing.assert_array_equal(orders[0], [epoch_order(3, 7, 20), epoch_order(3, 8, 20)])


@pytest.mark.parametrize("kilobytes", [40, 24, 16, 4], ids=["own", "asked for", "without memories", "outside"])
def test_its_memory_may_lie_anywhere(kilobytes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made, table = [networks.small(8, 20)] * 2, tables(5, 0.01, 0.02)
    _, wanted = trained(made, table)
    device = Coroutines()
    device.most_shared = kilobytes * 1024
    monkeypatch.setattr(block_text, "MOST_SHARED", 30 * 1024)
    _, found = trained(made, table, device)
    assert_same(wanted, found)
    x = made[0][0].parts["train"][0]
    np.testing.assert_equal(found.predict([x, x]), wanted.predict([x, x]))
    np.testing.assert_equal(found.evaluate("test"), wanted.evaluate("test"))
    np.testing.assert_equal(found.gradients(), wanted.gradients())


def test_one_that_diverges_leaves_the_others_alone() -> None:
    job, state = networks.small(8, 20)
    wild = State({key: array * 1e30 for key, array in state.weights.items()}, ())
    made = [(job, state), (job, wild), (job, state)]
    slices, found = trained(made, tables(6, 0.01, 0.01, 0.02))
    assert [one.steps for one in slices] == [6, 0, 6]
    assert [one.bad_step for one in slices] == [0, 1, 0]
    for place, rate in ((0, 0.01), (2, 0.02)):
        _, alone = trained(made[:1], tables(6, rate))
        np.testing.assert_equal(found.read()[place].weights, alone.read()[0].weights)
    np.testing.assert_equal(found.read()[1].weights, {k: v.astype(np.float32) for k, v in wild.weights.items()})


def test_penalties_and_data_are_each_networks_own() -> None:
    job, state = networks.small(8, 20)
    keys = [param.key for param in job.program.table.trained_params() if param.key.endswith("weight")]
    pulls = tuple(Pull(key, "l2", (0.0, 0.1)) for key in keys)
    bounds = tuple(Pull(key, "max_norm", limit=0.5) for key in keys)
    x = np.random.default_rng(1).normal(size=(16, 2))
    other = {"train": (x, x[:, 1:]), "test": (x[:5], x[:5, 1:])}
    made = [
        (job, state),
        (replace(job, penalties=pulls), state),
        (replace(job, penalties=bounds), state),
        (replace(job, parts=other), state),
    ]
    table = tables(5, 0.01, 0.01, 0.01, 0.01)
    slices, found = trained(made, table)
    for place, one in enumerate(made):
        (alone,), engine = trained([one], (table[0][:1], table[1][:1]))
        np.testing.assert_equal(slices[place].rows, alone.rows)
        np.testing.assert_equal(found.read()[place].weights, engine.read()[0].weights)
    assert any((found.read()[0].weights[key] != found.read()[1].weights[key]).any() for key in keys)


def test_a_long_batch_is_summed_in_pieces() -> None:
    """More than 64 rows: sums of sums, which a NumPy sum comes near."""
    job, state = networks.small(100, 130)
    (one,), _ = trained([(job, state)], tables(2, 0.01))
    textbook = ReferenceEngine()
    textbook.load(*networks.small(100, 130, lanes=1))
    np.testing.assert_allclose(one.rows, textbook.run(tables(2, 0.01)[0][0]).rows, rtol=1e-5)


def test_curves_stay_those_of_the_textbook() -> None:
    """Twenty epochs of four networks with orders of their own: the losses told at each end."""
    made = [networks.small(8, 20)] * 4
    made = [(replace(job, order_key=key), state) for key, (job, state) in enumerate(made)]
    table = tables(60, 0.01, 0.01, 0.02, 0.02)
    slices, _ = trained(made, table)
    job, state = networks.small(8, 20, lanes=1)
    for key, one in enumerate(slices):
        textbook = ReferenceEngine()
        textbook.load(replace(job, order_key=key, precision="float64"), state)
        wanted = textbook.run(table[0][key]).rows
        np.testing.assert_allclose(one.rows[:, [2, 4, 5, 7]], wanted[:, [2, 4, 5, 7]], rtol=1e-3)
