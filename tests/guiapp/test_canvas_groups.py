"""Named frames around layers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from core.errors import AppError
from core.spec.plain import project_from_plain, project_to_plain
from tests.guiapp.canvas_desk import Desk, chain


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    made = Desk(chain(4, 4, 4))
    qtbot.addWidget(made.view)
    made.view.resize(900, 560)
    made.view.show()
    made.view.fit()
    return made


def bar(desk: Desk) -> QPoint:
    return desk.view.mapFromScene(desk.view.canvas.groups.title_rect(0).center())


def test_layers_are_grouped_moved_as_one_and_parted(desk: Desk, qtbot: QtBot) -> None:
    before = desk.project
    desk.view.select("h1", "h2")
    desk.view.grouping.group()
    (group,) = desk.project.layout.groups
    assert group.nodes == ("h1", "h2")
    assert project_from_plain(project_to_plain(desk.project)) == desk.project
    apart = desk.view.drawing.blocks["h2"].x - desk.view.drawing.blocks["h1"].x
    was = desk.view.drawing.blocks["h1"].y
    desk.drag(qtbot, bar(desk), bar(desk) + QPoint(0, 60))
    blocks = desk.view.drawing.blocks
    assert blocks["h1"].y == blocks["h2"].y != was
    assert blocks["h2"].x - blocks["h1"].x == apart
    desk.view.grouping.ungroup()
    assert desk.project.layout.groups == ()
    for _ in range(3):
        desk.document.undo()
    assert desk.project == before


def test_a_double_click_on_the_name_renames(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.view.select("h1")
    desk.view.grouping.group()
    monkeypatch.setattr("guiapp.canvas.grouping.QInputDialog.getText", lambda *_: ("Encoder", True))
    qtbot.mouseDClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=bar(desk))
    assert [group.name for group in desk.project.layout.groups] == ["Encoder"]
    desk.view.select("h1")
    desk.view.delete()
    assert desk.project.layout.groups == ()


def test_a_wrong_group_in_a_file_is_one_sentence(desk: Desk) -> None:
    plain = project_to_plain(desk.project)
    plain["layout"]["groups"] = [{"name": 3, "nodes": []}]
    with pytest.raises(AppError, match="text"):
        project_from_plain(plain)
