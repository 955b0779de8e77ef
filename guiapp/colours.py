"""Colour arithmetic in NumPy: even steps between hues in the OKLab space. It knows nothing of widgets."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

MARKERS = ("circle", "square", "triangle", "diamond", "plus", "star", "triangle_down", "cross", "hexagon")
"""Shapes of classes, in order."""

_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def rgb(color: str) -> NDArray[np.float64]:
    """`#rrggbb` as three numbers in 0..1, (3,)."""
    return np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255


def to_oklab(srgb: NDArray[np.float64]) -> NDArray[np.float64]:
    """sRGB in 0..1, (..., 3), to OKLab (Ottosson 2020)."""
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.cbrt(linear @ _TO_LMS.T) @ _TO_LAB.T)


def from_oklab(lab: NDArray[np.float64]) -> NDArray[np.float64]:
    """OKLab, (..., 3), to sRGB clipped to 0..1."""
    linear = np.clip((lab @ np.linalg.inv(_TO_LAB).T) ** 3 @ np.linalg.inv(_TO_LMS).T, 0, 1)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)


def diverging(low: str, middle: str, high: str) -> NDArray[np.uint8]:
    """Colours from `low` over `middle` to `high` in steps that look even on either side, RGBA (256, 4)."""
    ends = [to_oklab(rgb(color)) for color in (low, middle, high)]
    t = np.linspace(-1, 1, 256)[:, None]
    lab = ends[1] + np.maximum(-t, 0) * (ends[0] - ends[1]) + np.maximum(t, 0) * (ends[2] - ends[1])
    return with_alpha(from_oklab(lab))


def blend(colors: NDArray[np.uint8], background: str, share: float) -> NDArray[np.uint8]:
    """Colours mixed with a background: `share` of them, the rest of it; RGBA (..., 4)."""
    return with_alpha(colors[..., :3] / 255 * share + rgb(background) * (1 - share))


def with_alpha(srgb: NDArray[np.float64]) -> NDArray[np.uint8]:
    """sRGB in 0..1, (..., 3), as opaque RGBA bytes (..., 4)."""
    result = np.full((*srgb.shape[:-1], 4), 255, np.uint8)
    result[..., :3] = np.rint(np.clip(srgb, 0, 1) * 255)
    return result


def class_marker(index: int, colors: int) -> str:
    """The shape of class `index` where `colors` colours are in use: the pair differs for colours x shapes classes."""
    return MARKERS[(index + index // colors) % len(MARKERS)]
