"""The one training loop. Window, command line, tests and benchmark all consume this generator."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

from core.engine.contract import Engine
from core.engine.select import news
from core.errors import AppError
from core.session.control import Control, Wishes
from core.session.course import SLICE_SECONDS, Course, next_size
from core.session.errands import Errands
from core.session.setup import Setup
from core.session.snapshot import Event, Points, Snapshot
from core.session.taking import take_loaded, take_patches
from core.session.timeline import Mark, Place, Timeline


def train(
    setup: Setup,
    engine: Engine,
    control: Control | None = None,
    *,
    epochs: int | None = None,
    linger: bool = False,
    run: int = 0,
    seconds: float = 0.0,
) -> Iterator[Snapshot]:
    """Train a loaded engine, yielding a snapshot after every slice, the first before any step.

    Ends after `epochs` more epochs (None: never), a stop rule, divergence or `control.stop()`; the last snapshot
    carries the state. `seconds` have been spent on this run already. With `linger` an ended run stays to answer
    probes until it is stopped.
    """
    return _Loop(setup, engine, control or Control(running=True), epochs, run, seconds).snapshots(linger)


class _Loop(Course):
    def __init__(
        self, setup: Setup, engine: Engine, control: Control, epochs: int | None, run: int, seconds: float
    ) -> None:
        super().__init__(setup, epochs, seconds)
        self.engine, self.control, self.run = engine, control, run
        self.errands = Errands(setup, engine)
        self.timeline = Timeline()
        self.size = 1
        self.due = time.perf_counter()
        self.moved = False
        """Whether it stands elsewhere since the last snapshot."""

    def snapshots(self, linger: bool) -> Iterator[Snapshot]:
        if linger:
            self.timeline.add(self._mark())
        yield self._snapshot(self.measures.none)
        while True:
            wishes = self.control.take()
            if wishes.place is not None and linger:
                self._travel(wishes.place)
            if self.status == "diverged" and wishes.rate != self.rate:
                self.status = "paused"  # another rate is another chance
            ended = self.over
            if wishes.stopping or (ended and not linger):
                self.control.owe(wishes)
                break
            busy = self._run_errand(wishes)
            if busy and self.errands.at and self.errands.at.holds_engine:
                self.control.give_back(wishes)
                yield self._snapshot(self.measures.none)
                continue
            if self.step < self.timeline.target:
                self._run(min(self.timeline.target - self.step, self.size * 4))
                self.control.give_back(wishes)
                yield self._snapshot(self.measures.none)
                continue
            self._take_in(wishes)
            steps = 0 if ended else self._steps(wishes)
            if steps:
                self._branch()
                points = self._advance(steps, wishes)
                if linger and self.status != "diverged":
                    self.timeline.note(self.step, self._mark)
            else:
                points = self.measures.none if busy else self._idle(wishes)
            if wishes.to_epoch_end and (self.batch == 0 or self.over):
                self.control.epoch_done()
            if steps or busy or wishes.wanted or self.events or self.moved:
                yield self._snapshot(points, wishes)
        self.control.errand_over(self.errands.at)
        self.errands.cancel()
        if not self.over:
            self.status = "stopped"
        yield self._snapshot(self.measures.none, last=True)

    def _run_errand(self, wishes: Wishes) -> bool:
        """A piece of the errand that is wanted; False where there is nothing to do or to tell."""
        try:
            busy = self.errands.work(wishes.errands)
        except AppError as fault:
            self.events.append(Event("message", self.step, self.epoch, str(fault)))
            busy = True
        if busy and self.errands.over:
            self.control.errand_over(self.errands.at)
        return busy

    def _take_in(self, wishes: Wishes) -> None:
        """Weights of a file, typed numbers: the run goes on from them."""
        if not (wishes.loaded or wishes.patches):
            return
        self._branch()
        here = self.setup.project.architecture, self.step, self.epoch
        if wishes.loaded:
            self.events.append(take_loaded(self.engine, wishes.loaded, *here))
        self.events += take_patches(self.engine, wishes.patches, *here)
        if self.timeline.marks:
            self.timeline.add(replace(self._mark(), fixed=True))

    def _mark(self) -> Mark:
        return Mark(self.state(self.engine), self.rate)

    def _travel(self, place: Place) -> None:
        """To a step of the past, or from there to where the run stood."""
        found = self.timeline.travel(place, self.step, self._mark, (self.status, self.message))
        if found is not None:
            mark, (self.status, self.message) = found
            self.engine.write(mark.state)
            self.step, self.epoch, self.batch = mark.state.step, mark.state.epoch, mark.state.batch
            self.watch.remembered, self.watch.best = dict(mark.state.remembered), mark.state.best
            self.rate, self.moved = mark.rate, True

    def _branch(self) -> None:
        """The run goes on from its past."""
        if self.timeline.head is not None:
            self.timeline.branch(self._mark())
            text = f"went on from epoch {self.epoch:,}; what came after stands behind"
            self.events.append(Event("branched", self.step, self.epoch, text))

    def _steps(self, wishes: Wishes) -> int:
        """How many steps the next slice takes; 0 while there is nothing to do."""
        left = self.left()
        if wishes.batches:
            return min(wishes.batches, left)
        size = min(self.size, left)
        if wishes.to_epoch_end:
            return min(size, self.batches - self.batch)
        if not wishes.running:
            return 0
        if wishes.speed is None:
            return size
        return min(size, max(0, int((time.perf_counter() - self.due) * wishes.speed)))

    def _idle(self, wishes: Wishes) -> Points:
        if self.over:
            if not wishes.wanted:
                self.control.wait()
        elif self.left() == 0:
            return self.finish(self.limits.reached(self.seconds), self.engine)
        elif not wishes.wanted:
            self.status = "running" if wishes.running else "paused"
            pause = (
                None
                if not wishes.running or not wishes.speed
                else max(self.due + 1.0 / wishes.speed - time.perf_counter(), SLICE_SECONDS)
            )
            self.control.wait(pause)
            if not wishes.running:
                self.due = time.perf_counter()
        return self.measures.none

    def _advance(self, steps: int, wishes: Wishes) -> Points:
        """Train so many steps, unless something ends the run before; the points of the epochs that were completed."""
        if wishes.rate != self.rate:
            before = self.base
            self.rate = wishes.rate
            if self.timeline.marks:
                self.timeline.add(replace(self._mark(), fixed=True))
            text = f"learning rate {before:g} \N{RIGHTWARDS ARROW} {self.base:g}"
            self.events.append(Event("rate", self.step, self.epoch, text))
        first, began = self.step, time.perf_counter()
        self._run(steps)
        spent, done = time.perf_counter() - began, self.step - first
        self.seconds += spent
        self.due = self.due + done / wishes.speed if wishes.speed else time.perf_counter()
        if wishes.speed:
            self.due = max(self.due, time.perf_counter() - 0.25)
        if done == steps and (wishes.running or wishes.to_epoch_end):
            self.size = next_size(self.size, steps, spent)
        points = self.settle(self.engine)
        if not self.over:
            self.status = "running" if wishes.running else "paused"
        return points

    def _run(self, steps: int) -> None:
        """The slice itself: in one piece, or where somebody needs values, in pieces that end where there are some."""
        self.set_out(steps)
        while len((piece := self.piece())[0]):
            self.take(self.engine.run(*piece))
            if self.due_look:
                self.look(self.measures.predictions(self.engine), self.engine.read)

    def _snapshot(self, points: Points, wishes: Wishes | None = None, *, last: bool = False) -> Snapshot:
        probes = wishes.probes if wishes and wishes.wanted else {}
        # Who is asked knows what an adaptive schedule has come to.
        asked = replace(self.setup, state=replace(self.setup.state, remembered=dict(self.watch.remembered)))
        answers = {name: probe.answer(asked, self.engine) for name, probe in probes.items()}
        self.events += [Event("engine", self.step, self.epoch, text) for text in news(self.engine)]
        events, self.events, self.moved = tuple(self.events), [], False
        return Snapshot(
            run=self.run,
            status=self.status,
            step=self.step,
            epoch=self.epoch,
            points=points,
            answers=answers,
            events=events,
            seconds=self.seconds,
            samples=self.samples,
            state=self.state(self.engine) if last else None,
            message=self.message,
            best_epoch=self.watch.best_epoch,
            errands=self.errands.shown,
            marks=self.timeline.marks,
            head=self.timeline.place,
        )
