"""The training loop: pauses, steps, limits, probes and blow-ups."""

from __future__ import annotations

import threading
from typing import Any

import msgspec
import numpy as np
import pytest

from core.engine.contract import State
from core.engine.select import choose
from core.session.control import Control
from core.session.measures import final_metrics
from core.session.probes import Activations, GradientNorms, Parameters, PartPredictions, Predictions
from core.session.setup import Setup, set_up
from core.session.snapshot import Snapshot
from core.session.trainer import train
from core.spec.assign import assign
from core.spec.files import load_example
from core.spec.project import Project

ENGINE = "numpy"


def project(*changes: str) -> Project:
    value = assign(load_example("spiral"), "data.source.samples=60")
    for change in changes:
        value = assign(value, change)
    return value


def ready(value: Project, engine: str = ENGINE, **setup: Any) -> tuple[Setup, Any]:
    chosen = choose(engine, value.training.precision)
    made = set_up(value, chosen.lanes, **setup)
    chosen.load(made.job, made.state)
    return made, chosen


def run(value: Project, control: Control | None = None, engine: str = ENGINE, **options: Any) -> list[Snapshot]:
    made, chosen = ready(value, engine)
    return list(train(made, chosen, control, **options))


def weights(snapshots: list[Snapshot]) -> dict[str, Any]:
    assert snapshots[-1].state is not None
    return dict(snapshots[-1].state.weights)


def assert_equal(one: dict[str, Any], other: dict[str, Any]) -> None:
    for key, array in one.items():
        assert np.array_equal(array, other[key]), key


@pytest.mark.parametrize("engine", ["numpy", "cpu"])
def test_epochs_and_points(engine: str) -> None:
    snapshots = run(project(), epochs=7, engine=engine)
    last = snapshots[-1]
    assert (last.status, last.epoch, last.step) == ("finished", 7, 14)
    epochs = np.concatenate([s.points.epoch for s in snapshots])
    assert epochs.tolist() == list(range(1, 8))
    assert last.points.names == ("train_loss", "train_accuracy", "test_loss", "test_accuracy")
    values = np.concatenate([s.points.values for s in snapshots])
    assert np.isfinite(values).all()
    assert any(e.kind == "finished" for s in snapshots for e in s.events)


@pytest.mark.parametrize("engine", ["numpy", "cpu"])
def test_the_last_point_is_the_final_state(engine: str) -> None:
    made, chosen = ready(project("data.validation_fraction=0.2"), engine)
    snapshots = list(train(made, chosen, epochs=5))
    points = [s.points for s in snapshots if len(s.points)][-1]
    final = final_metrics(made, chosen)
    for name, value in points.last().items():
        if not name.startswith("train"):
            assert value == pytest.approx(final[name], rel=1e-12), name


@pytest.mark.parametrize("engine", ["numpy", "cpu"])
@pytest.mark.parametrize("dropout", [False, True])
def test_slices_change_no_number(engine: str, dropout: bool) -> None:
    """One step at a time, with a stop and a new start in the middle, or as fast as it goes: the same bits."""
    value = project("training.batch_size=7")
    if dropout:
        from core.catalog.layers.dropout import Dropout
        from core.spec import edits
        from core.spec.architecture import NodeSpec

        drawing = edits.insert_on_edge(value.architecture, NodeSpec("drop", Dropout(rate=0.3)), "h1", "h2")
        value = edits.with_architecture(value, drawing)
    whole = run(value, epochs=6, engine=engine)
    made, chosen = ready(value, engine)
    control = Control()
    stepped = train(made, chosen, control)
    for _ in range(25):
        control.step_batch()
        next(stepped)
    control.stop()
    *_, last = stepped
    assert last.state is not None
    assert (last.state.epoch, last.state.batch, last.state.step) == (*divmod(24, 6), 24) or last.step in (24, 25)
    # The state goes into a fresh engine, in the middle of an epoch.
    other = choose(engine)
    other.load(made.job, last.state)
    remaining = made.job.batches * 6 - last.state.step
    from core.catalog.optimizers import OPTIMIZERS

    options: Any = value.training.optimizer
    steps = np.arange(last.state.step + 1, last.state.step + remaining + 1)
    rows = other.run(OPTIMIZERS.of(options).coefficients(options, np.full(remaining, options.lr), steps)).rows
    assert_equal(weights(whole), dict(other.read().weights))
    points = [s.points for s in whole if len(s.points)]
    assert rows[-1, 2] / made.job.samples == points[-1].values[-1, 0]


def test_step_epoch_stops_at_its_end() -> None:
    made, chosen = ready(project("training.batch_size=7"))
    control = Control()
    loop = train(made, chosen, control)
    next(loop)
    control.step_batch()
    assert next(loop).step == 1
    control.step_epoch()
    snapshot = next(s for s in loop if s.epoch)
    assert (snapshot.epoch, snapshot.step, snapshot.status) == (1, made.job.batches, "paused")
    assert not control.read().to_epoch_end
    control.stop()
    assert [s.status for s in loop] == ["stopped"]


def test_a_long_epoch_is_stepped_in_slices_and_can_be_left() -> None:
    made, chosen = ready(project("training.batch_size=1"))
    control = Control()
    loop = train(made, chosen, control)
    next(loop)
    control.step_epoch()
    assert next(loop).step < made.job.batches
    control.pause()
    control.ask()
    paused = next(loop)
    assert (paused.status, paused.epoch) == ("paused", 0)
    control.step_epoch()
    assert next(s for s in loop if s.epoch).step == made.job.batches
    control.stop()
    list(loop)


def test_step_epoch_goes_no_further_than_the_limit() -> None:
    made, chosen = ready(project('training.stop=[{"kind":"epochs","epochs":2}]'))
    control = Control()
    loop = train(made, chosen, control, linger=True)
    for epoch in (1, 2):
        control.step_epoch()
        assert next(s for s in loop if s.epoch == epoch).epoch == epoch
    control.step_epoch()
    control.ask()
    assert (next(loop).epoch, control.read().to_epoch_end) == (2, False)
    control.stop()
    list(loop)


def test_pause_answers_probes_and_goes_on() -> None:
    made, chosen = ready(project())
    control = Control()
    loop = train(made, chosen, control)
    next(loop)
    x = np.array([[0.0, 1.0], [2.0, -1.0], [5.0, 5.0]])
    control.set_probes(
        {
            "map": Predictions(x),
            "units": Activations(x, ("h1", "y", "gone")),
            "all": Activations(x),
            "weights": Parameters(),
            "norms": GradientNorms(),
            "part": PartPredictions("test"),
            "none": PartPredictions("validation"),
        }
    )
    answers = next(loop).answers
    assert answers["map"].shape == (3, 1)
    assert np.array_equal(answers["units"]["y"], answers["map"])
    assert set(answers["units"]) == {"h1", "y"}
    assert set(answers["all"]) == {"x", "h1", "h2", "y", "out"}
    assert answers["weights"]["h1.weight"].shape == (2, 8)
    assert set(answers["norms"]) == set(answers["weights"])
    assert answers["part"][0].shape == answers["part"][1].shape == (18, 1)
    assert answers["none"] is None
    # Answers are copies: training on does not move them.
    kept = answers["weights"]["h1.weight"].copy()
    control.step_epoch()
    later = next(loop)
    assert later.answers == {}
    assert np.array_equal(kept, answers["weights"]["h1.weight"])
    control.stop()
    list(loop)


def test_live_rate_is_used_and_told() -> None:
    made, chosen = ready(project("training.optimizer=sgd"))
    control = Control()
    loop = train(made, chosen, control)
    next(loop)
    control.set_rate(1e-30)
    control.step_epoch()
    before = chosen.read().weights["h1.weight"]
    snapshot = next(loop)
    assert any(event.kind == "rate" and "1e-30" in event.text for event in snapshot.events)
    assert np.array_equal(before, chosen.read().weights["h1.weight"])
    control.stop()
    list(loop)


def test_stop_rule_ends_the_run() -> None:
    snapshots = run(project('training.stop=[{"kind":"epochs","epochs":3}]'))
    assert snapshots[-1].epoch == 3
    assert "stop rule" in snapshots[-1].message


@pytest.mark.parametrize("engine", ["numpy", "cpu"])
def test_divergence_is_an_event_with_step_layer_and_cause(engine: str) -> None:
    value = project(
        "training.loss=mse",
        "training.optimizer=sgd",
        "training.optimizer.lr=900",
        "architecture.nodes.y.activation=identity",
    )
    snapshots = run(value, epochs=500, engine=engine)
    last = snapshots[-1]
    assert last.status == "diverged"
    event = next(e for s in snapshots for e in s.events if e.kind == "diverged")
    assert f"step {event.step:,}" in event.text
    assert any(f"layer {name}" in event.text for name in ("h1", "h2", "y", "out"))
    assert "learning rate 900" in event.text
    assert last.state is not None


def test_linger_answers_after_the_end() -> None:
    made, chosen = ready(project())
    control = Control(running=True)
    loop = train(made, chosen, control, epochs=2, linger=True)
    while next(loop).status != "finished":
        pass
    control.set_probes({"w": Parameters()})
    answered = next(loop)
    assert "w" in answered.answers
    assert answered.events == ()
    control.stop()
    assert next(loop).status == "finished"


def test_diverged_stays_diverged_while_it_lingers() -> None:
    made, chosen = ready(project("training.loss=mse", "training.optimizer=sgd", "training.optimizer.lr=900"))
    loop = train(made, chosen, control := Control(running=True), linger=True)
    chosen.write(broken_state(made))
    while next(loop).status != "diverged":
        pass
    control.set_probes({"w": Parameters()})
    assert next(loop).status == "diverged"
    control.stop()
    assert next(loop).status == "diverged"


def broken_state(made: Setup) -> State:
    """First weights with a NaN in them."""
    broken = {key: np.full_like(array, np.nan) for key, array in made.state.weights.items()}
    return State(broken, ())


def test_speed_limit_keeps_steps_few() -> None:
    """At a thousandth of a step a second nothing is trained until the limit is lifted."""
    made, chosen = ready(project())
    control = Control(running=True)
    control.set_speed(0.001)
    control.ask()
    loop = train(made, chosen, control)
    assert next(loop).step == 0
    assert next(loop).step == 0
    lift = threading.Timer(0.05, lambda: control.set_speed(None))
    lift.start()
    assert next(loop).step >= 1
    control.stop()
    list(loop)
    lift.join()


def test_weights_are_carried_over_an_edit() -> None:
    value = project("training.optimizer=adam")
    trained = run(value, epochs=3)
    grown = assign(value, "architecture.nodes.h2.units=9")
    made = set_up(grown, 1, state=trained[-1].state)
    assert set(made.carried.kept) == {"h1.weight", "h1.bias", "y.bias"}
    assert np.array_equal(made.state.weights["h1.weight"], weights(trained)["h1.weight"])
    assert made.state.step == trained[-1].step
    assert len(made.state.memories) == 2
    assert made.state.memories[0]["h2.weight"].shape == (8, 9)


def test_another_layer_changes_no_other_layers_first_weights() -> None:
    value = project()
    one = set_up(value, 1).state.weights
    other = set_up(assign(value, "architecture.nodes.h2.units=5"), 1).state.weights
    assert np.array_equal(one["h1.weight"], other["h1.weight"])


def test_draws() -> None:
    value = project()
    again = msgspec.structs.replace(value, training=msgspec.structs.replace(value.training, draw=1))
    assert not np.array_equal(set_up(value, 1).state.weights["h1.weight"], set_up(again, 1).state.weights["h1.weight"])
    assert np.array_equal(set_up(value, 1).prepared.train.x, set_up(again, 1).prepared.train.x)


def test_an_edit_after_a_blow_up_starts_the_broken_layers_anew() -> None:
    made = set_up(project("training.optimizer=adam"), 1)
    good = {key: array + 1.0 for key, array in made.state.weights.items()}
    broken = good | {"h1.weight": np.full_like(good["h1.weight"], np.nan)}
    memories = ({**good, "y.bias": np.full_like(good["y.bias"], np.inf)}, dict(good))
    again = set_up(project("training.optimizer=adam"), 1, state=State(broken, memories, 7, 2))
    assert again.carried.new == ("h1.weight",)
    assert np.isfinite(again.state.weights["h1.weight"]).all()
    assert np.array_equal(again.state.weights["h2.weight"], good["h2.weight"])
    for memory in again.state.memories:
        assert not memory["h1.weight"].any()
        assert not memory["y.bias"].any()
        assert memory["h2.weight"].any()
