"""Matrix products cut into tiles: which tile serves which shape, chosen by measurement beforehand, never at run time.

No BLAS is called: on one core these are as fast from the smallest sizes to the largest, and give the same bits always.
"""

from __future__ import annotations

import numpy as np

from core.engine.jit import apart, part, piece
from core.engine.tiles import (
    LANES,
    tile_1x1,
    tile_1x2,
    tile_2x1,
    tile_2x2,
    tile_4x1,
    tile_4x2,
    tile_8x1,
    tile_8x2,
    transpose,
)


@part
def wide(a, x, xr, xk, w, wk, y, yr, start, sr, rows, depth):
    """A strip of two vectors' width."""
    r = 0
    while r + 8 <= rows:
        tile_8x2(a, x + r * xr, xr, xk, w, wk, y + r * yr, yr, start + r * sr, sr, depth)
        r += 8
    if r + 4 <= rows:
        tile_4x2(a, x + r * xr, xr, xk, w, wk, y + r * yr, yr, start + r * sr, sr, depth)
        r += 4
    if r + 2 <= rows:
        tile_2x2(a, x + r * xr, xr, xk, w, wk, y + r * yr, yr, start + r * sr, sr, depth)
        r += 2
    if r < rows:
        tile_1x2(a, x + r * xr, xr, xk, w, wk, y + r * yr, yr, start + r * sr, sr, depth)


@part
def narrow(a, x, xr, xk, w, wk, y, yr, start, sr, rows, depth):
    """A strip of one vector's width."""
    r = 0
    while r + 8 <= rows:
        tile_8x1(a, x + r * xr, xr, xk, w, wk, y + r * yr, yr, start + r * sr, sr, depth)
        r += 8
    if r + 4 <= rows:
        tile_4x1(a, x + r * xr, xr, xk, w, wk, y + r * yr, yr, start + r * sr, sr, depth)
        r += 4
    if r + 2 <= rows:
        tile_2x1(a, x + r * xr, xr, xk, w, wk, y + r * yr, yr, start + r * sr, sr, depth)
        r += 2
    if r < rows:
        tile_1x1(a, x + r * xr, xr, xk, w, wk, y + r * yr, yr, start + r * sr, sr, depth)


@part
def strip(a, x, xr, xk, w, wk, y, yr, start, sr, rows, depth, columns):
    if columns > LANES:
        wide(a, x, xr, xk, w, wk, y, yr, start, sr, rows, depth)
    else:
        narrow(a, x, xr, xk, w, wk, y, yr, start, sr, rows, depth)


# Chosen by measurement: how much of the right-hand matrix is laid out anew before it is used, and when.
BLOCK = 256
"""Rows of the right-hand matrix in one packed panel: 32 KB with PANEL columns, which stays in the first cache."""
PANEL = 2 * LANES
PACK_STRIDE = 256
"""From rows this far apart on (in numbers), a panel's lines would crowd each other out of the cache."""
PACK_ROWS = 24
"""With fewer rows to use it, packing a panel does not pay."""
SCRATCH = (BLOCK + LANES) * PANEL
"""Numbers of scratch space a product needs."""


@piece
def product(a, x, xr, xk, w, wk, y, yr, start, sr, rows, columns, depth, scratch):
    """y (rows, columns) = start + x @ w; `columns` is a whole number of vectors, x may lie with any strides.

    `start` with row distance 0 is a bias or zeros; `start` = y accumulates.
    """
    apart()
    if wk < PACK_STRIDE or rows < PACK_ROWS:
        for c in range(0, columns, PANEL):
            strip(a, x, xr, xk, w + c, wk, y + c, yr, start + c, sr, rows, depth, columns - c)
        return
    # As plain numbers, these would be types of their own, and the tiles would be compiled for each.
    none, wide_row = np.int64(0), np.int64(PANEL)
    for k in range(0, max(depth, 1), BLOCK):
        n = min(BLOCK, depth - k)
        for c in range(0, columns, PANEL):
            # A product of depth 0 copies `start`.
            strip(a, x, xr, xk, w, wk, scratch, wide_row, w + k * wk + c, wk, n, none, columns - c)
            strip(a, x + k * xk, xr, xk, scratch, wide_row, y + c, yr, start + c, sr, rows, n, columns - c)
        start, sr = y, yr


@piece
def product_turned(a, x, xr, xk, w, wr, y, yr, start, sr, rows, columns, depth, real, scratch):
    """y (rows, columns) = start + x @ w.T for w (real, depth), rows wr apart; columns from `real` on are `start`."""
    apart()
    for k in range(0, max(depth, 1), BLOCK):
        n = min(BLOCK, depth - k)
        for c in range(0, columns, PANEL):
            for half in range(c, min(c + PANEL, columns), LANES):
                for i in range(0, n, LANES):
                    transpose(a, w + half * wr + k + i, wr, real - half, scratch + i * PANEL + half - c, PANEL)
            strip(a, x + k * xk, xr, xk, scratch, np.int64(PANEL), y + c, yr, start + c, sr, rows, n, columns - c)
        start, sr = y, yr
