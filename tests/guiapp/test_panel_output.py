"""The output panel shows what suits the data: the plane, pictures, or a table."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.catalog.datasets.bundled import Diabetes, Digits, Iris
from core.catalog.datasets.plane_classes import Blobs, Spiral
from core.catalog.datasets.plane_numbers import Bumps
from core.registry import Options
from core.session.probes import PartPredictions, Predictions
from core.session.setup import set_up
from guiapp.panels.output import OutputPanel
from guiapp.theme import load
from guiapp.views.samples import square, unit_lines
from tests.guiapp.panel_desk import Bench, network, on


def shown(bot: QtBot, folder: Path, source: Options) -> tuple[Bench, OutputPanel]:
    bench = Bench(on(source), folder, bot)
    panel = OutputPanel(bench.context)
    bench.show(panel)
    return bench, panel


def test_without_data_it_says_what_will_come(qtbot: QtBot, tmp_path: Path) -> None:
    _, panel = shown(qtbot, tmp_path, Spiral())
    assert panel.stack.currentWidget() is panel.empty
    assert panel.probes() == {}
    assert panel.tools() == []


@pytest.mark.parametrize("source", [Spiral(samples=60), Blobs(samples=60, classes=4), Bumps(samples=60)])
def test_the_plane_is_asked_for_and_drawn(qtbot: QtBot, tmp_path: Path, source: Options) -> None:
    bench, panel = shown(qtbot, tmp_path, source)
    bench.run()
    assert panel.stack.currentWidget() is panel.plane
    probe = panel.probes()["output.map"]
    assert isinstance(probe, Predictions)
    assert probe.x.shape == (10_000, 2)
    numbers = panel.plane.boundary.numbers()
    assert len(numbers["x1"]) == 10_000
    assert [action.text() for action in panel.tools() if action.text()]


def test_the_probe_of_the_plane_stays_the_same_value(qtbot: QtBot, tmp_path: Path) -> None:
    bench, panel = shown(qtbot, tmp_path, Spiral(samples=60))
    bench.take_up()
    probe = panel.probes()["output.map"]
    bench.take_up()
    assert panel.probes()["output.map"] is probe


def test_unit_lines_are_asked_for_only_when_wanted(qtbot: QtBot, tmp_path: Path) -> None:
    bench, panel = shown(qtbot, tmp_path, Spiral(samples=60))
    bench.take_up()
    assert set(panel.probes()) == {"output.map"}
    with qtbot.waitSignal(panel.probes_changed):
        panel.plane.boundary.lines.setChecked(True)
    assert set(panel.probes()) == {"output.map", "output.lines"}
    bench.run(epochs=1)


def test_a_unit_line_goes_where_the_unit_is_zero() -> None:
    setup = set_up(on(Spiral(samples=60), network(1)), 1)
    weights = {"h1.weight": np.array([[2.0], [0.0]]), "h1.bias": np.array([-4.0])}
    assert unit_lines(setup, weights).tolist() == [[2.0, 0.0, -4.0]]


def test_made_up_data_keep_their_frame() -> None:
    setup = set_up(on(Spiral(samples=60)), 1)
    assert square(setup, np.array([[-5.0, 1.0], [5.9, 0.0]])) == (-6, 6, -6, 6)
    assert square(setup, np.array([[-6.2, 1.0]])) == (-6.5, 6.5, -6.5, 6.5)


def test_pictures_are_browsed_wrong_ones_first(qtbot: QtBot, tmp_path: Path) -> None:
    bench, panel = shown(qtbot, tmp_path, Digits())
    bench.run(epochs=1)
    view = panel.pictures
    assert panel.stack.currentWidget() is view
    assert panel.probes() == {"output.part": PartPredictions("test")}
    view.sorting.settle()
    wrong = view.browser.wrong()
    assert wrong > 0
    first = view.browser.visible()[0]
    assert "taken for" in view.browser.words(first)
    assert view.browser.current == first
    assert f"{wrong:,} of 539" in view.summary.text()
    view.browser.setFocus()
    qtbot.keyClick(view.browser, Qt.Key.Key_Right)
    assert view.browser.current == view.browser.visible()[1]
    assert view.bars.numbers()["probability"].sum() == pytest.approx(1.0, abs=1e-5)
    qtbot.mouseClick(view.on, Qt.MouseButton.LeftButton)
    assert view.browser.page == 1
    assert view.back.isEnabled()


def test_a_table_has_a_plane_of_two_columns(qtbot: QtBot, tmp_path: Path) -> None:
    bench, panel = shown(qtbot, tmp_path, Iris())
    bench.run(epochs=1)
    view = panel.table
    assert panel.stack.currentWidget() is view
    assert (view.first.currentText(), view.second.currentText()) == ("petal length (cm)", "petal width (cm)")
    probe = panel.probes()["output.map"]
    assert isinstance(probe, Predictions)
    assert probe.x.shape[1] == 4
    assert len(np.unique(probe.x[:, 0])) == 1
    view.first.setCurrentIndex(0)
    view.first.activated.emit(0)
    moved = panel.probes()["output.map"]
    assert isinstance(moved, Predictions)
    assert len(np.unique(moved.x[:, 0])) > 1


def test_a_tables_samples_come_with_their_probabilities(qtbot: QtBot, tmp_path: Path) -> None:
    bench, panel = shown(qtbot, tmp_path, Iris())
    bench.take_up()
    view = panel.table
    view.switch.buttons["samples"].click()
    assert panel.probes() == {"output.part": PartPredictions("test")}
    bench.run(epochs=1)
    assert "of 45" in view.samples.summary.text()
    view.samples.table.selectRow(2)
    row = view.samples.current_row()
    assert row is not None
    assert len(row) == 4
    assert len(view.samples.bars.numbers()["probability"]) == 3


def test_numbers_of_a_table_stand_against_the_truth(qtbot: QtBot, tmp_path: Path) -> None:
    bench, panel = shown(qtbot, tmp_path, Diabetes())
    bench.run(epochs=2)
    view = panel.table
    numbers = view.predicted.numbers()
    assert numbers["true"].min() > 20  # in the target's own units
    assert "RMSE" in view.predicted.words()
    view.switch.buttons["plane"].click()
    assert list(panel.probes()) == ["output.map"]


@pytest.mark.parametrize("source", [Spiral(samples=60), Digits(), Iris(), Diabetes()])
def test_it_wears_another_theme_and_paints(qtbot: QtBot, tmp_path: Path, source: Options) -> None:
    bench, panel = shown(qtbot, tmp_path, source)
    bench.run(epochs=1)
    panel.set_theme(load("dark"))
    assert not panel.grab().isNull()


def test_an_answer_for_other_data_is_left_alone(qtbot: QtBot, tmp_path: Path) -> None:
    bench, panel = shown(qtbot, tmp_path, Spiral(samples=60))
    bench.take_up()
    panel.plane.draw({"map": np.zeros((7, 1)), "lines": None})
    panel.pictures.draw({"part": (np.zeros((3, 2)), np.zeros((3, 2)))})
    panel.table.draw({"map": None, "part": None})
    assert panel.plane.boundary.numbers() == {}
