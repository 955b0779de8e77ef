"""What keeps weights and gradients small, for the CPU engine: core.engine.restraints, compiled.

`pulls` has a row of whole numbers for every pull, `tugs` one of floats for the clip and then one for every pull; their
columns are named in core.engine.loop_places.
"""

from __future__ import annotations

import math

import numpy as np

from core.engine import loop_places as run
from core.engine import program as at
from core.engine.elements import like
from core.engine.jit import part
from core.engine.kernels import NONE, gather
from core.engine.small import settled
from core.engine.tiles import view


@part
def _cut_off(g, limit):
    for k in range(g.shape[0]):
        value = limit if g[k] > limit else g[k]
        g[k] = -limit if value < -limit else value


@part
def _square_total(g):
    total = 0.0
    for k in range(g.shape[0]):
        total += np.float64(g[k]) * np.float64(g[k])
    return total


@part
def _times(x, factor):
    for k in range(x.shape[0]):
        x[k] *= factor


@part
def _shrink(x, factor):
    for k in range(x.shape[0]):
        x[k] = settled(x[k] * factor)


@part
def clip(a, f, tugs):
    """Cut off each number of the gradient, then scale the whole down."""
    value, norm = tugs[0, run.CLIP_VALUE], tugs[0, run.CLIP_NORM]
    g = view(a, f[at.GRADIENT], f[at.TRAINED])
    if value > 0.0:
        _cut_off(g, like(a, value))
    if norm > 0.0:
        length = math.sqrt(_square_total(g))
        if length > norm:
            _times(g, like(a, norm / length))


@part
def decay(a, f, pulls, tugs, rate):
    """w <- w (1 - rate * decay)."""
    for j in range(pulls.shape[0]):
        share = tugs[j + 1, run.PULL_DECAY]
        if share > 0.0:
            n = pulls[j, run.PULL_ROWS] * pulls[j, run.PULL_STRIDE]
            _shrink(view(a, f[at.PARAMETERS] + pulls[j, run.PULL_AT], n), like(a, 1.0 - rate * share))


@part
def _add_squares(w, total):
    for k in range(w.shape[0]):
        total[k] += w[k] * w[k]


@part
def _factors(total, limit):
    """Squared lengths become what their columns are multiplied with."""
    for k in range(total.shape[0]):
        length = math.sqrt(np.float64(total[k]))
        total[k] = limit / length if length > limit else 1.0


@part
def _shorten(w, factor):
    for k in range(w.shape[0]):
        w[k] *= factor[k]


@part
def bound(a, f, pulls, tugs):
    """Scale down every column of weights, and every bias, that is longer than its limit."""
    for j in range(pulls.shape[0]):
        limit = tugs[j + 1, run.PULL_LIMIT]
        if limit > 0.0:
            width, stride = pulls[j, run.PULL_WIDTH], pulls[j, run.PULL_STRIDE]
            first, total = f[at.PARAMETERS] + pulls[j, run.PULL_AT], view(a, f[at.LENGTHS], width)
            for k in range(width):
                total[k] = NONE
            for r in range(pulls[j, run.PULL_ROWS]):
                _add_squares(view(a, first + r * stride, width), total)
            _factors(total, limit)
            for r in range(pulls[j, run.PULL_ROWS]):
                _shorten(view(a, first + r * stride, width), total)


@part
def switch_off(a, first, off):
    """Nothing at these places of the vector that begins at `first`."""
    for k in range(off.shape[0]):
        a[first + off[k]] = NONE


# Rows that count by a factor.


@part
def gather_factors(a, f, factors, order, first, rows):
    """The factors of rows order[first : first + rows], one after the other."""
    for r in range(rows):
        a[f[at.FACTORS] + r] = factors[order[first + r]]


@part
def weigh(a, f, rows):
    """The gradient at the loss's slot, every row times its factor."""
    stride = f[at.OUTPUT_STRIDE]
    for r in range(rows):
        _times(view(a, f[at.LOSS_GRADIENT] + r * stride, f[at.OUTPUT_WIDTH]), a[f[at.FACTORS] + r])


@part
def fetch(a, f, data, order, first, rows):
    """Inputs, targets and factors of the rows order[first : first + rows]."""
    gather(a, data[0], f[at.INPUT_WIDTH], order, first, rows, f[at.INPUT], f[at.INPUT_STRIDE])
    gather(a, data[1], f[at.OUTPUT_WIDTH], order, first, rows, f[at.TARGET], f[at.OUTPUT_STRIDE])
    if f[at.WEIGHTED]:
        gather_factors(a, f, data[6], order, first, rows)
