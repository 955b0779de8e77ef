"""Matrix products cut into tiles: which tile serves which shape, chosen by measurement beforehand, never at run time.

No BLAS is called: these are as fast from the smallest sizes to the largest, and give the same bits for any number of
threads (core.engine.team).
"""

from __future__ import annotations

import numpy as np

from core.engine.elements import lanes
from core.engine.jit import apart, part, piece
from core.engine.shapes import ROWS, VECTORS
from core.engine.team import DONE, SHARED, WORK, add, await_all, draw, open_work, read, tell, told
from core.engine.tiles import (
    copy_row,
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


# Chosen by measurement: how a product is cut, and when its matrices are laid out anew before they are used.
BLOCK = 256
"""Rows of the right-hand matrix in one packed panel: 32 KB two vectors wide, which stays in the first cache."""
PACK_STRIDE = 16
"""From rows this far apart on (in vectors), a panel's lines would crowd each other out of the cache."""
PACK_ROWS = 24
"""With fewer rows to use it, packing a panel does not pay."""
GROUP = 4
"""Panels that are packed together where each row of them lies in a page of memory of its own."""
SCRATCH = GROUP * 2 * 16 * (BLOCK + 16)
"""Numbers of scratch space that a thread needs for panels, at most."""
PART = 1024
"""Rows of the left-hand matrix in a strip: a megabyte of a block, which stays in the second cache."""
FEW = 4
"""A product of fewer strips is cut into ones of fewer rows."""
SPREAD_STRIDE = 64
"""From rows (or columns) of the left-hand matrix this far apart on (in vectors, 4 KB), it is packed too: its lines
would fall on the same few places of the cache."""
SPREAD = BLOCK + 16
"""Distance of its packed rows."""

SPREAD_ROWS = 128
"""Rows of it that are packed in one strip."""
PANELS, SPREADING = np.int64(1), np.int64(2)
"""Kinds of work on the board."""
STRAIGHT, PACKED, TURNED = np.int64(0), np.int64(1), np.int64(2)
"""How the right-hand matrix is read: where it stands, through a packed panel, or turned into one."""


@part
def _span(a, how, wk):
    """Columns of a strip."""
    return VECTORS * lanes(a) * (GROUP if how == PACKED and wk >= SPREAD_STRIDE * lanes(a) else 1)


@piece
def panel_strip(a, number, x, xr, xk, w, wk, y, yr, start, sr, rows, columns, depth, how, real, part_rows, scratch):
    """One strip of a product: some of its rows, a panel of its columns or a group of them, summed over the depth."""
    apart()
    panel, span = VECTORS * lanes(a), _span(a, how, wk)
    spans = (columns + span - 1) // span
    c, r = number % spans * span, number // spans * part_rows
    if how == TURNED:
        for half in range(c, min(c + panel, columns), lanes(a)):
            for i in range(0, depth, lanes(a)):
                transpose(a, w + half * wk + i, wk, real - half, scratch + i * panel + half - c, panel)
    elif how == PACKED:
        for k in range(depth):
            for q in range(c, min(c + span, columns), panel):
                copy_row(a, scratch + (q - c) * depth + k * panel, a, w + k * wk + q, min(panel, columns - q))
    n = min(part_rows, rows - r)
    for q in range(c, min(c + span, columns), panel):
        right, step = (w + q, wk) if how == STRAIGHT else (scratch + (q - c) * depth, panel)
        strip(a, x + r * xr, xr, xk, right, step, y + r * yr + q, yr, start + r * sr + q, sr, n, depth, columns - q)


@part
def _panels(a, x, xr, xk, w, wk, y, yr, start, sr, rows, columns, depth, how, real, scratch, team):
    """All strips of a product whose depth fits a block, with the team where there is enough to do."""
    span = _span(a, how, wk)
    spans = (columns + span - 1) // span
    part_rows = np.int64(PART) if spans >= FEW else max((rows // FEW + 7) // 8 * 8, np.int64(64))
    strips = spans * ((rows + part_rows - 1) // part_rows)
    if team == 0 or rows * columns * depth < SHARED:
        for s in range(strips):
            panel_strip(a, s, x, xr, xk, w, wk, y, yr, start, sr, rows, columns, depth, how, real, part_rows, scratch)
        return
    _tell_panels(team, x, xr, xk, w, wk, y, yr, start, sr, rows, columns, depth, how, real, part_rows)
    _share(a, team, PANELS, strips, scratch)


@part
def _tell_panels(team, x, xr, xk, w, wk, y, yr, start, sr, rows, columns, depth, how, real, part_rows):
    tell(team, 0, x)
    tell(team, 1, xr)
    tell(team, 2, xk)
    tell(team, 3, w)
    tell(team, 4, wk)
    tell(team, 5, y)
    tell(team, 6, yr)
    tell(team, 7, start)
    tell(team, 8, sr)
    tell(team, 9, rows)
    tell(team, 10, columns)
    tell(team, 11, depth)
    tell(team, 12, how)
    tell(team, 13, real)
    tell(team, 14, part_rows)


@part
def _told_panels(a, team, strip, scratch):
    """A strip of the product that is told of on the board."""
    panel_strip(
        a,
        strip,
        told(team, 0),
        told(team, 1),
        told(team, 2),
        told(team, 3),
        told(team, 4),
        told(team, 5),
        told(team, 6),
        told(team, 7),
        told(team, 8),
        told(team, 9),
        told(team, 10),
        told(team, 11),
        told(team, 12),
        told(team, 13),
        told(team, 14),
        scratch,
    )


@piece
def spread_strip(a, strip, x, xr, xk, y, rows, depth):
    """Pack some rows of the left-hand matrix: row after row, SPREAD apart."""
    apart()
    r = strip * SPREAD_ROWS
    end = min(r + SPREAD_ROWS, rows)
    if xk == 1:
        for i in range(r, end):
            copy_row(a, y + i * SPREAD, a, x + i * xr, depth)
        return
    for i in range(r, end, lanes(a)):
        for k in range(0, depth, lanes(a)):
            transpose(a, x + k * xk + i, xk, depth - k, y + i * SPREAD + k, np.int64(SPREAD))


@part
def _spread(a, x, xr, xk, y, rows, depth, team):
    strips = (rows + SPREAD_ROWS - 1) // SPREAD_ROWS
    if team == 0 or rows * depth < SHARED // 8:
        for s in range(strips):
            spread_strip(a, s, x, xr, xk, y, rows, depth)
        return
    tell(team, 0, x)
    tell(team, 1, xr)
    tell(team, 2, xk)
    tell(team, 3, y)
    tell(team, 4, rows)
    tell(team, 5, depth)
    _share(a, team, SPREADING, strips, np.int64(0))


@part
def product_strip(a, team, strip, scratch):
    """A strip of the work on the board, as the master and its helpers do it; `scratch` is this thread's own."""
    if read(team + WORK) == PANELS:
        _told_panels(a, team, strip, scratch)
    else:
        spread_strip(a, strip, told(team, 0), told(team, 1), told(team, 2), told(team, 3), told(team, 4), told(team, 5))


@part
def _share(a, team, work, strips, scratch):
    """Open the work that was told of, work along, and wait for the rest."""
    open_work(team, work, strips)
    strip = draw(team)
    while strip >= 0:
        product_strip(a, team, strip, scratch)
        add(team + DONE, np.int64(1))
        strip = draw(team)
    await_all(team, strips)


@part
def _blocks(a, x, xr, xk, w, wr, wk, y, yr, start, sr, rows, columns, depth, how, real, scratch, space, team):
    """A product cut into blocks of its depth; `wr` is the way from one block's first number of w to the next."""
    far = max(xr, xk) >= SPREAD_STRIDE * lanes(a) and rows >= PACK_ROWS and space > 0
    for k in range(0, max(depth, 1), BLOCK):
        n = min(np.int64(BLOCK), depth - k)
        if far:
            _spread(a, x + k * xk, xr, xk, space, rows, n, team)
            _panels(
                a,
                space,
                np.int64(SPREAD),
                np.int64(1),
                w + k * wr,
                wk,
                y,
                yr,
                start,
                sr,
                rows,
                columns,
                n,
                how,
                real,
                scratch,
                team,
            )
        else:
            _panels(a, x + k * xk, xr, xk, w + k * wr, wk, y, yr, start, sr, rows, columns, n, how, real, scratch, team)
        start, sr = y, yr


@piece
def product(a, x, xr, xk, w, wk, y, yr, start, sr, rows, columns, depth, scratch, space, team):
    """y (rows, columns) = start + x @ w; `columns` is a whole number of vectors, x may lie with any strides.

    `start` with row distance 0 is a bias or zeros; `start` = y accumulates. `scratch` is room for a panel, `space` for
    a block of x (0: there is none), `team` the board of those who help (0: nobody).
    """
    apart()
    if wk < PACK_STRIDE * lanes(a) or rows < PACK_ROWS:
        _panels(a, x, xr, xk, w, wk, y, yr, start, sr, rows, columns, depth, STRAIGHT, columns, scratch, team)
    else:
        _blocks(a, x, xr, xk, w, wk, wk, y, yr, start, sr, rows, columns, depth, PACKED, columns, scratch, space, team)


@piece
def product_turned(a, x, xr, xk, w, wk, y, yr, start, sr, rows, columns, depth, real, scratch, space, team):
    """y (rows, columns) = start + x @ w.T for w (real, depth), rows wk apart; columns from `real` on are `start`."""
    apart()
    one = np.int64(1)
    _blocks(a, x, xr, xk, w, one, wk, y, yr, start, sr, rows, columns, depth, TURNED, real, scratch, space, team)
