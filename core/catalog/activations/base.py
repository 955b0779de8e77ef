"""What an activation is, and the registry.

`forward(z, p)` and `derivative(z, a, p)` are the exact formulas: NumPy functions that also compile for single numbers.
`p` is the entry's one numeric option (0 where there is none). `forward32` and `derivative32` are their twins of
single-precision numbers that run in vector lanes (core/catalog/fast32.py); the contract tests hold them to the exact
ones. A NaN stays a NaN, so that divergence is seen, and where the true value is finite no step on the way overflows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.registry import Entry, Options, Registry

Scalar = Callable[..., Any]


@dataclass(frozen=True, kw_only=True)
class Activation(Entry):
    """An elementwise function and its derivative; one with a `primitive` is that operation of the engines instead."""

    forward: Scalar | None = None
    derivative: Scalar | None = None
    forward32: Scalar | None = None
    derivative32: Scalar | None = None
    parameter: str = ""
    primitive: str = ""
    range: str = ""
    use: str = ""

    def parameter_of(self, options: Options) -> float:
        return float(getattr(options, self.parameter)) if self.parameter else 0.0


ACTIVATIONS: Registry[Activation] = Registry("activation", "activations")
