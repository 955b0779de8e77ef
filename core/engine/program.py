"""Where everything lies for the CPU engine: one flat array of floats, and the plan as rows of positions in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.engine.cases import COEFFICIENTS
from core.engine.elements import LEAST_LANES, MOST_LANES
from core.engine.products import SCRATCH, SPREAD, SPREAD_STRIDE
from core.plan import ops
from core.plan.plan import Plan

Ints = NDArray[np.int64]

# Columns of a row of operations: positions in the flat array, unless said otherwise.
CODE = 0
CASE = 1
"""Place of the activation in its registry, number of the dropout, or first column of a copy."""
X, GX, XS, XW = 2, 3, 4, 5
"""Source: value, gradient, distance of rows, width."""
Y, GY, YS, YW = 6, 7, 8, 9
"""Target, likewise."""
W, GW = 10, 11
"""Weight and its gradient; value and gradient of the other source."""
B, GB = 12, 13
"""Bias and its gradient; zeros and -1 where there is none."""
HOW, HOW_OTHER = 14, 15
BACK = 16
CLEAR = 17
"""1 where the padding must be made zero again, because another operation reads it."""
KEPT_MEAN, KEPT_VARIANCE = 18, 19
"""Running statistics of a norm over the batch."""
SPARE = 20
"""Scratch of a norm."""
COLUMNS = 21

# Entries of the second table: positions and facts about the whole program.
ZERO, AID, PARAMETERS, GRADIENT, MEMORY_1, MEMORY_2, SIZE = 0, 1, 2, 3, 4, 5, 6
INPUT, INPUT_STRIDE, INPUT_WIDTH = 7, 8, 9
OUTPUT, OUTPUT_STRIDE, OUTPUT_WIDTH = 10, 11, 12
TARGET, LOSS_VALUE, LOSS_GRADIENT = 13, 14, 15
LOSS, FUSION, MEAN, ROOT, THRESHOLD = 16, 17, 18, 19, 20
CAPACITY, COLUMN = 21, 22
OPERATIONS = 23
"""How many there are; behind their rates stand the loss's option and the boundary between yes and no."""
TRAINED = 24
"""So many parameters from the first on are moved by the optimizer."""
REMEMBERS = 25
"""1 where a step moves running statistics."""
WEIGHTED, FACTORS = 26, 27
"""1 where rows count by factors, and where those of the batch stand."""
LENGTHS = 28
"""Scratch for the lengths of columns of weights."""
SPACE = 29
"""Scratch for a block of a product's left-hand matrix; 0 where none is wide enough to need it."""
BOARD = 30
"""Address of the team's board (core.engine.team) while there are helpers, else 0."""
FACTS = 31

CHUNK = 128
"""Rows that are evaluated or predicted at a time."""
GAP = MOST_LANES
"""Between slots, so that rows of different slots do not fall on the same lines of the cache."""


@dataclass(frozen=True)
class Layout:
    """One program laid out for batches of up to `capacity` rows."""

    operations: Ints
    rates: NDArray[np.float64]
    """Of the operations, then the loss's option and the boundary between yes and no, then what norms keep; at the end,
    room for the optimizer's coefficients of the step, where helpers read them."""
    facts: Ints
    floats: int
    """Length of the flat array it needs."""
    values: Ints
    """Position of every slot's value."""


def padded(width: int) -> int:
    return -(-width // MOST_LANES) * MOST_LANES


class _Ground:
    """Hands out pieces of the flat array, from `start` on."""

    def __init__(self, start: int) -> None:
        self.end = start

    def take(self, floats: int) -> int:
        start = self.end
        self.end += padded(max(floats, 1)) + GAP
        return start


def lay_out(plan: Plan, capacity: int, beside: Layout | None = None, threads: int = 1) -> Layout:
    """Positions for a plan, and scratch for so many threads. A second layout `beside` a first shares its parameters and
    scratch, and has buffers of its own."""
    ground = _Ground(beside.floats if beside else 0)
    facts = beside.facts.copy() if beside else _fixed(plan, ground, capacity, threads)
    values = np.array([ground.take(capacity * int(stride)) for stride in plan.stride], np.int64)
    gradients = np.array([ground.take(capacity * int(stride)) for stride in plan.stride], np.int64)
    facts[TARGET] = ground.take(capacity * int(plan.stride[plan.output]))
    facts[COLUMN] = ground.take(4 * padded(capacity))
    facts[FACTORS] = ground.take(capacity)
    facts[INPUT], facts[INPUT_STRIDE], facts[INPUT_WIDTH] = _slot(plan, values, plan.input)
    facts[OUTPUT], facts[OUTPUT_STRIDE], facts[OUTPUT_WIDTH] = _slot(plan, values, plan.output)
    facts[LOSS_VALUE], facts[LOSS_GRADIENT] = values[plan.loss_slot], gradients[plan.loss_slot]
    facts[LOSS : THRESHOLD + 1] = plan.loss, plan.fusion, plan.mean_columns, plan.root, plan.threshold
    facts[CAPACITY], facts[OPERATIONS] = capacity, len(plan.code)
    facts[REMEMBERS] = int((plan.code == ops.BATCH_NORM).any())
    rows = [_operation(plan, i, values, gradients, facts) for i in range(len(plan.code))]
    for i in np.flatnonzero(np.isin(plan.code, (ops.BATCH_NORM, ops.LAYER_NORM))):
        batch = plan.code[i] == ops.BATCH_NORM
        rows[i][SPARE] = ground.take(3 * int(plan.stride[plan.source[i]]) if batch else 2 * capacity)
    operations = np.array(rows, np.int64).reshape(len(rows), COLUMNS)
    rates = np.concatenate([plan.rate, [plan.loss_rate, plan.boundary], plan.keep, np.zeros(COEFFICIENTS)])
    return Layout(operations, rates, facts, ground.end, values)


def _fixed(plan: Plan, ground: _Ground, capacity: int, threads: int) -> Ints:
    """Facts with the positions of what every layout shares: zeros, parameters, memories and scratch."""
    facts = np.zeros(FACTS, np.int64)
    facts[ZERO] = ground.take(int(plan.stride.max()) + MOST_LANES)
    for name in (PARAMETERS, GRADIENT, MEMORY_1, MEMORY_2):
        facts[name] = ground.take(plan.parameters)
    facts[SIZE], facts[TRAINED] = plan.parameters, plan.trained
    facts[LENGTHS] = ground.take(int(plan.stride.max()))
    facts[AID] = ground.take(SCRATCH * threads)
    widest = int(plan.stride.max())
    if widest >= SPREAD_STRIDE * LEAST_LANES:
        facts[SPACE] = ground.take((max(capacity, CHUNK, widest) + MOST_LANES) * SPREAD)
    return facts


def _slot(plan: Plan, values: Ints, slot: int) -> tuple[int, int, int]:
    return int(values[slot]), int(plan.stride[slot]), int(plan.width[slot])


def _operation(plan: Plan, i: int, values: Ints, gradients: Ints, facts: Ints) -> Ints:
    """The row of one operation."""
    row = np.zeros(COLUMNS, np.int64)
    source, target, other = plan.source[i], plan.target[i], plan.other[i]
    row[CODE], row[CASE] = plan.code[i], plan.argument[i]
    row[X], row[GX], row[XS], row[XW] = values[source], gradients[source], plan.stride[source], plan.width[source]
    row[Y], row[GY], row[YS], row[YW] = values[target], gradients[target], plan.stride[target], plan.width[target]
    row[HOW], row[HOW_OTHER], row[BACK] = plan.source_gradient[i], plan.other_gradient[i], plan.backward[i]
    if plan.code[i] == ops.DENSE:
        biased = plan.bias[i] >= 0
        row[W], row[GW] = facts[PARAMETERS] + plan.weight[i], facts[GRADIENT] + plan.weight[i]
        row[B] = facts[PARAMETERS] + plan.bias[i] if biased else facts[ZERO]
        row[GB] = facts[GRADIENT] + plan.bias[i] if biased else -1
    elif plan.code[i] in ops.LEARNING:
        row[W], row[GW] = facts[PARAMETERS] + plan.weight[i], facts[GRADIENT] + plan.weight[i]
        row[B], row[GB] = facts[PARAMETERS] + plan.bias[i], facts[GRADIENT] + plan.bias[i]
        row[KEPT_MEAN], row[KEPT_VARIANCE] = facts[PARAMETERS] + plan.mean[i], facts[PARAMETERS] + plan.variance[i]
    elif other >= 0:
        row[W], row[GW] = values[other], gradients[other]
    # A dense layer and a copy read no padding; everything elementwise does.
    readers = [j for j in range(len(plan.code)) if target in (plan.source[j], plan.other[j])]
    reads = any(plan.code[j] not in (ops.DENSE, ops.COPY) for j in readers)
    row[CLEAR] = int(reads and plan.stride[target] > plan.width[target] and plan.code[i] in (ops.ACTIVATE, ops.SOFTMAX))
    return row
