"""Down the slope, with or without a velocity."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from core.catalog.optimizers.base import OPTIMIZERS, Floats, Kept, Optimizer, Rate, table
from core.registry import Options, meta


class Sgd(Options, tag="sgd"):
    lr: Rate = 0.1


class Momentum(Options, tag="momentum"):
    lr: Rate = 0.05
    momentum: Kept = 0.9
    averaged: Annotated[
        bool,
        meta(
            "Averaged",
            "v = m v + (1 - m) g, an average of slopes, instead of v = m v + g, their sum; steps are smaller by 1 - m.",
        ),
    ] = False


class Nesterov(Options, tag="nesterov"):
    lr: Rate = 0.05
    momentum: Kept = 0.9


def sgd_coefficients(options: Sgd, rate: Floats, step: NDArray[np.int64]) -> Floats:
    return table(rate, rate)


def sgd_update(w, g, s1, s2, c):
    return w - c[0] * g, s1, s2


def momentum_coefficients(options: Momentum, rate: Floats, step: NDArray[np.int64]) -> Floats:
    return table(rate, rate, options.momentum, 1.0 - options.momentum if options.averaged else 1.0)


def momentum_update(w, g, s1, s2, c):
    v = c[1] * s1 + c[2] * g
    return w - c[0] * v, v, s2


def nesterov_coefficients(options: Nesterov, rate: Floats, step: NDArray[np.int64]) -> Floats:
    return table(rate, rate, options.momentum)


def nesterov_update(w, g, s1, s2, c):
    v = c[1] * s1 + g
    return w - c[0] * (g + c[1] * v), v, s2


OPTIMIZERS.add(
    Optimizer(
        options=Sgd,
        title="SGD",
        text="Steps straight down the slope of the batch at hand: the plainest way, and the one to understand first.",
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
        text=(
            "Keeps a velocity, so that steps in one direction add up and wobbles cancel: for long valleys, where plain "
            "descent swings from side to side."
        ),
        formula="v = m v + g;  w = w - lr v    (averaged: v = m v + (1 - m) g)",
        slots=1,
        coefficients=momentum_coefficients,
        update=momentum_update,
    )
)
OPTIMIZERS.add(
    Optimizer(
        options=Nesterov,
        title="Nesterov momentum",
        text=(
            "Momentum that looks ahead: the step is taken with the velocity it is about to have, so it brakes earlier "
            "and overshoots less."
        ),
        formula="v = m v + g;  w = w - lr (g + m v)",
        slots=1,
        coefficients=nesterov_coefficients,
        update=nesterov_update,
    )
)
