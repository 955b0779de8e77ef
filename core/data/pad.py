"""A picture drawn by hand, made into one like those of a data set: cut out, scaled, put in the middle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FILLED = 20.0 / 28.0
"""Of the side that a digit takes in MNIST; in the small bundled ones it takes all of it."""
SMALL = 12
"""Pictures up to this side are filled whole."""
FINE = 8
"""Ink is averaged over so many places along a pixel."""


def pen(shape: tuple[int, ...]) -> float:
    """How wide to draw, as a share of the sheet, so that pictures of this shape get as much ink as those of their set.

    Mean ink of the bundled digits is 0.305, of MNIST 0.1307 (its published mean); a thinner pen makes strokes that no
    network has seen.
    """
    return 14 / 96 if max(shape[:2]) <= SMALL else 11 / 96


def pad_picture(ink: Floats, shape: tuple[int, ...], is_bytes: bool) -> NDArray[np.float64] | NDArray[np.uint8]:
    """Ink (n, n) from 0 to 1 as one raw picture (1, *shape) of the data set, bytes or 0 to 1.

    As for MNIST (LeCun et al. 1998) the drawing is scaled to fit a box, keeping its proportions, and its centre of
    mass is put in the middle.
    """
    height, width = shape[0], shape[1]
    side = max(height, width)
    share = 1.0 if side <= SMALL else FILLED
    pixels = _centred(_fitted(ink, round(side * share * FINE)), side * FINE)
    coarse = pixels.reshape(side, FINE, side, FINE).mean(axis=(1, 3))
    top, left = (side - height) // 2, (side - width) // 2
    shown = coarse[top : top + height, left : left + width]
    peak = float(shown.max(initial=0.0))
    picture = np.repeat((shown / peak if peak > 0 else shown)[None, :, :, None], shape[2], axis=3)
    return np.rint(picture * 255).astype(np.uint8) if is_bytes else picture


def _fitted(ink: Floats, size: int) -> Floats:
    """The part with ink in it, its longer side `size` places long; empty ink stays empty."""
    rows, columns = np.flatnonzero(ink.max(axis=1) > 0.05), np.flatnonzero(ink.max(axis=0) > 0.05)
    if not len(rows):
        return np.zeros((1, 1))
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = size / max(cut.shape)
    high, wide = (max(1, round(length * scale)) for length in cut.shape)
    across = np.minimum(((np.arange(wide) + 0.5) / scale).astype(int), cut.shape[1] - 1)
    down = np.minimum(((np.arange(high) + 0.5) / scale).astype(int), cut.shape[0] - 1)
    return np.asarray(cut[np.ix_(down, across)])


def _centred(cut: Floats, side: int) -> Floats:
    """On a square sheet (side, side), the centre of mass in the middle as far as the sheet has room."""
    sheet = np.zeros((side, side))
    high, wide = cut.shape
    mass = float(cut.sum())
    if mass <= 0:
        return sheet
    row = float(cut.sum(axis=1) @ np.arange(high)) / mass
    column = float(cut.sum(axis=0) @ np.arange(wide)) / mass
    top = min(max(round(side / 2 - row), 0), side - high)
    left = min(max(round(side / 2 - column), 0), side - wide)
    sheet[top : top + high, left : left + wide] = cut
    return sheet
