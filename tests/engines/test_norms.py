"""Norms, learned slopes and noise in both engines: reference numbers, definitions, and what is remembered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.engine.counter import normals
from tests.networks import ENGINES, dense, loaded, project_of, relative

TOLERANCE = {"numpy": 1e-10, "cpu": 1e-5, "cuda": 1e-5}
RNG = np.random.default_rng(8)
X, Y = RNG.normal(1.0, 2.0, (23, 5)), RNG.normal(size=(23, 2))


def _through(kind: str, width: int = 5, **options: Any) -> list[dict[str, Any]]:
    """x -> dense that changes nothing at first -> a layer of this kind -> out."""
    return [
        {"id": "x", "kind": "input"},
        dense("d", "x", width, "identity", use_bias=False),
        {"id": "n", "kind": kind, "inputs": ["d"], **options},
        {"id": "out", "kind": "output", "inputs": ["n"]},
    ]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["batch_norm", "layer_norm"])
def test_reference_numbers(shared: Path, engine: str, name: str) -> None:
    """With targets a - g n k / 2 of a squared error, the gradient at the norm's output is g."""
    with np.load(shared / "reference" / "layers.npz") as file:
        wanted = dict(file)
    x, g, output = wanted["x"], wanted["g_out"], wanted[name]
    target = output - g * x.size / 2.0
    weights = {"d.weight": np.eye(5), "n.scale": wanted["scale"], "n.shift": wanted["shift"]}
    if name == "batch_norm":
        weights |= {"n.mean": np.zeros(5), "n.variance": np.ones(5)}
    project = project_of(_through(name), x=x, y=target, task="regress")
    run = loaded(project, x, target, engine, weights=weights)
    found = run.gradients()
    assert relative(found["n.scale"], wanted[f"{name}.g_scale"]) <= TOLERANCE[engine]
    assert relative(found["n.shift"], wanted[f"{name}.g_shift"]) <= TOLERANCE[engine]
    assert relative(found["d.weight"], x.T @ wanted[f"{name}.g_x"]) <= TOLERANCE[engine]
    loss = run.run(np.zeros((1, 1))).loss
    assert loss == pytest.approx(float(np.mean((output - target) ** 2)), rel=TOLERANCE[engine])
    if name == "layer_norm":
        assert relative(run.predict(x), output) <= TOLERANCE[engine]


@pytest.mark.parametrize("engine", ENGINES)
def test_running_statistics_follow_the_batches(engine: str) -> None:
    """Keras's rule: moving = momentum moving + (1 - momentum) batch, with the biased variance."""
    project = project_of(_through("batch_norm", momentum=0.8), x=X, y=X, task="regress")
    weights = {"d.weight": np.eye(5), "n.scale": np.full(5, 1.5), "n.shift": np.full(5, -0.5)}
    start = {"n.mean": np.zeros(5), "n.variance": np.ones(5)}
    run = loaded(project, X, X, engine, weights=weights | start, batch_size=8)
    run.run(np.zeros((7, 1)))
    mean, variance = start["n.mean"], start["n.variance"]
    for step in range(7):
        batch = X[8 * (step % 3) : 8 * (step % 3) + 8]
        mean, variance = 0.8 * mean + 0.2 * batch.mean(0), 0.8 * variance + 0.2 * batch.var(0)
    state = run.read().weights
    assert relative(state["n.mean"], mean) <= TOLERANCE[engine]
    assert relative(state["n.variance"], variance) <= TOLERANCE[engine]
    wanted = 1.5 * (X - mean) / np.sqrt(variance + 1e-5) - 0.5
    assert relative(run.predict(X), wanted) <= TOLERANCE[engine], "inference uses what is remembered"
    run.gradients()
    assert np.array_equal(run.read().weights["n.mean"], state["n.mean"]), "a probe remembers nothing"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_loss_that_is_not_finite_is_not_remembered(engine: str) -> None:
    x = X.copy()
    x[20, 3] = np.inf
    project = project_of(_through("batch_norm"), x=X, y=X, task="regress")
    run = loaded(project, x, X, engine, batch_size=8)
    run.run(np.zeros((2, 1)))
    before = run.read().weights
    assert run.run(np.zeros((1, 1))).bad_step == 3
    after = run.read().weights
    assert all(np.array_equal(before[key], after[key]) for key in before)


@pytest.mark.parametrize("engine", ENGINES)
def test_noise_is_the_counters_and_only_in_training(engine: str) -> None:
    """The loss of a step against the inputs themselves is the mean square of what was added."""
    project = project_of(_through("gaussian_noise", deviation=0.3), x=X, y=X, task="regress")
    run = loaded(project, X, X, engine, weights={"d.weight": np.eye(5)}, dropout_key=77)
    for step in (1, 2, 3):
        drawn = 0.3 * normals(77, step, 1, 23, 5)
        assert run.run(np.zeros((1, 1))).loss == pytest.approx(float((drawn**2).mean()), rel=1e-5)
    assert relative(run.predict(X), X) < 1e-6


def test_normal_numbers_are_normal() -> None:
    drawn = normals(3, 4, 5, 300, 200).ravel()
    assert abs(drawn.mean()) < 5.0 / np.sqrt(drawn.size)
    assert abs(drawn.var() - 1.0) < 5.0 * np.sqrt(2.0 / drawn.size)
    assert np.mean(np.abs(drawn) < 1.0) == pytest.approx(0.6827, abs=0.01)
    assert np.mean(np.abs(drawn) > 3.0) == pytest.approx(0.0027, abs=0.001)


MIXED: list[dict[str, Any]] = [
    {"id": "x", "kind": "input"},
    dense("a", "x", 20, "prelu"),
    {"id": "bn", "kind": "batch_norm", "inputs": ["a"]},
    {"id": "noise", "kind": "gaussian_noise", "inputs": ["bn"], "deviation": 0.2},
    {"id": "drop", "kind": "dropout", "inputs": ["noise"], "rate": 0.25},
    dense("b", "drop", 18, "tanh"),
    {"id": "ln", "kind": "layer_norm", "inputs": ["b"]},
    {"id": "both", "kind": "concat", "inputs": ["ln", "bn"]},
    {"id": "bent", "kind": "activation", "inputs": ["both"], "activation": "prelu"},
    {"id": "last", "kind": "batch_norm", "inputs": ["bent"]},
    dense("y", "last", 2, "identity"),
    {"id": "out", "kind": "output", "inputs": ["y"]},
]


def _mixed(engine: str, **job: Any) -> Any:
    project = project_of(MIXED, x=X, y=Y, task="regress")
    settings = {"batch_size": 8, "shuffle": True, "order_key": 5, "dropout_key": 6, "precision": "float32", **job}
    return loaded(project, X, Y, engine, **settings)


def test_the_engines_take_the_same_steps() -> None:
    mine, textbook = _mixed("cpu"), _mixed("numpy")
    for steps, bound in ((1, 1e-5), (7, 2e-4)):
        c = np.full((steps, 1), 0.02)
        assert mine.run(c).loss == pytest.approx(textbook.run(c).loss, rel=bound)
        for key, weight in textbook.read().weights.items():
            assert relative(mine.read().weights[key], weight) < bound, key
    assert relative(mine.predict(X), textbook.predict(X)) < 2e-4


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_depends_on_the_slices(engine: str) -> None:
    whole, cut = _mixed(engine), _mixed(engine)
    whole.run(np.full((11, 1), 0.02))
    for n in (1, 4, 2):
        cut.run(np.full((n, 1), 0.02))
    resumed = _mixed(engine)
    resumed.write(cut.read())
    resumed.evaluate("train")
    resumed.gradients()
    resumed.run(np.full((4, 1), 0.02))
    for key, weight in whole.read().weights.items():
        assert np.array_equal(resumed.read().weights[key], weight), key


@pytest.mark.parametrize("engine", ENGINES)
def test_statistics_are_stored_and_not_trained(engine: str) -> None:
    run = _mixed(engine)
    table = run.job.program.table
    untrained = {param.key for param in table} - {param.key for param in table.trained_params()}
    assert untrained == {"bn.mean", "bn.variance", "last.mean", "last.variance"}
    assert set(run.gradients()) == {param.key for param in table.trained_params()}
    assert table.count() == sum(array.size for array in run.gradients().values())
    assert set(run.read().weights) == {param.key for param in table}
