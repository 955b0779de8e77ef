"""Made-up points in the plane: where they lie and what tells them apart."""

from __future__ import annotations

import numpy as np
import pytest

from core.catalog.datasets import DATASETS
from core.catalog.datasets.plane_classes import Blobs, Circle, TwoColours, Xor
from core.catalog.datasets.plane_numbers import Bumps, Plane, bumps, plane
from core.data.dataset import Dataset
from core.registry import Options
from core.session.streams import stream

KINDS = [entry.name for entry in DATASETS if entry.plane]


def load(options: Options) -> Dataset:
    return DATASETS.of(options).load(options, stream(0, "data"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("samples", [2, 3, 501])
def test_points_lie_in_the_plane(kind: str, samples: int) -> None:
    for noise, reach in ((0.0, 6.5), (0.5, 10.0)):
        data = load(DATASETS[kind].options(samples=samples, noise=noise))
        assert data.x.shape == (samples, 2)
        assert np.abs(data.x).max() <= reach


@pytest.mark.parametrize("kind", [kind for kind in KINDS if DATASETS[kind].task == "classify"])
def test_classes_are_balanced(kind: str) -> None:
    data = load(DATASETS[kind].options(samples=501))
    counts = np.bincount(data.y)
    assert counts.max() - counts.min() <= 1


@pytest.mark.parametrize("classes", [2, 7, 10])
def test_blobs_have_as_many_colours_as_asked(classes: int) -> None:
    data = load(Blobs(classes=classes, samples=300))
    assert sorted(set(data.y.tolist())) == list(range(classes))
    assert data.classes == tuple(str(i) for i in range(classes))


def test_without_noise_the_rules_hold() -> None:
    circle = load(Circle(noise=0.0))
    assert np.array_equal(np.hypot(*circle.x.T) < 3, circle.y == 1)
    xor = load(Xor(noise=0.0))
    assert np.array_equal(xor.x[:, 0] * xor.x[:, 1] < 0, xor.y == 1)
    for options, height in ((Plane(noise=0.0), plane), (Bumps(noise=0.0), bumps)):
        data = load(options)
        assert np.array_equal(data.y[:, 0], height(data.x))


def test_two_lines_part_two_colours_and_one_cannot() -> None:
    data = load(TwoColours(noise=0.0))
    across = data.x.sum(axis=1) / np.sqrt(2)
    assert np.array_equal(np.abs(across) < 1.6, data.y == 1)
    directions = np.linspace(0, np.pi, 90)
    for direction in directions:
        place = data.x @ np.array([np.cos(direction), np.sin(direction)])
        order = data.y[np.argsort(place)]
        below = np.cumsum(order == 0) + np.cumsum(order[::-1] == 1)[::-1]
        assert max(below.max(), len(order) - below.min()) / len(order) < 0.85


@pytest.mark.parametrize("height", [plane, bumps])
def test_numbers_stay_between_minus_one_and_one(height: object) -> None:
    grid = np.stack(np.meshgrid(*[np.linspace(-6, 6, 41)] * 2), axis=-1).reshape(-1, 2)
    assert callable(height)
    assert np.abs(height(grid)).max() <= 1.05
