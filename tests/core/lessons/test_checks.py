"""Checks of a learner's state: each is met by the state that it names and by no other, and says so in words."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from core.errors import AppError
from core.explain.landscape import Landscape
from core.explain.race import Race
from core.explain.sweep import Sweep
from core.lessons import lesson_names, open_lesson, opened
from core.lessons.checks import KINDS, Ticks, check_from_plain
from core.lessons.deeds import DEEDS, ERRANDS
from core.lessons.facts import Facts, states
from core.lessons.run import parameters
from core.session.find_rate import RateErrand
from core.session.snapshot import Points
from core.spec.assign import MISSING, assign, look_up
from core.spec.files import load_example
from core.spec.plain import project_to_plain

CIRCLE = load_example("circle")
HEAD = Facts(CIRCLE, CIRCLE)


def facts(project: Any = CIRCLE, **changes: Any) -> Facts:
    return Facts(project, CIRCLE, **changes)


CASES: list[tuple[dict[str, Any], Facts, Facts, str]] = [
    (
        {"metric": "train_loss", "below": 0.1},
        facts(metrics={"train_loss": 0.09}),
        facts(metrics={"train_loss": 0.1}),
        "Train loss is below 0.1",
    ),
    (
        {"metric": "test_accuracy", "above": 0.9, "below": 0.99},
        facts(metrics={"test_accuracy": 0.95}),
        facts(metrics={"test_accuracy": 1.0}),
        "Test accuracy is between 0.9 and 0.99",
    ),
    (
        {"metric": "test_loss", "minus": "train_loss", "above": 0.1},
        facts(metrics={"test_loss": 0.5, "train_loss": 0.1}),
        facts(metrics={"test_loss": 0.5}),
        "Test loss \N{MINUS SIGN} Train loss is above 0.1",
    ),
    ({"epochs": 50}, facts(epoch=150, before=100), facts(epoch=149, before=100), "50 epochs are trained"),
    ({"status": "diverged"}, facts(status="diverged"), facts(status="running"), "Training has diverged"),
    (
        {"parameters_below": 100},
        facts(parameters=99),
        facts(parameters=100),
        "The network has fewer than 100 weights and biases",
    ),
    (
        {"parameters_above": 100},
        facts(parameters=101),
        facts(parameters=100),
        "The network has more than 100 weights and biases",
    ),
    ({"layers": 2}, HEAD, facts(load_example("xor")), "The network has 2 hidden layers"),
    (
        {"field": "architecture.nodes.h1.activation", "is": "relu"},
        facts(assign(CIRCLE, "architecture.nodes.h1.activation=relu")),
        facts(assign(CIRCLE, "architecture.nodes.h1.activation=step")),
        "h1: Activation is set to relu",
    ),
    (
        {"field": "training.optimizer.lr", "above": 1},
        facts(assign(CIRCLE, "training.optimizer.lr=2")),
        facts(assign(CIRCLE, "training.optimizer.lr=1")),
        "Learning rate is above 1",
    ),
    (
        {"field": "training.optimizer", "is_not": "sgd"},
        facts(assign(CIRCLE, "training.optimizer=momentum")),
        facts(assign(CIRCLE, "training.optimizer=sgd")),
        "Optimizer is anything but sgd",
    ),
    (
        {"edited": True},
        facts(assign(CIRCLE, "data.draw=7")),
        facts(replace(CIRCLE, name="Other")),
        "Something is changed",
    ),
    (
        {"edited": "data.draw"},
        facts(assign(CIRCLE, "data.draw=7")),
        facts(assign(CIRCLE, "training.draw=7")),
        "Draw is changed",
    ),
    ({"panel": "weights"}, facts(panels=frozenset({"weights"})), HEAD, "The panel Weights is looked at"),
    ({"action": "new_weights"}, facts(actions=frozenset({"new_weights"})), HEAD, "New weights is used"),
    ({"did": "race"}, facts(deeds=frozenset({"race"})), HEAD, "A race is run to its end"),
    ({"selected": "h1"}, facts(selected=frozenset({"h1"})), HEAD, "h1 is selected"),
    ({"answered": True}, facts(answered=True), HEAD, "The question is answered"),
    ({"runs": 2}, facts(runs=2), facts(runs=1), "2 runs are trained"),
]


@pytest.mark.parametrize(
    ("plain", "yes", "no", "words"), CASES, ids=lambda case: next(iter(case), "")[:20] if isinstance(case, dict) else ""
)
def test_a_check_is_met_by_what_it_names(plain: dict[str, Any], yes: Facts, no: Facts, words: str) -> None:
    check = check_from_plain(plain, "checks[0]")
    assert check.met(yes)
    assert not check.met(no)
    assert check.words == words
    assert check_from_plain({**plain, "text": "My words"}, "").words == "My words"


def test_every_kind_has_its_case() -> None:
    assert {next(head for head in KINDS if head in plain) for plain, *_ in CASES} == set(KINDS)


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_no_value_is_never_below(value: float) -> None:
    check = check_from_plain({"metric": "train_loss", "below": 0.1}, "")
    assert not check.met(facts(metrics={"train_loss": value}))
    assert not check.met(HEAD)


def test_ticks_stay_where_they_shall() -> None:
    plain = [{"status": "diverged", "once": True}, {"metric": "train_loss", "below": 0.1}]
    ticks = Ticks(tuple(check_from_plain(item, "") for item in plain))
    assert not ticks.look(facts(status="diverged"))
    assert ticks.met == (True, False)
    assert ticks.look(facts(metrics={"train_loss": 0.05}))
    assert not ticks.look(facts(metrics={"train_loss": 0.2}))
    assert ticks.met == (True, False)
    assert not Ticks(()).look(HEAD)


def test_a_state_that_passes_between_two_looks_is_remembered() -> None:
    plain = [{"metric": "train_loss", "above": 0.5, "once": True}, {"metric": "train_loss", "above": 0.5}]
    ticks = Ticks(tuple(check_from_plain(item, "") for item in plain))
    points = Points(("train_loss",), np.arange(1, 4), np.arange(3), np.array([[np.nan], [0.7], [0.1]]))
    assert ticks.waits
    values: dict[str, float] = {}
    for state in states(HEAD, points, values):
        ticks.pass_by(state)
    assert ticks.met == (True, False)
    assert not ticks.waits
    assert values == {"train_loss": 0.1}
    assert [state.epoch for state in states(HEAD, points, {})] == [1, 2, 3]


@pytest.mark.parametrize(
    ("plain", "words"),
    [
        ({}, "says nothing to be checked"),
        ({"epochs": 5, "layers": 2}, "says both 'epochs' and 'layers'"),
        ({"epochs": 0}, ">= 1"),
        ({"epochs": 5, "bellow": 2}, "no field 'bellow'"),
        ({"status": "exploded"}, "one of running, paused"),
        ({"answered": False}, "answered"),
        ([], "expected an object"),
    ],
)
def test_a_fault_is_one_sentence(plain: Any, words: str) -> None:
    with pytest.raises(AppError) as told:
        check_from_plain(plain, "checks[3]")
    assert words in str(told.value)
    assert "checks[3]" in told.value.where
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("plain", "words"),
    [
        ({"metric": "train_los", "below": 1}, "did you mean 'train_loss'?"),
        ({"metric": "train_r2", "below": 1}, "does not measure r2"),
        ({"metric": "train_loss"}, "has no bound"),
        ({"metric": "train_loss", "below": 1, "above": 2}, "can never be met"),
        ({"field": "architecture.nodes.h9.units", "above": 2}, "nothing at"),
        ({"field": "training.optimizer.lr"}, "has no bound"),
        ({"panel": "weight"}, "did you mean 'weights'?"),
        ({"action": "new_weight"}, "did you mean 'new_weights'?"),
        ({"did": "dance"}, "one of race, landscape"),
        ({"selected": "h9"}, "one of x, h1"),
        ({"edited": "training.rate"}, "nothing at"),
    ],
)
def test_what_does_not_fit_the_project_is_said(plain: dict[str, Any], words: str) -> None:
    fault = check_from_plain(plain, "").fault(CIRCLE)
    assert fault is not None
    assert words in str(fault)


@pytest.mark.parametrize("name", ["circle", "digits", "skip"])
def test_every_path_of_a_project_can_be_looked_up(name: str) -> None:
    """What `--set` knows is found, whatever its depth; entries are their names."""
    project = load_example(name)

    def walk(plain: Any, path: str) -> None:
        if isinstance(plain, dict) and "kind" in plain and path:
            assert look_up(project, path) == plain["kind"], path
        elif path and not isinstance(plain, dict | list | tuple):
            assert look_up(project, path) == plain, path
        if isinstance(plain, dict):
            for key, inner in plain.items():
                walk(inner, f"{path}.{key}" if path else key)
        elif isinstance(plain, list):
            for at, inner in enumerate(plain):
                walk(inner, f"{path}.{inner['id'] if isinstance(inner, dict) and 'id' in inner else at}")

    plain = project_to_plain(project)
    walk({part: plain[part] for part in ("name", "architecture", "data", "training")}, "")
    assert look_up(project, "training.nothing.more") is MISSING
    assert look_up(project, "training.metrics.9") is MISSING


def test_deeds_that_are_errands_bear_their_keys() -> None:
    assert set(ERRANDS) == {Race.key, Landscape.key, Sweep.key, RateErrand.key}
    assert set(ERRANDS) < set(DEEDS)


@pytest.mark.parametrize("name", lesson_names())
def test_no_step_is_reached_before_anything_is_done(name: str) -> None:
    lesson, at_hand = open_lesson(name), None
    for number, step in enumerate(lesson.steps, 1):
        at_hand = opened(lesson, number, at_hand)
        assert not Ticks(step.checks).look(Facts(at_hand, at_hand, parameters(at_hand), epoch=9, before=9)), number
