"""Both engines against the float64 numbers of `shared/reference`, made with PyTorch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.catalog.activations import ACTIVATIONS
from core.catalog.optimizers import OPTIMIZERS
from core.registry import Options
from tests.networks import ENGINES, chain, dense, loaded, project_of, relative

TOLERANCE = {"numpy": 1e-10, "cpu": 1e-5}


@pytest.fixture(scope="module")
def numbers(shared: Path) -> Any:
    def read(name: str) -> dict[str, Any]:
        with np.load(shared / "reference" / f"{name}.npz") as file:
            return dict(file)

    return read


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", [entry.name for entry in ACTIVATIONS if not entry.primitive])
def test_activations(numbers: Any, engine: str, name: str) -> None:
    wanted = numbers("activations")
    if name not in wanted:
        pytest.skip(f"{name} has no reference numbers")
    z = wanted["z"][:, None]
    nodes = [
        {"id": "x", "kind": "input"},
        dense("w", "x", 1, "identity", initializer={"kind": "values", "weight": [[1.0]]}),
        {"id": "a", "kind": "activation", "inputs": ["w"], "activation": name},
        {"id": "out", "kind": "output", "inputs": ["a"]},
    ]
    project = project_of(nodes, x=z, y=z, task="regress")
    loaded_engine = loaded(project, z, z, engine)
    assert relative(loaded_engine.predict(z)[:, 0], wanted[name]) <= TOLERANCE[engine]
    # With one row, loss (a - t)^2 and t = a - 1/2 the gradient of the bias is the activation's slope.
    for at in range(0, len(z), 40):
        one = z[at : at + 1]
        slope = loaded(project, one, wanted[name][at : at + 1, None] - 0.5, engine).gradients()["w.bias"]
        # PyTorch keeps the sixth of hard_sigmoid's slope in single precision.
        room = 5e-9 if name == "hard_sigmoid" else 0.0
        assert slope[0] == pytest.approx(wanted[f"{name}.grad"][at], abs=TOLERANCE[engine] * 20 + room)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("loss", "key", "last"),
    [
        ("mse", "mse", "identity"),
        ("rmse", "rmse", "identity"),
        ("mae", "mae", "identity"),
        ("huber", "huber", "identity"),
        ("cce", "cce_logits", "softmax"),
        ("bce", "bce_logits", "sigmoid"),
    ],
)
def test_losses(numbers: Any, engine: str, loss: str, key: str, last: str) -> None:
    """The prediction is the bias-free product of a unit matrix with the identity, so that the gradient shows in it."""
    wanted = numbers("losses")
    target = {"cce": np.eye(3)[wanted["class"]], "bce": wanted["binary"]}.get(loss, wanted["target"])
    rows = len(target)
    x = np.eye(rows)
    nodes = chain(3, last=last, use_bias=False)
    task = "regress"
    project = project_of(nodes, x=x, y=target, loss=loss, task=task)
    run = loaded(project, x, target, engine, weights={"d0.weight": wanted["prediction"]})
    total = run.evaluate("train")[0] / rows
    value = np.sqrt(total) if loss == "rmse" else total
    assert value == pytest.approx(float(wanted[key]), rel=TOLERANCE[engine])
    assert relative(run.gradients()["d0.weight"], wanted[f"{key}.grad"]) <= TOLERANCE[engine]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", OPTIMIZERS.names())
def test_optimizers(numbers: Any, engine: str, name: str) -> None:
    wanted = numbers("optimizers")
    if f"{name}.loss" not in wanted:
        pytest.skip(f"{name} has no reference numbers")
    x, y = wanted["x"], np.eye(3)[wanted["class"]]
    start = {f"d{i}.{part}": wanted[f"start.{i}.{part}"] for i in range(3) for part in ("weight", "bias")}
    options: Options = OPTIMIZERS[name].options()
    project = project_of(chain(6, 5, 3, last="softmax"), x=x, y=y, loss="cce", task="regress", optimizer=name)
    run = loaded(project, x, y, engine, weights=start)
    assert_close(run.gradients(), {key: wanted[f"grad.{key[1:]}"] for key in start}, TOLERANCE[engine])
    steps = np.arange(1, 51)
    table = OPTIMIZERS[name].coefficients(options, np.full(50, options.lr), steps)  # type: ignore[attr-defined]
    losses: list[float] = []
    for step in steps:
        losses += run.run(table[step - 1 : step]).rows[:, 2].tolist()
        # A slope that has all but vanished, divided by its own size, is rounding: after 10 steps single precision
        # goes ways of its own.
        if step in (1, 10) or (step == 50 and (name, engine) != ("rmsprop", "cpu")):
            goal = {key: wanted[f"{name}.{step}.{key[1:]}"] for key in start}
            assert_close(run.read().weights, goal, TOLERANCE[engine])
    known = 10 if (name, engine) == ("rmsprop", "cpu") else 50
    assert relative(np.array(losses[:known]) / len(x), wanted[f"{name}.loss"][:known]) <= TOLERANCE[engine]


def assert_close(found: Any, wanted: Any, tolerance: float) -> None:
    for key, array in wanted.items():
        assert relative(found[key], array) <= tolerance, key
