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
Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
SQUASHED = dict.fromkeys(("sigmoid", "step", "hard_sigmoid", "gaussian"), (0.5, 2.0)) | dict.fromkeys(
    ("tanh", "softsign", "hard_tanh", "sin"), (0.0, 1.0)
)
"""Activations whose range is known: (middle, factor) to -1..1. Others are shown against their own largest value."""

FAR = 1e30


def signed(values: Array, activation: Options | None, units: int = 2) -> NDArray[np.float32]:
    """Values (n, drawn) of a layer of so many units brought to -1..1, so that 0 is the middle colour.

    A softmax's share is compared with that of a mere guess.
    """
    array = np.asarray(values, np.float32)
    if not np.isfinite(array).all():
        array = np.nan_to_num(array, nan=0.0, posinf=FAR, neginf=-FAR)
    known = SQUASHED.get(activation.kind) if activation is not None else None
    if known is not None:
        result: Floats = array - np.float32(known[0])
        result *= np.float32(known[1])
        return result
    if activation is not None and activation.kind == "softmax":
        beyond = array - np.float32(1 / max(units, 2))
        return np.asarray(np.where(beyond > 0, beyond * units / max(units - 1, 1), beyond * units), np.float32)
    span = np.abs(array).max(axis=0, initial=0.0)
    span[span < 1e-12] = 1.0
    return np.asarray(np.divide(array, span), np.float32)


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
def coverage(pixels: int, radius: float) -> tuple[NDArray[np.intp], NDArray[np.float32], NDArray[np.float32]]:
    """Pixels (n,) at the rim of a rounded square, how much of each is covered, and how much of that is border."""
    middle = np.arange(pixels) + 0.5
    beyond = np.maximum(np.abs(middle - pixels / 2) - (pixels / 2 - radius), 0)
    distance = np.hypot(beyond[:, None], beyond[None, :])
    inside = np.maximum(np.abs(middle - pixels / 2)[:, None], np.abs(middle - pixels / 2)[None, :])
    depth = np.minimum(radius - distance, pixels / 2 - inside).ravel()
    rim = np.nonzero(depth < 2.0)[0]
    cover = np.clip(depth[rim] + 0.5, 0, 1).astype(np.float32)
    border = np.clip(1.5 - depth[rim], 0, 1).astype(np.float32)
    return rim, cover, border


def atlas(values: Floats, lut: Bytes, pixels: int, radius: float, border: str) -> QImage:
    """Grids (n, rows, columns) in -1..1, row 0 lowest, as rounded tiles below each other in one image."""
    count, rows, columns = values.shape
    tall = np.matmul(stretch(rows, pixels)[::-1], values)
    fine = np.matmul(tall, stretch(columns, pixels).T)
    return rounded(fine.reshape(count, -1), lut, pixels, radius, border)


def plain_atlas(values: Floats, lut: Bytes, pixels: int, radius: float, border: str) -> QImage:
    """One value in -1..1 for each tile (n,), as tiles of one colour."""
    return rounded(np.repeat(values.reshape(-1, 1), pixels * pixels, axis=1), lut, pixels, radius, border)


def rounded(fine: Floats, lut: Bytes, pixels: int, radius: float, border: str) -> QImage:
    """Values (n, pixels * pixels) through the table (256, 4), with a border and round corners."""
    place = np.clip(np.clip(fine, -1, 1) * np.float32(127.5) + np.float32(128), 0, 255)
    words = pack(lut)[place.astype(np.uint8)]
    rim, cover, share = coverage(pixels, radius)
    inner = words[:, rim]
    line = int(border[1:], 16)
    mixed = (cover * 255).astype(np.uint32) << 24
    for shift in (0, 8, 16):
        colour = (inner >> shift & 0xFF) * (1 - share) + (line >> shift & 0xFF) * share
        mixed = mixed | (colour * cover).astype(np.uint32) << shift
    words[:, rim] = mixed
    height = len(fine) * pixels
    image = QImage(words.data, pixels, height, pixels * 4, QImage.Format.Format_ARGB32_Premultiplied)
    return image.copy()
