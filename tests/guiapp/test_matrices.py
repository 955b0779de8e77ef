"""Weights and confusions by the cell, and data sets as thumbnails."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from guiapp import theme
from guiapp.plots.confusion import ConfusionMatrix
from guiapp.plots.heatmap import WeightMatrix
from guiapp.plots.thumbnail import ThumbnailGrid
from tests.plotting import fill, shown


def test_weight_matrix_names_the_cell_under_the_mouse(qtbot: QtBot) -> None:
    plot = WeightMatrix()
    fill(plot)
    shown(qtbot, plot, 400, 200)
    area = plot.area()
    assert plot.cell_at(area.left() + 1, area.top() + 1) == (0, 0)
    assert plot.cell_at(area.right() - 1, area.bottom() - 1) == (1, 2)
    assert plot.cell_at(1, 1) is None
    assert plot.describe(0, 1) == "a \N{RIGHTWARDS ARROW} v:  \N{MINUS SIGN}2"
    with qtbot.waitSignal(plot.hovered) as heard:
        qtbot.mouseMove(plot, QPoint(int(area.right()) - 4, int(area.top()) + 4))
    assert heard.args == [0, 2]
    plot.set_values(np.zeros((2, 3)))
    assert plot.describe(0, 1).endswith("0")
    plot.set_matrix(None)
    assert not plot.numbers()


def test_large_matrices_are_drawn(qtbot: QtBot) -> None:
    plot = WeightMatrix()
    plot.set_matrix(np.random.default_rng(0).normal(size=(784, 128)))
    shown(qtbot, plot, 300, 200)
    assert plot.row_name(700) == "700"


@pytest.mark.parametrize("classes", [2, 10, 30])
def test_confusion_of_any_size(qtbot: QtBot, classes: int) -> None:
    plot = ConfusionMatrix()
    counts = np.eye(classes, dtype=int) * 7
    counts[0, 1] = 3
    plot.set_counts(counts, [f"class {i}" for i in range(classes)])
    shown(qtbot, plot, 360, 360)
    plot.grab()
    assert plot.shares()[0, :2].tolist() == [0.7, 0.3]
    assert plot.describe(0, 1) == "class 0 taken for class 1: 3 of 10 (30.0%)"
    assert plot.describe(1, 1) == "class 1 recognised: 7 of 7 (100.0%)"
    area = plot.area()
    with qtbot.waitSignal(plot.chosen) as heard:
        qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(int(area.right()) - 2, int(area.top()) + 2))
    assert heard.args == [0, classes - 1]


def test_confusion_of_a_class_without_samples(qtbot: QtBot) -> None:
    plot = ConfusionMatrix()
    qtbot.addWidget(plot)
    plot.set_counts(np.array([[0, 0], [1, 1]]))
    assert plot.shares().tolist() == [[0, 0], [0.5, 0.5]]
    assert json.loads(json.dumps([str(name) for name in plot.numbers()])) == ["true", "0", "1"]


def test_thumbnails_are_chosen_one_at_a_time(qtbot: QtBot) -> None:
    grid = ThumbnailGrid()
    qtbot.addWidget(grid)
    grid.resize(200, 100)
    rng = np.random.default_rng(0)
    grid.add("blobs", "blobs", "Round clouds").set_points(rng.normal(size=(300, 2)), rng.integers(0, 5, 300))
    grid.add("plane", "plane").set_points(rng.normal(size=(40, 2)), rng.normal(size=40), regress=True)
    grid.add("digits", "digits").set_pictures(rng.random((9, 8, 8)))
    grid.add("photos", "photos").set_pictures(rng.integers(0, 256, (4, 6, 6, 3), dtype=np.uint8))
    grid.add("csv", "CSV file").set_icon("table")
    with qtbot.waitExposed(grid):
        grid.show()
    heard: list[str] = []
    grid.chosen.connect(heard.append)
    grid.set_chosen("plane")
    assert heard == []
    qtbot.mouseClick(grid.buttons["digits"], Qt.MouseButton.LeftButton)
    qtbot.keyClick(grid.buttons["csv"], Qt.Key.Key_Space)
    assert heard == ["digits", "csv"]
    assert [key for key, button in grid.buttons.items() if button.isChecked()] == ["csv"]
    assert all(button.accessibleName() for button in grid.buttons.values())
    assert grid.buttons["blobs"].geometry().top() == grid.buttons["digits"].geometry().top()
    assert grid.buttons["photos"].geometry().top() > 0
    grid.set_theme(theme.load("dark"))
    grid.grab()
    grid.set_chosen(None)
    assert not any(button.isChecked() for button in grid.buttons.values())
