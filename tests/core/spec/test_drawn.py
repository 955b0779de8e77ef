"""Points drawn by hand, as pure edits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalog.datasets.points import Points
from core.data.prepare import describe
from core.errors import AppError
from core.spec import drawn
from core.spec.data import DataSpec


def test_a_dab_adds_points_and_a_new_class_its_name() -> None:
    points = drawn.added(drawn.STARTERS, np.array([[1.23456, -2.0]]), 2)
    assert points.x[-1] == (1.235, -2.0)
    assert points.y[-1] == 2
    assert points.classes == ("0", "1", "2")
    assert describe(DataSpec(source=points)).classes == ("0", "1", "2")


def test_a_set_is_taken_over_with_its_names() -> None:
    x = np.random.default_rng(0).normal(size=(3000, 2))
    taken = drawn.from_arrays(x, np.arange(3000) % 2, ("no", "yes"))
    assert len(taken.x) == drawn.TAKEN_OVER
    assert taken.classes == ("no", "yes")
    numbers = drawn.from_arrays(x[:5], np.linspace(0, 1, 5), ())
    assert numbers.y == (0.0, 0.25, 0.5, 0.75, 1.0)
    assert describe(DataSpec(source=numbers)).task == "regress"


def test_too_many_are_refused_in_one_sentence() -> None:
    with pytest.raises(AppError, match="5,000 points are drawn already"):
        drawn.added(drawn.STARTERS, np.zeros((drawn.MOST, 2)), 0)


def test_the_brush_scatters_and_a_point_is_a_point() -> None:
    assert drawn.sprinkled((1.0, 2.0), 0.0, 3).tolist() == [[1.0, 2.0]]
    some = drawn.sprinkled((1.0, 2.0), 0.5, 3)
    assert some.shape == (4, 2)
    assert np.array_equal(some, drawn.sprinkled((1.0, 2.0), 0.5, 3))


places = st.lists(st.tuples(st.floats(-6, 6), st.floats(-6, 6), st.integers(0, 2)), min_size=2, max_size=40)


@given(places, st.tuples(st.floats(-6, 6), st.floats(-6, 6)), st.floats(0.1, 20))
def test_erasing_leaves_something_to_learn(
    some: list[tuple[float, float, int]], at: tuple[float, float], radius: float
) -> None:
    points = Points(x=tuple((a, b) for a, b, _ in some), y=tuple(c for _, _, c in some), classes=("a", "b", "c"))
    left = drawn.erased(points, at, radius)
    assert len(left.x) == len(left.y) >= 2
    assert set(left.y) == set(points.y)
    assert set(left.x) <= set(points.x)
    far = {place for place in points.x if (place[0] - at[0]) ** 2 + (place[1] - at[1]) ** 2 > radius**2}
    assert far <= set(left.x)


def test_names_stay_with_their_points_when_classes_are_added() -> None:
    points = Points(x=((0.0, 0.0), (1.0, 1.0), (2.0, 2.0)), y=("yes", "no", "yes"))
    more = drawn.added(points, np.array([[3.0, 3.0], [4.0, 4.0]]), 2)
    assert describe(DataSpec(source=more)).classes == ("no", "yes", "2")
    assert more.y == (1, 0, 1, 2, 2)
    assert set(drawn.erased(points, (1.0, 1.0), 9.0).y) == {0, 1}


def test_plain_labels_keep_one_of_each_and_numbers_do_not() -> None:
    labels = Points(x=((0.0, 0.0), (0.1, 0.0), (5.0, 5.0), (5.1, 5.0)), y=(0, 0, 1, 1))
    assert set(drawn.erased(labels, (5.0, 5.0), 1.0).y) == {0, 1}
    numbers = Points(x=labels.x, y=(0.0, 0.25, 1.5, 1.75))
    assert drawn.erased(numbers, (5.0, 5.0), 1.0).y == (0.0, 0.25)


def test_points_with_several_targets_are_left_alone() -> None:
    points = Points(x=((0.0, 0.0), (1.0, 1.0)), y=((0, 1), (1, 0)))
    with pytest.raises(AppError, match="several targets"):
        drawn.added(points, np.zeros((1, 2)), 1)
    with pytest.raises(AppError, match="several targets"):
        drawn.erased(points, (0.0, 0.0), 1.0)


@given(st.floats(-6, 6), st.floats(-3, 3), st.floats(0.01, 1.5), st.integers(0, 1000))
def test_nothing_falls_beside_the_sheet(x1: float, x2: float, spread: float, seed: int) -> None:
    some = drawn.sprinkled((x1, x2), spread, seed, (-6.0, 6.0, -3.0, 3.0))
    assert (np.abs(some) <= (6.0, 3.0)).all()
