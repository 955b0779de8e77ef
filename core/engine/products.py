"""Matrix products cut into tiles: which tile serves which shape, chosen by measurement beforehand, never at run time.

No BLAS is called: on one core these are as fast from the smallest sizes to the largest, and give the same bits always.
"""

from __future__ import annotations

import numpy as np

from core.engine.elements import lanes
from core.engine.jit import apart, part, piece
from core.engine.shapes import ROWS, VECTORS
from core.engine.tiles import (
    tall_x1,
    tall_x2,
    tile_1x1,
    tile_1x2,
    tile_2x1,
    tile_2x2,
    tile_4x1,
    tile_4x2,
    transpose,
)


@part
def wide(a, x, xr, xk, w, wk, y, yr, start, sr, rows, depth):
    """A strip of two vectors' width."""
    r = 0
    while r + ROWS <= rows:
        tall_x2(a, x + r * xr, xr, xk, w, wk, y + r * yr, yr, start + r * sr, sr, depth)
        r += ROWS
    if ROWS > 4 and r + 4 <= rows:
        tile_4x2(a, x + r * xr, xr, xk, w, wk, y + r * yr, yr, start + r * sr, sr, depth)
        r += 4
    if ROWS > 2 and r + 2 <= rows:
        tile_2x2(a, x + r * xr, xr, xk, w, wk, y + r * yr, yr, start + r * sr, sr, depth)
        r += 2
    if r < rows:
        tile_1x2(a, x + r * xr, xr, xk, w, wk, y + r * yr, yr, start + r * sr, sr, depth)


@part
def narrow(a, x, xr, xk, w, wk, y, yr, start, sr, rows, depth):
    """A strip of one vector's width."""
    r = 0
    while r + ROWS <= rows:
        tall_x1(a, x + r * xr, xr, xk, w, wk, y + r * yr, yr, start + r * sr, sr, depth)
        r += ROWS
    if ROWS > 4 and r + 4 <= rows:
        tile_4x1(a, x + r * xr, xr, xk, w, wk, y + r * yr, yr, start + r * sr, sr, depth)
        r += 4
    if ROWS > 2 and r + 2 <= rows:
        tile_2x1(a, x + r * xr, xr, xk, w, wk, y + r * yr, yr, start + r * sr, sr, depth)
        r += 2
    if r < rows:
        tile_1x1(a, x + r * xr, xr, xk, w, wk, y + r * yr, yr, start + r * sr, sr, depth)


@part
def strip(a, x, xr, xk, w, wk, y, yr, start, sr, rows, depth, columns):
    if VECTORS > 1 and columns > lanes(a):
        wide(a, x, xr, xk, w, wk, y, yr, start, sr, rows, depth)
    else:
        narrow(a, x, xr, xk, w, wk, y, yr, start, sr, rows, depth)


# Chosen by measurement: how much of the right-hand matrix is laid out anew before it is used, and when.
BLOCK = 256
"""Rows of the right-hand matrix in one packed panel: 32 KB two vectors wide, which stays in the first cache."""
PACK_STRIDE = 16
"""From rows this far apart on (in vectors), a panel's lines would crowd each other out of the cache."""
PACK_ROWS = 24
"""With fewer rows to use it, packing a panel does not pay."""
SCRATCH = 2 * 16 * (BLOCK + 16)
"""Numbers of scratch space a product needs, at most."""


@piece
def product(a, x, xr, xk, w, wk, y, yr, start, sr, rows, columns, depth, scratch):
    """y (rows, columns) = start + x @ w; `columns` is a whole number of vectors, x may lie with any strides.

    `start` with row distance 0 is a bias or zeros; `start` = y accumulates.
    """
    apart()
    panel = VECTORS * lanes(a)
    if wk < PACK_STRIDE * lanes(a) or rows < PACK_ROWS:
        for c in range(0, columns, panel):
            strip(a, x, xr, xk, w + c, wk, y + c, yr, start + c, sr, rows, depth, columns - c)
        return
    # As a plain number, this would be a type of its own, and the tiles would be compiled for it.
    none = np.int64(0)
    for k in range(0, max(depth, 1), BLOCK):
        n = min(BLOCK, depth - k)
        for c in range(0, columns, panel):
            # A product of depth 0 copies `start`.
            strip(a, x, xr, xk, w, wk, scratch, panel, w + k * wk + c, wk, n, none, columns - c)
            strip(a, x + k * xk, xr, xk, scratch, panel, y + c, yr, start + c, sr, rows, n, columns - c)
        start, sr = y, yr


@piece
def product_turned(a, x, xr, xk, w, wr, y, yr, start, sr, rows, columns, depth, real, scratch):
    """y (rows, columns) = start + x @ w.T for w (real, depth), rows wr apart; columns from `real` on are `start`."""
    apart()
    panel = VECTORS * lanes(a)
    for k in range(0, max(depth, 1), BLOCK):
        n = min(BLOCK, depth - k)
        for c in range(0, columns, panel):
            for half in range(c, min(c + panel, columns), lanes(a)):
                for i in range(0, n, lanes(a)):
                    transpose(a, w + half * wr + k + i, wr, real - half, scratch + i * panel + half - c, panel)
            strip(a, x + k * xk, xr, xk, scratch, panel, y + c, yr, start + c, sr, rows, n, columns - c)
        start, sr = y, yr
