"""What `np` means inside a formula that is compiled for single numbers.

NumPy's choices, compiled as they are, make an array for every number (200 ns each); here they are plain comparisons
that vector lanes can follow. A NaN stays a NaN, as in NumPy. Everything else is NumPy itself.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any

import numpy as np

from core.engine.formulas import power_of_two
from core.engine.jit import exact_part, part


@part
def where(condition, x, y):
    return x if condition else y


@part
def minimum(x, y):
    smaller = y if y < x else x
    return smaller if y == y else y


@part
def maximum(x, y):
    larger = y if y > x else x
    return larger if y == y else y


@part
def clip(x, low, high):
    return minimum(maximum(x, low), high)


@part
def ldexp(x, n):
    """x 2^n in single precision, while 2^n is an ordinary number."""
    return x * power_of_two(n)


def __getattr__(name: str) -> Any:
    return getattr(np, name)


def scalar_formula(function: Callable[..., Any]) -> Callable[..., Any]:
    """A formula of NumPy's language, compiled for single numbers."""
    import sys

    names = {**function.__globals__}
    names.update({key: sys.modules[__name__] for key, value in names.items() if value is np})
    twin = FunctionType(function.__code__, names, function.__name__, function.__defaults__, function.__closure__)
    return exact_part(twin)
