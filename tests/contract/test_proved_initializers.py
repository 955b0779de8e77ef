"""Initializers: drawn numbers against the published distributions, made ones against what they have to be exactly."""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from core.catalog.initializers import INITIALIZERS
from tests.engines.runs import written
from tests.verified import Verify

Array = NDArray[np.float64]
Share = Callable[[float], float]
"""The share of a distribution that lies below a number."""

INPUTS, OUTPUTS = 300, 200
UNIT = NormalDist()


def flat(low: float, high: float) -> Share:
    return lambda w: (w - low) / (high - low)


def around_zero(variance: float) -> tuple[Share, Share]:
    """The flat and the normal distribution of a variance."""
    return flat(-math.sqrt(3.0 * variance), math.sqrt(3.0 * variance)), NormalDist(0.0, math.sqrt(variance)).cdf


def within_two_deviations(mean: float, deviation: float) -> Share:
    outside = UNIT.cdf(-2.0)
    return lambda w: (UNIT.cdf((w - mean) / deviation) - outside) / (1.0 - 2.0 * outside)


LECUN = around_zero(1.0 / INPUTS)
GLOROT = around_zero(2.0 / (INPUTS + OUTPUTS))
HE = around_zero(2.0 / INPUTS)
DRAWN: dict[str, tuple[dict[str, Any], Share]] = {
    "uniform": ({"low": -0.2, "high": 0.7}, flat(-0.2, 0.7)),
    "normal": ({"mean": 0.3, "deviation": 0.2}, NormalDist(0.3, 0.2).cdf),
    "truncated_normal": ({"mean": 0.3, "deviation": 0.2}, within_two_deviations(0.3, 0.2)),
    "lecun_uniform": ({}, LECUN[0]),
    "lecun_normal": ({}, LECUN[1]),
    "glorot_uniform": ({}, GLOROT[0]),
    "glorot_normal": ({}, GLOROT[1]),
    "he_uniform": ({}, HE[0]),
    "he_normal": ({}, HE[1]),
}
GIVEN = np.arange(12.0).reshape(4, 3)
MADE: dict[str, tuple[dict[str, Any], Callable[[Array], Array], Array, str]] = {
    "zeros": ({}, lambda w: w, np.zeros((4, 3)), "0"),
    "ones": ({}, lambda w: w, np.ones((4, 3)), "1"),
    "constant": ({"value": 0.25}, lambda w: w, np.full((4, 3), 0.25), "the number itself"),
    "identity": ({}, lambda w: w, np.eye(4, 3), "the unit matrix"),
    "values": ({"weight": tuple(map(tuple, GIVEN.tolist()))}, lambda w: w, GIVEN, "the numbers themselves"),
    "orthogonal": ({}, lambda w: w.T @ w, np.eye(3), "W'W = 1"),
}


@pytest.mark.parametrize("name", [name for name in INITIALIZERS.names() if name not in MADE])
def test_drawn_numbers(verify: Verify, name: str) -> None:
    """Kolmogorov and Smirnov: how far the shares below each of the numbers are from those they should be."""
    options, share = written(DRAWN, name)
    entry = INITIALIZERS[name]
    drawn = entry.weight(entry.options(**options), np.random.default_rng(0), (INPUTS, OUTPUTS))
    assert drawn.shape == (INPUTS, OUTPUTS)
    wanted = [share(w) for w in np.sort(drawn, axis=None).tolist()]
    assert wanted[0] >= 0.0
    assert wanted[-1] <= 1.0
    found = (np.arange(drawn.size) + 0.5) / drawn.size
    # Chance goes beyond it once in a hundred times; the draw is a fixed one.
    room = 1.63 / math.sqrt(drawn.size)
    verify("Initializers", f"{name}, distribution", "published distribution", found, wanted, room, "absolute")


@pytest.mark.parametrize("name", [name for name in INITIALIZERS.names() if name in MADE])
def test_made_numbers(verify: Verify, name: str) -> None:
    options, property_of, wanted, against = MADE[name]
    entry = INITIALIZERS[name]
    made = entry.weight(entry.options(**options), np.random.default_rng(0), (4, 3))
    verify("Initializers", name, against, property_of(made), wanted, 1e-14, "absolute")


@pytest.mark.parametrize("shape", [(5, 5), (9, 4), (4, 9)])
def test_orthogonal_whatever_the_shape(verify: Verify, shape: tuple[int, int]) -> None:
    """Of the sides of the matrix, the shorter one's vectors are at right angles and of length 1."""
    entry = INITIALIZERS["orthogonal"]
    w = entry.weight(entry.options(), np.random.default_rng(1), shape)
    square = w.T @ w if shape[0] >= shape[1] else w @ w.T
    verify("Initializers", "orthogonal", "W'W = 1", square, np.eye(min(shape)), 1e-14, "absolute")
