"""The race in a real window: chosen, started, drawn, stopped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot

from core.spec.assign import assign
from core.spec.files import load_example
from guiapp.main_window import MainWindow
from guiapp.plots.race_curves import RaceCurves, RaceLine
from tests.guiapp.furnished import make_window, wait


def opened(window: MainWindow, axis: str = "rate") -> Any:
    window.docks.show("race")
    panel: Any = window.docks.docks["race"].panel
    panel.axis.setCurrentIndex(panel.axis.findData(axis))
    panel.axis.activated.emit(panel.axis.currentIndex())
    return panel


def small() -> Any:
    project = load_example("circle")
    for change in ("data.source.samples=60", "architecture.nodes.h1.units=3"):
        project = assign(project, change)
    return project


def test_a_race_is_run_and_every_view_of_it_is_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, small()) as window:
        panel = opened(window)
        panel.epochs.setValue(12)
        panel.seeds.setValue(2)
        ticked = len(panel._ticked())
        assert ticked >= 3
        qtbot.mouseClick(panel.start, Qt.MouseButton.LeftButton)
        assert panel.start.text() == "Stop the race"
        wait(qtbot, lambda: not panel._racing)
        assert panel.words.text() == f"{2 * ticked} runs"
        assert window.context.epoch == 0  # the project's own run was not touched
        for view in ("curves", "maps", "codes", "table"):
            panel.view.buttons[view].click()
            shown = panel.stack.currentWidget()
            image = shown.grab(QRect(0, 0, shown.width(), shown.height())).toImage()
            assert len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}) > 2
        assert panel.table.rowCount() == ticked
        won = next(i for i in range(panel.table.columnCount()) if panel.table.horizontalHeaderItem(i).text() == "won")
        assert sum(int(panel.table.item(row, won).text()) for row in range(ticked)) == 2
        assert "10" in panel.curves.numbers()


def test_it_can_be_stopped_and_fewer_than_two_cannot_start(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, small()) as window:
        panel = opened(window, "optimizer")
        panel.epochs.setValue(1_000_000)
        panel.start.click()
        wait(qtbot, lambda: panel._run is not None)
        panel.start.click()
        wait(qtbot, lambda: not panel._racing)
        assert "stopped before the end" in panel.words.text()
        for i in panel._ticked()[1:]:
            panel.list.item(i).setCheckState(Qt.CheckState.Unchecked)
        assert not panel.start.isEnabled()
        assert "Tick 2 to 12" in panel.start.toolTip()


def test_ticks_stay_over_an_edit_of_the_project(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, small()) as window:
        panel = opened(window, "width")
        panel.list.item(0).setCheckState(Qt.CheckState.Checked)
        before = {panel.list.item(i).text() for i in panel._ticked()}
        window.context.edit("x", assign(window.context.project, "training.batch_size=7"))
        assert {panel.list.item(i).text() for i in panel._ticked()} == before


@pytest.mark.parametrize("log", [True, False])
def test_curves_with_zeros_gaps_and_explosions_are_drawn(qtbot: QtBot, log: bool) -> None:
    plot = RaceCurves("Curves", "nothing")
    qtbot.addWidget(plot)
    plot.resize(500, 160)
    plot.set_log(log)
    epoch = np.arange(1, 6)
    nothing = np.zeros(5)
    plot.set_lines(
        [
            RaceLine("zero", "train_loss", epoch, np.array([1.0, 0.1, 0.0, 0.0, 0.0]), nothing),
            RaceLine("gone", "train_loss", epoch, np.array([1.0, 1e30, np.nan, np.nan, np.nan]), nothing),
            RaceLine("none", "train_loss", epoch, np.full(5, np.nan), nothing),
        ]
    )
    assert not plot.grab().toImage().isNull()
