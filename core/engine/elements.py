"""The type of the numbers in the flat array, known when a kernel is compiled: float32 or float64.

Kernels are written once. What differs stands here: how many numbers a vector holds, numbers turned into the array's
type, and formulas of which each type has its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import overload

from core.engine.jit import FAST, part, plain, vector

BYTES = 64
"""A vector's size; rows are padded to whole ones."""

MOST_LANES = BYTES // 4
"""So many numbers are a whole number of vectors in either type."""

LEAST_LANES = BYTES // 8
"""So many numbers of the larger type a vector holds."""

NAMES = ("float32", "float64")


def lanes_of(precision: str) -> int:
    """How many numbers of a type a vector holds."""
    return BYTES // np.dtype(precision).itemsize


def _lanes_twin(a):
    return BYTES // a.itemsize


@vector(_lanes_twin)
def lanes(typing, a):
    """How many numbers of the array a vector holds, as a constant."""

    def build(context, builder, signature, arguments):
        return ir.Constant(ir.IntType(64), BYTES * 8 // signature.args[0].dtype.bitwidth)

    return types.int64(a), build


def _like_twin(a, x):
    return a.dtype.type(x)


@vector(_like_twin)
def like(typing, a, x):
    """The number x in the array's type."""

    def build(context, builder, signature, arguments):
        return context.cast(builder, arguments[1], signature.args[1], signature.return_type)

    return a.dtype(a, x), build


@part
def typed(a, numbers):
    """The first nine numbers in the array's type: an optimizer's coefficients."""
    return (
        like(a, numbers[0]),
        like(a, numbers[1]),
        like(a, numbers[2]),
        like(a, numbers[3]),
        like(a, numbers[4]),
        like(a, numbers[5]),
        like(a, numbers[6]),
        like(a, numbers[7]),
        like(a, numbers[8]),
    )


def by_type(single: Callable[..., Any], double: Callable[..., Any]) -> Callable[..., Any]:
    """A formula of one number that is `single` for float32 and `double` for float64."""

    def formula(x):
        return single(x) if isinstance(x, np.float32) else double(x)

    if not plain():

        @overload(formula, jit_options={"fastmath": set(FAST), "forceinline": True, "error_model": "numpy"})
        def choose(x):
            if x == types.float32:
                return lambda x: single(x)
            return lambda x: double(x)

    return formula
