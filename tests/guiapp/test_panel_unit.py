"""The unit card and the encoding in a real window: what is dragged changes the network, what is chosen is linked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from core.explain.unit import UnitNumbers
from core.lessons import open_lesson
from core.session.probes import Parameters
from guiapp.main_window import MainWindow
from guiapp.panels.unit import written
from guiapp.plots.point_plane import extent_of
from tests.guiapp.furnished import make_window, wait


def panel_of(window: MainWindow, name: str) -> Any:
    window.docks.show(name)
    return window.docks.docks[name].panel


def weights(qtbot: QtBot, window: MainWindow) -> dict[str, Any]:
    found: list[dict[str, Any]] = []
    window.pump.questions.ask_once(Parameters(), found.append)
    wait(qtbot, lambda: found)
    return found[0]


def flu() -> Any:
    project = open_lesson("one-unit").steps[1].project
    assert project is not None
    return project


def test_the_sum_is_written_out_and_read_as_a_threshold_too(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, flu()) as window:
        panel = panel_of(window, "unit")
        window.context.point_at("y", 0, sample=7)
        wait(qtbot, lambda: "= 5" in panel.sum.text())
        assert panel.sum.text().endswith("z = 5 \N{MINUS SIGN} 5 = 0")
        assert panel.verdict.text().startswith("Sigmoid of 0 is 0.5")
        panel.threshold.setChecked(True)
        assert panel.sum.text().endswith("= 5 = 5")
        assert panel.rows.bias.box.value() == 5.0


def test_a_dragged_weight_moves_the_network_in_one_step_of_undo(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, flu()) as window:
        panel = panel_of(window, "unit")
        window.context.point_at("y", 0, sample=5)
        wait(qtbot, lambda: panel.rows.weights)
        slider = panel.rows.weights[0].slider
        slider.setSliderDown(True)
        for value in (10, 40, 60):
            slider.setValue(value)
        slider.setSliderDown(False)
        wait(qtbot, lambda: weights(qtbot, window)["y.weight"][0, 0] == pytest.approx(1.5))
        wait(qtbot, lambda: "= 4.5" in panel.sum.text())
        window.book.trigger("undo")
        wait(qtbot, lambda: weights(qtbot, window)["y.weight"][0, 0] == -1.0)
        assert not window.context.document.can_undo


def test_an_input_can_be_dragged_to_a_place_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, flu()) as window:
        panel = panel_of(window, "unit")
        wait(qtbot, lambda: panel.rows.inputs)
        panel.rows.inputs[1].box.commit(0.5)
        wait(qtbot, lambda: "0.5" in panel.sum.text())


def test_a_click_in_the_plane_chooses_a_sample_everywhere(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        panel = panel_of(window, "encoding")
        wait(qtbot, lambda: panel._shown is not None)
        plane = panel.plot.space
        wait(qtbot, plane.isVisible)
        target = plane.to_pixels(panel._data[0][7][None].astype(float))[0]
        qtbot.mouseClick(plane, Qt.MouseButton.LeftButton, pos=QPointF(*target).toPoint())
        chosen = window.context.sample
        assert np.hypot(*(panel._data[0][chosen] - panel._data[0][7])) < 1.0
        assert plane._marked == panel.plot.code._marked == chosen
        qtbot.keyClick(panel.plot.code, Qt.Key.Key_Right)
        assert window.context.sample == chosen + 1
        unit = panel_of(window, "unit")
        wait(qtbot, lambda: unit.sample.value() == chosen + 2)


def test_the_encoding_names_its_coordinates_and_counts_codes(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        panel = panel_of(window, "encoding")
        wait(qtbot, lambda: "distinct codes" in panel.words.text())
        panel.way.buttons["pca"].click()
        wait(qtbot, lambda: "PC1" in panel.words.text())
        assert panel.plot.code.axes == ("PC1", "PC2")
        assert set(panel.plot.numbers()) == {"first", "second", "target"}
        assert "encoding.it" in window.probes()
        window.docks.show("curves")
        wait(qtbot, lambda: "encoding.it" not in window.probes())


def test_the_extent_is_calm_while_points_fill_it() -> None:
    points = np.array([[-1.0, -1.0], [1.0, 1.0]])
    first = extent_of(points)
    assert first[0] < -1.0 < 1.0 < first[1]
    assert extent_of(points * 0.9, first) == first
    assert extent_of(points * 1.5, first) != first
    assert extent_of(points * 0.1, first) != first
    assert extent_of(np.full((3, 2), np.nan)) == (-1.0, 1.0, -1.0, 1.0)


def test_long_sums_are_cut_where_they_count_least() -> None:
    many = np.arange(8.0)
    nothing = np.zeros(0)
    numbers = UnitNumbers("h", 0, many, many, None, 140.0, 140.0, 1.0, 1.0, 1.0, "tanh", nothing, nothing)
    assert written(numbers).startswith("3\N{MULTIPLICATION SIGN}3 + ")
    assert "\N{HORIZONTAL ELLIPSIS} = 140" in written(numbers)
