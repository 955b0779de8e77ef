"""What `np` means inside a formula that is compiled for single numbers.

NumPy's choices, compiled as they are, make an array for every number (200 ns each); here they are plain comparisons that
vector lanes can follow. A NaN stays a NaN, as in NumPy. Everything else is NumPy itself.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any

import numpy as np

from core.engine.jit import part


@part
def where(condition, x, y):  # type: ignore[no-untyped-def]
    return x if condition else y


@part
def minimum(x, y):  # type: ignore[no-untyped-def]
    smaller = y if y < x else x
    return smaller if y == y else y


@part
def maximum(x, y):  # type: ignore[no-untyped-def]
    larger = y if y > x else x
    return larger if y == y else y


@part
def clip(x, low, high):  # type: ignore[no-untyped-def]
    return minimum(maximum(x, low), high)


def __getattr__(name: str) -> Any:
    return getattr(np, name)


def scalar_formula(function: Callable[..., Any]) -> Callable[..., Any]:
    """A formula of NumPy's language, compiled for single numbers."""
    import sys

    names = {**function.__globals__}
    names.update({key: sys.modules[__name__] for key, value in names.items() if value is np})
    twin = FunctionType(function.__code__, names, function.__name__, function.__defaults__, function.__closure__)
    return part(twin)
