"""Activations that go up and down: the wave and the bump."""

from __future__ import annotations

import numpy as np

from core.catalog import fast32
from core.catalog.activations.base import ACTIVATIONS, Activation
from core.registry import Options

FLAT = 30.0
"""exp(-FLAT^2) is 0."""


class Sin(Options, tag="sin"):
    """No options."""


class Gaussian(Options, tag="gaussian"):
    """No options."""


def sin(z, p):
    return np.sin(z)


def sin_derivative(z, a, p):
    return np.cos(z)


def gaussian(z, p):
    u = np.minimum(np.abs(z), FLAT)
    return np.exp(-u * u)


def gaussian_derivative(z, a, p):
    return -2.0 * np.minimum(np.maximum(z, -FLAT), FLAT) * a


ACTIVATIONS.add(
    Activation(
        options=Sin,
        title="Sine",
        text="A wave: for patterns that repeat and for fine detail. Large weights make very wiggly answers.",
        formula="a = sin(z)",
        forward=sin,
        derivative=sin_derivative,
        forward32=fast32.sin,
        derivative32=fast32.sin_derivative,
        range="-1 to 1",
        use="repeating patterns",
    )
)
ACTIVATIONS.add(
    Activation(
        options=Gaussian,
        title="Gaussian",
        text=(
            "A bump: 1 at zero, fading on both sides, so a unit answers to a band of sums alone. Good at regions, "
            "slow to learn from far away."
        ),
        formula="a = exp(-z^2)",
        forward=gaussian,
        derivative=gaussian_derivative,
        forward32=fast32.gaussian,
        derivative32=fast32.gaussian_derivative,
        range="0 to 1",
        use="units that answer to a band",
    )
)
