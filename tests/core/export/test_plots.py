"""Pictures of runs: which there are, and the numbers behind them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core.export.model import Model, model_of
from core.export.plot_data import confusion, grid, plane_labels, sampled
from core.export.plots import pictures
from core.session.setup import Setup, set_up
from core.session.snapshot import Points
from core.spec.plain import project_from_plain
from tests.projects import BINARY, CLASSES, NUMBERS, chain

CURVES = Points(
    ("train_loss", "train_accuracy", "test_loss"),
    np.arange(1, 4),
    np.arange(10, 40, 10),
    np.array([[0.5, 0.5, np.nan], [0.3, 0.6, 0.4], [0.0, 0.7, np.nan]]),
)
TABLE = {**CLASSES, "architecture": {"nodes": chain((3, "softmax"))}, "data": {"source": "iris"}}
PICTURES = {**CLASSES, "architecture": {"nodes": chain((10, "softmax"))}, "data": {"source": "digits"}}
NOTHING = Points((), np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, 0)))


def model(plain: dict[str, Any]) -> tuple[Setup, Model]:
    setup = set_up(project_from_plain(plain), 1)
    return setup, model_of(setup, setup.state.weights)


def names(setup: Setup, made: Model, curves: Points = CURVES) -> set[str]:
    found = {}
    for name, data in pictures(setup, made, curves):
        assert len(data) > 1000
        found[name] = data
    assert all(f"{name[:-3]}svg" in found for name in found if name.endswith("png"))
    return {name.rpartition(".")[0] for name in found}


@pytest.mark.parametrize(
    ("plain", "drawn"),
    [
        (BINARY, {"loss", "metrics", "boundary", "confusion", "weights"}),
        (CLASSES, {"loss", "metrics", "boundary", "confusion", "weights"}),
        (NUMBERS, {"loss", "metrics", "surface", "weights"}),
        (TABLE, {"loss", "metrics", "confusion", "weights"}),
        (PICTURES, {"loss", "metrics", "confusion", "weights"}),
    ],
    ids=["two classes", "three", "numbers", "table", "pictures"],
)
def test_what_suits_the_run_is_drawn(plain: dict[str, Any], drawn: set[str]) -> None:
    assert names(*model(plain)) == drawn


def test_a_run_without_an_epoch_has_no_curves() -> None:
    assert names(*model(BINARY), NOTHING) == {"boundary", "confusion", "weights"}


def test_weights_that_are_no_numbers_draw_no_predictions() -> None:
    setup, made = model(BINARY)
    broken = {name: np.full_like(array, np.nan) for name, array in made.weights.items()}
    assert names(setup, model_of(setup, broken)) == {"loss", "metrics"}


def test_the_grid_covers_the_data() -> None:
    setup, _ = model(BINARY)
    x1, x2, points = grid(setup)
    x = setup.prepared.dataset.x
    assert x1[0] < x[:, 0].min()
    assert x2[-1] > x[:, 1].max()
    assert points.shape == (len(x1) * len(x2), 2)
    assert points[1, 0] > points[0, 0]
    assert points[1, 1] == points[0, 1]


def test_points_of_parts_are_raw_and_labelled() -> None:
    setup, _ = model(CLASSES)
    x, labels = sampled(setup, "test", plane_labels)
    part = setup.prepared.parts()["test"]
    assert (x == setup.prepared.raw("test")).all()
    assert (labels == part.y.argmax(axis=1)).all()
    assert sampled(model(BINARY)[0], "validation", plane_labels)[0].shape == (0, 2)


def test_confusion_counts_every_test_sample_once() -> None:
    setup, made = model(CLASSES)
    part, counts = confusion(setup, made)
    assert part == "test"
    assert counts.sum() == len(setup.prepared.parts()["test"].x)
    test = setup.prepared.parts()["test"]
    right = made.predict_prepared(test.x).argmax(axis=1) == plane_labels(setup, test.y)
    assert counts.trace() == right.sum()
