"""Small networks on a GPU, any number of them: one block of threads trains one network for many steps a launch."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.metrics import TOTALS
from core.catalog.optimizers import OPTIMIZERS
from core.engine.cases import COEFFICIENTS
from core.engine.contract import PARTS, Floats, Job, Slice, State
from core.engine.counter import epoch_order
from core.engine.cuda.block_text import ALWAYS, MOST_SHARED, BlockText
from core.engine.cuda.device import Device
from core.engine.cuda.holds import pulls_of, tugs_of
from core.engine.cuda.memory import LANES, WARP
from core.engine.cuda.moves import Traits
from core.engine.cuda.score import Score, score_of
from core.engine.cuda.text import load

Array = NDArray[Any]
Progress = Callable[[str, float], None]

LAUNCH_SECONDS = 0.008
"""How long a launch is meant to last: what runs on a GPU cannot be stopped."""
MOST_STEPS = 4096
ORDER_NUMBERS = 1 << 24
"""Rows named in the orders of one launch; bounds its memory."""
MANY_ORDERS = 64
"""From so many orders on the device makes them itself, if they are short."""
SHORT_ORDER = 4096
COLUMNS = 2 + len(PARTS) * len(TOTALS)


class TooLarge(Exception):
    """The network does not fit into one block."""


def threads_for(job: Job, capacity: int, most: int) -> int:
    """Threads that find work in the widest layer: four of its numbers each."""
    widest = int(job.program.plan.width.max())
    warps = min(8, max(1, capacity * widest // (4 * WARP)))
    return min(most, warps * WARP)


class Blocks:
    """An ensemble (core.engine.contract) in blocks of a device."""

    name = "cuda"
    lanes = LANES

    def __init__(self, device: Device, precision: str = "float32") -> None:
        self.device, self.language = device, device.language(precision)
        self._dtype = np.dtype(precision)
        self._held: tuple[list[Array], tuple[Any, ...]] = ([], ())
        self._seconds, self._warm = 0.0, False

    # Taking up.

    def load(self, jobs: Sequence[Job], states: Sequence[State], progress: Progress | None = None) -> None:
        """Raises TooLarge for networks that do not fit into the shared memory of a block."""
        self.jobs = [replace(job, penalties=pulls) for job, pulls in zip(jobs, pulls_of(jobs), strict=True)]
        job = self.jobs[0]
        self.capacity = max(min(job.batch_size, max(job.samples, 1)) for job in self.jobs)
        self.traits = Traits.of(self.jobs)
        threads = threads_for(job, self.capacity, self.device.most_threads)
        self._score = score_of(
            job.program.plan, self.traits, self.capacity, self._dtype.name, threads, by_unit=True
        )
        text, self._shared, self._shared_train = _fitted(self._score, self._dtype.itemsize, self.device.most_shared)
        if progress:
            progress("Compiling for the GPU", 0.0)
        self._kernels = load(self._score, self.language, text)
        self._upload()
        self._seconds, self._warm = 0.0, False
        self.write(states)

    def _upload(self) -> None:
        """The data of all networks, every array once."""
        arrays: dict[int, tuple[Array, int]] = {}
        ends = [0, 0, 0]  # rows of inputs and targets, factors
        base, counts = np.zeros((len(self.jobs), 4), np.int64), np.zeros((len(self.jobs), 3), np.int64)
        kept: list[Array] = []
        pieces: tuple[list[Array], list[Array], list[Array]] = ([], [], [])
        for i, job in enumerate(self.jobs):
            for j, part in enumerate(PARTS):
                if part in job.parts and len(job.parts[part][0]):
                    x, y = job.parts[part]
                    if id(x) not in arrays:
                        arrays[id(x)] = (x, ends[0])
                        ends[0] += len(x)
                        pieces[0].append(x)
                        pieces[1].append(y)
                        kept += [x, y]
                    base[i, j], counts[i, j] = arrays[id(x)][1], len(x)
            if job.weights is not None:
                if id(job.weights) not in arrays:
                    arrays[id(job.weights)] = (job.weights, ends[2])
                    ends[2] += len(job.weights)
                    pieces[2].append(job.weights)
                    kept.append(job.weights)
                base[i, 3] = arrays[id(job.weights)][1]
        self._counts = counts
        put = self.device.put
        if [id(array) for array in kept] != [id(array) for array in self._held[0]]:
            self._held = kept, tuple(put(self._flat(piece)) for piece in pieces)
        self._x, self._y, self._w = self._held[1]
        self._base, self._counts_there = put(base), put(counts)
        self._off = put(np.array(self.jobs[0].off, np.int64))
        plan = self.jobs[0].program.plan
        self._rates = put(np.concatenate([plan.rate, [plan.loss_rate, plan.boundary], plan.keep]).astype(np.float64))
        self._keys = put(np.array([job.dropout_key for job in self.jobs], np.uint64))
        self._order_keys = put(np.array([job.order_key for job in self.jobs], np.uint64))
        self._tugs = put(tugs_of(self.jobs))

    def _flat(self, arrays: Sequence[Array]) -> Array:
        flat = [np.asarray(array, self._dtype).reshape(-1) for array in arrays]
        return np.concatenate(flat) if flat else np.zeros(1, self._dtype)

    # Where the networks stand.

    def write(self, states: Sequence[State]) -> None:
        table = self.jobs[0].program.table
        slots = OPTIMIZERS[self.jobs[0].optimizer].slots
        self._parameters = np.stack([table.pack(state.weights, self._dtype) for state in states])
        self._memories = np.zeros((len(states), 2 * table.size), self._dtype)
        for memories, state in zip(self._memories, states, strict=True):
            for i, memory in enumerate(state.memories if len(state.memories) == slots else ()):
                memories[i * table.size : (i + 1) * table.size] = table.pack(memory, self._dtype)
        self._totals = np.array([state.totals for state in states], np.float64)
        self._position = np.array([[state.step, state.epoch, state.batch] for state in states], np.int64)
        put = self.device.put
        self._there = tuple(put(array) for array in (self._parameters, self._memories, self._totals))

    def read(self) -> list[State]:
        table = self.jobs[0].program.table
        slots = OPTIMIZERS[self.jobs[0].optimizer].slots
        return [
            State(
                table.unpack(self._parameters[i]),
                tuple(table.unpack(self._memories[i, q * table.size : (q + 1) * table.size]) for q in range(slots)),
                *(int(number) for number in self._position[i]),
                tuple(self._totals[i].tolist()),
            )
            for i in range(len(self.jobs))
        ]

    # Training.

    def run(self, coefficients: Sequence[Floats], rates: Sequence[Floats]) -> list[Slice]:
        took = [_Took() for _ in self.jobs]
        while True:
            left = [0 if one.bad else len(table) - one.steps for one, table in zip(took, coefficients, strict=True)]
            longest = max(left)
            if not longest:
                return [one.slice() for one in took]
            steps = min(longest, self._steps_at_once())
            self._launch([min(one, steps) for one in left], coefficients, rates, took)

    def _steps_at_once(self) -> int:
        """So many that a launch lasts about as long as it should, and its orders find room."""
        job = self.jobs[0]
        timed = int(LAUNCH_SECONDS / self._seconds) if self._seconds else 64
        epochs = max(1, ORDER_NUMBERS // (len(self.jobs) * max(job.samples, 1)))
        return max(1, min(timed, MOST_STEPS, max(1, epochs - 1) * job.batches))

    def _launch(
        self, steps: list[int], coefficients: Sequence[Floats], rates: Sequence[Floats], took: list[_Took]
    ) -> None:
        nets, put = len(self.jobs), self.device.put
        tables, which = self._tables(steps, coefficients, rates, took)
        epochs = self._epochs(steps)
        rows = np.zeros((nets, max(1, int(epochs.max())), COLUMNS))
        rows[:] = np.nan
        position = np.column_stack(
            [self._position, self._position[:, 1], [job.evaluate_every for job in self.jobs]]
        ).astype(np.int64)
        told, last = np.zeros((nets, 3), np.int64), np.full(nets, np.nan)
        orders, order_of = self._orders(epochs)
        which = np.column_stack([order_of, which]).astype(np.int64)
        changing = [put(array) for array in (position, rows, told, last)]
        parameters, memories, totals = self._there
        given = (parameters, memories, totals, self._x, self._y, self._w, self._base, self._counts_there, orders)
        given += (*(put(table) for table in tables), self._tugs, self._off, self._rates, self._keys, changing[0])
        given += (put(which), put(np.array(steps, np.int64)), *changing[1:])
        began = time.perf_counter()
        self.device.launch(self._kernels.train, (nets,), self._score.site.threads, given, self._shared_train)
        get = self.device.get
        position, rows, told, last = (get(array) for array in changing)
        spent = time.perf_counter() - began
        self._parameters, self._memories, self._totals = (get(array) for array in self._there)
        # The first launch may have compiled: how long a step takes, only later ones tell.
        self._seconds, self._warm = spent / max(steps) if self._warm else 0.0, True
        self._position = position[:, :3].copy()
        for i, one in enumerate(took):
            if steps[i]:
                one.add(int(told[i, 0]), rows[i, : told[i, 1]], int(told[i, 2]), float(last[i]))

    def _tables(
        self, steps: list[int], coefficients: Sequence[Floats], rates: Sequence[Floats], took: list[_Took]
    ) -> tuple[tuple[Array, Array], Array]:
        """Coefficients and rates of the coming steps, networks with the same ones sharing a table."""
        places: dict[tuple[int, int, int], int] = {}
        longest, which = max(steps), np.zeros(len(steps), np.int64)
        chosen = []
        for i, (count, one) in enumerate(zip(steps, took, strict=True)):
            key = (id(coefficients[i]), one.steps, count)
            if key not in places:
                places[key] = len(chosen)
                chosen.append((coefficients[i][one.steps : one.steps + count], rates[i][one.steps : one.steps + count]))
            which[i] = places[key]
        table = np.zeros((len(chosen), longest, COEFFICIENTS), self._dtype)
        speeds = np.zeros((len(chosen), longest))
        for i, (c, r) in enumerate(chosen):
            table[i, : len(c), : c.shape[1]] = c
            speeds[i, : len(r)] = r
        return (table, speeds), which

    def _epochs(self, steps: list[int]) -> Array:
        """How many epochs each network touches."""
        batches = np.array([job.batches for job in self.jobs])
        return (self._position[:, 2] + np.array(steps) + batches - 1) // batches

    def _orders(self, epochs: Array) -> tuple[Any, Array]:
        """Orders on the device (tables, epochs, samples), and which table is whose."""
        job, nets = self.jobs[0], len(self.jobs)
        samples, most = max(job.samples for job in self.jobs), max(1, int(epochs.max()))
        if not job.shuffle:
            return self.device.put(np.broadcast_to(np.arange(samples, dtype=np.int32), (1, most, samples)).copy()), np.zeros(nets)
        alike = len({job.samples for job in self.jobs}) == 1
        if nets * most >= MANY_ORDERS and samples <= SHORT_ORDER and alike:
            orders = self.device.put(np.zeros((nets, most, samples), np.int32))
            first = self.device.put(self._position[:, 1].copy())
            threads = min(WARP, self.device.most_threads)
            blocks = -(-nets * most // threads)
            self.device.launch(self._kernels.shuffle, (blocks,), threads, (orders, self._order_keys, first))
            return orders, np.arange(nets)
        made = np.zeros((nets, most, samples), np.int32)
        for i, job in enumerate(self.jobs):
            for j in range(int(epochs[i])):
                made[i, j, : job.samples] = epoch_order(job.order_key, int(self._position[i, 1]) + j, job.samples)
        return self.device.put(made), np.arange(nets)

    # Looking.

    def evaluate(self, part: str) -> list[Floats]:
        totals = self.device.put(np.zeros((len(self.jobs), len(TOTALS))))
        given = (self._there[0], totals, self._x, self._y, self._base, self._counts_there, self._rates, PARTS.index(part))
        self.device.launch(self._kernels.assess, (len(self.jobs),), self._score.site.threads, given, self._shared)
        return list(np.asarray(self.device.get(totals)))

    def predict(self, inputs: Sequence[Array]) -> list[Array]:
        return self.values(inputs, [self.jobs[0].program.plan.output])[0]

    def values(self, inputs: Sequence[Array], slots: Sequence[int]) -> list[list[Array]]:
        """Values (rows, width) of slots, for each slot a list over the networks."""
        nets, memory, plan = len(self.jobs), self._score.site.memory, self.jobs[0].program.plan
        widths = [int(plan.width[slot]) for slot in slots]
        places = [memory.value(slot).place + j * memory.value(slot).unit for slot, width in zip(slots, widths, strict=True) for j in range(width)]
        shared = all(x is inputs[0] for x in inputs)
        count = max((len(x) for x in inputs), default=0)
        if not count:
            return [[np.zeros((0, width), self._dtype) for _ in inputs] for width in widths]
        chosen = inputs[:1] if shared else inputs
        base = np.zeros(nets, np.int64) if shared else np.concatenate([[0], np.cumsum([len(x) for x in inputs])[:-1]])
        assert shared or len({len(x) for x in inputs}) == 1, "the same number of rows for each network"
        put = self.device.put
        out = put(np.zeros((nets, count, len(places)), self._dtype))
        given = (self._there[0], self._there[2], put(self._flat(chosen)), put(base.astype(np.int64)), count)
        blocks = (nets, -(-count // self.capacity))
        given += (self._rates, put(np.array(places, np.int64)), out)
        self.device.launch(self._kernels.infer, blocks, self._score.site.threads, given, self._shared)
        found = self.device.get(out)
        ends = np.cumsum([0, *widths])
        return [[found[i, :, first:last] for i in range(nets)] for first, last in zip(ends[:-1], ends[1:], strict=True)]

    def gradients(self) -> list[dict[str, Array]]:
        """As Engine.gradients."""
        job, nets, put = self.jobs[0], len(self.jobs), self.device.put
        table = job.program.table
        count = min(job.batch_size, job.samples)
        order = put(np.arange(max(count, 1), dtype=np.int32).reshape(1, 1, -1))
        out = put(np.zeros((nets, table.size), self._dtype))
        given = (self._there[0], self._there[2], self._x, self._y, self._w, self._base, order, self._tugs, self._off)
        self.device.launch(
            self._kernels.slopes, (nets,), self._score.site.threads, (*given, self._rates, count, out), self._shared
        )
        return [{param.key: param.view(flat).copy() for param in table.trained_params()} for flat in self.device.get(out)]


class _Took:
    """What one network did in a run, launch by launch."""

    def __init__(self) -> None:
        self.steps, self.bad, self.loss = 0, 0, np.nan
        self.rows: list[Floats] = []

    def add(self, steps: int, rows: Floats, bad: int, loss: float) -> None:
        self.steps += steps
        self.bad = bad
        self.rows.append(rows)
        self.loss = loss if steps else self.loss

    def slice(self) -> Slice:
        rows = np.concatenate(self.rows) if self.rows else np.zeros((0, COLUMNS))
        return Slice(self.steps, rows, self.bad, self.loss)


def _fitted(score: Score, bytes_each: int, most: int) -> tuple[str, int, int]:
    """The kernels' text, and the bytes of shared memory to ask for at a launch of one that looks and one that trains."""
    memory, memories = score.site.memory.size * bytes_each, 2 * score.plan.parameters * bytes_each
    if memory + memories + ALWAYS <= min(MOST_SHARED, most):
        return BlockText(score, True, False).text, 0, 0
    if memory + ALWAYS > most:
        raise TooLarge
    inside = memory + memories + ALWAYS <= most
    return BlockText(score, inside, True).text, memory, memory + memories if inside else memory
