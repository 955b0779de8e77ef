"""The map in the corner, and the whole drawing as a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from pytestqt.qtbot import QtBot

from tests.guiapp.canvas_desk import Desk, chain
from tests.guiapp.furnished import make_window


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    made = Desk(chain(4, 4, 4))
    qtbot.addWidget(made.view)
    made.view.resize(800, 500)
    made.view.show()
    made.view.fit()
    return made


def test_the_map_shows_itself_when_something_is_out_of_sight(desk: Desk, qtbot: QtBot) -> None:
    view = desk.view
    assert not view.map.isVisible()
    view.zoom_by(3.0)
    assert view.map.isVisible()
    before = view.visible_scene().center()
    qtbot.mouseClick(view.map, Qt.MouseButton.LeftButton, pos=QPoint(12, 54))
    assert view.visible_scene().center().x() < before.x()
    moved = view.visible_scene().center()
    qtbot.keyClick(view.map, Qt.Key.Key_Right)
    assert view.visible_scene().center().x() > moved.x()
    view.map.set_wanted(False)
    assert not view.map.isVisible()
    view.map.set_wanted(True)
    view.fit()
    assert not view.map.isVisible()


def test_a_press_on_the_map_looks_at_that_place(desk: Desk, qtbot: QtBot) -> None:
    view = desk.view
    view.zoom_by(3.0)
    scale, zero = view.map._scale()
    wanted = QPointF(view.canvas.layers["h2"].pos())
    qtbot.mouseClick(view.map, Qt.MouseButton.LeftButton, pos=(wanted * scale + zero).toPoint())
    off = view.visible_scene().center() - wanted
    assert abs(off.x()) < 2 / scale
    assert abs(off.y()) < 2 / scale


def test_a_saved_picture_holds_the_whole_network(desk: Desk) -> None:
    desk.view.zoom_by(3.0)
    area: QRectF = desk.view.canvas.picture_rect()
    assert all(area.contains(item.sceneBoundingRect().center()) for item in desk.view.canvas.layers.values())
    assert area.width() < 3000


@pytest.mark.parametrize("suffix", [".svg", ".pdf", ".png"])
def test_the_drawing_is_exported(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    target = tmp_path / f"net{suffix}"
    with make_window(qtbot, tmp_path) as window:
        monkeypatch.setattr("guiapp.exports.QFileDialog.getSaveFileName", lambda *_: (str(target), ""))
        window.book.trigger("export_drawing")
        settings = window.context.settings
        shown = settings.mini_map
        window.book.trigger("mini_map")
        assert settings.mini_map is not shown
    data = target.read_bytes()
    start = {".svg": b"<?xml", ".pdf": b"%PDF", ".png": b"\x89PNG"}[suffix]
    assert data.startswith(start)
    assert len(data) > 3000
