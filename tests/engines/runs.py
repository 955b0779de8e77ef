"""What proofs of the engines share: which engine in which precision, how near it must come, and small tools."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.catalog.layers import LAYERS
from core.engine.contract import Engine
from core.spec.project import Project
from tests.networks import dense, loaded, project_of

Array = NDArray[Any]
T = TypeVar("T")

RUNS = (
    ("numpy", "float64"),
    ("cpu", "float32"),
    ("cpu", "float64"),
    ("cuda", "float32"),
    ("cuda", "float64"),
    ("cuda grid", "float32"),
)
"""Engine and precision. The tolerances are those that the project promises: norms of differences, array by array."""
TOLERANCE = {"float64": 1e-10, "float32": 1e-5}
DIFFERENCES = {"float64": 1e-8, "float32": 1e-5}
"""Finite differences are themselves right to nine or ten digits only."""

PYTORCH = "PyTorch 2.13 (reference numbers)"
FINITE = "finite differences"
FORMULA = "published formula"


REFERENCED = {
    "activations": (
        "identity", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "selu", "gelu", "silu", "mish", "softplus",
        "softsign", "hard_sigmoid", "hard_tanh", "sin", "gaussian",
    ),
    "losses": ("mse", "rmse", "mae", "huber", "cce", "bce"),
    "optimizers": (
        "sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adadelta", "adam", "adamw", "nadam", "adamax",
    ),
}  # fmt: skip
"""Entries of which there are stored numbers of PyTorch's; all others are proved by formulas written out in tests."""


def run_id(run: tuple[str, str]) -> str:
    return " ".join(run)


def on(project: Project, x: Any, y: Any, run: tuple[str, str], **job: Any) -> Engine:
    """The engine of a run, loaded."""
    return loaded(project, x, y, run[0], precision=run[1], **job)


def loss_of(project: Project, x: Any, y: Any, weights: dict[str, Array], root: bool = False, **job: Any) -> float:
    """The loss on all rows in float64, by the textbook."""
    engine = loaded(project, x, y, "numpy", precision="float64", weights=weights, **job)
    mean = float(engine.evaluate("train")[0]) / len(x)
    return float(np.sqrt(mean)) if root else mean


def slopes_of(
    loss: Callable[[dict[str, Array]], float], weights: dict[str, Array], h: float = 1e-4
) -> dict[str, Array]:
    """The gradient of a function of named arrays, by central differences over h and 2 h, right to h^4."""
    found = {}
    for name, array in weights.items():
        slope = np.zeros(array.shape)
        for at in np.ndindex(array.shape):
            moved = {}
            for step in (1, -1, 2, -2):
                other = array.astype(np.float64)
                other[at] += step * h
                moved[step] = loss({**weights, name: other})
            slope[at] = (8.0 * (moved[1] - moved[-1]) - (moved[2] - moved[-2])) / (12.0 * h)
        found[name] = slope
    return found


def written(table: Mapping[str, T], name: str) -> T:
    """What a proof's table of definitions holds for an entry; one that was forgotten is called by its name."""
    assert name in table, f"'{name}' has no proof: write its published formula into the table of this file"
    return table[name]


def probe(
    nodes: list[dict[str, Any]], weights: dict[str, Array], wanted: Array, slope: Array, run: tuple[str, str]
) -> Engine:
    """An engine whose loss has, where its output is `wanted`, the gradient `slope` (both (rows, width)) there.

    Its inputs are rows of the unit matrix, so that the weights of a dense layer without bias are what comes out of it.
    """
    x = np.eye(len(wanted))
    target = wanted - slope * wanted.size / 2.0
    ends = [{"id": "x", "kind": "input"}, *nodes, {"id": "out", "kind": "output", "inputs": [nodes[-1]["id"]]}]
    return on(project_of(ends, x=x[:2], y=wanted[:2], task="regress"), x, target, run, weights=weights)


def trained_once(node: dict[str, Any], z: Array, target: Array, run: tuple[str, str], rate: float) -> Engine:
    """An engine after one step of plain gradient descent of the numbers z through a node towards a target: the step
    moves the weights "p.weight", which were z. A mean of squares over n numbers has the gradient 2 (a - t) / n."""
    nodes = [
        {"id": "x", "kind": "input"},
        dense("p", "x", z.shape[1], "identity", use_bias=False),
        {"id": "n", "inputs": ["p"], **node},
        {"id": "out", "kind": "output", "inputs": ["n"]},
    ]
    x, width = np.eye(len(z)), z.shape[1]
    own = {
        "n.scale": np.ones(width),
        "n.shift": np.zeros(width),
        "n.mean": np.zeros(width),
        "n.variance": np.ones(width),
    }
    weights = {"p.weight": z, **(own if node["kind"] == "batch_norm" else {})}
    engine = on(
        project_of(nodes, x=x[:2], y=target[:2], task="regress"), x, target, run, weights=weights, dropout_key=5
    )
    engine.run(np.full((1, 1), rate))
    return engine


SIZE = 60, 50
"""Of the numbers in which chance is looked at."""


def dropout_factors(run: tuple[str, str], rate: float) -> Array:
    """What a step multiplied ones by: towards 0 it takes 2 m^2 / n from each."""
    n = float(np.prod(SIZE))
    engine = trained_once({"kind": "dropout", "rate": rate}, np.ones(SIZE), np.zeros(SIZE), run, n / 8.0)
    return np.asarray(np.sqrt(np.abs(1.0 - engine.read().weights["p.weight"].astype(np.float64)) * 4.0))


def noise_of(run: tuple[str, str], deviation: float) -> Array:
    """What a step added to zeros: towards 0 it takes 2 e / n from each."""
    zero = np.zeros(SIZE)
    node = {"kind": "gaussian_noise", "deviation": deviation}
    return -trained_once(node, zero, zero, run, float(np.prod(SIZE)) / 2.0).read().weights["p.weight"]


def joined(arrays: dict[str, Array]) -> Array:
    """All arrays behind each other, in the order of their names."""
    return np.concatenate([np.asarray(arrays[name], np.float64).ravel() for name in sorted(arrays)])


def reference(shared: Path, name: str) -> dict[str, Array]:
    """One file of float64 numbers made with PyTorch."""
    with np.load(shared / "reference" / f"{name}.npz") as file:
        return dict(file)


def every_layer(without: str = "") -> list[dict[str, Any]]:
    """Nodes of a smooth network that holds every layer kind there is but one, ending with three classes."""
    nodes = [{"id": "x", "kind": "input"}, dense("a", "x", 7, "tanh"), dense("b", "x", 7, "silu")]
    last = "a"
    for kind in LAYERS:
        if kind.name in ("input", "output", "dense", without):
            continue
        sources = [last] if kind.ports[1] == 1 else [last, "b"]
        options = {"activation": "tanh"} if kind.name == "activation" else {}
        nodes.append({"id": f"n_{kind.name}", "kind": kind.name, "inputs": sources, **options})
        if kind.name == "concat":
            nodes.append(dense("n_less", "n_concat", 7, "sigmoid"))
        last = str(nodes[-1]["id"])
    return [*nodes, dense("y", last, 3, "softmax"), {"id": "out", "kind": "output", "inputs": ["y"]}]
