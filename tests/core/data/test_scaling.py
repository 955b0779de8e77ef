"""Scaling: known numbers, its inverse, and columns that cannot be stretched."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.data.scaling import ScalingKind, fit
from core.errors import AppError

KINDS: list[ScalingKind] = ["none", "standard", "minmax"]
NUMBERS = arrays(np.float64, st.tuples(st.integers(1, 20), st.integers(1, 4)), elements=st.floats(-1e6, 1e6))


@pytest.mark.parametrize("kind", KINDS)
@given(x=NUMBERS)
def test_invert_gives_the_numbers_back(kind: ScalingKind, x: np.ndarray) -> None:
    scaler = fit(kind, x)
    size = 1 + np.abs(x).max()
    assert np.abs(scaler.invert(scaler.apply(x)) - x).max() <= 1e-9 * size


def test_standard_has_mean_zero_and_deviation_one() -> None:
    x = np.array([[1.0, 5.0], [3.0, 5.0], [5.0, 5.0]])
    scaled = fit("standard", x).apply(x)
    assert np.allclose(scaled[:, 0], [-np.sqrt(1.5), 0, np.sqrt(1.5)])
    assert scaled[:, 1].tolist() == [0, 0, 0], "a column that never changes is only moved"


def test_minmax_reaches_from_zero_to_one() -> None:
    x = np.array([[2.0], [4.0], [3.0]])
    assert fit("minmax", x).apply(x).ravel().tolist() == [0.0, 1.0, 0.5]


def test_a_picture_is_scaled_point_by_point() -> None:
    x = np.arange(24.0).reshape(3, 2, 2, 2)
    scaled = fit("minmax", x).apply(x)
    assert scaled.shape == x.shape
    assert np.allclose(scaled[1], 0.5)


def test_a_constant_with_rounding_is_not_blown_up() -> None:
    x = np.full((10, 1), 0.1)
    assert np.abs(fit("standard", x).apply(x)).max() < 1e-9


def test_numbers_too_large_are_refused() -> None:
    with pytest.raises(AppError, match="too large"):
        fit("standard", np.array([[1e308], [-1e308]]))
