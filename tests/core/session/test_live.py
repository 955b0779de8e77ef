"""Changes while it trains: told in words, no weight lost, no place lost, and nothing copied twice."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core.catalog.layers.dropout import Dropout
from core.engine.contract import State
from core.engine.select import choose
from core.session.control import Control
from core.session.live import changes, comparable, same_run
from core.session.probes import Parameters
from core.session.setup import load, set_up
from core.session.snapshot import Snapshot
from core.session.trainer import train
from core.session.worker import Worker
from core.spec import edits
from core.spec.architecture import NodeSpec
from core.spec.assign import assign
from core.spec.files import load_example
from core.spec.project import Project
from tests.core.session.listening import Listener

ARROW = "\N{RIGHTWARDS ARROW}"
BASE = ("data.source.samples=60", "training.batch_size=8", "training.optimizer=adam", "training.loss=mse")


def project(*steps: str) -> Project:
    value = load_example("spiral")
    drawing = edits.insert_on_edge(value.architecture, NodeSpec("d1", Dropout(rate=0.2)), "h1", "h2")
    value = edits.with_architecture(value, drawing)
    for step in (*BASE, *steps):
        value = assign(value, step)
    return value


EARLY = 'training.stop=[{"kind":"early_stopping"}]'
LATER = 'training.stop=[{"kind":"early_stopping","patience":20}]'


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ((), ("training.batch_size=64",), f"batch size 8 {ARROW} 64"),
        ((), ("training.batch_size=null",), f"batch size 8 {ARROW} all"),
        ((), ("training.loss=bce",), f"loss mse {ARROW} bce"),
        ((), ("training.optimizer=momentum",), f"optimizer adam {ARROW} momentum"),
        ((), ("training.optimizer.beta1=0.8",), f"beta1 0.9 {ARROW} 0.8"),
        ((), ("architecture.nodes.d1.rate=0.5",), f"dropout rate of d1 0.2 {ARROW} 0.5"),
        ((), ("training.penalty=l2",), f"penalty none {ARROW} l2"),
        (("training.penalty=l2",), ("training.penalty.strength=0.5",), f"penalty strength 0.001 {ARROW} 0.5"),
        ((), ("architecture.nodes.h1.penalty=l1",), f"penalty of h1 none {ARROW} l1"),
        ((), (EARLY,), f"stop rules none {ARROW} early_stopping"),
        ((EARLY,), (LATER,), f"early stopping patience 10 {ARROW} 20"),
        ((), ("training.metrics=[]",), f"metrics accuracy {ARROW} none"),
        ((), ("training.shuffle=false",), f"shuffle on {ARROW} off"),
        ((), ("training.clipping=norm",), f"clipping none {ARROW} norm"),
        (
            (),
            ("training.batch_size=16", "training.loss=bce"),
            f"loss mse {ARROW} bce, batch size 8 {ARROW} 16",
        ),
    ],
)
def test_a_change_is_told_field_by_field(before: tuple[str, ...], after: tuple[str, ...], told: str) -> None:
    old, new = project(*before), project(*before, *after)
    assert ", ".join(changes(old, new)) == told
    assert not same_run(old, new)


@pytest.mark.parametrize(
    "edit",
    [
        "data.source.noise=0.3",
        "architecture.nodes.h1.units=9",
        "architecture.nodes.h1.activation=relu",
        "architecture.nodes.h1.use_bias=false",
    ],
)
def test_other_data_and_other_drawings_are_edits(edit: str) -> None:
    assert changes(project(), project(edit, "training.batch_size=4")) == []


def test_epochs_matter_only_where_a_schedule_spans_them() -> None:
    cosine = 'training.schedule={"kind":"cosine"}'
    assert same_run(project(), project("training.epochs=7"))
    assert same_run(project(cosine), project(cosine, "training.optimizer.lr=0.5", "name=Other"))
    assert not same_run(project(cosine), project(cosine, "training.epochs=7"))


def test_what_can_no_longer_be_compared_is_forgotten() -> None:
    plateau = 'training.schedule={"kind":"reduce_on_plateau"}'
    old = project(EARLY, plateau)
    rule, schedule = old.training.stop[0], old.training.schedule
    state = State({}, (), remembered={rule: (0.5, 3.0, 3.0), schedule: (0.1, 0.5, 3.0)})
    assert comparable(old, project(EARLY, plateau, "training.batch_size=4"), state) is state
    for change in ("training.loss=bce", "data.source.noise=0.3", "architecture.nodes.h1.units=9"):
        assert comparable(old, project(EARLY, plateau, change), state).remembered == {schedule: (0.1,)}


def weights_of(worker: Worker, listener: Listener) -> dict[str, Any]:
    worker.control.set_probes({"weights": Parameters()})
    return dict(listener.wait(lambda s: "weights" in s.answers).answers["weights"])


def steps(worker: Worker, listener: Listener, count: int) -> Snapshot:
    """So many single steps, one after the other."""
    for _ in range(count):
        worker.control.step_batch()
        last = listener.wait(lambda s: s.step > 0 and s.status != "stopped" and not s.events)
    return last


@pytest.mark.parametrize(
    "change",
    [
        "training.batch_size=16",
        "training.loss=bce",
        "training.optimizer.beta1=0.5",
        "training.optimizer=momentum",
        "training.penalty=l2",
        "architecture.nodes.d1.rate=0.5",
        "training.clipping=norm",
        "training.metrics=[]",
        EARLY,
    ],
)
def test_no_weight_is_lost_over_a_change(worker: Worker, listener: Listener, change: str) -> None:
    worker.show(project())
    listener.wait(lambda s: s.run == 1)
    steps(worker, listener, 9)
    before = weights_of(worker, listener)
    worker.show(project(change))
    told = listener.wait(lambda s: any(e.kind == "changed" for e in s.events))
    assert (told.step, told.events[0].text) == (9, ", ".join(changes(project(), project(change))))
    after = weights_of(worker, listener)
    for name, array in before.items():
        assert np.array_equal(array, after[name]), name
    frame = worker.mailbox.take()
    assert frame is not None
    assert frame.fault is None


def test_a_change_in_the_middle_of_an_epoch_keeps_the_place() -> None:
    """Other metrics change nothing of what is trained: bit for bit the run that was never touched."""
    old, new = project(), project("training.metrics=[]", "training.evaluate_every=2")
    for name in ("numpy", "cpu"):
        engine = choose(name)
        first = set_up(old, engine.lanes)
        load(first, engine)
        control = Control()
        loop = train(first, engine, control)
        next(loop)
        for _ in range(first.job.batches + 3):
            control.step_batch()
        next(loop)
        control.stop()
        *_, last = loop
        second = set_up(new, engine.lanes, prepared=first.prepared, before=first, state=last.state)
        assert second.state.batch == 3
        assert second.state.totals != (0.0, 0.0, 0.0)
        load(second, engine)
        *_, end = train(second, engine, epochs=3)
        whole = choose(name)
        load(first, whole)
        *_, wanted = train(first, whole, epochs=4)
        assert end.state is not None
        assert wanted.state is not None
        assert end.step == wanted.step
        for key, array in wanted.state.weights.items():
            assert np.array_equal(array, end.state.weights[key]), (name, key)
        for one, other in zip(wanted.state.memories, end.state.memories, strict=True):
            assert all(np.array_equal(one[key], other[key]) for key in one)


@pytest.mark.parametrize(
    "change", ["training.batch_size=16", "training.shuffle=false", "training.seed=5", "data.source.noise=0.3"]
)
def test_another_order_starts_the_epoch_over(change: str) -> None:
    engine = choose("numpy")
    first = set_up(project(), engine.lanes)
    state = State(first.state.weights, (), 12, 2, 3, (1.0, 1.0, 1.0), optimizer="adam")
    same_data = "training" in change and "seed" not in change
    prepared = first.prepared if same_data else None
    second = set_up(project(change), engine.lanes, prepared=prepared, before=first, state=state)
    assert (second.state.step, second.state.epoch, second.state.batch) == (12, 2, 0)
    assert second.state.totals == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("name", ["numpy", "cpu"])
def test_data_that_come_again_are_not_copied_again(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine: Any = choose(name)
    first = set_up(project(), engine.lanes)
    load(first, engine)
    made: list[int] = []
    plain = engine._doors.copies
    monkeypatch.setattr(
        engine._doors,
        "copies",
        lambda arrays, make, form: plain(arrays, lambda array: made.append(array.size) or make(array), form),
    )
    second = set_up(
        project("training.batch_size=4"), engine.lanes, prepared=first.prepared, before=first, state=first.state
    )
    load(second, engine)
    assert not any(made)
    other = set_up(project("data.source.noise=0.3"), engine.lanes)
    load(other, engine)
    assert sum(made) == sum(x.size + y.size for x, y in other.job.parts.values())
    for part in other.job.parts:
        fresh = choose(name)
        load(other, fresh)
        assert np.array_equal(engine.evaluate(part), fresh.evaluate(part))
