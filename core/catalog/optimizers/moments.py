"""Adam and its relatives: an average of the slope beside one of its size."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.optimizers.base import OPTIMIZERS, Beta1, Beta2, Decay, Epsilon, Floats, Optimizer, Rate, table
from core.registry import Options, meta


class Adam(Options, tag="adam"):
    lr: Rate = 0.01
    beta1: Beta1 = 0.9
    beta2: Beta2 = 0.999
    eps: Epsilon = 1e-8
    bias_correction: Annotated[
        bool, meta("Bias correction", "Make up for averages that start at zero; without it the first steps are off.")
    ] = True


class Adamw(Options, tag="adamw"):
    lr: Rate = 0.01
    beta1: Beta1 = 0.9
    beta2: Beta2 = 0.999
    eps: Epsilon = 1e-8
    weight_decay: Decay = 0.1


class Nadam(Options, tag="nadam"):
    lr: Rate = 0.01
    beta1: Beta1 = 0.9
    beta2: Beta2 = 0.999
    eps: Epsilon = 1e-8


class Adamax(Options, tag="adamax"):
    lr: Rate = 0.01
    beta1: Beta1 = 0.9
    beta2: Beta2 = 0.999
    eps: Epsilon = 1e-8


def _shares(options: Any) -> tuple[float, float, float, float, float]:
    """What is kept and what is new of both averages, and epsilon."""
    return options.beta1, 1.0 - options.beta1, options.beta2, 1.0 - options.beta2, options.eps


def adam_coefficients(options: Adam, rate: Floats, step: NDArray[np.int64]) -> Floats:
    on = options.bias_correction
    first = 1.0 - options.beta1**step if on else np.ones_like(rate)
    second = 1.0 - options.beta2**step if on else np.ones_like(rate)
    return table(rate, rate / first, 1.0 / np.sqrt(second), *_shares(options))


def adam_update(w, g, s1, s2, c):
    m = c[2] * s1 + c[3] * g
    v = c[4] * s2 + c[5] * (g * g)
    return w - c[0] * m / (np.sqrt(v) * c[1] + c[6]), m, v


def adamw_coefficients(options: Adamw, rate: Floats, step: NDArray[np.int64]) -> Floats:
    first, second = 1.0 - options.beta1**step, 1.0 - options.beta2**step
    shrink = 1.0 - rate * options.weight_decay
    return table(rate, rate / first, 1.0 / np.sqrt(second), *_shares(options), shrink)


def adamw_update(w, g, s1, s2, c):
    m = c[2] * s1 + c[3] * g
    v = c[4] * s2 + c[5] * (g * g)
    return c[7] * w - c[0] * m / (np.sqrt(v) * c[1] + c[6]), m, v


def nadam_coefficients(options: Nadam, rate: Floats, step: NDArray[np.int64]) -> Floats:
    # PyTorch's momentum of step t is beta1 (1 - 0.96^(t decay) / 2); without decay it is beta1 / 2 throughout.
    mu = options.beta1 / 2.0
    ahead = rate * mu / (1.0 - mu ** (step + 1))
    now = rate * (1.0 - mu) / (1.0 - mu**step)
    return table(rate, ahead, 1.0 / np.sqrt(1.0 - options.beta2**step), *_shares(options), now)


def nadam_update(w, g, s1, s2, c):
    m = c[2] * s1 + c[3] * g
    v = c[4] * s2 + c[5] * (g * g)
    return w - (c[0] * m + c[7] * g) / (np.sqrt(v) * c[1] + c[6]), m, v


def adamax_coefficients(options: Adamax, rate: Floats, step: NDArray[np.int64]) -> Floats:
    return table(
        rate, rate / (1.0 - options.beta1**step), options.beta1, 1.0 - options.beta1, options.beta2, options.eps
    )


def adamax_update(w, g, s1, s2, c):
    m = c[1] * s1 + c[2] * g
    u = np.maximum(c[3] * s2, np.abs(g) + c[4])
    return w - c[0] * m / u, m, u


OPTIMIZERS.add(
    Optimizer(
        options=Adam,
        title="Adam",
        text=(
            "Averages of the slope and of its square, both corrected for starting at zero: momentum with a rate of its "
            "own for each weight. A good first choice."
        ),
        formula=(
            "m = b1 m + (1 - b1) g;  v = b2 v + (1 - b2) g^2;  w = w - lr (m / (1 - b1^t)) / (sqrt(v / (1 - "
            "b2^t)) + eps)"
        ),
        slots=2,
        coefficients=adam_coefficients,
        update=adam_update,
    )
)
OPTIMIZERS.add(
    Optimizer(
        options=Adamw,
        title="AdamW",
        text=(
            "Adam with weight decay beside the slope: every weight and bias shrinks by the same share, however large "
            "its slopes are. For networks that overfit."
        ),
        formula="w = w (1 - lr decay);  then as Adam",
        slots=2,
        coefficients=adamw_coefficients,
        update=adamw_update,
    )
)
OPTIMIZERS.add(
    Optimizer(
        options=Nadam,
        title="Nadam",
        text="Adam that looks ahead as Nesterov momentum does; often a little faster at first. With mu = b1 / 2.",
        formula=(
            "m, v as in Adam;  w = w - lr (mu m / (1 - mu^(t + 1)) + (1 - mu) g / (1 - mu^t)) / (sqrt(v / (1 - b2^t)) "
            "+ eps)"
        ),
        slots=2,
        coefficients=nadam_coefficients,
        update=nadam_update,
    )
)
OPTIMIZERS.add(
    Optimizer(
        options=Adamax,
        title="Adamax",
        text=(
            "Adam that divides by the largest slope of late instead of the typical one: steadier where slopes are zero "
            "most of the time."
        ),
        formula="m = b1 m + (1 - b1) g;  u = max(b2 u, |g| + eps);  w = w - lr (m / (1 - b1^t)) / u",
        slots=2,
        coefficients=adamax_coefficients,
        update=adamax_update,
    )
)
