"""Features by name: points in the plane, columns, text columns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.catalog.datasets.bundled import IRIS_COLUMNS, Digits, Iris
from core.catalog.datasets.plane_classes import Spiral
from core.data.dataset import PLANE
from core.data.features import PLANE_FEATURES, available, compute, resolve
from core.data.prepare import describe
from core.errors import AppError
from core.spec.data import DataSpec

IRIS = describe(DataSpec(source=Iris())).info
POINTS = describe(DataSpec(source=Spiral())).info
COLOURS = replace(
    IRIS,
    columns=("size", "colour=blue", "colour=red"),
    fields=("size", "colour"),
    categories=(("colour", ("blue", "red")),),
)


def test_no_features_means_every_column() -> None:
    assert resolve((), POINTS) == (PLANE, ())
    assert resolve((), IRIS) == (IRIS_COLUMNS, ())


def test_plane_features_are_computed() -> None:
    x = np.array([[2.0, -3.0], [0.5, 1.0]])
    values = compute(x, tuple(PLANE_FEATURES), PLANE)
    first, second = x.T
    expected = [first, second, first**2, second**2, first * second, np.sin(first), np.sin(second)]
    assert np.array_equal(values, np.stack(expected, axis=1))


def test_columns_are_chosen_in_the_given_order() -> None:
    names, _ = resolve(("petal width (cm)", "sepal length (cm)"), IRIS)
    x = np.arange(8.0).reshape(2, 4)
    assert compute(x, names, IRIS.columns).tolist() == [[3, 0], [7, 4]]


def test_a_text_column_means_all_of_its_values() -> None:
    assert resolve(("colour",), COLOURS)[0] == ("colour=blue", "colour=red")
    assert resolve(("colour=red", "size"), COLOURS)[0] == ("colour=red", "size")
    assert available(COLOURS) == ("size", "colour", "colour=blue", "colour=red")


def test_plane_features_are_ignored_elsewhere() -> None:
    names, notes = resolve(("x1", "sin(x2)"), IRIS)
    assert names == IRIS_COLUMNS
    assert "x1, sin(x2)" in notes[0]


@pytest.mark.parametrize(
    ("features", "info", "hint"),
    [
        (("petal widht (cm)",), IRIS, "did you mean 'petal width (cm)'?"),
        (("x1^3",), POINTS, "did you mean 'x1"),
        (("petal",), describe(DataSpec(source=Digits())).info, "pictures have no columns"),
        (("x1", "x1"), POINTS, "chosen twice"),
        (("colour", "colour=red"), COLOURS, "'colour=red' is chosen twice"),
    ],
)
def test_a_wrong_name_is_refused(features: tuple[str, ...], info: object, hint: str) -> None:
    with pytest.raises(AppError) as fault:
        resolve(features, info)  # type: ignore[arg-type]  # parametrize gives objects
    assert fault.value.where == "data.features"
    assert hint in str(fault.value)
