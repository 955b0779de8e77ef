"""Every activation, loss, optimizer, initializer, schedule and metric there is, by iterating the registries."""

from __future__ import annotations

import math
from typing import Any

import msgspec
import numpy as np
import pytest

from core.catalog.activations import ACTIVATIONS, Activation
from core.catalog.class_weights import CLASS_WEIGHTS
from core.catalog.clippings import CLIPPINGS
from core.catalog.initializers import INITIALIZERS, Initializer
from core.catalog.layers import LAYERS
from core.catalog.losses import LOSSES, Loss
from core.catalog.metrics import METRICS
from core.catalog.optimizers import OPTIMIZERS, Optimizer
from core.catalog.penalties import PENALTIES
from core.catalog.schedules import SCHEDULES
from core.catalog.stop_rules import STOP_RULES
from core.registry import Registry
from tests.networks import ENGINES, chain, loaded, project_of, relative

REGISTRIES: list[Registry[Any]] = [
    ACTIVATIONS,
    LOSSES,
    OPTIMIZERS,
    SCHEDULES,
    INITIALIZERS,
    PENALTIES,
    CLIPPINGS,
    CLASS_WEIGHTS,
    METRICS,
    STOP_RULES,
    LAYERS,
]


@pytest.mark.parametrize("registry", REGISTRIES, ids=lambda registry: registry.plural)
def test_entries_say_what_they_are(registry: Registry[Any]) -> None:
    assert len(registry) > 0
    for entry in registry:
        assert entry.title, entry.name
        assert entry.text.endswith("."), entry.name
        assert entry.formula, entry.name
        assert entry.options().kind == entry.name
        for field in msgspec.structs.fields(entry.options):
            assert not field.required, (entry.name, field.name)


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    for registry in REGISTRIES:
        name = registry.names()[0]
        with pytest.raises(Exception, match=f"did you mean '{name}'"):
            registry[name + "x"]


@pytest.mark.parametrize("entry", [e for e in ACTIVATIONS if not e.primitive], ids=lambda e: e.name)
def test_activation_derivative_is_the_slope(entry: Activation) -> None:
    assert entry.forward is not None
    assert entry.derivative is not None
    p = entry.parameter_of(entry.options())
    # Kinks lie on whole and half numbers; a central difference must not straddle one.
    z = np.linspace(-8.0, 8.0, 333) + 0.0123
    slope = (entry.forward(z + 1e-6, p) - entry.forward(z - 1e-6, p)) / 2e-6
    assert np.allclose(entry.derivative(z, entry.forward(z, p), p), slope, atol=1e-6)


@pytest.mark.parametrize("entry", [e for e in ACTIVATIONS if not e.primitive], ids=lambda e: e.name)
def test_activation_stays_finite_and_shows_a_nan(entry: Activation) -> None:
    assert entry.forward is not None
    assert entry.derivative is not None
    p = entry.parameter_of(entry.options())
    z = np.linspace(-50.0, 50.0, 1001)
    a = entry.forward(z, p)
    assert np.isfinite(a).all()
    assert np.isfinite(entry.derivative(z, a, p)).all()
    assert np.isnan(entry.forward(np.array([np.nan]), p)).all()


@pytest.mark.parametrize("entry", [e for e in ACTIVATIONS if not e.primitive], ids=lambda e: e.name)
def test_activation_of_numbers_far_out(entry: Activation) -> None:
    """Warnings are errors: nothing overflows on the way to a value that does not."""
    assert entry.forward is not None
    assert entry.derivative is not None
    p = entry.parameter_of(entry.options())
    for kind, reach in ((np.float64, 1e200), (np.float32, 1e25)):
        z = np.array([-reach, -1000.0, -100.0, 100.0, 1000.0, reach], kind)
        exact = np.asarray(entry.forward(z.astype(np.float64), p))
        slope = np.asarray(entry.derivative(z.astype(np.float64), exact, p))
        assert np.isfinite(exact).all()
        assert np.isfinite(slope).all()
    if entry.forward32 is None or entry.derivative32 is None or entry.name == "sin":
        return
    fast = entry.forward32(z, np.float32(p))
    np.testing.assert_allclose(fast, exact, rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose(entry.derivative32(z, fast, np.float32(p)), slope, atol=1e-6)


@pytest.mark.parametrize("entry", [e for e in ACTIVATIONS if e.forward32], ids=lambda e: e.name)
def test_fast_activation_agrees_with_the_exact_one(entry: Activation) -> None:
    assert entry.forward is not None
    assert entry.derivative is not None
    assert entry.forward32 is not None
    assert entry.derivative32 is not None
    p = np.float32(entry.parameter_of(entry.options()))
    z = np.linspace(-30.0, 30.0, 6001).astype(np.float32)
    fast = np.array([entry.forward32(v, p) for v in z], np.float32)
    exact = entry.forward(z.astype(np.float64), float(p))
    assert fast.dtype == np.float32
    assert np.allclose(fast, exact, rtol=2e-6, atol=5e-7)
    slopes = np.array([entry.derivative32(v, a, p) for v, a in zip(z, fast, strict=True)])
    assert np.allclose(slopes, entry.derivative(z.astype(np.float64), exact, float(p)), rtol=2e-5, atol=2e-6)


@pytest.mark.parametrize("entry", list(LOSSES), ids=lambda e: e.name)
def test_loss_slope_and_minimum(entry: Loss) -> None:
    rng = np.random.default_rng(1)
    c = entry.parameter_of(entry.options())
    p, t = rng.uniform(0.05, 0.95, (20, 3)), rng.uniform(0.0, 1.0, (20, 3))
    slope = (entry.value(p + 1e-6, t, c) - entry.value(p - 1e-6, t, c)) / 2e-6
    assert np.allclose(entry.slope(p, t, c), slope, rtol=1e-4, atol=1e-6)
    for target in (0.0, 1.0):
        wanted = np.array([target])
        right = wanted if entry.boundary == 0.5 else 2.0 * wanted - 1.0
        at, off = entry.value(right, wanted, c), entry.value(np.array([0.5]), wanted, c)
        assert (at <= off).all()
        assert abs(at[0]) < 1e-6
        ends = entry.value(np.array([0.0, 1.0]), np.array([target, target]), c)
        assert np.isfinite(ends).all()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("entry", list(LOSSES), ids=lambda e: e.name)
def test_loss_of_a_nan_is_a_nan(entry: Loss, engine: str) -> None:
    """A network that answers NaN must not look fine."""
    x, y = np.ones((4, 2)), np.eye(2)[[0, 1, 0, 1]]
    last = entry.fused_with or "identity"
    project = project_of(chain(2, last=last), x=x, y=y, loss=entry.name, task="regress")
    run = loaded(project, x, y, engine, weights={"d0.weight": np.full((2, 2), np.nan), "d0.bias": np.zeros(2)})
    assert not math.isfinite(run.evaluate("train")[0])
    assert run.run(_rows(project, 3)).bad_step == 1


def _rows(project: Any, steps: int) -> Any:
    options = project.training.optimizer
    return OPTIMIZERS.of(options).coefficients(options, np.full(steps, options.lr), np.arange(1, steps + 1))


@pytest.mark.parametrize("entry", list(OPTIMIZERS), ids=lambda e: e.name)
def test_optimizer_goes_down_a_bowl(entry: Optimizer) -> None:
    options: Any = entry.options()
    w, s1, s2 = np.array([3.0, -2.0]), np.zeros(2), np.zeros(2)
    scale = np.array([1.0, 4.0])
    table = entry.coefficients(options, np.full(4000, options.lr), np.arange(1, 4001))
    before = (scale * w * w).sum()
    for row in table:
        w, s1, s2 = entry.update(w, 2.0 * scale * w, s1, s2, row)
    assert (scale * w * w).sum() < 0.5 * before


@pytest.mark.parametrize("entry", list(OPTIMIZERS), ids=lambda e: e.name)
def test_optimizer_makes_the_same_rows_whole_or_in_pieces(entry: Optimizer) -> None:
    options: Any = entry.options()
    steps = np.arange(1, 101)
    whole = entry.coefficients(options, np.full(100, 0.1), steps)
    pieces = [entry.coefficients(options, np.full(25, 0.1), steps[at : at + 25]) for at in range(0, 100, 25)]
    assert np.array_equal(whole, np.concatenate(pieces))
    assert np.isfinite(whole).all()


@pytest.mark.parametrize("entry", [e for e in INITIALIZERS if e.variance], ids=lambda e: e.name)
def test_initializer_keeps_its_promise(entry: Initializer) -> None:
    assert entry.variance is not None
    options = entry.options()
    drawn = entry.weight(options, np.random.default_rng(0), (300, 200))
    assert drawn.shape == (300, 200)
    assert float(drawn.var()) == pytest.approx(entry.variance(options, 300, 200), rel=0.03)


@pytest.mark.parametrize("optimizer", OPTIMIZERS.names())
def test_engines_train_alike(optimizer: str) -> None:
    """Fifty steps of a small network, from the same start, in float64 and compiled float32."""
    rng = np.random.default_rng(6)
    x, y = rng.normal(size=(30, 4)), np.eye(3)[rng.integers(0, 3, 30)]
    project = project_of(chain(7, 3, last="softmax"), x=x, y=y, loss="cce", task="regress", optimizer=optimizer)
    weights = []
    for name in ENGINES:
        run = loaded(project, x, y, name, batch_size=8, shuffle=True, order_key=11)
        run.run(_rows(project, 50))
        weights.append(run.read().weights)
    for key, wanted in weights[0].items():
        assert relative(weights[1][key], wanted) <= 1e-5, key
