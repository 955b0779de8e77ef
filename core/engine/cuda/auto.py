"""The engine that chooses: processor and GPU are timed on the network itself, and the faster one trains it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.engine.contract import Engine, Floats, Job, Slice, State
from core.engine.cuda.faults import CudaFault
from core.engine.cuda.guarded import Guarded
from core.engine.cuda.probe import Device
from core.engine.cuda.standing import give_up, standing

Array = NDArray[Any]
Progress = Callable[[str, float], None]

SECONDS = 0.05
"""How long each of the two is timed."""
LONGEST = 65_536
"""Steps; bounds the table of coefficients."""


class _Choice(NamedTuple):
    gpu: bool
    why: str


_chosen: dict[tuple[Any, ...], _Choice] = {}
"""What was faster for networks of a size, in this process."""


class Auto:
    """`name` is that of the engine at work, `why` says what it was chosen for.

    Whoever is not `waiting` takes the GPU into account once the driver was asked; until then the processor works.
    """

    def __init__(self, cpu: Engine, gpu: Callable[[], Engine], *, waiting: bool = True, math: str = "fp32") -> None:
        """`math` is what the GPU's products are computed in: another one is another race."""
        self._cpu, self._make_gpu, self._waiting, self._math = cpu, gpu, waiting, math
        self._at: Engine = cpu
        self._gpu: Engine | None = None
        self._device: Device | None = None
        self._undecided = False
        self.name, self.lanes = cpu.name, cpu.lanes
        self.why = ""
        self.news: list[str] = []

    def load(self, job: Job, state: State, progress: Progress | None = None) -> None:
        self._job, self._progress = job, progress
        self._undecided = False
        self.why, self._device = "", None
        found = standing(waiting=self._waiting)
        if isinstance(found, CudaFault):
            self._explain(found)
        elif found is not None and found.processors:
            self._device = found
        choice = _chosen.get((self._math, *_size(job))) if self._device else None
        loaded = (choice is None or choice.gpu) and self._device is not None and self._load_gpu(state)
        if loaded and choice:
            self._decide(choice, state)
            return
        self._work_with(self._cpu)
        self._cpu.load(job, state, progress)
        self._undecided = loaded
        if choice and not choice.gpu:
            self.why = choice.why

    @property
    def gpu_math(self) -> str:
        """As core.engine.select.gpu_math."""
        return getattr(self._gpu, "gpu_math", "fp32")

    def _load_gpu(self, state: State) -> bool:
        """Whether the GPU could take the job up."""
        try:
            self._gpu = self._gpu or self._make_gpu()
            self._gpu.load(self._job, state, self._progress)
        except CudaFault as fault:
            self._dismiss(fault)
            return False
        return True

    def _dismiss(self, fault: CudaFault) -> None:
        give_up(fault)
        self._explain(fault)

    def _explain(self, fault: CudaFault) -> None:
        self._note(f"the GPU is not used: {fault.what}; {fault.hint}")

    def _note(self, why: str) -> None:
        """What the choice was made for."""
        self.why = why

    def _work_with(self, engine: Engine) -> None:
        self._at, self.name = engine, engine.name

    def _decide(self, choice: _Choice, state: State) -> None:
        """The one that is faster goes on from a state that both have loaded."""
        self.why = choice.why
        if choice.gpu and self._gpu is not None:
            guarded = Guarded(self._gpu, lambda: self._cpu, self.lanes)
            guarded.adopt(self._job, state, self._progress)
            self._work_with(guarded)

    def _compare(self, coefficients: Floats, rate: float) -> None:
        """Time both on copies of where the run stands, with the coefficients of its next step."""
        self._undecided = False
        assert self._gpu is not None
        assert self._device is not None
        state = self._cpu.read()
        try:
            self._gpu.write(state)
            theirs = _speed(self._gpu, coefficients, rate)
            self._gpu.write(state)
        except CudaFault as fault:
            self._dismiss(fault)
            return
        ours = _speed(self._cpu, coefficients, rate)
        self._cpu.write(state)
        if theirs > ours:
            why = f"{self._device.name}: {theirs:,.0f} steps/s against {ours:,.0f} on the CPU"
        else:
            why = f"CPU: {ours:,.0f} steps/s against {theirs:,.0f} on {self._device.name}"
        choice = _chosen[self._math, *_size(self._job)] = _Choice(theirs > ours, why)
        self._decide(choice, state)

    def run(self, coefficients: Floats, rates: Floats | None = None) -> Slice:
        if self._undecided and len(coefficients):
            self._compare(coefficients[0], 0.0 if rates is None else float(rates[0]))
        result = self._at.run(coefficients, rates)
        self._hear()
        return result

    def _hear(self) -> None:
        """What the engine at work has become meanwhile."""
        if isinstance(self._at, Guarded) and self._at.news:
            self.name, self.why = self._at.name, self._at.why
            self.news += self._at.news
            self._at.news = []

    def evaluate(self, part: str) -> Floats:
        return self._heard(self._at.evaluate(part))

    def predict(self, x: Array) -> Array:
        return self._heard(self._at.predict(x))

    def activations(self, x: Array, nodes: Sequence[str]) -> dict[str, Array]:
        return self._heard(self._at.activations(x, nodes))

    def gradients(self) -> dict[str, Array]:
        return self._heard(self._at.gradients())

    def read(self) -> State:
        return self._heard(self._at.read())

    def write(self, state: State) -> None:
        self._at.write(state)
        self._hear()

    def _heard(self, answer: Any) -> Any:
        self._hear()
        return answer


def _size(job: Job) -> tuple[Any, ...]:
    """Networks that are alike in what decides their speed."""
    plan, batch = job.program.plan, min(job.batch_size, job.samples)
    return job.precision, job.threads, plan.parameters.bit_length(), plan.floats.bit_length(), batch.bit_length()


def _speed(engine: Engine, coefficients: Floats, rate: float) -> float:
    """Steps a second, of the longest slice that fits the time; the engine is left somewhere else."""
    steps, speed = 1, 0.0
    # The very first step compiles what is left to compile.
    engine.run(coefficients[np.newaxis], np.full(1, rate))
    began = time.perf_counter()
    while steps <= LONGEST:
        table, rates = np.tile(coefficients, (steps, 1)), np.full(steps, rate)
        start = time.perf_counter()
        done = engine.run(table, rates).steps
        now = time.perf_counter()
        speed = done / max(now - start, 1e-9)
        if done < steps or now - began > SECONDS:
            break
        steps *= 4
    return speed
