"""The landscape in a real window: drawn, looked at from both sides, stopped; paths of a race in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from core.explain.landscape import Path as Way
from core.explain.landscape import Surface
from guiapp.main_window import MainWindow
from guiapp.plots.terrain import Terrain, heights
from tests.guiapp.furnished import make_window, wait


@pytest.fixture(autouse=True)
def coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.explain.landscape.SIZES", (5, 9))


def opened(window: MainWindow, plane: str = "random") -> Any:
    window.docks.show("landscape")
    panel: Any = window.docks.docks["landscape"].panel
    panel.plane.setCurrentIndex(panel.plane.findData(plane))
    panel.plane.activated.emit(panel.plane.currentIndex())
    return panel


def test_it_is_drawn_and_the_training_stands_where_it_stood(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        window.pump.play(ramp=False)
        wait(qtbot, lambda: window.context.epoch > 5)
        window.pump.pause()
        panel = opened(window, "ends")
        wait(qtbot, lambda: panel.start.isEnabled() and panel._way)
        qtbot.mouseClick(panel.start, Qt.MouseButton.LeftButton)
        wait(qtbot, lambda: not panel._working)
        step = window.context.step
        assert "9 x 9 places" in panel.words.text()
        assert len(panel.terrain.numbers()["loss"]) == 81
        assert len(panel.terrain.surface.paths[0].places) >= 2
        panel.view.buttons["surface"].click()
        before = panel.terrain.grab().toImage()
        panel.terrain.setFocus()
        qtbot.keyClick(panel.terrain, Qt.Key.Key_Right)
        assert panel.terrain.grab().toImage() != before
        panel.view.buttons["map"].click()
        qtbot.mouseMove(panel.terrain, QPoint(100, 40))
        assert window.context.step == step


def test_what_is_missing_is_said_and_two_weights_are_chosen_by_name(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        wait(qtbot, lambda: window.context.setup is not None)
        panel = opened(window, "ends")
        assert not panel.start.isEnabled()
        assert "Train the network first" in panel.start.toolTip()
        panel = opened(window, "paths")
        assert "Run a race first" in panel.start.toolTip()
        panel = opened(window, "weights")
        assert panel.first.isVisible()
        panel.start.click()
        wait(qtbot, lambda: not panel._working)
        assert panel.terrain.surface.titles == ("h1[1, 1]", "h1[2, 1]")


def test_the_paths_of_a_race_share_one_landscape(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        window.docks.show("race")
        race: Any = window.docks.docks["race"].panel
        race.epochs.setValue(10)
        race.start.click()
        wait(qtbot, lambda: not race._racing and race._run is not None)
        panel = opened(window, "paths")
        wait(qtbot, panel.start.isEnabled)
        panel.start.click()
        wait(qtbot, lambda: not panel._working)
        assert len(panel.terrain.surface.paths) == len(race._run.entrants)


def test_explosions_and_gaps_do_not_flatten_the_picture(qtbot: QtBot) -> None:
    values = np.linspace(0.1, 1.0, 81).reshape(9, 9)
    values[0, 0], values[1, 1], values[2, 2] = np.nan, 1e300, np.inf
    axis = np.linspace(-1, 1, 9)
    surface = Surface(values, axis, axis, 0.5, (Way("", np.zeros((0, 2))),), ("a", "b"), "random")
    scaled = heights(surface)
    assert np.isnan(scaled[0, 0])
    assert scaled[1, 1] == scaled[2, 2] == 1.0
    assert np.nanmedian(scaled) > 0.4
    plot = Terrain("Loss", "nothing")
    qtbot.addWidget(plot)
    plot.resize(400, 200)
    plot.set_surface(surface)
    for raised in (False, True):
        plot.set_raised(raised)
        assert not plot.grab().toImage().isNull()
