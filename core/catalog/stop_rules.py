"""Stop rules: when a run ends by itself.

Some know their limit beforehand; others look at a curve at the end of every evaluated epoch. They watch the validation
part where there is one, else the training part; the test part is never used to choose.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any

from core.errors import AppError
from core.registry import Entry, Options, Registry, meta

Memory = tuple[float, ...]
"""What a rule remembers from one look to the next; empty at the start."""


@dataclass(frozen=True)
class Seen:
    """The watched curve at the end of an evaluated epoch; `rises` where larger is better."""

    curve: str
    epoch: int
    value: float
    rises: bool


def _none(options: Any) -> None:
    return None


def _nothing(options: Any) -> str:
    return ""


def _never(options: Any, memory: Memory, seen: Seen) -> tuple[Memory, str]:
    return memory, ""


def _no(options: Any) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class StopRule(Entry):
    """`last_epoch(options)` and `seconds(options)` of training are limits; None where the rule has none.

    `watches(options)` is the curve that `judge(options, memory, seen)` looks at, which gives what to remember and why
    the run ends, empty while it goes on. The memory of one that `finds_best` is (best value, its epoch, ...); where
    `keeps_best(options)`, that epoch's weights are put back when the run finishes. A rule that `fails` ends the run as
    a failed one.
    """

    last_epoch: Callable[[Any], int | None] = _none
    seconds: Callable[[Any], float | None] = _none
    watches: Callable[[Any], str] = _nothing
    judge: Callable[[Any, Memory, Seen], tuple[Memory, str]] = _never
    finds_best: bool = False
    keeps_best: Callable[[Any], bool] = _no
    fails: bool = False


STOP_RULES: Registry[StopRule] = Registry("stop rule", "stop rules")


class Epochs(Options, tag="epochs"):
    epochs: Annotated[int, meta("Epochs", "The run ends when this many are done.", ge=1, le=1_000_000_000)] = 300


class Time(Options, tag="time"):
    seconds: Annotated[float, meta("Time", "Time spent on training.", unit="s", gt=0.0, le=1e9)] = 60.0


class Target(Options, tag="target"):
    metric: Annotated[
        str,
        meta("Metric", "loss or one of the metrics, as its curve is called; never of the test part.", max_length=80),
    ] = "loss"
    value: Annotated[float, meta("Value", "The run ends when it is reached.", ge=-1e300, le=1e300)] = 0.01


class EarlyStopping(Options, tag="early_stopping"):
    patience: Annotated[
        int, meta("Patience", "Epochs without improvement after which it ends.", unit="epochs", ge=1, le=1_000_000_000)
    ] = 10
    min_delta: Annotated[float, meta("Smallest gain", "Less than this is no improvement.", ge=0.0, le=1e9)] = 0.0
    restore_best: Annotated[bool, meta("Restore best", "Finish with the weights of the best epoch.")] = True


class Divergence(Options, tag="divergence"):
    factor: Annotated[
        float,
        meta("Factor", "The run ends when the training loss exceeds its first value so many times.", gt=1, le=1e9),
    ] = 10.0


def watched_curve(name: str, metrics: Sequence[str], validation: bool) -> str:
    """The curve that a rule means by a metric's name, with or without the part in front; `metrics` are those of the
    project. Raises AppError."""
    part, _, rest = name.partition("_")
    if name in metrics or part not in ("train", "validation", "test"):
        part, rest = "validation" if validation else "train", name
    if part == "test":
        raise AppError("metric", "the test part is never used to choose when a run ends", f"watch '{rest}'")
    if part == "validation" and not validation:
        hint = f"set data.validation_fraction, or watch 'train_{rest}'"
        raise AppError("metric", "there is no validation part", hint)
    if rest not in metrics:
        close = get_close_matches(rest, metrics, n=1, cutoff=0.5)
        hint = f"did you mean '{close[0]}'?" if close else "one of " + ", ".join(metrics)
        raise AppError("metric", f"there is no '{rest}' among the metrics of this project", hint)
    return f"{part}_{rest}"


def _reached(options: Target, memory: Memory, seen: Seen) -> tuple[Memory, str]:
    there = seen.value >= options.value if seen.rises else seen.value <= options.value
    return memory, f"{seen.curve} reached {options.value:g}" if there else ""


def _improved(options: EarlyStopping, memory: Memory, seen: Seen) -> tuple[Memory, str]:
    """Remembers the best value, its epoch, and where patience counts from: a run that goes on after all has it anew."""
    best, at, since = memory or (math.inf, float(seen.epoch), float(seen.epoch))
    if seen.value < best - options.min_delta:
        return (seen.value, float(seen.epoch), float(seen.epoch)), ""
    if seen.epoch - since < options.patience:
        return (best, at, since), ""
    return (best, at, float(seen.epoch)), f"{seen.curve} did not improve for {seen.epoch - round(since):,} epochs"


def _grown(options: Divergence, memory: Memory, seen: Seen) -> tuple[Memory, str]:
    first = memory[0] if memory else seen.value
    if math.isfinite(seen.value) and seen.value <= options.factor * first:
        return (first,), ""
    return (first,), f"{seen.curve} {seen.value:.4g} is more than {options.factor:g} times the first, {first:.4g}"


STOP_RULES.add(
    StopRule(
        options=Epochs,
        title="Epochs",
        text="Ends the run when so many passes through the data are done.",
        formula="stop after epoch N",
        last_epoch=lambda options: int(options.epochs),
    )
)
STOP_RULES.add(
    StopRule(
        options=Time,
        title="Time",
        text="Ends the run when it has trained for so long.",
        formula="stop when seconds of training >= N",
        seconds=lambda options: float(options.seconds),
    )
)
STOP_RULES.add(
    StopRule(
        options=Target,
        title="Target",
        text="Ends the run when the loss or a metric of the validation part, or else of the training part, is good "
        "enough.",
        formula="stop when metric >= value;  where smaller is better, metric <= value",
        watches=lambda options: str(options.metric),
        judge=_reached,
    )
)
STOP_RULES.add(
    StopRule(
        options=EarlyStopping,
        title="Early stopping",
        text="Ends the run when the loss of the validation part, or else of the training part, does not improve any "
        "more, and goes back to the best epoch's weights.",
        formula="stop when epoch - best epoch >= patience;  best: loss < best - min_delta",
        watches=lambda options: "loss",
        judge=_improved,
        finds_best=True,
        keeps_best=lambda options: bool(options.restore_best),
    )
)
STOP_RULES.add(
    StopRule(
        options=Divergence,
        title="Divergence",
        text="Ends the run as failed when the training loss grows far beyond where it began.",
        formula="stop when loss > factor first loss",
        watches=lambda options: "train_loss",
        judge=_grown,
        fails=True,
    )
)
