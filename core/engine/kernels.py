"""The primitives, one batch at a time: everything but matrix products and the formulas of registered entries.

Arguments are positions in the flat array `a`; `p` is the table of operations, `i` the one at hand (core.engine.program).
Loops stand in small functions over whole pieces of `a`: that is what LLVM turns into vector code.
"""

from __future__ import annotations

import numpy as np

from core.engine.formulas import exp32, log32, softplus32
from core.engine.jit import part
from core.engine.products import narrow, product, product_turned
from core.engine.program import (
    AID,
    B,
    GB,
    GW,
    GX,
    GY,
    HOW,
    HOW_OTHER,
    W,
    X,
    XS,
    XW,
    Y,
    YS,
    YW,
    ZERO,
)
from core.engine.tiles import LANES, copy_row, row_max, row_sum, row_total, view
from core.plan.ops import ACCUMULATE, NOT_WANTED

NONE, ONE, HALF = np.float32(0.0), np.float32(1.0), np.float32(0.5)
SAME, NEXT = np.int64(0), np.int64(1)
"""Distances of rows. As plain numbers, 0 and 1 would be types of their own, and everything would be compiled for each."""


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
    if ys == LANES:
        narrow(a, x, xs, NEXT, w, ys, y, ys, b, SAME, rows, p[i, XW])
    else:
        product(a, x, xs, NEXT, w, ys, y, ys, b, SAME, rows, ys, p[i, XW], f[AID])


@part
def dense_back(a, f, p, i, rows):
    """Gradients of weight, bias and, where it is wanted, source."""
    x, xs, xw, gy, ys = p[i, X], p[i, XS], p[i, XW], p[i, GY], p[i, YS]
    if ys == LANES:
        narrow(a, x, NEXT, xs, gy, ys, p[i, GW], ys, f[ZERO], SAME, xw, rows)
    else:
        product(a, x, NEXT, xs, gy, ys, p[i, GW], ys, f[ZERO], SAME, xw, ys, rows, f[AID])
    if p[i, GB] >= 0:
        for c in range(0, ys, LANES):
            row_sum(a, gy + c, ys, rows, p[i, GB] + c, f[ZERO])
    if p[i, HOW] != NOT_WANTED:
        gx = p[i, GX]
        add = p[i, HOW] == ACCUMULATE
        start, sr = (gx, xs) if add else (f[ZERO], SAME)
        product_turned(a, gy, ys, NEXT, p[i, W], ys, gx, xs, start, sr, rows, xs, p[i, YW], xw, f[AID])


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
def _give(g, gx, how):
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
    _give(g, view(a, p[i, GX], n), p[i, HOW])
    _give(g, view(a, p[i, GW], n), p[i, HOW_OTHER])


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
        _give(g, view(a, p[i, GX] + r * p[i, XS], p[i, XW]), p[i, HOW])


# Softmax.


@part
def _exp_of(z, y, largest):
    for i in range(y.shape[0]):
        y[i] = exp32(z[i] - largest)


@part
def _scale(y, factor):
    for i in range(y.shape[0]):
        y[i] *= factor


@part
def softmax(a, p, i, rows):
    """Shares that add up to 1 in every row; the padding holds leftovers."""
    stride, width = p[i, YS], p[i, YW]
    for r in range(rows):
        z, y = p[i, X] + r * stride, p[i, Y] + r * stride
        _exp_of(view(a, z, stride), view(a, y, stride), row_max(a, z, width))
        _scale(view(a, y, stride), ONE / row_total(a, y, width))


@part
def _dot(x, y):
    total = NONE
    for i in range(x.shape[0]):
        total += x[i] * y[i]
    return total


@part
def _softmax_slope(y, g, gx, mean, add):
    for i in range(y.shape[0]):
        gx[i] = y[i] * (g[i] - mean) + (gx[i] if add else NONE)


@part
def softmax_back(a, p, i, rows):
    stride, width = p[i, YS], p[i, YW]
    if p[i, HOW] == NOT_WANTED:
        return
    for r in range(rows):
        y, g = view(a, p[i, Y] + r * stride, width), view(a, p[i, GY] + r * stride, width)
        _softmax_slope(y, g, view(a, p[i, GX] + r * stride, width), _dot(y, g), p[i, HOW] == ACCUMULATE)


# Losses taken from the sum before sigmoid or softmax.


@part
def sigmoid_loss(z, t):
    """Sum of the binary cross-entropies."""
    total = NONE
    for i in range(z.shape[0]):
        total += softplus32(z[i]) - z[i] * t[i]
    return total


@part
def difference(p, t, g, scale):
    """g = (p - t) scale."""
    for i in range(p.shape[0]):
        g[i] = (p[i] - t[i]) * scale


@part
def _surprise(z, t, log_sum):
    total = NONE
    for i in range(z.shape[0]):
        total += t[i] * (log_sum - z[i])
    return total


@part
def softmax_loss(a, z, y, t, stride, width, rows):
    """Sum over rows of the cross-entropies; y is softmax(z)."""
    total = 0.0
    for r in range(0, rows * stride, stride):
        # At the largest z, y is 1 / (sum of the exponentials).
        log_sum = row_max(a, z + r, width) - log32(row_max(a, y + r, width))
        total += _surprise(view(a, z + r, width), view(a, t + r, width), log_sum)
    return total


@part
def _share_difference(p, t, g, total, scale):
    for i in range(p.shape[0]):
        g[i] = (p[i] * total - t[i]) * scale


@part
def softmax_difference(a, y, t, g, stride, width, rows, scale):
    """The loss's gradient at z; targets that do not add up to 1 bring their sum."""
    for r in range(0, rows * stride, stride):
        total = row_total(a, t + r, width)
        _share_difference(view(a, y + r, width), view(a, t + r, width), view(a, g + r, width), total, scale)


# Answers.


@part
def squares(p, t):
    total = NONE
    for i in range(p.shape[0]):
        total += (p[i] - t[i]) * (p[i] - t[i])
    return total


@part
def agreements(p, t):
    """How many lie on the same side of 0.5."""
    count = 0
    for i in range(p.shape[0]):
        count += (p[i] > HALF) == (t[i] > HALF)
    return count


@part
def _first(a, x, width, value):
    for k in range(width):
        if a[x + k] == value:
            return k
    return width


@part
def same_largest(a, y, t, stride, width, rows):
    """In how many rows the first largest number stands in the same place."""
    count = 0
    for r in range(0, rows * stride, stride):
        place = _first(a, t + r, width, row_max(a, t + r, width))
        count += place == _first(a, y + r, width, row_max(a, y + r, width))
    return count


@part
def sound(x):
    """Whether there is no NaN and no infinity."""
    total = NONE
    for i in range(x.shape[0]):
        total += x[i] * NONE
    return total == NONE
