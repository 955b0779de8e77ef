"""The one training loop. Window, command line, tests and benchmark all consume this generator."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.catalog.optimizers import OPTIMIZERS
from core.catalog.schedules import SCHEDULES
from core.engine.contract import Engine, Floats, State
from core.errors import AppError
from core.session.control import Control, Wishes
from core.session.divergence import explain, explain_rule
from core.session.errands import Errands
from core.session.limits import Limits
from core.session.measures import Measures
from core.session.setup import Setup
from core.session.snapshot import Event, Points, Snapshot, Status, joined
from core.session.taking import take_loaded, take_patches
from core.session.timeline import Mark, Place, Timeline
from core.session.watch import End, Watch

SLICE_SECONDS = 0.016
"""How long the engine computes before the controls are read again."""

LONGEST_SLICE = 65_536
"""Steps; bounds the table of coefficients."""


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


class _Loop:
    def __init__(
        self, setup: Setup, engine: Engine, control: Control, epochs: int | None, run: int, seconds: float
    ) -> None:
        self.setup, self.engine, self.control, self.run = setup, engine, control, run
        self.step, self.epoch, self.batch = setup.state.step, setup.state.epoch, setup.state.batch
        self.batches = setup.job.batches
        self.measures = Measures(setup)
        self.watch = Watch(setup, self.measures.metrics)
        self.errands = Errands(setup, engine)
        self.timeline = Timeline()
        self.looks = self.watch.needed or bool(self.measures.scored)
        self.limits = Limits(setup, epochs, LONGEST_SLICE)
        self.seconds = seconds
        self.size = 1
        self.due = time.perf_counter()
        self.status: Status = "paused"
        self.message = ""
        self.rate: float | None = None
        self.moved = False
        """Whether it stands elsewhere since the last snapshot."""
        self.events: list[Event] = [Event("started", self.step, self.epoch, "")]

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
            ended = self.status in ("finished", "diverged")
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
            if wishes.to_epoch_end and (self.batch == 0 or self.status in ("finished", "diverged")):
                self.control.epoch_done()
            if steps or busy or wishes.wanted or self.events or self.moved:
                yield self._snapshot(points, wishes)
        self.control.errand_over(self.errands.at)
        self.errands.cancel()
        if self.status not in ("finished", "diverged"):
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
        return Mark(self._state(), self.rate)

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
        left = self._left()
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

    def _left(self) -> int:
        """Steps up to the limits that are known beforehand."""
        return self.limits.left(self.epoch, self.batch, self.seconds)

    def _idle(self, wishes: Wishes) -> Points:
        if self.status in ("finished", "diverged"):
            if not wishes.wanted:
                self.control.wait()
        elif self._left() == 0:
            return self._finish(self.limits.reached(self.seconds))
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
            before = self._base()
            self.rate = wishes.rate
            if self.timeline.marks:
                self.timeline.add(replace(self._mark(), fixed=True))
            text = f"learning rate {before:g} \N{RIGHTWARDS ARROW} {self._base():g}"
            self.events.append(Event("rate", self.step, self.epoch, text))
        first, began = self.step, time.perf_counter()
        bad, end, points = self._run(steps)
        spent, done = time.perf_counter() - began, self.step - first
        self.seconds += spent
        self.due = self.due + done / wishes.speed if wishes.speed else time.perf_counter()
        if wishes.speed:
            self.due = max(self.due, time.perf_counter() - 0.25)
        if done == steps and (wishes.running or wishes.to_epoch_end):
            ideal = steps * SLICE_SECONDS / max(spent, 1e-7)
            self.size = int(min(max(ideal, 1), 4 * self.size, LONGEST_SLICE))
        return self._settle(bad, end, points, wishes)

    def _run(self, steps: int) -> tuple[int, End | None, Points]:
        """The slice itself: in one piece, or where somebody needs values, in pieces that end where there are some."""
        left, bad, end, found = self._coefficients(steps), 0, None, []
        while len(left[0]) and not bad and not end:
            ahead = self._until_look() if self.looks else steps + 1
            piece = min(len(left[0]), ahead)
            result = self.engine.run(left[0][:piece], left[1][:piece])
            bad, left = result.bad_step, (left[0][piece:], left[1][piece:])
            total = self.epoch * self.batches + self.batch + result.steps
            self.step += result.steps
            self.epoch, self.batch = divmod(total, self.batches)
            points = self.measures.points(result.rows)
            if piece == ahead and not bad:
                factor, end = self.watch.factor, self._look(points)
                if self.watch.factor != factor:
                    text = f"learning rate {self._base() * self.watch.factor:g}: the loss did not improve"
                    self.events.append(Event("rate", self.step, self.epoch, text))
                    left = self._coefficients(len(left[0]))
            found.append(points)
        return bad, end, found[0] if len(found) == 1 else joined(found)

    def _until_look(self) -> int:
        """Steps up to the end of the next epoch that is evaluated."""
        every = self.setup.job.evaluate_every
        return (every - self.epoch % every) * self.batches - self.batch

    def _look(self, points: Points) -> End | None:
        """An evaluated epoch is over: what is to be computed and judged then."""
        self.measures.score(self.engine, points)
        values = dict(zip(points.names, points.values[-1].tolist(), strict=True))
        return self.watch.look(self.epoch, values, self.engine.read)

    def _base(self) -> float:
        """The learning rate before the schedule."""
        return self.rate if self.rate is not None else float(self.setup.project.training.optimizer.lr)  # type: ignore[attr-defined]  # every one has it

    def _rates(self, step: NDArray[np.int64]) -> Floats:
        """The learning rates of the steps (n,)."""
        training = self.setup.project.training
        # Where batches became larger or smaller on the way, steps no longer tell how many epochs are over.
        place = step - self.step + self.epoch * self.batches + self.batch
        schedule = SCHEDULES.of(training.schedule)
        return (
            self._base() * self.watch.factor * schedule.factor(training.schedule, place, self.batches, training.epochs)
        )

    def _coefficients(self, steps: int) -> tuple[Floats, Floats]:
        """One row, and the learning rate, for each of the coming steps."""
        options = self.setup.project.training.optimizer
        step = np.arange(self.step + 1, self.step + steps + 1, dtype=np.int64)
        rates = self._rates(step)
        return OPTIMIZERS.of(options).coefficients(options, rates, step - self.setup.state.since), rates

    def _settle(self, bad: int, end: End | None, points: Points, wishes: Wishes) -> Points:
        """Status after a slice."""
        if bad:
            step = bad if bad > 0 else self.step
            self._diverge(explain(self.setup, self.engine, step, self._rate()), step)
        elif end and end.failed:
            self._diverge(explain_rule(self.setup, self.step, end.text, self._rate()), self.step)
        elif end:
            return joined([points, self._finish(end.text)])
        elif self._left() == 0:
            return joined([points, self._finish(self.limits.reached(self.seconds))])
        else:
            self.status = "running" if wishes.running else "paused"
        return points

    def _rate(self) -> float:
        """The learning rate at this moment."""
        return float(self._rates(np.array([max(self.step, 1)], np.int64))[0])

    def _diverge(self, message: str, step: int) -> None:
        self.status, self.message = "diverged", message
        self.events.append(Event("diverged", step, self.epoch, message))

    def _finish(self, why: str) -> Points:
        """The run is over; where a rule keeps the best weights, they are put back, and their epoch's values are the
        last points."""
        self.status = "finished"
        self.message = f"stopped after {self.epoch:,} epochs: {why}"
        points, best = self.measures.none, self.watch.best
        if best and best.epoch != self.epoch:
            self.engine.write(replace(self.engine.read(), weights=best.weights, memories=best.memories))
            self.message += f"; weights of epoch {best.epoch:,} restored"
            row = np.array([[best.values.get(name, np.nan) for name in points.names]])
            points = Points(points.names, np.array([self.epoch]), np.array([self.step]), row)
        self.events.append(Event("finished", self.step, self.epoch, self.message))
        return points

    def _snapshot(self, points: Points, wishes: Wishes | None = None, *, last: bool = False) -> Snapshot:
        probes = wishes.probes if wishes and wishes.wanted else {}
        # Who is asked knows what an adaptive schedule has come to.
        asked = replace(self.setup, state=replace(self.setup.state, remembered=dict(self.watch.remembered)))
        events, self.events, self.moved = tuple(self.events), [], False
        return Snapshot(
            run=self.run,
            status=self.status,
            step=self.step,
            epoch=self.epoch,
            points=points,
            answers={name: probe.answer(asked, self.engine) for name, probe in probes.items()},
            events=events,
            seconds=self.seconds,
            samples=self._samples(),
            state=self._state() if last else None,
            message=self.message,
            best_epoch=self.watch.best_epoch,
            errands=self.errands.shown,
            marks=self.timeline.marks,
            head=self.timeline.place,
        )

    def _state(self) -> State:
        """Where the run stands, with whose memories it keeps."""
        start = self.setup.state
        return replace(
            self.engine.read(),
            optimizer=self.setup.job.optimizer,
            since=start.since,
            remembered=dict(self.watch.remembered),
            best=self.watch.best,
        )

    def _samples(self) -> int:
        """Samples trained on in the whole run."""
        return self.epoch * self.setup.job.samples + min(self.batch * self.setup.job.batch_size, self.setup.job.samples)
