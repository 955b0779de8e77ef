"""The first ten minutes of a new user, with the mouse: other data, a layer more, play until it is solved, save, open
again, export."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core.spec.files import load_example, load_project
from guiapp.main_window import MainWindow
from tests.guiapp.furnished import make_window, wait

LEFT = Qt.MouseButton.LeftButton


def choose_data(qtbot: QtBot, window: MainWindow, kind: str) -> None:
    buttons = window.docks.docks["data"].panel.form.picker.buttons(kind)  # type: ignore[attr-defined]  # the data panel
    qtbot.mouseClick(next(button for button in buttons if button.isVisible()), LEFT)


def add_layer(qtbot: QtBot, window: MainWindow) -> None:
    """The plus on the first connection."""
    view = window.network.view  # type: ignore[attr-defined]  # the panel of the drawing
    x, y = view.drawing.links[0].knob
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.mapFromScene(x, y))


def answers(monkeypatch: pytest.MonkeyPatch, question: str, path: Path) -> None:
    """Whoever asks for a file is told this one."""
    monkeypatch.setattr(QFileDialog, question, lambda *_: (str(path), ""))


def test_the_first_walk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project, weights = tmp_path / "mine.json", tmp_path / "mine.npz"
    with make_window(qtbot, tmp_path, load_example("spiral")) as window:
        window.resize(1280, 800)
        wait(qtbot, lambda: window.context.setup is not None)
        choose_data(qtbot, window, "circle")
        add_layer(qtbot, window)
        edited = window.context.project
        assert edited.data.source.kind == "circle"
        assert len(edited.architecture.nodes) == len(load_example("spiral").architecture.nodes) + 1
        assert window.context.checked.ready

        qtbot.mouseClick(window.top.play, LEFT)
        wait(qtbot, lambda: window.context.values.get("test_accuracy", 0.0) > 0.97)
        qtbot.mouseClick(window.top.play, LEFT)
        assert not window.pump.playing

        answers(monkeypatch, "getSaveFileName", project)
        window.book.trigger("save")
        assert load_project(project) == edited
        assert not window.isWindowModified()

        answers(monkeypatch, "getSaveFileName", weights)
        window.exports.ask_weights("npz")
        wait(qtbot, weights.is_file)
        with np.load(weights) as saved:
            assert saved["h1.weight"].shape == (8, 8)
            assert np.abs(saved["h1.weight"]).max() > 0.1
        window.book.trigger("undo")
        assert window.isWindowModified()

    with make_window(qtbot, tmp_path) as window:
        answers(monkeypatch, "getOpenFileName", project)
        window.book.trigger("open")
        assert window.context.project == edited
        wait(qtbot, lambda: window.context.setup is not None and window.context.setup.project == edited)
        window.book.trigger("step_epoch")
        wait(qtbot, lambda: window.context.epoch == 1)
