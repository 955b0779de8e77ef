"""A drawing becomes a picture like those of the data set, wherever and however large it was drawn."""

from __future__ import annotations

import numpy as np
import pytest

from core.data.pad import pad_picture


def bar(top: int, left: int, high: int, wide: int) -> np.ndarray:
    ink = np.zeros((96, 96))
    ink[top : top + high, left : left + wide] = 1.0
    return ink


@pytest.mark.parametrize(("shape", "is_bytes"), [((8, 8, 1), False), ((28, 28, 1), True), ((28, 28, 3), False)])
def test_it_has_the_sets_shape_and_values(shape: tuple[int, ...], is_bytes: bool) -> None:
    picture = pad_picture(bar(10, 20, 50, 12), shape, is_bytes)
    assert picture.shape == (1, *shape)
    assert picture.dtype == (np.uint8 if is_bytes else np.float64)
    assert picture.max() == (255 if is_bytes else 1.0)
    empty = pad_picture(np.zeros((96, 96)), shape, is_bytes)
    assert not empty.any()


def test_place_and_size_do_not_matter() -> None:
    first = pad_picture(bar(10, 20, 50, 12), (28, 28, 1), False)
    other = pad_picture(bar(40, 70, 25, 6), (28, 28, 1), False)
    assert np.abs(first - other).max() < 0.15


def test_it_stands_in_the_middle_of_the_box_that_digits_have() -> None:
    picture = pad_picture(bar(0, 0, 96, 20), (28, 28, 1), False)[0, ..., 0]
    rows = np.flatnonzero(picture.max(axis=1) > 0.5)
    assert len(rows) == 20
    assert abs((rows[0] + rows[-1]) / 2 - 13.5) <= 0.5
    small = pad_picture(bar(0, 0, 96, 20), (8, 8, 1), False)[0, ..., 0]
    assert (small.max(axis=1) > 0.5).all()
