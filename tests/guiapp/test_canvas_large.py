"""Two hundred layers and five thousand connections: what a drag may touch, without a clock."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from core.spec.project import Project
from guiapp.canvas.arrange import draw, moved
from guiapp.plots.export import export_widget
from tests.guiapp.canvas_desk import Desk, chain, dense, project_of


def large(branches: int = 8, depth: int = 25, units: int = 5) -> Project:
    nodes: list[dict[str, Any]] = [{"id": "x", "kind": "input"}]
    ends = []
    for branch in range(branches):
        last = "x"
        for place in range(depth):
            nodes.append(dense(f"h{branch}_{place}", last, units))
            last = nodes[-1]["id"]
        ends.append(last)
    nodes += [{"id": "cat", "kind": "concat", "inputs": ends}, dense("y", "cat", 1, "sigmoid")]
    return project_of(*nodes, {"id": "out", "kind": "output", "inputs": ["y"]})


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    made = Desk(large())
    qtbot.addWidget(made.view)
    made.view.resize(800, 560)
    made.view.show()
    made.view.fit()
    return made


def test_a_drag_touches_its_own_lines_alone(desk: Desk, qtbot: QtBot) -> None:
    view, edges = desk.view, desk.view.canvas.edges
    assert edges.count > 4500
    before, still = desk.project, list(edges.bundles)
    start = desk.place("unit", "h3_10", 2)
    desk.drag(qtbot, start, start + QPoint(4, 30), drop=False)
    assert desk.project == before
    assert len(edges.moving) == 2
    assert [n for n, bundle in enumerate(edges.bundles) if bundle is not still[n]] == sorted(edges.moving)
    desk.view.viewport().grab()
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(4, 30))
    assert desk.project.layout.positions["h3_10"] == (view.drawing.blocks["h3_10"].x, view.drawing.blocks["h3_10"].y)
    assert not edges.moving
    desk.document.undo()
    assert desk.project == before
    assert not desk.document.can_undo


def test_a_layer_that_moved_and_came_back_is_drawn_as_before(desk: Desk) -> None:
    first = draw(desk.checked)
    block = first.blocks["h1_3"]
    there = moved(first, {"h1_3": (block.x + 90, block.y - 40)})
    back = moved(there, {"h1_3": (block.x, block.y)})
    assert there.links != first.links
    assert back.blocks == first.blocks


def test_in_a_narrow_row_the_remove_button_lies_on_no_other(qtbot: QtBot) -> None:
    made = Desk(chain(4, 4, 4, 4, 4, 4, 4))
    qtbot.addWidget(made.view)
    made.view.resize(520, 420)
    made.view.show()
    made.view.fit()
    made.view.select("h4")
    items = made.view.canvas.layers
    mine = items["h4"].button_rect("remove").translated(items["h4"].pos())
    assert not mine.intersects(items["h5"].button_rect("minus").translated(items["h5"].pos()))
    assert made.view.canvas.layers["h4"].boundingRect().contains(items["h4"].button_rect("remove"))


def test_a_saved_drawing_holds_every_tile_once(qtbot: QtBot, tmp_path: Path) -> None:
    made = Desk(chain(8))
    qtbot.addWidget(made.view)
    made.view.canvas.take_values({"h1": np.random.default_rng(0).standard_normal((576, 8))}, (24, 24))
    export_widget(made.view.canvas, tmp_path / "net.svg")
    assert (tmp_path / "net.svg").stat().st_size < 1_500_000
