"""The numbers of a page of a step as columns: all of a layer's units, or all of its weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.explain.pages import Page
from core.explain.step import Operation, Step

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Table:
    """Columns (n,) by name, and the shape whose places the rows are: (n,), or (inputs, units) of weights.

    `key` names the parameter that the rows are of; "" where they are units.
    """

    columns: dict[str, Array]
    shape: tuple[int, ...]
    key: str = ""

    def __len__(self) -> int:
        return int(np.prod(self.shape))

    def index(self, row: int) -> tuple[int, ...]:
        """The place of a row."""
        return tuple(int(at) for at in np.unravel_index(row, self.shape))


def table_of(step: Step, page: Page) -> Table:
    """What stands beside a page."""
    if page.phase == "loss":
        loss = step.loss
        columns = {"F": loss.outputs, "y": loss.targets, "L": loss.terms, "∂L/∂z": loss.slope_at_sums}
        return Table(columns, loss.outputs.shape)
    if page.phase == "update":
        return _weights(step, page.key)
    op = step.operations[page.at]
    if page.phase == "forward":
        return Table(_forward(op), op.outputs.shape)
    if op.kind == "dense":
        return _weights(step, page.key)
    return Table(_backward(op), op.inputs.shape)


def _weights(step: Step, key: str) -> Table:
    update = step.update
    before, after, slope = update.before[key], update.after[key], update.loss[key]
    columns = {"w": before.ravel(), "∂L/∂w": slope.ravel(), "w′": after.ravel()}
    return Table(columns, before.shape, key)


def _forward(op: Operation) -> dict[str, Array]:
    if op.kind == "dense":
        return {"z": op.outputs}
    found = {"z": op.inputs}
    if op.others is not None:
        found["z₂"] = op.others
    return {**found, "a": op.outputs}


def _backward(op: Operation) -> dict[str, Array]:
    found: dict[str, Array] = {}
    if op.delta is not None:
        found["∂L/∂a"] = op.delta
    if op.slope is not None:
        found["f′(z)"] = op.slope
    if op.passed is not None:
        found["∂L/∂z"] = op.passed
    return found
