"""Schedules against the published definitions, written out here step by step; whole or in pieces; never negative."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalog.schedules import (
    SCHEDULES,
    Constant,
    Cosine,
    Exponential,
    InverseTime,
    OneCycle,
    ReduceOnPlateau,
    Schedule,
    Step,
)
from core.registry import Options
from tests.verified import Verify

BATCHES, EPOCHS = 7, 12


def factors(options: Any, steps: int = BATCHES * EPOCHS + 20, batches: int = BATCHES) -> Any:
    return SCHEDULES.of(options).factor(options, np.arange(1, steps + 1), batches, EPOCHS)


Agree = Callable[[str, Any, Callable[[int], float]], None]


@pytest.fixture
def agree(verify: Verify) -> Agree:
    """agree(whose definition, options, wanted); `wanted(t)` is the definition, t steps done before."""

    def compare(against: str, options: Any, wanted: Callable[[int], float]) -> None:
        found = factors(options)
        expected = [wanted(t) for t in range(len(found))]
        verify("Schedules", options.kind, against, found, expected, 1e-14, "absolute")

    return compare


def test_constant(agree: Agree) -> None:
    agree("the number 1", Constant(), lambda t: 1.0)


def test_step_is_torchs_step_lr(agree: Agree) -> None:
    agree("PyTorch's StepLR, written out", Step(factor=0.3, every=4), lambda t: 0.3 ** (t // BATCHES // 4))


def test_exponential_is_kerass_exponential_decay(agree: Agree) -> None:
    agree(
        "Keras's ExponentialDecay, written out",
        Exponential(factor=0.9, every=2),
        lambda t: math.pow(0.9, t / (2 * BATCHES)),
    )
    agree(
        "Keras's ExponentialDecay, written out",
        Exponential(factor=0.9, every=2, stairs=True),
        lambda t: math.pow(0.9, math.floor(t / (2 * BATCHES))),
    )


def test_inverse_time_is_kerass_inverse_time_decay(agree: Agree) -> None:
    agree("Keras's InverseTimeDecay, written out", InverseTime(decay=0.5), lambda t: 1 / (1 + 0.5 * t / BATCHES))
    agree(
        "Keras's InverseTimeDecay, written out",
        InverseTime(decay=0.5, stairs=True),
        lambda t: 1 / (1 + 0.5 * math.floor(t / BATCHES)),
    )


def cosine_decay(t: float, steps: float, alpha: float) -> float:
    """Keras, CosineDecay without warm-up; PyTorch, CosineAnnealingLR within its period."""
    t = min(t, steps)
    return (1 - alpha) * 0.5 * (1 + math.cos(math.pi * t / steps)) + alpha


def test_cosine_is_kerass_cosine_decay(agree: Agree) -> None:
    agree("Keras's CosineDecay, written out", Cosine(), lambda t: cosine_decay(t, EPOCHS * BATCHES, 0.0))
    agree("Keras's CosineDecay, written out", Cosine(period=5, floor=0.2), lambda t: cosine_decay(t, 5 * BATCHES, 0.2))


def test_cosine_warms_up_evenly_and_takes_the_rest_of_the_epochs(agree: Agree) -> None:
    warm = 3 * BATCHES
    agree(
        "Keras's CosineDecay with warm-up, written out",
        Cosine(warm_up=3),
        lambda t: (t + 1) / warm if t < warm else cosine_decay(t - warm, (EPOCHS - 3) * BATCHES, 0.0),
    )


@pytest.mark.parametrize("multiplier", [1, 2, 3, 1.5])
def test_cosine_restarts_like_torchs(multiplier: float, verify: Verify) -> None:
    """CosineAnnealingWarmRestarts, its counting loop: T_cur goes up by one and starts over at T_i."""
    current, length, wanted = 0.0, 2.0 * BATCHES, []
    for _ in range(200):
        wanted.append(0.1 + 0.9 * (1 + math.cos(math.pi * current / length)) / 2)
        current += 1
        if current >= length:
            current -= length
            length *= multiplier
    found = factors(Cosine(period=2, restarts=True, multiplier=multiplier, floor=0.1), 200)
    verify(
        "Schedules", "cosine", "PyTorch's CosineAnnealingWarmRestarts, written out", found, wanted, 1e-13, "absolute"
    )


@pytest.mark.parametrize("share", [0.0, 0.25, 0.3, 1.0])
def test_one_cycle_is_torchs(share: float, agree: Agree) -> None:
    """OneCycleLR with three_phase off: phases end at share * steps - 1 and at steps - 1."""
    steps = EPOCHS * BATCHES
    options = OneCycle(peak=8.0, warm_up=share, final=0.01)

    def wanted(t: int) -> float:
        t = min(t, steps - 1)
        first, last, begin, end = 1.0, 8.0, 0.0, share * steps - 1
        if t > end:
            first, last, begin, end = 8.0, 0.01, max(end, 0.0), steps - 1
        done = (t - begin) / (end - begin)
        return last + (first - last) / 2.0 * (1 + math.cos(math.pi * done))

    agree("PyTorch's OneCycleLR, written out", options, wanted)
    assert factors(options).max() <= 8.0


def reduce_lr_on_plateau(losses: list[float], factor: float, patience: int, delta: float, rest: int, low: float) -> Any:
    """PyTorch's ReduceLROnPlateau (mode min, absolute threshold), which acts when more than `patience` are bad."""
    rate, best, bad, cool, rates = 1.0, math.inf, 0, 0, []
    for loss in losses:
        if loss < best - delta:
            best, bad = loss, 0
        else:
            bad += 1
        if cool > 0:
            cool, bad = cool - 1, 0
        if bad > patience:
            rate, cool, bad = max(rate * factor, low), rest, 0
        rates.append(rate)
    return rates


@given(
    losses=st.lists(st.floats(0.0, 4.0), min_size=1, max_size=60),
    patience=st.integers(1, 5),
    delta=st.sampled_from([0.0, 0.25, 1.0]),
    rest=st.integers(0, 4),
    low=st.sampled_from([0.0, 0.3]),
)
def test_plateau_is_torchs(losses: list[float], patience: int, delta: float, rest: int, low: float) -> None:
    options = ReduceOnPlateau(factor=0.5, patience=patience, min_delta=delta, cooldown=rest, floor=low)
    entry, memory, found = SCHEDULES.of(options), (), []
    for epoch, loss in enumerate(losses, 1):
        memory = entry.adapt(options, memory, epoch, loss)
        found.append(memory[0])
    assert found == reduce_lr_on_plateau(losses, 0.5, patience - 1, delta, rest, low)


def test_plateau_over_a_long_noisy_descent(verify: Verify) -> None:
    rng = np.random.default_rng(4)
    losses = (np.exp(-np.arange(300) / 60.0) + rng.uniform(0.0, 0.1, 300)).tolist()
    options = ReduceOnPlateau(factor=0.5, patience=4, min_delta=0.01, cooldown=3, floor=1e-3)
    entry, memory, found = SCHEDULES.of(options), (), []
    for epoch, loss in enumerate(losses, 1):
        memory = entry.adapt(options, memory, epoch, loss)
        found.append(memory[0])
    wanted = reduce_lr_on_plateau(losses, 0.5, 3, 0.01, 3, 1e-3)
    assert len(set(wanted)) > 5
    against = "PyTorch's ReduceLROnPlateau, written out"
    verify("Schedules", options.kind, against, found, wanted, 0.0, "absolute")


def test_plateau_counts_epochs_not_looks() -> None:
    """Looked at every third epoch, a patience of five is over at the second look after the best."""
    options = ReduceOnPlateau(patience=5)
    entry, memory, found = SCHEDULES.of(options), (), []
    for epoch in (3, 6, 9, 12, 15):
        memory = entry.adapt(options, memory, epoch, 1.0)
        found.append(memory[0])
    assert found == [1.0, 1.0, 0.1, 0.1, pytest.approx(0.01)]


def test_plateau_keeps_its_factor_where_it_compares_anew() -> None:
    options = ReduceOnPlateau(patience=2)
    memory = SCHEDULES.of(options).adapt(options, (0.25,), 40, 9.0)
    assert memory == (0.25, 9.0, 40)


def samples_of(entry: Schedule) -> list[Options]:
    """An entry's defaults, and some with every length and kink at work."""
    more: dict[str, list[Options]] = {
        "cosine": [Cosine(warm_up=2, period=3, restarts=True, multiplier=2), Cosine(warm_up=50)],
        "one_cycle": [OneCycle(length=0.01), OneCycle(warm_up=0.0)],
        "exponential": [Exponential(every=3, stairs=True)],
    }
    return [entry.options(), *more.get(entry.name, [])]


@pytest.mark.parametrize("options", [o for entry in SCHEDULES for o in samples_of(entry)], ids=repr)
@pytest.mark.parametrize("batches", [1, 3, 8])
def test_pieces_are_the_whole_and_nothing_is_negative(options: Any, batches: int) -> None:
    entry, step = SCHEDULES.of(options), np.arange(1, 301)
    whole = entry.factor(options, step, batches, EPOCHS)
    assert np.isfinite(whole).all()
    assert (whole >= 0.0).all()
    assert whole.dtype == np.float64
    for size in (1, 2, 7, 64):
        pieces = [entry.factor(options, step[at : at + size], batches, EPOCHS) for at in range(0, len(step), size)]
        assert np.array_equal(whole, np.concatenate(pieces)), size


@pytest.mark.parametrize("options", [o for entry in SCHEDULES for o in samples_of(entry)], ids=repr)
def test_only_those_that_say_so_look_at_the_projects_epochs(options: Any) -> None:
    entry, step = SCHEDULES.of(options), np.arange(1, 301)
    same = np.array_equal(entry.factor(options, step, 4, 20), entry.factor(options, step, 4, 60))
    assert same is not entry.spans(options)
