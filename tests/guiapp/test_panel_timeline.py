"""The timeline in a real window: scrubbed with the mouse, kept moments, a branch, and what the other panels say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from guiapp.main_window import MainWindow
from tests.guiapp.furnished import make_window, wait


def trained(qtbot: QtBot, window: MainWindow, epochs: int = 30) -> Any:
    window.docks.show("timeline")
    window.pump.play(ramp=False)
    wait(qtbot, lambda: window.context.epoch >= epochs)
    window.pump.pause()
    panel: Any = window.docks.docks["timeline"].panel
    wait(qtbot, lambda: window.context.status == "paused" and panel.way._here == window.context.step)
    return panel


def test_dragging_the_handle_goes_back_and_the_figures_with_it(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        panel = trained(qtbot, window)
        loss = window.context.values["train_loss"]
        drawn = panel.way._last
        middle = QPoint(panel.way.width() // 2, panel.way.height() // 2)
        qtbot.mouseClick(panel.way, Qt.MouseButton.LeftButton, pos=middle)
        # A slice may have been on its way while it was paused: how far it came is known once it went back.
        wait(qtbot, lambda: window.context.head is not None)
        last = window.context.head[0] if window.context.head else 0
        wait(qtbot, lambda: abs(window.context.step - drawn / 2) < 0.1 * drawn)
        assert window.context.figures()["train_loss"] > loss
        wait(qtbot, lambda: panel.step.value() == window.context.step)
        qtbot.mouseClick(panel.now, Qt.MouseButton.LeftButton)
        wait(qtbot, lambda: window.context.head is None and window.context.step == last)
        assert window.context.figures() == window.context.values


def test_the_keys_walk_and_playing_on_is_a_branch(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        panel = trained(qtbot, window)
        panel.way.setFocus()
        qtbot.keyClick(panel.way, Qt.Key.Key_Home)
        wait(qtbot, lambda: window.context.step == 0 and panel.way._here == 0)
        last = len(window.context.curves)
        qtbot.keyClick(panel.way, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        wait(qtbot, lambda: window.context.step == 1)
        window.book.trigger("step_epoch")
        wait(qtbot, lambda: window.context.epoch == 1 and window.context.head is None)
        assert [past.curves.points().epoch[-1] for past in window.context.past] == [last]
        wait(qtbot, lambda: len(window.context.curves) == 1)
        assert any(event.kind == "branched" for event in window.context.events)


def test_moments_are_kept_side_by_side(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        panel = trained(qtbot, window)
        wait(qtbot, panel.keep.isEnabled)
        panel.keep.click()
        panel.step.setValue(3)
        wait(qtbot, lambda: window.context.step == 3)
        wait(qtbot, lambda: panel._map is not None)
        panel.keep.click()
        assert len(panel.kept.numbers()) == 2
        assert panel.drop.isVisible()
        panel.drop.click()
        assert panel.kept.numbers() == {}


def test_an_edit_while_in_the_past_goes_on_from_there(qtbot: QtBot, tmp_path: Path) -> None:
    from tests.guiapp.furnished import with_units

    with make_window(qtbot, tmp_path) as window:
        trained(qtbot, window)
        window.context.go_to(4)
        wait(qtbot, lambda: window.context.step == 4)
        window.context.edit("units", with_units(window.context.project, "h1", 5))
        wait(qtbot, lambda: any(event.kind == "edited" for event in window.context.events))
        assert window.context.step == 4
        wait(qtbot, lambda: window.context.head is None)
