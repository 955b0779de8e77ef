"""An ensemble on the processor: an ordinary engine for each network, and threads that take them in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.catalog.metrics import TOTALS
from core.engine.contract import PARTS, Engine, Floats, Job, Slice, State
from core.engine.doors import Doors

Array = NDArray[Any]
T = TypeVar("T")


class SideBySide:
    """Engines that share their copies of data; the compiled ones hold no lock while they train, so every core has a
    network to itself."""

    def __init__(self, make: Callable[[Doors], Engine], threads: int = 1) -> None:
        self._doors = Doors()
        self._make = make
        first = make(self._doors)
        self.name, self.lanes = first.name, first.lanes
        self.at_once = max(1, threads)
        self._engines: list[Engine] = []
        self._pool: ThreadPoolExecutor | None = None

    def load(
        self, jobs: Sequence[Job], states: Sequence[State], progress: Callable[[str, float], None] | None = None
    ) -> None:
        del self._engines[len(jobs) :]
        while len(self._engines) < len(jobs):
            self._engines.append(self._make(self._doors))
        with self._doors.gathering():
            for engine, job, state in zip(self._engines, jobs, states, strict=True):
                engine.load(job, state, progress)
                progress = None  # what is compiled for the first serves all
        self._outputs = int(jobs[0].program.plan.width[jobs[0].program.plan.output]) if jobs else 0

    def run(self, coefficients: Sequence[Floats], rates: Sequence[Floats]) -> list[Slice]:
        idle = Slice(0, np.zeros((0, 2 + len(PARTS) * len(TOTALS))))
        return self._each(lambda i: self._engines[i].run(coefficients[i], rates[i]), idle, list(map(len, coefficients)))

    def evaluate(self, part: str) -> list[Floats]:
        return self._each(lambda i: self._engines[i].evaluate(part), np.zeros(0), [1] * len(self._engines))

    def predict(self, inputs: Sequence[Array]) -> list[Array]:
        idle = np.zeros((0, self._outputs))
        return self._each(lambda i: self._engines[i].predict(inputs[i]), idle, list(map(len, inputs)))

    def read(self) -> list[State]:
        return [engine.read() for engine in self._engines]

    def write(self, states: Sequence[State]) -> None:
        for engine, state in zip(self._engines, states, strict=True):
            engine.write(state)

    def _each(self, work: Callable[[int], T], idle: T, sizes: Sequence[int]) -> list[T]:
        """The work of every network, the largest first; `idle` where its size is 0."""
        worth = sorted((i for i, size in enumerate(sizes) if size), key=lambda i: -sizes[i])
        if min(len(worth), self.at_once) < 2:
            results: Iterable[T] = map(work, worth)
        else:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(self.at_once, "glassnet-network")
            results = self._pool.map(work, worth)
        found = [idle] * len(sizes)
        for i, result in zip(worth, results, strict=True):
            found[i] = result
        return found

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown()
        self._pool = None
        self._engines.clear()
        self._doors.copies((), np.asarray, None)
