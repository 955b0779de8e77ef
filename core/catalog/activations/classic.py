"""The activations of the textbooks: the straight line, the hard step, and the soft ones."""

from __future__ import annotations

import numpy as np

from core.catalog import fast32
from core.catalog.activations.base import ACTIVATIONS, Activation
from core.catalog.special import logistic
from core.registry import Options


class Identity(Options, tag="identity"):
    """No options."""


class Step(Options, tag="step"):
    """No options."""


class Sigmoid(Options, tag="sigmoid"):
    """No options."""


class Tanh(Options, tag="tanh"):
    """No options."""


def identity(z, p):
    return z


def identity_derivative(z, a, p):
    return z * 0.0 + 1.0


def step(z, p):
    # The last branch is reached by a NaN alone.
    return np.where(z > 0.0, 1.0, np.where(z <= 0.0, 0.0, z))


def step_derivative(z, a, p):
    return z * 0.0


def sigmoid(z, p):
    return logistic(z)


def sigmoid_derivative(z, a, p):
    return a * (1.0 - a)


def tanh(z, p):
    return np.tanh(z)


def tanh_derivative(z, a, p):
    return 1.0 - a * a


ACTIVATIONS.add(
    Activation(
        options=Identity,
        title="Identity",
        text="Hands its sum on unchanged: for outputs that predict a number. A layer of these is a linear map.",
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
        forward32=fast32.step,
        derivative32=fast32.step_derivative,
        range="0 or 1",
        use="showing how a threshold unit works",
    )
)
ACTIVATIONS.add(
    Activation(
        options=Sigmoid,
        title="Sigmoid",
        text=(
            "A soft step between 0 and 1, read as a probability: for yes/no outputs. In deep stacks its slope, "
            "never above 1/4, makes gradients fade."
        ),
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
        text=(
            "A soft step between -1 and 1: the sigmoid stretched and shifted, tanh(z) = 2 sigmoid(2 z) - 1. "
            "Centred at zero, it suits small hidden layers and gives smooth boundaries."
        ),
        formula="a = tanh(z)",
        forward=tanh,
        derivative=tanh_derivative,
        forward32=fast32.tanh,
        derivative32=fast32.tanh_derivative,
        range="-1 to 1",
        use="small hidden layers with smooth boundaries",
    )
)
