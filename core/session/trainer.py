"""The one training loop. Window, command line, tests and benchmark all consume this generator."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from core.catalog.losses import LOSSES
from core.catalog.metrics import METRICS, TOTALS
from core.catalog.optimizers import OPTIMIZERS
from core.catalog.schedules import SCHEDULES
from core.catalog.stop_rules import STOP_RULES
from core.engine.contract import PARTS, Engine, Floats, Slice, State
from core.session.control import Control, Wishes
from core.session.divergence import explain
from core.session.probes import Activations, GradientNorms, Parameters, PartPredictions, Predictions, Probe
from core.session.setup import Setup
from core.session.snapshot import Event, Points, Snapshot, Status

SLICE_SECONDS = 0.008
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
        self.limit, self.reason = self._limit(epochs)
        self.seconds = seconds
        self.size = 1
        self.due = time.perf_counter()
        self.status: Status = "paused"
        self.message = ""
        self.rate: float | None = None
        self.events: list[Event] = [Event("started", self.step, self.epoch, "")]
        self.names = metric_names(setup)

    def _limit(self, epochs: int | None) -> tuple[int | None, str]:
        """The epoch at which the run ends by itself, and why."""
        limits = [(STOP_RULES.of(rule).last_epoch(rule), "a stop rule") for rule in self.setup.project.training.stop]
        if epochs is not None:
            limits.append((self.epoch + epochs, "the epochs asked for"))
        return min(limits, default=(None, ""))

    def snapshots(self, linger: bool) -> Iterator[Snapshot]:
        yield self._snapshot(Slice(0, _no_rows()))
        while True:
            wishes = self.control.take()
            if self.status == "diverged" and wishes.rate != self.rate:
                self.status = "paused"  # another rate is another chance
            ended = self.status in ("finished", "diverged")
            if wishes.stopping or (ended and not linger):
                break
            steps = 0 if ended else self._steps(wishes)
            if steps:
                result = self._advance(steps, wishes)
                self._settle(result, wishes)
            else:
                self._idle(wishes)
                result = Slice(0, _no_rows())
            if wishes.to_epoch_end and (self.batch == 0 or self.status in ("finished", "diverged")):
                self.control.epoch_done()
            if steps or wishes.wanted:
                yield self._snapshot(result, wishes)
        if self.status not in ("finished", "diverged"):
            self.status = "stopped"
        yield self._snapshot(Slice(0, _no_rows()), last=True)

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
        if self.limit is None:
            return LONGEST_SLICE
        return max((self.limit - self.epoch) * self.batches - self.batch, 0)

    def _idle(self, wishes: Wishes) -> None:
        if self.status in ("finished", "diverged"):
            if not wishes.wanted:
                self.control.wait()
        elif self._left() == 0:
            self._finish()
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

    def _advance(self, steps: int, wishes: Wishes) -> Slice:
        if wishes.rate != self.rate:
            self.rate = wishes.rate
            lr = self.rate if self.rate is not None else self.setup.project.training.optimizer.lr  # type: ignore[attr-defined]  # every one has it
            self.events.append(Event("rate", self.step, self.epoch, f"learning rate {lr:g}"))
        before = time.perf_counter()
        result = self.engine.run(*self._coefficients(steps))
        spent = time.perf_counter() - before
        self.seconds += spent
        self.due = self.due + result.steps / wishes.speed if wishes.speed else time.perf_counter()
        if wishes.speed:
            self.due = max(self.due, time.perf_counter() - 0.25)
        if result.steps == steps and (wishes.running or wishes.to_epoch_end):
            ideal = steps * SLICE_SECONDS / max(spent, 1e-7)
            self.size = int(min(max(ideal, 1), 4 * self.size, LONGEST_SLICE))
        total = self.epoch * self.batches + self.batch + result.steps
        self.step += result.steps
        self.epoch, self.batch = divmod(total, self.batches)
        return result

    def _coefficients(self, steps: int) -> tuple[Floats, Floats]:
        """One row, and the learning rate, for each of the coming steps."""
        training = self.setup.project.training
        step = np.arange(self.step + 1, self.step + steps + 1, dtype=np.int64)
        base = self.rate if self.rate is not None else float(training.optimizer.lr)  # type: ignore[attr-defined]  # every one has it
        # Where batches became larger or smaller on the way, steps no longer tell how many epochs are over.
        place = step - self.step + self.epoch * self.batches + self.batch
        schedule = SCHEDULES.of(training.schedule)
        rate = base * schedule.factor(training.schedule, place, self.batches, training.epochs)
        since = self.setup.state.since
        return OPTIMIZERS.of(training.optimizer).coefficients(training.optimizer, rate, step - since), rate

    def _settle(self, result: Slice, wishes: Wishes) -> None:
        """Status after a slice."""
        if result.bad_step:
            self.status = "diverged"
            bad = result.bad_step if result.bad_step > 0 else self.step
            rate = self.rate if self.rate is not None else float(self.setup.project.training.optimizer.lr)  # type: ignore[attr-defined]  # every one has it
            self.message = explain(self.setup, self.engine, bad, rate)
            self.events.append(Event("diverged", bad, self.epoch, self.message))
        elif self._left() == 0:
            self._finish()
        else:
            self.status = "running" if wishes.running else "paused"

    def _finish(self) -> None:
        self.status = "finished"
        self.message = f"stopped after {self.epoch:,} epochs: {self.reason}"
        self.events.append(Event("finished", self.step, self.epoch, self.message))

    def _snapshot(self, result: Slice, wishes: Wishes | None = None, *, last: bool = False) -> Snapshot:
        answers = (
            {name: self._answer(probe) for name, probe in wishes.probes.items()} if wishes and wishes.wanted else {}
        )
        events, self.events = tuple(self.events), []
        return Snapshot(
            run=self.run,
            status=self.status,
            step=self.step,
            epoch=self.epoch,
            points=metric_points(self.setup, self.names, result.rows),
            answers=answers,
            events=events,
            seconds=self.seconds,
            samples=self._samples(),
            state=self._state() if last else None,
            message=self.message,
        )

    def _state(self) -> State:
        """Where the run stands, with whose memories it keeps."""
        start = self.setup.state
        return replace(self.engine.read(), optimizer=self.setup.job.optimizer, since=start.since)

    def _samples(self) -> int:
        """Samples trained on in the whole run."""
        return self.epoch * self.setup.job.samples + min(self.batch * self.setup.job.batch_size, self.setup.job.samples)

    def _answer(self, probe: Probe) -> Any:
        preparation = self.setup.prepared.preparation
        match probe:
            case Predictions() | Activations() if probe.x.shape[1:] != preparation.shape:
                return None  # filed for other data than these
            case Predictions():
                return preparation.invert_targets(self.engine.predict(preparation.apply(probe.x)))
            case Activations():
                nodes = probe.nodes or tuple(self.setup.program.slots)
                known = [name for name in nodes if name in self.setup.program.slots]
                return self.engine.activations(preparation.apply(probe.x), known)
            case Parameters():
                return dict(self.engine.read().weights)
            case GradientNorms():
                return {
                    name: float(np.linalg.norm(g.astype(np.float64))) for name, g in self.engine.gradients().items()
                }
            case PartPredictions():
                part = self.setup.prepared.parts().get(probe.part)
                return None if part is None else (self.engine.predict(part.x), part.y)


def metric_names(setup: Setup) -> tuple[str, ...]:
    """Names of the curves: train_loss, train_accuracy, test_loss ..., part by part."""
    metrics = [metric.kind for metric in setup.project.training.metrics]
    # A loss for classes reads numbers from 0 to 1 as classes too, and so do its metrics.
    tasks = {"", setup.prepared.preparation.task}
    if LOSSES.of(setup.project.training.loss).task == "classify":
        tasks.add("classify")
    fitting = [name for name in metrics if METRICS[name].task in tasks and METRICS[name].total]
    return tuple(f"{part}_{name}" for part in PARTS if part in setup.job.parts for name in ("loss", *fitting))


def metric_points(setup: Setup, names: tuple[str, ...], rows: Floats) -> Points:
    """Values of the named metrics from an engine's rows of totals."""
    values = np.full((len(rows), len(names)), np.nan)
    loss = LOSSES.of(setup.project.training.loss)
    for column, name in enumerate(names):
        part, _, metric = name.partition("_")
        total = "loss" if metric == "loss" else METRICS[metric].total
        at = 2 + PARTS.index(part) * len(TOTALS) + TOTALS.index(total)
        mean = rows[:, at] / len(setup.job.parts[part][0])
        if metric != "loss":
            mean = METRICS[metric].finish(mean)
        elif loss.root and part != "train":
            mean = np.sqrt(mean)
        values[:, column] = mean
    return Points(names, rows[:, 0].astype(np.int64), rows[:, 1].astype(np.int64), values)


def final_metrics(setup: Setup, engine: Engine) -> Mapping[str, float]:
    """Every metric of every part now, in inference mode."""
    row = np.full((1, 2 + len(PARTS) * len(TOTALS)), np.nan)
    row[0, :2] = 0.0
    for part in setup.job.parts:
        at = 2 + PARTS.index(part) * len(TOTALS)
        row[0, at : at + len(TOTALS)] = engine.evaluate(part)
    points = metric_points(setup, metric_names(setup), row)
    return dict(zip(points.names, points.values[0].tolist(), strict=True))


def _no_rows() -> Floats:
    return np.zeros((0, 2 + len(PARTS) * len(TOTALS)))
