"""The network once more, in float64 and without padding: what explanations compute with, whatever the engine does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.activations import ACTIVATIONS
from core.compile.lower import lower
from core.engine.contract import Engine, State
from core.engine.counter import epoch_order, keep_mask
from core.engine.objective import Objective
from core.engine.textbook import Textbook, Values
from core.plan import ops
from core.plan.plan import Param, Program
from core.session.setup import Setup

Array = NDArray[Any]
Floats = NDArray[np.float64]

MOST = 8_000_000
"""Numbers of a forward pass that are held at once; a batch that needs more is explained by its first rows."""
WORK = 200_000_000
"""Rows times learned numbers of one forward and backward pass, likewise."""
FEWEST = 32
"""Rows that are taken in any case, where there are so many."""


@dataclass(frozen=True, eq=False)
class Rows:
    """What a step is taken on: x (n, inputs), y (n, outputs) and factors (n,) or None, as the engine gets them.

    `places` (n,) are places among all samples, training part first. `step` is the number of the step that chance is
    drawn for, `mode` that of the forward pass. `left_out` rows of the batch are not here, because it is too large.
    """

    x: Floats
    y: Floats
    factors: Floats | None
    places: NDArray[np.int64]
    mode: int
    step: int
    left_out: int = 0

    def __len__(self) -> int:
        return len(self.x)


@dataclass(frozen=True, eq=False)
class Twin:
    """A program for one lane with the engine's numbers; `nodes` says of every operation whose it is."""

    setup: Setup
    state: State
    program: Program
    book: Textbook
    objective: Objective
    flat: Floats
    nodes: tuple[str, ...]

    def forward(self, rows: Rows, flat: Floats | None = None) -> Values:
        """Value of every slot; an overflow is no fault here, it is what is to be seen."""
        with np.errstate(all="ignore"):
            return self.book.forward(self.flat if flat is None else flat, rows.x, rows.mode, rows.step)

    def backward(self, rows: Rows, values: Values, flat: Floats | None = None) -> tuple[Floats, Values]:
        """The flat gradient of the data's loss, and the gradient at every slot it reaches."""
        with np.errstate(all="ignore"):
            slope = self.objective.slope(values, rows.y, rows.factors)
            used = self.flat if flat is None else flat
            return self.book.backprop(used, values, slope, rows.mode, rows.step)

    def loss(self, rows: Rows, flat: Floats | None = None) -> float:
        """The data's loss alone."""
        with np.errstate(all="ignore"):
            return self.objective.loss(self.forward(rows, flat), rows.y, rows.factors)

    def named(self, flat: Floats) -> dict[str, Array]:
        """Copies of every array under its name."""
        return self.program.table.unpack(flat)

    def param(self, key: str) -> Param | None:
        return next((param for param in self.program.table if param.key == key), None)

    def slope(self, i: int, v: Array, a: Array) -> Array:
        """The derivative of an ACTIVATE operation, elementwise."""
        plan = self.program.plan
        entry = list(ACTIVATIONS)[plan.argument[i]]
        assert entry.derivative is not None
        with np.errstate(all="ignore"):
            return np.asarray(entry.derivative(v, a, np.float64(plan.rate[i])), np.float64) + np.zeros_like(a)

    def kept(self, i: int, rows: Rows, width: int) -> Floats:
        """What a DROPOUT operation multiplies by, (n, width)."""
        plan = self.program.plan
        if rows.mode != ops.TRAINING:
            return np.ones((len(rows), width))
        rate = float(plan.rate[i])
        mask = keep_mask(self.book.key, rows.step, int(plan.argument[i]), len(rows), width, rate)
        return mask / (1.0 - rate)


def twin(setup: Setup, engine: Engine) -> Twin:
    """Of what the engine holds at this moment."""
    state = engine.read()
    program = lower(setup.checked, 1)
    dtype = np.dtype(np.float64)
    book, objective = Textbook(program.plan, dtype, setup.job.dropout_key), Objective(program.plan, dtype)
    flat = program.table.pack(state.weights, dtype)
    return Twin(setup, state, program, book, objective, flat, owners(setup, program))


def owners(setup: Setup, program: Program) -> tuple[str, ...]:
    """The node of every operation: nodes are lowered in order, each up to the operations that write its slot."""
    plan, found = program.plan, []
    done: set[int] = {int(plan.input)}
    at, count = 0, len(plan.code)
    for name in setup.checked.used:
        slot = program.slots[name]
        if slot in done:
            continue
        while at < count and (slot not in done or int(plan.target[at]) == slot):
            done.add(int(plan.target[at]))
            found.append(name)
            at += 1
    return tuple(found)


@lru_cache(maxsize=2)
def _order(key: int, epoch: int, samples: int) -> NDArray[np.int64]:
    return epoch_order(key, epoch, samples)


def next_batch(twin: Twin) -> Rows:
    """The rows that the next step takes, with the chance of that step."""
    job, state = twin.setup.job, twin.state
    order = _order(job.order_key, state.epoch, job.samples) if job.shuffle else np.arange(job.samples)
    at = order[state.batch * job.batch_size : (state.batch + 1) * job.batch_size]
    return _training_rows(twin, at, ops.TRAINING)


def first_rows(twin: Twin, most: int) -> Rows:
    """The first rows of the training part, at most a batch and at most so many: a look that does not tremble."""
    job = twin.setup.job
    return _training_rows(twin, np.arange(min(job.batch_size, most)), ops.PROBE)


def sample(twin: Twin, place: int) -> Rows | None:
    """One sample alone, without chance: its place among all, training part first; None where there is none."""
    first = 0
    for name in twin.setup.prepared.parts():
        x, y = twin.setup.job.parts[name]
        if 0 <= place - first < len(x):
            at = np.array([place - first])
            if name == "train":
                return _training_rows(twin, at, ops.PROBE)
            return Rows(_flat(x[at]), _flat(y[at]), None, np.array([place]), ops.PROBE, twin.state.step + 1)
        first += len(x)
    return None


def fewer(twin: Twin, rows: Rows, work: int, row: int) -> Rows:
    """The first rows, up to `row` at least, that `work` (rows times learned numbers) allows; all of them where a batch
    norm ties them together."""
    count = max(work // max(twin.program.table.trained, 1), FEWEST, row + 1)
    if count >= len(rows) or (twin.program.plan.code == ops.BATCH_NORM).any():
        return rows
    factors = None if rows.factors is None else rows.factors[:count]
    left = rows.left_out + len(rows) - count
    return replace(rows, x=rows.x[:count], y=rows.y[:count], factors=factors, places=rows.places[:count], left_out=left)


def _training_rows(twin: Twin, at: NDArray[np.int64], mode: int) -> Rows:
    job = twin.setup.job
    x, y = job.parts["train"]
    fitting = MOST // max(int(np.sum(twin.program.plan.width)), 1)
    kept = at[: max(min(fitting, WORK // max(twin.program.table.trained, 1)), FEWEST)]
    factors = None if job.weights is None else np.asarray(job.weights[kept], np.float64)
    return Rows(_flat(x[kept]), _flat(y[kept]), factors, kept, mode, twin.state.step + 1, len(at) - len(kept))


def _flat(array: Array) -> Floats:
    return np.ascontiguousarray(array, np.float64).reshape(len(array), -1)
