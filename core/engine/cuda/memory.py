"""Where everything of one network lies in its flat memory: for a block by itself, or for the whole GPU."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.plan import ops
from core.plan.plan import Plan

NOBODY: frozenset[int] = frozenset()
PLACES = 1 << 32
"""Places on a GPU are counted in 32 bits."""
WARP = 32
FOUR = 4
"""Numbers that are loaded at once, from a place that is a multiple of it."""
LANES = 8
"""Rows of parameters are padded to so many numbers: matrix products on tensor cores ask for it."""

LOSS, FINE, SHRINK, SOUND = range(4)
"""Numbers of a step: the batch's loss, 1 where it is finite, the factor a clipped gradient is scaled with, and 1 while
every parameter is finite."""
NUMBERS = 4
PARTIALS = 256
"""A long sum is made of so many partial ones, always the same whoever computes them."""
SUM_ROWS, MOST_SUMS = 8, 64
"""So many rows' answers make one partial sum, more where that would be too many sums."""


@dataclass(frozen=True)
class Slot:
    """A value of every row: `width` numbers, its place, and how far it is to the next row and the next number."""

    place: int
    width: int
    row: int
    unit: int

    def at(self, r: str = "r", j: str = "j") -> str:
        """The text of the place of row r's number j."""
        return f"u(u({self.place}) + u({r} * u({self.row})) + u({j} * u({self.unit})))"


@dataclass(frozen=True)
class Fused:
    """What products of matrices do along the way, by the operations that need no phase of their own then."""

    relu: frozenset[int] = NOBODY
    """Activations whose values come out of the product before them, which keeps no sums."""
    drelu: frozenset[int] = NOBODY
    """Those of them whose gradients come out of the product behind them."""
    biases: frozenset[int] = NOBODY
    """Dense layers whose bias gets its gradient from a product."""


class Memory:
    """Places for batches of up to `capacity` rows.

    Unit by unit (`by_unit`) the rows of a warp lie side by side in shared memory, and the next unit an odd number of
    fours further: neither rows nor units come into conflict over its banks, one by one or four at a time. Row by row
    they are the matrices that products of large networks take.
    """

    def __init__(self, plan: Plan, capacity: int, by_unit: bool, fused: Fused | None = None) -> None:
        self.plan, self.capacity, self.by_unit = plan, capacity, by_unit
        fours = -(-capacity // FOUR)
        self.apart = FOUR * (fours | 1)
        self.size = 0
        self.parameters = self.take(plan.parameters)
        self.gradient = self.take(plan.parameters)
        # A slot that is not kept lies where the one is that is made of it.
        fused = fused or Fused()
        sums = {int(plan.source[i]): int(plan.target[i]) for i in fused.relu}
        made = {int(plan.target[i]): int(plan.source[i]) for i in fused.drelu}
        own = {i: self._slot(int(width)) for i, width in enumerate(plan.width) if i not in sums}
        self.values = [own[sums.get(i, i)] for i in range(len(plan.width))]
        reached = self._reached()
        slopes = {i: self._slot(int(plan.width[i])) for i in sorted(reached) if i not in made}
        self.slopes = [slopes[made.get(i, i)] if i in reached else None for i in range(len(plan.width))]
        self.target = self._slot(int(plan.width[plan.output]))
        self.factors, self.row_loss, self.hits, self.errors = (self.take(capacity) for _ in range(4))
        self.sums = self.take(3 * self.partial_sums)
        self.partials = self.take(PARTIALS)
        self.numbers = self.take(NUMBERS)
        self.lengths = self.take(int(plan.width.max()))
        self.spare = [self._spare(i) for i in range(len(plan.code))]

    def take(self, floats: int) -> int:
        """Room for so many numbers, from the place that is returned on."""
        place = self.size
        # Row by row every array begins at a whole line of 128 bytes.
        step = FOUR if self.by_unit else WARP
        self.size += -(-max(floats, 1) // step) * step
        return place

    def _slot(self, width: int) -> Slot:
        if self.by_unit:
            return Slot(self.take(width * self.apart), width, 1, self.apart)
        stride = -(-width // LANES) * LANES
        return Slot(self.take(self.capacity * stride), width, stride, 1)

    def _spare(self, i: int) -> int:
        """Scratch of a norm: mean, spread, variance and two means of slopes of every column or row."""
        if self.plan.code[i] == ops.BATCH_NORM:
            return self.take(5 * int(self.plan.width[self.plan.source[i]]))
        return self.take(4 * self.capacity) if self.plan.code[i] == ops.LAYER_NORM else 0

    def _reached(self) -> set[int]:
        """Slots whose gradient somebody writes."""
        plan = self.plan
        wanted = plan.backward.astype(bool)
        source = plan.source[wanted & (plan.source_gradient != ops.NOT_WANTED)]
        other = plan.other[wanted & (plan.other_gradient != ops.NOT_WANTED)]
        return {int(plan.loss_slot), *map(int, source), *(int(slot) for slot in other if slot >= 0)}

    @property
    def partial_sums(self) -> int:
        """Partial sums of a batch's answers; 0 where one thread adds the rows themselves."""
        return -(-self.capacity // self.sum_rows) if self.capacity > 2 * SUM_ROWS else 0

    @property
    def sum_rows(self) -> int:
        """How many rows a partial sum is of."""
        return max(SUM_ROWS, -(-self.capacity // MOST_SUMS))

    def value(self, slot: int | np.integer) -> Slot:
        return self.values[int(slot)]

    def slope(self, slot: int | np.integer) -> Slot:
        found = self.slopes[int(slot)]
        assert found is not None, "a gradient nobody wants has no place"
        return found
