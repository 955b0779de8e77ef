"""The CPU engine: compiled, in either precision; whole slices of many steps in one call that holds no lock."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numba import types
from numpy.typing import NDArray

from core.catalog.metrics import TOTALS
from core.catalog.optimizers import OPTIMIZERS
from core.catalog.penalties import PENALTIES
from core.engine import dispatch, jit
from core.engine import loop_places as at
from core.engine.contract import PARTS, Floats, Job, Slice, State
from core.engine.doors import Doors
from core.engine.elements import BYTES, MOST_LANES, lanes_of
from core.engine.program import BOARD, CHUNK, GRADIENT, MEMORY_1, MEMORY_2, PARAMETERS, WEIGHTED, lay_out
from core.engine.team import Team, helpers_for
from core.engine.tugs import tugs
from core.plan.ops import DENSE
from core.plan.plan import Plan

Array = NDArray[Any]
Progress = Callable[[str, float], None]

_INTS, _TABLE, _NUMBER = types.int64[::1], types.int64[:, ::1], types.int64
_DOUBLES, _ROWS, _KEYS = types.float64[::1], types.float64[:, ::1], types.uint64[::1]


def _stages(precision: str) -> tuple[tuple[str, str, tuple[Any, ...]], ...]:
    """What is compiled, in order: what to call it, its name in loop.py, its arguments' types. The last holds all."""
    floats = getattr(types, precision)[::1]
    data = types.UniTuple(floats, 2 * len(PARTS) + 1)
    layouts = (_DOUBLES, _INTS, _TABLE, _INTS, _TABLE)
    tables = (_INTS, _KEYS, _INTS, _ROWS, _INTS, _DOUBLES, _ROWS)
    holds = (_TABLE, _ROWS)
    one_pass = (floats, _INTS, _TABLE, _DOUBLES, _NUMBER, _NUMBER, types.uint64, _NUMBER)
    return (
        ("the forward pass", "forward", one_pass),
        ("the backward pass", "backward", one_pass),
        ("the losses", "measure", (floats, _INTS, _DOUBLES, _NUMBER, _NUMBER, _DOUBLES)),
        ("the training loop", "serve", (_NUMBER, floats, *layouts, data, *tables, floats, _NUMBER, _NUMBER, *holds)),
    )


_compiling = threading.Lock()


def compile_kernels(progress: Progress | None = None, precision: str = "float32") -> ModuleType:
    """The compiled loop for the registries as they are now, from the cache where it is there; any thread may call it.

    `progress(text, share)` hears of every stage, and of the end with share 1.
    """
    with _compiling:
        module = dispatch.load(precision)
        if not jit.plain() and not module.serve.signatures:
            _compile(module, _stages(precision), progress)
    if progress:
        progress("Compiled", 1.0)
    return module


def _compile(module: ModuleType, stages: tuple[tuple[str, str, Any], ...], progress: Progress | None) -> None:
    """Compile the stages, or load what an earlier process compiled."""
    program = Path(str(module.__file__))
    ready = jit.sealed(program)
    stages = stages[-1:] if ready else stages
    for i, (text, name, signature) in enumerate(stages):
        if progress:
            progress("Loading compiled kernels" if len(stages) == 1 else f"Compiling {text}", i / len(stages))
        with jit.without_scipy():
            getattr(module, name).compile(signature)
    # From now on a wrong type is an error, not seconds of compilation in the middle of a run.
    module.serve.disable_compile()
    if not ready:
        jit.seal(program)
        jit.forget_old_kernels()


def _aligned(floats: int, dtype: Any) -> Array:
    """Zeros that start at a whole cache line."""
    spare = np.zeros(floats + MOST_LANES, dtype)
    first = -spare.ctypes.data % BYTES // spare.itemsize
    return spare[first : first + floats]


def _door(array: Array, dtype: Any) -> Array:
    """The one way in for data (n, ...): flat, of the engine's type, writable, a vector's slack at its end."""
    flat = np.zeros(array.size + MOST_LANES, dtype)
    flat[: array.size] = np.asarray(array).reshape(-1)
    return flat


def _multiplications(plan: Plan, rows: int) -> float:
    """Of a step's matrix products, forward and backward."""
    dense = plan.code == DENSE
    return 3.0 * rows * float((plan.width[plan.source[dense]] * plan.width[plan.target[dense]]).sum())


def _holds(job: Job) -> tuple[Array, Floats]:
    """The tables that core.engine.holds reads."""
    named = {param.key: param for param in job.program.table}
    whole = np.zeros((len(job.penalties), at.PULLS), np.int64)
    for i, pull in enumerate(job.penalties):
        param = named[pull.key]
        rows = param.shape[0] if len(param.shape) == 2 else 1
        whole[i] = param.offset, rows, param.shape[-1], param.stride, PENALTIES.index(pull.penalty)
    return whole, tugs(job)


class CpuEngine:
    """Numba, float32 or float64."""

    name = "cpu"

    def __init__(self, precision: str = "float32", doors: Doors | None = None) -> None:
        self.lanes = lanes_of(precision)
        self._precision = precision
        self._dtype = np.dtype(precision)
        self._doors = doors or Doors()

    def load(self, job: Job, state: State, progress: Progress | None = None) -> None:
        self._kernels = compile_kernels(progress, self._precision)
        jit.set_threads(job.threads)
        plan = job.program.plan
        self.job = job
        batch = min(job.batch_size, max(job.samples, 1))
        self._team = Team(helpers_for(_multiplications(plan, batch), job.threads))
        self._train = lay_out(plan, batch, threads=1 + self._team.helpers)
        self._infer = lay_out(plan, CHUNK, beside=self._train)
        self._floats = _aligned(self._infer.floats + MOST_LANES, self._dtype)
        empty = np.zeros((0, 0))
        arrays = [array for part in PARTS for array in job.parts.get(part, (empty, empty))]
        arrays.append(empty if job.weights is None else job.weights)
        self._data = tuple(self._doors.copies(arrays, lambda array: _door(array, self._dtype), self._dtype))
        self._count = {part: len(job.parts[part][0]) if part in job.parts else 0 for part in PARTS}
        self._train.facts[WEIGHTED] = job.weights is not None
        self._holds = _holds(job)
        self._order = np.arange(job.samples, dtype=np.int64)
        self._keys = np.array([job.order_key, job.dropout_key], np.uint64)
        self._settings = np.array([0] * at.SETTINGS + list(job.off), np.int64)
        self._settings[at.BATCH_SIZE], self._settings[at.SHUFFLE] = job.batch_size, job.shuffle
        self._settings[at.EVALUATE_EVERY], self._settings[at.OPTIMIZER] = (
            job.evaluate_every,
            OPTIMIZERS.index(job.optimizer),
        )
        self._settings[[at.TRAIN, at.TEST, at.VALIDATION]] = [self._count[part] for part in PARTS]
        self._position = np.zeros(at.POSITION, np.int64)
        self.write(state)

    def _vector(self, place: int) -> Array:
        """The parameters, their gradient or a memory: a view of the flat vector."""
        first = int(self._train.facts[place])
        return self._floats[first : first + self.job.program.table.size]

    def write(self, state: State) -> None:
        table = self.job.program.table
        self._vector(PARAMETERS)[:] = table.pack(state.weights, self._dtype)
        slots = OPTIMIZERS[self.job.optimizer].slots
        for i, place in enumerate((MEMORY_1, MEMORY_2)):
            given = len(state.memories) == slots and i < slots
            self._vector(place)[:] = table.pack(state.memories[i], self._dtype) if given else 0.0
        self._position[:] = 0
        self._position[[at.STEP, at.EPOCH, at.BATCH, at.SHUFFLED]] = state.step, state.epoch, state.batch, -1
        self._totals = np.array(state.totals, np.float64)

    def read(self) -> State:
        table = self.job.program.table
        places = (MEMORY_1, MEMORY_2)[: OPTIMIZERS[self.job.optimizer].slots]
        memories = tuple(table.unpack(self._vector(place)) for place in places)
        step, epoch, batch = (int(self._position[i]) for i in (at.STEP, at.EPOCH, at.BATCH))
        return State(table.unpack(self._vector(PARAMETERS)), memories, step, epoch, batch, tuple(self._totals.tolist()))

    def _serve(
        self,
        task: int,
        *,
        coefficients: Floats | None = None,
        rows: Floats | None = None,
        totals: Floats | None = None,
        x: Array | None = None,
        first: int = 0,
        order: Array | None = None,
        count: int = 0,
    ) -> None:
        """Call the compiled loop; what a task does not need is empty."""
        train, infer, nothing = self._train, self._infer, np.zeros((0, 0))
        with np.errstate(all="ignore"):
            self._kernels.serve(
                task,
                self._floats,
                train.rates,
                train.facts,
                train.operations,
                infer.facts,
                infer.operations,
                self._data,
                self._order if order is None else order,
                self._keys,
                self._settings,
                nothing if coefficients is None else coefficients,
                self._position,
                self._totals if totals is None else totals,
                nothing if rows is None else rows,
                self._floats if x is None else x,
                first,
                count,
                *self._holds,
            )

    def _train_slice(self, table: Floats, rows: Floats) -> None:
        """Train with the helpers that a step of this job is worth, while they pay."""
        judge = self._team.judge
        together = bool(self._team.helpers) and judge.together()
        began = time.perf_counter()
        with self._together() if together else nullcontext():
            self._serve(at.TASK_TRAIN, coefficients=table, rows=rows)
        if self._team.helpers and len(table):
            judge.took(together, (time.perf_counter() - began) / len(table))

    @contextmanager
    def _together(self) -> Iterator[None]:
        """With everybody at the board."""
        layouts = (self._train, self._infer)
        for layout in layouts:
            layout.facts[BOARD] = self._team.address
        try:
            with self._team.at_work(lambda who: self._serve(at.TASK_HELP, first=who)):
                yield
        finally:
            for layout in layouts:
                layout.facts[BOARD] = 0

    def run(self, coefficients: Floats, rates: Floats | None = None) -> Slice:
        steps = len(coefficients)
        table = np.zeros((steps, at.STEP_COLUMNS))
        table[:, : coefficients.shape[1]] = coefficients
        if rates is not None:
            table[:, at.RATE] = rates
        epochs = (int(self._position[at.BATCH]) + steps) // self.job.batches
        rows = np.zeros((epochs, 2 + len(PARTS) * len(TOTALS)))
        self._train_slice(table, rows)
        done, written, bad = (int(self._position[i]) for i in (at.DONE, at.ROWS, at.BAD))
        return Slice(done, rows[:written], bad, float(table[done - 1, at.LOSS]) if done else np.nan)

    def evaluate(self, part: str) -> Floats:
        totals = np.zeros(len(TOTALS))
        self._serve(at.TASK_ASSESS, totals=totals, first=PARTS.index(part))
        return totals

    def predict(self, x: Array) -> Array:
        return self._values(x, [self.job.program.plan.output])[0]

    def activations(self, x: Array, nodes: Sequence[str]) -> dict[str, Array]:
        slots = self.job.program.slots
        return dict(zip(nodes, self._values(x, [slots[node] for node in nodes]), strict=True))

    def _values(self, x: Array, slots: Sequence[int]) -> list[Array]:
        """Values (n, width) of slots for inputs (n, ...), chunk by chunk."""
        plan, layout = self.job.program.plan, self._infer
        flat = _door(x, self._dtype)
        found = [np.zeros((len(x), int(plan.width[slot])), self._dtype) for slot in slots]
        for first in range(0, len(x), CHUNK):
            n = min(CHUNK, len(x) - first)
            self._serve(at.TASK_INFER, x=flat, first=first, count=n)
            for slot, values in zip(slots, found, strict=True):
                start, stride = int(layout.values[slot]), int(plan.stride[slot])
                block = self._floats[start : start + n * stride].reshape(n, stride)
                values[first : first + n] = block[:, : values.shape[1]]
        return found

    def gradients(self) -> dict[str, Array]:
        count = min(self.job.batch_size, self.job.samples)
        order = np.arange(count, dtype=np.int64)
        self._serve(at.TASK_GRADIENT, totals=np.zeros(len(TOTALS)), count=count, order=order)
        gradient = self._vector(GRADIENT)
        return {param.key: param.view(gradient).copy() for param in self.job.program.table.trained_params()}
