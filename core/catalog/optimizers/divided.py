"""A rate of its own for each weight: the slope divided by its usual size."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.catalog.optimizers.base import OPTIMIZERS, Epsilon, Floats, Optimizer, Rate, Rho, table
from core.registry import Options


class Adagrad(Options, tag="adagrad"):
    lr: Rate = 0.1
    eps: Epsilon = 1e-10


class Rmsprop(Options, tag="rmsprop"):
    lr: Rate = 0.01
    rho: Rho = 0.9
    eps: Epsilon = 1e-8


class Adadelta(Options, tag="adadelta"):
    lr: Rate = 1.0
    rho: Rho = 0.9
    eps: Epsilon = 1e-6


def adagrad_coefficients(options: Adagrad, rate: Floats, step: NDArray[np.int64]) -> Floats:
    return table(rate, rate, options.eps)


def adagrad_update(w, g, s1, s2, c):
    total = s1 + g * g
    return w - c[0] * g / (np.sqrt(total) + c[1]), total, s2


def rmsprop_coefficients(options: Rmsprop, rate: Floats, step: NDArray[np.int64]) -> Floats:
    return table(rate, rate, options.rho, 1.0 - options.rho, options.eps)


def rmsprop_update(w, g, s1, s2, c):
    s = c[1] * s1 + c[2] * (g * g)
    return w - c[0] * g / (np.sqrt(s) + c[3]), s, s2


def adadelta_coefficients(options: Adadelta, rate: Floats, step: NDArray[np.int64]) -> Floats:
    return table(rate, rate, options.rho, 1.0 - options.rho, options.eps)


def adadelta_update(w, g, s1, s2, c):
    s = c[1] * s1 + c[2] * (g * g)
    d = np.sqrt(s2 + c[3]) / np.sqrt(s + c[3]) * g
    return w - c[0] * d, s, c[1] * s2 + c[2] * (d * d)


OPTIMIZERS.add(
    Optimizer(
        options=Adagrad,
        title="Adagrad",
        text=(
            "A rate of its own for each weight: rarely moved weights take larger steps, and every rate shrinks for "
            "good. For rare features."
        ),
        formula="s = s + g^2;  w = w - lr g / (sqrt(s) + eps)",
        slots=1,
        coefficients=adagrad_coefficients,
        update=adagrad_update,
    )
)
OPTIMIZERS.add(
    Optimizer(
        options=Rmsprop,
        title="RMSprop",
        text=(
            "Adagrad that forgets: the slope is divided by its typical size of late, so rates do not shrink for good. "
            "For noisy slopes that change their size."
        ),
        formula="s = rho s + (1 - rho) g^2;  w = w - lr g / (sqrt(s) + eps)",
        slots=1,
        coefficients=rmsprop_coefficients,
        update=rmsprop_update,
    )
)
OPTIMIZERS.add(
    Optimizer(
        options=Adadelta,
        title="Adadelta",
        text=(
            "RMSprop whose rate comes from the size of its own steps, so that it needs none; it starts slowly. For "
            "when no good rate is known."
        ),
        formula=(
            "s = rho s + (1 - rho) g^2;  d = sqrt(u + eps) / sqrt(s + eps) g;  u = rho u + (1 - rho) d^2;  w = w - lr d"
        ),
        slots=2,
        coefficients=adadelta_coefficients,
        update=adadelta_update,
    )
)
