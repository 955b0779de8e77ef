"""The engine in plain NumPy, float64 or float32, obviously right: the loop around core.engine.textbook and
core.engine.objective. Other engines are proved against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.metrics import TOTALS
from core.catalog.optimizers import OPTIMIZERS
from core.catalog.optimizers.base import remembered
from core.engine import restraints
from core.engine.contract import Floats, Job, Pull, Slice, State, epoch_row
from core.engine.counter import epoch_order
from core.engine.doors import Doors
from core.engine.objective import Objective
from core.engine.textbook import Textbook
from core.plan import ops
from core.plan.plan import Program

Array = NDArray[Any]

CHUNK = 4096
"""Rows that are predicted at a time."""


class ReferenceEngine:
    """NumPy, one operation after the other."""

    name = "numpy"
    lanes = 1

    def __init__(self, doors: Doors | None = None) -> None:
        self._doors = doors or Doors()

    def load(self, job: Job, state: State, progress: Callable[[str, float], None] | None = None) -> None:
        self.job = job
        self.dtype = np.dtype(job.precision)
        plan = job.program.plan
        self.book, self.objective = Textbook(plan, self.dtype, job.dropout_key), Objective(plan, self.dtype)
        self.weights = None if job.weights is None else np.asarray(job.weights, self.dtype)
        copies = self._doors.copies([a for pair in job.parts.values() for a in pair], self._door, self.dtype)
        self.parts = {name: (copies[2 * i], copies[2 * i + 1]) for i, name in enumerate(job.parts)}
        self.write(state)

    def _door(self, array: Array) -> Array:
        return np.ascontiguousarray(array, self.dtype).reshape(len(array), -1)

    def write(self, state: State) -> None:
        table = self.job.program.table
        self.flat = table.pack(state.weights, self.dtype)
        slots = OPTIMIZERS[self.job.optimizer].slots
        given = state.memories if len(state.memories) == slots else ()
        self.memories = [table.pack(memory, self.dtype) for memory in given] or [
            np.zeros_like(self.flat) for _ in range(slots)
        ]
        self.step, self.epoch, self.batch = state.step, state.epoch, state.batch
        self.order = -1, np.zeros(0, np.int64)  # of an epoch, and which
        self.totals = np.array(state.totals, np.float64)

    def read(self) -> State:
        table = self.job.program.table
        memories = tuple(table.unpack(memory) for memory in self.memories)
        return State(table.unpack(self.flat), memories, self.step, self.epoch, self.batch, tuple(self.totals.tolist()))

    def run(self, coefficients: Floats, rates: Floats | None = None) -> Slice:
        job = self.job
        rows: list[list[float]] = []
        done, loss = 0, np.nan
        rates = np.zeros(len(coefficients)) if rates is None else rates
        with np.errstate(all="ignore"):
            for coefficient, rate in zip(coefficients, rates, strict=True):
                at = self._order()[self.batch * job.batch_size : (self.batch + 1) * job.batch_size]
                found = self._train(at, coefficient, float(rate))
                if not np.isfinite(found):
                    return Slice(done, _table(rows), self.step + 1, loss)
                loss = found
                done += 1
                self.step += 1
                self.batch += 1
                if self.batch == job.batches:
                    rows.append(self._end_epoch())
                    if not np.isfinite(self.flat).all():
                        return Slice(done, _table(rows), -1, loss)
        return Slice(done, _table(rows), 0, loss)

    def _order(self) -> Array:
        if not self.job.shuffle:
            return np.arange(self.job.samples)
        if self.order[0] != self.epoch:
            self.order = self.epoch, np.asarray(epoch_order(self.job.order_key, self.epoch, self.job.samples))
        return self.order[1]

    def _train(self, at: Array, coefficient: Floats, rate: float) -> float:
        """One step on the rows `at`; gives their loss, and where that is not finite nothing moved."""
        x, y = (array[at] for array in self.parts["train"])
        w = None if self.weights is None else self.weights[at]
        values = self.book.forward(self.flat, x, ops.TRAINING, self.step + 1)
        loss = self.objective.loss(values, y, w)
        if not np.isfinite(loss):
            return loss
        self.totals += (loss * len(at), *self.objective.answers(values[self.job.program.plan.output], y))
        slope = self.objective.slope(values, y, w)
        gradient = self.book.backward(self.flat, values, slope, ops.TRAINING, self.step + 1)
        self.book.remember(self.flat, values)
        self._move(gradient, coefficient, rate)
        return loss

    def _move(self, gradient: Array, coefficient: Floats, rate: float) -> None:
        """One step of the optimizer, and what restrains it, on the trained part of the parameters."""
        table, pulls, n = self.job.program.table, self.job.penalties, self.job.program.table.trained
        restraints.add_slopes(table, pulls, self.flat, gradient)
        restraints.switch_off(gradient, self.job.off)
        restraints.clip(gradient[:n], self.job.clip)
        restraints.decay(table, pulls, self.flat, rate)
        update = OPTIMIZERS[self.job.optimizer].update
        s1, s2 = (*(memory[:n] for memory in self.memories), self.flat[:n], self.flat[:n])[:2]
        moved = update(self.flat[:n], gradient[:n], s1, s2, coefficient.astype(self.dtype))
        for vector, new in zip((self.flat, *self.memories), moved, strict=False):
            vector[:n] = remembered(new)
        restraints.bound(table, pulls, self.flat)
        restraints.switch_off(self.flat, self.job.off)

    def _end_epoch(self) -> list[float]:
        self.epoch += 1
        self.batch = 0
        totals: dict[str, Sequence[float]] = {"train": self.totals.tolist()}
        self.totals = np.zeros(len(TOTALS))
        if self.epoch % self.job.evaluate_every == 0:
            totals |= {name: self.evaluate(name).tolist() for name in self.parts if name != "train"}
        return epoch_row(self.epoch, self.step, totals)

    def evaluate(self, part: str) -> Floats:
        x, y = self.parts[part]
        totals = np.zeros(len(TOTALS))
        with np.errstate(all="ignore"):
            for start in range(0, len(x), CHUNK):
                values = self.book.forward(self.flat, x[start : start + CHUNK], ops.INFERENCE)
                target, prediction = y[start : start + CHUNK], values[self.job.program.plan.output]
                totals += (self.objective.rows(values, target).sum(), *self.objective.answers(prediction, target))
        return totals

    def predict(self, x: Array) -> Array:
        return self._inference(x, self.job.program.plan.output)

    def activations(self, x: Array, nodes: Sequence[str]) -> dict[str, Array]:
        return {node: self._inference(x, self.job.program.slots[node]) for node in nodes}

    def _inference(self, x: Array, slot: int) -> Array:
        x = self._door(x)
        with np.errstate(all="ignore"):
            pieces = [
                self.book.forward(self.flat, x[start : start + CHUNK], ops.INFERENCE)[slot]
                for start in range(0, len(x), CHUNK)
            ]
        return np.concatenate(pieces) if pieces else np.zeros((0, int(self.job.program.plan.width[slot])), self.dtype)

    def gradients(self) -> dict[str, Array]:
        return self.loss_and_gradients()[1]

    def loss_and_gradients(self) -> tuple[float, dict[str, Array]]:
        """Loss and penalties of the first `batch_size` training rows, and their gradient by parameter name."""
        x, y = (array[: self.job.batch_size] for array in self.parts["train"])
        w = None if self.weights is None else self.weights[: self.job.batch_size]
        table = self.job.program.table
        with np.errstate(all="ignore"):
            values = self.book.forward(self.flat, x, ops.PROBE)
            slope = self.objective.slope(values, y, w)
            gradient = self.book.backward(self.flat, values, slope, ops.PROBE)
            restraints.add_slopes(table, self.job.penalties, self.flat, gradient)
            restraints.switch_off(gradient, self.job.off)
            loss = self.objective.loss(values, y, w) + restraints.cost(table, self.job.penalties, self.flat)
        return loss, {param.key: param.view(gradient).copy() for param in table.trained_params()}


def _table(rows: Sequence[Sequence[float]]) -> Floats:
    return np.array(rows, np.float64).reshape(len(rows), -1) if rows else np.zeros((0, 2 + 3 * len(TOTALS)))


def loss_and_gradient(
    program: Program,
    weights: Mapping[str, Array],
    x: Array,
    y: Array,
    *,
    penalties: tuple[Pull, ...] = (),
    factors: Array | None = None,
) -> tuple[float, dict[str, Array]]:
    """Loss and its gradient by parameter name for one batch, in float64: what proofs and explanations start from.

    Penalties are part of the loss; `factors` (n,) are those of the rows.
    """
    engine = ReferenceEngine()
    parts = {"train": (x, y)}
    job = Job(program, parts, "sgd", len(x), precision="float64", penalties=penalties, weights=factors)
    engine.load(job, State(weights, ()))
    return engine.loss_and_gradients()
