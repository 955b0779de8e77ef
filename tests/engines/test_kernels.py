"""Fast formulas against exact ones, generated dispatchers against their plain twins, and NaN seen everywhere."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core.catalog.activations import ACTIVATIONS
from core.catalog.losses import LOSSES
from core.catalog.optimizers import OPTIMIZERS
from core.engine import cases, dispatch, formulas
from core.engine.jit import kernel
from tests.networks import relative

PROGRAM = dispatch.load()
ELEMENTWISE = [i for i, entry in enumerate(ACTIVATIONS) if not entry.primitive]
Z = np.concatenate([np.linspace(-30.0, 30.0, 301), np.geomspace(1e-6, 1.0, 40), [0.0, 100.0, -100.0]]).astype(
    np.float32
)


def _each(function: Any) -> Any:
    """A formula of one number, for an array."""

    @kernel
    def over(x: Any, y: Any) -> None:
        for i in range(x.shape[0]):
            y[i] = function(x[i])

    def call(x: Any) -> Any:
        y = np.zeros_like(x)
        # Without the compiler, NumPy warns of the whole numbers that a NaN cannot be.
        with np.errstate(all="ignore"):
            over(x, y)
        return y

    return call


@pytest.mark.parametrize(
    ("name", "exact", "low", "high"),
    [
        ("exp32", np.exp, -86.0, 86.0),
        ("log32", np.log, 1e-30, 1e30),
        ("log_of_one_and", np.log1p, 0.0, 1.0),
        ("softplus32", lambda z: np.logaddexp(0.0, z), -60.0, 60.0),
    ],
)
def test_a_fast_formula_is_right_to_single_precision(name: str, exact: Any, low: float, high: float) -> None:
    points = np.geomspace(low, high, 500) if low > 0.0 else np.linspace(low, high, 500)
    x = points.astype(np.float32)
    call = _each(getattr(formulas, name))
    np.testing.assert_allclose(call(x), exact(x.astype(np.float64)), rtol=3e-7, atol=1e-30)
    assert np.isnan(call(np.array([np.nan], np.float32))).all()


@pytest.mark.parametrize("entry", [e for e in ACTIVATIONS if e.forward32], ids=lambda e: e.name)
def test_a_fast_pair_agrees_with_its_exact_formula(entry: Any) -> None:
    p = entry.parameter_of(entry.options())
    exact = entry.forward(Z.astype(np.float64), p)
    fast = entry.forward32(Z, np.float32(p))
    assert fast.dtype == np.float32
    np.testing.assert_allclose(fast, exact, rtol=1e-6, atol=2e-7)
    slope = entry.derivative32(Z, fast, np.float32(p))
    assert slope.dtype == np.float32
    np.testing.assert_allclose(slope, entry.derivative(Z.astype(np.float64), exact, p), atol=4e-7)
    # Only NumPy warns of the whole number that a NaN cannot be.
    with np.errstate(invalid="ignore"):
        assert np.isnan(entry.forward32(np.array([np.nan], np.float32), np.float32(p))).all()


@pytest.mark.parametrize("entry", [e for e in ACTIVATIONS if e.forward], ids=lambda e: e.name)
def test_every_activation_but_the_identity_runs_in_vector_lanes(entry: Any) -> None:
    """The identity is never run."""
    assert (entry.forward32 is None) == (entry.derivative32 is None) == (entry.name == "identity")


@kernel
def _activate(case: Any, z: Any, y: Any, g: Any, gz: Any, more: Any, rate: Any) -> None:
    PROGRAM_activate(case, z, y, rate)
    PROGRAM_activate_back(case, z, y, g, gz, rate, False)
    PROGRAM_activate_back(case, z, y, g, more, rate, True)


PROGRAM_activate, PROGRAM_activate_back = PROGRAM.activate, PROGRAM.activate_back


@pytest.mark.parametrize("case", ELEMENTWISE, ids=lambda case: ACTIVATIONS.names()[case])
def test_a_compiled_activation_is_the_plain_one(case: int) -> None:
    g = np.random.default_rng(0).normal(size=Z.size).astype(np.float32)
    found = [np.zeros_like(Z), np.zeros_like(Z), np.ones_like(Z)]
    wanted = [np.zeros_like(Z), np.zeros_like(Z), np.ones_like(Z)]
    _activate(case, Z, found[0], g, found[1], found[2], 0.01)
    cases.activate(case, Z, wanted[0], 0.01)
    cases.activate_back(case, Z, wanted[0], g, wanted[1], 0.01, False)
    cases.activate_back(case, Z, wanted[0], g, wanted[2], 0.01, True)
    for one, other in zip(found, wanted, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("case", ELEMENTWISE, ids=lambda case: ACTIVATIONS.names()[case])
def test_an_activation_of_nan_is_nan(case: int) -> None:
    z = np.full(20, np.nan, np.float32)
    y, g = np.zeros_like(z), np.ones_like(z)
    _activate(case, z, y, g, np.zeros_like(z), np.zeros_like(z), 0.01)
    assert np.isnan(y).all()


@kernel
def _loss(case: Any, p: Any, t: Any, g: Any, scale: Any, c: Any) -> Any:
    PROGRAM_loss_slope(case, p, t, g, scale, c)
    return PROGRAM_loss_value(case, p, t, c)


PROGRAM_loss_value, PROGRAM_loss_slope = PROGRAM.loss_value, PROGRAM.loss_slope


@pytest.mark.parametrize("case", range(len(LOSSES)), ids=LOSSES.names())
def test_a_compiled_loss_is_the_plain_one(case: int) -> None:
    rng = np.random.default_rng(1)
    p, t = rng.uniform(0.0, 1.0, (2, 37)).astype(np.float32)
    t = np.round(t)
    found, wanted = np.zeros_like(p), np.zeros_like(p)
    value = _loss(case, p, t, found, np.float32(0.25), 0.3)
    cases.loss_slope(case, p, t, wanted, np.float32(0.25), 0.3)
    assert value == pytest.approx(cases.loss_value(case, p, t, 0.3), rel=1e-6)
    assert relative(found, wanted) < 1e-6


@kernel
def _update(case: Any, w: Any, g: Any, s1: Any, s2: Any, c: Any) -> None:
    PROGRAM_update(case, w, g, s1, s2, c)


PROGRAM_update = PROGRAM.update


@pytest.mark.parametrize("case", range(len(OPTIMIZERS)), ids=OPTIMIZERS.names())
def test_a_compiled_optimizer_is_the_plain_one(case: int) -> None:
    entry = list(OPTIMIZERS)[case]
    rng = np.random.default_rng(2)
    w, g, s1, s2 = np.abs(rng.normal(size=(4, 53))).astype(np.float32)
    row = entry.coefficients(entry.options(), np.array([0.1]), np.array([3]))[0]
    c = tuple(np.float32(number) for number in [*row, *[0.0] * (cases.COEFFICIENTS - len(row))])
    found, wanted = [w.copy(), g.copy(), s1.copy(), s2.copy()], [w.copy(), g.copy(), s1.copy(), s2.copy()]
    _update(case, found[0], found[1], found[2], found[3], c)
    cases.update(case, wanted[0], wanted[1], wanted[2], wanted[3], c)
    for one, other in zip(found, wanted, strict=True):
        np.testing.assert_allclose(one, other, rtol=2e-6, atol=1e-7)
