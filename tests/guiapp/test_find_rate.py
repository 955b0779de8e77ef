"""Find a learning rate: the sweep is drawn as it grows, the line chooses, and the run is left as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.session.probes import Parameters
from guiapp.dialogs.rates import FindRate
from guiapp.main_window import MainWindow
from tests.guiapp.furnished import make_window, wait


def opened(window: MainWindow) -> FindRate:
    window.book.trigger("find_rate")
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, FindRate) and w.isVisible())


def weights(qtbot: QtBot, window: MainWindow) -> dict[str, Any]:
    found: list[dict[str, Any]] = []
    window.pump.questions.ask_once(Parameters(), found.append)
    wait(qtbot, lambda: found)
    return found[0]


def rate_of(window: MainWindow) -> float:
    return float(window.context.project.training.optimizer.lr)  # type: ignore[attr-defined]  # every one has it


def test_the_rate_it_finds_is_one_step_of_undo(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        before, kept = rate_of(window), weights(qtbot, window)
        dialog = opened(window)
        assert not dialog.take.isEnabled()
        wait(qtbot, dialog.take.isEnabled)
        assert dialog.progress.value() == 100
        assert set(dialog.plot.numbers()) == {"rate", "loss", "smoothed"}
        chosen = dialog.rate
        for key, array in weights(qtbot, window).items():
            assert np.array_equal(array, kept[key])
        qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
        assert rate_of(window) == chosen
        window.book.trigger("undo")
        assert rate_of(window) == before


def test_the_line_and_the_arrows_choose_another(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        dialog = opened(window)
        wait(qtbot, dialog.take.isEnabled)
        dialog.plot.line.setValue(-2.0)
        assert dialog.rate == 0.01
        assert dialog.take.text() == "Use 0.01"
        dialog.plot.setFocus()
        qtbot.keyClick(dialog.plot, Qt.Key.Key_Right)
        assert 0.01 < dialog.rate < 0.012
        dialog.close()


def test_closed_before_its_end_it_leaves_off_and_training_goes_on(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        window.book.trigger("play")
        wait(qtbot, lambda: window.context.epoch > 2)
        opened(window).close()
        reached = window.context.epoch
        wait(qtbot, lambda: window.context.epoch > reached + 2)
        window.book.trigger("play")
