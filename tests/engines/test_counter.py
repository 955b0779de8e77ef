"""Numbers without a state: spread evenly, different in every place, and the same compiled."""

from __future__ import annotations

from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from core.engine import counter, draws, program
from core.engine.jit import kernel

KEYS = (0, 1, 12345, 2**64 - 1)


def test_a_number_for_every_place() -> None:
    seen = {counter.hashed(key, a, b) for key in KEYS for a in range(20) for b in range(20)}
    assert len(seen) == len(KEYS) * 400
    assert all(0 <= number <= counter.MASK for number in seen)


def test_key_and_epoch_are_no_equals() -> None:
    assert counter.hashed(0, 1) != counter.hashed(1, 0)


@pytest.mark.parametrize("n", [0, 1, 2, 17, 1000])
def test_an_order_holds_every_row_once(n: int) -> None:
    assert sorted(counter.epoch_order(3, 4, n)) == list(range(n))


def test_orders_are_functions_of_key_and_epoch() -> None:
    first = counter.epoch_order(7, 0, 50)
    assert (first == counter.epoch_order(7, 0, 50)).all()
    assert (first != counter.epoch_order(7, 1, 50)).any()
    assert (first != counter.epoch_order(8, 0, 50)).any()


def test_every_row_comes_first_equally_often() -> None:
    firsts = np.bincount([counter.epoch_order(1, epoch, 8)[0] for epoch in range(4000)], minlength=8)
    # Chi squared with 7 degrees of freedom: above 30 once in ten thousand.
    assert float(((firsts - 500.0) ** 2 / 500.0).sum()) < 30.0


@pytest.mark.parametrize("rate", [0.0, 0.1, 0.5, 0.9])
def test_masks_keep_their_share(rate: float) -> None:
    kept = counter.keep_mask(5, 6, 7, 200, 100, rate).mean()
    assert kept == pytest.approx(1.0 - rate, abs=5.0 * np.sqrt(rate * (1.0 - rate) / 20000) + 1e-12)


def test_masks_differ_by_step_and_operation() -> None:
    masks = [counter.keep_mask(1, step, operation, 40, 30, 0.5) for step in (1, 2) for operation in (1, 2)]
    for i, mask in enumerate(masks):
        for other in masks[:i]:
            assert 0.4 < (mask == other).mean() < 0.6


def test_a_mask_does_not_depend_on_the_rows_after_it() -> None:
    assert (counter.keep_mask(1, 2, 3, 4, 5, 0.5) == counter.keep_mask(1, 2, 3, 9, 5, 0.5)[:4]).all()


@kernel
def _order(order: Any, key: Any, epoch: Any) -> None:
    draws.fill_order(order, key, epoch)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("n", [0, 1, 2, 33, 500])
def test_the_compiled_order_is_the_same(key: int, n: int) -> None:
    order = np.zeros(n, np.int64)
    _order(order, np.uint64(key), np.int64(9))
    assert (order == counter.epoch_order(key, 9, n)).all()


@kernel
def _drop(a: Any, p: Any, rate: Any, key: Any, step: Any) -> None:
    draws.dropout(a, p, 0, 6, rate, key, step)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("rate", [0.0, 0.3, 0.99])
def test_the_compiled_mask_is_the_same(key: int, rate: float) -> None:
    width, rows, stride = 21, 6, 32
    row = np.zeros((1, program.COLUMNS), np.int64)
    row[0, [program.X, program.XS, program.XW]] = 0, stride, width
    row[0, [program.Y, program.YS, program.YW]] = rows * stride, stride, width
    row[0, program.CASE] = 4
    a = np.zeros(2 * rows * stride + 16, np.float32)
    a[: rows * stride].reshape(rows, stride)[:, :width] = 1.0
    _drop(a, row, rate, np.uint64(key), np.int64(8))
    masked = a[rows * stride : 2 * rows * stride].reshape(rows, stride)
    assert ((masked[:, :width] != 0.0) == counter.keep_mask(key, 8, 4, rows, width, rate)).all()
    assert masked[:, :width].max() in (0.0, np.float32(1.0 / (1.0 - rate)))
    assert not masked[:, width:].any()


@kernel
def _shake(a: Any, p: Any, rate: Any, key: Any, step: Any) -> None:
    draws.noise(a, p, 0, 300, rate, key, step)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_compiled_noise_is_the_same(key: int, dtype: Any) -> None:
    width, rows, stride = 21, 300, 32
    row = np.zeros((1, program.COLUMNS), np.int64)
    row[0, [program.X, program.XS, program.XW]] = 0, stride, width
    row[0, [program.Y, program.YS, program.YW]] = rows * stride, stride, width
    row[0, program.CASE] = 4
    a = np.zeros(2 * rows * stride + 16, dtype)
    _shake(a, row, 1.0, np.uint64(key), np.int64(8))
    shaken = a[rows * stride : 2 * rows * stride].reshape(rows, stride)
    np.testing.assert_allclose(shaken[:, :width], counter.normals(key, 8, 4, rows, width), atol=4e-6)
    assert not shaken[:, width:].any()


def test_the_rarest_normal_numbers_are_right() -> None:
    """The compiled formula from end to end, against Python's own."""
    ends = [0, 1, 2, 3, 100, 2**20, 2**21 - 1, 2**21, 2**21 + 1, 2**23 - 1]
    bits = np.array([*ends, *(2**counter.BITS - 1 - n for n in ends)], np.uint64)
    found = np.zeros(len(bits))
    _normals(bits, found)
    wanted = [NormalDist().inv_cdf((int(n) + 0.5) / 2**counter.BITS) for n in bits]
    np.testing.assert_allclose(found, wanted, atol=4e-6)


@kernel
def _normals(bits: Any, found: Any) -> None:
    for i in range(bits.shape[0]):
        found[i] = draws.normal(bits[i])
