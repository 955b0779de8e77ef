"""The table of actions."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from guiapp import icons
from guiapp.actions.record import BARE, MENUS
from guiapp.actions.table import ACTIONS
from tests.guiapp.furnished import make_window


def test_ids_are_unique() -> None:
    names = [action.id for action in ACTIONS]
    assert len(set(names)) == len(names)


def test_no_two_shortcuts_are_alike() -> None:
    keys = [QKeySequence(action.shortcut).toString() for action in ACTIONS if action.shortcut]
    assert all(keys)
    assert len(set(keys)) == len(keys)


def test_every_icon_is_there() -> None:
    there = set(icons.names())
    assert [action.icon for action in ACTIONS if action.icon and action.icon not in there] == []


def test_every_menu_is_one_of_the_bar() -> None:
    assert {action.menu for action in ACTIONS} <= {*MENUS, ""}
    assert all(action.shortcut in BARE for action in ACTIONS if len(action.shortcut) == 1)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_every_action_can_be_run(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run through the window as a menu would; dialogs that ask for files or wait are answered by nothing."""
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_: ("", ""))
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getExistingDirectory", lambda *_: "")
    monkeypatch.setattr("PySide6.QtWidgets.QMessageBox.about", lambda *_: None)
    with make_window(qtbot, tmp_path) as window:
        window.files.ask = lambda *_: "discard"
        for action in sorted(ACTIONS, key=lambda action: action.id == "close"):
            window.book.trigger(action.id)
            window.book.refresh()
        assert not window.isVisible()
