"""How well signals and slopes travel through the layers: norms, dead and saturated units, activations, over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.activations import ACTIVATIONS
from core.engine.contract import Engine
from core.engine.textbook import Values
from core.explain.twin import Rows, Twin, first_rows, twin
from core.explain.update import updated
from core.plan import ops
from core.session.setup import Setup

Array = NDArray[Any]
Floats = NDArray[np.float64]

MOST_ROWS, FEWEST_ROWS = 128, 8
WORK = 4_000_000
"""Rows times learned numbers of one reading, so that it takes some milliseconds."""
BINS = 24
DEAD = 1e-6
"""A rectifier whose slope is below this in every row is dead."""
FLAT = 0.05
"""A number is saturated where the slope is below this share of the function's steepest."""
ALIKE = 1e-9


@dataclass(frozen=True, eq=False)
class LayerHealth:
    """One dense layer on a batch.

    `gradient` is the norm of the loss's slope at its weights and biases, `signal` at its sums (all rows), `weight` the
    norm of the weights, `ratio` how far the coming step moves them beside that. `dead` is the share of units whose
    rectifier lets nothing through in any row, `saturated` the share of numbers where the activation is flat; None where
    the activation has no such part. `identical`: all units have the same weights. `counts` (BINS,) are the activations
    in even steps from `low` to `high`.
    """

    node: str
    function: str
    units: int
    gradient: float
    signal: float
    weight: float
    ratio: float
    dead: float | None
    saturated: float | None
    identical: bool
    mean: float
    spread: float
    low: float
    high: float
    counts: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Reading:
    """All dense layers at one step, in the order of the network; `loss` of the rows that were looked at."""

    step: int
    epoch: int
    loss: float
    layers: tuple[LayerHealth, ...]

    @property
    def travel(self) -> float:
        """The slopes at the first layer's sums over those at the last one's: 1 where they travel well; NaN where there
        are none."""
        if not self.layers or not self.layers[-1].signal:
            return float("nan")
        with np.errstate(all="ignore"):
            return float(np.float64(self.layers[0].signal) / self.layers[-1].signal)


@dataclass(frozen=True)
class Health:
    """Asks for a `Reading` on the first rows of the training part, without chance, so that it does not tremble."""

    def answer(self, setup: Setup, engine: Engine) -> Reading:
        held = twin(setup, engine)
        return reading(held, first_rows(held, fitting_rows(held)))


def fitting_rows(held: Twin) -> int:
    """Rows that a reading can afford."""
    return int(np.clip(WORK // max(held.program.table.trained, 1), FEWEST_ROWS, MOST_ROWS))


def reading(held: Twin, rows: Rows) -> Reading:
    """Forward and backward once, and the step that would follow; an overflow is something to be read, not a fault."""
    with np.errstate(all="ignore"):
        values = held.forward(rows)
        slopes, gradients = held.backward(rows, values)
        update = updated(held, rows, slopes, values)
        plan = held.program.plan
        layers = tuple(
            _layer(held, i, rows, values, gradients, update) for i in range(len(plan.code)) if plan.code[i] == ops.DENSE
        )
        loss = held.objective.loss(values, rows.y, rows.factors)
    return Reading(held.state.step, held.state.epoch, loss, layers)


def _layer(held: Twin, i: int, rows: Rows, values: Values, gradients: Values, update: Any) -> LayerHealth:
    node, plan = held.nodes[i], held.program.plan
    own = [key for key in update.keys() if key.rpartition(".")[0] == node]  # noqa: SIM118 - no mapping
    weight = update.before[f"{node}.weight"]
    slot = int(plan.target[i])
    signal = norm(gradients[slot]) if slot in gradients else 0.0
    moved = norm(*(update.after[key] - update.before[key] for key in own))
    size = norm(*(update.before[key] for key in own))
    function, a, dead, saturated = _activated(held, i, values)
    finite = a[np.isfinite(a)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    counts = np.histogram(finite, BINS, (low, high if high > low else low + 1.0))[0]
    return LayerHealth(
        node=node,
        function=function,
        units=weight.shape[1],
        gradient=norm(*(update.loss[key] for key in own)),
        signal=signal,
        weight=norm(weight),
        ratio=moved / size if size else 0.0,
        dead=dead,
        saturated=saturated,
        identical=_identical([update.before[key] for key in own]),
        mean=float(finite.mean()) if finite.size else float("nan"),
        spread=float(finite.std()) if finite.size else float("nan"),
        low=low,
        high=high,
        counts=counts,
    )


def norm(*arrays: Array) -> float:
    """The Euclidean norm of all numbers together, scaled so that squares of large ones do not overflow."""
    largest = max((float(np.abs(array).max(initial=0.0)) for array in arrays), default=0.0)
    if largest == 0.0 or not np.isfinite(largest):
        return largest
    return largest * float(np.sqrt(sum(float(((array / largest) ** 2).sum()) for array in arrays)))


def _activated(held: Twin, i: int, values: Values) -> tuple[str, Array, float | None, float | None]:
    """The activation behind a dense operation, its values, and the shares of dead units and saturated numbers."""
    plan = held.program.plan
    z = values[int(plan.target[i])]
    after = i + 1
    if after >= len(plan.code) or plan.source[after] != plan.target[i] or held.nodes[after] != held.nodes[i]:
        return "identity", z, None, None
    a, code = values[int(plan.target[after])], int(plan.code[after])
    if code != ops.ACTIVATE:
        return ops.NAMES[code], a, None, None
    entry = list(ACTIVATIONS)[plan.argument[after]]
    slope = np.abs(held.slope(after, z, a))
    left, right, steepest = _ends(held, after)
    if left and right and steepest:
        return entry.name, a, None, float((slope < FLAT * steepest).mean())
    if left and steepest:
        return entry.name, a, float((slope < DEAD).all(axis=0).mean()), None
    return entry.name, a, None, None


def _ends(held: Twin, i: int) -> tuple[bool, bool, float]:
    """Whether the activation is flat far to the left and to the right, and how steep it is at most."""
    z = np.concatenate([[-60.0], np.linspace(-6.0, 6.0, 241), [60.0]])
    entry = list(ACTIVATIONS)[held.program.plan.argument[i]]
    assert entry.forward is not None
    rate = np.float64(held.program.plan.rate[i])
    slope = np.abs(held.slope(i, z, np.asarray(entry.forward(z, rate))))
    return bool(slope[0] < DEAD), bool(slope[-1] < DEAD), float(slope.max())


def _identical(arrays: list[Array]) -> bool:
    """Whether every unit has the numbers of the first."""
    if arrays[0].shape[-1] < 2:
        return False
    return all(
        bool(np.abs(array - array[..., :1]).max(initial=0.0) <= ALIKE * np.abs(array).max(initial=0.0))
        for array in arrays
    )


class History:
    """Readings over time in bounded memory: when it is full, every second one goes; the newest stays."""

    def __init__(self, most: int = 256) -> None:
        self._most = most
        self.readings: list[Reading] = []
        self._stride, self._since = 1, 0

    def add(self, one: Reading) -> None:
        """Take in a reading; one of an earlier step begins anew, one of the same step takes its place."""
        if self.readings and one.step < self.readings[-1].step:
            self.clear()
        if self.readings and one.step == self.readings[-1].step:
            self.readings[-1] = one
            return
        # The newest is always there; it stays only where its turn has come.
        if self._since % self._stride and len(self.readings) > 1:
            self.readings.pop()
        self.readings.append(one)
        self._since += 1
        if len(self.readings) > self._most:
            del self.readings[1:-1:2]
            self._stride *= 2
            self._since = 1

    def clear(self) -> None:
        self.readings, self._stride, self._since = [], 1, 0

    def series(self, node: str, field: str) -> tuple[Floats, Floats]:
        """Steps and values of one layer's number."""
        found = [
            (one.step, getattr(layer, field)) for one in self.readings for layer in one.layers if layer.node == node
        ]
        return np.array([step for step, _ in found], np.float64), np.array([value for _, value in found], np.float64)
