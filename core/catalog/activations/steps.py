"""Cheaper and slower relatives of sigmoid and tanh."""

from __future__ import annotations

import numpy as np

from core.catalog import fast32
from core.catalog.activations.base import ACTIVATIONS, Activation
from core.registry import Options


class Softsign(Options, tag="softsign"):
    """No options."""


class HardSigmoid(Options, tag="hard_sigmoid"):
    """No options."""


class HardTanh(Options, tag="hard_tanh"):
    """No options."""


def softsign(z, p):
    return z / (1.0 + np.abs(z))


def softsign_derivative(z, a, p):
    share = 1.0 / (1.0 + np.abs(z))
    return share * share


def hard_sigmoid(z, p):
    return np.minimum(np.maximum(z / 6.0 + 0.5, 0.0), 1.0)


def hard_sigmoid_derivative(z, a, p):
    return np.where(np.abs(z) < 3.0, 1.0 / 6.0, 0.0)


def hard_tanh(z, p):
    return np.minimum(np.maximum(z, -1.0), 1.0)


def hard_tanh_derivative(z, a, p):
    return np.where(np.abs(z) < 1.0, 1.0, 0.0)


ACTIVATIONS.add(
    Activation(
        options=Softsign,
        title="Softsign",
        text="Like tanh but slower to reach its ends, so units that are far out still learn a little.",
        formula="a = z / (1 + |z|)",
        forward=softsign,
        derivative=softsign_derivative,
        forward32=fast32.softsign,
        derivative32=fast32.softsign_derivative,
        range="-1 to 1",
        use="hidden layers where tanh saturates",
    )
)
ACTIVATIONS.add(
    Activation(
        options=HardSigmoid,
        title="Hard sigmoid",
        text=(
            "The sigmoid drawn with three straight lines: cheap, and exactly 0 or 1 outside -3 to 3, where it stops "
            "learning."
        ),
        formula="a = min(max(z / 6 + 1/2, 0), 1)",
        forward=hard_sigmoid,
        derivative=hard_sigmoid_derivative,
        forward32=fast32.hard_sigmoid,
        derivative32=fast32.hard_sigmoid_derivative,
        range="0 to 1",
        use="gates and small machines",
    )
)
ACTIVATIONS.add(
    Activation(
        options=HardTanh,
        title="Hard tanh",
        text="Tanh drawn with three straight lines: the sum itself, cut off at -1 and 1, where it stops learning.",
        formula="a = min(max(z, -1), 1)",
        forward=hard_tanh,
        derivative=hard_tanh_derivative,
        forward32=fast32.hard_tanh,
        derivative32=fast32.hard_tanh_derivative,
        range="-1 to 1",
        use="hidden layers with bounded values",
    )
)
