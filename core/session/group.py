"""Many networks of one program trained side by side, each exactly as `train` trains it alone."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.engine.contract import Asked, Ensemble, State
from core.session.course import Course, Tables, next_size
from core.session.seats import Seats
from core.session.setup import Setup
from core.session.snapshot import Points, Snapshot

Array = NDArray[Any]

TURN = 4
"""Networks of a round for each that is computed at a time: of fewer steps each, what a slice costs beside them would
weigh more; of more networks, none would get anywhere in a round."""


def threads_each(networks: int, threads: int) -> int:
    """For the steps of one network, where so many are trained side by side."""
    return max(1, threads // max(networks, 1))


class Group:
    """Networks by their places, from 0. A context: what it holds is let go at its end.

    `epochs` more than each has are trained (None: until a rule ends it). A network is over, and rests, with its epochs,
    a stop rule or divergence. None goes past one of the `marks`, epochs in order, within a round.
    """

    def __init__(
        self,
        setups: Sequence[Setup],
        ensemble: Ensemble,
        *,
        epochs: int | None = None,
        marks: Sequence[int] = (),
        progress: Callable[[str, float], None] | None = None,
    ) -> None:
        self.setups = [_of_program(setup, setups[0]) for setup in setups]
        self._ensemble = ensemble
        self._tables: dict[Any, Tables] = {}
        self._courses = [Course(setup, epochs, tables=self._tables) for setup in self.setups]
        self._marks = marks
        self._turns = deque(range(len(setups)))
        self._size = 1
        ensemble.load([setup.job for setup in self.setups], [setup.state for setup in self.setups], progress)
        self._seats = Seats(ensemble, [setup.job for setup in self.setups])
        self.predict = self._seats.predict
        self.networks: list[Asked] = [self._seats.seat(place) for place in range(len(setups))]

    def __enter__(self) -> Group:
        return self

    def __exit__(self, *fault: object) -> None:
        self._ensemble.close()

    def rounds(self) -> Iterator[list[Snapshot]]:
        """Train, yielding after every round, of a slice's length, those that changed: their places are the snapshots'
        `run`. All of them come first, before any step."""
        yield [self._snapshot(place, course.measures.none) for place, course in enumerate(self._courses)]
        while self._turns:
            yield self._round()

    def state(self, place: int) -> State:
        """Where a network stands, with all that its run remembers."""
        return self._courses[place].state(self.networks[place])

    def _round(self) -> list[Snapshot]:
        places = [self._turns.popleft() for _ in range(min(len(self._turns), TURN * self._ensemble.at_once))]
        began = time.perf_counter()
        self._tables.clear()
        before = {place: self._courses[place].step for place in places}
        for place in places:
            course = self._courses[place]
            ahead = bisect_right(self._marks, course.epoch)
            steps = min(self._size, course.left())
            course.set_out(min(steps, course.until(self._marks[ahead])) if ahead < len(self._marks) else steps)
        while self._piece(places):
            pass
        most = max(self._courses[place].step - before[place] for place in places)
        spent = time.perf_counter() - began
        share = min(1.0, self._ensemble.at_once / len(places))
        found = []
        for place in places:
            course = self._courses[place]
            course.status, course.seconds = "running", course.seconds + spent * share
            found.append(self._snapshot(place, course.settle(self.networks[place])))
        if most == self._size:
            self._size = next_size(self._size, most, spent)
        self._turns += [place for place in places if not self._courses[place].over]
        return found

    def _piece(self, places: Sequence[int]) -> bool:
        """Train the next piece of these networks' slices; False where all are done."""
        pieces = {place: piece for place in places if len((piece := self._courses[place].piece())[0])}
        if not pieces:
            return False
        nothing = np.zeros((0, 1)), np.zeros(0)
        every = [pieces.get(place, nothing) for place in range(len(self._courses))]
        results = self._ensemble.run([piece[0] for piece in every], [piece[1] for piece in every])
        self._seats.moved()
        for place in pieces:
            self._courses[place].take(results[place])
        self._look([place for place in pieces if self._courses[place].due_look])
        return True

    def _look(self, places: Sequence[int]) -> None:
        """What is computed and judged at the end of an evaluated epoch."""
        inputs = {place: self._courses[place].measures.asked() for place in places}
        predictions: dict[int, dict[str, Array]] = {place: {} for place in places}
        for part in dict.fromkeys(part for asked in inputs.values() for part in asked):
            for place, values in self.predict({p: x[part] for p, x in inputs.items() if part in x}).items():
                predictions[place][part] = values
        for place in places:
            self._courses[place].look(predictions[place], self.networks[place].read)

    def _snapshot(self, place: int, points: Points) -> Snapshot:
        course = self._courses[place]
        events, course.events = tuple(course.events), []
        return Snapshot(
            run=place,
            status=course.status,
            step=course.step,
            epoch=course.epoch,
            points=points,
            events=events,
            seconds=course.seconds,
            samples=course.samples,
            message=course.message,
            best_epoch=course.watch.best_epoch,
        )


def alike(one: Setup, other: Setup) -> bool:
    """Whether two networks may be of one group: of the same program, optimizer and size of batches."""
    mine, its = one.program, other.program
    places = [[(param.key, param.shape, param.offset) for param in program.table] for program in (mine, its)]
    jobs = [(s.job.optimizer, s.job.batch_size, s.job.batches, s.job.precision) for s in (one, other)]
    same = all(np.array_equal(np.asarray(a), np.asarray(b)) for a, b in zip(mine.plan, its.plan, strict=True))
    return same and places[0] == places[1] and jobs[0] == jobs[1]


def _of_program(setup: Setup, first: Setup) -> Setup:
    """The set-up with the very program of the first one."""
    if not alike(setup, first):
        raise ValueError("networks of different programs cannot be trained as one group")
    return replace(setup, program=first.program, job=replace(setup.job, program=first.program))
