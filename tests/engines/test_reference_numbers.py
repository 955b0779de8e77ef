"""Every engine and precision against the float64 numbers of `shared/reference`, made with PyTorch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.catalog.optimizers import OPTIMIZERS
from tests.engines.runs import PYTORCH, REFERENCED, RUNS, TOLERANCE, on, reference, run_id
from tests.networks import chain, dense, project_of
from tests.verified import Verify

pytestmark = pytest.mark.parametrize("run", RUNS, ids=run_id)

SINGLE = {"hard_sigmoid": 3e-8}
"""Reference numbers that PyTorch itself keeps in single precision: its sixth is not a sixth."""
LAST = {"cce": "softmax", "bce": "sigmoid"}
"""Losses whose reference numbers are functions of the sum before this activation."""
WANDERING = {"rmsprop": 10}
"""After so many steps two float32 paths of this optimizer part, whatever the order of their sums."""


@pytest.mark.parametrize("name", REFERENCED["activations"])
def test_activations(shared: Path, verify: Verify, run: tuple[str, str], name: str) -> None:
    """Value and slope at 401 points: the inputs are rows of the unit matrix, the points stand in the weights."""
    wanted = reference(shared, "activations")
    z, a, slope = (wanted[key][:, None] for key in ("z", name, f"{name}.grad"))
    x = np.eye(len(z))
    nodes = [
        {"id": "x", "kind": "input"},
        dense("w", "x", 1, "identity", use_bias=False),
        {"id": "a", "kind": "activation", "inputs": ["w"], "activation": name},
        {"id": "out", "kind": "output", "inputs": ["a"]},
    ]
    # The slope of the mean of (a - t)^2 with t = a - 1/2 is the activation's, over the number of points.
    engine = on(project_of(nodes, x=x[:2], y=a[:2], task="regress"), x, a - 0.5, run, weights={"w.weight": z})
    what, tolerance = f"{name}, {run_id(run)}", max(TOLERANCE[run[1]], SINGLE.get(name, 0.0))
    verify("Activations", what, PYTORCH, engine.predict(x), a, tolerance)
    # Slopes jump at whole numbers: what is one but for its last digits is another point in single precision.
    sure = (z == z.round()) | (np.abs(z - z.round()) > 1e-9)
    found = engine.gradients()["w.weight"] * len(z)
    verify("Activations", f"{what}, slope", PYTORCH, found[sure], slope[sure], tolerance)


@pytest.mark.parametrize("loss", REFERENCED["losses"])
def test_losses(shared: Path, verify: Verify, run: tuple[str, str], loss: str) -> None:
    """The prediction is the bias-free product of a unit matrix with the identity, so that the gradient shows in it."""
    wanted = reference(shared, "losses")
    last, key = LAST.get(loss, "identity"), f"{loss}_logits" if loss in LAST else loss
    target = {"cce": np.eye(3)[wanted["class"]], "bce": wanted["binary"]}.get(loss, wanted["target"])
    x = np.eye(len(target))
    project = project_of(chain(3, last=last, use_bias=False), x=x, y=target, loss=loss, task="regress")
    engine = on(project, x, target, run, weights={"d0.weight": wanted["prediction"]})
    total = engine.evaluate("train")[0] / len(target)
    what, tolerance = f"{loss}, {run_id(run)}", TOLERANCE[run[1]]
    verify("Losses", what, PYTORCH, np.sqrt(total) if loss == "rmse" else total, wanted[key], tolerance)
    verify("Losses", f"{what}, gradient", PYTORCH, engine.gradients()["d0.weight"], wanted[f"{key}.grad"], tolerance)


@pytest.mark.parametrize("name", REFERENCED["optimizers"])
def test_optimizers(shared: Path, verify: Verify, run: tuple[str, str], name: str) -> None:
    """Fifty steps of a network, its loss before each of them, and its weights after 1, 10 and 50."""
    wanted = reference(shared, "optimizers")
    x, y = wanted["x"], np.eye(3)[wanted["class"]]
    start = {f"d{i}.{part}": wanted[f"start.{i}.{part}"] for i in range(3) for part in ("weight", "bias")}
    project = project_of(chain(6, 5, 3, last="softmax"), x=x, y=y, loss="cce", task="regress", optimizer=name)
    engine = on(project, x, y, run, weights=start)
    what, tolerance = f"{name}, {run_id(run)}", TOLERANCE[run[1]]
    for key, gradient in engine.gradients().items():
        verify(
            "Gradients", f"three dense layers, {run_id(run)}", PYTORCH, gradient, wanted[f"grad.{key[1:]}"], tolerance
        )
    last = WANDERING.get(name, 50) if run[1] == "float32" else 50
    options: Any = OPTIMIZERS[name].options()
    steps = np.arange(1, last + 1)
    table = OPTIMIZERS[name].coefficients(options, np.full(last, options.lr), steps)
    losses: list[float] = []
    for step in steps:
        losses += engine.run(table[step - 1 : step]).rows[:, 2].tolist()
        if step in (1, 10, 50):
            for key, weight in engine.read().weights.items():
                verify("Optimizers", what, PYTORCH, weight, wanted[f"{name}.{step}.{key[1:]}"], tolerance)
    found = np.array(losses) / len(x)
    verify("Optimizers", f"{what}, the loss of each step", PYTORCH, found, wanted[f"{name}.loss"][:last], tolerance)
