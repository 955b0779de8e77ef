"""A learning rate to begin with: train a batch at each of many rising rates, and see where the loss falls."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from core.catalog.optimizers import OPTIMIZERS
from core.compile.params import fitted
from core.engine.contract import Engine
from core.engine.select import choose, limited
from core.errors import AppError
from core.session.errands import Findings
from core.session.machine import cores
from core.session.setup import Setup, load, set_up
from core.spec.project import Project

Floats = NDArray[np.float64]
Array = NDArray[Any]

LOW, HIGH, STEPS = 1e-6, 10.0, 200
FEWEST, MOST = 10, 10_000

BLUR = 0.12
"""Deviation of the smoothing, in powers of ten of the rate."""
KEPT = 0.9
"""Share of the running mean loss that a batch leaves; ten batches or so count."""
EXPLODED = 4.0
"""A running mean loss so many times its lowest one ends the sweep; the first `SETTLED` batches say too little."""
SETTLED = 5
FALL = 0.01
"""A loss that falls by less than this share of itself does not fall."""
DONE = 0.95
"""Share of the whole fall after which the loss counts as lowest."""
NEAR = 0.1, 1.0 / 3.0
"""Where the suggestion lies, as shares of the rate of the lowest loss."""


@dataclass(frozen=True, eq=False)
class RateSweep:
    """`losses` (n,) are those of the batches, each found just before its step with the rate in `rates` (n,); `still`
    (n,) those of the same batches while nothing is learned. `end` says why the sweep is over, "" while it is not.
    """

    rates: Floats
    losses: Floats
    still: Floats
    end: str = ""

    @cached_property
    def smoothed(self) -> Floats:
        """What learning makes of the loss (n,): the mean loss at the start times the share of it that is left, a ratio
        of sums over neighbouring rates with Gaussian weights.

        So batches that are hard anyway make no bumps. An explosion at the end counts no more than the worst share
        before the lowest one.
        """
        n = len(self.losses)
        if n < 2 or not self.still.all():
            return self.losses.copy()
        share = self.losses / self.still
        losses = self.still * np.minimum(share, share[: int(share.argmin()) + 1].max())
        deviation = BLUR * math.log(10.0) / math.log(self.rates[1] / self.rates[0])
        reach = max(int(3.0 * deviation), 1)
        weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / deviation) ** 2)
        left, whole = (np.convolve(values, weights)[reach : reach + n] for values in (losses, self.still))
        return np.asarray(self.still.mean() * left / whole)

    @property
    def lowest(self) -> float:
        """The first rate at which nearly all of the smoothed loss's fall is done; it is about to grow, or has nothing
        left to lose."""
        smoothed = self.smoothed
        return float(self.rates[int(np.argmax(smoothed <= smoothed[0] - DONE * (smoothed[0] - smoothed.min())))])

    @cached_property
    def suggestion(self) -> float | None:
        """The rate at which the smoothed loss falls steepest over the logarithm of the rate, among those from a tenth
        to a third of `lowest`; None where the loss does not fall.

        The sweep and its reading are those of Smith, "Cyclical Learning Rates for Training Neural Networks" (2017),
        and of the fastai library: a rate inside the falling part, safely below that of the lowest loss. The bounds
        keep bumps before and after from being taken for the slope.
        """
        smoothed = self.smoothed
        if len(smoothed) < 3 or smoothed.min() >= (1.0 - FALL) * smoothed[0]:
            return None
        low, high = (self.rates.searchsorted(share * self.lowest) for share in NEAR)
        slope = np.gradient(smoothed, np.log(self.rates))
        return float(self.rates[low + int(slope[low : max(high, low + 1)].argmin())])


@dataclass(frozen=True, eq=False)
class RateErrand:
    """A sweep over `steps` rates from `low` to `high` beside a run, which goes on afterwards as if nothing had been.
    Finds `RateSweep`s."""

    low: float = LOW
    high: float = HIGH
    steps: int = STEPS
    key: ClassVar[str] = "rates"
    holds_engine: ClassVar[bool] = True

    def work(self, setup: Setup, engine: Engine) -> Generator[Findings, None, None]:
        with closing(sweep_rates(setup, engine, self.low, self.high, self.steps)) as sweep:
            nothing = np.zeros(0)
            yield Findings(RateSweep(nothing, nothing, nothing), 0.0)
            # Every batch is gone through twice: without learning, and with it.
            for given, found in enumerate(sweep, 1):
                yield Findings(found, 1.0 if found.end else given / (2 * self.steps), found.end)


def sweep_rates(
    setup: Setup, engine: Engine, low: float = LOW, high: float = HIGH, steps: int = STEPS
) -> Generator[RateSweep, None, None]:
    """Train a loaded engine one batch at each of `steps` rates, which rise evenly in their logarithm from `low` to
    `high`, after going through the same batches without learning; what is found so far is given after each batch, the
    last has an `end`.

    It starts from the engine's present state (weights, memories, place in the epoch), and puts it back to the bit when
    it is over or is closed before. Ends early once the running mean of the loss exceeds four times its lowest, or a
    loss is not finite. Project's schedule and stop rules have no say.
    """
    if not 0.0 < low < high < math.inf:
        raise AppError("low", f"{low:g} is not a rate above 0 and below the highest, {high:g}", "as in 1e-6 and 10")
    if not FEWEST <= steps <= MOST:
        raise AppError("steps", f"{steps} is not between {FEWEST} and {MOST:,}", f"as in {STEPS}")
    return _sweep(setup, engine, np.geomspace(low, high, steps))


def _sweep(setup: Setup, engine: Engine, rates: Floats) -> Generator[RateSweep, None, None]:
    before = engine.read()
    # Written once from the front: what has been given away does not change any more.
    still, losses = np.zeros((2, len(rates)))

    def found(n: int, end: str = "") -> RateSweep:
        return RateSweep(rates[:n], losses[:n], still[:n], end)

    try:
        for i, loss in enumerate(_losses(setup, engine, np.zeros(len(rates)))):
            if not math.isfinite(loss):
                yield found(0, "the loss is not finite at the start")
                return
            still[i] = loss
            yield found(0)
        engine.write(before)
        mean, lowest = 0.0, math.inf
        for i, loss in enumerate(_losses(setup, engine, rates)):
            if not math.isfinite(loss):
                yield found(i, f"the loss is no longer finite at {rates[i]:.2g}")
                return
            losses[i] = loss
            mean = KEPT * mean + (1.0 - KEPT) * loss
            settled = mean / (1.0 - KEPT ** (i + 1))
            lowest = min(lowest, settled) if i >= SETTLED else math.inf
            if settled > EXPLODED * lowest:
                yield found(i + 1, f"the loss explodes at {rates[i]:.2g}")
                return
            yield found(i + 1, "" if i + 1 < len(rates) else "every rate was tried")
    finally:
        engine.write(before)


def _losses(setup: Setup, engine: Engine, rates: Floats) -> Iterator[float]:
    """Train a batch at each rate; the loss of each, NaN where it is not finite."""
    options = setup.project.training.optimizer
    step = engine.read().step + 1 + np.arange(len(rates)) - setup.state.since
    table = OPTIMIZERS.of(options).coefficients(options, rates, step)
    for i in range(len(rates)):
        done = engine.run(table[i : i + 1], rates[i : i + 1])
        yield done.loss if done.steps else math.nan


def find_rate(
    project: Project,
    *,
    low: float = LOW,
    high: float = HIGH,
    steps: int = STEPS,
    engine: str = "auto",
    threads: int | None = None,
    weights: Mapping[str, Array] | None = None,
    weights_name: str = "weights",
    loading: Callable[[str, float], None] | None = None,
) -> RateSweep:
    """The whole sweep of a project, from its first weights or the given ones."""
    threads = threads or cores()
    chosen = choose(engine, project.training.precision)
    setup = set_up(project, chosen.lanes, threads=threads, weights=weights)
    if weights is not None:
        fitted(weights, setup.program.table, weights_name)
    with limited(chosen.name, threads):
        load(setup, chosen, loading)
        return deque(sweep_rates(setup, chosen, low, high, steps), maxlen=1)[0]
