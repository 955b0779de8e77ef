"""Optimizers: how a gradient moves a weight.

`update(w, g, s1, s2, c)` is one formula without literals, for whole arrays (the NumPy engine) and for single numbers
(compiled): weight, gradient, up to two memories, and the row of coefficients of this step; it returns weight and
memories anew. `coefficients(options, rate, step)` makes those rows, (n, columns), for `rate` (n,) and `step` (n,)
counted from 1; everything that depends on the step (bias correction) happens there, in float64.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from core.registry import Entry, Options, Registry, meta

Floats = NDArray[np.float64]
Rate = Annotated[float, meta("Learning rate", "How far a step goes along the gradient.", gt=0.0, le=1000.0)]
Beta1 = Annotated[
    float, meta("Memory (slope)", "Share of the slope's old average that is kept at each step.", ge=0.0, lt=1.0)
]
Beta2 = Annotated[
    float, meta("Memory (size)", "Share of the squared slope's old average that is kept at each step.", ge=0.0, lt=1.0)
]
Epsilon = Annotated[float, meta("Epsilon", "Keeps the division away from zero.", gt=0.0, le=1.0)]


@dataclass(frozen=True, kw_only=True)
class Optimizer(Entry):
    """`slots` is how many memories of the weights' shape it keeps (0 to 2); they start at 0."""

    slots: int
    coefficients: Callable[[Any, Floats, NDArray[np.int64]], Floats]
    update: Callable[..., Any]


OPTIMIZERS: Registry[Optimizer] = Registry("optimizer", "optimizers")


def _table(rate: Floats, *columns: Floats | float) -> Floats:
    """Columns (numbers are repeated) side by side: (n, columns)."""
    return np.stack([np.broadcast_to(np.asarray(column, np.float64), rate.shape) for column in columns], axis=1)


class Sgd(Options, tag="sgd"):
    lr: Rate = 0.1


class Momentum(Options, tag="momentum"):
    lr: Rate = 0.05
    momentum: Annotated[float, meta("Momentum", "Share of the velocity that is kept at each step.", ge=0.0, lt=1.0)] = (
        0.9
    )


class Adagrad(Options, tag="adagrad"):
    lr: Rate = 0.1
    eps: Epsilon = 1e-10


class Adam(Options, tag="adam"):
    lr: Rate = 0.01
    beta1: Beta1 = 0.9
    beta2: Beta2 = 0.999
    eps: Epsilon = 1e-8
    bias_correction: Annotated[
        bool, meta("Bias correction", "Make up for averages that start at zero; without it the first steps are off.")
    ] = True


def sgd_coefficients(options: Sgd, rate: Floats, step: NDArray[np.int64]) -> Floats:
    return _table(rate, rate)


def sgd_update(w, g, s1, s2, c):
    return w - c[0] * g, s1, s2


def momentum_coefficients(options: Momentum, rate: Floats, step: NDArray[np.int64]) -> Floats:
    return _table(rate, rate, options.momentum)


def momentum_update(w, g, s1, s2, c):
    v = c[1] * s1 + g
    return w - c[0] * v, v, s2


def adagrad_coefficients(options: Adagrad, rate: Floats, step: NDArray[np.int64]) -> Floats:
    return _table(rate, rate, options.eps)


def adagrad_update(w, g, s1, s2, c):
    total = s1 + g * g
    return w - c[0] * g / (np.sqrt(total) + c[1]), total, s2


def adam_coefficients(options: Adam, rate: Floats, step: NDArray[np.int64]) -> Floats:
    on = options.bias_correction
    first = 1.0 - options.beta1**step if on else np.ones_like(rate)
    second = 1.0 - options.beta2**step if on else np.ones_like(rate)
    b1, b2 = options.beta1, options.beta2
    return _table(rate, rate / first, 1.0 / np.sqrt(second), b1, 1.0 - b1, b2, 1.0 - b2, options.eps)


def adam_update(w, g, s1, s2, c):
    m = c[2] * s1 + c[3] * g
    v = c[4] * s2 + c[5] * (g * g)
    return w - c[0] * m / (np.sqrt(v) * c[1] + c[6]), m, v


OPTIMIZERS.add(
    Optimizer(
        options=Sgd,
        title="SGD",
        text="Steps straight down the slope of the batch at hand.",
        formula="w = w - lr g",
        slots=0,
        coefficients=sgd_coefficients,
        update=sgd_update,
    )
)
OPTIMIZERS.add(
    Optimizer(
        options=Momentum,
        title="Momentum",
        text="Keeps a velocity, so that steps in one direction add up and wobbles cancel.",
        formula="v = m v + g;  w = w - lr v",
        slots=1,
        coefficients=momentum_coefficients,
        update=momentum_update,
    )
)
OPTIMIZERS.add(
    Optimizer(
        options=Adagrad,
        title="Adagrad",
        text="A rate of its own for each weight: rarely moved weights take larger steps, and every rate shrinks.",
        formula="s = s + g^2;  w = w - lr g / (sqrt(s) + eps)",
        slots=1,
        coefficients=adagrad_coefficients,
        update=adagrad_update,
    )
)
OPTIMIZERS.add(
    Optimizer(
        options=Adam,
        title="Adam",
        text="Averages of the gradient and of its square, both corrected for starting at zero.",
        formula=(
            "m = b1 m + (1 - b1) g;  v = b2 v + (1 - b2) g^2;  w = w - lr (m / (1 - b1^t)) / (sqrt(v / (1 - "
            "b2^t)) + eps)"
        ),
        slots=2,
        coefficients=adam_coefficients,
        update=adam_update,
    )
)
