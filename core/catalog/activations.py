"""Activations: what a unit makes of its weighted sum.

`forward(z, p)` and `derivative(z, a, p)` are the exact formulas: NumPy functions that also compile for single numbers.
`p` is the entry's one numeric option (0 where there is none). `forward32` and `derivative32` may be given where a
formula of single-precision numbers is faster; the contract tests hold them to the exact ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np

from core.catalog import fast32
from core.registry import Entry, Options, Registry, meta

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


class Identity(Options, tag="identity"):
    """No options."""


class Step(Options, tag="step"):
    """No options."""


class Sigmoid(Options, tag="sigmoid"):
    """No options."""


class Tanh(Options, tag="tanh"):
    """No options."""


class Relu(Options, tag="relu"):
    """No options."""


class LeakyRelu(Options, tag="leaky_relu"):
    slope: Annotated[float, meta("Slope", "How steep the line is below zero.", ge=0.0, le=1.0, step=0.01)] = 0.01


class Softmax(Options, tag="softmax"):
    """No options."""


def identity(z, p):
    return z


def identity_derivative(z, a, p):
    return z * 0.0 + 1.0


def step(z, p):
    # A NaN stays a NaN: divergence must be seen.
    return np.where(np.isnan(z), z, np.where(z > 0.0, 1.0, 0.0))


def step_derivative(z, a, p):
    return z * 0.0


def sigmoid(z, p):
    # The tanh form never overflows.
    return 0.5 + 0.5 * np.tanh(0.5 * z)


def sigmoid_derivative(z, a, p):
    return a * (1.0 - a)


def tanh(z, p):
    return np.tanh(z)


def tanh_derivative(z, a, p):
    return 1.0 - a * a


def relu(z, p):
    return np.where(z < 0.0, 0.0, z)


def relu_derivative(z, a, p):
    return np.where(z > 0.0, 1.0, 0.0)


def leaky_relu(z, p):
    return np.where(z < 0.0, p * z, z)


def leaky_relu_derivative(z, a, p):
    return np.where(z > 0.0, 1.0, p)


ACTIVATIONS.add(
    Activation(
        options=Identity,
        title="Identity",
        text="Hands its sum on unchanged: a layer of these is a linear map.",
        formula="a = z",
        forward=identity,
        derivative=identity_derivative,
        range="any number",
        use="outputs that predict a number",
    )
)
ACTIVATIONS.add(
    Activation(
        options=Step,
        title="Step",
        text=(
            "Fires or does not: 1 above zero, 0 at zero and below. It has no slope, so gradient training cannot "
            "move the weights behind it."
        ),
        formula="a = 1 if z > 0 else 0",
        forward=step,
        derivative=step_derivative,
        range="0 or 1",
        use="showing how a threshold unit works",
    )
)
ACTIVATIONS.add(
    Activation(
        options=Sigmoid,
        title="Sigmoid",
        text="A soft step between 0 and 1, read as a probability.",
        formula="a = 1 / (1 + exp(-z))",
        forward=sigmoid,
        derivative=sigmoid_derivative,
        forward32=fast32.sigmoid,
        derivative32=fast32.sigmoid_derivative,
        range="0 to 1",
        use="yes/no outputs",
    )
)
ACTIVATIONS.add(
    Activation(
        options=Tanh,
        title="Tanh",
        text="A soft step between -1 and 1: the sigmoid stretched and shifted, tanh(z) = 2 sigmoid(2 z) - 1.",
        formula="a = tanh(z)",
        forward=tanh,
        derivative=tanh_derivative,
        forward32=fast32.tanh,
        derivative32=fast32.tanh_derivative,
        range="-1 to 1",
        use="small hidden layers with smooth boundaries",
    )
)
ACTIVATIONS.add(
    Activation(
        options=Relu,
        title="ReLU",
        text="Zero below zero, the sum itself above: cheap, and its slope does not fade.",
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
        options=Softmax,
        title="Softmax",
        text="Turns a layer's sums into shares that add up to 1: one probability for each class.",
        formula="a_j = exp(z_j) / sum_k exp(z_k)",
        primitive="softmax",
        range="0 to 1, adding up to 1",
        use="outputs with more than two classes",
    )
)
