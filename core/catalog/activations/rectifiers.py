"""ReLU and its relatives: close to zero on one side, close to the sum itself on the other."""

from __future__ import annotations

import math
from typing import Annotated

import numpy as np

from core.catalog import fast32
from core.catalog.activations.base import ACTIVATIONS, Activation
from core.catalog.special import erf, log_one_plus_exp, logistic
from core.registry import Options, meta

SELU_ALPHA, SELU_SCALE = 1.6732632423543772, 1.0507009873554805
"""Klambauer and others, "Self-Normalizing Neural Networks", 2017: fixed so that mean 0 and variance 1 are kept."""
ROOT_HALF = math.sqrt(0.5)
BELL = 1.0 / math.sqrt(2.0 * math.pi)
FLAT = 40.0
"""exp(-FLAT^2 / 2) is 0, and beyond FLAT mish is its argument to the last digit."""


class Relu(Options, tag="relu"):
    """No options."""


class LeakyRelu(Options, tag="leaky_relu"):
    slope: Annotated[float, meta("Slope", "How steep the line is below zero.", ge=0.0, le=1.0, step=0.01)] = 0.01


class Elu(Options, tag="elu"):
    alpha: Annotated[float, meta("Alpha", "How far below zero the curve goes.", ge=0.0, le=10.0, step=0.1)] = 1.0


class Selu(Options, tag="selu"):
    """No options."""


class Gelu(Options, tag="gelu"):
    """No options."""


class Silu(Options, tag="silu"):
    """No options."""


class Mish(Options, tag="mish"):
    """No options."""


class Softplus(Options, tag="softplus"):
    """No options."""


def relu(z, p):
    return np.where(z < 0.0, 0.0, z)


def relu_derivative(z, a, p):
    return np.where(z > 0.0, 1.0, 0.0)


def leaky_relu(z, p):
    return np.where(z < 0.0, p * z, z)


def leaky_relu_derivative(z, a, p):
    return np.where(z > 0.0, 1.0, p)


def elu(z, p):
    return np.where(z < 0.0, p * np.expm1(np.minimum(z, 0.0)), z)


def elu_derivative(z, a, p):
    return np.where(z > 0.0, 1.0, a + p)


def selu(z, p):
    return SELU_SCALE * np.where(z < 0.0, SELU_ALPHA * np.expm1(np.minimum(z, 0.0)), z)


def selu_derivative(z, a, p):
    return np.where(z > 0.0, SELU_SCALE, a + SELU_SCALE * SELU_ALPHA)


def gelu(z, p):
    return 0.5 * z * (1.0 + erf(ROOT_HALF * z))


def gelu_derivative(z, a, p):
    u = np.minimum(np.abs(z), FLAT)
    return 0.5 * (1.0 + erf(ROOT_HALF * z)) + z * (BELL * np.exp(-0.5 * u * u))


def silu(z, p):
    return z * logistic(z)


def silu_derivative(z, a, p):
    s = logistic(z)
    return s + a * (1.0 - s)


def mish(z, p):
    # With e = exp(z), tanh(log(1 + e)) = n / (n + 2), n = e (e + 2).
    e = np.exp(np.minimum(z, FLAT))
    n = e * (e + 2.0)
    return z * (n / (n + 2.0))


def mish_derivative(z, a, p):
    u = np.minimum(z, FLAT)
    e = np.exp(u)
    n = e * (e + 2.0)
    return n / (n + 2.0) + u * (4.0 * e * (1.0 + e) / ((n + 2.0) * (n + 2.0)))


def softplus(z, p):
    return log_one_plus_exp(z)


def softplus_derivative(z, a, p):
    return logistic(z)


ACTIVATIONS.add(
    Activation(
        options=Relu,
        title="ReLU",
        text=(
            "Zero below zero, the sum itself above: cheap, and its slope does not fade. The first choice for hidden "
            "layers; a unit that is below zero for every sample is dead."
        ),
        formula="a = max(0, z)",
        forward=relu,
        derivative=relu_derivative,
        forward32=fast32.relu,
        derivative32=fast32.relu_derivative,
        range="0 and up",
        use="hidden layers",
    )
)
ACTIVATIONS.add(
    Activation(
        options=LeakyRelu,
        title="Leaky ReLU",
        text="ReLU with a small slope below zero, so that a unit can always come back.",
        formula="a = z if z > 0 else slope * z",
        forward=leaky_relu,
        derivative=leaky_relu_derivative,
        forward32=fast32.leaky_relu,
        derivative32=fast32.leaky_relu_derivative,
        parameter="slope",
        range="any number",
        use="hidden layers where ReLU units die",
    )
)
ACTIVATIONS.add(
    Activation(
        options=Elu,
        title="ELU",
        text=(
            "ReLU with a soft floor at -alpha: no dead units, and layers whose mean is nearer to zero, at the price "
            "of an exponential."
        ),
        formula="a = z if z > 0 else alpha (exp(z) - 1)",
        forward=elu,
        derivative=elu_derivative,
        forward32=fast32.elu,
        derivative32=fast32.elu_derivative,
        parameter="alpha",
        range="-alpha and up",
        use="hidden layers with smooth boundaries",
    )
)
ACTIVATIONS.add(
    Activation(
        options=Selu,
        title="SELU",
        text=(
            "ELU with two fixed numbers that keep a layer's mean at 0 and its variance at 1: deep stacks of dense "
            "layers stay lively without normalization. Start it with lecun_normal and scale the inputs."
        ),
        formula="a = 1.0507 z if z > 0 else 1.0507 * 1.6733 (exp(z) - 1)",
        forward=selu,
        derivative=selu_derivative,
        forward32=fast32.selu,
        derivative32=fast32.selu_derivative,
        range="-1.758 and up",
        use="deep dense networks",
    )
)
ACTIVATIONS.add(
    Activation(
        options=Gelu,
        title="GELU",
        text=(
            "The sum, weighted by the chance that a normal number is smaller: a smooth ReLU with a small dip below "
            "zero, used in transformers."
        ),
        formula="a = z/2 (1 + erf(z / sqrt(2)))",
        forward=gelu,
        derivative=gelu_derivative,
        forward32=fast32.gelu,
        derivative32=fast32.gelu_derivative,
        range="-0.17 and up",
        use="hidden layers of large networks",
    )
)
ACTIVATIONS.add(
    Activation(
        options=Silu,
        title="SiLU (swish)",
        text="The sum, weighted by its own sigmoid: a smooth ReLU with a small dip below zero, for deep hidden layers.",
        formula="a = z / (1 + exp(-z))",
        forward=silu,
        derivative=silu_derivative,
        forward32=fast32.silu,
        derivative32=fast32.silu_derivative,
        range="-0.28 and up",
        use="deep hidden layers",
    )
)
ACTIVATIONS.add(
    Activation(
        options=Mish,
        title="Mish",
        text="Like SiLU with a slightly deeper dip: smooth everywhere, for deep hidden layers where cost matters less.",
        formula="a = z tanh(log(1 + exp(z)))",
        forward=mish,
        derivative=mish_derivative,
        forward32=fast32.mish,
        derivative32=fast32.mish_derivative,
        range="-0.31 and up",
        use="deep hidden layers",
    )
)
ACTIVATIONS.add(
    Activation(
        options=Softplus,
        title="Softplus",
        text=(
            "ReLU with its corner rounded; its slope is the sigmoid. For outputs that must be above zero, such as "
            "sizes and rates."
        ),
        formula="a = log(1 + exp(z))",
        forward=softplus,
        derivative=softplus_derivative,
        forward32=fast32.softplus,
        derivative32=fast32.softplus_derivative,
        range="above 0",
        use="outputs that must be positive",
    )
)
