"""Every tile against its plain twin, and products against NumPy in double precision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from core.engine import products, tiles
from core.engine.elements import lanes_of
from core.engine.jit import kernel
from tests.networks import relative

BOTH = pytest.mark.parametrize("precision", ["float32", "float64"])
TILES = ["tall_x2", "tile_4x2", "tile_2x2", "tile_1x2", "tall_x1", "tile_4x1", "tile_2x1", "tile_1x1"]


def _numbers(n: int, seed: int = 0, precision: str = "float32") -> Any:
    return np.random.default_rng(seed).normal(size=n).astype(precision)


def _caller(function: Any, count: int) -> Callable[..., Any]:
    """An intrinsic as Python can call it, with an array and `count` positions."""
    names = ", ".join(f"i{k}" for k in range(count))
    space: dict[str, Any] = {"function": function}
    exec(f"def call(a, {names}):\n    return function(a, {names})", space)
    from numba import njit

    return njit(space["call"])


def _agree(function: Any, *positions: int, precision: str) -> None:
    """The compiled function and its twin leave the same array and give the same answer."""
    a = _numbers(2000, precision=precision)
    b = a.copy()
    found = _caller(function, len(positions))(a, *positions)
    wanted = function.twin(b, *positions)
    np.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-5)
    if wanted is not None:
        np.testing.assert_allclose(found, wanted, rtol=1e-5)


@pytest.mark.parametrize("name", TILES)
@BOTH
def test_a_tile_is_its_twin(name: str, precision: str) -> None:
    tile = getattr(tiles, name)
    # x at 0 with rows 7 apart, w at 300, y at 1000, started from a row at 1500 or from itself, also with no depth.
    for start, sr, depth in ((1500, 0, 5), (1000, 32, 5), (1500, 0, 1), (1500, 32, 0)):
        _agree(tile, 0, 7, 1, 300, 32, 1000, 32, start, sr, depth, precision=precision)
    # x turned around.
    _agree(tile, 0, 1, 9, 300, 32, 1000, 32, 1500, 0, 6, precision=precision)


@pytest.mark.parametrize("rows", [0, 1, 3, 4, 9])
@BOTH
def test_sums_over_rows(rows: int, precision: str) -> None:
    _agree(tiles.row_sum, 32, 48, rows, 1600, 1700, precision=precision)


@pytest.mark.parametrize("rows", [-3, 0, 1, 15, 16, 40])
@BOTH
def test_squares_are_turned(rows: int, precision: str) -> None:
    a = _numbers(2000, precision=precision)
    b, side = a.copy(), lanes_of(precision)
    _caller(tiles.transpose, 5)(a, 0, 48, rows, 1000, 32)
    block = np.zeros((side, side), precision)
    for r in range(max(0, min(rows, side))):
        block[r] = b[r * 48 : r * 48 + side]
    found = np.stack([a[1000 + 32 * r : 1000 + side + 32 * r] for r in range(side)])
    assert (found == block.T).all()


@pytest.mark.parametrize("width", [1, 15, 16, 17, 48])
@BOTH
def test_rows_are_folded(width: int, precision: str) -> None:
    for fold in (tiles.row_max, tiles.row_total, tiles.view):
        _agree(fold, 100, width, precision=precision)


@kernel
def _copy(a: Any, source: Any, width: Any) -> None:
    tiles.copy_row(a, 16, source, 3, width)


@pytest.mark.parametrize("width", [1, 15, 16, 17, 48])
def test_a_row_is_copied_with_its_padding(width: int) -> None:
    a, source = np.zeros(128, np.float32), _numbers(200)
    _copy(a, source, width)
    assert (a[16 : 16 + width] == source[3 : 3 + width]).all()
    assert not a[:16].any()
    assert not a[16 + width :].any()


@kernel
def _product(a: Any, x: Any, w: Any, y: Any, start: Any, size: Any, room: Any) -> None:
    rows, columns, depth = size
    products.product(
        a, x[0], x[1], x[2], w[0], w[1], y[0], y[1], start[0], start[1], rows, columns, depth, room[0], room[1], room[2]
    )


@kernel
def _turned(a: Any, x: Any, w: Any, y: Any, start: Any, size: Any, room: Any) -> None:
    """`size` is rows, columns, depth and the rows of w that there are."""
    rows, columns, depth, real = size
    products.product_turned(
        a,
        x[0],
        x[1],
        x[2],
        w[0],
        w[1],
        y[0],
        y[1],
        start[0],
        start[1],
        rows,
        columns,
        depth,
        real,
        room[0],
        room[1],
        room[2],
    )


SHAPES = [(1, 1, 1), (3, 2, 5), (32, 16, 16), (9, 40, 33), (30, 7, 260), (26, 300, 520), (40, 530, 1040)]


class Ground:
    """A flat array with x, w, y (padded rows), a bias, zeros and scratch."""

    def __init__(self, rows: int, inputs: int, outputs: int, precision: str) -> None:
        lanes = lanes_of(precision)
        self.ip, self.op = (-(-width // lanes) * lanes for width in (inputs, outputs))
        widest = max(self.ip, self.op) + 16
        space = (max(rows, inputs) + 16) * products.SPREAD
        sizes = [rows * self.ip, inputs * self.op, rows * self.op, widest, widest, products.SCRATCH, space]
        self.x, self.w, self.z, self.bias, self.zero, *room, end = (int(n) for n in np.cumsum([0, *sizes]))
        self.room = (*room, 0)
        self.a = np.zeros(end, precision)
        self.block(self.x, rows, inputs, self.ip)[:] = _numbers(rows * inputs, 1, precision).reshape(rows, inputs)
        self.block(self.w, inputs, outputs, self.op)[:] = _numbers(inputs * outputs, 2, precision).reshape(
            inputs, outputs
        )
        self.block(self.bias, 1, outputs, self.op)[:] = _numbers(outputs, 3, precision)

    def block(self, at: int, rows: int, width: int, stride: int) -> Any:
        return self.a[at : at + rows * stride].reshape(rows, stride)[:, :width]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@BOTH
def test_one_product_serves_forward_and_both_gradients(shape: tuple[int, int, int], precision: str) -> None:
    rows, inputs, outputs = shape
    g = Ground(*shape, precision)
    near = 1e-6 if precision == "float32" else 1e-14
    x, w = (v.astype(np.float64) for v in (g.block(g.x, rows, inputs, g.ip), g.block(g.w, inputs, outputs, g.op)))
    bias = g.block(g.bias, 1, outputs, g.op).astype(np.float64)

    _product(g.a, (g.x, g.ip, 1), (g.w, g.op), (g.z, g.op), (g.bias, 0), (rows, g.op, inputs), g.room)
    z = x @ w + bias
    assert relative(g.block(g.z, rows, outputs, g.op), z) < near
    assert not g.block(g.z, rows, g.op, g.op)[:, outputs:].any(), "the padding stays zero"

    _product(g.a, (g.x, 1, g.ip), (g.z, g.op), (g.w, g.op), (g.w, g.op), (inputs, g.op, rows), g.room)
    assert relative(g.block(g.w, inputs, outputs, g.op), w + x.T @ z) < 2 * near, "added to what was there"

    w = g.block(g.w, inputs, outputs, g.op).astype(np.float64)
    size = (rows, g.ip, outputs, inputs)
    _turned(g.a, (g.z, g.op, 1), (g.w, g.op), (g.x, g.ip), (g.zero, 0), size, g.room)
    assert relative(g.block(g.x, rows, inputs, g.ip), z @ w.T) < 2 * near
    assert not g.block(g.x, rows, g.ip, g.ip)[:, inputs:].any(), "the padding stays zero"
