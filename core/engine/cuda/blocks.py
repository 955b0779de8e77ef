"""Small networks on a GPU, any number of them: one block of threads trains one network for many steps a launch."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.metrics import TOTALS
from core.engine.cases import COEFFICIENTS
from core.engine.contract import PARTS, Floats, Job, Slice, State
from core.engine.cuda.block_text import BlockText, Fit
from core.engine.cuda.device import Device
from core.engine.cuda.faults import CudaFault
from core.engine.cuda.holds import pulls_of, tugs_of
from core.engine.cuda.memory import LANES, WARP
from core.engine.cuda.moves import Traits
from core.engine.cuda.orders import order_of
from core.engine.cuda.rows import Rows
from core.engine.cuda.score import Score, score_of
from core.engine.cuda.states import packed_memories, rates_of, slopes_of, state_of
from core.engine.cuda.text import load
from core.engine.cuda.took import COLUMNS, Took

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
MOST_CHUNKS = 64
"""Blocks that look at the rows of one network at the same time."""


def threads_for(job: Job, capacity: int, most: int) -> int:
    """Threads that find work in the widest layer: four of its numbers each."""
    widest = int(job.program.plan.width.max())
    warps = min(8, max(1, capacity * widest // (4 * WARP)))
    return min(most, warps * WARP)


def _score(job: Job, traits: Traits, capacity: int, precision: str, device: Device) -> Score:
    threads = threads_for(job, capacity, device.most_threads)
    return score_of(job.program.plan, traits, capacity, precision, threads)


def fits(job: Job, precision: str, device: Device) -> bool:
    """Whether a network finds room in a block."""
    score = _score(job, Traits.of([job]), min(job.batch_size, max(job.samples, 1)), precision, device)
    return Fit.of(score, np.dtype(precision).itemsize, device.most_shared).room.inside


class Blocks:
    """An ensemble (core.engine.contract) in blocks of a device."""

    name = "cuda"
    lanes = LANES
    at_once = 1 << 16
    """As many as there are."""
    note = ""

    def __init__(self, device: Device, precision: str = "float32") -> None:
        self.device, self.language = device, device.language(precision)
        self._dtype = np.dtype(precision)
        self._data = Rows(device, self._dtype)
        self._seconds, self._warm = 0.0, False
        self._outside: tuple[tuple[int, int], Any] | None = None

    # Taking up.

    def load(self, jobs: Sequence[Job], states: Sequence[State], progress: Progress | None = None) -> None:
        self.jobs = [replace(job, penalties=pulls) for job, pulls in zip(jobs, pulls_of(jobs), strict=True)]
        job = self.jobs[0]
        self.capacity = max(min(job.batch_size, max(job.samples, 1)) for job in self.jobs)
        self.traits = Traits.of(self.jobs)
        self._score = _score(job, self.traits, self.capacity, self._dtype.name, self.device)
        self._fit = Fit.of(self._score, self._dtype.itemsize, self.device.most_shared)
        self._kernels = load(self._score, self.language, BlockText(self._score, self._fit.room).text)
        self._upload()
        self._outside = None
        self._seconds, self._warm = 0.0, False
        self.write(states)
        if self.language.compiled:
            self._compile(progress)

    def _compile(self, progress: Progress | None) -> None:
        """Launch once what a run asks for, moving nothing: kernels are compiled, or loaded, when they are launched for
        the first time, and that takes seconds."""
        nets, width = len(self.jobs), int(self.jobs[0].program.plan.width[self.jobs[0].program.plan.input])
        none, still, rest = [np.zeros((0, 1))] * nets, [0] * nets, [np.zeros(0)] * nets
        stages: list[tuple[str, Callable[[], object]]] = [
            ("the training loop", lambda: self._launch(still, none, rest, [Took() for _ in self.jobs])),
            ("the forward pass", lambda: self.predict([np.zeros((1, width))] * nets)),
        ]
        for i, (text, launch) in enumerate(stages):
            if progress:
                progress(f"Compiling {text} for the GPU", i / len(stages))
            launch()

    def _upload(self) -> None:
        """The data of all networks, and what else stays the same in every launch."""
        put = self.device.put
        self._data.take(self.jobs)
        self._off = put(np.array(self.jobs[0].off, np.int64))
        self._rates = put(rates_of(self.jobs[0].program.plan))
        self._keys = put(np.array([job.dropout_key for job in self.jobs], np.uint64))
        self._order_keys = put(np.array([job.order_key for job in self.jobs], np.uint64))
        self._tugs = put(tugs_of(self.jobs))

    def _room(self, chunks: int = 1) -> Any:
        """Memory for networks that do not fit into a block, kept for the next time."""
        inside = self._fit.room.inside
        shape = (1, 1) if inside else (len(self.jobs) * chunks, self._score.site.memory.size)
        if self._outside is None or self._outside[0] != shape:
            self._outside = shape, self.device.put(np.zeros(shape, self._dtype))
        return self._outside[1]

    def close(self) -> None:
        """Let the device's memory go."""
        self._data.forget()
        self._outside = None

    # Where the networks stand.

    def write(self, states: Sequence[State]) -> None:
        job = self.jobs[0]
        self._parameters = np.stack([job.program.table.pack(state.weights, self._dtype) for state in states])
        self._memories = np.stack([packed_memories(job, state, self._dtype) for state in states])
        self._totals = np.array([state.totals for state in states], np.float64)
        self._position = np.array([[state.step, state.epoch, state.batch] for state in states], np.int64)
        put = self.device.put
        self._there = tuple(put(array) for array in (self._parameters, self._memories, self._totals))

    def read(self) -> list[State]:
        kept = zip(self._parameters, self._memories, self._position, self._totals.tolist(), strict=True)
        return [state_of(self.jobs[0], *one) for one in kept]

    # Training.

    def run(self, coefficients: Sequence[Floats], rates: Sequence[Floats]) -> list[Slice]:
        """Where the GPU fails on the way, `read` tells where the networks stood before."""
        took = [Took() for _ in self.jobs]
        # Arrays that come from the device take the place of these, which stay as they are.
        before = self._parameters, self._memories, self._totals, self._position
        try:
            while left := self._left(coefficients, took):
                self._launch(left, coefficients, rates, took)
        except CudaFault:
            self._parameters, self._memories, self._totals, self._position = before
            raise
        return [one.slice() for one in took]

    def _left(self, coefficients: Sequence[Floats], took: Sequence[Took]) -> list[int]:
        """Steps of each network in the next launch; empty where all are done."""
        left = [0 if one.bad else len(table) - one.steps for one, table in zip(took, coefficients, strict=True)]
        most = self._steps_at_once()
        return [min(one, most) for one in left] if any(left) else []

    def _steps_at_once(self) -> int:
        """So many that a launch lasts about as long as it should, and its orders find room."""
        job = self.jobs[0]
        timed = int(LAUNCH_SECONDS / self._seconds) if self._seconds else 64
        epochs = max(1, ORDER_NUMBERS // (len(self.jobs) * max(job.samples, 1)))
        return max(1, min(timed, MOST_STEPS, max(1, epochs - 1) * job.batches))

    def _launch(
        self, steps: list[int], coefficients: Sequence[Floats], rates: Sequence[Floats], took: list[Took]
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
        given = (
            parameters,
            self._room(),
            memories,
            totals,
            self._data.x,
            self._data.y,
            self._data.w,
            self._data.base,
            self._data.counts,
            orders,
        )
        given += (*(put(table) for table in tables), self._tugs, self._off, self._rates, self._keys, changing[0])
        given += (put(which), put(np.array(steps, np.int64)), *changing[1:])
        began = time.perf_counter()
        self.device.launch(self._kernels.train, (nets,), self._score.site.threads, given, self._fit.train)
        get = self.device.get
        position, rows, told, last = (get(array) for array in changing)
        spent = time.perf_counter() - began
        self._parameters, self._memories, self._totals = (get(array) for array in self._there)
        # The first launch may have compiled: how long a step takes, only later ones tell.
        if max(steps):
            self._seconds, self._warm = spent / max(steps) if self._warm else 0.0, True
        self._position = position[:, :3].copy()
        for i, one in enumerate(took):
            if steps[i]:
                one.add(int(told[i, 0]), rows[i, : told[i, 1]], int(told[i, 2]), float(last[i]))

    def _tables(
        self, steps: list[int], coefficients: Sequence[Floats], rates: Sequence[Floats], took: list[Took]
    ) -> tuple[tuple[Array, Array], Array]:
        """Coefficients and rates of the coming steps, networks with the same ones sharing a table."""
        places: dict[tuple[int, int, int], int] = {}
        longest, which = max(steps), np.zeros(len(steps), np.int64)
        chosen: list[tuple[Floats, Floats]] = []
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
            return self.device.put(
                np.broadcast_to(np.arange(samples, dtype=np.int32), (1, most, samples)).copy()
            ), np.zeros(nets)
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
                made[i, j, : job.samples] = order_of(job.order_key, int(self._position[i, 1]) + j, job.samples)
        return self.device.put(made), np.arange(nets)

    # Looking.

    def evaluate(self, part: str) -> list[Floats]:
        totals = self.device.put(np.zeros((len(self.jobs), len(TOTALS))))
        data, which = self._data, PARTS.index(part)
        given = (self._there[0], self._room(), totals, data.x, data.y, data.base, data.counts, self._rates, which)
        threads = self._score.site.threads
        self.device.launch(self._kernels.assess, (len(self.jobs),), threads, given, self._fit.look)
        return list(np.asarray(self.device.get(totals)))

    def predict(self, inputs: Sequence[Array]) -> list[Array]:
        return self.values(inputs, [self.jobs[0].program.plan.output])[0]

    def values(self, inputs: Sequence[Array], slots: Sequence[int]) -> list[list[Array]]:
        """Values (rows, width) of slots, for each slot a list over the networks."""
        nets, memory, plan = len(self.jobs), self._score.site.memory, self.jobs[0].program.plan
        widths = [int(plan.width[slot]) for slot in slots]
        places = [
            memory.value(slot).place + j * memory.value(slot).unit
            for slot, width in zip(slots, widths, strict=True)
            for j in range(width)
        ]
        amounts = np.array([len(x) for x in inputs], np.int64)
        found = np.zeros((nets, int(amounts.max()), len(places)), self._dtype)
        if found.size:
            shared = all(x is inputs[0] for x in inputs)
            base = np.zeros(nets, np.int64) if shared else np.cumsum(amounts) - amounts
            put = self.device.put
            out = put(found)
            blocks = (nets, min(MOST_CHUNKS, -(-found.shape[1] // self.capacity)))
            given = (
                self._there[0],
                self._room(blocks[1]),
                self._there[2],
                put(self._data.flat(inputs[:1] if shared else inputs)),
                put(base),
            )
            rest = (put(amounts), self._rates, put(np.array(places, np.int64)), out)
            self.device.launch(self._kernels.infer, blocks, self._score.site.threads, (*given, *rest), self._fit.look)
            found = self.device.get(out)
        ends = np.cumsum([0, *widths])
        return [[found[i, : amounts[i], first:last].copy() for i in range(nets)] for first, last in pairwise(ends)]

    def gradients(self) -> list[dict[str, Array]]:
        """As Engine.gradients."""
        job, nets, put = self.jobs[0], len(self.jobs), self.device.put
        count = min(job.batch_size, job.samples)
        order = put(np.arange(max(count, 1), dtype=np.int32).reshape(1, 1, -1))
        out = put(np.zeros((nets, job.program.table.size), self._dtype))
        given = (
            self._there[0],
            self._room(),
            self._there[2],
            self._data.x,
            self._data.y,
            self._data.w,
            self._data.base,
            order,
            self._tugs,
            self._off,
        )
        self.device.launch(
            self._kernels.slopes, (nets,), self._score.site.threads, (*given, self._rates, count, out), self._fit.look
        )
        return [slopes_of(job, flat) for flat in self.device.get(out)]
