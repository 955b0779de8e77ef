"""Learned slopes and norms for the CPU engine: core.engine.textbook's rules, one row after the other.

Arguments are as in core.engine.kernels. The operations stand apart, so that plans without them run as fast as ever.
A norm's scratch holds rows as wide as its source: mean, variance and 1 / sqrt(variance + eps) of a batch's columns; of
a layer norm, the mean and the spread of every row.
"""

from __future__ import annotations

import math

import numpy as np

from core.engine.elements import like
from core.engine.jit import apart, part, piece
from core.engine.kernels import NONE
from core.engine.program import (
    CAPACITY,
    GB,
    GW,
    GX,
    GY,
    HOW,
    KEPT_MEAN,
    KEPT_VARIANCE,
    SPARE,
    XS,
    XW,
    B,
    W,
    X,
    Y,
)
from core.engine.tiles import row_total, view
from core.plan.ops import ACCUMULATE, INFERENCE, NOT_WANTED

# Learned slopes.


@part
def _bent(x, s, y):
    for k in range(y.shape[0]):
        y[k] = x[k] if x[k] > NONE else x[k] * s[k]


@part
def _bent_back(x, s, g, gs, gx, add):
    """The slope's gradient is added to, the source's written or added to."""
    for k in range(x.shape[0]):
        below = not x[k] > NONE
        gs[k] += g[k] * x[k] if below else NONE
        gx[k] = (g[k] * s[k] if below else g[k]) + (gx[k] if add else NONE)


@part
def _bent_slope(x, g, gs):
    for k in range(x.shape[0]):
        gs[k] += NONE if x[k] > NONE else g[k] * x[k]


@part
def _empty(x):
    for k in range(x.shape[0]):
        x[k] = NONE


@piece
def prelu(a, p, i, rows):
    apart()
    n = p[i, XS]
    s = view(a, p[i, W], n)
    for r in range(0, rows * n, n):
        _bent(view(a, p[i, X] + r, n), s, view(a, p[i, Y] + r, n))


@piece
def prelu_back(a, p, i, rows):
    apart()
    n = p[i, XS]
    s, gs = view(a, p[i, W], n), view(a, p[i, GW], n)
    _empty(gs)
    for r in range(0, rows * n, n):
        x, g = view(a, p[i, X] + r, n), view(a, p[i, GY] + r, n)
        if p[i, HOW] == NOT_WANTED:
            _bent_slope(x, g, gs)
        else:
            _bent_back(x, s, g, gs, view(a, p[i, GX] + r, n), p[i, HOW] == ACCUMULATE)


# Norms over the batch.


@part
def _add_row(x, y):
    for k in range(y.shape[0]):
        y[k] += x[k]


@part
def _add_squares(x, mean, y):
    for k in range(y.shape[0]):
        y[k] += (x[k] - mean[k]) * (x[k] - mean[k])


@part
def _times(x, factor):
    for k in range(x.shape[0]):
        x[k] *= factor


@part
def _spreads(variance, spread, eps):
    for k in range(spread.shape[0]):
        spread[k] = 1.0 / math.sqrt(variance[k] + eps)


@part
def _normed(x, mean, spread, scale, shift, y):
    for k in range(y.shape[0]):
        y[k] = (x[k] - mean[k]) * spread[k] * scale[k] + shift[k]


@part
def _moments(a, p, i, rows):
    """Mean and variance of every column of the batch."""
    n = p[i, XS]
    mean, variance = view(a, p[i, SPARE], n), view(a, p[i, SPARE] + n, n)
    _empty(mean)
    _empty(variance)
    for r in range(0, rows * n, n):
        _add_row(view(a, p[i, X] + r, n), mean)
    share = like(a, 1.0 / rows)
    _times(mean, share)
    for r in range(0, rows * n, n):
        _add_squares(view(a, p[i, X] + r, n), mean, variance)
    _times(variance, share)


@piece
def batch_norm(a, p, i, rows, eps, mode):
    apart()
    n = p[i, XS]
    at_mean, at_variance = p[i, KEPT_MEAN], p[i, KEPT_VARIANCE]
    if mode != INFERENCE:
        _moments(a, p, i, rows)
        at_mean, at_variance = p[i, SPARE], p[i, SPARE] + n
    mean, spread = view(a, at_mean, n), view(a, p[i, SPARE] + 2 * n, n)
    _spreads(view(a, at_variance, n), spread, eps)
    scale, shift = view(a, p[i, W], n), view(a, p[i, B], n)
    for r in range(0, rows * n, n):
        _normed(view(a, p[i, X] + r, n), mean, spread, scale, shift, view(a, p[i, Y] + r, n))


@part
def _scale_back(x, mean, spread, g, gscale, gshift):
    for k in range(x.shape[0]):
        gscale[k] += g[k] * ((x[k] - mean[k]) * spread[k])
        gshift[k] += g[k]


@part
def _normed_back(x, mean, spread, scale, g, gscale, gshift, gx, share, add):
    """Mean and variance hang on every row: what all rows ask for together is taken off."""
    for k in range(x.shape[0]):
        h = (x[k] - mean[k]) * spread[k]
        inner = g[k] - gshift[k] * share - h * gscale[k] * share
        gx[k] = spread[k] * scale[k] * inner + (gx[k] if add else NONE)


@piece
def batch_norm_back(a, p, i, rows):
    apart()
    n = p[i, XS]
    mean, spread = view(a, p[i, SPARE], n), view(a, p[i, SPARE] + 2 * n, n)
    scale, gscale, gshift = view(a, p[i, W], n), view(a, p[i, GW], n), view(a, p[i, GB], n)
    _empty(gscale)
    _empty(gshift)
    for r in range(0, rows * n, n):
        _scale_back(view(a, p[i, X] + r, n), mean, spread, view(a, p[i, GY] + r, n), gscale, gshift)
    if p[i, HOW] == NOT_WANTED:
        return
    share, add = like(a, 1.0 / rows), p[i, HOW] == ACCUMULATE
    for r in range(0, rows * n, n):
        x, g, gx = view(a, p[i, X] + r, n), view(a, p[i, GY] + r, n), view(a, p[i, GX] + r, n)
        _normed_back(x, mean, spread, scale, g, gscale, gshift, gx, share, add)


@part
def _towards(kept, now, keep, rest):
    for k in range(kept.shape[0]):
        kept[k] = keep * kept[k] + rest * now[k]


@part
def remember(a, p, i, keep):
    """Move the running statistics towards those of the batch that was normed last."""
    n = p[i, XS]
    share = like(a, keep)
    rest = like(a, 1.0) - share
    _towards(view(a, p[i, KEPT_MEAN], n), view(a, p[i, SPARE], n), share, rest)
    _towards(view(a, p[i, KEPT_VARIANCE], n), view(a, p[i, SPARE] + n, n), share, rest)


# Norms over the row. The padding is left out: it would count as numbers.


@part
def _square_sum(x, mean):
    total = NONE
    for k in range(x.shape[0]):
        total += (x[k] - mean) * (x[k] - mean)
    return total


@part
def _normed_row(x, mean, spread, scale, shift, y):
    for k in range(y.shape[0]):
        y[k] = (x[k] - mean) * spread * scale[k] + shift[k]


@piece
def layer_norm(a, f, p, i, rows, eps):
    apart()
    stride, n = p[i, XS], p[i, XW]
    scale, shift = view(a, p[i, W], n), view(a, p[i, B], n)
    share = like(a, 1.0 / n)
    for r in range(rows):
        x = view(a, p[i, X] + r * stride, n)
        mean = row_total(a, p[i, X] + r * stride, n) * share
        spread = like(a, 1.0 / math.sqrt(np.float64(_square_sum(x, mean)) / n + eps))
        a[p[i, SPARE] + r], a[p[i, SPARE] + f[CAPACITY] + r] = mean, spread
        _normed_row(x, mean, spread, scale, shift, view(a, p[i, Y] + r * stride, n))


@part
def _row_back(x, mean, spread, scale, g, gscale, gshift):
    """Adds to the gradients of scale and shift; gives the sums of g scale, and of the same times h."""
    first, second = NONE, NONE
    for k in range(x.shape[0]):
        h = (x[k] - mean) * spread
        gh = g[k] * scale[k]
        gscale[k] += g[k] * h
        gshift[k] += g[k]
        first += gh
        second += gh * h
    return first, second


@part
def _row_back_to_source(x, mean, spread, scale, g, gx, first, second, add):
    for k in range(x.shape[0]):
        inner = g[k] * scale[k] - first - (x[k] - mean) * spread * second
        gx[k] = spread * inner + (gx[k] if add else NONE)


@piece
def layer_norm_back(a, f, p, i, rows):
    apart()
    stride, n = p[i, XS], p[i, XW]
    scale, gscale, gshift = view(a, p[i, W], n), view(a, p[i, GW], n), view(a, p[i, GB], n)
    _empty(gscale)
    _empty(gshift)
    share, add = like(a, 1.0 / n), p[i, HOW] == ACCUMULATE
    for r in range(rows):
        x, g = view(a, p[i, X] + r * stride, n), view(a, p[i, GY] + r * stride, n)
        mean, spread = a[p[i, SPARE] + r], a[p[i, SPARE] + f[CAPACITY] + r]
        first, second = _row_back(x, mean, spread, scale, g, gscale, gshift)
        if p[i, HOW] != NOT_WANTED:
            gx = view(a, p[i, GX] + r * stride, n)
            _row_back_to_source(x, mean, spread, scale, g, gx, first * share, second * share, add)
