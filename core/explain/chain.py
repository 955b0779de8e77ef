"""The chain rule for one weight: its factors along every path to the loss, their sum, and a finite difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.engine.contract import Engine
from core.explain.step import rows_of
from core.explain.twin import Rows, Twin, fewer, twin
from core.plan import ops
from core.session.setup import Setup

Array = NDArray[Any]
Floats = NDArray[np.float64]

MOST_PATHS = 64
"""Paths that are written out; where there are more, they are only counted."""
STEPS = (1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 1e-6)
"""Steps of the differences that are tried, times the weight's size where it is above 1."""
AGREES = 1e-6
WORK = 20_000_000
"""Rows times learned numbers, of which a chain rule with its differences takes some thirty passes."""


@dataclass(frozen=True)
class Factor:
    """One factor of a path: `kind` is data, input, one, weight, slope, jacobian, other, kept or loss; `i`, `j` are
    places from 0."""

    kind: str
    node: str
    i: int
    j: int
    value: float


@dataclass(frozen=True)
class Path:
    """Factors from the weight to the loss, and their product."""

    factors: tuple[Factor, ...]
    product: float


@dataclass(frozen=True, eq=False)
class ChainRule:
    """dL/dw of one number w at one row, and for the whole batch.

    `local` is what w is multiplied with where it stands, `delta` the slope of the loss at what it is added to, and
    `share` their product: the row's part of the gradient. `paths` are written out where they are few (`count` says how
    many there are; each begins with `local`), and their products add up to `share`. `gradient` is the batch's,
    `difference` the central difference of the batch's loss, right to about `blur`.
    """

    key: str
    index: tuple[int, ...]
    value: float
    local: Factor
    delta: float
    share: float
    paths: tuple[Path, ...]
    count: float
    mixes_rows: bool
    gradient: float
    difference: float
    step: float
    blur: float
    rows: int
    left_out: int = 0
    """Rows of the batch that are not in `gradient` and `difference`, because they would take too long."""

    @property
    def agrees(self) -> bool:
        """To six digits, or to all that a difference of two losses can tell."""
        gap = abs(self.gradient - self.difference)
        return gap <= AGREES * max(abs(self.gradient), abs(self.difference)) + self.blur


@dataclass(frozen=True)
class Chain:
    """Asks for the `ChainRule` of one number, NODE.weight and its place, at a sample or at a row of the next batch (as
    `Walk`); None where there is no such number or sample."""

    key: str
    index: tuple[int, ...]
    place: int | None = None
    row: int = 0

    def answer(self, setup: Setup, engine: Engine) -> ChainRule | None:
        held = twin(setup, engine)
        rows, param = rows_of(held, self.place), held.param(self.key)
        trained = param is not None and param in held.program.table.trained_params()
        if rows is None or param is None or not trained or len(self.index) != len(param.shape):
            return None
        if any(not 0 <= at < size for at, size in zip(self.index, param.shape, strict=True)):
            return None
        row = min(self.row, len(rows) - 1)
        return chain_of(held, fewer(held, rows, WORK, row), self.key, self.index, row)


def chain_of(held: Twin, rows: Rows, key: str, index: tuple[int, ...], row: int = 0) -> ChainRule:
    """The chain rule for one number of the trained parameters."""
    with np.errstate(all="ignore"):
        return _Way(held, rows, row).rule(key, index)


class _Way:
    """Forward and backward at one row, and the ways from a unit to the loss."""

    def __init__(self, held: Twin, rows: Rows, row: int) -> None:
        self.held, self.rows, self.row = held, rows, row
        self.plan = held.program.plan
        self.values = held.forward(rows)
        self.slopes, self.gradients = held.backward(rows, self.values)
        self.arrays = held.named(held.flat)
        self.counts = self._count()

    def rule(self, key: str, index: tuple[int, ...]) -> ChainRule:
        param = self.held.param(key)
        assert param is not None
        i = next(i for i, node in enumerate(self.held.nodes) if node == param.node and self._learns(i, param.name))
        local, unit = self._local(i, param.name, index)
        slot = int(self.plan.target[i])
        reached = slot in self.gradients
        delta = float(self.gradients[slot][self.row, unit]) if reached else 0.0
        count = float(self.counts[slot][unit]) if reached else 0.0
        mixes = bool((self.plan.code[i:] == ops.BATCH_NORM).any())
        paths: tuple[Path, ...] = ()
        if 0 < count <= MOST_PATHS and not mixes:
            paths = tuple(_path((local, *factors)) for factors in self._paths(slot, unit))
        offset = _offset(param, index)
        difference, step, blur = central(self._loss_at(offset), float(self.held.flat[offset]))
        gradient = float(self.slopes[offset])
        return ChainRule(
            key=key,
            index=index,
            value=float(self.held.flat[offset]),
            local=local,
            delta=delta,
            share=local.value * delta,
            paths=paths,
            count=count,
            mixes_rows=mixes,
            gradient=gradient,
            difference=difference,
            step=step,
            blur=blur,
            rows=len(self.rows),
            left_out=self.rows.left_out,
        )

    def _learns(self, i: int, name: str) -> bool:
        """Whether an operation holds a parameter of this name (its node may be of several operations)."""
        code = int(self.plan.code[i])
        if name == "slope":
            return code == ops.PRELU
        return code in ((ops.DENSE,) if name in ("weight", "bias") else (ops.BATCH_NORM, ops.LAYER_NORM))

    def _local(self, i: int, name: str, index: tuple[int, ...]) -> tuple[Factor, int]:
        """What the number is multiplied with, and the unit it is part of."""
        v, node, unit = self.values[int(self.plan.source[i])][self.row], self.held.nodes[i], index[-1]
        if name == "weight":
            slot = int(self.plan.source[i])
            kind = "data" if slot == int(self.plan.input) else "input"
            return Factor(kind, self._name(slot), index[0], 0, float(v[index[0]])), unit
        if name == "slope":
            return Factor("input", node, unit, 0, float(min(v[unit], 0.0))), unit
        if name == "scale":
            return Factor("input", node, unit, 0, float(self._measured(i)[unit])), unit
        return Factor("one", node, unit, 0, 1.0), unit

    def _name(self, slot: int) -> str:
        return next((name for name, other in self.held.program.slots.items() if other == slot), "")

    def _measured(self, i: int) -> Floats:
        """A norm's source with mean 0 and variance 1, at the row."""
        v = self.values[int(self.plan.source[i])]
        batch = self.plan.code[i] == ops.BATCH_NORM
        mean, variance = (v.mean(axis=0), v.var(axis=0)) if batch else (v[self.row].mean(), v[self.row].var())
        return np.asarray((v[self.row] - mean) / np.sqrt(variance + self.plan.rate[i]))

    # ways

    def _count(self) -> Mapping[int, Floats]:
        """How many ways lead from every unit of every slot to the loss."""
        plan = self.plan
        counts = {slot: np.zeros(int(plan.width[slot])) for slot in range(len(plan.width))}
        counts[int(plan.loss_slot)] += 1.0
        for i in reversed(range(len(plan.code))):
            if not plan.backward[i]:
                continue
            code, source, target = int(plan.code[i]), int(plan.source[i]), counts[int(plan.target[i])]
            if code in (ops.DENSE, ops.SOFTMAX, ops.LAYER_NORM):
                counts[source] += target.sum()
            elif code == ops.COPY:
                counts[source] += target[plan.argument[i] : plan.argument[i] + plan.width[source]]
            else:
                counts[source] += target
                if plan.other[i] >= 0:
                    counts[int(plan.other[i])] += target
        return counts

    def _paths(self, slot: int, unit: int) -> Iterator[tuple[Factor, ...]]:
        """The factors of every way from a unit to the loss."""
        if slot == int(self.plan.loss_slot):
            outputs = self._name(int(self.plan.output))
            yield (Factor("loss", outputs, unit, 0, float(self.gradients[slot][self.row, unit])),)
        # What the loss reads may be read by an operation too.
        for i in range(len(self.plan.code)):
            if not self.plan.backward[i]:
                continue
            for factor, target in self._onward(i, slot, unit):
                for rest in self._paths(int(self.plan.target[i]), target):
                    yield (rest if factor is None else (factor, *rest))

    def _onward(self, i: int, slot: int, unit: int) -> Iterator[tuple[Factor | None, int]]:
        """Derivatives of an operation's outputs at one number it reads, with the unit each belongs to."""
        plan, node, code = self.plan, self.held.nodes[i], int(self.plan.code[i])
        source, other = int(plan.source[i]), int(plan.other[i])
        if code in (ops.ADD, ops.MULTIPLY):
            for mine, partner in ((source, other), (other, source)):
                if mine == slot:
                    value = float(self.values[partner][self.row, unit])
                    yield (None if code == ops.ADD else Factor("other", self._name(partner), unit, 0, value)), unit
        elif source == slot:
            if code == ops.DENSE:
                for j, value in enumerate(self.arrays[f"{node}.weight"][unit]):
                    yield Factor("weight", node, unit, j, float(value)), j
            elif code in (ops.SOFTMAX, ops.LAYER_NORM):
                for j, value in enumerate(self._jacobian(i, unit)):
                    yield Factor("jacobian", node, unit, j, float(value)), j
            elif code == ops.COPY:
                yield None, unit + int(plan.argument[i])
            elif code == ops.NOISE:
                yield None, unit
            else:
                yield Factor("kept" if code == ops.DROPOUT else "slope", node, unit, 0, self._slope(i, unit)), unit

    def _slope(self, i: int, unit: int) -> float:
        v, a = self.values[int(self.plan.source[i])], self.values[int(self.plan.target[i])]
        if self.plan.code[i] == ops.DROPOUT:
            return float(self.held.kept(i, self.rows, v.shape[1])[self.row, unit])
        if self.plan.code[i] == ops.PRELU:
            return 1.0 if v[self.row, unit] > 0 else float(self.arrays[f"{self.held.nodes[i]}.slope"][unit])
        return float(self.held.slope(i, v, a)[self.row, unit])

    def _jacobian(self, i: int, unit: int) -> Floats:
        """Derivatives of every output of softmax or a norm over a row at one of its inputs."""
        a = self.values[int(self.plan.target[i])][self.row]
        same = np.arange(len(a)) == unit
        if self.plan.code[i] == ops.SOFTMAX:
            return np.asarray(a * (same - a[unit]))
        h = self._measured(i)
        variance = self.values[int(self.plan.source[i])][self.row].var()
        spread = 1.0 / np.sqrt(variance + self.plan.rate[i])
        scale = self.arrays[f"{self.held.nodes[i]}.scale"]
        return np.asarray(scale * spread * (same - 1.0 / len(a) - h * h[unit] / len(a)))

    def _loss_at(self, offset: int) -> Callable[[float], float]:
        """The batch's loss as a function of one number."""
        flat = self.held.flat.copy()

        def loss(value: float) -> float:
            flat[offset] = value
            return self.held.loss(self.rows, flat)

        return loss


def _path(factors: tuple[Factor, ...]) -> Path:
    return Path(factors, float(np.prod([factor.value for factor in factors])))


def _offset(param: Any, index: tuple[int, ...]) -> int:
    """Where a number stands in the flat vector."""
    return int(param.offset + (index[0] * param.stride + index[1] if len(index) == 2 else index[0]))


def central(loss: Callable[[float], float], at: float) -> tuple[float, float, float]:
    """The slope of a function at a place by central differences over h and 2 h, the step h, and how exact it is.

    The error is of the order of h^4 and of the rounding over h; the step is chosen where two neighbours agree best, so
    that it is small enough not to reach over a corner (ReLU's) and large enough not to drown in rounding.
    """
    size, eps = max(1.0, abs(at)), float(np.finfo(np.float64).eps)
    tried = []
    for relative in STEPS:
        h = relative * size
        far, near = (loss(at + 2 * h), loss(at - 2 * h)), (loss(at + h), loss(at - h))
        slope = (8.0 * (near[0] - near[1]) - (far[0] - far[1])) / (12.0 * h)
        tried.append((slope, h, 4.0 * eps * max(map(abs, (*near, *far))) / h))
    best = min(range(len(tried) - 1), key=lambda i: abs(tried[i][0] - tried[i + 1][0]) + tried[i][2])
    slope, h, rounding = tried[best]
    return slope, h, rounding
