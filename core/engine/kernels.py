"""The primitives, one batch at a time: everything but matrix products and the formulas of registered entries.

Arguments are positions in the flat array `a`; `p` is the table of operations (core.engine.program), `i` the one meant.
Loops stand in small functions over whole pieces of `a`: that is what LLVM turns into vector code.
"""

from __future__ import annotations

import numpy as np

from core.engine.elements import lanes
from core.engine.jit import part
from core.engine.products import narrow, product, product_turned
from core.engine.program import (
    AID,
    BOARD,
    GB,
    GW,
    GX,
    GY,
    HOW,
    HOW_OTHER,
    SPACE,
    XS,
    XW,
    YS,
    YW,
    ZERO,
    B,
    W,
    X,
    Y,
)
from core.engine.tiles import copy_row, row_sum, transpose, view
from core.plan.ops import ACCUMULATE, NOT_WANTED

NONE, ONE, HALF = np.float32(0.0), np.float32(1.0), np.float32(0.5)
"""With a number in double precision they give one: these are exact in either."""
FEW = 32
"""So many multiplications are done one by one before a square of weights is turned for the tiles."""
ALONE = 1 << 15
"""Numbers of the left-hand matrix up to which a strip one vector wide is not worth cutting."""
SAME, NEXT = np.int64(0), np.int64(1)
"""Distances of rows. As plain numbers 0 and 1 would be types of their own, and everything compiled for each."""


# Rows in and out.


@part
def copy(x, y):
    for i in range(x.shape[0]):
        y[i] = x[i]


@part
def gather(a, source, width, order, first, rows, y, stride):
    """Rows order[first : first + rows] of a matrix, padded, one after the other at y."""
    for r in range(rows):
        copy_row(a, y + r * stride, source, order[first + r] * width, width)


@part
def take(a, source, width, first, rows, y, stride):
    """Rows first : first + rows of a matrix, padded, one after the other at y."""
    for r in range(rows):
        copy_row(a, y + r * stride, source, (first + r) * width, width)


@part
def column(a, x, stride, rows, y):
    """The first column of padded rows, close together at y."""
    for r in range(rows):
        a[y + r] = a[x + r * stride]


@part
def spread_column(a, x, rows, y, stride):
    for r in range(rows):
        a[y + r * stride] = a[x + r]


@part
def clear_padding(a, y, stride, width, rows):
    for r in range(rows):
        for k in range(width, stride):
            a[y + r * stride + k] = NONE


# Dense layers.


@part
def dense(a, f, p, i, rows):
    """target = source @ weight + bias."""
    x, xs, w, y, ys, b = p[i, X], p[i, XS], p[i, W], p[i, Y], p[i, YS], p[i, B]
    if ys == lanes(a) and rows * p[i, XW] < ALONE:
        narrow(a, x, xs, NEXT, w, ys, y, ys, b, SAME, rows, p[i, XW])
    else:
        product(a, x, xs, NEXT, w, ys, y, ys, b, SAME, rows, ys, p[i, XW], f[AID], f[SPACE], f[BOARD])


@part
def dense_back(a, f, p, i, rows):
    """Gradients of weight, bias and, where it is wanted, source."""
    x, xs, xw, gy, ys = p[i, X], p[i, XS], p[i, XW], p[i, GY], p[i, YS]
    if ys == lanes(a) and rows * xw < ALONE:
        narrow(a, x, NEXT, xs, gy, ys, p[i, GW], ys, f[ZERO], SAME, xw, rows)
    else:
        product(a, x, NEXT, xs, gy, ys, p[i, GW], ys, f[ZERO], SAME, xw, ys, rows, f[AID], f[SPACE], f[BOARD])
    if p[i, GB] >= 0:
        for c in range(0, ys, lanes(a)):
            row_sum(a, gy + c, ys, rows, p[i, GB] + c, f[ZERO])
    if p[i, HOW] != NOT_WANTED:
        _dense_back_to_source(a, f, p, i, rows)


@part
def _dense_back_to_source(a, f, p, i, rows):
    """gx = gy @ weight.T, or the same added to it."""
    gx, xs, xw, gy, ys, yw, w, scratch = p[i, GX], p[i, XS], p[i, XW], p[i, GY], p[i, YS], p[i, YW], p[i, W], f[AID]
    accumulate = p[i, HOW] == ACCUMULATE
    start, sr = (gx, xs) if accumulate else (f[ZERO], SAME)
    if rows * xw * yw <= FEW:
        for r in range(rows):
            for k in range(xw):
                total = a[gx + r * xs + k] if accumulate else NONE
                for j in range(yw):
                    total += a[gy + r * ys + j] * a[w + k * ys + j]
                a[gx + r * xs + k] = total
    elif xs == lanes(a) and ys == lanes(a):
        transpose(a, w, ys, xw, scratch, ys)
        narrow(a, gy, ys, NEXT, scratch, xs, gx, xs, start, sr, rows, yw)
    else:
        space, team = f[SPACE], f[BOARD]
        product_turned(a, gy, ys, NEXT, w, ys, gx, xs, start, sr, rows, xs, yw, xw, scratch, space, team)


# Elementwise operations.


@part
def _sum_of(x, w, y):
    for i in range(y.shape[0]):
        y[i] = x[i] + w[i]


@part
def _product_of(x, w, y):
    for i in range(y.shape[0]):
        y[i] = x[i] * w[i]


@part
def _add_to(x, y):
    for i in range(y.shape[0]):
        y[i] += x[i]


@part
def _add_product_to(x, w, y):
    for i in range(y.shape[0]):
        y[i] += x[i] * w[i]


@part
def give(g, gx, how):
    """Write a gradient, or add it."""
    if how == ACCUMULATE:
        _add_to(g, gx)
    elif how != NOT_WANTED:
        copy(g, gx)


@part
def _give_product(g, w, gx, how):
    if how == ACCUMULATE:
        _add_product_to(g, w, gx)
    elif how != NOT_WANTED:
        _product_of(g, w, gx)


@part
def add(a, p, i, rows):
    n = rows * p[i, YS]
    _sum_of(view(a, p[i, X], n), view(a, p[i, W], n), view(a, p[i, Y], n))


@part
def add_back(a, p, i, rows):
    n = rows * p[i, YS]
    g = view(a, p[i, GY], n)
    give(g, view(a, p[i, GX], n), p[i, HOW])
    give(g, view(a, p[i, GW], n), p[i, HOW_OTHER])


@part
def multiply(a, p, i, rows):
    n = rows * p[i, YS]
    _product_of(view(a, p[i, X], n), view(a, p[i, W], n), view(a, p[i, Y], n))


@part
def multiply_back(a, p, i, rows):
    n = rows * p[i, YS]
    g = view(a, p[i, GY], n)
    _give_product(g, view(a, p[i, W], n), view(a, p[i, GX], n), p[i, HOW])
    _give_product(g, view(a, p[i, X], n), view(a, p[i, GW], n), p[i, HOW_OTHER])


@part
def put(a, p, i, rows, first):
    """target[:, first : first + width] = source."""
    for r in range(rows):
        copy(view(a, p[i, X] + r * p[i, XS], p[i, XW]), view(a, p[i, Y] + r * p[i, YS] + first, p[i, XW]))


@part
def put_back(a, p, i, rows, first):
    for r in range(rows):
        g = view(a, p[i, GY] + r * p[i, YS] + first, p[i, XW])
        give(g, view(a, p[i, GX] + r * p[i, XS], p[i, XW]), p[i, HOW])


# Watching.


@part
def sound(x):
    """Whether there is no NaN and no infinity."""
    total = NONE
    for i in range(x.shape[0]):
        total += x[i] * NONE
    return total == NONE
