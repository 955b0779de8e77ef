"""Pictures of what units compute: values on a grid to device pixels, all tiles of a layer in one pass of NumPy."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from core.registry import Options
from guiapp.plots.images import pack

Array = NDArray[Any]
SQUASHED = {"sigmoid": (0.5, 2.0), "softmax": (0.5, 2.0), "step": (0.5, 2.0), "tanh": (0.0, 1.0)}
"""Activations whose range is known: (middle, factor) to -1..1. Others are shown against their own largest value."""


def signed(values: Array, activation: Options | None) -> NDArray[np.float32]:
    """Values (n, units) brought to -1..1, so that 0 is the middle colour."""
    array = np.asarray(values, np.float32)
    known = SQUASHED.get(activation.kind) if activation is not None else None
    if known is not None:
        return np.asarray((array - known[0]) * known[1], np.float32)
    with np.errstate(invalid="ignore"):
        span = np.abs(np.where(np.isfinite(array), array, 0)).max(axis=0, initial=0.0)
    return array / np.where(span > 1e-12, span, 1.0).astype(np.float32)


@lru_cache(maxsize=64)
def stretch(cells: int, pixels: int) -> NDArray[np.float32]:
    """Linear interpolation from cell centres to pixel centres, (pixels, cells)."""
    at = np.clip((np.arange(pixels) + 0.5) * cells / pixels - 0.5, 0, cells - 1)
    low = np.minimum(at.astype(np.intp), max(cells - 2, 0))
    share = (at - low).astype(np.float32)
    result = np.zeros((pixels, cells), np.float32)
    rows = np.arange(pixels)
    result[rows, low] = 1 - share
    if cells > 1:
        result[rows, low + 1] += share
    return result


@lru_cache(maxsize=64)
def coverage(pixels: int, radius: float) -> tuple[NDArray[np.intp], NDArray[np.uint32]]:
    """Pixels of a rounded square that are not wholly inside, and their coverage 0..255."""
    middle = np.arange(pixels) + 0.5
    beyond = np.maximum(np.abs(middle - pixels / 2) - (pixels / 2 - radius), 0)
    distance = np.hypot(beyond[:, None], beyond[None, :])
    share = np.clip(radius - distance + 0.5, 0, 1).ravel()
    partly = np.nonzero(share < 1)[0]
    return partly, np.rint(share[partly] * 255).astype(np.uint32)


def atlas(values: NDArray[np.float32], lut: NDArray[np.uint8], pixels: int, radius: float) -> QImage:
    """Grids (n, rows, columns) in -1..1, row 0 lowest, as rounded tiles below each other in one image."""
    count, rows, columns = values.shape
    tall = np.matmul(stretch(rows, pixels)[::-1], values)
    fine = np.matmul(tall, stretch(columns, pixels).T)
    return rounded(fine.reshape(count, -1), lut, pixels, radius)


def plain_atlas(values: NDArray[np.float32], lut: NDArray[np.uint8], pixels: int, radius: float) -> QImage:
    """One value in -1..1 for each tile (n,), as tiles of one colour."""
    return rounded(np.repeat(values.reshape(-1, 1), pixels * pixels, axis=1), lut, pixels, radius)


def rounded(fine: NDArray[np.float32], lut: NDArray[np.uint8], pixels: int, radius: float) -> QImage:
    """Values (n, pixels * pixels) through the table (256, 4), corners cut."""
    with np.errstate(invalid="ignore"):
        place = np.clip(fine * np.float32(127.5) + np.float32(128), 0, 255)
        words = pack(lut)[np.nan_to_num(place, copy=False, nan=128.0).astype(np.uint8)]
    partly, share = coverage(pixels, radius)
    edge = words[:, partly]
    cut = share << 24
    for shift in (0, 8, 16):
        cut = cut | ((edge >> shift & 0xFF) * share // 255) << shift
    words[:, partly] = cut
    height = len(fine) * pixels
    image = QImage(words.data, pixels, height, pixels * 4, QImage.Format.Format_ARGB32_Premultiplied)
    return image.copy()
