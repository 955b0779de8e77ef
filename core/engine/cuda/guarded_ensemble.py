"""An ensemble on the GPU with the processor behind it: where the GPU fails, all its networks go on there."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from numpy.typing import NDArray

from core.engine.contract import Ensemble, Floats, Job, Slice, State
from core.engine.cuda.faults import CudaFault
from core.engine.cuda.standing import give_up

Array = NDArray[Any]
Answer = TypeVar("Answer")
Progress = Callable[[str, float], None]


class GuardedEnsemble:
    """`name` is that of the ensemble at work. A fault before the first step comes out as it is, if `strict`."""

    def __init__(self, gpu: Ensemble, spare: Callable[[], Ensemble], lanes: int, *, strict: bool) -> None:
        self._gpu, self._spare, self._strict = gpu, spare, strict
        self._at = gpu
        self.name, self.at_once = gpu.name, gpu.at_once
        self.lanes = math.lcm(gpu.lanes, lanes)
        self.news: list[str] = []
        self._begun = False

    def load(self, jobs: Sequence[Job], states: Sequence[State], progress: Progress | None = None) -> None:
        self._jobs, self._progress = list(jobs), progress
        try:
            self._at.load(jobs, states, progress)
        except CudaFault as fault:
            self._take_over(fault, states)
        self.at_once = self._at.at_once

    def run(self, coefficients: Sequence[Floats], rates: Sequence[Floats]) -> list[Slice]:
        slices = self._ask(lambda ensemble: ensemble.run(coefficients, rates))
        self._begun = self._begun or any(done.steps for done in slices)
        return slices

    def evaluate(self, part: str) -> list[Floats]:
        return self._ask(lambda ensemble: ensemble.evaluate(part))

    def predict(self, inputs: Sequence[Array]) -> list[Array]:
        return self._ask(lambda ensemble: ensemble.predict(inputs))

    def read(self) -> list[State]:
        return self._at.read()

    def write(self, states: Sequence[State]) -> None:
        self._ask(lambda ensemble: ensemble.write(states))

    def close(self) -> None:
        self._at.close()

    def _ask(self, question: Callable[[Ensemble], Answer]) -> Answer:
        """What was not answered is asked of the processor, which stands where the GPU last stood sound: that is known
        here, and nothing of a run that failed is in it (core.engine.cuda.blocks)."""
        try:
            return question(self._at)
        except CudaFault as fault:
            self._take_over(fault, self._at.read())
            return question(self._at)

    def _take_over(self, fault: CudaFault, states: Sequence[State]) -> None:
        """The processor takes all networks up."""
        if self._at is not self._gpu or (self._strict and not self._begun):
            raise fault
        give_up(fault)
        self.news.append(f"{fault}; the CPU goes on")
        self._at = self._spare()
        self._at.load(self._jobs, states, self._progress)
        self.name, self.at_once = self._at.name, self._at.at_once
