"""Small networks and data for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from hypothesis import strategies as st

from core.compile.check import check
from core.compile.lower import lower
from core.compile.params import first_weights
from core.engine.contract import Engine, Ensemble, Job, State
from core.engine.select import choose, choose_ensemble
from core.spec.plain import project_from_plain
from core.spec.project import Project
from tests.engines import coroutines

ENGINES = ("numpy", "cpu", "cuda")
"""The GPU's program runs as tests.engines.coroutines do it: every thread of it, without a GPU."""


def project_of(
    nodes: Sequence[Mapping[str, Any]],
    *,
    x: Any,
    y: Any,
    loss: Any = "mse",
    task: str = "auto",
    optimizer: Any = "sgd",
    **training: Any,
) -> Project:
    """A project on given points, nothing kept for a test."""
    plain = {
        "format": 1,
        "architecture": {"nodes": list(nodes)},
        "data": {
            "source": {"kind": "points", "x": np.asarray(x).tolist(), "y": np.asarray(y).tolist()},
            "test_fraction": 0.0,
            "task": task,
        },
        "training": {"loss": loss, "optimizer": optimizer, "metrics": [], "batch_size": None, **training},
    }
    return project_from_plain(plain)


def dense(name: str, source: str, units: int, activation: Any = "tanh", **options: Any) -> dict[str, Any]:
    return {"id": name, "kind": "dense", "inputs": [source], "units": units, "activation": activation, **options}


def chain(*units: int, hidden: Any = "tanh", last: Any = "identity", use_bias: bool = True) -> list[dict[str, Any]]:
    """x -> dense layers of so many units -> out."""
    nodes: list[dict[str, Any]] = [{"id": "x", "kind": "input"}]
    for i, width in enumerate(units):
        activation = last if i == len(units) - 1 else hidden
        nodes.append(dense(f"d{i}", str(nodes[-1]["id"]), width, activation, use_bias=use_bias))
    return [*nodes, {"id": "out", "kind": "output", "inputs": [nodes[-1]["id"]]}]


def engine_called(name: str, precision: str, *, gpu_math: str = "fp32") -> Engine:
    if name == "cuda grid":
        return coroutines.large_engine(precision, math=gpu_math)
    return coroutines.engine(precision) if name == "cuda" else choose(name, precision)


def ensemble_called(name: str, precision: str = "float32", threads: int = 1) -> Ensemble:
    return coroutines.ensemble(precision) if name == "cuda" else choose_ensemble(name, precision, threads=threads)


def loaded(
    project: Project,
    x: Any,
    y: Any,
    name: str = "numpy",
    *,
    precision: str = "",
    weights: Mapping[str, Any] | None = None,
    parts: Mapping[str, Any] | None = None,
    factors: Any = None,
    **job: Any,
) -> Engine:
    """An engine with a job on the arrays as they are: no preparation, rows in order; `factors` are the rows'. Left to
    themselves, engines compute in float32, the textbook in float64."""
    precision = precision or ("float64" if name == "numpy" else "float32")
    engine = engine_called(name, precision)
    start(engine, project, x, y, weights=weights, parts=parts, factors=factors, precision=precision, **job)
    return engine


def start(
    engine: Engine,
    project: Project,
    x: Any,
    y: Any,
    *,
    weights: Mapping[str, Any] | None = None,
    parts: Mapping[str, Any] | None = None,
    factors: Any = None,
    state: State | None = None,
    **job: Any,
) -> None:
    """As `loaded`, for an engine that is there; it may go on from a state."""
    program = lower(check(project), engine.lanes)
    settings: dict[str, Any] = {
        "optimizer": project.training.optimizer.kind,
        "batch_size": len(x),
        "shuffle": False,
        "weights": factors,
        **job,
    }
    x, y = np.asarray(x, np.float64), np.asarray(y, np.float64)
    made = Job(program=program, parts={"train": (x, y), **(parts or {})}, **settings)
    engine.load(made, state or State(weights or first_weights(program.table, 0), ()))


def relative(found: Any, wanted: Any) -> float:
    """||found - wanted|| / ||wanted||, the measure of agreement."""
    found, wanted = np.asarray(found, np.float64), np.asarray(wanted, np.float64)
    return float(np.linalg.norm(found - wanted) / max(np.linalg.norm(wanted), 1e-300))


SINGLE: dict[str, dict[str, Any]] = {
    "batch_norm": {"eps": 0.1},
    "layer_norm": {"eps": 0.1},
    "gaussian_noise": {},
    "dropout": {},
}
"""Layers of one input whose output is as wide, with their options."""


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[dict[str, Any]], int]:
    """Nodes of a random network with every operation, skips and shared inputs among them, and its input width.

    Norms are gentle (a large eps), so that differences can tell their slopes.
    """
    inputs = draw(st.integers(1, 4))
    nodes: list[dict[str, Any]] = [{"id": "x", "kind": "input"}]
    widths = {"x": inputs}
    for i in range(draw(st.integers(2, 7))):
        names = list(widths)
        kind = draw(st.sampled_from(["dense", "dense", "activation", "add", "multiply", "concat", *SINGLE]))
        first = draw(st.sampled_from(names))
        name = f"n{i}"
        smooth = st.sampled_from(["identity", "sigmoid", "tanh", "softmax", "prelu"])
        if kind == "dense":
            units = draw(st.integers(1, 4))
            nodes.append(dense(name, first, units, draw(smooth), use_bias=draw(st.booleans())))
            widths[name] = units
        elif kind == "activation":
            nodes.append({"id": name, "kind": kind, "inputs": [first], "activation": draw(smooth)})
            widths[name] = widths[first]
        elif kind in SINGLE:
            nodes.append({"id": name, "kind": kind, "inputs": [first], **SINGLE[kind]})
            widths[name] = widths[first]
        else:
            fitting = names if kind == "concat" else [n for n in names if widths[n] == widths[first]]
            others = draw(st.lists(st.sampled_from(fitting), min_size=1, max_size=2))
            nodes.append({"id": name, "kind": kind, "inputs": [first, *others]})
            widths[name] = widths[first] + sum(widths[n] for n in others) if kind == "concat" else widths[first]
    nodes.append(dense("y", list(widths)[-1], draw(st.integers(1, 3)), draw(st.sampled_from(["identity", "tanh"]))))
    return [*nodes, {"id": "out", "kind": "output", "inputs": ["y"]}], inputs
