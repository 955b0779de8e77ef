"""A drawing becomes a picture like those of the data set, wherever and however large it was drawn."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from core.catalog.datasets import DATASETS
from core.data.pad import pad_picture, pen
from core.session.streams import stream


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


LOOPS = np.linspace(0.0, 2 * np.pi, 80)
STROKES = {
    0: np.stack([84 + 40 * np.cos(LOOPS), 84 + 64 * np.sin(LOOPS)], 1),
    1: np.array([(60, 45), (84, 20), (84, 150)]),
    4: np.array([(95, 20), (45, 100), (130, 100), (100, 100), (100, 60), (100, 150)]),
    7: np.array([(45, 25), (122, 25), (75, 150)]),
}
"""Digits as one draws them on a sheet of 168 pixels."""


def written(way: np.ndarray, width: float) -> np.ndarray:
    """Ink (96, 96) of a way drawn with a pen so many places wide."""
    at = way * (96 / 168)
    rows, columns = np.mgrid[0:96, 0:96] + 0.5
    ink = np.zeros((96, 96))
    for first, last in itertools.pairwise(at):
        for share in np.linspace(0, 1, 40):
            x, y = first + share * (last - first)
            ink = np.maximum(ink, np.clip(width / 2 + 1 - np.hypot(columns - x, rows - y), 0, 1))
    return ink


def test_digits_drawn_with_the_sets_pen_lie_among_the_sets_own() -> None:
    entry = DATASETS["digits"]
    data = entry.load(entry.options(), stream(0, "data"))
    known, labels = data.x.reshape(len(data.x), -1), data.y.reshape(-1)
    shape = data.info.shape
    inks = []
    for digit, way in STROKES.items():
        picture = pad_picture(written(way, 96 * pen(shape)), shape, False).reshape(-1)
        inks.append(picture.mean())
        nearest = labels[np.argsort(((known - picture) ** 2).sum(axis=1))[:5]]
        assert np.bincount(nearest.astype(int)).argmax() == digit
    assert abs(np.mean(inks) - known.mean()) < 0.06


def test_large_pictures_get_about_the_ink_of_mnist() -> None:
    inks = [pad_picture(written(way, 96 * pen((28, 28, 1))), (28, 28, 1), False).mean() for way in STROKES.values()]
    assert abs(np.mean(inks) - 0.1307) < 0.03
