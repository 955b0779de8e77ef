"""Runs that end by themselves: at the very epoch, for the reason that is told, with the weights that are promised."""

from __future__ import annotations

import csv
import io
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.compile.check import check
from core.engine.reference import ReferenceEngine
from core.engine.select import choose
from core.errors import AppError
from core.session.control import Control
from core.session.curves import Curves
from core.session.final import with_final_state
from core.session.headless import run_project
from core.session.measures import final_metrics
from core.session.runs import curves_bytes, read_run
from core.session.setup import Setup, load, set_up
from core.session.snapshot import Points, Snapshot
from core.session.trainer import train
from core.spec.assign import assign
from core.spec.files import load_example
from core.spec.project import Project

EARLY = 'training.stop=[{"kind":"early_stopping","patience":3,"min_delta":0.002}]'


def project(*changes: str) -> Project:
    value = load_example("spiral")
    for change in ("data.source.samples=60", "data.validation_fraction=0.2", "training.batch_size=7", *changes):
        value = assign(value, change)
    return value


def ready(value: Project, **setup: Any) -> tuple[Setup, ReferenceEngine]:
    engine = ReferenceEngine()
    made = set_up(value, engine.lanes, **setup)
    load(made, engine)
    return made, engine


def run(value: Project, **options: Any) -> list[Snapshot]:
    return list(train(*ready(value), **options))


def curve(snapshots: list[Snapshot], name: str) -> list[float]:
    """Values of one curve, a value an epoch."""
    points = [s.points for s in snapshots if len(s.points)]
    column = points[0].names.index(name)
    return [float(v) for p in points for v in p.values[:, column]]


def in_pieces(value: Project, sizes: list[int], limit: int = 4000) -> tuple[list[Snapshot], ReferenceEngine]:
    """The run in slices of so many steps."""
    made, engine = ready(value)
    control = Control()
    loop = train(made, engine, control)
    found = [next(loop)]
    for size in cycle(sizes):
        for _ in range(size):
            control.step_batch()
        found.append(next(loop))
        if found[-1].ended or found[-1].step > limit:
            break
    control.stop()
    return [*found, *loop], engine


def by_hand(values: list[float], patience: int, delta: float) -> tuple[int, int]:
    """The epoch at which it ends and the best one, as Keras's EarlyStopping counts."""
    best, at, wait = float("inf"), 0, 0
    for epoch, value in enumerate(values, 1):
        wait += 1
        if value < best - delta:
            best, at, wait = value, epoch, 0
        elif wait >= patience:
            return epoch, at
    raise AssertionError("it never ended")


@settings(max_examples=12)
@given(sizes=st.lists(st.integers(1, 40), min_size=1, max_size=6))
def test_early_stopping_is_exact_and_goes_back_whatever_the_slices(sizes: list[int]) -> None:
    plain = run(project(), epochs=200)
    losses = curve(plain, "validation_loss")
    end, best = by_hand(losses, 3, 0.002)
    assert best < end < 200
    found, engine = in_pieces(project(EARLY), sizes)
    last = found[-1]
    assert (last.status, last.epoch, last.best_epoch) == ("finished", end, best)
    told = f"stopped after {end} epochs: validation_loss did not improve for 3 epochs; weights of epoch {best} restored"
    assert last.message == told
    assert curve(found, "validation_loss") == [*losses[:end], losses[best - 1]]
    until_best = run(project(), epochs=best)[-1].state
    assert last.state is not None
    assert until_best is not None
    for name, array in until_best.weights.items():
        assert np.array_equal(last.state.weights[name], array), name
        assert np.array_equal(engine.read().weights[name], array), name


def test_the_compiled_engine_ends_alike_whatever_the_slices() -> None:
    found = []
    for sizes in ([1000], [1, 5, 17]):
        engine = choose("cpu")
        made = set_up(project(EARLY), engine.lanes)
        load(made, engine)
        control = Control()
        loop = train(made, engine, control)
        next(loop)
        for size in cycle(sizes):
            for _ in range(size):
                control.step_batch()
            if next(loop).ended:
                break
        found.append(list(loop)[-1])
    one, other = found
    assert one.message.endswith("restored")
    assert (one.message, one.epoch, one.best_epoch) == (other.message, other.epoch, other.best_epoch)
    assert one.state is not None
    assert other.state is not None
    for name, array in one.state.weights.items():
        assert np.array_equal(array, other.state.weights[name]), name


def test_without_restoring_the_last_weights_stay() -> None:
    plain = run(project(), epochs=200)
    end, best = by_hand(curve(plain, "validation_loss"), 3, 0.002)
    last = run(project(EARLY.replace("}]", ',"restore_best":false}]')))[-1]
    assert (last.epoch, last.best_epoch) == (end, best)
    assert last.message.endswith("did not improve for 3 epochs")
    reached = run(project(), epochs=end)[-1].state
    assert last.state is not None
    assert reached is not None
    assert np.array_equal(last.state.weights["h1.weight"], reached.weights["h1.weight"])


def test_patience_counts_epochs_where_looks_are_rare() -> None:
    """Looked at every second epoch, three epochs without a gain are over at the second look after the best."""
    losses = curve(run(project(), epochs=200), "validation_loss")[1::2]
    best, at, epoch = float("inf"), 0, 0
    for look, value in enumerate(losses, 1):
        epoch = 2 * look
        if value < best - 0.002:
            best, at = value, epoch
        elif epoch - at >= 3:
            break
    found = run(project(EARLY, "training.evaluate_every=2"))
    assert (found[-1].epoch, found[-1].best_epoch) == (epoch, at)
    assert f"did not improve for {epoch - at} epochs" in found[-1].message


def test_the_best_weights_come_back_where_another_limit_ends_the_run() -> None:
    losses = curve(run(project(), epochs=200), "validation_loss")
    end, best = by_hand(losses, 3, 0.002)
    last = run(project(EARLY), epochs=end - 1)[-1]
    assert last.message == f"stopped after {end - 1} epochs: the epochs asked for; weights of epoch {best} restored"
    assert last.status == "finished"
    at_best = run(project(EARLY), epochs=best)[-1]
    assert at_best.message == f"stopped after {best} epochs: the epochs asked for"


def test_the_last_rows_and_the_record_are_those_of_the_restored_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.export.plots.pictures", lambda setup, model, curves: iter(()))
    trained = run_project(project(EARLY, "training.epochs=200"), engine="numpy", threads=1, out=tmp_path / "run")
    info = read_run(tmp_path / "run")
    assert info is not None
    assert (info.record["best_epoch"], info.record["epochs"]) == (trained.last.best_epoch, trained.last.epoch)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "run" / "curves.csv").read_text(encoding="utf-8"))))
    names = len(trained.curves.names)
    final, before = rows[-names:], rows[-2 * names : -names]
    assert {row["step"] for row in final + before} == {str(trained.last.step)}
    made, engine = ready(project(), weights=trained.weights)
    measured = final_metrics(made, engine)
    for row in final:
        if not row["name"].startswith("train"):
            assert float(row["value"]) == pytest.approx(measured[row["name"]], rel=1e-6), row["name"]
    assert [row["value"] for row in final] != [row["value"] for row in before]


@pytest.mark.parametrize(
    ("metric", "curve_name", "rises"),
    [
        ("loss", "validation_loss", False),
        ("accuracy", "validation_accuracy", True),
        ("train_loss", "train_loss", False),
        ("train_accuracy", "train_accuracy", True),
    ],
)
def test_a_target_ends_the_run_at_its_epoch(metric: str, curve_name: str, rises: bool) -> None:
    values = curve(run(project(), epochs=40), curve_name)
    goal = max(values) if rises else min(values)
    end = values.index(goal) + 1
    rule = f'{{"kind":"target","metric":"{metric}","value":{goal!r}}}'
    last = run(project(f"training.stop=[{rule}]"), epochs=60)[-1]
    assert last.epoch == end
    assert f"{curve_name} reached" in last.message


def test_without_a_validation_part_the_training_loss_is_watched() -> None:
    value = project("data.validation_fraction=0", 'training.stop=[{"kind":"target","value":0.6}]')
    assert "train_loss reached 0.6" in run(value, epochs=200)[-1].message


@pytest.mark.parametrize(
    ("metric", "what", "hint"),
    [
        ("test_accuracy", "the test part is never used to choose when a run ends", "watch 'accuracy'"),
        ("acuracy", "there is no 'acuracy' among the metrics of this project", "did you mean 'accuracy'?"),
        ("f1", "there is no 'f1' among the metrics of this project", "one of loss, accuracy"),
    ],
)
def test_a_curve_that_must_not_be_watched_is_refused(metric: str, what: str, hint: str) -> None:
    value = project(f'training.stop=[{{"kind":"epochs"}},{{"kind":"target","metric":"{metric}"}}]')
    (problem,) = check(value).errors
    assert (problem.where, problem.text, problem.hint) == ("training.stop[1].metric", what, hint)
    with pytest.raises(AppError, match=r"training\.stop"):
        set_up(value, 1)


def test_a_validation_curve_needs_a_validation_part() -> None:
    value = project("data.validation_fraction=0", 'training.stop=[{"kind":"target","metric":"validation_loss"}]')
    (problem,) = check(value).errors
    assert problem.text == "there is no validation part"


def test_time_ends_a_run_between_two_steps() -> None:
    last = run(project('training.stop=[{"kind":"time","seconds":0.02}]'))[-1]
    assert last.status == "finished"
    assert last.seconds >= 0.02
    assert last.message.endswith("stop rule time, 0.02 s of training")


def test_time_that_is_over_before_the_first_step() -> None:
    made, engine = ready(project('training.stop=[{"kind":"time","seconds":5}]'))
    snapshots = list(train(made, engine, seconds=5.0))
    assert (snapshots[-1].status, snapshots[-1].step) == ("finished", 0)
    assert any(e.kind == "finished" for s in snapshots for e in s.events)


def test_the_first_of_several_rules_ends_the_run_and_is_named() -> None:
    rules = '[{"kind":"epochs","epochs":9},{"kind":"target","value":1e-9},{"kind":"epochs","epochs":4}]'
    last = run(project(f"training.stop={rules}"), epochs=6)[-1]
    assert last.message == "stopped after 4 epochs: stop rule epochs"
    assert run(project(f"training.stop={rules}"), epochs=2)[-1].message.endswith("the epochs asked for")


def test_divergence_is_a_failed_end_at_its_epoch() -> None:
    wild = ("training.optimizer=sgd", "training.optimizer.lr=1", "training.loss=mse")
    value = project(*wild, "architecture.nodes.y.activation=identity")
    losses = curve(run(value, epochs=60), "train_loss")
    end = next(i for i, loss in enumerate(losses, 1) if loss > 2 * losses[0])
    found = run(assign(value, 'training.stop=[{"kind":"divergence","factor":2}]'), epochs=60)
    last = found[-1]
    assert (last.status, last.epoch) == ("diverged", end)
    assert last.message.startswith(
        f"diverged at step {last.step}: train_loss {losses[end - 1]:.4g} is more than 2 times"
    )
    assert last.message.endswith("the learning rate 1 is probably too high: try 0.1")
    assert any(e.kind == "diverged" for s in found for e in s.events)


def test_a_run_that_is_taken_up_again_goes_on_counting() -> None:
    whole = run(project(EARLY))[-1]
    first = run(project(EARLY), epochs=whole.epoch - 1)
    made, engine = ready(project(EARLY))
    control = Control()
    loop = train(made, engine, control)
    while (next(loop)).epoch < whole.epoch - 2:
        control.step_epoch()
    control.stop()
    *_, stopped = loop
    assert stopped.status == "stopped"
    again = list(train(*ready(project(EARLY), state=stopped.state)))[-1]
    assert (again.epoch, again.message, again.best_epoch) == (whole.epoch, whole.message, whole.best_epoch)
    assert first[-1].status == "finished"


def test_thinned_curves_end_with_the_restored_state() -> None:
    made, engine = ready(project(EARLY))
    curves = Curves(capacity=8)
    last = None
    for last in train(made, engine):
        curves.add(last.points)
    assert last is not None
    points = with_final_state(made, engine, last, curves.points())
    measured = final_metrics(made, engine)
    assert points.values[-1, points.names.index("test_loss")] == pytest.approx(measured["test_loss"], rel=1e-6)
    assert b"test_loss" in curves_bytes(Points(points.names, points.epoch, points.step, points.values))
