"""What `np` means inside a formula that is compiled for single numbers.

NumPy's choices, compiled as they are, make an array for every number (200 ns each); here they are plain comparisons
that vector lanes can follow. A NaN stays a NaN, as in NumPy. Everything else is NumPy itself.
"""

from __future__ import annotations

import dis
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
    names = {**function.__globals__}
    # The code's own list of names holds attributes too: `np.tanh` inside a function that is called tanh.
    for name in {step.argval for step in dis.get_instructions(function) if step.opname == "LOAD_GLOBAL"}:
        value = names.get(name)
        if value is np:
            names[name] = sys.modules[__name__]
        elif isinstance(value, FunctionType):
            names[name] = _OWN.get(value) or scalar_formula(value)
    twin = FunctionType(function.__code__, names, function.__name__, function.__defaults__, function.__closure__)
    return exact_part(twin)
