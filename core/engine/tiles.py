"""Matrix products as tiles of explicit vectors, which LLVM leaves as they are (it does not find them by itself).

All numbers live in one flat array `a`; every argument is a position or a distance in it, so one tile serves the
product and both its gradients. A vector is 64 bytes: 16 float32 lanes, or 8 float64.
Each tile has a twin of plain NumPy of the same name and arguments, which runs when the compiler is off.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils

from core.engine.elements import BYTES
from core.engine.jit import vector
from core.engine.shapes import ROWS

_INT = ir.IntType(64)


def _int(value: int) -> ir.Constant:
    return ir.Constant(_INT, value)


class _Floats:
    """Writes vector code over the flat array: loads, stores and multiply-adds at positions in it."""

    def __init__(self, context: Any, builder: Any, array_type: Any, array: Any) -> None:
        self.builder = builder
        self.scalar = context.get_data_type(array_type.dtype)
        self.lanes = BYTES // (array_type.dtype.bitwidth // 8)
        self.type = ir.VectorType(self.scalar, self.lanes)
        self.data = context.make_array(array_type)(context, builder, array).data
        self.zero = ir.Constant(self.type, None)

    def at(self, position: Any) -> Any:
        return self.builder.gep(self.data, [position])

    def load(self, pointer: Any) -> Any:
        return self.builder.load(self.builder.bitcast(pointer, self.type.as_pointer()), align=4)

    def store(self, value: Any, pointer: Any) -> None:
        self.builder.store(value, self.builder.bitcast(pointer, self.type.as_pointer()), align=4)

    def spread(self, pointer: Any) -> Any:
        """The number there in every lane."""
        return self.spread_value(self.builder.load(pointer))

    def spread_value(self, value: Any) -> Any:
        undefined = ir.Constant(ir.VectorType(value.type, self.lanes), ir.Undefined)
        first = self.builder.insert_element(undefined, value, ir.Constant(ir.IntType(32), 0))
        return self.builder.shuffle_vector(
            first, undefined, ir.Constant(ir.VectorType(ir.IntType(32), self.lanes), None)
        )

    def shuffle(self, x: Any, y: Any, lanes: Sequence[int]) -> Any:
        mask = ir.Constant(ir.VectorType(ir.IntType(32), self.lanes), list(lanes))
        return self.builder.shuffle_vector(x, y, mask)

    def multiply_add(self, x: Any, y: Any, z: Any) -> Any:
        """x y + z, rounded once where the processor can; where it cannot, that would be a call for every number."""
        kind = "f32" if self.lanes == 16 else "f64"
        signature = ir.FunctionType(self.type, [self.type] * 3)
        function = cgutils.get_or_insert_function(self.builder.module, signature, f"llvm.fmuladd.v{self.lanes}{kind}")
        return self.builder.call(function, [x, y, z])


def _tile(rows: int, columns: int) -> Callable[..., None]:
    def twin(a, x, xr, xk, w, wk, y, yr, start, sr, depth):
        row = np.arange(rows)[:, None]
        column = np.arange(columns * BYTES // a.itemsize)
        total = a[start + row * sr + column]
        for k in range(depth):
            total = total + a[x + row * xr + k * xk] * a[w + k * wk + column]
        a[y + row * yr + column] = total

    @vector(twin)
    def tile(typing, a, x, xr, xk, w, wk, y, yr, start, sr, depth):
        """a[y + r yr :] = a[start + r sr :] + sum over k < depth of a[x + r xr + k xk] a[w + k wk :] for all r."""

        def build(context, b, signature, arguments):
            a, x, xr, xk, w, wk, y, yr, start, sr, depth = arguments
            f = _Floats(context, b, signature.args[0], a)
            places = [(r, c) for r in range(rows) for c in range(columns)]
            at = lambda base, stride, r, c: f.at(b.add(base, b.add(b.mul(stride, _int(r)), _int(c * f.lanes))))  # noqa: E731 - one expression, used beside it
            sums = {place: cgutils.alloca_once_value(b, f.load(at(start, sr, *place))) for place in places}
            with cgutils.for_range(b, depth) as loop:
                left, right = b.mul(loop.index, xk), b.mul(loop.index, wk)
                across = [f.load(at(b.add(w, right), right, 0, c)) for c in range(columns)]
                for r in range(rows):
                    down = f.spread(f.at(b.add(b.add(x, left), b.mul(xr, _int(r)))))
                    for c in range(columns):
                        b.store(f.multiply_add(down, across[c], b.load(sums[r, c])), sums[r, c])
            for place in places:
                f.store(b.load(sums[place]), at(y, yr, *place))
            return context.get_dummy_value()

        return types.void(a, *[types.int64] * 10), build

    return tile


tall_x2, tile_4x2, tile_2x2, tile_1x2 = _tile(ROWS, 2), _tile(4, 2), _tile(2, 2), _tile(1, 2)
tall_x1, tile_4x1, tile_2x1, tile_1x1 = _tile(ROWS, 1), _tile(4, 1), _tile(2, 1), _tile(1, 1)


def _row_sum_twin(a, x, xr, rows, y, start):
    column = np.arange(BYTES // a.itemsize)
    a[y + column] = a[start + column] + a[x + np.arange(rows)[:, None] * xr + column].sum(axis=0, dtype=a.dtype)


@vector(_row_sum_twin)
def row_sum(typing, a, x, xr, rows, y, start):
    """a[y : y + lanes] = a[start : start + lanes] + the sum of `rows` rows of a[x + r xr :], four at a time."""

    def build(context, b, signature, arguments):
        a, x, xr, rows, y, start = arguments
        f = _Floats(context, b, signature.args[0], a)
        firsts = [f.load(f.at(start)), f.zero, f.zero, f.zero]
        sums = [cgutils.alloca_once_value(b, first) for first in firsts]
        fours = b.ashr(rows, _int(2))
        with cgutils.for_range(b, fours) as loop:
            for i, total in enumerate(sums):
                row = b.add(b.shl(loop.index, _int(2)), _int(i))
                b.store(b.fadd(b.load(total), f.load(f.at(b.add(x, b.mul(row, xr))))), total)
        with cgutils.for_range(b, b.and_(rows, _int(3))) as loop:
            row = b.add(b.shl(fours, _int(2)), loop.index)
            b.store(b.fadd(b.load(sums[0]), f.load(f.at(b.add(x, b.mul(row, xr))))), sums[0])
        halves = [b.fadd(b.load(sums[i]), b.load(sums[i + 2])) for i in range(2)]
        f.store(b.fadd(*halves), f.at(y))
        return context.get_dummy_value()

    return types.void(a, *[types.int64] * 5), build


def _transpose_twin(a, x, xr, rows, y, yr):
    lanes = BYTES // a.itemsize
    block = np.zeros((lanes, lanes), a.dtype)
    there = np.arange(min(max(rows, 0), lanes))
    block[: len(there)] = a[x + there[:, None] * xr + np.arange(lanes)]
    a[y + np.arange(lanes)[:, None] * yr + np.arange(lanes)] = block.T


@vector(_transpose_twin)
def transpose(typing, a, x, xr, rows, y, yr):
    """Turns a square of as many rows as lanes; rows from `rows` on are read as zero."""

    def build(context, b, signature, arguments):
        a, x, xr, rows, y, yr = arguments
        f = _Floats(context, b, signature.args[0], a)
        block = []
        for r in range(f.lanes):
            there = b.icmp_signed("<", _int(r), rows)
            position = b.select(there, b.add(x, b.mul(xr, _int(r))), x)
            block.append(b.select(there, f.load(f.at(position)), f.zero))
        distance = f.lanes // 2
        while distance:
            # Swap the upper right and lower left squares of side `distance`.
            upper = [i - distance + f.lanes if i & distance else i for i in range(f.lanes)]
            lower = [i + f.lanes if i & distance else i + distance for i in range(f.lanes)]
            for r in range(f.lanes):
                if not r & distance:
                    x0, x1 = block[r], block[r + distance]
                    block[r], block[r + distance] = f.shuffle(x0, x1, upper), f.shuffle(x0, x1, lower)
            distance //= 2
        for r, value in enumerate(block):
            f.store(value, f.at(b.add(y, b.mul(yr, _int(r)))))
        return context.get_dummy_value()

    return types.void(a, *[types.int64] * 5), build


def _view_twin(a, start, n):
    return a[start : start + n]


@vector(_view_twin)
def view(typing, a, start, n):
    """a[start : start + n] without counting a reference, checking or clipping."""
    kind = types.Array(a.dtype, 1, "C")

    def build(context, b, signature, arguments):
        a, start, n = arguments
        whole = context.make_array(signature.args[0])(context, b, a)
        piece = context.make_array(kind)(context, b)
        size = context.get_constant(types.intp, kind.dtype.bitwidth // 8)
        data = b.gep(whole.data, [start])
        context.populate_array(piece, data=data, shape=[n], strides=[size], itemsize=size, meminfo=None)
        return piece._getvalue()

    return kind(a, types.int64, types.int64), build


def _copy_row_twin(a, y, source, x, width):
    a[y : y + width] = source[x : x + width]


@vector(_copy_row_twin)
def copy_row(typing, a, y, source, x, width):
    """a[y : y + width] = source[x : x + width], then zeros up to a whole vector; `source` ends with slack."""

    def build(context, b, signature, arguments):
        a, y, source, x, width = arguments
        f, s = _Floats(context, b, signature.args[0], a), _Floats(context, b, signature.args[2], source)
        whole = b.udiv(width, _int(f.lanes))
        with cgutils.for_range(b, whole) as loop:
            first = b.mul(loop.index, _int(f.lanes))
            f.store(s.load(s.at(b.add(x, first))), f.at(b.add(y, first)))
        first = b.mul(whole, _int(f.lanes))
        with b.if_then(b.icmp_signed("<", first, width)):
            lane = ir.Constant(ir.VectorType(_INT, f.lanes), list(range(f.lanes)))
            inside = b.icmp_signed("<", lane, f.spread_value(b.sub(width, first)))
            f.store(b.select(inside, s.load(s.at(b.add(x, first))), f.zero), f.at(b.add(y, first)))
        return context.get_dummy_value()

    return types.void(a, types.int64, source, types.int64, types.int64), build


def _fold(twin: Callable[..., Any], empty: float, combine: Callable[[Any, Any, Any], Any]) -> Callable[..., Any]:
    """A reduction over the first `width` numbers of a padded row."""

    @vector(twin)
    def fold(typing, a, x, width):
        def build(context, b, signature, arguments):
            a, x, width = arguments
            f = _Floats(context, b, signature.args[0], a)
            neutral = ir.Constant(f.type, [empty] * f.lanes)
            total = cgutils.alloca_once_value(b, neutral)
            blocks = b.udiv(b.add(width, _int(f.lanes - 1)), _int(f.lanes))
            lane = ir.Constant(ir.VectorType(_INT, f.lanes), list(range(f.lanes)))
            with cgutils.for_range(b, blocks) as loop:
                first = b.mul(loop.index, _int(f.lanes))
                left = f.spread_value(b.sub(width, first))
                inside = b.icmp_signed("<", lane, left)
                value = b.select(inside, f.load(f.at(b.add(x, first))), neutral)
                b.store(combine(b, b.load(total), value), total)
            value = b.load(total)
            distance = f.lanes // 2
            while distance:
                turned = f.shuffle(value, value, [(i + distance) % f.lanes for i in range(f.lanes)])
                value = combine(b, value, turned)
                distance //= 2
            return b.extract_element(value, ir.Constant(ir.IntType(32), 0))

        return a.dtype(a, types.int64, types.int64), build

    return fold


def _row_max_twin(a, x, width):
    return a[x : x + width].max()


def _row_total_twin(a, x, width):
    return a[x : x + width].sum(dtype=a.dtype)


row_max = _fold(_row_max_twin, float("-inf"), lambda b, x, y: b.select(b.fcmp_ordered(">", x, y), x, y))
"""The largest of a[x : x + width], NaNs left aside."""
row_total = _fold(_row_total_twin, 0.0, lambda b, x, y: b.fadd(x, y))
"""The sum of a[x : x + width]."""
