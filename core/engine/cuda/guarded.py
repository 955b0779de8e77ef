"""A GPU engine with a processor behind it: where the GPU fails in the middle of a run, the run goes on.

The processor begins at the last state that is known to be sound and repeats the steps since, with the coefficients they
had then; what they told was told before and is not told again.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.engine.contract import Engine, Floats, Job, Slice, State
from core.engine.cuda.faults import CudaFault
from core.engine.cuda.standing import give_up

Array = NDArray[Any]
Answer = TypeVar("Answer")
Progress = Callable[[str, float], None]

MOST_STEPS = 1 << 17
"""Steps whose coefficients are kept; then a state is read, so that fewer have to be repeated."""
SECONDS = 2.0
"""How often a state is read besides, unless reading takes more than a hundredth of the time."""


class Guarded:
    """`name` is that of the engine at work. Before a first step the GPU's fault comes out as it is, unless `begun`."""

    def __init__(self, gpu: Engine, spare: Callable[[], Engine], lanes: int) -> None:
        self._gpu, self._spare = gpu, spare
        self._at = gpu
        self.name = gpu.name
        self.lanes = math.lcm(gpu.lanes, lanes)
        self.why = ""
        self.news: list[str] = []
        """Sentences about what has happened, for whoever takes them."""
        self.begun = False
        self._lost = False
        self._safe: State
        self._since: list[tuple[Floats, Floats | None]] = []
        """Coefficients and rates of the steps after the safe state."""
        self._steps = 0
        self._read_at, self._read_took = 0.0, 0.0

    def load(self, job: Job, state: State, progress: Progress | None = None) -> None:
        self._job, self._progress = job, progress
        self._keep(state)
        if not self._lost:
            # What was too large for the GPU before may fit now.
            self._work_with(self._gpu)
        try:
            self._at.load(job, state, progress)
        except CudaFault as fault:
            self._take_over(fault, state)
        if self._at is self._gpu:
            # How the GPU computes, where that is not as it should be.
            self.why = getattr(self._gpu, "why", "")

    @property
    def gpu_math(self) -> str:
        """As core.engine.select.gpu_math."""
        return getattr(self._gpu, "gpu_math", "fp32")

    def adopt(self, job: Job, state: State, progress: Progress | None) -> None:
        """Go on with a GPU engine that is loaded already, from the state it stands at."""
        self._job, self._progress, self.begun = job, progress, True
        self._keep(state)

    def run(self, coefficients: Floats, rates: Floats | None = None) -> Slice:
        try:
            result = self._at.run(coefficients, rates)
        except CudaFault as fault:
            result = self._run_again(fault, coefficients, rates)
        done = result.steps
        self.begun = self.begun or done > 0
        if self._at is self._gpu and done:
            self._since.append((coefficients[:done], None if rates is None else rates[:done]))
            self._steps += done
            if self._stale():
                self.read()
        return result

    def _stale(self) -> bool:
        spent = time.perf_counter() - self._read_at
        return self._steps >= MOST_STEPS or spent > max(SECONDS, 100.0 * self._read_took)

    def evaluate(self, part: str) -> Floats:
        return self._ask(lambda engine: engine.evaluate(part))

    def predict(self, x: Array) -> Array:
        return self._ask(lambda engine: engine.predict(x))

    def activations(self, x: Array, nodes: Sequence[str]) -> dict[str, Array]:
        return self._ask(lambda engine: engine.activations(x, nodes))

    def gradients(self) -> dict[str, Array]:
        return self._ask(lambda engine: engine.gradients())

    def read(self) -> State:
        began = time.perf_counter()
        state = self._ask(lambda engine: engine.read())
        self._keep(state)
        self._read_took = time.perf_counter() - began
        return state

    def write(self, state: State) -> None:
        self._keep(state)
        self._ask(lambda engine: engine.write(state))

    def _ask(self, question: Callable[[Engine], Answer]) -> Answer:
        try:
            return question(self._at)
        except CudaFault as fault:
            self._repeat(fault)
            return question(self._at)

    # When the GPU fails

    @property
    def _here(self) -> int:
        """The step where the run stands."""
        return self._safe.step + self._steps

    def _keep(self, state: State) -> None:
        self._safe, self._since, self._steps = state, [], 0
        self._read_at = time.perf_counter()

    def _work_with(self, engine: Engine) -> None:
        self._at, self.name = engine, engine.name

    def _run_again(self, fault: CudaFault, coefficients: Floats, rates: Floats | None) -> Slice:
        """A slice that the GPU did not finish, by the processor."""
        state, here, done = fault.state, self._here, 0
        inside = state is not None and here < state.step < here + len(coefficients)
        if state is not None and inside and state.batch >= state.step - here:
            # No epoch of the slice was over yet: none of its points is lost.
            done = state.step - here
            self._take_over(fault, state)
        elif bad := self._repeat(fault):
            return Slice(0, np.zeros((0, 0)), bad)
        result = self._at.run(coefficients[done:], None if rates is None else rates[done:])
        return replace(result, steps=result.steps + done)

    def _repeat(self, fault: CudaFault) -> int:
        """Bring the processor to where the run stands; a step that went bad on the way, else 0."""
        start, since = self._safe, self._since
        if fault.state is not None and start.step <= fault.state.step <= self._here:
            start = fault.state
        known = start.step - self._safe.step
        self._take_over(fault, start)
        for coefficients, rates in since:
            passed = min(known, len(coefficients))
            known -= passed
            if passed < len(coefficients):
                result = self._at.run(coefficients[passed:], None if rates is None else rates[passed:])
                if result.bad_step:
                    return result.bad_step
        return 0

    def _take_over(self, fault: CudaFault, start: State) -> None:
        """Put the processor to work from a state; the fault itself comes out where nothing was begun."""
        give_up(fault)
        if self._at is not self._gpu or not self.begun:
            raise fault
        self._lost = self._lost or fault.lasting
        self._work_with(self._spare())
        self._at.load(self._job, start, self._progress)
        self._note(
            f"{fault.what}; the CPU has gone on from there, at step {start.step:,}",
            f"{fault.short}; the CPU goes on from there, at step {start.step:,} ({fault.hint})",
        )

    def _note(self, why: str, news: str) -> None:
        """What is known of the change from now on, and what is told once."""
        self.why = why
        self.news.append(news)
