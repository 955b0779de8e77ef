"""Set-ups whose steps are looked at."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.engine.reference import ReferenceEngine
from core.explain.step import Step, Walk
from core.session.setup import Setup, load, set_up
from core.spec.project import Project
from tests.networks import dense, project_of


def ready(project: Project) -> tuple[Setup, ReferenceEngine]:
    made, engine = set_up(project, 1), ReferenceEngine()
    load(made, engine)
    return made, engine


def walked(project: Project, walk: Walk | None = None) -> tuple[Setup, ReferenceEngine, Step]:
    made, engine = ready(project)
    step = (walk or Walk()).answer(made, engine)
    assert step is not None
    return made, engine, step


def shaken(setup: Setup, engine: ReferenceEngine, seed: int) -> None:
    """Biases and scales that are not zeros and ones."""
    rng = np.random.default_rng(seed)
    state = engine.read()
    moved = {
        k: w + rng.normal(0.0, 0.1, w.shape) if not k.endswith("variance") else w for k, w in state.weights.items()
    }
    engine.write(type(state)(moved, state.memories))


def busy(optimizer: Any, **training: Any) -> Project:
    """A network with everything that draws, remembers and restrains."""
    nodes = [
        {"id": "x", "kind": "input"},
        dense("a", "x", 4, "tanh", penalty={"kind": "max_norm", "limit": 0.9, "biases": True}, off=[[0, 1]]),
        {"id": "n", "kind": "batch_norm", "inputs": ["a"]},
        {"id": "drop", "kind": "dropout", "inputs": ["n"], "rate": 0.3},
        {"id": "both", "kind": "concat", "inputs": ["drop", "x"]},
        dense("b", "both", 3, "prelu", penalty={"kind": "decay", "strength": 0.2}),
        {"id": "noise", "kind": "gaussian_noise", "inputs": ["b"]},
        dense("y", "noise", 2, "softmax"),
        {"id": "out", "kind": "output", "inputs": ["y"]},
    ]
    rng = np.random.default_rng(4)
    x = rng.normal(size=(20, 2))
    settings: dict[str, Any] = {
        "penalty": {"kind": "l2", "strength": 0.01},
        "clipping": {"kind": "norm", "limit": 0.1},
        "schedule": {"kind": "exponential", "factor": 0.9},
        "batch_size": 6,
        "precision": "float64",
        **training,
    }
    return project_of(nodes, x=x, y=np.eye(2)[rng.integers(0, 2, 20)], loss="cce", optimizer=optimizer, **settings)
