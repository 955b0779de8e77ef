"""A program for a process of its own: the tiled kernel, in Numba's simulator or compiled for GPUs that are not here."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
from numba import cuda, types

from core.engine.cuda import tiled
from core.engine.cuda.products import Layer, delta, dense, forward
from tests.engines.cuda_layers import Case, case, check

SIDE, DEEP = 2, 3
"""Squares of 8 x 8 by 4 threads: sizes below and above it are met with small matrices."""


def simulate() -> None:
    # The sizes are no multiples of the square or the depth, and one layer is smaller than both.
    for options in ({"rows": 9, "inputs": 11, "outputs": 10, "relu": True}, {"bias": False, "rows": 3}):
        made = case(**options)  # type: ignore[arg-type]
        kernel = tiled.build(cuda, cuda.jit, side=SIDE, deep=DEEP)
        for product in dense(made.layer):
            _launch(kernel, made, product)
            check(made, product, 1e-5)
    _adds(kernel, made, made.layer)
    double = case(dtype=np.float64)
    product = forward(double.layer, "float64")
    _launch(tiled.build(cuda, cuda.jit, np.float64, SIDE, DEEP), double, product)
    check(double, product, 1e-13)


def _launch(kernel: Any, made: Case, product: Any) -> None:
    kernel[tiled.blocks(product, SIDE), SIDE * SIDE](made.floor.flat, *tiled.arguments(product))


def _adds(kernel: Any, made: Case, layer: Layer) -> None:
    assert layer.slope_x is not None
    there = made.floor.read(layer.slope_x, layer.rows, layer.inputs)
    _launch(kernel, made, delta(layer, accumulate=True))
    np.testing.assert_allclose(made.floor.read(layer.slope_x, layer.rows, layer.inputs), 2 * there, rtol=1e-5)


def translate(folder: str) -> None:
    """Write the kernel's PTX for the oldest and the newest GPU meant."""
    for name, number in (("float32", types.float32), ("float64", types.float64)):
        kernel = tiled.build(cuda, lambda function: function, getattr(np, name))
        for capability in ((7, 5), (9, 0)):
            text, _ = cuda.compile_ptx(kernel, (number[::1], *[types.uint32] * 13), cc=capability)
            with open(f"{folder}/{name}_sm_{capability[0]}{capability[1]}.ptx", "w", encoding="utf-8") as file:
                file.write(text)


if __name__ == "__main__":
    simulate() if sys.argv[1] == "simulate" else translate(sys.argv[2])
