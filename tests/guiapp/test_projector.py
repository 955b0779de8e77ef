"""Large text and thick lines at once, and one panel alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.spec.classroom import Classroom
from core.spec.files import load_example
from guiapp.theme import current
from tests.guiapp.furnished import make_window, wait

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_text_and_lines_grow_and_shrink(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        label = window.top.epoch._value
        before = QApplication.font().pointSizeF(), label.font().pointSizeF()
        window.book.trigger("projector")
        assert current().line_size == window.context.theme.line_size == 2.0
        assert QApplication.font().pointSizeF() == pytest.approx(before[0] * 1.35)
        assert label.font().pointSizeF() == pytest.approx(before[1] * 1.35)
        window.book.trigger("theme")
        assert window.context.theme.line_size == 2.0
        window.book.trigger("theme")
        window.book.trigger("projector")
        assert current().line_size == window.context.theme.line_size == 1.0
        assert (QApplication.font().pointSizeF(), label.font().pointSizeF()) == pytest.approx(before)


def test_a_project_opens_for_the_projector(qtbot: QtBot, tmp_path: Path) -> None:
    project = replace(load_example("circle"), classroom=Classroom(projector=True))
    with make_window(qtbot, tmp_path, project) as window:
        wait(qtbot, lambda: window.classroom.projector.on)
        window.classroom.projector.set_on(False)


@pytest.mark.parametrize("name", ["output", "curves", "network", "weights"])
def test_a_panel_stands_alone_and_escape_leaves(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    with make_window(qtbot, tmp_path) as window:
        wait(qtbot, lambda: window.docks.docks["curves"].seen)
        open_before = {each: not dock.isHidden() for each, dock in window.docks.docks.items()}
        if name == "network":
            actions = window._network_menu().actions()
            next(action for action in actions if action.text() == "Show alone").trigger()
        else:
            actions = window.docks.docks[name].panel_menu().actions()
            next(action for action in actions if action.text() == "Show alone").trigger()
        assert window.isFullScreen()
        wait(qtbot, lambda: [panel.id for panel in window.seen() if panel.isVisible()] == [name])
        qtbot.keyClick(window, Qt.Key.Key_Escape)
        assert not window.isFullScreen()
        assert {each: not dock.isHidden() for each, dock in window.docks.docks.items()} == open_before
        assert window.centralWidget().isVisible()


def test_the_layout_that_is_kept_is_the_one_before(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        window.book.trigger("alone")
        assert window.classroom.projector.alone
        window.quiet = False
        window.close()
        assert not window.docks.docks["data"].isHidden() or not window.docks.docks["data"].isVisible()
        assert not window.classroom.projector.alone
