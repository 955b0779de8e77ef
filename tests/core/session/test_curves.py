"""Curves in bounded memory."""

from __future__ import annotations

import numpy as np

from core.session.curves import Curves
from core.session.snapshot import Points


def points(first: int, last: int, names: tuple[str, ...] = ("train_loss",)) -> Points:
    epoch = np.arange(first, last + 1)
    return Points(names, epoch, epoch * 10, np.repeat(epoch[:, None] * 1.0, len(names), axis=1))


def test_thinned_evenly_and_the_newest_is_there() -> None:
    curves = Curves(capacity=100)
    for start in range(1, 10_000, 37):
        curves.add(points(start, start + 36))
    epoch, step, value = curves.series("train_loss")
    assert len(epoch) <= 101
    assert epoch[-1] == value[-1]
    assert epoch[-1] == start + 36
    assert np.array_equal(step, epoch * 10)
    assert set(np.diff(epoch[:-1]).tolist()) == {curves.stride}


def test_nothing_is_lost_below_the_capacity() -> None:
    curves = Curves(capacity=None)
    curves.add(points(1, 400))
    curves.add(points(401, 900))
    assert np.array_equal(curves.points().epoch, np.arange(1, 901))


def test_names_that_come_later() -> None:
    curves = Curves()
    curves.add(points(1, 3))
    curves.add(points(4, 5, ("train_loss", "test_loss")))
    curves.add(points(6, 6))
    assert curves.series("test_loss")[0].tolist() == [4, 5]
    assert curves.series("train_loss")[0].tolist() == [1, 2, 3, 4, 5, 6]
    assert len(curves.series("other")[0]) == 0


def test_names_that_go_cost_nothing() -> None:
    curves = Curves()
    curves.add(points(1, 3, ("train_loss", "train_accuracy")))
    table = curves._values
    curves.add(points(4, 6))
    assert curves._values is table
    assert np.isnan(curves.points().values[3:, 1]).all()
