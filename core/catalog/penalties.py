"""Penalties: what large weights cost, and other ways of keeping them small.

`value(w, c0, c1)` is the cost of one number and `slope(w, c0, c1)` its derivative: formulas for arrays and for compiled
single numbers alike. `coefficients(options)` gives c0 and c1. A penalty may bound weights instead (`limit`) or shrink
them beside the gradient (`decay`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np

from core.registry import Entry, Options, Registry, meta


def no_cost(w, c0, c1):
    return 0.0 * w


@dataclass(frozen=True, kw_only=True)
class Penalty(Entry):
    """`costs` says whether value and slope count. `limit` is the largest Euclidean norm of a unit's incoming weights,
    `decay` the share of the learning rate by which they shrink at every step; 0 where there is none."""

    value: Callable[..., Any] = no_cost
    slope: Callable[..., Any] = no_cost
    coefficients: Callable[[Any], tuple[float, float]] = lambda options: (0.0, 0.0)
    costs: bool = False
    limit: Callable[[Any], float] = lambda options: 0.0
    decay: Callable[[Any], float] = lambda options: 0.0


PENALTIES: Registry[Penalty] = Registry("penalty", "penalties")

Strength = Annotated[float, meta("Strength", "How much large weights cost.", ge=0.0, le=1e6)]
Biases = Annotated[bool, meta("Biases too", "Count biases like weights; mostly they are left alone.")]


class NoPenalty(Options, tag="none"):
    """No options."""


class L1(Options, tag="l1"):
    strength: Strength = 0.001
    biases: Biases = False


class L2(Options, tag="l2"):
    strength: Strength = 0.001
    biases: Biases = False


class L1L2(Options, tag="l1_l2"):
    l1: Annotated[float, meta("L1", "Strength of the cost of |w|.", ge=0.0, le=1e6)] = 0.001
    l2: Annotated[float, meta("L2", "Strength of the cost of w^2.", ge=0.0, le=1e6)] = 0.001
    biases: Biases = False


class MaxNorm(Options, tag="max_norm"):
    limit: Annotated[float, meta("Limit", "The longest a unit's row of incoming weights may be.", gt=0.0, le=1e6)] = 3.0
    biases: Biases = False


class Decay(Options, tag="decay"):
    strength: Annotated[
        float, meta("Strength", "Times the learning rate: the share that weights lose at every step.", ge=0.0, le=1e6)
    ] = 0.01
    biases: Biases = False


def absolute(w, c0, c1):
    return c0 * np.abs(w)


def absolute_slope(w, c0, c1):
    return c0 * np.sign(w)


def square(w, c0, c1):
    return c1 * w * w


def square_slope(w, c0, c1):
    return 2.0 * c1 * w


def both(w, c0, c1):
    return c0 * np.abs(w) + c1 * w * w


def both_slope(w, c0, c1):
    return c0 * np.sign(w) + 2.0 * c1 * w


PENALTIES.add(Penalty(options=NoPenalty, title="None", text="Weights may grow as they like.", formula="0"))
PENALTIES.add(
    Penalty(
        options=L1,
        title="L1",
        text="Every weight costs its size, so those that help little become zero.",
        formula="strength * sum |w|",
        value=absolute,
        slope=absolute_slope,
        coefficients=lambda options: (options.strength, 0.0),
        costs=True,
    )
)
PENALTIES.add(
    Penalty(
        options=L2,
        title="L2",
        text="Every weight costs its square: none grows large without need, and the function stays smooth.",
        formula="strength * sum w^2",
        value=square,
        slope=square_slope,
        coefficients=lambda options: (0.0, options.strength),
        costs=True,
    )
)
PENALTIES.add(
    Penalty(
        options=L1L2,
        title="L1 and L2",
        text="Both costs together: few weights, and none of them large.",
        formula="l1 * sum |w| + l2 * sum w^2",
        value=both,
        slope=both_slope,
        coefficients=lambda options: (options.l1, options.l2),
        costs=True,
    )
)
PENALTIES.add(
    Penalty(
        options=MaxNorm,
        title="Largest norm",
        text=(
            "After every step, a unit whose incoming weights are longer than the limit has them scaled down to it; "
            "with biases, each bias stays within the limit too."
        ),
        formula="w <- w min(1, limit / |w|)",
        limit=lambda options: options.limit,
    )
)
PENALTIES.add(
    Penalty(
        options=Decay,
        title="Decoupled decay",
        text=(
            "Before every step weights shrink by a share of the learning rate, beside the gradient: the optimizer's "
            "memories never hear of it."
        ),
        formula="w <- w (1 - rate * strength), then the optimizer's step",
        decay=lambda options: options.strength,
    )
)
