"""Curves that are computed from predictions, and a schedule that adapts to them: known where they must be."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from core.catalog.metrics import METRICS
from core.catalog.schedules import SCHEDULES
from core.engine.reference import ReferenceEngine
from core.engine.select import choose
from core.session.control import Control
from core.session.measures import final_metrics
from core.session.setup import Setup, load, set_up
from core.session.snapshot import Snapshot, joined
from core.session.trainer import train
from core.spec.assign import assign
from core.spec.files import load_example
from core.spec.project import Project
from tests.networks import chain, project_of

SCORED = 'training.metrics=["accuracy","f1",{"kind":"f1","average":"micro"},"roc_auc","rmse"]'
PLATEAU = 'training.schedule={"kind":"reduce_on_plateau","patience":2,"factor":0.5,"min_delta":0.01}'


def project(*changes: str) -> Project:
    value = load_example("spiral")
    base = (
        "data.source.samples=60",
        "data.validation_fraction=0.2",
        "training.batch_size=8",
        "training.optimizer.lr=0.01",
    )
    for change in (*base, *changes):
        value = assign(value, change)
    return value


def ready(value: Project, engine: str = "numpy", **setup: Any) -> tuple[Setup, Any]:
    chosen = choose(engine)
    made = set_up(value, chosen.lanes, **setup)
    load(made, chosen)
    return made, chosen


def test_smoothed_targets_are_the_losss_alone() -> None:
    """Other curves compare predictions with the targets as they are."""
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(40, 2)), rng.integers(0, 2, (40, 1)) + 0.0
    smooth, metrics = {"kind": "bce", "label_smoothing": 0.3}, ["accuracy", "rmse"]
    plain = project_of(chain(4, 1, last="sigmoid"), x=x, y=y[:, 0], loss=smooth, task="regress")
    made, chosen = ready(assign(plain, f"training.metrics={json.dumps(metrics)}"))
    assert set(np.unique(made.job.parts["train"][1])) == {0.15, 0.85}
    last = joined([s.points for s in train(made, chosen, epochs=3)]).last()
    assert last["train_rmse"] == pytest.approx(np.sqrt(np.mean((chosen.predict(x) - y) ** 2)), rel=1e-6)
    assert last["train_accuracy"] > 0.0


@pytest.mark.parametrize("kind", ["standard", "minmax"])
def test_errors_in_numbers_are_in_the_targets_own_units(kind: str) -> None:
    """As predictions are given back, so the curve is what anybody computes from those; the loss is the network's."""
    rng = np.random.default_rng(1)
    x = rng.normal(size=(40, 2))
    y = 100.0 * x[:, 0] + rng.normal(size=40)
    plain = project_of(chain(4, 1, last="identity"), x=x, y=y, loss="mse", task="regress")
    names = ["rmse", "mse", "mae", "r2"]
    made, chosen = ready(assign(assign(plain, f"data.target_scaling={kind}"), f"training.metrics={json.dumps(names)}"))
    last = joined([s.points for s in train(made, chosen, epochs=2)]).last()
    part = made.prepared.parts()["train"]
    target = y[part.rows]
    error = made.prepared.preparation.invert_targets(chosen.predict(part.x))[:, 0] - target
    square = np.mean(error**2)
    assert last["train_rmse"] == pytest.approx(np.sqrt(square), rel=1e-6)
    assert last["train_mse"] == pytest.approx(square, rel=1e-6)
    assert last["train_mae"] == pytest.approx(np.mean(np.abs(error)), rel=1e-6)
    assert last["train_r2"] == pytest.approx(1.0 - square / np.var(target), rel=1e-6)
    assert last["train_loss"] < 10.0 < last["train_rmse"]
    assert final_metrics(made, chosen)["train_rmse"] == last["train_rmse"]


@pytest.mark.parametrize("engine", ["numpy", "cpu"])
def test_scored_metrics_are_those_of_the_predictions(engine: str) -> None:
    made, chosen = ready(project(SCORED, "training.evaluate_every=3"), engine)
    snapshots = list(train(made, chosen, epochs=9))
    points = joined([s.points for s in snapshots])
    names = ("loss", "accuracy", "f1", "f1_micro", "roc_auc")  # rmse is for numbers
    assert points.names == tuple(f"{part}_{name}" for part in ("train", "test", "validation") for name in names)
    assert points.epoch.tolist() == list(range(1, 10))
    known = np.isfinite(points.values[:, points.names.index("train_f1")])
    assert known.tolist() == [epoch % 3 == 0 for epoch in range(1, 10)]
    parts = made.prepared.parts()
    for name, value in points.last().items():
        part, _, label = name.partition("_")
        if label in ("f1", "f1_micro", "roc_auc"):
            metric = next(m for m in made.project.training.metrics if METRICS.of(m).label(m) == label)
            prediction = np.asarray(chosen.predict(parts[part].x), np.float64)
            assert value == METRICS.of(metric).score(metric, prediction, parts[part].y, 0.5), name
            assert final_metrics(made, chosen)[name] == value


def test_scored_metrics_change_no_weight_and_can_be_a_target() -> None:
    plain = list(train(*ready(project()), epochs=12))[-1]
    scored = list(train(*ready(project(SCORED)), epochs=12))
    assert plain.state is not None
    assert scored[-1].state is not None
    for name, array in plain.state.weights.items():
        assert np.array_equal(array, scored[-1].state.weights[name]), name
    points = joined([s.points for s in scored])
    values = points.values[:, points.names.index("validation_f1")].tolist()
    rule = f'training.stop=[{{"kind":"target","metric":"f1","value":{max(values)!r}}}]'
    assert list(train(*ready(project(SCORED, rule)), epochs=20))[-1].epoch == values.index(max(values)) + 1


class Noting(ReferenceEngine):
    """Notes the rates it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.rates: list[float] = []

    def run(self, coefficients: Any, rates: Any = None) -> Any:
        self.rates += rates.tolist()
        return super().run(coefficients, rates)


def noted(value: Project, sizes: list[int], **setup: Any) -> tuple[list[Snapshot], Noting]:
    """The run, in slices of so many steps."""
    engine = Noting()
    made = set_up(value, engine.lanes, **setup)
    load(made, engine)
    control = Control()
    loop = train(made, engine, control)
    found = [next(loop)]
    for size in sizes:
        for _ in range(size):
            control.step_batch()
        found.append(next(loop))
    control.stop()
    return [*found, *loop], engine


def test_a_plateau_lowers_the_rate_from_the_next_step_on_whatever_the_slices() -> None:
    whole, engine = noted(project(PLATEAU), [400])
    points = joined([s.points for s in whole])
    losses = points.values[:, points.names.index("validation_loss")].tolist()
    options: Any = project(PLATEAU).training.schedule
    memory: tuple[float, ...] = ()
    wanted: list[float] = []
    batches = 400 // len(losses)
    for epoch, loss in enumerate(losses, 1):
        wanted += [0.01 * (memory[0] if memory else 1.0)] * batches
        memory = SCHEDULES.of(options).adapt(options, memory, epoch, loss)
    assert engine.rates[: len(wanted)] == wanted
    assert min(wanted) < 0.01
    told = [event.text for s in whole for event in s.events if event.kind == "rate"]
    assert told[0] == "learning rate 0.005: the loss did not improve"
    pieces, other = noted(project(PLATEAU), [1, 13, 86, 150, 150])
    assert other.rates == engine.rates
    assert pieces[-1].state is not None
    assert whole[-1].state is not None
    for name, array in whole[-1].state.weights.items():
        assert np.array_equal(array, pieces[-1].state.weights[name]), name


def test_a_plateau_is_remembered_by_a_run_that_is_taken_up_again() -> None:
    whole, engine = noted(project(PLATEAU), [400])
    first, before = noted(project(PLATEAU), [36])
    _, after = noted(project(PLATEAU), [364], state=first[-1].state)
    assert len(before.rates) == 36
    assert before.rates + after.rates == engine.rates
    assert whole[-1].state is not None


def test_a_formula_counts_epochs_where_the_batch_size_changed() -> None:
    """Ten epochs in, half as many steps an epoch: the step schedule goes on from its tenth epoch."""
    step = 'training.schedule={"kind":"step","every":10,"factor":0.5}'
    first, _ = noted(project(step), [4 * 10])
    assert first[-1].epoch == 10
    _, later = noted(project(step, "training.batch_size=16"), [2 * 10 + 1], state=first[-1].state)
    assert later.rates == [0.005] * 20 + [0.0025]
