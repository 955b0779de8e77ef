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


class Zeros(Options, tag="zeros"):
    """No options."""


class Values(Options, tag="values"):
    weight: Annotated[
        tuple[tuple[float, ...], ...], meta("Weights", "One row for each input, one number for each unit.")
    ] = ()
    bias: Annotated[tuple[float, ...], meta("Biases", "One number for each unit; left out, they are 0.")] = ()


class Uniform(Options, tag="uniform"):
    low: Annotated[float, meta("From", ge=-1000.0, le=1000.0)] = -0.05
    high: Annotated[float, meta("To", ge=-1000.0, le=1000.0)] = 0.05


class Normal(Options, tag="normal"):
    mean: Annotated[float, meta("Mean", ge=-1000.0, le=1000.0)] = 0.0
    deviation: Annotated[float, meta("Deviation", ge=0.0, le=1000.0)] = 0.05


class GlorotUniform(Options, tag="glorot_uniform"):
    """No options."""


class GlorotNormal(Options, tag="glorot_normal"):
    """No options."""


class HeUniform(Options, tag="he_uniform"):
    """No options."""


class HeNormal(Options, tag="he_normal"):
    """No options."""


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
        text="Every weight 0: the units of a layer start alike and stay alike.",
        formula="w = 0",
        weight=lambda options, rng, shape: np.zeros(shape),
    )
)
INITIALIZERS.add(
    Initializer(
        options=Values,
        title="Given numbers",
        text="The numbers that stand in the project.",
        formula="w as written",
        weight=_given,
        bias=_given_bias,
    )
)
INITIALIZERS.add(
    Initializer(
        options=Uniform,
        title="Uniform",
        text="Evenly spread between two numbers.",
        formula="w ~ U(low, high)",
        weight=_uniform,
        variance=lambda options, inputs, outputs: (options.high - options.low) ** 2 / 12.0,
    )
)
INITIALIZERS.add(
    Initializer(
        options=Normal,
        title="Normal",
        text="A bell curve around the mean.",
        formula="w ~ N(mean, deviation^2)",
        weight=lambda options, rng, shape: rng.normal(options.mean, options.deviation, shape),
        variance=lambda options, inputs, outputs: options.deviation**2,
    )
)
for _options, _title, _gain, _in, _out, _flat, _text, _formula in (
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
            text=f"Scaled so that signals keep their size from layer to layer; made for {_text}.",
            formula=_formula,
            weight=_scaled(_gain, _in, _out, _flat),
            variance=lambda options, inputs, outputs, g=_gain, i=_in, o=_out: g / (i * inputs + o * outputs),
        )
    )
