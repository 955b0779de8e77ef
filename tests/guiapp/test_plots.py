"""Plots: what is drawn where, what is said when empty, and what is kept as picture or numbers."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog, QGraphicsScene
from pytestqt.qtbot import QtBot

from core.errors import AppError
from guiapp import theme
from guiapp.plots.base import Plot, picture_menu
from guiapp.plots.boundary import BoundaryPlot, grid_points
from guiapp.plots.confusion import ConfusionMatrix
from guiapp.plots.curve import CurvePlot
from guiapp.plots.export import copy_picture, export_widget, picture, save_numbers
from guiapp.plots.heatmap import WeightMatrix, heat_image
from guiapp.plots.images import class_words, contour, margins
from guiapp.plots.plane import line_ends
from guiapp.plots.series import PAIRS, Series, smooth
from guiapp.plots.thumbnail import ThumbnailGrid

EXTENT = (-6.0, 6.0, -6.0, 6.0)
LIGHT = theme.load("light")
ALL = (BoundaryPlot, ConfusionMatrix, CurvePlot, WeightMatrix)


def shown(qtbot: QtBot, plot: Plot, width: int = 320, height: int = 400) -> Plot:
    plot.resize(width, height)
    qtbot.addWidget(plot)
    with qtbot.waitExposed(plot):
        plot.show()
    return plot


def fill(plot: Plot) -> None:
    """Something for every sort of plot."""
    if isinstance(plot, BoundaryPlot):
        x = grid_points(EXTENT, 5)
        plot.set_points(x, (x[:, 0] > 0).astype(int), x[:, 1] > 0, names=["left", "right"])
        plot.set_map((grid_points(EXTENT, 20)[:, 0] / 12 + 0.5).reshape(20, 20), EXTENT)
    elif isinstance(plot, ConfusionMatrix):
        plot.set_counts(np.array([[3, 1], [0, 4]]), ["cat", "dog"])
    elif isinstance(plot, CurvePlot):
        epochs = np.arange(1, 51)
        plot.append("train_loss", epochs, epochs * 10, epochs * 0.1, 1 / epochs)
        plot.append("test_loss", epochs, epochs * 10, epochs * 0.1, 2 / epochs)
        plot.draw()
    elif isinstance(plot, WeightMatrix):
        plot.set_matrix(
            np.array([[1.0, -2.0, 0.0], [0.5, np.nan, 2.0]]), ["a", "b"], ["u", "v", "w"], titles=("x", "h1")
        )


# every plot


@pytest.mark.parametrize("kind", ALL)
def test_every_plot_has_a_name_and_says_what_would_fill_it(qtbot: QtBot, kind: type[Plot]) -> None:
    plot = shown(qtbot, kind())  # type: ignore[call-arg]
    assert plot.accessibleName()
    assert len(plot.empty_text) > 20
    assert not plot.numbers()
    plot.set_empty_text("Nothing to see")
    assert plot.empty_text == "Nothing to see"
    plot.grab()


@pytest.mark.parametrize("kind", ALL)
def test_every_plot_changes_its_theme_live(qtbot: QtBot, kind: type[Plot]) -> None:
    plot = kind()  # type: ignore[call-arg]
    plot.set_theme(LIGHT)
    fill(plot)
    shown(qtbot, plot)
    before = plot.grab().toImage()
    plot.set_theme(theme.load("dark"))
    assert plot.grab().toImage() != before
    plot.set_theme(LIGHT)
    assert plot.grab().toImage() == before


@pytest.mark.parametrize("kind", ALL)
def test_every_plot_is_kept_as_picture_and_numbers(qtbot: QtBot, tmp_path: Path, kind: type[Plot]) -> None:
    plot = kind()  # type: ignore[call-arg]
    fill(plot)
    shown(qtbot, plot)
    for suffix in (".png", ".svg", ".pdf"):
        export_widget(plot, tmp_path / f"plot{suffix}")
    assert QImage(str(tmp_path / "plot.png")).width() > plot.width()
    assert QSvgRenderer(str(tmp_path / "plot.svg")).isValid()
    assert "<text" in (tmp_path / "plot.svg").read_text()
    assert (tmp_path / "plot.pdf").read_bytes().startswith(b"%PDF")
    save_numbers(tmp_path / "plot.csv", plot.numbers())
    rows = list(csv.reader((tmp_path / "plot.csv").read_text().splitlines()))
    assert rows[0] == list(plot.numbers())
    assert len(rows) > 2
    copy_picture(plot)
    assert not QGuiApplication.clipboard().image().isNull()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plot.csv", "plot.pdf", "plot.png", "plot.svg"]


@pytest.mark.parametrize("kind", ALL)
def test_every_plot_has_the_menu(qtbot: QtBot, kind: type[Plot]) -> None:
    plot = kind()  # type: ignore[call-arg]
    qtbot.addWidget(plot)
    empty = plot.menu().actions()
    fill(plot)
    actions = plot.menu().actions()
    assert [len(empty), len(actions)] == [5, 5]
    assert [empty[-1].isEnabled(), actions[-1].isEnabled()] == [False, True]


# files


def test_a_bad_suffix_and_a_missing_folder_are_refused(qtbot: QtBot, tmp_path: Path) -> None:
    plot = WeightMatrix()
    qtbot.addWidget(plot)
    with pytest.raises(AppError, match=r"\.png, \.svg or \.pdf"):
        export_widget(plot, tmp_path / "plot.bmp")
    with pytest.raises(AppError):
        export_widget(plot, tmp_path / "nowhere" / "plot.png")
    with pytest.raises(AppError):
        save_numbers(tmp_path / "nowhere" / "plot.csv", {"x": [1]})
    assert list(tmp_path.iterdir()) == []


def test_menu_saves_where_the_person_says(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plot = WeightMatrix()
    fill(plot)
    qtbot.addWidget(plot)
    target = tmp_path / "mine"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    faults: list[AppError] = []
    plot.failed.connect(faults.append)
    actions = plot.menu().actions()
    actions[2].trigger()
    actions[4].trigger()
    assert target.with_suffix(".svg").exists()
    assert target.with_suffix(".csv").exists()
    target = tmp_path / "nowhere" / "mine"
    plot.menu().actions()[1].trigger()
    assert len(faults) == 1


def test_a_scene_is_drawn_too(qtbot: QtBot, tmp_path: Path) -> None:
    scene = QGraphicsScene(0, 0, 120, 80)
    scene.addRect(10, 10, 60, 40, brush=Qt.GlobalColor.red)  # type: ignore[call-overload]
    for suffix in (".png", ".svg", ".pdf"):
        export_widget(scene, tmp_path / f"net{suffix}")
    image = picture(scene)
    assert (image.width(), image.height()) == (240, 160)
    assert image.pixelColor(60, 60).name() == "#ff0000"
    assert len(picture_menu(scene, "Network", None, lambda _: None).actions()) == 4


def test_numbers_keep_all_their_digits(tmp_path: Path) -> None:
    save_numbers(tmp_path / "n.csv", {"a": np.array([1 / 3, -2e-9]), "b": ["x, y"]})
    assert (tmp_path / "n.csv").read_text() == f'a,b\n{1 / 3!r},"x, y"\n-2e-09,\n'


def test_a_replaced_file_is_never_half_written(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "n.csv"
    save_numbers(path, {"a": [1]})
    inode = os.stat(path).st_ino
    save_numbers(path, {"a": [2]})
    assert os.stat(path).st_ino != inode
    assert path.read_text() == "a\n2\n"


# images


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


# boundary


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


# curves


def test_series_keeps_extremes_and_ends() -> None:
    rng = np.random.default_rng(1)
    values = rng.normal(size=50_000)
    values[12_345], values[40_001], values[777] = 99, -99, np.nan
    series = Series()
    for part in np.array_split(np.arange(50_000), 37):
        series.append(part, part * 2, part * 0.5, values[part])
    x, y = series.drawn("step")
    assert len(x) <= 4 * PAIRS
    assert (np.diff(x) >= 0).all()
    assert (np.nanmax(y), np.nanmin(y), y[-1], x[-1]) == (99, -99, values[-1], 99_998)
    x, y = series.drawn("epoch", 1000, 1010)
    assert x.tolist() == list(range(999, 1012))
    x, y = series.drawn("epoch", 10_000, 20_000)
    assert y.max() == 99
    assert len(x) < 4 * PAIRS


@given(st.lists(st.integers(1, 3000), min_size=1, max_size=12))
def test_thinning_covers_every_point_once(sizes: list[int]) -> None:
    series, start = Series(), 0
    for size in sizes:
        part = np.arange(start, start + size)
        series.append(part, part, part, np.sin(part))
        start += size
    index = series.indices()
    assert (np.diff(index) >= 0).all()
    assert index[-1] == start - 1
    assert series.column("value")[index].max() == np.sin(np.arange(start)).max()
    assert len(index) <= 3 * PAIRS + 2 * series._block


def test_smoothing_keeps_level_and_gaps() -> None:
    assert smooth(np.full(50, 3.0), 0.9) == pytest.approx(np.full(50, 3.0))
    y = smooth(np.array([1.0, np.nan, 3.0]), 0.5)
    assert np.isnan(y[1])
    assert y[2] == pytest.approx((3 + 0.25) / 1.25)
    assert smooth(np.array([1.0, 2.0]), 0).tolist() == [1, 2]


def test_curves_grow_and_say_their_values(qtbot: QtBot) -> None:
    plot = CurvePlot()
    shown(qtbot, plot, 700, 260)
    assert plot.empty.isVisible()
    for epoch in range(1, 30):
        plot.append("train_loss", epoch, epoch * 10, epoch * 0.1, 1 / epoch)
        plot.append("validation_loss", epoch, epoch * 10, epoch * 0.1, 2 / epoch)
    plot.draw()
    assert plot.view.isVisible()
    assert plot.values_at(10.4) == pytest.approx({"train_loss": 0.1, "validation_loss": 0.2})
    assert plot.legend.accessibleName() == "train, validation"
    plot.set_axis("step")
    assert plot.values_at(100) == pytest.approx({"train_loss": 0.1, "validation_loss": 0.2})
    plot.set_shown(["train_loss"])
    assert list(plot.values_at(100)) == ["train_loss"]
    assert list(plot.numbers()) == ["train_loss_epoch", "train_loss_step", "train_loss_seconds", "train_loss"]
    plot.clear()
    assert plot.empty.isVisible()


def test_train_is_solid_test_dashed_validation_dotted_in_one_colour(qtbot: QtBot) -> None:
    plot = CurvePlot()
    qtbot.addWidget(plot)
    for name in ("train_loss", "test_loss", "validation_loss"):
        plot.append(name, [1, 2], [1, 2], [1, 2], [1.0, 0.5])
    pens = [plot._items[name].opts["pen"] for name in ("train_loss", "test_loss", "validation_loss")]
    assert {pen.color().name() for pen in pens} == {plot.theme.curve}
    assert len({tuple(pen.dashPattern()) for pen in pens}) == 3
    assert {pen.width() for pen in pens} == {1}


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize(
    "values", [[np.nan, np.nan], [1, np.inf, 0.5], [0, -1, 0], [-np.inf, np.nan], [1e300, 1e-300], [2, 2]]
)
def test_odd_values_are_drawn_without_complaint(qtbot: QtBot, values: list[float], log: bool) -> None:
    plot = CurvePlot()
    plot.set_log(log)
    shown(qtbot, plot, 500, 200)
    steps = np.arange(len(values))
    plot.append("train_loss", steps, steps, steps, values)
    plot.set_smoothing(0.5)
    plot.draw()
    plot.grab()
    assert len(plot.values_at(0)) == 1


def test_axes_follow_until_the_person_zooms(qtbot: QtBot) -> None:
    plot = CurvePlot()
    shown(qtbot, plot, 500, 200)
    fill(plot)
    box = plot.view.getViewBox()
    plot._refresh()
    assert box.viewRange()[0] == pytest.approx([1, 50])
    box.setRange(xRange=(10, 20), yRange=(0, 1), padding=0)
    box.sigRangeChangedManually.emit([True, True])
    plot.append("train_loss", 60, 600, 6, 0.01)
    plot.draw()
    assert box.viewRange()[0] == pytest.approx([10, 20])
    plot.set_axis("epoch")
    assert box.viewRange()[0] == pytest.approx([1, 60])


def test_past_runs_and_marks(qtbot: QtBot) -> None:
    plot = CurvePlot()
    shown(qtbot, plot, 500, 200)
    fill(plot)
    epochs = np.arange(1, 81)
    plot.set_past([{"train_loss": (epochs, epochs, epochs, 3 / epochs)}])
    plot.mark("lr 0.003", 20, 200, 2.0)
    assert plot.view.getViewBox().viewRange()[0] == pytest.approx([1, 80])
    assert plot._past[0][0].opts["pen"].color().name() == plot.theme.past
    plot.set_axis("step")
    assert plot._marks[0][0].value() == 200
    plot.set_past([])
    plot.clear()
    assert not plot._marks


def test_crosshair_reads_the_curves(qtbot: QtBot) -> None:
    plot = CurvePlot()
    shown(qtbot, plot, 600, 220)
    fill(plot)
    box = plot.view.getViewBox()
    plot._on_mouse_moved(box.mapViewToScene(QPointF(25.0, 1.0)))
    assert plot._cross.isVisible()
    assert "train loss 0.04" in plot.readout.text()
    plot._on_mouse_moved(QPointF(-50, -50))
    assert plot.readout.isHidden()


def test_log_axis_has_whole_decades(qtbot: QtBot) -> None:
    plot = CurvePlot()
    qtbot.addWidget(plot)
    plot.set_log(True)
    axis = plot.view.getAxis("left")
    ticks = axis.tickValues(-3.5, 0.5, 300)[0][1]
    assert axis.tickStrings(ticks, 1, 1) == ["0.001", "0.01", "0.1", "1"]
    inner = axis.tickValues(-0.9, -0.1, 300)[0][1]
    assert axis.tickStrings(inner, 1, 1) == ["0.2", "0.5"]
    assert plot.view.getAxis("bottom").tickStrings([0, 20000], 1, 1) == ["0", "20,000"]


# matrices


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


# thumbnails


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
