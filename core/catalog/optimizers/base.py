"""What an optimizer is, the registry, and the options several of them share.

`update(w, g, s1, s2, c)` is one formula without literals, for whole arrays (the NumPy engine) and for single numbers
(compiled): weight, gradient, up to two memories, and the row of coefficients of this step; it returns weight and
memories anew. `coefficients(options, rate, step)` makes those rows, (n, columns), for `rate` (n,) and `step` (n,)
counted from 1; everything that depends on the step (bias correction) happens there, in float64.

The engines keep a memory, or a weight, below GONE (float64: GONE_64) as zero: an average of slopes that have ended and
a weight that only decays would fade for ever through numbers that processors are slow with. A step made of it is far
below the last digit of any weight; Lion alone, for which a sign of any size counts, then stands still where it would
have gone on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from core.registry import Entry, Registry, meta

Floats = NDArray[np.float64]
GONE, GONE_64 = np.float32(2.0**-100), 2.0**-900
Rate = Annotated[float, meta("Learning rate", "How far a step goes along the gradient.", gt=0.0, le=1000.0)]
Beta1 = Annotated[
    float, meta("Memory (slope)", "Share of the slope's old average that is kept at each step.", ge=0.0, lt=1.0)
]
Beta2 = Annotated[
    float, meta("Memory (size)", "Share of the squared slope's old average that is kept at each step.", ge=0.0, lt=1.0)
]
Kept = Annotated[float, meta("Momentum", "Share of the velocity that is kept at each step.", ge=0.0, lt=1.0)]
Rho = Annotated[
    float, meta("Memory (size)", "Share of the squared slope's old average that is kept at each step.", ge=0.0, lt=1.0)
]
Decay = Annotated[
    float,
    meta(
        "Weight decay",
        "Share of the learning rate by which every weight and bias shrinks at each step.",
        ge=0.0,
        le=100.0,
    ),
]
Epsilon = Annotated[float, meta("Epsilon", "Keeps the division away from zero.", gt=0.0, le=1.0)]


@dataclass(frozen=True, kw_only=True)
class Optimizer(Entry):
    """`slots` is how many memories of the weights' shape it keeps (0 to 2); they start at 0."""

    slots: int
    coefficients: Callable[[Any, Floats, NDArray[np.int64]], Floats]
    update: Callable[..., Any]


OPTIMIZERS: Registry[Optimizer] = Registry("optimizer", "optimizers")


def table(rate: Floats, *columns: Floats | float) -> Floats:
    """Columns (numbers are repeated) side by side: (n, columns)."""
    return np.stack([np.broadcast_to(np.asarray(column, np.float64), rate.shape) for column in columns], axis=1)


def remembered(memory: NDArray[Any]) -> NDArray[Any]:
    """A memory, or weights, as they are kept: numbers below GONE are zero, a NaN stays one."""
    limit = GONE if memory.dtype == np.float32 else GONE_64
    return np.where(np.abs(memory) < limit, memory.dtype.type(0.0), memory)
