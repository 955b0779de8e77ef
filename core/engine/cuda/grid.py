"""A large network on a GPU: every phase of a step is launched over the whole of it, dense layers are products."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.metrics import TOTALS
from core.engine.cases import COEFFICIENTS
from core.engine.contract import PARTS, Floats, Job, Slice, State
from core.engine.cuda import grid_text as at
from core.engine.cuda.device import Device
from core.engine.cuda.faults import CudaFault
from core.engine.cuda.grid_data import GridData
from core.engine.cuda.grid_look import Looks, rows_at_once
from core.engine.cuda.holds import pulls_of, tugs_of
from core.engine.cuda.memory import LANES
from core.engine.cuda.players import PLAYS, TRAINS, Play, Players, assemble, in_turn, onlookers
from core.engine.cuda.products import Math
from core.engine.cuda.states import packed_memories, rates_of, slopes_of, state_of
from core.engine.cuda.took import COLUMNS, Took

Array = NDArray[Any]
Progress = Callable[[str, float], None]

CHUNK_SECONDS = 0.006
"""How long the steps that are launched at once are meant to last."""
MOST_STEPS = 1024
COPY_SECONDS = 1.0
"""How often a copy of the network sets out for the host, to go on from where the GPU fails."""


class Grid:
    """One network, loaded once, asked and told as core.engine.cuda.blocks is for many; the data may have been there
    before."""

    name = "cuda"
    lanes = LANES
    at_once = 1

    def __init__(self, device: Device, precision: str, math: Math, data: GridData) -> None:
        self.device, self._precision, self._math, self._data = device, precision, math, data
        self._dtype = np.dtype(precision)
        self._players: list[Players] = []

    # Taking up.

    def load(self, jobs: Sequence[Job], states: Sequence[State], progress: Progress | None = None) -> None:
        job = self.job = replace(jobs[0], penalties=pulls_of(jobs)[0])
        self.jobs = [job]
        self.capacity = min(job.batch_size, max(job.samples, 1))
        device, plan = self.device, job.program.plan
        rows = rows_at_once(job, self.capacity)
        given = self._precision, self._math
        players = assemble(device, job, self.capacity, *given, PLAYS if rows == self.capacity else TRAINS)
        self._players = [players]
        if rows > self.capacity:
            # Where batches are small, looks at many rows at a time are others' work.
            self._players.append(onlookers(device, job, rows, *given))
        put = device.put
        self._memories = put(np.zeros(2 * plan.parameters, self._dtype))
        self._data.take(job, self.capacity, device.free())
        self._totals, self._last = put(np.zeros(len(TOTALS))), put(np.zeros(1, self._dtype))
        self._at, self._probed = put(np.zeros(at.PLACES, np.int64)), put(np.zeros(at.PLACES, np.int64))
        self._tables = put(np.zeros((MOST_STEPS, COEFFICIENTS), self._dtype)), put(np.zeros(MOST_STEPS))
        self._told = put(np.zeros((MOST_STEPS, COLUMNS)))
        self._keeper = device.keeper((players.parameters, self._memories))
        self._given = {
            "m": players.m,
            "k": self._memories,
            "w": self._data.w,
            "C": self._tables[0],
            "R": self._tables[1],
            "rates": put(rates_of(plan)),
            "tugs": put(tugs_of(self.jobs)[0]),
            "off": put(np.array(job.off, np.int64)),
            "keys": put(np.array([job.dropout_key], np.uint64)),
        }
        self._looks = Looks(device, self._players[-1], self._data, players.parameters, self._given["rates"])
        self._bind(players)
        self._seconds, self._warm, self._writes = 0.0, False, 0
        if device.language(self._precision).compiled:
            self._compile(progress)
        self._recorded = device.record(in_turn(self._step))
        self.write(states)

    def _compile(self, progress: Progress | None) -> None:
        """Launch everything once, as after a bad step, when nothing moves: kernels are compiled, or loaded, when they
        are launched for the first time, and that takes seconds. Only what was launched before can be recorded."""
        plan = self.job.program.plan

        def ask() -> None:
            self.predict([np.zeros((1, int(plan.width[plan.input])))])

        still = np.zeros(at.PLACES, np.int64)
        still[at.BAD] = 1
        for table in (self._at, self._probed):
            self.device.set(table, still)
        every = [*self._step, self._close_epoch, *self._sound, *self._probe, self._tell(1), self._looks.compile, ask]
        for i, launch in enumerate(every):
            if progress:
                progress("Compiling for the GPU", i / len(every))
            launch()

    def _bind(self, players: Players) -> None:
        """Launches with all that they are given, which stays where it is."""
        data, m, kernels = self._data, players.m, players.kernels
        trained = {**self._given, "x": data.x, "y": data.y, "order": data.order, "t": self._totals}
        probed = {**self._given, "x": data.x, "y": data.y, "order": data.plain, "t": self._looks.totals}
        advance, judge = (
            players.alone(kernels.advance, self._at, m, self._last),
            players.alone(kernels.judge, self._at, m),
        )
        self._step = [*players.bound("step", self._at, trained), advance]
        self._sound = [*players.bound("sound", self._at, trained), judge]
        self._probe = players.bound("gradient", self._probed, probed)
        self._close_epoch = players.alone(kernels.end_epoch, self._at, self._totals, self._told)

    def _tell(self, part: int) -> Play:
        """What was found in another part, into the row of the epoch."""
        first = 2 + part * len(TOTALS)
        return self._there.alone(self._there.kernels.tell, self._at, self._looks.totals, self._told, first)

    def close(self) -> None:
        """Let go what the device's libraries hold; its memory goes with this object."""
        for players in self._players:
            players.close()
        self._players = []

    @property
    def _there(self) -> Players:
        return self._players[0]

    @property
    def note(self) -> str:
        """What a person should know about how it is computed."""
        return self._there.note

    # Where the network stands.

    def write(self, states: Sequence[State]) -> None:
        state, table = states[0], self.job.program.table
        self.device.set(self._there.parameters, table.pack(state.weights, self._dtype))
        self.device.set(self._memories, packed_memories(self.job, state, self._dtype))
        self._stand((state.step, state.epoch, state.batch), state.totals)
        self.device.set(self._totals, np.array(state.totals, np.float64))
        self._writes += 1
        self._next_copy = 0.0

    def _stand(self, position: Sequence[int], totals: Sequence[float]) -> None:
        step, epoch, batch = position
        self._position, self._stood = (step, epoch, batch), tuple(totals)

    def read(self) -> list[State]:
        parameters, memories = self.device.get(self._there.parameters), self.device.get(self._memories)
        return [state_of(self.job, parameters, memories, self._position, self._stood)]

    def _safe(self) -> State | None:
        """The newest state that has arrived at the host."""
        newest = self._keeper.newest()
        if newest is None or newest[0][0] != self._writes:
            return None
        (_, position, totals), arrays = newest
        parameters, memories = arrays
        return state_of(self.job, parameters, memories, position, totals)

    # Training.

    def run(self, coefficients: Sequence[Floats], rates: Sequence[Floats]) -> list[Slice]:
        took, steps = Took(), len(coefficients[0])
        try:
            while took.steps < steps and not took.bad:
                self._chunk(coefficients[0][took.steps :], rates[0][took.steps :], took)
        except CudaFault as broken:
            broken.state = broken.state or self._safe()
            raise
        return [took.slice()]

    def _steps_at_once(self) -> int:
        timed = int(CHUNK_SECONDS / self._seconds) if self._seconds else 1
        most = min(timed, MOST_STEPS)
        if self._data.staged:
            # The rows of one epoch are there at a time, and a look at another part takes their place.
            most = min(most, self._data.rows // self.capacity, self.job.batches - self._position[2])
        return max(1, most)

    def _chunk(self, coefficients: Floats, rates: Floats, took: Took) -> None:
        """Launch some steps without waiting, then see what came of them."""
        steps, device = min(len(coefficients), self._steps_at_once()), self.device
        self._set_tables(coefficients[:steps], rates[:steps])
        began = time.perf_counter()
        self._launch_steps(steps)
        found = device.get(self._at)
        spent = time.perf_counter() - began
        # The first launches may have compiled: how long a step takes, only later ones tell.
        self._seconds, self._warm = spent / steps if self._warm else 0.0, True
        self._stand(found[[at.STEP, at.EPOCH, at.BATCH]].tolist(), device.get(self._totals).tolist())
        written = int(found[at.WRITTEN])
        rows = device.get(self._told[:written]) if written else np.zeros((0, COLUMNS))
        took.add(int(found[at.INDEX]), rows, int(found[at.BAD]), float(device.get(self._last)[0]))
        if not took.bad and time.monotonic() >= self._next_copy:
            self._next_copy = time.monotonic() + COPY_SECONDS
            self._keeper.take((self._writes, self._position, self._stood))

    def _set_tables(self, coefficients: Floats, rates: Floats) -> None:
        """What the steps of a chunk are given, and where they begin."""
        steps, device = len(coefficients), self.device
        table, speeds = np.zeros((steps, COEFFICIENTS), self._dtype), np.asarray(rates, np.float64)
        table[:, : coefficients.shape[1]] = coefficients
        device.set(self._tables[0][:steps], table)
        device.set(self._tables[1][:steps], speeds)
        step, epoch, batch = self._position
        begin = np.zeros(at.PLACES, np.int64)
        begin[[at.STEP, at.EPOCH, at.BATCH, at.SAMPLES]] = step, epoch, batch, self.job.samples
        begin[at.N] = min(self.capacity, self.job.samples - batch * self.capacity)
        begin[at.FIRST] = 0 if self._data.staged else batch * self.capacity
        begin[at.STAGED] = self._data.staged
        device.set(self._at, begin)
        self._data.turn_to(epoch)
        if self._data.staged:
            self._data.stage(batch, steps)
        epochs = (batch + steps) // self.job.batches
        if epochs:
            device.set(self._told[:epochs], np.full((epochs, COLUMNS), np.nan))

    def _launch_steps(self, steps: int) -> None:
        _, epoch, batch = self._position
        for _ in range(steps):
            self._data.turn_to(epoch)
            self._recorded()
            batch += 1
            if batch == self.job.batches:
                epoch, batch = epoch + 1, 0
                self._end_epoch(epoch)

    def _end_epoch(self, epoch: int) -> None:
        """Its totals into a row, those of the other parts where they are due, and a look at every parameter."""
        self._close_epoch()
        if self.job.evaluate_every > 0 and epoch % self.job.evaluate_every == 0:
            for number, part in enumerate(PARTS[1:], 1):
                if part in self.job.parts and len(self.job.parts[part][0]):
                    self._looks.assess(part)
                    self._tell(number)()
        in_turn(self._sound)()

    # Looking.

    def evaluate(self, part: str) -> list[Floats]:
        if part not in self.job.parts or not len(self.job.parts[part][0]):
            return [np.zeros(len(TOTALS))]
        self._looks.assess(part)
        return [np.asarray(self.device.get(self._looks.totals))]

    def predict(self, inputs: Sequence[Array]) -> list[Array]:
        return self.values(inputs, [self.job.program.plan.output])[0]

    def values(self, inputs: Sequence[Array], slots: Sequence[int]) -> list[list[Array]]:
        """Values (rows, width) of slots, for each slot a list of one."""
        widths = [int(self.job.program.plan.width[slot]) for slot in slots]
        return [[found] for found in self._looks.values(inputs[0], slots, widths)]

    def gradients(self) -> list[dict[str, Array]]:
        """As Engine.gradients."""
        job = self.job
        count = min(job.batch_size, job.samples)
        begin = np.zeros(at.PLACES, np.int64)
        begin[at.N] = count
        self.device.set(self._probed, begin)
        if self._data.staged:
            self._data.bring(np.arange(count))
        in_turn(self._probe)()
        return [slopes_of(job, self.device.get(self._there.gradient))]
