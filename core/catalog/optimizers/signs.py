"""Steps of one size: only the slope's sign counts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.catalog.optimizers.base import OPTIMIZERS, Beta1, Beta2, Decay, Floats, Optimizer, Rate, table
from core.registry import Options


class Lion(Options, tag="lion"):
    lr: Rate = 0.001
    beta1: Beta1 = 0.9
    beta2: Beta2 = 0.99
    weight_decay: Decay = 0.0


def lion_coefficients(options: Lion, rate: Floats, step: NDArray[np.int64]) -> Floats:
    b1, b2 = options.beta1, options.beta2
    return table(rate, rate, 1.0 - rate * options.weight_decay, b1, 1.0 - b1, b2, 1.0 - b2)


def lion_update(w, g, s1, s2, c):
    return c[1] * w - c[0] * np.sign(c[2] * s1 + c[3] * g), c[4] * s1 + c[5] * g, s2


OPTIMIZERS.add(
    Optimizer(
        options=Lion,
        title="Lion",
        text=(
            "Moves every weight by the same amount, up or down, after the sign of an averaged slope: half of Adam's "
            "memory. Give it a rate about ten times smaller than Adam's."
        ),
        formula="w = w (1 - lr decay) - lr sign(b1 m + (1 - b1) g);  m = b2 m + (1 - b2) g",
        slots=1,
        coefficients=lion_coefficients,
        update=lion_update,
    )
)
