"""Softmax, the losses taken from the sum before an output's activation, and the counting of right answers.

Arguments are as in core.engine.kernels.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.engine.elements import lanes
from core.engine.formulas import exponential, logarithm, softplus
from core.engine.jit import part
from core.engine.kernels import HALF, NONE, ONE, column
from core.engine.program import (
    CAPACITY,
    COLUMN,
    GX,
    GY,
    HOW,
    LOSS_GRADIENT,
    LOSS_VALUE,
    OUTPUT,
    OUTPUT_STRIDE,
    OUTPUT_WIDTH,
    TARGET,
    YS,
    YW,
    X,
    Y,
)
from core.engine.small import flattened
from core.engine.tiles import row_max, row_total, view
from core.plan.ops import ACCUMULATE, NOT_WANTED


@part
def _exp_of(z: Any, y: Any, largest: Any) -> Any:
    for i in range(y.shape[0]):
        y[i] = exponential(z[i] - largest)


@part
def _scale(y: Any, factor: Any) -> Any:
    for i in range(y.shape[0]):
        y[i] *= factor


@part
def softmax(a: Any, p: Any, i: Any, rows: Any) -> Any:
    """Shares that add up to 1 in every row; the padding holds leftovers."""
    stride, width = p[i, YS], p[i, YW]
    for r in range(rows):
        z, y = p[i, X] + r * stride, p[i, Y] + r * stride
        _exp_of(view(a, z, stride), view(a, y, stride), row_max(a, z, width))
        _scale(view(a, y, stride), ONE / row_total(a, y, width))


@part
def _dot(x: Any, y: Any) -> Any:
    total = NONE
    for i in range(x.shape[0]):
        total += x[i] * y[i]
    return total


@part
def _softmax_slope(y: Any, g: Any, gx: Any, mean: Any, add: Any) -> Any:
    for i in range(y.shape[0]):
        gx[i] = flattened(y[i] * (g[i] - mean)) + (gx[i] if add else NONE)


@part
def softmax_back(a: Any, p: Any, i: Any, rows: Any) -> Any:
    stride, width = p[i, YS], p[i, YW]
    if p[i, HOW] == NOT_WANTED:
        return
    for r in range(rows):
        y, g = view(a, p[i, Y] + r * stride, width), view(a, p[i, GY] + r * stride, width)
        _softmax_slope(y, g, view(a, p[i, GX] + r * stride, width), _dot(y, g), p[i, HOW] == ACCUMULATE)


# Rows of outputs.


@part
def lines(a: Any, f: Any, first: Any, rows: Any) -> Any:
    """How the outputs of rows first : first + rows are walked through: lines, their length and distance; where sum,
    output, target and gradient start.

    Outputs one number wide are copied close together into one line, so that they fill vector lanes.
    """
    if f[OUTPUT_WIDTH] > 1:
        stride = f[OUTPUT_STRIDE]
        skip = first * stride
        z, y, t, g = f[LOSS_VALUE] + skip, f[OUTPUT] + skip, f[TARGET] + skip, f[LOSS_GRADIENT] + skip
        return rows, f[OUTPUT_WIDTH], stride, z, y, t, g
    room = (f[CAPACITY] + lanes(a) - 1) // lanes(a) * lanes(a)
    z = f[COLUMN]
    return np.int64(1), rows, np.int64(0), z, z + room, z + 2 * room, z + 3 * room


@part
def fill_lines(a: Any, f: Any, first: Any, rows: Any) -> Any:
    """Copy outputs one number wide close together."""
    if f[OUTPUT_WIDTH] == 1:
        _, _, _, z, y, t, _ = lines(a, f, first, rows)
        skip = first * f[OUTPUT_STRIDE]
        column(a, f[LOSS_VALUE] + skip, f[OUTPUT_STRIDE], rows, z)
        column(a, f[OUTPUT] + skip, f[OUTPUT_STRIDE], rows, y)
        column(a, f[TARGET] + skip, f[OUTPUT_STRIDE], rows, t)


# Losses taken from the sum before sigmoid or softmax.


@part
def sigmoid_loss(z: Any, t: Any) -> Any:
    """Sum of the binary cross-entropies."""
    total = NONE
    for i in range(z.shape[0]):
        total += softplus(z[i]) - z[i] * t[i]
    return total


@part
def difference(p: Any, t: Any, g: Any, scale: Any) -> Any:
    """g = (p - t) scale."""
    for i in range(p.shape[0]):
        g[i] = flattened(p[i] - t[i]) * scale


@part
def _surprise(z: Any, t: Any, log_sum: Any) -> Any:
    total = NONE
    for i in range(z.shape[0]):
        total += t[i] * (log_sum - z[i])
    return total


@part
def softmax_loss(a: Any, z: Any, y: Any, t: Any, stride: Any, width: Any, rows: Any) -> Any:
    """Sum over rows of the cross-entropies; y is softmax(z)."""
    total = 0.0
    for r in range(0, rows * stride, stride):
        # At the largest z, y is 1 / (sum of the exponentials).
        log_sum = row_max(a, z + r, width) - logarithm(row_max(a, y + r, width))
        total += _surprise(view(a, z + r, width), view(a, t + r, width), log_sum)
    return total


@part
def _share_difference(p: Any, t: Any, g: Any, total: Any, scale: Any) -> Any:
    for i in range(p.shape[0]):
        g[i] = flattened(p[i] * total - t[i]) * scale


@part
def softmax_difference(a: Any, y: Any, t: Any, g: Any, stride: Any, width: Any, rows: Any, scale: Any) -> Any:
    """The loss's gradient at z; targets that do not add up to 1 bring their sum."""
    for r in range(0, rows * stride, stride):
        total = row_total(a, t + r, width)
        _share_difference(view(a, y + r, width), view(a, t + r, width), view(a, g + r, width), total, scale)


# Answers.


@part
def squares(p: Any, t: Any) -> Any:
    total = NONE
    for i in range(p.shape[0]):
        total += (p[i] - t[i]) * (p[i] - t[i])
    return total


@part
def agreements(p: Any, t: Any, boundary: Any) -> Any:
    """How many predictions lie above the boundary where the target is a yes, or not above it where it is a no."""
    count = 0
    for i in range(p.shape[0]):
        count += (p[i] > boundary) == (t[i] > HALF)
    return count


@part
def _first(a: Any, x: Any, width: Any, value: Any) -> Any:
    for k in range(width):
        if a[x + k] == value:
            return k
    return width


@part
def same_largest(a: Any, y: Any, t: Any, stride: Any, width: Any, rows: Any) -> Any:
    """In how many rows the first largest number stands in the same place."""
    count = 0
    for r in range(0, rows * stride, stride):
        place = _first(a, t + r, width, row_max(a, t + r, width))
        count += place == _first(a, y + r, width, row_max(a, y + r, width))
    return count
