"""The textbook: the engine in plain NumPy, float64 or float32, obviously right. Other engines are proved against it.

`x`, `z`, `a` are input, sum and output of an operation; `g` in front is the gradient of the loss.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.activations import ACTIVATIONS
from core.catalog.losses import LOSSES
from core.catalog.metrics import TOTALS
from core.catalog.optimizers import OPTIMIZERS
from core.engine import restraints
from core.engine.contract import Floats, Job, Slice, State, epoch_row
from core.engine.counter import epoch_order, keep_mask
from core.engine.doors import Doors
from core.plan import ops
from core.plan.plan import Program

Array = NDArray[Any]

CHUNK = 4096
"""Rows that are predicted at a time."""


class ReferenceEngine:
    """NumPy, one operation after the other."""

    name = "numpy"
    lanes = 1

    def __init__(self) -> None:
        self._doors = Doors()

    def load(self, job: Job, state: State, progress: Callable[[str, float], None] | None = None) -> None:
        self.job = job
        self.dtype = np.dtype(job.precision)
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
        values = self._forward(x, self.step + 1)
        loss = self._loss(values, y, w)
        if not np.isfinite(loss):
            return loss
        self.totals += (loss * len(at), *self._answers(values[self.job.program.plan.output], y))
        self._move(self._backward(values, y, w, self.step + 1), coefficient, rate)
        return loss

    def _move(self, gradient: Array, coefficient: Floats, rate: float) -> None:
        """One step of the optimizer, and what restrains it, on the trained part of the parameters."""
        table, pulls, n = self.job.program.table, self.job.penalties, self.job.program.table.trained
        restraints.add_slopes(table, pulls, self.flat, gradient)
        restraints.clip(gradient[:n], self.job.clip)
        restraints.decay(table, pulls, self.flat, rate)
        update = OPTIMIZERS[self.job.optimizer].update
        s1, s2 = (*(memory[:n] for memory in self.memories), self.flat[:n], self.flat[:n])[:2]
        moved = update(self.flat[:n], gradient[:n], s1, s2, coefficient.astype(self.dtype))
        for vector, new in zip((self.flat, *self.memories), moved, strict=False):
            vector[:n] = new
        restraints.bound(table, pulls, self.flat)

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
                values, target = self._forward(x[start : start + CHUNK], 0), y[start : start + CHUNK]
                totals += (
                    self._rows(values, target).sum(),
                    *self._answers(values[self.job.program.plan.output], target),
                )
        return totals

    def predict(self, x: Array) -> Array:
        return self._inference(x, self.job.program.plan.output)

    def activations(self, x: Array, nodes: Sequence[str]) -> dict[str, Array]:
        return {node: self._inference(x, self.job.program.slots[node]) for node in nodes}

    def _inference(self, x: Array, slot: int) -> Array:
        x = self._door(x)
        with np.errstate(all="ignore"):
            pieces = [self._forward(x[start : start + CHUNK], 0)[slot] for start in range(0, len(x), CHUNK)]
        return np.concatenate(pieces) if pieces else np.zeros((0, int(self.job.program.plan.width[slot])), self.dtype)

    def gradients(self) -> dict[str, Array]:
        x, y = (array[: self.job.batch_size] for array in self.parts["train"])
        w = None if self.weights is None else self.weights[: self.job.batch_size]
        table = self.job.program.table
        with np.errstate(all="ignore"):
            gradient = self._backward(self._forward(x, 0), y, w, 0)
            restraints.add_slopes(table, self.job.penalties, self.flat, gradient)
        return table.unpack(gradient)

    # The mathematics, one primitive after the other.

    def _parameter(self, offset: int, rows: int, columns: int, flat: Array) -> Array:
        return flat[offset : offset + rows * columns].reshape(rows, columns)

    def _forward(self, x: Array, step: int) -> dict[int, Array]:
        """Value of every slot; `step` (from 1) draws dropout, 0 is inference."""
        plan = self.job.program.plan
        values = {int(plan.input): x}
        for i, code in enumerate(plan.code):
            source, target = int(plan.source[i]), int(plan.target[i])
            v = values[source]
            if code == ops.DENSE:
                inputs, outputs = int(plan.width[source]), int(plan.width[target])
                z = v @ self._parameter(int(plan.weight[i]), inputs, outputs, self.flat)
                if plan.bias[i] >= 0:
                    z = z + self._parameter(int(plan.bias[i]), 1, outputs, self.flat)
                values[target] = z
            elif code == ops.ACTIVATE:
                entry = list(ACTIVATIONS)[plan.argument[i]]
                assert entry.forward is not None
                values[target] = np.asarray(entry.forward(v, self.dtype.type(plan.rate[i])), self.dtype)
            elif code == ops.SOFTMAX:
                values[target] = softmax(v)
            elif code == ops.ADD:
                values[target] = v + values[int(plan.other[i])]
            elif code == ops.MULTIPLY:
                values[target] = v * values[int(plan.other[i])]
            elif code == ops.COPY:
                joined = values.setdefault(target, np.zeros((len(x), int(plan.width[target])), self.dtype))
                joined[:, plan.argument[i] : plan.argument[i] + v.shape[1]] = v
            elif code == ops.DROPOUT:
                values[target] = v * self._mask(i, v.shape, step) if step else v
        return values

    def _mask(self, i: int, shape: tuple[int, ...], step: int) -> Array:
        """0 or 1 / (1 - rate) for every number of a dropout operation."""
        plan = self.job.program.plan
        rate = float(plan.rate[i])
        keep = keep_mask(self.job.dropout_key, step, int(plan.argument[i]), shape[0], shape[1], rate)
        return np.asarray(keep, self.dtype) * self.dtype.type(1.0 / (1.0 - rate))

    def _rows(self, values: Mapping[int, Array], y: Array) -> Array:
        """Loss of every row (n,), before a root."""
        plan = self.job.program.plan
        if plan.fusion == ops.FUSED_SOFTMAX:
            z = values[int(plan.loss_slot)]
            largest = z.max(axis=1, keepdims=True)
            log_sum = largest + np.log(np.exp(z - largest).sum(axis=1, keepdims=True))
            each = y * (log_sum - z)
        elif plan.fusion == ops.FUSED_SIGMOID:
            z = values[int(plan.loss_slot)]
            each = np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))
        else:
            each = list(LOSSES)[plan.loss].value(values[int(plan.output)], y, self.dtype.type(plan.loss_rate))
        each = np.asarray(each)
        return np.asarray(each.mean(axis=1) if plan.mean_columns else each.sum(axis=1))

    def _loss(self, values: Mapping[int, Array], y: Array, w: Array | None) -> float:
        """Of a batch; `w` (n,) are the factors of its rows."""
        rows = self._rows(values, y)
        mean = float((rows if w is None else w * rows).mean(dtype=np.float64))
        return float(np.sqrt(mean)) if self.job.program.plan.root else mean

    def _answers(self, prediction: Array, y: Array) -> tuple[float, float]:
        """Right answers and squared errors, summed over rows (a row's elements are averaged)."""
        plan = self.job.program.plan
        if plan.threshold:
            hits = float(((prediction > plan.boundary) == (y > 0.5)).mean(axis=1).sum())
        else:
            hits = float((prediction.argmax(axis=1) == y.argmax(axis=1)).sum())
        return hits, float(((prediction - y) ** 2).mean(axis=1, dtype=np.float64).sum())

    def _loss_gradient(self, values: Mapping[int, Array], y: Array, w: Array | None) -> Array:
        """Gradient of the batch's loss at `loss_slot`."""
        slope = self._plain_loss_gradient(values, y, w)
        return slope if w is None else slope * w[:, None]

    def _plain_loss_gradient(self, values: Mapping[int, Array], y: Array, w: Array | None) -> Array:
        plan = self.job.program.plan
        prediction = values[int(plan.output)]
        scale = 1.0 / (len(y) * (y.shape[1] if plan.mean_columns else 1))
        if plan.fusion == ops.FUSED_SOFTMAX:
            # a sums to 1, so a - t is the gradient where the targets do too; soft targets bring their own sum.
            return np.asarray((prediction * y.sum(axis=1, keepdims=True) - y) * self.dtype.type(scale))
        if plan.fusion == ops.FUSED_SIGMOID:
            return np.asarray((prediction - y) * self.dtype.type(scale))
        slope = list(LOSSES)[plan.loss].slope(prediction, y, self.dtype.type(plan.loss_rate))
        if plan.root:
            root = self._loss(values, y, w)
            scale = scale * 0.5 / root if root > 0.0 else 0.0
        return np.asarray(slope * self.dtype.type(scale), self.dtype)

    def _backward(self, values: Mapping[int, Array], y: Array, w: Array | None, step: int) -> Array:
        """The flat gradient."""
        plan = self.job.program.plan
        flat = np.zeros_like(self.flat)
        gradients: dict[int, Array] = {int(plan.loss_slot): self._loss_gradient(values, y, w)}

        def give(slot: int, how: int, g: Array) -> None:
            if how == ops.WRITE:
                gradients[slot] = g
            elif how == ops.ACCUMULATE:
                gradients[slot] = gradients[slot] + g

        for i in reversed(range(len(plan.code))):
            if not plan.backward[i]:
                continue
            code, source, target = plan.code[i], int(plan.source[i]), int(plan.target[i])
            g, v, how = gradients[target], values[source], int(plan.source_gradient[i])
            if code == ops.DENSE:
                inputs, outputs = v.shape[1], g.shape[1]
                self._parameter(int(plan.weight[i]), inputs, outputs, flat)[...] = v.T @ g
                if plan.bias[i] >= 0:
                    self._parameter(int(plan.bias[i]), 1, outputs, flat)[...] = g.sum(axis=0)
                if how != ops.NOT_WANTED:
                    give(source, how, g @ self._parameter(int(plan.weight[i]), inputs, outputs, self.flat).T)
            elif code == ops.ACTIVATE:
                entry = list(ACTIVATIONS)[plan.argument[i]]
                assert entry.derivative is not None
                give(
                    source,
                    how,
                    g * np.asarray(entry.derivative(v, values[target], self.dtype.type(plan.rate[i])), self.dtype),
                )
            elif code == ops.SOFTMAX:
                a = values[target]
                give(source, how, a * (g - (g * a).sum(axis=1, keepdims=True)))
            elif code == ops.ADD:
                give(source, how, g)
                give(int(plan.other[i]), int(plan.other_gradient[i]), g)
            elif code == ops.MULTIPLY:
                other = int(plan.other[i])
                give(source, how, g * values[other])
                give(other, int(plan.other_gradient[i]), g * v)
            elif code == ops.COPY:
                first = int(plan.argument[i])
                give(source, how, g[:, first : first + v.shape[1]])
            elif code == ops.DROPOUT:
                give(source, how, g * self._mask(i, v.shape, step) if step else g)
        return flat


def softmax(z: Array) -> Array:
    """Rows (n, k) that add up to 1."""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True))


def _table(rows: Sequence[Sequence[float]]) -> Floats:
    return np.array(rows, np.float64).reshape(len(rows), -1) if rows else np.zeros((0, 2 + 3 * len(TOTALS)))


def loss_and_gradient(
    program: Program, weights: Mapping[str, Array], x: Array, y: Array
) -> tuple[float, dict[str, Array]]:
    """Loss and its gradient by parameter name for one batch, in float64: what proofs and explanations start from."""
    engine = ReferenceEngine()
    job = Job(program, {"train": (x, y)}, "sgd", batch_size=len(x), precision="float64")
    engine.load(job, State(weights, ()))
    values = engine._forward(engine.parts["train"][0], 0)
    return engine._loss(values, engine.parts["train"][1], None), engine.gradients()
