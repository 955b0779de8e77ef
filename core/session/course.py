"""One network's way through training: its place, what its steps are made with, what is seen at the ends of epochs, and
when it is over. The trainer follows one course, a group many side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.optimizers import OPTIMIZERS
from core.catalog.schedules import SCHEDULES
from core.engine.contract import Asked, Floats, Slice, State
from core.session.divergence import explain, explain_rule
from core.session.limits import Limits
from core.session.measures import Measures
from core.session.setup import Setup
from core.session.snapshot import Event, Points, Status, joined
from core.session.watch import End, Watch

SLICE_SECONDS = 0.016
"""How long an engine computes before the controls are read again."""

LONGEST_SLICE = 65_536
"""Steps; bounds the table of coefficients."""

Tables = tuple[Floats, Floats]
"""Coefficients (n, columns) and learning rates (n,) of n steps."""

_NONE = np.zeros((0, 1)), np.zeros(0)


def next_size(size: int, steps: int, seconds: float) -> int:
    """Steps of the next slice, where one of `size` had so many and took so long."""
    ideal = steps * SLICE_SECONDS / max(seconds, 1e-7)
    return int(min(max(ideal, 1), 4 * size, LONGEST_SLICE))


class Course:
    """A slice is set out, then trained piece by piece: `piece`, `take`, and where a look is due, `look`; then settled.
    Pieces end where somebody needs values."""

    def __init__(
        self, setup: Setup, epochs: int | None, seconds: float = 0.0, tables: dict[Any, Tables] | None = None
    ) -> None:
        self.setup = setup
        self.step, self.epoch, self.batch = setup.state.step, setup.state.epoch, setup.state.batch
        self.batches = setup.job.batches
        self.measures = Measures(setup)
        self.watch = Watch(setup, self.measures.metrics)
        self.limits = Limits(setup, epochs, LONGEST_SLICE)
        self.seconds = seconds
        """Spent on training."""
        self.status: Status = "paused"
        self.message = ""
        self.rate: float | None = None
        """Takes the place of the project's learning rate."""
        self.events: list[Event] = [Event("started", self.step, self.epoch, "")]
        self.due_look = False
        """Whether values are to be looked at before the next piece."""
        self._tables = tables
        """Of courses side by side, which often need the same ones; they are kept until somebody clears them."""
        self._looks = self.watch.needed or bool(self.measures.scored)
        self._left = _NONE
        self._points = [self.measures.none]
        self._bad = 0
        self._end: End | None = None

    @property
    def over(self) -> bool:
        return self.status in ("finished", "diverged")

    @property
    def samples(self) -> int:
        """Samples trained on in the whole run."""
        return self.epoch * self.setup.job.samples + min(self.batch * self.setup.job.batch_size, self.setup.job.samples)

    def left(self) -> int:
        """Steps up to the limits that are known beforehand."""
        return self.limits.left(self.epoch, self.batch, self.seconds)

    def until(self, epoch: int) -> int:
        """Steps up to the end of an epoch."""
        return (epoch - self.epoch) * self.batches - self.batch

    @property
    def base(self) -> float:
        """The learning rate before the schedule."""
        return self.rate if self.rate is not None else float(self.setup.project.training.optimizer.lr)  # type: ignore[attr-defined]  # every one has it

    def set_out(self, steps: int) -> None:
        """The next slice has so many steps."""
        self._left = self._coefficients(steps) if steps else _NONE
        self._points, self._bad, self._end = [self.measures.none], 0, None

    def piece(self) -> Tables:
        """Coefficients and rates of the next piece of the slice; of no steps where the slice is over."""
        size = len(self._left[0])
        piece = min(size, self._until_look()) if self._looks else size
        return self._left[0][:piece], self._left[1][:piece]

    def take(self, result: Slice) -> None:
        """The piece was trained."""
        self.due_look = self._looks and not result.bad_step and result.steps == self._until_look()
        self._left = self._left[0][result.steps :], self._left[1][result.steps :]
        total = self.epoch * self.batches + self.batch + result.steps
        self.step += result.steps
        self.epoch, self.batch = divmod(total, self.batches)
        self._points.append(self.measures.points(result.rows))
        if result.bad_step:
            self._bad, self._left = result.bad_step, _NONE

    def look(self, predictions: Mapping[str, NDArray[np.generic]], read: Callable[[], State]) -> None:
        """An evaluated epoch is over: what is to be computed and judged then, from the predictions that the measures
        ask for."""
        self.due_look = False
        points, factor = self._points[-1], self.watch.factor
        self.measures.score(predictions, points)
        values = dict(zip(points.names, points.values[-1].tolist(), strict=True))
        self._end = self.watch.look(self.epoch, values, read)
        if self.watch.factor != factor:
            text = f"learning rate {self.base * self.watch.factor:g}: the loss did not improve"
            self.events.append(Event("rate", self.step, self.epoch, text))
            self._left = self._coefficients(len(self._left[0]))
        if self._end:
            self._left = _NONE

    def settle(self, network: Asked) -> Points:
        """What came of the slice: the status where the run is over, and the points of the epochs that were
        completed."""
        points = joined(self._points)
        if self._bad:
            step = self._bad if self._bad > 0 else self.step
            self._diverge(explain(self.setup, network, step, self._rate()), step)
        elif self._end and self._end.failed:
            self._diverge(explain_rule(self.setup, self.step, self._end.text, self._rate()), self.step)
        elif self._end:
            return joined([points, self.finish(self._end.text, network)])
        elif self.left() == 0:
            return joined([points, self.finish(self.limits.reached(self.seconds), network)])
        return points

    def finish(self, why: str, network: Asked) -> Points:
        """The run is over; where a rule keeps the best weights, they are put back, and their epoch's values are the
        last points."""
        self.status = "finished"
        self.message = f"stopped after {self.epoch:,} epochs: {why}"
        points, best = self.measures.none, self.watch.best
        if best and best.epoch != self.epoch:
            network.write(replace(network.read(), weights=best.weights, memories=best.memories))
            self.message += f"; weights of epoch {best.epoch:,} restored"
            row = np.array([[best.values.get(name, np.nan) for name in points.names]])
            points = Points(points.names, np.array([self.epoch]), np.array([self.step]), row)
        self.events.append(Event("finished", self.step, self.epoch, self.message))
        return points

    def state(self, network: Asked) -> State:
        """Where the run stands, with whose memories it keeps."""
        return replace(
            network.read(),
            optimizer=self.setup.job.optimizer,
            since=self.setup.state.since,
            remembered=dict(self.watch.remembered),
            best=self.watch.best,
        )

    def _until_look(self) -> int:
        """Steps up to the end of the next epoch that is evaluated."""
        every = self.setup.job.evaluate_every
        return self.until(self.epoch + every - self.epoch % every)

    def _rates(self, step: NDArray[np.int64]) -> Floats:
        """The learning rates of the steps (n,)."""
        training = self.setup.project.training
        # Where batches became larger or smaller on the way, steps no longer tell how many epochs are over.
        place = step - self.step + self.epoch * self.batches + self.batch
        schedule = SCHEDULES.of(training.schedule)
        return self.base * self.watch.factor * schedule.factor(training.schedule, place, self.batches, training.epochs)

    def _rate(self) -> float:
        """The learning rate at this moment."""
        return float(self._rates(np.array([max(self.step, 1)], np.int64))[0])

    def _coefficients(self, steps: int) -> Tables:
        """One row, and the learning rate, for each of the coming steps."""
        if self._tables is None:
            return self._made(steps)
        training, place = self.setup.project.training, (self.step, self.epoch, self.batch, self.batches)
        rate = self.base, self.watch.factor, training.schedule, training.epochs
        key = training.optimizer, rate, place, self.setup.state.since, steps
        if key not in self._tables:
            self._tables[key] = self._made(steps)
        return self._tables[key]

    def _made(self, steps: int) -> Tables:
        options = self.setup.project.training.optimizer
        step = np.arange(self.step + 1, self.step + steps + 1, dtype=np.int64)
        rates = self._rates(step)
        return OPTIMIZERS.of(options).coefficients(options, rates, step - self.setup.state.since), rates

    def _diverge(self, message: str, step: int) -> None:
        self.status, self.message = "diverged", message
        self.events.append(Event("diverged", step, self.epoch, message))
