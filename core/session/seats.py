"""The networks of an ensemble, each asked as an engine is asked. What is known of all is not asked for twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from numpy.typing import NDArray

from core.engine.contract import Asked, Engine, Ensemble, Floats, Job, State
from core.engine.select import choose

Array = NDArray[Any]


class Seats:
    """An ensemble that is loaded with these jobs. `moved` tells that it has trained."""

    def __init__(self, ensemble: Ensemble, jobs: Sequence[Job]) -> None:
        self._ensemble, self.jobs = ensemble, jobs
        self._states: list[State] | None = None
        self._totals: dict[str, list[Floats]] = {}
        self._written: dict[int, State] = {}
        self._beside: Engine | None = None

    def seat(self, place: int) -> Asked:
        """One of the networks."""
        return _Seat(self, place)

    def moved(self) -> None:
        self._states, self._totals = None, {}

    def states(self) -> list[State]:
        if self._states is None:
            self._states = self._ensemble.read()
            for place, state in self._written.items():
                self._states[place] = state
        return self._states

    def put(self, place: int, state: State) -> None:
        """Have a network that rests stand there."""
        self._written[place] = state
        self.moved()

    def totals(self, part: str) -> list[Floats]:
        if part not in self._totals:
            self._write()
            self._totals[part] = self._ensemble.evaluate(part)
        return self._totals[part]

    def predict(self, inputs: Mapping[int, Array]) -> dict[int, Array]:
        """Outputs (n, outputs) for prepared inputs (n, inputs) of the networks at some places, found at once."""
        self._write()
        nothing = next(iter(inputs.values()))[:0]
        found = self._ensemble.predict([inputs.get(place, nothing) for place in range(len(self.jobs))])
        return {place: found[place] for place in inputs}

    def activations(self, place: int, x: Array, nodes: Sequence[str]) -> dict[str, Array]:
        # Asked once in a while, of one network: an engine beside the ensemble serves.
        job = self.jobs[place]
        if self._beside is None:
            self._beside = choose(self._ensemble.name, job.precision)
        self._beside.load(job, self.states()[place])
        return self._beside.activations(x, nodes)

    def _write(self) -> None:
        """What was put somewhere counts where it is computed with: a writing is of all networks, so it waits until
        somebody asks."""
        if self._written:
            self._ensemble.write(self.states())
            self._written = {}


class _Seat:
    def __init__(self, seats: Seats, place: int) -> None:
        self._seats, self._place = seats, place

    def evaluate(self, part: str) -> Floats:
        return self._seats.totals(part)[self._place]

    def predict(self, x: Array) -> Array:
        return self._seats.predict({self._place: x})[self._place]

    def activations(self, x: Array, nodes: Sequence[str]) -> dict[str, Array]:
        return self._seats.activations(self._place, x, nodes)

    def read(self) -> State:
        return self._seats.states()[self._place]

    def write(self, state: State) -> None:
        self._seats.put(self._place, state)
