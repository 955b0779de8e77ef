"""What entries of the catalogue promise beyond what all of their sort do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalog.activations import ACTIVATIONS
from core.catalog.initializers import INITIALIZERS, Constant, IdentityMatrix, Orthogonal, TruncatedNormal
from core.catalog.losses import LOSSES, Bce, Cce, Huber, Mse, classes
from core.catalog.optimizers import OPTIMIZERS, Adamw, Lion, Momentum
from core.compile.check import check
from core.compile.lower import lower
from core.compile.params import first_weights
from tests.networks import ENGINES, chain, loaded, project_of

Numbers = st.floats(-30.0, 30.0)
Rng = np.random.default_rng


# Losses.


@given(p=Numbers, q=Numbers, t=st.floats(0.0, 1.0), data=st.data())
def test_losses_are_never_negative_and_lie_above_their_tangents(
    p: float, q: float, t: float, data: st.DataObject
) -> None:
    """They are convex in the prediction: where the slope is nothing they are smallest."""
    entry = data.draw(st.sampled_from(list(LOSSES)))
    if entry.name in ("bce", "cce"):  # of probabilities
        p, q = (min(max(x, 1e-6), 1.0 - 1e-6) for x in (p / 30.0, q / 30.0))
    c = entry.parameter_of(entry.options())
    here, there = (float(entry.value(np.float64(x), np.float64(t), c)) for x in (p, q))
    tangent = here + float(entry.slope(np.float64(p), np.float64(t), c)) * (q - p)
    assert here >= -1e-12
    assert there >= tangent - 1e-9 * (1.0 + abs(tangent))


@given(d=st.floats(-1e3, 1e3), delta=st.floats(0.01, 100.0))
def test_huber_is_a_square_inside_and_a_line_outside(d: float, delta: float) -> None:
    entry = LOSSES["huber"]
    wanted = d * d / 2.0 if abs(d) <= delta else delta * (abs(d) - delta / 2.0)
    assert float(entry.value(np.float64(d), 0.0, delta)) == pytest.approx(wanted, rel=1e-12, abs=1e-15)
    assert entry.parameter_of(Huber(delta=delta)) == delta


def test_half_mse_is_half_of_mse_and_log_cosh_does_not_overflow() -> None:
    p, t = Rng(0).normal(size=(2, 50))
    assert np.array_equal(LOSSES["half_mse"].value(p, t, 0.0) * 2.0, LOSSES["mse"].value(p, t, 0.0))
    assert np.array_equal(LOSSES["half_mse"].slope(p, t, 0.0) * 2.0, LOSSES["mse"].slope(p, t, 0.0))
    assert np.allclose(LOSSES["log_cosh"].value(p, t, 0.0), np.log(np.cosh(p - t)), rtol=1e-10)
    assert LOSSES["log_cosh"].value(np.float64(1e6), 0.0, 0.0) == pytest.approx(1e6 - np.log(2.0), rel=1e-15)


def test_smoothed_targets_keep_their_sum_and_their_answer() -> None:
    y = np.eye(4)[[0, 2, 3]]
    assert LOSSES["cce"].targets(Cce(), y) is y
    assert LOSSES["mse"].targets(Mse(), y) is y
    smooth = LOSSES["cce"].targets(Cce(label_smoothing=0.2), y)
    assert np.allclose(smooth[0], [0.85, 0.05, 0.05, 0.05])
    assert np.allclose(smooth.sum(axis=1), 1.0)
    yes_no = LOSSES["bce"].targets(Bce(label_smoothing=0.2), np.array([[0.0], [1.0]]))
    assert np.allclose(yes_no.ravel(), [0.1, 0.9])
    assert np.array_equal(classes(smooth), classes(y))


def test_classes_are_read_at_the_boundary() -> None:
    column = np.array([[-0.2], [0.2], [0.7]])
    assert classes(column).tolist() == [0, 0, 1]
    assert classes(column, LOSSES["hinge"].boundary).tolist() == [0, 1, 1]
    assert classes(np.array([[0.1, 0.3], [0.9, -2.0]]), 0.0).tolist() == [1, 0]


@pytest.mark.parametrize("engine", ENGINES)
def test_engines_count_a_score_above_zero_as_a_yes(engine: str) -> None:
    x, y = Rng(1).normal(size=(40, 2)), Rng(2).integers(0, 2, (40, 1)).astype(float)
    project = project_of(chain(5, 1), x=x, y=y, loss="hinge", task="regress")
    run = loaded(project, x, y, engine)
    scores = run.predict(x)
    assert run.evaluate("train")[1] == ((scores > 0.0) == (y > 0.5)).sum()
    assert ((scores > 0.0) != (scores > 0.5)).any()


# Optimizers.


def _trained(options: Any, steps: int = 30) -> np.ndarray:
    entry = OPTIMIZERS.of(options)
    w, s1, s2 = np.array([1.0, -2.0, 0.5]), np.zeros(3), np.zeros(3)
    path = []
    for row in entry.coefficients(options, np.full(steps, options.lr), np.arange(1, steps + 1)):
        w, s1, s2 = entry.update(w, np.array([2.0, 0.2, -1.0]) * w, s1, s2, row)
        path.append(w)
    return np.array(path)


def test_an_averaged_velocity_takes_smaller_steps_of_the_same_direction() -> None:
    plain = _trained(Momentum(lr=0.05 * (1.0 - 0.9), momentum=0.9))
    assert np.allclose(_trained(Momentum(lr=0.05, momentum=0.9, averaged=True)), plain, rtol=1e-12)


def test_adamw_shrinks_every_weight_first() -> None:
    entry, options = OPTIMIZERS["adamw"], Adamw(lr=0.5, weight_decay=0.1)
    row = entry.coefficients(options, np.array([0.5]), np.array([1]))[0]
    w = np.array([3.0, -4.0])
    assert np.allclose(entry.update(w, np.zeros(2), np.zeros(2), np.zeros(2), row)[0], 0.95 * w, rtol=1e-15)


def test_lion_moves_every_weight_by_the_rate() -> None:
    path = _trained(Lion(lr=0.01))
    assert np.allclose(np.abs(np.diff(path, axis=0)), 0.01)
    entry = OPTIMIZERS["lion"]
    row = entry.coefficients(Lion(weight_decay=2.0), np.array([0.1]), np.array([1]))[0]
    moved, memory, _ = entry.update(np.array([1.0, 1.0]), np.array([0.0, -3.0]), np.zeros(2), np.zeros(2), row)
    assert np.allclose(moved, [0.8, 0.9])
    assert np.allclose(memory, [0.0, -0.03])


# Initializers.


@given(inputs=st.integers(1, 12), outputs=st.integers(1, 12), gain=st.floats(0.1, 5.0))
def test_orthogonal_keeps_lengths(inputs: int, outputs: int, gain: float) -> None:
    w = INITIALIZERS["orthogonal"].weight(Orthogonal(gain=gain), Rng(inputs * 13 + outputs), (inputs, outputs))
    small = w.T @ w if outputs <= inputs else w @ w.T
    assert w.shape == (inputs, outputs)
    assert np.allclose(small, gain * gain * np.eye(min(inputs, outputs)), atol=1e-12 * gain * gain * 12)


def test_orthogonal_draws_are_even() -> None:
    """Without R's signs, the first entries of Q would all be of one sign."""
    entry = INITIALIZERS["orthogonal"]
    firsts = [entry.weight(Orthogonal(), Rng(seed), (3, 3))[0, 0] for seed in range(400)]
    assert abs(np.mean(firsts)) < 0.1


def test_no_truncated_number_lies_beyond_two_deviations() -> None:
    drawn = INITIALIZERS["truncated_normal"].weight(TruncatedNormal(mean=3.0, deviation=0.5), Rng(0), (400, 300))
    assert np.abs(drawn - 3.0).max() <= 1.0
    assert np.abs(drawn - 3.0).max() > 0.99
    assert drawn.mean() == pytest.approx(3.0, abs=0.01)


def test_starts_that_nothing_is_drawn_for() -> None:
    def start(options: Any, shape: tuple[int, int] = (2, 3)) -> Any:
        return INITIALIZERS.of(options).weight(options, Rng(0), shape).tolist()

    assert start(Constant(value=0.3)) == [[0.3] * 3] * 2
    assert start(INITIALIZERS["ones"].options()) == [[1.0] * 3] * 2
    assert start(INITIALIZERS["zeros"].options()) == [[0.0] * 3] * 2
    assert start(IdentityMatrix(gain=2.0)) == [[2.0, 0.0, 0.0], [0.0, 2.0, 0.0]]
    assert start(IdentityMatrix(), (3, 2)) == [[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]


# Where PyTorch is installed, the same again from there.


TORCH = {
    "elu": "elu", "gelu": "gelu", "hard_sigmoid": "hardsigmoid", "hard_tanh": "hardtanh", "leaky_relu": "leaky_relu",
    "mish": "mish", "relu": "relu", "selu": "selu", "silu": "silu", "softplus": "softplus", "softsign": "softsign",
}  # fmt: skip


@pytest.mark.parametrize("name", TORCH)
def test_activations_are_pytorchs(name: str) -> None:
    torch = pytest.importorskip("torch")
    z = np.linspace(-15.0, 15.0, 301)
    entry: Any = ACTIVATIONS[name]
    wanted = getattr(torch.nn.functional, TORCH[name])(torch.from_numpy(z)).numpy()
    # PyTorch's softplus is its argument above 20.
    assert np.allclose(entry.forward(z, entry.parameter_of(entry.options())), wanted, rtol=1e-8, atol=1e-12)


@pytest.mark.parametrize(("name", "other"), [("huber", "huber_loss"), ("mae", "l1_loss"), ("mse", "mse_loss")])
def test_losses_are_pytorchs(name: str, other: str) -> None:
    torch = pytest.importorskip("torch")
    p, t = Rng(3).normal(0.0, 2.0, (2, 40))
    wanted = float(getattr(torch.nn.functional, other)(torch.from_numpy(p), torch.from_numpy(t)))
    entry = LOSSES[name]
    assert float(entry.value(p, t, entry.parameter_of(entry.options())).mean()) == pytest.approx(wanted, rel=1e-12)


def test_smoothing_is_pytorchs() -> None:
    torch = pytest.importorskip("torch")
    z, label = Rng(4).normal(size=(20, 5)), Rng(5).integers(0, 5, 20)
    wanted = torch.nn.functional.cross_entropy(torch.from_numpy(z), torch.from_numpy(label), label_smoothing=0.3)
    shares = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    targets = LOSSES["cce"].targets(Cce(label_smoothing=0.3), np.eye(5)[label])
    assert LOSSES["cce"].value(shares, targets, 0.0).sum(axis=1).mean() == pytest.approx(float(wanted), rel=1e-12)


@pytest.mark.parametrize(
    ("name", "other", "settings"),
    [
        ("sgd", "SGD", {}),
        ("momentum", "SGD", {"momentum": 0.9}),
        ("nesterov", "SGD", {"momentum": 0.9, "nesterov": True}),
        ("adagrad", "Adagrad", {}),
        ("rmsprop", "RMSprop", {"alpha": 0.9}),
        ("adadelta", "Adadelta", {}),
        ("adam", "Adam", {}),
        ("adamw", "AdamW", {"weight_decay": 0.1}),
        ("nadam", "NAdam", {"momentum_decay": 0.0}),
        ("adamax", "Adamax", {}),
    ],
)
def test_optimizers_are_pytorchs(name: str, other: str, settings: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    options: Any = OPTIMIZERS[name].options()
    w = torch.tensor([1.0, -2.0, 0.5], dtype=torch.float64, requires_grad=True)
    theirs = getattr(torch.optim, other)([w], lr=options.lr, **settings)
    # NAdam multiplies its momentums up in single precision.
    room = 1e-6 if name == "nadam" else 1e-9
    for row in _trained(options, 200):
        w.grad = (torch.tensor([2.0, 0.2, -1.0], dtype=torch.float64) * w).detach()
        theirs.step()
        assert np.allclose(row, w.detach().numpy(), rtol=room, atol=1e-12)


def test_a_prelu_begins_with_the_given_slope() -> None:
    nodes = chain(2, last={"kind": "prelu", "start": -0.5})
    project = project_of(nodes, x=[[1.0, 2.0]], y=[[0.0, 0.0]], task="regress")
    weights = {"d0.weight": np.diag([1.0, -1.0]), "d0.bias": np.zeros(2)}
    program = lower(check(project))
    first = first_weights(program.table, 0)
    assert first["d0.slope"].tolist() == [-0.5, -0.5]
    run = loaded(project, [[1.0, 2.0]], [[0.0, 0.0]], weights=first | weights)
    assert run.predict(np.array([[1.0, 2.0]])).tolist() == [[1.0, 1.0]]
