"""Large networks on the whole GPU, in coroutines: every thread of every launch, products as NumPy reads their numbers.

"full" are products with all that cuBLASLt does besides, "basic" those of the kernel of our own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.catalog.clippings import Clip
from core.catalog.optimizers import OPTIMIZERS
from core.engine.contract import Engine, Pull, State
from core.engine.cuda import grid_data, groups
from core.engine.cuda.engine import CudaEngine
from core.engine.cuda.faults import CudaFault, fault
from core.engine.cuda.grid import Grid
from core.engine.cuda.matrices import fused_of
from core.engine.select import choose
from tests.engines.coroutines import Coroutines, engine, large_engine
from tests.engines.runs import TOLERANCE, Array, every_layer, joined
from tests.networks import chain, dense, project_of, relative, start

RNG = np.random.default_rng(14)
X, Y = RNG.normal(size=(53, 4)), np.eye(3)[RNG.integers(0, 3, 53)]
SETTINGS: dict[str, Any] = {
    "precision": "float64", "batch_size": 16, "shuffle": True, "order_key": 11, "dropout_key": 12,
    "parts": {"test": (X[:20], Y[:20])},
}  # fmt: skip
CHAIN = chain(8, 9, 3, hidden="relu")
SKIP = [
    {"id": "x", "kind": "input"},
    dense("a", "x", 6, "relu"),
    dense("b", "a", 6, "relu", use_bias=False),
    {"id": "s", "kind": "add", "inputs": ["a", "b"]},
    dense("c", "s", 5, "relu"),
    dense("d", "s", 5, "relu"),
    {"id": "t", "kind": "concat", "inputs": ["c", "d"]},
    dense("y", "t", 3, "identity"),
    {"id": "out", "kind": "output", "inputs": ["y"]},
]


def trained(made: Engine, nodes: Any, steps: int = 5, loss: str = "mse", **job: Any) -> tuple[Engine, Any]:
    project = project_of(nodes, x=X, y=Y, loss=loss, task="regress", optimizer=job.pop("optimizer", "sgd"))
    start(made, project, X, Y, **{**SETTINGS, **job})
    rates = np.full(steps, 0.05)
    entry = OPTIMIZERS[project.training.optimizer.kind]
    table = entry.coefficients(entry.options(), rates, np.arange(1, steps + 1))
    return made, made.run(table, rates)


def agree(mine: tuple[Engine, Any], theirs: tuple[Engine, Any], tolerance: float) -> None:
    """Weights, what is told of epochs, and gradients."""
    (engine, done), (textbook, wanted) = mine, theirs
    assert (done.steps, done.bad_step) == (wanted.steps, wanted.bad_step)
    assert relative(joined(engine.read().weights), joined(textbook.read().weights)) < tolerance
    np.testing.assert_allclose(done.rows, wanted.rows, rtol=30 * tolerance)
    assert relative(joined(engine.gradients()), joined(textbook.gradients())) < 30 * tolerance
    assert relative(engine.predict(X), textbook.predict(X)) < 30 * tolerance
    np.testing.assert_allclose(engine.evaluate("test"), textbook.evaluate("test"), rtol=30 * tolerance)


@pytest.mark.parametrize("precision", TOLERANCE)
@pytest.mark.parametrize("full", [True, False], ids=("full", "basic"))
@pytest.mark.parametrize("steps", [1, 4])
def test_every_layer(precision: str, full: bool, steps: int) -> None:
    nodes = every_layer("gaussian_noise")
    mine = trained(large_engine(precision, full), nodes, steps, "cce")
    agree(mine, trained(choose("numpy", "float64"), nodes, steps, "cce"), TOLERANCE[precision])


@pytest.mark.parametrize("full", [True, False], ids=("full", "basic"))
@pytest.mark.parametrize("nodes", [CHAIN, SKIP], ids=("chain", "skip"))
@pytest.mark.parametrize(
    "job",
    [
        {"optimizer": "adam"},
        {"loss": "rmse", "optimizer": "momentum"},
        {
            "optimizer": "adamw",
            "clip": Clip(0.01, 0.02),
            "penalties": (Pull("$.weight", "l2", (0.1, 0.2), decay=0.1), Pull("$.bias", "none", limit=0.05)),
            "factors": RNG.random(53),
            "off": (1, 2, 4),
        },
    ],
    ids=("adam", "root", "holds"),
)
def test_relus(full: bool, nodes: Any, job: dict[str, Any]) -> None:
    job = {**job}
    first = str(nodes[1]["id"])
    if "penalties" in job:
        job["penalties"] = tuple(
            Pull(p.key.replace("$", first), p.penalty, p.coefficients, p.limit, p.decay) for p in job["penalties"]
        )
    mine = trained(large_engine("float64", full), nodes, 9, **job)
    agree(mine, trained(choose("numpy", "float64"), nodes, 9, **job), 1e-10)


def test_what_products_do_besides() -> None:
    """Only a ReLU that alone reads a layer's sums and is alone read by the next one leaves no phase of its own."""
    made, _ = trained(large_engine("float64"), SKIP, 1)
    program = made.job.program  # type: ignore[attr-defined]
    plan, slots = program.plan, set(program.slots.values())
    full, basic = fused_of(plan, slots, True), fused_of(plan, slots, False)
    assert (len(full.relu), len(full.drelu)) == (4, 0)
    assert (len(basic.relu), len(basic.drelu), len(basic.biases)) == (4, 0, 0)
    program = trained(large_engine("float64"), CHAIN, 1)[0].job.program  # type: ignore[attr-defined]
    assert len(fused_of(program.plan, set(program.slots.values()), True).drelu) == 2
    every = range(len(program.plan.width))
    assert not fused_of(program.plan, every, True).relu


@pytest.mark.parametrize(("math", "tolerance"), [("tf32", 1e-3), ("bf16", 1e-2)])
def test_fewer_digits(math: str, tolerance: float) -> None:
    mine = trained(large_engine("float32", math=math), CHAIN, 1)
    exact = trained(choose("numpy", "float64"), CHAIN, 1)
    error = relative(joined(mine[0].read().weights), joined(exact[0].read().weights))
    assert 1e-7 < error < tolerance


@pytest.mark.parametrize(
    ("most", "name"), [(1 << 14, "softmax_3_then_row_slopes"), (0, "partial_sums_slopes_then_batch")]
)
def test_small_phases_are_one_launch(monkeypatch: pytest.MonkeyPatch, most: int, name: str) -> None:
    """Rows and their sums where they are few, else sums alone."""
    monkeypatch.setattr(groups, "MOST", most)
    x, y = np.tile(X, (3, 1)), np.tile(Y, (3, 1))
    mine, textbook = large_engine("float64"), choose("numpy", "float64")
    project = project_of(chain(8, 3, hidden="relu", last="softmax"), x=x, y=y, loss="cce", task="regress")
    done = []
    for made in (mine, textbook):
        start(made, project, x, y, **{**SETTINGS, "batch_size": 150})
        done.append((made, made.run(np.full((5, 1), 0.1))))
    agree(*done, 1e-10)
    names = [part.name for part in mine._at._there._plays["step"] if isinstance(part, groups.Group)]  # type: ignore[union-attr]
    assert len(names) == 1
    assert names[0].startswith(name)


def test_data_that_come_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid_data, "RESIDENT", 0.0)
    monkeypatch.setattr(grid_data, "STAGE_BYTES", 16 * 2 * 8 * 8)
    job = {"factors": RNG.random(53), "parts": {"test": (X, Y), "validation": (X[:5], Y[:5])}}
    mine = trained(large_engine("float64"), CHAIN, 11, **job)
    agree(mine, trained(choose("numpy", "float64"), CHAIN, 11, **job), 1e-10)


def test_a_run_moves_between_engines() -> None:
    """From blocks to the whole GPU and back to the textbook, with an optimizer that remembers, in mid-epoch."""
    nodes, wanted = every_layer("gaussian_noise"), choose("numpy", "float64")
    makers = [lambda: engine("float64"), lambda: large_engine("float64"), lambda: choose("numpy", "float64")]
    project = project_of(nodes, x=X, y=Y, loss="cce", task="regress", optimizer="adam")
    entry = OPTIMIZERS["adam"]
    rates = np.full(9, 0.05)
    table = entry.coefficients(entry.options(), rates, np.arange(1, 10))
    start(wanted, project, X, Y, **SETTINGS)
    rows = [wanted.run(table, rates).rows]
    state: State | None = None
    found = []
    for i, make in enumerate(makers):
        made = make()
        start(made, project, X, Y, state=state, **SETTINGS)
        found.append(made.run(table[3 * i : 3 * i + 3], rates[:3]).rows)
        state = made.read()
    assert state is not None
    assert (state.step, state.epoch, state.batch) == (9, 2, 1)
    assert relative(joined(state.weights), joined(wanted.read().weights)) < 1e-10
    np.testing.assert_allclose(np.concatenate(found), rows[0], rtol=1e-9)


def test_nothing_moves_after_a_bad_step() -> None:
    made, first = trained(large_engine("float32"), CHAIN, 6)
    before = made.read()
    made.write(
        State({**before.weights, "d0.bias": np.full(8, 1e30)}, before.memories, before.step, before.epoch, before.batch)
    )
    start_weights = made.read().weights
    done = made.run(np.full((40, 1), 0.05))
    assert (done.steps, done.bad_step) == (0, first.steps + 1)
    after = made.read()
    assert after.step == before.step
    np.testing.assert_equal(after.weights, start_weights)


def test_a_network_without_room_is_refused() -> None:
    device = Coroutines(most_shared=0)
    device.room = 1000
    with pytest.raises(CudaFault) as refused:
        trained(CudaEngine("float32", device), CHAIN, 1)
    assert refused.value.kind == "memory"


def test_a_fault_brings_the_newest_copy() -> None:
    device = Coroutines(most_shared=0)
    made, _ = trained(CudaEngine("float64", device), CHAIN, 3)
    known = made.read()

    def refuse(*given: Any) -> Array:
        raise fault("in_flight")

    device.get = refuse  # type: ignore[method-assign]
    with pytest.raises(CudaFault) as broken:
        made.run(np.full((2, 1), 0.05))
    state = broken.value.state
    assert state is not None
    assert 0 < state.step <= known.step


def test_which_networks_are_large() -> None:
    small = trained(engine("float32"), CHAIN, 1)[0]
    assert not isinstance(small._at, Grid)  # type: ignore[attr-defined]
    wide = trained(engine("float32"), chain(300, 300, 3), 0)[0]
    assert isinstance(wide._at, Grid)  # type: ignore[attr-defined]


def simulate() -> None:
    """In a process of its own: launches, and the kernel that multiplies matrices, in Numba's simulator."""
    from core.engine.cuda.gpu import gpu

    device = gpu()
    device.most_shared = 0
    x, y = X[:6], Y[:6]
    nodes = chain(3, 3, hidden="relu")
    project = project_of(nodes, x=x, y=y, task="regress")
    mine, textbook = CudaEngine("float32", device), choose("numpy", "float64")
    for made in (mine, textbook):
        start(made, project, x, y, batch_size=4, shuffle=True, order_key=3, parts={"test": (x, y)})
        made.run(np.full((3, 1), 0.1))
    assert relative(joined(mine.read().weights), joined(textbook.read().weights)) < 1e-5


def test_in_the_simulator(root: Path) -> None:
    given = {**os.environ, "NUMBA_ENABLE_CUDASIM": "1", "NUMBA_DISABLE_JIT": "0"}
    command = [sys.executable, "-c", "from tests.engines.test_cuda_grid import simulate; simulate()"]
    done = subprocess.run(command, cwd=root, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
