"""Starting weights. An initializer fills a weight (inputs, outputs) and, where it says so, the bias (outputs,)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from core.errors import AppError
from core.registry import Entry, Options, Registry, meta

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Initializer(Entry):
    """`weight(options, rng, shape)` draws the weights; `bias(options, outputs)` the biases, which are 0 where
    it is not given.

    `variance(options, inputs, outputs)` is what the drawn numbers promise; None where they are not drawn.
    """

    weight: Callable[[Any, Generator, tuple[int, int]], Floats]
    bias: Callable[[Any, int], Floats] | None = None
    variance: Callable[[Any, int, int], float] | None = None


INITIALIZERS: Registry[Initializer] = Registry("initializer", "initializers")


Mean = Annotated[float, meta("Mean", ge=-1000.0, le=1000.0)]
Deviation = Annotated[float, meta("Deviation", ge=0.0, le=1000.0)]
Gain = Annotated[float, meta("Gain", "What the matrix is multiplied by.", ge=-1000.0, le=1000.0)]


class Zeros(Options, tag="zeros"):
    """No options."""


class Ones(Options, tag="ones"):
    """No options."""


class Constant(Options, tag="constant"):
    value: Annotated[float, meta("Value", "Every weight begins with it.", ge=-1000.0, le=1000.0)] = 0.1


class Values(Options, tag="values"):
    weight: Annotated[
        tuple[tuple[float, ...], ...], meta("Weights", "One row for each input, one number for each unit.")
    ] = ()
    bias: Annotated[tuple[float, ...], meta("Biases", "One number for each unit; left out, they are 0.")] = ()


class Uniform(Options, tag="uniform"):
    low: Annotated[float, meta("From", ge=-1000.0, le=1000.0)] = -0.05
    high: Annotated[float, meta("To", ge=-1000.0, le=1000.0)] = 0.05


class Normal(Options, tag="normal"):
    mean: Mean = 0.0
    deviation: Deviation = 0.05


class TruncatedNormal(Options, tag="truncated_normal"):
    mean: Mean = 0.0
    deviation: Deviation = 0.05


class LecunUniform(Options, tag="lecun_uniform"):
    """No options."""


class LecunNormal(Options, tag="lecun_normal"):
    """No options."""


class GlorotUniform(Options, tag="glorot_uniform"):
    """No options."""


class GlorotNormal(Options, tag="glorot_normal"):
    """No options."""


class HeUniform(Options, tag="he_uniform"):
    """No options."""


class HeNormal(Options, tag="he_normal"):
    """No options."""


class Orthogonal(Options, tag="orthogonal"):
    gain: Gain = 1.0


class IdentityMatrix(Options, tag="identity"):
    gain: Gain = 1.0


def _given(options: Values, rng: Generator, shape: tuple[int, int]) -> Floats:
    rows = {len(row) for row in options.weight}
    if len(options.weight) != shape[0] or rows - {shape[1]}:
        width = f"{len(options.weight)} x {'/'.join(str(n) for n in sorted(rows)) or 0}"
        raise AppError("initializer.weight", f"is {width} numbers", f"this layer needs {shape[0]} x {shape[1]}")
    return np.asarray(options.weight, np.float64).reshape(shape)


def _given_bias(options: Values, outputs: int) -> Floats:
    if not options.bias:
        return np.zeros(outputs)
    if len(options.bias) != outputs:
        raise AppError("initializer.bias", f"has {len(options.bias)} numbers", f"this layer has {outputs} units")
    return np.asarray(options.bias, np.float64)


def _uniform(options: Uniform, rng: Generator, shape: tuple[int, int]) -> Floats:
    low, high = sorted((options.low, options.high))
    return rng.uniform(low, high, shape)


def _within_two(options: TruncatedNormal, rng: Generator, shape: tuple[int, int]) -> Floats:
    """A bell curve without what lies beyond two deviations; those numbers are drawn again, as Keras does."""
    drawn = rng.normal(0.0, 1.0, shape)
    while (far := np.abs(drawn) > 2.0).any():
        drawn[far] = rng.normal(0.0, 1.0, int(far.sum()))
    return np.asarray(options.mean + options.deviation * drawn)


_BELL_AT_TWO = math.exp(-2.0) / math.sqrt(2.0 * math.pi)
CUT_VARIANCE = 1.0 - 4.0 * _BELL_AT_TWO / math.erf(math.sqrt(2.0))
"""Variance of a standard normal number that is known to lie within two deviations."""


def _orthogonal(options: Orthogonal, rng: Generator, shape: tuple[int, int]) -> Floats:
    """Evenly drawn among all such matrices (Saxe, McClelland and Ganguli, 2013): Q of a normal matrix, R's signs
    made positive."""
    q, r = np.linalg.qr(rng.normal(size=(max(shape), min(shape))))
    q *= np.where(np.diagonal(r) < 0.0, -1.0, 1.0)
    return np.asarray(options.gain * (q if shape[0] >= shape[1] else q.T))


def _scaled(gain: float, fan_in: int, fan_out: int, flat: bool) -> Callable[[Any, Generator, tuple[int, int]], Floats]:
    """A draw of variance gain / (fan_in * inputs + fan_out * outputs), flat or normal."""

    def draw(options: Options, rng: Generator, shape: tuple[int, int]) -> Floats:
        deviation = math.sqrt(gain / max(fan_in * shape[0] + fan_out * shape[1], 1))
        if flat:
            return rng.uniform(-deviation * math.sqrt(3.0), deviation * math.sqrt(3.0), shape)
        return rng.normal(0.0, deviation, shape)

    return draw


INITIALIZERS.add(
    Initializer(
        options=Zeros,
        title="Zeros",
        text="Every weight 0: the units of a layer start alike and stay alike. To see why starts are drawn by chance.",
        formula="w = 0",
        weight=lambda options, rng, shape: np.zeros(shape),
    )
)
INITIALIZERS.add(
    Initializer(
        options=Ones,
        title="Ones",
        text="Every weight 1: each unit adds up its inputs, and the units of a layer stay alike. For sums to look at.",
        formula="w = 1",
        weight=lambda options, rng, shape: np.ones(shape),
    )
)
INITIALIZERS.add(
    Initializer(
        options=Constant,
        title="Constant",
        text="Every weight the same number: the units of a layer start alike and stay alike. For small experiments.",
        formula="w = value",
        weight=lambda options, rng, shape: np.full(shape, options.value),
    )
)
INITIALIZERS.add(
    Initializer(
        options=Uniform,
        title="Uniform",
        text="Evenly spread between two numbers. For trying out how large a start may be.",
        formula="w ~ U(low, high)",
        weight=_uniform,
        variance=lambda options, inputs, outputs: (options.high - options.low) ** 2 / 12.0,
    )
)
INITIALIZERS.add(
    Initializer(
        options=Normal,
        title="Normal",
        text="A bell curve around the mean. For trying out how large a start may be.",
        formula="w ~ N(mean, deviation^2)",
        weight=lambda options, rng, shape: rng.normal(options.mean, options.deviation, shape),
        variance=lambda options, inputs, outputs: options.deviation**2,
    )
)
INITIALIZERS.add(
    Initializer(
        options=TruncatedNormal,
        title="Truncated normal",
        text=(
            "A bell curve cut off at two deviations, so that no weight starts far out. Its own deviation is 0.88 of "
            "the one that is given."
        ),
        formula="w ~ N(mean, deviation^2), drawn again where |w - mean| > 2 deviation",
        weight=_within_two,
        variance=lambda options, inputs, outputs: CUT_VARIANCE * options.deviation**2,
    )
)
for _options, _title, _gain, _in, _out, _flat, _text, _formula in (
    (LecunUniform, "LeCun (uniform)", 1.0, 1, 0, True, "SELU", "w ~ U(-r, r), r = sqrt(3 / inputs)"),
    (LecunNormal, "LeCun (normal)", 1.0, 1, 0, False, "SELU", "w ~ N(0, 1 / inputs)"),
    (
        GlorotUniform,
        "Glorot (uniform)",
        2.0,
        1,
        1,
        True,
        "tanh and sigmoid",
        "w ~ U(-r, r), r = sqrt(6 / (inputs + outputs))",
    ),
    (GlorotNormal, "Glorot (normal)", 2.0, 1, 1, False, "tanh and sigmoid", "w ~ N(0, 2 / (inputs + outputs))"),
    (HeUniform, "He (uniform)", 2.0, 1, 0, True, "ReLU", "w ~ U(-r, r), r = sqrt(6 / inputs)"),
    (HeNormal, "He (normal)", 2.0, 1, 0, False, "ReLU", "w ~ N(0, 2 / inputs)"),
):
    INITIALIZERS.add(
        Initializer(
            options=_options,
            title=_title,
            text=f"Scaled so that signals keep their size from layer to layer; made for {_text}."
            + ("" if _flat else " The bell curve is not cut off, as in PyTorch."),
            formula=_formula,
            weight=_scaled(_gain, _in, _out, _flat),
            variance=lambda options, inputs, outputs, g=_gain, i=_in, o=_out: g / (i * inputs + o * outputs),
        )
    )
INITIALIZERS.add(
    Initializer(
        options=Orthogonal,
        title="Orthogonal",
        text=(
            "A rotation drawn by chance: signals and slopes keep their length exactly through a linear layer. For very "
            "deep networks."
        ),
        formula="w = gain Q, Q' Q = 1 (Q Q' = 1 where there are more units than inputs)",
        weight=_orthogonal,
        variance=lambda options, inputs, outputs: options.gain**2 / max(inputs, outputs),
    )
)
INITIALIZERS.add(
    Initializer(
        options=IdentityMatrix,
        title="Identity",
        text=(
            "Each unit begins as a copy of one input; with more units than inputs the rest are 0, with fewer the last "
            "inputs are left out. For layers that should change little at first."
        ),
        formula="w_ij = gain if i = j else 0",
        weight=lambda options, rng, shape: options.gain * np.eye(*shape),
    )
)
INITIALIZERS.add(
    Initializer(
        options=Values,
        title="Given numbers",
        text="The numbers that stand in the project. For examples worked out by hand.",
        formula="w as written",
        weight=_given,
        bias=_given_bias,
    )
)
