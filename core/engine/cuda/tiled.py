"""Products of matrices by a kernel of our own, for GPUs without cuBLAS and for float64.

A block of threads makes a square of the result: all its threads read a strip of both matrices into shared memory, then
each adds up EACH x EACH numbers in its registers. Places are 32-bit numbers without a sign and loops are `while` loops
(CUDA.md 1.5).
"""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any

import numpy as np

from core.engine.cuda.products import NOWHERE, TILED, Epilogue, Matrix, Product

SIDE = 16
"""A block has SIDE x SIDE threads."""
EACH = 4
"""A thread makes so many rows of so many numbers, each SIDE away from the next: neighbouring threads then read and
write neighbouring numbers."""
DEEP = 16
"""Columns of the first matrix, rows of the second one, that are in shared memory at once."""

ADD, BIAS, RELU = 1, 2, 4
"""What is done with a sum before it is written."""

# Names that a kernel finds among its globals (build); their values here are what the type checker sees.
cuda: Any = None
u: Any = np.uint32
real: Any = np.float32
TILE, LEFT, RIGHT, SUMS, APART = SIDE * EACH, 0, 0, EACH * EACH, 0


def _product(m, rows, columns, depth, a, ar, ak, b, bk, bc, d, dr, bias, how):
    """d (rows, columns) = a @ b: `ar` and `ak` are the ways to a's next row and column, `bk` and `bc` to b's."""
    left = cuda.shared.array(LEFT, real)
    right = cuda.shared.array(RIGHT, real)
    sums = cuda.local.array(SUMS, real)
    tid = u(cuda.threadIdx.x)
    y = u(tid // u(SIDE))
    x = u(tid - u(y * u(SIDE)))
    r0 = u(u(cuda.blockIdx.y) * u(TILE))
    c0 = u(u(cuda.blockIdx.x) * u(TILE))
    i = u(0)
    while i < u(SUMS):
        sums[i] = real(0.0)
        i = u(i + u(1))
    k0 = u(0)
    while k0 < depth:
        # Neighbouring threads read neighbouring numbers, whichever way a matrix lies.
        e = tid
        while e < u(TILE * DEEP):
            if ak == u(1):
                r = u(e // u(DEEP))
                k = u(e - u(r * u(DEEP)))
            else:
                k = u(e // u(TILE))
                r = u(e - u(k * u(TILE)))
            v = real(0.0)
            if u(r0 + r) < rows and u(k0 + k) < depth:
                v = m[u(a + u(u(u(r0 + r) * ar) + u(u(k0 + k) * ak)))]
            left[u(u(k * u(APART)) + r)] = v
            if bc == u(1):
                k = u(e // u(TILE))
                r = u(e - u(k * u(TILE)))
            else:
                r = u(e // u(DEEP))
                k = u(e - u(r * u(DEEP)))
            v = real(0.0)
            if u(c0 + r) < columns and u(k0 + k) < depth:
                v = m[u(b + u(u(u(k0 + k) * bk) + u(u(c0 + r) * bc)))]
            right[u(u(k * u(APART)) + r)] = v
            e = u(e + u(SIDE * SIDE))
        cuda.syncthreads()
        k = u(0)
        while k < u(DEEP):
            i = u(0)
            while i < u(EACH):
                v = left[u(u(u(k * u(APART)) + y) + u(i * u(SIDE)))]
                j = u(0)
                while j < u(EACH):
                    sums[u(u(i * u(EACH)) + j)] += v * right[u(u(u(k * u(APART)) + x) + u(j * u(SIDE)))]
                    j = u(j + u(1))
                i = u(i + u(1))
            k = u(k + u(1))
        cuda.syncthreads()
        k0 = u(k0 + u(DEEP))
    i = u(0)
    while i < u(EACH):
        j = u(0)
        while j < u(EACH):
            r = u(u(r0 + y) + u(i * u(SIDE)))
            c = u(u(c0 + x) + u(j * u(SIDE)))
            if r < rows and c < columns:
                at = u(d + u(u(r * dr) + c))
                v = sums[u(u(i * u(EACH)) + j)]
                if u(how & u(ADD)) != u(0):
                    v += m[at]
                if u(how & u(BIAS)) != u(0):
                    v += m[u(bias + c)]
                if u(how & u(RELU)) != u(0) and v < real(0.0):
                    v = real(0.0)
                m[at] = v
            j = u(j + u(1))
        i = u(i + u(1))


def build(cuda: Any, jit: Callable[..., Any], real: Any = np.float32, side: int = SIDE, deep: int = DEEP) -> Any:
    """The kernel for a target, `jit` being its compiler: blocks of side x side threads, `deep` columns at a time."""
    tile = side * EACH
    sizes = {"SIDE": side, "DEEP": deep, "TILE": tile, "APART": tile + 1, "LEFT": (tile + 1) * deep}
    names = {"EACH": EACH, "SUMS": EACH * EACH, "ADD": ADD, "BIAS": BIAS, "RELU": RELU, "u": np.uint32}
    # The simulator finds the module among a kernel's globals alone.
    meanings = {"cuda": cuda, "real": real, "RIGHT": sizes["LEFT"], "__name__": __name__, **sizes, **names}
    return jit(FunctionType(_product.__code__, meanings, "tiled_product"))


def can(product: Product) -> bool:
    """Whether the kernel does all that a product asks for."""
    return not (product.epilogue & ~TILED) and not product.a.half and not product.d.half


def blocks(product: Product, side: int = SIDE) -> tuple[int, int]:
    """The grid of a launch, with side x side threads each."""
    tile = side * EACH
    return -(-product.columns // tile), -(-product.rows // tile)


def arguments(product: Product) -> tuple[np.uint32, ...]:
    """What the kernel is given behind the memory."""
    p = product
    assert can(p), "a product without a mask"
    how = ADD if p.accumulate else 0
    how |= BIAS if p.epilogue & Epilogue.BIAS else 0
    how |= RELU if p.epilogue & Epilogue.RELU else 0
    numbers = [p.rows, p.columns, p.depth, p.a.place, *_ways(p.a, p.a_turned), p.b.place, *_ways(p.b, p.b_turned)]
    numbers += [p.d.place, p.d.stride, 0 if p.bias == NOWHERE else p.bias, how]
    return tuple(map(np.uint32, numbers))


def _ways(matrix: Matrix, turned: bool) -> tuple[int, int]:
    """How far it is to the next row and to the next column."""
    return (1, matrix.stride) if turned else (matrix.stride, 1)
