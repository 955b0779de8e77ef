"""Curves: thinned without losing an extreme, drawn whatever the numbers are."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from guiapp.figures import metric_text, metric_title, metric_word
from guiapp.plots.curve import CurvePlot
from guiapp.plots.curve_parts import curve_words, round_values
from guiapp.plots.marks import MOST_LINES, Mark, words
from guiapp.plots.series import PAIRS, Series, smooth
from guiapp.theme import load
from tests.plotting import fill, shown


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
    plot.mark("lr 0.003", "epoch 20: learning rate 0.003", 20, 200, 2.0)
    assert plot.view.getViewBox().viewRange()[0] == pytest.approx([1, plot._series["train_loss"].column("epoch")[-1]])
    assert plot._past[0][0].opts["pen"].color().name() == plot.theme.past
    plot.set_axis("step")
    assert plot.marks.lines[0].value() == 200
    plot.set_past([])
    plot.clear()
    assert not plot.marks.all
    assert not any(line.isVisible() for line in plot.marks.lines)


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


def test_ticks_are_round_and_count_whole(qtbot: QtBot) -> None:
    plot = CurvePlot()
    qtbot.addWidget(plot)
    bottom, left = plot.view.getAxis("bottom"), plot.view.getAxis("left")
    assert bottom.tickValues(1, 3.2, 700) == [(1.0, [1.0, 2.0, 3.0])]
    plot.set_axis("seconds")
    assert bottom.tickValues(1, 2.2, 700)[0][1] == pytest.approx([1, 1.2, 1.4, 1.6, 1.8, 2, 2.2])
    plot.set_log(True)
    narrow = left.tickValues(math.log10(0.061), math.log10(0.072), 110)[0][1]
    assert left.tickStrings(narrow, 1, 1) == ["0.065", "0.07"]
    assert round_values(0, 0, 5) == []


def test_an_event_has_shorter_words_where_room_is_short() -> None:
    def mark(text: str) -> Mark:
        return Mark(text, text, (1.0, 1.0, 1.0))

    assert words([mark("batch size 32 \N{RIGHTWARDS ARROW} 64")]) == [
        "batch size 32 \N{RIGHTWARDS ARROW} 64",
        "batch size \N{RIGHTWARDS ARROW} 64",
    ]
    assert words([mark("end"), mark("{best}")]) == ["(best) (+1)"]


def test_a_loss_of_nought_goes_on_along_the_bottom_of_a_log_axis(qtbot: QtBot) -> None:
    plot = CurvePlot()
    qtbot.addWidget(plot)
    plot.set_log(True)
    plot.append("train_loss", *(np.arange(1, 5),) * 3, [0.1, 0.01, 0.0, 0.0])
    plot.draw()
    _, y = plot._items["train_loss"].getOriginalDataset()
    assert np.isfinite(y).all()
    assert y[2] == y[3] < -2
    assert plot.values_at(4) == {"train_loss": 0.0}


def test_curves_are_named_as_the_header_names_them() -> None:
    assert curve_words("train_loss") == "train loss"
    assert curve_words("test_rmse") == "test RMSE"


def test_a_long_past_run_does_not_squeeze_the_present_one(qtbot: QtBot) -> None:
    plot = CurvePlot()
    qtbot.addWidget(plot)
    long = np.arange(1.0, 1001.0)
    plot.set_past([{"train_loss": (long, long, long, 1 / long)}])
    plot.append("train_loss", *(np.arange(1, 11),) * 3, np.linspace(1, 0.5, 10))
    plot.draw()
    plot._refresh()
    low, high = plot.view.getViewBox().viewRange()[0]
    assert [low, high] == pytest.approx([1, 10])


def test_marks_that_lie_close_are_one_line_and_all_are_read(qtbot: QtBot) -> None:
    plot = CurvePlot()
    shown(qtbot, plot, 600, 220)
    fill(plot)
    for step in range(10):
        plot.mark(f"rate {step}", f"epoch 20: rate {step}", 20 + step / 1000, 200, 2.0)
    plot.mark("end", "epoch 40: {stopped}", 40, 400, 4.0)
    assert [len(marks) for _, marks in plot.marks.groups] == [10, 1]
    assert plot.marks.lines[0].label.textItem.toPlainText() == "rate 9 (+9)"
    at, _ = plot.marks.groups[0]
    height = plot.view.getViewBox().sceneBoundingRect().center().y()
    plot._on_mouse_moved(QPointF(at + 3, height))
    lines = plot.readout.text().splitlines()
    assert lines[1:] == ["and 4 more before", *(f"epoch 20: rate {step}" for step in range(4, 10))]
    plot._on_mouse_moved(QPointF(at + 60, height))
    assert len(plot.readout.text().splitlines()) == 1
    assert plot.moment(20) == (20, 200, 2.0)


def test_many_marks_are_few_lines_that_do_not_run_into_each_other(qtbot: QtBot) -> None:
    plot = CurvePlot()
    shown(qtbot, plot, 500, 200)
    fill(plot)
    for number in range(300):
        plot.mark("a change of something", "x", 1 + 49 * number / 300, number, number)
    assert len(plot.marks.lines) <= MOST_LINES + 1
    spans = [
        (at, at + line.label.textItem.boundingRect().width())
        for line, (at, _) in zip(plot.marks.lines, plot.marks.groups, strict=False)
        if line.label.isVisible()
    ]
    assert spans
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert spans[-1][1] <= plot.view.getViewBox().sceneBoundingRect().right()


def test_metrics_with_options_are_named_in_words() -> None:
    assert curve_words("train_f1_micro") == "train F1 (micro)"
    assert metric_title("top_k_5") == "Top-k accuracy (5)"
    assert metric_word("balanced_accuracy") == "balanced accuracy"
    assert metric_text("test_balanced_accuracy", 0.5) == metric_text("top_k_2", 0.5) == "50.0 %"
    assert metric_text("test_f1_micro", 0.5) == "0.5000"
    assert metric_text("train_loss", 2.0) == "2.0000"


def test_another_theme_is_worn_by_the_values_at_the_ends_too(qtbot: QtBot) -> None:
    plot = CurvePlot()
    qtbot.addWidget(plot)
    plot.append("train_loss", *(np.arange(1, 5),) * 3, [4.0, 3.0, 2.0, 1.0])
    plot.draw()
    for name in ("dark", "light"):
        plot.set_theme(load(name))
        assert plot._ends._items["train_loss"].brush().color().name() == load(name).text
