"""A step written out is the step: slopes against differences, new weights against what the engine does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalog.activations import ACTIVATIONS
from core.catalog.optimizers import OPTIMIZERS
from core.compile.lower import lower
from core.engine.reference import ReferenceEngine, loss_and_gradient
from core.engine.select import choose
from core.explain import twin as held_twin
from core.explain.loss import last_factor
from core.explain.step import Walk, rows_of
from core.explain.twin import twin
from core.session.control import Control
from core.session.setup import Setup, load, set_up
from core.session.trainer import train
from core.spec.assign import assign
from core.spec.files import load_example
from tests.core.explain.stepping import busy, ready, shaken, walked
from tests.engines.runs import slopes_of
from tests.networks import chain, graphs, project_of, relative

SMOOTH = sorted(
    entry.name
    for entry in ACTIVATIONS
    if entry.forward is not None and entry.name in ("sigmoid", "tanh", "softplus", "silu", "gelu", "mish", "sin")
)


def assert_slopes_are_differences(setup: Setup, engine: ReferenceEngine, place: int | None) -> None:
    held = twin(setup, engine)
    rows = rows_of(held, place)
    assert rows is not None
    step = Walk(place).answer(setup, engine)
    assert step is not None
    weights = {key: np.asarray(array) for key, array in engine.read().weights.items()}
    trained = {key: weights[key] for key in step.gradients}

    def loss(changed: dict[str, Any]) -> float:
        return held.loss(rows, held.program.table.pack({**weights, **changed}, np.float64))

    # Two steps: the longer is more exact, the shorter does not reach over a corner (PReLU's).
    far, near = slopes_of(loss, trained, 1e-3), slopes_of(loss, trained, 1e-5)
    wanted = {key: np.where(np.abs(far[key] - near[key]) < 1e-8, far[key], near[key]) for key in far}
    whole = np.concatenate([wanted[key].ravel() for key in wanted])
    found = np.concatenate([step.gradients[key].ravel() for key in wanted])
    # Differences of a loss of this size are themselves right to its rounding only.
    assert np.linalg.norm(found - whole) <= 1e-6 * np.linalg.norm(whole) + 1e-9 * max(abs(step.loss.batch), 1.0)


@settings(max_examples=40)
@given(graph=graphs(), seed=st.integers(0, 1000), one=st.booleans())
def test_random_graphs(graph: tuple[list[dict[str, Any]], int], seed: int, one: bool) -> None:
    nodes, inputs = graph
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(4, inputs)), rng.normal(size=(4, int(nodes[-2]["units"])))
    setup, engine = ready(project_of(nodes, x=x, y=y, task="regress", precision="float64"))
    shaken(setup, engine, seed)
    assert_slopes_are_differences(setup, engine, 2 if one else None)


LOSSES_OF = {
    "mse": "identity", "half_mse": "tanh", "rmse": "identity", "log_cosh": "identity", "bce": "sigmoid",
    "cce": "softmax",
}  # fmt: skip


@settings(max_examples=40)
@given(
    data=st.data(),
    widths=st.lists(st.integers(1, 4), min_size=1, max_size=3),
    hidden=st.sampled_from(SMOOTH),
    loss=st.sampled_from(sorted(LOSSES_OF)),
    seed=st.integers(0, 1000),
)
def test_losses_and_activations(data: st.DataObject, widths: list[int], hidden: str, loss: str, seed: int) -> None:
    outputs = data.draw(st.integers(2, 3)) if loss == "cce" else data.draw(st.integers(1, 2))
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(5, 2))
    y = rng.random((5, outputs)) if loss != "cce" else np.eye(outputs)[rng.integers(0, outputs, 5)]
    nodes = chain(*widths, outputs, hidden=hidden, last=LOSSES_OF[loss])
    setup, engine = ready(project_of(nodes, x=x, y=y, loss=loss, task="regress", precision="float64"))
    shaken(setup, engine, seed)
    assert_slopes_are_differences(setup, engine, data.draw(st.sampled_from([None, 0, 4])))


@settings(max_examples=20)
@given(graph=graphs(), seed=st.integers(0, 1000))
def test_gradients_are_the_textbooks(graph: tuple[list[dict[str, Any]], int], seed: int) -> None:
    nodes, inputs = graph
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(4, inputs)), rng.normal(size=(4, int(nodes[-2]["units"])))
    setup, engine = ready(project_of(nodes, x=x, y=y, task="regress", precision="float64"))
    step = Walk(1).answer(setup, engine)
    assert step is not None
    part = setup.prepared.train
    weights = engine.read().weights
    loss, gradient = loss_and_gradient(lower(setup.checked), weights, part.x[1:2], part.y[1:2])
    assert loss == step.loss.batch
    assert all(np.array_equal(gradient[key], step.gradients[key]) for key in gradient)


@pytest.mark.parametrize("clipping", [{"kind": "norm", "limit": 0.1}, {"kind": "value", "limit": 0.02}])
@pytest.mark.parametrize("optimizer", OPTIMIZERS.names())
def test_the_update_is_the_engines(optimizer: str, clipping: dict[str, Any]) -> None:
    setup, engine = ready(busy(optimizer, clipping=clipping))
    *_, last = train(setup, engine, epochs=3)
    assert last.step == 12
    for _ in range(3):
        step = Walk().answer(setup, engine)
        assert step is not None
        options: Any = setup.project.training.optimizer
        assert step.update.rate == pytest.approx(options.lr * 0.9 ** ((step.number - 1) / 4), rel=1e-12)
        engine.run(step.update.coefficients[None], np.array([step.update.rate]))
        state = engine.read()
        assert all(np.array_equal(state.weights[key], array) for key, array in step.update.after.items())
        for memory, kept in zip(state.memories, step.update.kept, strict=True):
            assert all(np.array_equal(memory[key], array) for key, array in kept.items())


def test_the_next_step_of_a_run_is_the_one_that_was_told() -> None:
    """The trainer's own coefficients too."""
    setup, engine = ready(busy("adam"))
    *_, _ = train(setup, engine, epochs=2)
    step = Walk().answer(setup, engine)
    assert step is not None
    other, fresh = ready(busy("adam"))
    control = Control()
    loop = train(other, fresh, control)
    next(loop)
    for _ in range(9):
        control.step_batch()
    next(loop)
    found = fresh.read().weights
    assert all(np.array_equal(found[key], array) for key, array in step.update.after.items())


PAIRINGS = [
    ("sigmoid", "bce", "F − y"), ("softmax", "cce", "F − y"), ("identity", "half_mse", "F − y"),
    ("identity", "mse", "2 (F − y)"), ("sigmoid", "mse", "2 (F − y) F (1 − F)"), ("tanh", "mse", "2 (F − y) (1 − F²)"),
]  # fmt: skip


@pytest.mark.parametrize(("activation", "loss", "wanted"), PAIRINGS)
def test_the_last_factor_is_named(activation: str, loss: str, wanted: str) -> None:
    outputs = 3 if loss == "cce" else 1
    y = np.eye(3)[:2] if loss == "cce" else np.array([[1.0], [0.0]])
    nodes = chain(2, outputs, last=activation)
    _, _, step = walked(project_of(nodes, x=[[1.0, 2.0], [0.0, 1.0]], y=y, loss=loss, task="regress"), Walk(0))
    assert step.loss.pairing == f"{activation} + {loss}"
    assert step.loss.last == wanted
    f, target = step.loss.outputs, step.loss.targets
    known = {
        "F − y": f - target,
        "2 (F − y)": 2 * (f - target),
        "2 (F − y) F (1 − F)": 2 * (f - target) * f * (1 - f),
        "2 (F − y) (1 − F²)": 2 * (f - target) * (1 - f**2),
    }[wanted]
    assert step.loss.slope_at_sums == pytest.approx(known, rel=1e-12)
    last = next(op for op in reversed(step.operations) if op.kind == "dense")
    assert last.delta == pytest.approx(known, rel=1e-12)
    assert step.loss.value == pytest.approx(step.loss.terms.sum() / step.loss.divided)
    assert last_factor("sigmoid", "bce") == "(F − y) / (F (1 − F)) F (1 − F)"


def test_every_operation_is_written_with_its_own_numbers() -> None:
    _, _, step = walked(busy("sgd"), Walk(None, 3))
    assert [(op.node, op.kind) for op in step.operations] == [
        ("a", "dense"), ("a", "activate"), ("n", "batch_norm"), ("drop", "dropout"), ("both", "copy"), ("both", "copy"),
        ("b", "dense"), ("b", "prelu"), ("noise", "noise"), ("y", "dense"), ("y", "softmax"),
    ]  # fmt: skip
    assert (step.row, len(step.places), step.mixes_rows) == (3, 6, True)
    for op in step.operations:
        if op.kind == "dense":
            total = np.array([op.products(unit).sum() for unit in range(len(op.outputs))])
            assert op.bias is not None
            assert total + op.bias == pytest.approx(op.outputs)
        if op.kind in ("dropout", "prelu"):
            assert op.slope is not None
            assert op.inputs * op.slope == pytest.approx(op.outputs)
        if op.kind == "batch_norm":
            assert (op.inputs - op.mean) * op.spread * op.weight + op.bias == pytest.approx(op.outputs)
    assert step.operations[-1].fused
    assert step.operations[-1].delta is None
    assert relative(step.operations[-2].delta, (step.loss.outputs - step.loss.targets) / 6) < 1e-12


def test_a_batch_that_is_too_large_is_explained_by_its_first_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_twin, "MOST", 100)
    monkeypatch.setattr(held_twin, "FEWEST", 1)
    _, _, step = walked(busy("sgd"))
    assert (len(step.places), step.left_out) == (2, 4)


@pytest.mark.parametrize("name", ["spiral", "digits", "bumps"])
def test_slopes_are_those_of_the_engine_at_work(name: str) -> None:
    """In single precision, from the padded program of the compiled engine."""
    project = assign(load_example(name), "training.shuffle=false")
    engine: Any = choose("cpu")
    setup = set_up(project, engine.lanes)
    load(setup, engine)
    step = Walk().answer(setup, engine)
    assert step is not None
    found = engine.gradients()
    assert set(found) == set(step.gradients)
    for key, gradient in found.items():
        assert relative(gradient, step.gradients[key]) < 1e-5, key


def test_the_rate_of_a_schedule_that_adapts_is_the_one_in_use() -> None:
    schedule = {"kind": "reduce_on_plateau", "patience": 1, "min_delta": 10.0, "factor": 0.5}
    setup, engine = ready(busy("sgd", schedule=schedule))
    control = Control()
    control.set_probes({"step": Walk()})
    loop = train(setup, engine, control)
    rates = []
    for epoch in range(1, 5):
        control.step_epoch()
        next(s for s in loop if s.epoch == epoch)
        control.ask()
        rates.append(next(s for s in loop if s.answers).answers["step"].update.rate)
    control.stop()
    list(loop)
    lr = 0.1
    assert rates[0] == pytest.approx(lr)
    assert rates[-1] < lr / 2


@pytest.mark.parametrize(("loss", "guess"), [("bce", "ln 2 = 0.693"), ("cce", "ln 3 = 1.099"), ("mse", "")])
def test_the_cost_over_the_prediction(loss: str, guess: str) -> None:
    outputs = 3 if loss == "cce" else 1
    y = np.eye(3)[:2] if loss == "cce" else np.array([[1.0], [0.0]])
    last = {"bce": "sigmoid", "cce": "softmax", "mse": "identity"}[loss]
    nodes = chain(2, outputs, last=last)
    _, _, step = walked(project_of(nodes, x=[[1.0, 2.0], [0.0, 1.0]], y=y, loss=loss, task="regress"), Walk(0))
    written = step.loss
    assert written.guess == guess
    here = np.interp(written.outputs[written.shown], written.places, written.costs)
    assert here == pytest.approx(written.terms[written.shown], rel=2e-2)
    if loss == "cce":
        assert written.shown == 0
