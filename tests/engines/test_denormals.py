"""What core.engine.denormals says is flushed, and what is not."""

from __future__ import annotations

import platform

import numpy as np
import pytest

from tests.networks import dense, loaded, project_of

SMALL = np.float32(1e-40)
NODES = [
    {"id": "x", "kind": "input"},
    {"id": "both", "kind": "concat", "inputs": ["x", "x"]},
    {"id": "relu", "kind": "activation", "inputs": ["x"], "activation": "relu"},
    {"id": "sum", "kind": "add", "inputs": ["x", "x"]},
    {"id": "all", "kind": "concat", "inputs": ["both", "relu", "sum"]},
    dense("y", "all", 1, "identity", use_bias=False),
    {"id": "out", "kind": "output", "inputs": ["y"]},
]
X86 = pytest.mark.skipif(platform.machine().lower() not in ("x86_64", "amd64"), reason="flushed on x86 alone")


def values(engine: str) -> dict[str, list[float]]:
    project = project_of(NODES, x=[[0.0]], y=[0.0])
    made = loaded(project, [[SMALL]], [[0.0]], engine, precision="float32", weights={"y.weight": np.ones((4, 1))})
    found = made.activations(np.array([[SMALL]]), ["x", "both", "relu", "sum", "y"])
    return {name: value[0].tolist() for name, value in found.items()}


@X86
@pytest.mark.jit
def test_results_are_flushed_and_moves_are_not() -> None:
    found = values("cpu")
    assert found["x"] == [SMALL]
    assert found["both"] == [SMALL, SMALL]
    assert found["relu"] == [0.0]
    assert found["sum"] == [0.0]
    assert found["y"] == [0.0]
    kept = values("numpy")
    assert kept["relu"] == [SMALL]
    assert kept["sum"] == [SMALL + SMALL]


@X86
@pytest.mark.jit
def test_python_computes_with_them_afterwards() -> None:
    values("cpu")
    assert SMALL * np.float32(1.0) == SMALL
    assert 1e-310 * 1.0 > 0.0


@X86
@pytest.mark.jit
def test_a_weight_so_small_stays_until_a_step_computes_with_it() -> None:
    project = project_of(NODES, x=[[0.0]], y=[0.0])
    made = loaded(project, [[1.0]], [[0.0]], "cpu", weights={"y.weight": np.full((4, 1), SMALL)})
    assert (made.read().weights["y.weight"] == SMALL).all()
    made.run(np.zeros((1, 1)))
    assert not made.read().weights["y.weight"].any()
