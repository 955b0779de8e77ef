"""Errands are done between the slices of a training, which goes on from there as if nothing had been."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator
from typing import Any, ClassVar

import numpy as np
import pytest

from core.engine.contract import Engine, State
from core.engine.select import choose
from core.session import errands
from core.session.control import Control
from core.session.errands import Findings
from core.session.find_rate import RateErrand, sweep_rates
from core.session.probes import Parameters
from core.session.setup import Setup, load, set_up
from core.session.snapshot import Snapshot
from core.session.trainer import train
from core.session.worker import Worker
from core.spec.assign import assign
from core.spec.files import load_example
from core.spec.project import Project
from tests.core.session.listening import Listener


def project(*changes: str) -> Project:
    value = load_example("spiral")
    for change in ("data.source.samples=60", "training.batch_size=8", "training.optimizer=adam", *changes):
        value = assign(value, change)
    return value


def ready(name: str) -> tuple[Setup, Any]:
    engine = choose(name)
    made = set_up(project(), engine.lanes)
    load(made, engine)
    return made, engine


def assert_same(one: State, other: State) -> None:
    for a, b in zip((one.weights, *one.memories), (other.weights, *other.memories), strict=True):
        assert all(np.array_equal(a[key], b[key]) for key in a)
    assert (one.step, one.epoch, one.batch, one.totals) == (other.step, other.epoch, other.batch, other.totals)


@pytest.fixture(autouse=True)
def one_batch_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errands, "PIECE_SECONDS", 0.0)


@pytest.mark.parametrize("name", ["numpy", "cpu"])
def test_a_paused_run_tries_rates_and_is_as_before(name: str) -> None:
    made, engine = ready(name)
    control = Control()
    loop = train(made, engine, control)
    next(loop)
    for _ in range(9):
        control.step_batch()
    next(loop)
    before = engine.read()
    wanted = deque(sweep_rates(made, engine, 1e-4, 1.0, 30), maxlen=1)[0]
    control.send(RateErrand(1e-4, 1.0, 30))
    shares = []
    while not shares or shares[-1] < 1.0:
        snapshot = next(loop)
        shares.append(snapshot.errands["rates"].share)
    assert shares == sorted(shares)
    assert len(shares) > 30
    found = snapshot.errands["rates"].found
    assert np.array_equal(found.rates, wanted.rates)
    assert np.array_equal(found.losses, wanted.losses)
    assert (found.end, found.suggestion) == (wanted.end, wanted.suggestion)
    assert snapshot.status == "paused"
    assert_same(before, engine.read())
    # It stays to be seen, and is not run again.
    control.step_batch()
    later = next(loop)
    assert later.errands["rates"] is snapshot.errands["rates"]
    assert later.step == 10
    control.stop()
    list(loop)


def swept_run(steps: int) -> tuple[list[Snapshot], Any]:
    """A run with a sweep asked for in its middle."""
    made, engine = ready("numpy")
    control = Control()
    loop = train(made, engine, control)
    found = [next(loop)]
    for i in range(steps):
        if i == 7:
            control.send(RateErrand(steps=20))
        control.step_batch()
        found.append(next(s for s in loop if s.step == i + 1))
    control.stop()
    return [*found, *loop], engine


def test_a_sweep_in_the_middle_changes_no_bit_and_no_step_is_lost() -> None:
    swept, _ = swept_run(25)
    made, engine = ready("numpy")
    control = Control()
    loop = train(made, engine, control)
    next(loop)
    for _ in range(25):
        control.step_batch()
    next(loop)
    control.stop()
    *_, plain = loop
    assert plain.state is not None
    assert swept[-1].state is not None
    assert_same(plain.state, swept[-1].state)
    assert swept[-1].errands["rates"].end != ""


def test_questions_wait_until_the_weights_are_the_runs_again() -> None:
    made, engine = ready("numpy")
    control = Control()
    loop = train(made, engine, control)
    next(loop)
    before = engine.read().weights
    control.send(RateErrand(steps=15))
    control.set_probes({"weights": Parameters()})
    during = next(loop)
    assert during.answers == {}
    answered = next(s for s in loop if s.answers)
    assert answered.errands["rates"].end
    assert all(np.array_equal(before[key], answered.answers["weights"][key]) for key in before)
    control.stop()
    list(loop)


@pytest.mark.parametrize("how", ["recall", "stop", "again"])
def test_a_sweep_can_be_left(how: str) -> None:
    made, engine = ready("numpy")
    control = Control()
    loop = train(made, engine, control)
    next(loop)
    before = engine.read()
    control.send(RateErrand(steps=50))
    for _ in range(70):
        next(loop)
    assert engine.read().step > 0  # in the middle of it
    if how == "again":
        control.send(RateErrand(steps=12))
        last = next(s for s in loop if s.errands["rates"].end == "every rate was tried")
        assert len(last.errands["rates"].found.rates) == 12
        control.recall("rates")
    elif how == "stop":
        control.stop()
        *_, last = loop
        assert last.state is not None
        assert_same(before, last.state)
        assert last.errands["rates"].end == "cancelled"
        return
    else:
        control.recall("rates")
        control.ask()
        told = next(loop)
        assert (told.errands["rates"].end, told.errands["rates"].share) == ("cancelled", 1.0)
        assert len(told.errands["rates"].found.losses) == 19
    assert_same(before, engine.read())
    control.stop()
    list(loop)


def test_a_wish_that_cannot_be_met_is_told_and_the_run_goes_on() -> None:
    made, engine = ready("numpy")
    control = Control()
    loop = train(made, engine, control)
    next(loop)
    control.send(RateErrand(low=1.0, high=0.1))
    told = next(loop)
    assert [(e.kind, "highest" in e.text) for e in told.events] == [("message", True)]
    control.step_batch()
    assert next(loop).step == 1
    control.stop()
    list(loop)


def test_a_worker_that_plays_tries_rates_and_plays_on(worker: Worker, listener: Listener) -> None:
    worker.show(project())
    worker.control.resume()
    listener.wait(lambda s: s.epoch > 2)
    worker.control.send(RateErrand(steps=20))
    done = listener.wait(lambda s: "rates" in s.errands and s.errands["rates"].end != "")
    assert listener.wait(lambda s: s.step > done.step).status == "running"


def test_an_edit_leaves_the_sweep_and_the_mailbox_still_tells_of_it(worker: Worker, listener: Listener) -> None:
    worker.show(project())
    listener.wait(lambda s: s.run == 1)
    worker.control.send(RateErrand(steps=10_000))
    listener.wait(lambda s: "rates" in s.errands)
    worker.show(project("training.batch_size=16"))
    changed = listener.wait(lambda s: any(e.kind == "changed" for e in s.events))
    assert changed.step == 0
    frame = worker.mailbox.take()
    assert frame is not None
    assert frame.snapshot is not None
    assert frame.snapshot.errands["rates"].end == "cancelled"
    worker.control.step_batch()
    assert "rates" not in listener.wait(lambda s: s.step == 1).errands  # it is not begun again


class Counting:
    """An errand of its own: it needs no engine."""

    key: ClassVar[str] = "counting"
    holds_engine: ClassVar[bool] = False

    def work(self, setup: Setup, engine: Engine) -> Generator[Findings, None, None]:
        for i in range(1, 6):
            yield Findings(i, i / 5, "counted" if i == 5 else "")


def test_an_errand_without_the_engine_goes_on_beside_the_training_and_one_waits_for_the_other() -> None:
    made, engine = ready("numpy")
    control = Control(running=True)
    loop = train(made, engine, control)
    next(loop)
    control.set_probes({"weights": Parameters()})
    control.send(Counting())
    control.send(RateErrand(steps=12))
    first = next(loop)
    assert (first.errands["counting"].found, "rates" in first.errands) == (1, False)
    assert first.step > 0
    assert first.answers
    done = next(s for s in loop if "rates" in s.errands and s.errands["rates"].end)
    assert done.errands["counting"].end == "counted"
    assert done.step > first.step
    assert control.read().errands == ()
    control.stop()
    list(loop)
