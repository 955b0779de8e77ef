"""Layers that a person folds and unfolds."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from core.spec.plain import project_from_plain, project_to_plain
from tests.guiapp.canvas_desk import Desk, chain
from tests.guiapp.furnished import make_window


def rows(desk: Desk, node: str) -> int:
    return len(desk.view.drawing.blocks[node].rows)


def test_wide_layers_unfold_and_small_ones_fold(qtbot: QtBot) -> None:
    desk = Desk(chain(20, 6, 200))
    qtbot.addWidget(desk.view)
    before = desk.project
    assert [rows(desk, name) for name in ("h1", "h2", "h3")] == [6, 6, 6]
    assert not desk.view.drawing.blocks["h2"].folded
    for name in ("h1", "h2", "h3"):
        desk.view.select(name)
        desk.view.grouping.toggle_fold()
    assert [rows(desk, name) for name in ("h1", "h2", "h3")] == [20, 5, 64]
    assert desk.view.drawing.blocks["h2"].folded
    assert desk.project.layout.folds == {"h1": False, "h2": True, "h3": False}
    assert project_from_plain(project_to_plain(desk.project)) == desk.project
    for _ in range(3):
        desk.document.undo()
    assert desk.project == before


def test_the_fold_goes_with_its_layer(qtbot: QtBot) -> None:
    desk = Desk(chain(4, 4))
    qtbot.addWidget(desk.view)
    desk.view.select("h1")
    desk.view.grouping.toggle_fold()
    desk.view.delete()
    assert desk.project.layout.folds == {}


def test_by_action(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, chain(8)) as window:
        window.context.select("h1")
        window.book.trigger("fold_layer")
        assert window.context.project.layout.folds == {"h1": True}
        window.book.trigger("arrange")
        assert window.context.project.layout.folds == {"h1": True}
