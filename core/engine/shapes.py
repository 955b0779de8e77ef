"""Which tiles suit this processor: a fixed table of its kinds of registers, measured beforehand.

A tile's sums stay in registers. With 32 of 64 bytes (AVX-512) 8 rows of two vectors do; with fewer or shorter ones such
a tile would spill at every step, and run at half its speed or less.
"""

from __future__ import annotations

import platform
from typing import NamedTuple

import numba
from numba.core.codegen import get_host_cpu_features


class Shape(NamedTuple):
    """The largest tile: rows, and how many vectors of 64 bytes it is wide."""

    rows: int
    vectors: int


SHAPES = (
    ("+avx512f", Shape(8, 2)),  # 188 GF/s of single precision where this was measured; 12 x 2 no more
    ("+fma", Shape(6, 1)),  # 116; 2 x 2 105, 8 x 2 73
)
"""By a feature of the processor, the best first."""
SHORT = Shape(2, 1)
"""Sixteen registers of 16 bytes: 37 GF/s; 8 x 2 32."""
ARM = Shape(6, 1)
"""Thirty-two of 16 bytes."""


def features() -> list[str]:
    """What Numba compiles for: what it was told, or the processor it runs on."""
    told = numba.config.CPU_FEATURES
    return str(get_host_cpu_features() if told is None else told).split(",")


def shape_of(known: list[str], machine: str) -> Shape:
    """The shape for a processor with these features."""
    if machine.lower() in ("arm64", "aarch64"):
        return ARM
    return next((shape for feature, shape in SHAPES if feature in known), SHORT)


ROWS, VECTORS = shape_of(features(), platform.machine())
