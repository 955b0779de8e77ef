"""Labelled cases: networks of which one knows what ails them, trained or looked at, and what is said of them.

The figures of LECTURE.md (rows 15 and 16) are measured here again.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from core.engine.select import choose
from core.explain.diagnose import Diagnosis, diagnose
from core.explain.health import FEWEST_ROWS, Health, History, Reading, norm
from core.explain.step import Walk
from core.session.setup import load, set_up
from core.session.trainer import train
from core.spec.project import Project
from tests.networks import chain, dense, project_of

WIDE = {"kind": "normal", "deviation": 1.0}


def deep(width: int, activation: str, initializer: Any, *, depth: int = 20, **training: Any) -> Project:
    """`depth` layers of one width and one sigmoid unit; the data are as wide as the layers."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(64, width))
    nodes: list[dict[str, Any]] = [{"id": "x", "kind": "input"}]
    for i in range(depth):
        nodes.append(dense(f"d{i}", str(nodes[-1]["id"]), width, activation, initializer=initializer))
    nodes.append(dense("y", str(nodes[-1]["id"]), 1, "sigmoid", initializer=initializer))
    nodes.append({"id": "out", "kind": "output", "inputs": ["y"]})
    settings = {"loss": "bce", "task": "regress", "precision": "float32", **training}
    return project_of(nodes, x=x, y=(x[:, :1] > 0).astype(float), **settings)


def read(project: Project, *, epochs: int = 0, engine: str = "numpy") -> tuple[list[Reading], np.ndarray, np.ndarray]:
    """Readings before and after training, and the losses of training and test part."""
    held: Any = choose(engine, project.training.precision)
    setup = set_up(project, held.lanes)
    load(setup, held)
    history = History()
    history.add(Health().answer(setup, held))
    losses: list[float] = []
    tests: list[float] = []
    if epochs:
        for snapshot in train(setup, held, epochs=epochs):
            points = snapshot.points
            losses += points.values[:, points.names.index("train_loss")].tolist()
            if "test_loss" in points.names:
                tests += points.values[:, points.names.index("test_loss")].tolist()
        history.add(Health().answer(setup, held))
    return history.readings, np.array(losses), np.array(tests)


def kinds(found: list[Diagnosis]) -> list[str]:
    assert all(one.words and one.what_to_try for one in found)
    return [one.kind for one in found]


CASES = [
    # width, activation, initializer, the travel of slopes in LECTURE.md, and what is wrong
    (64, "sigmoid", "glorot_normal", 1e-13, "vanishing"),
    (64, "relu", WIDE, 2e15, "exploding"),
    (64, "relu", "he_normal", 2.2, "healthy"),
    (16, "sigmoid", WIDE, 2e-5, "vanishing"),
    (256, "sigmoid", WIDE, 51.0, "healthy"),
]


@pytest.mark.parametrize(("width", "activation", "initializer", "wanted", "kind"), CASES)
def test_slopes_through_twenty_layers(width: int, activation: str, initializer: Any, wanted: float, kind: str) -> None:
    """Before the first step, and before anything overflows."""
    (now,), _, _ = read(deep(width, activation, initializer))
    assert wanted / 4.0 < now.travel < wanted * 4.0, now.travel
    assert np.isfinite(now.loss)
    assert all(np.isfinite(layer.gradient) and np.isfinite(layer.high) for layer in now.layers)
    found = diagnose([now])
    assert kinds(found) == [kind]
    if kind != "healthy":
        assert found[0].node == "d0"
        assert "d0" in found[0].words


def test_what_has_overflowed_is_told_too() -> None:
    (now,), _, _ = read(deep(64, "relu", {"kind": "normal", "deviation": 1000.0}, depth=120))
    assert not np.isfinite(now.loss)
    assert kinds(diagnose([now])) == ["exploding"]


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_zeros_never_move(activation: str) -> None:
    """Hidden weights of tanh and ReLU stay at zero; that is a diagnosis, not a fault."""
    project = deep(8, activation, "zeros", depth=2, optimizer={"kind": "sgd", "lr": 0.5})
    readings, _, _ = read(project, epochs=30)
    for layer in readings[-1].layers[:-1]:
        assert (layer.weight, layer.gradient, layer.identical) == (0.0, 0.0, True)
    found = diagnose(readings)
    assert kinds(found)[0] == "symmetric"
    assert "never move" in found[0].words


def test_zeros_with_sigmoid_stay_alike() -> None:
    """The units move, all in the same way."""
    project = deep(8, "sigmoid", "zeros", depth=1, optimizer={"kind": "sgd", "lr": 2.0}, batch_size=8)
    readings, _, _ = read(project, epochs=60)
    hidden = readings[-1].layers[0]
    assert hidden.identical
    assert hidden.weight > 0.0
    found = diagnose(readings)
    assert kinds(found)[0] == "symmetric"
    assert "count as one" in found[0].words


def test_random_units_are_not_alike() -> None:
    readings, _, _ = read(deep(8, "sigmoid", "glorot_uniform", depth=1))
    assert not any(layer.identical for layer in readings[-1].layers)


def test_dead_units() -> None:
    nodes = [
        {"id": "x", "kind": "input"},
        dense("a", "x", 4, "relu", initializer={"kind": "values", "weight": [[1, -1, -1, -2]], "bias": [0, 0, 0, 0]}),
        dense("y", "a", 1, "identity"),
        {"id": "out", "kind": "output", "inputs": ["y"]},
    ]
    x = np.linspace(0.5, 2.0, 20)[:, None]
    (now,), _, _ = read(project_of(nodes, x=x, y=2 * x, task="regress"))
    assert now.layers[0].dead == 0.75
    assert now.layers[0].saturated is None
    assert now.layers[1].dead is None
    found = diagnose([now])
    assert [(one.kind, one.node) for one in found] == [("dead", "a")]
    assert "75%" in found[0].words


def test_saturated_numbers() -> None:
    (now,), _, _ = read(deep(64, "sigmoid", {"kind": "normal", "deviation": 10.0}, depth=1))
    assert now.layers[0].saturated is not None
    assert now.layers[0].saturated > 0.9
    assert now.layers[0].counts.sum() == 64 * 64
    assert (now.layers[0].low, now.layers[0].high) == (pytest.approx(0.0, abs=1e-9), pytest.approx(1.0))


def test_a_step_lets_no_slope_through() -> None:
    (now,), _, _ = read(deep(4, "step", "glorot_uniform", depth=1))
    assert [(one.kind, one.node) for one in diagnose([now])] == [("still", "d0")]
    assert now.layers[0].dead is None


def test_all_slopes_zero_is_a_warning() -> None:
    """A network that is right already: nothing to learn, and nothing raised."""
    nodes = chain(2, 1, hidden="identity", use_bias=False)
    (now,), _, _ = read(project_of(nodes, x=[[0.0], [0.0]], y=[[0.0], [0.0]], task="regress"))
    assert np.isnan(now.travel)
    found = diagnose([now])
    assert kinds(found) == ["still"]
    assert "Every slope is 0" in found[0].words


def blobs(rate: float, *, units: int = 6, noise: float = 0.0, count: int = 60, **training: Any) -> Project:
    rng = np.random.default_rng(5)
    x = rng.normal(size=(count, 2))
    y = ((x[:, :1] + x[:, 1:] > 0) ^ (rng.random((count, 1)) < noise)).astype(float)
    settings = {"optimizer": {"kind": "sgd", "lr": rate}, "loss": "bce", "task": "regress", **training}
    return project_of(chain(units, 1, hidden="tanh", last="sigmoid"), x=x, y=y, **settings)


def quadratic(rate: float) -> Project:
    """A line through points: plain descent swings or grows beyond a rate that is known (2 over the curvature)."""
    x = np.linspace(-1.0, 1.0, 20)[:, None]
    return project_of(chain(1, use_bias=False), x=x, y=3 * x, task="regress", optimizer={"kind": "sgd", "lr": rate})


CURVATURE = 2.0 * float((np.linspace(-1.0, 1.0, 20) ** 2).mean())


@pytest.mark.parametrize("engine", ["numpy", "cpu"])
def test_too_hot_grows(engine: str) -> None:
    found = diagnose(*read(quadratic(2.2 / CURVATURE), epochs=12, engine=engine))
    assert "too hot" in kinds(found)


@pytest.mark.parametrize(("rate", "batch"), [(2.0, 4), (5.0, None), (10.0, None), (60.0, 4)])
def test_too_hot_swings(rate: float, batch: int | None) -> None:
    """Large steps on noisy labels: the loss goes up and down and falls no more."""
    assert "too hot" in kinds(diagnose(*read(blobs(rate, noise=0.2, batch_size=batch), epochs=60)))


def test_noise_of_small_batches_is_no_fault() -> None:
    assert kinds(diagnose(*read(blobs(0.5, noise=0.2, batch_size=4), epochs=60))) == ["healthy"]


def test_too_cold() -> None:
    assert kinds(diagnose(*read(blobs(1e-5), epochs=20))) == ["too cold"]


def test_healthy() -> None:
    assert kinds(diagnose(*read(blobs(0.5), epochs=40))) == ["healthy"]
    assert kinds(diagnose(*read(quadratic(0.3 / CURVATURE), epochs=5))) == ["healthy"]


def test_overfitting() -> None:
    """Half the labels of few samples are made up, and there are many units: the test loss turns."""
    project = blobs(0.02, units=64, noise=0.35, count=60, optimizer={"kind": "adam", "lr": 0.03})
    project = replace(project, data=replace(project.data, test_fraction=0.5))
    readings, losses, tests = read(project, epochs=400)
    assert losses[-1] < losses[0] / 2
    assert "overfitting" in kinds(diagnose(readings, losses, tests))
    assert "overfitting" not in kinds(diagnose(readings, losses[:5], tests[:5]))


def test_the_ratio_is_the_steps_own() -> None:
    project = deep(8, "tanh", "glorot_uniform", depth=2, precision="float64", batch_size=64, shuffle=False)
    held: Any = choose("numpy", "float64")
    setup = set_up(project, 1)
    load(setup, held)
    now, step = Health().answer(setup, held), Walk().answer(setup, held)
    assert step is not None
    for layer in now.layers:
        keys = [f"{layer.node}.weight", f"{layer.node}.bias"]
        assert layer.gradient == pytest.approx(norm(*(step.gradients[key] for key in keys)), rel=1e-12)
        moved = norm(*(step.update.after[key] - step.update.before[key] for key in keys))
        assert layer.ratio == pytest.approx(moved / norm(*(step.update.before[key] for key in keys)), rel=1e-12)


def test_large_networks_are_read_on_few_rows() -> None:
    project = deep(300, "relu", "he_normal", depth=8)
    (now,), _, _ = read(project)
    assert now.layers[0].counts.sum() == FEWEST_ROWS * 300


def test_history_is_bounded_and_keeps_the_ends() -> None:
    history = History(most=16)
    for step in range(1000):
        history.add(Reading(step, 0, 1.0, ()))
    steps = [one.step for one in history.readings]
    assert len(steps) <= 17
    assert steps == sorted(set(steps))
    assert (steps[0], steps[-1]) == (0, 999)
    assert max(np.diff(steps)) < 200
    history.add(Reading(999, 0, 2.0, ()))
    assert history.readings[-1].loss == 2.0
    history.add(Reading(3, 0, 1.0, ()))
    assert [one.step for one in history.readings] == [3]


def test_norms_of_large_numbers() -> None:
    assert norm(np.array([3e200, 4e200])) == pytest.approx(5e200)
    assert norm() == norm(np.zeros(3)) == 0.0
    assert norm(np.array([np.inf, 1.0])) == np.inf


def test_nothing_is_said_before_the_first_reading() -> None:
    assert diagnose([]) == []
