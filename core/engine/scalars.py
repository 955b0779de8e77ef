"""What `np` means inside a formula that is compiled for single numbers.

NumPy's choices, compiled as they are, make an array for every number (200 ns each); here they are plain comparisons
that vector lanes can follow. A NaN stays a NaN, as in NumPy. Everything else is NumPy itself.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import Any

import numpy as np

from core.catalog import special
from core.catalog.fast32 import ONE, ZERO
from core.engine.formulas import power_of_two
from core.engine.jit import exact_part, part
from core.engine.retold import retold


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


@part
def absolute(x):
    return math.fabs(x)


@part
def sign(x):
    return ONE if x > ZERO else (-ONE if x < ZERO else x)


@part
def _erf(x):
    return math.erf(x)


_OWN: dict[Any, Callable[..., Any]] = {special.erf: _erf}
"""What stands in for functions of arrays that are not NumPy's."""


def __getattr__(name: str) -> Any:
    return absolute if name == "abs" else getattr(np, name)


@cache
def scalar_formula(function: Callable[..., Any]) -> Callable[..., Any]:
    """A formula of NumPy's language, compiled for single numbers, together with the formulas it is made of."""

    def meaning(value: Any) -> Any:
        if value is np:
            return sys.modules[__name__]
        return (_OWN.get(value) or scalar_formula(value)) if isinstance(value, FunctionType) else value

    return exact_part(retold(function, meaning))
