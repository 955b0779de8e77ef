"""The decision map: colours, borders, points and lines where their coordinates are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PySide6.QtCore import QPoint, QPointF
from pytestqt.qtbot import QtBot

from guiapp.plots.boundary import BoundaryPlot, grid_points
from guiapp.plots.heatmap import heat_image
from guiapp.plots.images import are_shares, class_words, contour, margins, sureness
from guiapp.plots.plane import line_ends
from tests.plotting import EXTENT, LIGHT, fill, shown


def test_heat_image_puts_signs_in_their_colours() -> None:
    image = heat_image(np.array([[-1.0, 0.0, 1.0], [-9.0, np.nan, np.inf]]), LIGHT.lut, flip=False)
    names = [[image.pixelColor(x, y).name() for x in range(3)] for y in range(2)]
    assert names[0][0] == names[1][0] == LIGHT.negative
    assert names[0][2] == names[1][2] == LIGHT.positive
    assert names[0][1] == names[1][1]
    assert heat_image(np.array([[-1.0], [1.0]]), LIGHT.lut).pixelColor(0, 0).name() == LIGHT.positive


def test_class_words_are_paler_where_less_certain() -> None:
    colors = np.array([[255.0, 0, 0], [0, 255.0, 0], [0, 0, 255.0]])
    values = np.array([[[1, 0, 0], [0, 0.5, 0.5], [1 / 3, 1 / 3, 1 / 3]]], np.float64)
    words = class_words(values, colors, np.full(3, 255.0), 1.0)
    assert [f"{word:08x}" for word in words[0]][::2] == ["ffff0000", "ffffffff"]
    assert words[0, 1] >> 8 & 255 == 255


def test_contour_of_a_ramp_is_its_line() -> None:
    rows, columns = np.mgrid[0:6, 0:8].astype(float)
    segments = contour(columns + 0.25 * rows, 3.3)
    for column, row in segments.reshape(-1, 2):
        assert column + 0.25 * row == pytest.approx(3.3)
    assert len(segments) >= 5
    assert contour(np.ones((4, 4)), 0.5).shape == (0, 4)
    assert contour(np.full((4, 4), np.nan), 0.5).shape == (0, 4)


@given(hnp.arrays(np.float64, (4, 5), elements=st.floats(-1, 1)))
def test_contour_stays_in_the_map_and_between_the_sides(values: np.ndarray) -> None:
    segments = contour(values, 0.0)
    assert np.isfinite(segments).all()
    if len(segments):
        assert segments.min() >= 0
        assert segments[:, [0, 2]].max() <= 4
        assert segments[:, [1, 3]].max() <= 3


def test_margins_cross_zero_between_the_winners() -> None:
    values = np.zeros((1, 4, 3))
    values[0, :2, 0] = 0.8
    values[0, 2:, 1] = 0.8
    values[..., 2] = 0.2
    maps = margins(values)
    assert len(maps) == 1
    assert (np.sign(maps[0][0]) == [1, 1, -1, -1]).all()


def test_grid_points_run_from_the_lowest_row() -> None:
    points = grid_points((0.0, 4.0, 10.0, 14.0), 4)
    assert points[0].tolist() == [0.5, 10.5]
    assert points[1].tolist() == [1.5, 10.5]
    assert points[-1].tolist() == [3.5, 13.5]


def test_map_lies_where_its_coordinates_are(qtbot: QtBot) -> None:
    plot = BoundaryPlot()
    plot.set_theme(LIGHT)
    points = grid_points(EXTENT, 40)
    plot.set_map(((points[:, 0] > 0) & (points[:, 1] > 0)).astype(float).reshape(40, 40), EXTENT)
    shown(qtbot, plot)
    image = plot.plane.grab().toImage()
    soft = {
        sign: f"#{LIGHT.soft_lut[i][0]:02x}{LIGHT.soft_lut[i][1]:02x}{LIGHT.soft_lut[i][2]:02x}"
        for sign, i in ((1, -1), (-1, 0))
    }
    for place, sign in (((3, 3), 1), ((-3, 3), -1), ((3, -3), -1)):
        x, y = plot.plane.to_pixels(np.array([place]))[0]
        assert image.pixelColor(int(x), int(y)).name() == soft[sign]
        assert plot.plane.to_data(QPointF(x, y)) == pytest.approx(place)
    assert plot.plane.to_data(QPointF(1, 1)) is None
    assert plot.value_at(3, 3) == 1
    assert plot.value_at(-99, 3) == 0


def test_points_are_painted_again_only_when_they_change(qtbot: QtBot) -> None:
    plot = BoundaryPlot()
    fill(plot)
    shown(qtbot, plot)
    plot.grab()
    layer = plot.plane._layer
    plot.set_map(np.zeros((10, 10)), EXTENT)
    plot.grab()
    assert plot.plane._layer is layer
    plot.set_map(np.zeros((10, 10)), (-1.0, 1.0, -1.0, 1.0))
    plot.grab()
    assert plot.plane._layer is not layer


@pytest.mark.parametrize("classes", [1, 2, 3, 10])
def test_maps_of_any_number_of_classes(qtbot: QtBot, classes: int) -> None:
    plot = BoundaryPlot()
    values = np.random.default_rng(0).dirichlet(np.ones(max(classes, 2)), (12, 12))[..., :classes]
    x = grid_points(EXTENT, 4)
    plot.set_points(x, np.arange(16) % max(classes, 2))
    plot.set_map(values, EXTENT)
    plot.set_discretise(True)
    shown(qtbot, plot)
    assert len([key for key in plot.numbers() if key.startswith("output")]) == classes
    assert plot.legend.accessibleName().startswith("train")


def test_regression_map(qtbot: QtBot) -> None:
    plot = BoundaryPlot()
    plot.set_theme(LIGHT)
    x = grid_points(EXTENT, 6)
    plot.set_points(x, x[:, 0], task="regress", span=6)
    plot.set_map(grid_points(EXTENT, 30)[:, :1].reshape(30, 30, 1), EXTENT)
    shown(qtbot, plot)
    assert "6" in plot.legend.accessibleName()
    plot.set_map(np.full((5, 5), np.nan), EXTENT)
    plot.grab()


def test_hover_tells_coordinates_and_answer(qtbot: QtBot) -> None:
    plot = BoundaryPlot()
    fill(plot)
    shown(qtbot, plot)
    heard: list[tuple[float, float]] = []
    plot.hovered.connect(lambda x1, x2: heard.append((x1, x2)))
    x, y = plot.plane.to_pixels(np.array([[2.0, -1.0]]))[0]
    qtbot.mouseMove(plot.plane, QPoint(round(x), round(y)))
    plot.plane.hovered.emit(2.0, -1.0)
    assert heard[-1] == pytest.approx((2.0, -1.0), abs=0.1)
    assert "0.67" in plot.readout.text()
    plot.plane.left.emit()
    assert not plot.readout.text().strip()


def test_unit_lines_are_cut_at_the_edges() -> None:
    lines = np.array([[1.0, 0, -2], [1, 1, 0], [0, 1, -7], [0, 0, 1], [np.nan, 1, 0]])
    ends = line_ends(lines, EXTENT)
    assert ends.shape == (2, 4)
    assert np.abs(ends).max() <= 6 + 1e-9
    assert ends[0, [0, 2]] == pytest.approx([2, 2])
    assert sorted(ends[1, [0, 2]]) == pytest.approx([-6, 6])


def test_lines_are_drawn_when_ticked(qtbot: QtBot) -> None:
    plot = BoundaryPlot()
    fill(plot)
    shown(qtbot, plot)
    plot.set_unit_lines([(1.0, -1.0, 0.0)])
    before = plot.plane.grab().toImage()
    with qtbot.waitSignal(plot.lines_toggled):
        plot.lines.click()
    assert plot.plane.grab().toImage() != before
    plot.clear()
    assert not plot.numbers()


def test_scores_are_coloured_by_their_lead_and_shares_by_what_is_above_chance() -> None:
    shares = np.array([[[0.5, 0.5], [1.0, 0.0], [0.75, 0.25]]])
    assert are_shares(shares)
    assert sureness(shares).ravel().tolist() == [0.0, 1.0, 0.5]
    scores = np.array([[[-3.0, -2.5], [4.0, 0.0], [0.9, 0.9]]])
    assert not are_shares(scores)
    assert sureness(scores).ravel().tolist() == [0.5, 4.0, 0.0]
    assert not are_shares(np.array([[np.nan, 1.0]]))
