"""A run goes back to any of its steps exactly, goes on from there as if it had never been further, and forgets no bit
of where it stood."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core.engine.contract import State
from core.engine.select import choose
from core.session import timeline
from core.session.control import Control
from core.session.curves import Curves
from core.session.patch import Patch
from core.session.probes import Parameters
from core.session.setup import load, set_up
from core.session.snapshot import Snapshot
from core.session.timeline import Mark, Timeline
from core.session.trainer import train
from core.spec.assign import assign
from core.spec.files import load_example


class Ride:
    """A run that is driven step by step."""

    def __init__(self, name: str = "numpy", *changes: str) -> None:
        project = load_example("spiral")
        for change in ("data.source.samples=60", "training.batch_size=8", "training.optimizer=adam", *changes):
            project = assign(project, change)
        self.engine: Any = choose(name)
        setup = set_up(project, self.engine.lanes)
        load(setup, self.engine)
        self.control = Control()
        self.loop = train(setup, self.engine, self.control, linger=True)
        self.last: Snapshot = next(self.loop)
        self.seen: list[Snapshot] = [self.last]

    def until(self, step: int) -> Snapshot:
        return self._when(lambda s: s.step == step)

    def _when(self, good: Any) -> Snapshot:
        for _ in range(5000):
            if good(self.last):
                return self.last
            self.last = next(self.loop)
            self.seen.append(self.last)
        raise AssertionError("it never came")

    def steps(self, count: int) -> None:
        for _ in range(count):
            wanted = self.last.step + 1
            self.control.step_batch()
            self.until(wanted)

    def go(self, step: int | None, there: int) -> State:
        self.control.go_to(step)
        self.last = next(self.loop)
        self.until(there)
        state: State = self.engine.read()
        return state


def assert_same(one: State, other: State) -> None:
    for a, b in zip((one.weights, *one.memories), (other.weights, *other.memories), strict=True):
        assert all(np.array_equal(a[key], b[key]) for key in a)
    assert (one.step, one.epoch, one.batch, one.totals) == (other.step, other.epoch, other.batch, other.totals)


@pytest.fixture(autouse=True)
def marks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thinned early, and made without waiting."""
    monkeypatch.setattr(timeline, "PATIENCE", 0.0)
    monkeypatch.setattr(timeline, "MOST", 8)


SCHEDULES = ["constant", '{"kind": "reduce_on_plateau", "patience": 1}', '{"kind": "cosine"}']


@pytest.mark.parametrize("name", ["numpy", "cpu"])
@pytest.mark.parametrize("schedule", SCHEDULES)
def test_every_step_of_the_past_is_reached_to_the_bit(name: str, schedule: str) -> None:
    ride = Ride(name, f"training.schedule={schedule}")
    states = {0: ride.engine.read()}
    for step in range(1, 41):
        ride.steps(1)
        states[step] = ride.engine.read()
    assert len(ride.last.marks) <= 8
    for step in (17, 3, 39, 0, 22):
        assert_same(ride.go(step, step), states[step])
        assert ride.last.head == (40, states[40].epoch)
    assert_same(ride.go(None, 40), states[40])
    assert ride.last.head is None
    ride.steps(1)


def test_what_is_asked_is_answered_from_the_past() -> None:
    ride = Ride()
    ride.control.set_probes({"w": Parameters()})
    ride.steps(12)
    kept = {key: array.copy() for key, array in ride.engine.read().weights.items()}
    ride.steps(8)
    ride.control.go_to(12)
    shown = ride._when(lambda s: s.step == 12 and "w" in s.answers and s.head)
    assert all(np.array_equal(kept[key], shown.answers["w"][key]) for key in kept)
    assert shown.status == "paused"


def test_going_on_from_the_past_is_a_branch_like_a_run_that_never_went_further() -> None:
    ride = Ride()
    ride.steps(30)
    ride.go(11, 11)
    ride.steps(15)
    branched = [event for shot in ride.seen for event in shot.events if event.kind == "branched"]
    assert [event.step for event in branched] == [11]
    straight = Ride()
    straight.steps(26)
    assert_same(ride.engine.read(), straight.engine.read())
    assert ride.last.head is None
    assert max(mark.step for mark in ride.last.marks) <= 26


def test_numbers_that_were_typed_and_rates_that_were_changed_are_replayed() -> None:
    ride = Ride()
    states = {}
    for step in range(1, 31):
        if step == 9:
            ride.control.patch(Patch("h1", "weight", (0, 0), 0.0, 2.5))
        if step == 16:
            ride.control.set_rate(0.2)
        ride.steps(1)
        states[step] = ride.engine.read()
    # Step 8 itself stands as it was left: with the typed number.
    for step in (7, 9, 15, 16, 29):
        assert_same(ride.go(step, step), states[step])


def test_a_number_typed_in_the_past_branches_there() -> None:
    ride = Ride()
    ride.steps(20)
    ride.go(6, 6)
    ride.control.patch(Patch("h1", "weight", (0, 0), 0.0, 1.5))
    ride._when(lambda s: any(event.kind == "branched" for event in s.events))
    assert ride.engine.read().weights["h1.weight"][0, 0] == 1.5
    assert ride.last.head is None


def test_an_exploded_run_goes_back_and_on() -> None:
    ride = Ride("numpy", "training.optimizer=sgd", "training.loss=mse", "architecture.nodes.y.activation=identity")
    ride.steps(5)
    ride.control.set_rate(1000.0)
    ride.control.resume()
    ride._when(lambda s: s.status == "diverged")
    ride.control.set_rate(0.01)
    ride.go(4, 4)
    assert all(np.isfinite(array).all() for array in ride.engine.read().weights.values())
    ride.steps(3)
    assert ride.last.status == "paused"


def test_marks_are_bounded_and_even() -> None:
    line = Timeline()
    state = State({"a": np.zeros(4)}, ())

    def at(step: int) -> Mark:
        from dataclasses import replace

        return Mark(replace(state, step=step))

    for step in range(1000):
        line.note(step, lambda step=step: at(step))  # type: ignore[misc]  # mypy guesses no default
    steps = [mark.step for mark in line.marks]
    assert len(steps) <= 8
    assert steps[0] == 0
    gaps = np.diff(steps[:-1])
    assert gaps.max() <= 4 * gaps.min()
    assert line.before(500).step <= 500


def test_curves_forget_what_came_behind() -> None:
    ride = Ride()
    curves = Curves()
    ride.steps(40)
    for shot in ride.seen:
        curves.add(shot.points)
    whole = len(curves)
    curves.cut(3)
    assert (len(curves), curves.points().epoch[-1]) == (3, 3)
    assert whole > 3
