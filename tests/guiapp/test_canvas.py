"""The canvas by mouse and keyboard: every gesture is an edit of the project, and the scene follows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.guiapp.canvas_desk import Desk, chain, desks

Key = Qt.Key


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    yield from desks(qtbot, chain(4, 3))


def test_plus_and_minus_change_units(qtbot: QtBot, desk: Desk) -> None:
    desk.click(qtbot, desk.place("plus", "h1"))
    assert desk.units("h1") == 5
    assert desk.view.canvas.layers["h1"].block.rows == (0, 1, 2, 3, 4)
    desk.click(qtbot, desk.place("minus", "h1"))
    desk.click(qtbot, desk.place("minus", "h1"))
    assert desk.units("h1") == 3


def test_one_unit_stays(qtbot: QtBot, desk: Desk) -> None:
    desk.click(qtbot, desk.place("minus", "y"))
    assert desk.units("y") == 1


def test_the_plus_on_a_connection_adds_a_layer_like_the_one_before(qtbot: QtBot, desk: Desk) -> None:
    desk.click(qtbot, desk.knob("h1", "h2"))
    architecture = desk.project.architecture
    assert architecture["h3"].inputs == ("h1",)
    assert architecture["h2"].inputs == ("h3",)
    assert desk.units("h3") == 4
    assert desk.selection == ("h3",)
    desk.document.undo()
    assert set(desk.view.canvas.layers) == {"x", "h1", "h2", "y", "out"}


def test_a_click_selects_a_layer_or_a_unit(qtbot: QtBot, desk: Desk) -> None:
    desk.click(qtbot, desk.place("header", "h1"))
    assert (desk.selection, desk.view.unit) == (("h1",), -1)
    desk.click(qtbot, desk.place("unit", "h2", 1))
    assert (desk.selection, desk.view.unit) == (("h2",), 1)
    assert desk.view.canvas.layers["h2"].chosen
    assert not desk.view.canvas.layers["h1"].chosen
    assert "h2[2]" in desk.view.accessibleDescription()
    desk.click(qtbot, QPoint(4, 4))
    assert desk.selection == ()


def test_a_drag_moves_a_layer_in_one_step_of_undo(qtbot: QtBot, desk: Desk) -> None:
    before = desk.project
    start = desk.place("header", "h1")
    desk.drag(qtbot, start, start + QPoint(40, 90))
    x, y = desk.project.layout.positions["h1"]
    item = desk.view.canvas.layers["h1"]
    assert (item.x(), item.y()) == (x, y)
    assert y > 40
    desk.document.undo()
    assert desk.project == before
    assert item.y() == 0.0


def test_escape_cancels_a_drag(qtbot: QtBot, desk: Desk) -> None:
    before = desk.project
    start = desk.place("unit", "h1", 2)
    there = desk.view.canvas.layers["h1"].pos()
    desk.drag(qtbot, start, start + QPoint(0, 80), drop=False)
    assert desk.view.canvas.layers["h1"].pos() != there
    qtbot.keyClick(desk.view, Key.Key_Escape)
    assert desk.project == before
    assert not desk.document.can_undo
    qtbot.mouseRelease(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    assert desk.project == before


def test_two_drags_are_two_steps(qtbot: QtBot, desk: Desk) -> None:
    for _ in range(2):
        start = desk.place("header", "h1")
        desk.drag(qtbot, start, start + QPoint(0, 48))
    desk.document.undo()
    assert "h1" in desk.project.layout.positions
    desk.document.undo()
    assert "h1" not in desk.project.layout.positions


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_activation_is_chosen_on_the_header(qtbot: QtBot, desk: Desk) -> None:
    desk.click(qtbot, desk.place("activation", "h1"))
    menu = desk.view.menu
    assert menu is not None
    assert menu.isVisible()
    assert [action.data() for action in menu.actions() if action.isChecked()] == ["tanh"]
    next(action for action in menu.actions() if action.data() == "relu").trigger()
    assert desk.project.architecture["h1"].options.activation.kind == "relu"  # type: ignore[attr-defined]  # dense
    assert desk.view.canvas.layers["h1"].subtitle()[0] == "relu"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_keys(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClick(desk.view, Key.Key_Right)
    assert desk.selection == ("x",)
    qtbot.keyClick(desk.view, Key.Key_Right)
    qtbot.keyClick(desk.view, Key.Key_Plus)
    assert desk.units("h1") == 5
    for _ in range(2):
        qtbot.keyClick(desk.view, Key.Key_Down)
    assert desk.view.unit == 1
    qtbot.keyClick(desk.view, Key.Key_Up)
    qtbot.keyClick(desk.view, Key.Key_Minus)
    assert (desk.units("h1"), desk.view.unit) == (4, 0)
    qtbot.keyClick(desk.view, Key.Key_Return)
    assert desk.view.menu is not None
    desk.view.menu.close()
    qtbot.keyClick(desk.view, Key.Key_Delete)
    assert "h1" not in desk.project.architecture
    assert desk.project.architecture["h2"].inputs == ("x",)
    assert desk.selection == ()


def test_input_and_output_are_not_removed(qtbot: QtBot, desk: Desk) -> None:
    before = desk.project
    for name in ("x", "out"):
        desk.view.select(name)
        qtbot.keyClick(desk.view, Key.Key_X)
    assert desk.project == before


def test_the_cross_on_a_selected_layer_removes_it(qtbot: QtBot, desk: Desk) -> None:
    desk.view.select("h2")
    desk.click(qtbot, desk.place("remove", "h2"))
    assert "h2" not in desk.project.architecture


def test_problems_are_badges(qtbot: QtBot, desk: Desk) -> None:
    desk.click(qtbot, desk.place("plus", "y"))
    desk.click(qtbot, desk.place("plus", "y"))
    badge = desk.view.canvas.layers["y"].badge
    problem = next(problem for problem in desk.checked.problems if problem.node == "y")
    assert badge is not None
    assert problem.text in badge.text
    assert problem.hint in badge.text
    desk.move(desk.place("badge", "y"))
    assert problem.text in desk.view.readout.text()
    assert desk.view.readout.isVisible()
    desk.document.undo()
    assert desk.view.canvas.layers["y"].badge is None


def test_wheel_zooms_around_the_mouse_and_home_shows_all(qtbot: QtBot, desk: Desk) -> None:
    at = desk.place("unit", "h1", 0)
    before = desk.view.mapToScene(at)
    zoom = desk.view.zoom
    on_screen = QPointF(desk.view.viewport().mapToGlobal(at))
    wheel = QWheelEvent(QPointF(at), on_screen, QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(desk.view.viewport(), wheel)
    after = desk.view.mapToScene(at)
    assert desk.view.zoom > zoom * 1.2
    assert abs(after.x() - before.x()) < 3
    assert abs(after.y() - before.y()) < 3
    qtbot.keyClick(desk.view, Key.Key_Home)
    assert desk.view.zoom == pytest.approx(zoom, rel=0.02)
    assert desk.view.visible_scene().contains(desk.view.canvas.extent())


def test_the_middle_button_pans(qtbot: QtBot, desk: Desk) -> None:
    before = desk.view.visible_scene().center()
    middle = Qt.MouseButton.MiddleButton
    qtbot.mousePress(desk.view.viewport(), middle, pos=QPoint(300, 300))
    desk.move(QPoint(340, 320), middle)
    qtbot.mouseRelease(desk.view.viewport(), middle, pos=QPoint(340, 320))
    after = desk.view.visible_scene().center()
    assert after.x() < before.x() - 20
    assert after.y() < before.y() - 10


def test_a_drag_leaves_the_others_where_they_were_drawn(qtbot: QtBot, desk: Desk) -> None:
    layers = desk.view.canvas.layers
    before = {name: item.x() for name, item in layers.items()}
    start = desk.place("header", "h1")
    desk.drag(qtbot, start, start + QPoint(0, 60))
    assert {name: item.x() for name, item in layers.items()} == pytest.approx(before, abs=8.0)


def test_a_layer_added_among_placed_ones_gets_room(qtbot: QtBot, desk: Desk) -> None:
    start = desk.place("header", "h1")
    desk.drag(qtbot, start, start + QPoint(0, 60))
    desk.view.fit()
    desk.click(qtbot, desk.knob("h1", "h2"))
    layers = desk.view.canvas.layers
    assert layers["h1"].x() + 100 < layers["h3"].x() < layers["h2"].x() - 100
    assert layers["h2"].x() < layers["y"].x() - 100


def test_a_button_stays_under_the_mouse_however_often_it_is_pressed(qtbot: QtBot, desk: Desk) -> None:
    at = desk.place("plus", "h1")
    for _ in range(6):
        desk.click(qtbot, at)
    assert desk.units("h1") == 10
    desk.move(QPoint(4, 4))
    assert desk.view.visible_scene().contains(desk.view.canvas.extent())
