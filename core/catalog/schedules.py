"""Schedules: how the learning rate changes while training, as a factor of the project's rate.

Those with a formula know the factor of every step beforehand. An adaptive one decides at the end of an evaluated
epoch; what it has to remember for that is kept with the state of the run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from core.registry import Entry, Options, Registry, meta

Steps = NDArray[np.int64]
Floats = NDArray[np.float64]
Memory = tuple[float, ...]
"""What is remembered from one evaluated epoch to the next; empty at the start. An adaptive schedule's first number is
the factor in use; where the rest is cut off, it compares anew."""


def _formula_alone(options: Any, memory: Memory, epoch: int, loss: float) -> Memory:
    return memory


def _own_length(options: Any) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class Schedule(Entry):
    """`factor(options, step, steps_per_epoch, epochs)`: the share of the rate, (n,), for `step` (n,) counted from 1.

    `epochs` are the project's; `spans(options)` says whether they matter. An `adaptive` schedule's factor is
    multiplied by the first number of the memory that `adapt(options, memory, epoch, loss)` gives.
    """

    factor: Callable[[Any, Steps, int, int], Floats]
    spans: Callable[[Any], bool] = _own_length
    adapt: Callable[[Any, Memory, int, float], Memory] = _formula_alone

    @property
    def adaptive(self) -> bool:
        return self.adapt is not _formula_alone


SCHEDULES: Registry[Schedule] = Registry("schedule", "schedules")

Share = Annotated[float, meta("Factor", "The rate is multiplied by it.", gt=0.0, le=1.0)]
Every = Annotated[int, meta("Every", "Epochs from one to the next.", unit="epochs", ge=1, le=1_000_000)]
Stairs = Annotated[bool, meta("Stairs", "Change at the ends of epochs alone, not with every step.")]
Floor = Annotated[float, meta("Floor", "Smallest share of the rate that is used.", ge=0.0, le=1.0)]
Length = Annotated[float, meta("Length", "Epochs; 0 is the project's.", unit="epochs", ge=0.0, le=1e9)]


class Constant(Options, tag="constant"):
    """No options."""


class Step(Options, tag="step"):
    factor: Share = 0.5
    every: Every = 30


class Exponential(Options, tag="exponential"):
    factor: Share = 0.96
    every: Every = 1
    stairs: Stairs = False


class InverseTime(Options, tag="inverse_time"):
    decay: Annotated[
        float, meta("Decay", "What an epoch adds to the divisor: with 0.1 the rate is half after ten.", gt=0.0, le=1e6)
    ] = 0.1
    stairs: Stairs = False


class Cosine(Options, tag="cosine"):
    warm_up: Annotated[
        float, meta("Warm-up", "Epochs in which the rate rises evenly to its full height.", unit="epochs", ge=0, le=1e9)
    ] = 0.0
    period: Annotated[
        float,
        meta("Period", "The first half wave; 0 is what is left of the project's epochs.", unit="epochs", ge=0, le=1e9),
    ] = 0.0
    restarts: Annotated[bool, meta("Restarts", "Begin again at the full rate where a half wave ends.")] = False
    multiplier: Annotated[
        float, meta("Multiplier", "Each half wave is so many times as long as the one before.", ge=1.0, le=100.0)
    ] = 1.0
    floor: Floor = 0.0


class OneCycle(Options, tag="one_cycle"):
    peak: Annotated[float, meta("Peak", "Highest factor, reached where the warm-up ends.", ge=1.0, le=1e6)] = 10.0
    warm_up: Annotated[float, meta("Warm-up", "Share of the steps that rise.", ge=0.0, le=1.0)] = 0.3
    final: Annotated[float, meta("Final", "Factor of the last step, kept from there on.", ge=0.0, le=1.0)] = 1e-4
    length: Length = 0.0


class ReduceOnPlateau(Options, tag="reduce_on_plateau"):
    factor: Annotated[float, meta("Factor", "The rate is multiplied by it.", gt=0.0, lt=1.0)] = 0.1
    patience: Annotated[
        int, meta("Patience", "Epochs without improvement after which it acts.", unit="epochs", ge=1, le=1_000_000)
    ] = 10
    min_delta: Annotated[float, meta("Smallest gain", "Less than this is no improvement.", ge=0.0, le=1e9)] = 1e-4
    cooldown: Annotated[
        int, meta("Cooldown", "Epochs to leave it alone afterwards.", unit="epochs", ge=0, le=1_000_000)
    ] = 0
    floor: Floor = 0.0


def _unchanged(options: Options, step: Steps, steps_per_epoch: int, epochs: int) -> Floats:
    return np.ones(step.shape)


def _epochs_done(step: Steps, steps_per_epoch: int, stairs: bool) -> Floats:
    """Epochs that are over before a step; whole ones where it goes by stairs."""
    before = step - 1
    return np.asarray(before // steps_per_epoch if stairs else before / steps_per_epoch, np.float64)


def _step(options: Step, step: Steps, steps_per_epoch: int, epochs: int) -> Floats:
    times = (step - 1) // steps_per_epoch // options.every
    return np.asarray(options.factor ** times.astype(np.float64))


def _exponential(options: Exponential, step: Steps, steps_per_epoch: int, epochs: int) -> Floats:
    times = _epochs_done(step, steps_per_epoch * options.every, options.stairs)
    return np.asarray(options.factor**times)


def _inverse_time(options: InverseTime, step: Steps, steps_per_epoch: int, epochs: int) -> Floats:
    return 1.0 / (1.0 + options.decay * _epochs_done(step, steps_per_epoch, options.stairs))


def _cosine(options: Cosine, step: Steps, steps_per_epoch: int, epochs: int) -> Floats:
    warm = options.warm_up * steps_per_epoch
    length = max((options.period or epochs - options.warm_up) * steps_per_epoch, 1.0)
    after = np.maximum(step - 1 - warm, 0.0)
    along = _along_wave(after, length, options.multiplier) if options.restarts else np.minimum(after / length, 1.0)
    wave = options.floor + (1.0 - options.floor) * (1.0 + np.cos(np.pi * along)) / 2.0
    return np.where(step < warm, step / max(warm, 1.0), wave)


def _along_wave(after: Floats, length: float, multiplier: float) -> Floats:
    """How far along its half wave, 0 to 1, a point `after` the start of the first of them lies."""
    if multiplier == 1.0:
        return np.asarray(np.fmod(after, length) / length)
    more = multiplier - 1.0

    def start(wave: Floats) -> Floats:
        return np.asarray(length * (multiplier**wave - 1.0) / more)

    wave = np.floor(np.log1p(after * more / length) / np.log(multiplier))
    # The logarithm may err by a hair at a border; the borders themselves decide.
    wave = wave + (after >= start(wave + 1.0)) - (after < start(wave))
    return (after - start(wave)) / (length * multiplier**wave)


def _one_cycle(options: OneCycle, step: Steps, steps_per_epoch: int, epochs: int) -> Floats:
    steps = max(round((options.length or epochs) * steps_per_epoch), 1)
    top, end = max(options.warm_up * steps - 1.0, 0.0), steps - 1.0
    at = np.minimum(step - 1.0, end)
    rising = _eased(1.0, options.peak, at / max(top, 1.0))
    falling = _eased(options.peak, options.final, (at - top) / (end - top) if end > top else 0.0 * at)
    return np.where(at < top, rising, falling)


def _eased(first: float, last: float, share: Floats) -> Floats:
    """From first to last along half a cosine wave."""
    return last + (first - last) * (1.0 + np.cos(np.pi * np.clip(share, 0.0, 1.0))) / 2.0


def _on_plateau(options: ReduceOnPlateau, memory: Memory, epoch: int, loss: float) -> Memory:
    """Factor, best loss, and the epoch from which patience counts."""
    factor, best, since = memory if len(memory) == 3 else ((*memory, 1.0)[0], np.inf, epoch)  # the first epoch it sees
    if loss < best - options.min_delta:
        return factor, loss, max(since, epoch)
    if epoch - since >= options.patience:
        return max(factor * options.factor, min(options.floor, factor)), best, epoch + options.cooldown
    return factor, best, since


SCHEDULES.add(
    Schedule(
        options=Constant,
        title="Constant",
        text="The learning rate stays as it is.",
        formula="rate = lr",
        factor=_unchanged,
    )
)
SCHEDULES.add(
    Schedule(
        options=Step,
        title="Steps",
        text="The rate falls by a factor every so many epochs.",
        formula="rate = lr factor^floor(epoch / every)",
        factor=_step,
    )
)
SCHEDULES.add(
    Schedule(
        options=Exponential,
        title="Exponential",
        text="The rate falls by the same share in every epoch.",
        formula="rate = lr factor^(epoch / every)",
        factor=_exponential,
    )
)
SCHEDULES.add(
    Schedule(
        options=InverseTime,
        title="Inverse time",
        text="The rate falls like 1/t: fast at first, then ever more slowly.",
        formula="rate = lr / (1 + decay epoch)",
        factor=_inverse_time,
    )
)
SCHEDULES.add(
    Schedule(
        options=Cosine,
        title="Cosine",
        text="The rate rises while it warms up, then falls along half a cosine wave, once or again and again.",
        formula="rate = lr (floor + (1 - floor) (1 + cos(pi t / period)) / 2);  t: epochs since warm-up or restart",
        factor=_cosine,
        spans=lambda options: not options.period,
    )
)
SCHEDULES.add(
    Schedule(
        options=OneCycle,
        title="One cycle",
        text="The rate rises to a peak and falls to almost nothing, both along half a cosine wave.",
        formula="rate = lr (b + (a - b) (1 + cos(pi t)) / 2);  from a = 1 to b = peak, then from a = peak to b = final",
        factor=_one_cycle,
        spans=lambda options: not options.length,
    )
)
SCHEDULES.add(
    Schedule(
        options=ReduceOnPlateau,
        title="Reduce on plateau",
        text="The rate falls by a factor when the loss of the validation part, or where there is none of the training "
        "part, has not improved for a while.",
        formula="rate = lr factor^n;  n: times that the loss did not fall by min_delta for `patience` epochs",
        factor=_unchanged,
        adapt=_on_plateau,
    )
)
