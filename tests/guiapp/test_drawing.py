"""Points drawn by mouse and keyboard in a real window: kept in the project, one step of undo a stroke, learned from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from core.spec.assign import assign
from core.spec.files import load_example
from guiapp.main_window import MainWindow
from tests.guiapp.furnished import make_window, wait


def started(qtbot: QtBot, window: MainWindow) -> tuple[Any, Any]:
    wait(qtbot, lambda: window.context.setup is not None)
    window.docks.docks["data"].panel.form.draw_own.click()  # type: ignore[attr-defined]  # the data panel
    view: Any = window.docks.docks["output"].panel.plane  # type: ignore[attr-defined]  # the output panel
    wait(qtbot, lambda: view.tools.isVisible() and view.tools.draw.isChecked())
    return view, view.boundary.plane


def source(window: MainWindow) -> Any:
    return window.context.project.data.source


def small() -> Any:
    return assign(load_example("circle"), "data.source.samples=40")


def at(plane: Any, x: float, y: float) -> Any:
    import numpy as np

    return QPointF(*plane.to_pixels(np.array([[x, y]]))[0]).toPoint()


def test_a_stroke_is_one_step_of_undo_and_is_learned_from(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, small()) as window:
        view, plane = started(qtbot, window)
        before = source(window)
        assert (before.kind, len(before.x)) == ("points", 40)
        view.tools.spread.slider.setValue(0)
        view.tools.colour.buttons["1"].click()
        qtbot.mousePress(plane, Qt.MouseButton.LeftButton, pos=at(plane, 4, 4))
        for step in range(1, 5):
            qtbot.mouseMove(plane, at(plane, 4 - step, 4))
            # qtbot's moves hold no button
            from PySide6.QtGui import QMouseEvent

            where = QPointF(at(plane, 4 - step, 4))
            event = QMouseEvent(
                QMouseEvent.Type.MouseMove, where, plane.mapToGlobal(where), Qt.MouseButton.NoButton,
                Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
            )  # fmt: skip
            plane.mouseMoveEvent(event)
        qtbot.mouseRelease(plane, Qt.MouseButton.LeftButton, pos=at(plane, 0, 4))
        drawn = source(window)
        assert len(drawn.x) >= 44
        assert set(drawn.y[40:]) == {1}
        assert abs(drawn.x[40][0] - 4) < 0.1
        window.book.trigger("undo")
        assert source(window) == before
        window.book.trigger("redo")
        assert source(window) == drawn
        wait(qtbot, lambda: window.context.setup and window.context.setup.project.data.source == drawn)
        window.book.trigger("step_epoch")
        wait(qtbot, lambda: window.context.epoch >= 1)


def test_the_right_button_erases_and_the_keyboard_does_it_all(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, small()) as window:
        view, plane = started(qtbot, window)
        count = len(source(window).x)
        place = source(window).x[0]
        qtbot.mouseClick(plane, Qt.MouseButton.RightButton, pos=at(plane, *place))
        assert len(source(window).x) < count
        assert place not in source(window).x
        view.tools.spread.slider.setValue(0)
        count = len(source(window).x)
        plane.setFocus()
        qtbot.keyClick(plane, Qt.Key.Key_2)
        assert view.tools.colour.key() == "1"
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Right):
            qtbot.keyClick(plane, key)
        cross = tuple(round(value, 3) for value in plane._at)
        qtbot.keyClick(plane, Qt.Key.Key_Space)
        assert len(source(window).x) == count + 1
        assert source(window).x[-1] == cross
        assert source(window).y[-1] == 1
        qtbot.keyClick(plane, Qt.Key.Key_Delete)
        assert cross not in source(window).x
        view.tools.clear.click()
        assert len(source(window).x) == 4


def test_one_more_class_makes_the_network_fit(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, small()) as window:
        view, plane = started(qtbot, window)
        view.tools.more.click()
        assert view.tools.colour.key() == "2"
        qtbot.mouseClick(plane, Qt.MouseButton.LeftButton, pos=at(plane, -4, -4))
        assert len(source(window).classes) == 3
        assert window.context.checked.ready
        assert window.context.checked.outputs == 3


def test_where_the_data_are_locked_nothing_is_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    from msgspec.structs import replace

    from core.spec.classroom import Classroom

    locked = replace(small(), classroom=Classroom(lock=("panel.data",)))
    with make_window(qtbot, tmp_path, locked) as window:
        assert not window.book["draw_points"].isEnabled()
        view: Any = window.docks.docks["output"].panel.plane  # type: ignore[attr-defined]  # the output panel
        assert not view.tools.isEnabled()
