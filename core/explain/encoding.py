"""What a layer makes of the data: its samples and the warped plane in two coordinates, with the next layer's lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.compile.check import Checked
from core.engine.contract import Asked
from core.session.setup import Setup

Array = NDArray[Any]
Floats = NDArray[np.float64]

PASSING = ("dropout", "gaussian_noise", "output")
"""Kinds that hand values on unchanged once nothing is trained."""
CODE_DIGITS = 5
"""Codes that agree to so many digits are the same."""


@dataclass(frozen=True, eq=False)
class Encoded:
    """A layer's values of n samples in two coordinates.

    `points` (n, 2); `grid` (lines, places, 2), empty where none was asked for; `lines` (k, 3) rows w1, w2, b: where
    w1 s1 + w2 s2 + b = 0 a unit of the next layer is at 0, exact where `exact`, else with the other directions at
    their mean. `shares` (2,) of the variance are explained by principal components, empty for two units. `distinct` of
    the n samples have codes of their own.
    """

    points: Floats
    grid: Floats
    lines: Floats
    next: str
    exact: bool
    shares: tuple[float, ...]
    distinct: int
    width: int


@dataclass(frozen=True, eq=False)
class Encoding:
    """Asks for the `Encoded` of a node: of raw inputs `x` (n, ...) and of the lines of a `grid` (lines, places, ...).

    In the coordinates of two `units`, or of the two principal components where there are none. None where the node or
    its units are not there, or `x` is of other data.
    """

    node: str
    x: Array
    units: tuple[int, int] | None = None
    grid: Array = field(default_factory=lambda: np.zeros((0, 0, 2)))

    def answer(self, setup: Setup, engine: Asked) -> Encoded | None:
        preparation = setup.prepared.preparation
        if self.node not in setup.program.slots or self.x.shape[1:] != preparation.shape:
            return None
        values = _values(setup, engine, self.node, self.x)
        if self.units is not None and max(self.units) >= values.shape[1]:
            return None
        flat = _frame(values, self.units)
        grid = np.zeros((0, 0, 2))
        if self.grid.size:
            count, places = self.grid.shape[:2]
            warped = _values(setup, engine, self.node, self.grid.reshape(count * places, *self.grid.shape[2:]))
            grid = flat.onto(warped).reshape(count, places, 2)
        name = reader(setup.checked, self.node)
        lines = flat.lines(engine.read().weights, name) if name else np.zeros((0, 3))
        return Encoded(
            points=flat.onto(values),
            grid=grid,
            lines=lines,
            next=name,
            exact=values.shape[1] <= 2,
            shares=flat.shares,
            distinct=distinct_codes(values),
            width=values.shape[1],
        )


def _values(setup: Setup, engine: Asked, node: str, x: Array) -> Floats:
    found = engine.activations(setup.prepared.preparation.apply(x), [node])[node]
    return np.asarray(found, np.float64).reshape(len(x), -1)


@dataclass(frozen=True, eq=False)
class Frame:
    """Two directions in a layer's space: a value v (width,) has coordinates (v - origin) @ axes, axes (width, 2)."""

    origin: Floats
    axes: Floats
    rest: Floats
    """Where the directions that are left out stand: v is about rest + axes @ coordinates."""
    shares: tuple[float, ...] = ()

    def onto(self, values: Floats) -> Floats:
        """Coordinates (n, 2) of values (n, width)."""
        return np.asarray((values - self.origin) @ self.axes)

    def lines(self, weights: Any, name: str) -> Floats:
        """Where the sums of a dense layer are 0, (units, 3)."""
        weight = np.asarray(weights[f"{name}.weight"], np.float64)
        bias = np.asarray(weights.get(f"{name}.bias", np.zeros(weight.shape[1])), np.float64)
        if len(weight) != len(self.origin):
            return np.zeros((0, 3))
        return np.column_stack([weight.T @ self.axes, weight.T @ self.rest + bias])


def _frame(values: Floats, units: tuple[int, int] | None) -> Frame:
    mean = np.nan_to_num(values).mean(axis=0)
    if units is None:
        return principal(np.nan_to_num(values), mean)
    axes = np.zeros((values.shape[1], 2))
    axes[units[0], 0] = 1.0
    # Of a layer with a single unit the second coordinate is 0 everywhere.
    if units[1] != units[0]:
        axes[units[1], 1] = 1.0
    rest = mean.copy()
    rest[list(units)] = 0.0
    return Frame(np.zeros_like(mean), axes, rest)


def principal(values: Floats, mean: Floats) -> Frame:
    """The two directions in which values (n, width) vary most, and the shares of the variance that they explain.

    Eigenvectors of the covariance (Pearson 1901); each points to where its largest entry is positive, so that a picture
    does not flip while it moves.
    """
    centred = values - mean
    variances, directions = np.linalg.eigh(centred.T @ centred / max(len(values), 1))
    order = np.argsort(-variances)[:2]
    axes = np.zeros((values.shape[1], 2))
    for column, place in enumerate(order.tolist()):
        direction = directions[:, place]
        axes[:, column] = direction * (1.0 if direction[np.abs(direction).argmax()] >= 0 else -1.0)
    whole = float(np.maximum(variances, 0.0).sum())
    shares = tuple(float(max(variances[i], 0.0)) / whole if whole > 0 else 0.0 for i in order.tolist())
    return Frame(mean, axes, mean, (*shares, 0.0)[:2])


def reader(checked: Checked, node: str) -> str:
    """The dense layer that reads this node's values, through what hands them on; empty where none does alone."""
    architecture = checked.project.architecture
    here = node
    while True:
        readers = [other for other in architecture.nodes if here in other.inputs and other.id in checked.used]
        if len(readers) != 1 or readers[0].inputs != (here,):
            return ""
        if readers[0].kind == "dense":
            return readers[0].id
        if readers[0].kind not in PASSING:
            return ""
        here = readers[0].id


def distinct_codes(values: Floats) -> int:
    """How many of the samples' codes (n, width) differ: a step merges many, a smooth unit few."""
    span = float(np.abs(values[np.isfinite(values)]).max(initial=0.0)) or 1.0
    return len(np.unique(np.round(np.nan_to_num(values) / span, CODE_DIGITS), axis=0))
