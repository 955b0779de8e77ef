"""Numbers of 16 bits (bfloat16) and 19 bits (TF32), without a package: they are float32 cut short."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

u = np.uint32

TF32_DROPS = 13
"""Bits of a float32 that tensor cores leave out in TF32; in bfloat16 they are 16."""


def shadow(tid: Any, nt: Any, m: Any, halves: Any, place: Any, target: Any, count: Any) -> None:
    """A phase: copy `count` float32 numbers from `place` on into bfloat16 from `target` on.

    `m` is the memory seen as 32-bit words without a sign, `halves` as 16-bit ones: kernels cannot look at the bits of a
    number otherwise.
    """
    e = u(tid)
    while e < count:
        word = m[u(place + e)]
        if (word & u(0x7FFFFFFF)) > u(0x7F800000):
            # Rounding must not make an infinity of what is no number.
            halves[u(target + e)] = np.uint16((word >> u(16)) | u(0x40))
        else:
            halves[u(target + e)] = np.uint16((word + u(0x7FFF) + ((word >> u(16)) & u(1))) >> u(16))
        e = u(e + nt)


def to_halves(x: NDArray[Any]) -> NDArray[np.uint16]:
    """The bits of the bfloat16 numbers nearest to an array's."""
    return (_nearest(np.asarray(x, np.float32), 16) >> u(16)).astype(np.uint16)


def from_halves(halves: NDArray[np.uint16]) -> NDArray[np.float32]:
    """The numbers of these bits, exactly."""
    return (halves.astype(np.uint32) << u(16)).view(np.float32)


def tf32(x: NDArray[Any]) -> NDArray[np.float32]:
    """An array as tensor cores see it in TF32."""
    return _nearest(np.asarray(x, np.float32), TF32_DROPS).view(np.float32)


def _nearest(x: NDArray[np.float32], drops: int) -> NDArray[np.uint32]:
    """The bits of an array, rounded to the nearest numbers whose last `drops` bits are zero."""
    words = np.ascontiguousarray(x).view(np.uint32)
    half = (1 << (drops - 1)) - 1
    rounded = words + u(half) + ((words >> u(drops)) & u(1))
    kept = u(0xFFFFFFFF << drops & 0xFFFFFFFF)
    return np.where(np.isnan(x), words | u(0x400000), rounded) & kept
