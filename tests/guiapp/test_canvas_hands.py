"""The hand on the drawing: boxes, several layers at once, wires between ports, drops, the clipboard."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.errors import AppError
from core.spec import edits
from guiapp.canvas import clipboard
from guiapp.canvas.menus import layer_menu, link_menu
from guiapp.canvas.palette import Palette, layer_data
from tests.guiapp.canvas_desk import Desk, chain, dense, desks, project_of

LEFT, SHIFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    yield from desks(qtbot, chain(4, 3, 4))


def inputs(desk: Desk, node: str) -> tuple[str, ...]:
    return desk.project.architecture[node].inputs


def order(desk: Desk) -> tuple[str, ...]:
    return desk.project.architecture.order()


def corner(desk: Desk, *nodes: str) -> tuple[QPoint, QPoint]:
    """From above left to below right of some layers, in pixels."""
    rect = desk.view.canvas.frame_of(nodes[0])
    for node in nodes[1:]:
        rect = rect.united(desk.view.canvas.frame_of(node))
    rect.adjust(-12, -12, 12, 12)
    return desk.view.mapFromScene(rect.topLeft()), desk.view.mapFromScene(rect.bottomRight())


def port(desk: Desk, node: str) -> QPoint:
    item = desk.view.canvas.layers[node]
    return desk.view.mapFromScene(item.mapToScene(item.port_rect().center()))


def drop(desk: Desk, data: QMimeData, at: QPoint) -> QDropEvent:
    """Drag something over the view, and let it go."""
    viewport = desk.view.viewport()
    copy, left, no = Qt.DropAction.CopyAction, LEFT, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(viewport, QDragEnterEvent(at, copy, data, left, no))
    event = QDropEvent(QPointF(at), copy, data, left, no, QEvent.Type.Drop)
    QApplication.sendEvent(viewport, event)
    return event


def test_a_box_chooses_what_it_touches(qtbot: QtBot, desk: Desk) -> None:
    desk.drag(qtbot, *corner(desk, "h1", "h2"))
    assert set(desk.selection) == {"h1", "h2"}
    assert desk.view.canvas.overlay.box.isNull()


def test_escape_gives_the_choice_back(qtbot: QtBot, desk: Desk) -> None:
    desk.view.select("h3")
    desk.drag(qtbot, *corner(desk, "h1", "h2"), drop=False)
    assert set(desk.selection) == {"h1", "h2"}
    qtbot.keyClick(desk.view, Qt.Key.Key_Escape)
    assert desk.selection == ()
    assert desk.view.canvas.overlay.box.isNull()


def test_several_layers_move_as_one_step(qtbot: QtBot, desk: Desk) -> None:
    before = {name: block.x for name, block in desk.view.drawing.blocks.items()}
    desk.view.select("h1", "h2")
    start = desk.place("header", "h2")
    desk.drag(qtbot, start, start + QPoint(0, 60))
    after = desk.view.drawing.blocks
    assert after["h1"].y == after["h2"].y > 20
    assert after["h3"].y == 0
    assert after["h1"].x == before["h1"]
    desk.document.undo()
    assert not desk.document.can_undo
    assert not desk.project.layout.positions


def test_guides_show_what_stands_in_line(qtbot: QtBot, desk: Desk) -> None:
    start = desk.place("header", "h2")
    desk.drag(qtbot, start, start + QPoint(30, 2), drop=False)
    assert len(desk.view.canvas.overlay.guides) >= 1
    qtbot.mouseRelease(desk.view.viewport(), LEFT, pos=start + QPoint(30, 2))
    assert desk.view.canvas.overlay.guides == ()


@pytest.mark.parametrize("kind", ["add", "multiply", "concat"])
def test_a_wire_asks_how_to_join(qtbot: QtBot, desk: Desk, kind: str) -> None:
    """h1 and h3 have four units each: all three ways fit."""
    desk.drag(qtbot, port(desk, "h1"), desk.place("unit", "y"))
    menu = desk.view.menu
    assert menu is not None
    assert {action.data() for action in menu.actions()} == {"add", "multiply", "concat"}
    next(action for action in menu.actions() if action.data() == kind).trigger()
    join = inputs(desk, "y")[0]
    assert desk.project.architecture[join].kind == kind
    assert inputs(desk, join) == ("h3", "h1")
    assert desk.checked.ready
    desk.document.undo()
    assert inputs(desk, "y") == ("h3",)


def test_a_wire_between_unlike_layers_concatenates(qtbot: QtBot, desk: Desk) -> None:
    desk.drag(qtbot, port(desk, "h2"), desk.place("unit", "y"))
    join = inputs(desk, "y")[0]
    assert desk.project.architecture[join].kind == "concat"


def test_a_wire_cannot_go_in_a_circle_and_says_why(qtbot: QtBot, desk: Desk) -> None:
    before = desk.project
    desk.drag(qtbot, port(desk, "h3"), desk.place("unit", "h1"), drop=False)
    assert "circle" in desk.view.readout.text()
    assert desk.view.canvas.overlay.wire is not None
    assert not desk.view.canvas.overlay.wire[2]
    qtbot.mouseRelease(desk.view.viewport(), LEFT, pos=desk.place("unit", "h1"))
    assert desk.project == before
    assert desk.view.canvas.overlay.wire is None


def test_a_layer_let_go_on_a_connection_moves_in_there(qtbot: QtBot, desk: Desk) -> None:
    desk.drag(qtbot, desk.place("header", "h1"), desk.knob("h3", "y"))
    assert order(desk) == ("x", "h2", "h3", "h1", "y", "out")
    assert inputs(desk, "h1") == ("h3",)
    desk.document.undo()
    assert order(desk) == ("x", "h1", "h2", "h3", "y", "out")
    assert not desk.document.can_undo


def test_alt_and_arrows_move_a_layer_along_its_chain(qtbot: QtBot, desk: Desk) -> None:
    desk.view.select("h1")
    qtbot.keyClick(desk.view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert order(desk) == ("x", "h2", "h1", "h3", "y", "out")
    qtbot.keyClick(desk.view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert order(desk) == ("x", "h1", "h2", "h3", "y", "out")
    for _ in range(9):
        qtbot.keyClick(desk.view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert order(desk) == ("x", "h1", "h2", "h3", "y", "out")


def test_a_kind_from_the_palette_goes_into_the_connection_it_is_dropped_on(qtbot: QtBot, desk: Desk) -> None:
    event = drop(desk, layer_data("dropout"), desk.knob("h1", "h2"))
    assert event.isAccepted()
    assert [desk.project.architecture[name].kind for name in order(desk)][2] == "dropout"
    assert desk.selection == ("drop1",)


def test_a_kind_dropped_on_paper_stands_there(qtbot: QtBot, desk: Desk) -> None:
    below = desk.view.canvas.frame_of("h2").bottomRight() + QPointF(20, 60)
    drop(desk, layer_data("dense"), desk.view.mapFromScene(below))
    block = desk.view.drawing.blocks["h4"]
    assert inputs(desk, "h4") == ("h2",)
    assert abs(block.x - below.x()) < 12
    assert abs(block.y - below.y()) < 12


def test_what_is_no_layer_is_left_to_the_window(qtbot: QtBot, desk: Desk) -> None:
    before, other, text = desk.project, layer_data("no such kind"), QMimeData()
    text.setText("hello")
    for data in (other, text):
        drop(desk, data, desk.knob("h1", "h2"))
    assert desk.project == before


def test_every_kind_has_its_tile(qtbot: QtBot) -> None:
    palette = Palette()
    qtbot.addWidget(palette)
    with qtbot.waitSignal(palette.add) as added:
        qtbot.mouseClick(palette.tiles["dropout"], LEFT)
    assert added.args == ["dropout"]
    assert "dense" in palette.tiles
    assert not {"input", "output"} & set(palette.tiles)
    assert all(tile.accessibleName() and tile.toolTip() for tile in palette.tiles.values())


def test_copied_layers_are_pasted_as_a_piece(qtbot: QtBot, desk: Desk) -> None:
    desk.view.select("h1", "h2")
    assert desk.view.scissors.copy()
    plain = json.loads(QGuiApplication.clipboard().text())
    assert [node["units"] for node in plain["nodes"]] == [4, 3]
    desk.view.scissors.paste("h3")
    assert order(desk) == ("x", "h1", "h2", "h3", "h4", "h5", "y", "out")
    assert (inputs(desk, "h4"), inputs(desk, "h5"), inputs(desk, "y")) == (("h3",), ("h4",), ("h5",))
    assert desk.selection == ("h4", "h5")
    assert desk.checked.ready


def test_cut_and_duplicate(qtbot: QtBot, desk: Desk) -> None:
    desk.view.select("h2")
    desk.view.scissors.duplicate()
    assert order(desk) == ("x", "h1", "h2", "h4", "h3", "y", "out")
    desk.view.select("h1", "h2")
    desk.view.scissors.cut()
    assert order(desk) == ("x", "h4", "h3", "y", "out")
    desk.view.scissors.paste("x")
    assert len(order(desk)) == 7
    assert desk.checked.ready


def test_a_piece_with_a_skip_keeps_it(qtbot: QtBot) -> None:
    nodes = [{"id": "x", "kind": "input"}, dense("h1", "x", 4), dense("h2", "h1", 4),
             {"id": "plus", "kind": "add", "inputs": ["h2", "h1"]}, dense("y", "plus", 1, "sigmoid"),
             {"id": "out", "kind": "output", "inputs": ["y"]}]  # fmt: skip
    for desk in desks(qtbot, project_of(*nodes)):
        desk.view.select("h1", "h2", "plus")
        desk.view.scissors.duplicate()
        assert desk.checked.ready
        added = [node for node in desk.project.architecture.nodes if node.kind == "add"]
        assert len(added) == 2
        assert inputs(desk, added[1].id) == ("h4", "h3")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hello", "no layers"),
        ("[1, 2]", "no layers"),
        ('{"glassnet": "layers", "format": 2, "nodes": []}', "format 2"),
        ('{"glassnet": "layers", "format": 1, "nodes": [{"id": "a", "kind": "dens"}]}', "dense"),
        ('{"glassnet": "layers", "format": 1, "nodes": [{"id": "a", "kind": "output"}]}', "an output"),
        (
            '{"glassnet": "layers", "format": 1, "nodes": [{"id": "a", "kind": "dense", "inputs": ["b"]}]}',
            "no node 'b'",
        ),
        ("[" * 100_000, "no layers"),
    ],
)
def test_other_text_is_refused_in_one_sentence(qtbot: QtBot, desk: Desk, text: str, words: str) -> None:
    before = desk.project
    QGuiApplication.clipboard().setText(text)
    with qtbot.waitSignal(desk.view.failed) as failed:
        desk.view.scissors.paste("h1")
    assert failed.args is not None
    assert isinstance(failed.args[0], AppError)
    assert words in str(failed.args[0])
    assert desk.project == before


def test_input_and_output_are_not_copied(desk: Desk) -> None:
    assert clipboard.copied(desk.project, ["x", "out"]) == ""


def test_a_double_click_on_a_header_wants_the_form(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.view.edit_wanted) as wanted:
        qtbot.mouseDClick(desk.view.viewport(), LEFT, pos=desk.place("header", "h2"))
    assert wanted.args == ["h2"]
    assert desk.selection == ("h2",)


def test_ctrl_click_adds_and_takes_away(qtbot: QtBot, desk: Desk) -> None:
    viewport = desk.view.viewport()
    for node in ("h1", "h3"):
        qtbot.mouseClick(viewport, LEFT, CTRL, desk.place("header", node))
    assert desk.selection == ("h1", "h3")
    qtbot.mouseClick(viewport, LEFT, CTRL, desk.place("header", "h1"))
    assert desk.selection == ("h3",)
    desk.view.select_all()
    assert set(desk.selection) == {"h1", "h2", "h3", "y"}


def test_shift_and_drag_moves_the_paper(qtbot: QtBot, desk: Desk) -> None:
    before = desk.view.visible_scene().center()
    start = QPoint(8, 8)
    qtbot.mousePress(desk.view.viewport(), LEFT, SHIFT, start)
    for step in range(1, 6):
        desk.move(start + QPoint(12, 6) * step, LEFT)
    qtbot.mouseRelease(desk.view.viewport(), LEFT, SHIFT, start + QPoint(60, 30))
    assert desk.view.visible_scene().center().x() < before.x() - 20
    assert desk.selection == ()


def test_a_connection_has_a_menu(qtbot: QtBot, desk: Desk) -> None:
    menu = link_menu(desk.checked, "h1", "h2", desk.view.make, desk.view)
    kinds = menu.actions()[0].menu()
    next(action for action in kinds.actions() if action.data() == "dropout").trigger()  # type: ignore[attr-defined]  # a menu
    assert order(desk)[2] == "drop1"
    menu = link_menu(desk.checked, "drop1", "h2", desk.view.make, desk.view)
    menu.actions()[1].trigger()
    assert inputs(desk, "h2") == ()
    assert not desk.checked.ready


def test_a_sign_offers_what_ends_the_problem(qtbot: QtBot) -> None:
    """A click on the badge opens the layer's menu, with the remedy at its top."""
    for desk in desks(qtbot, project_of({"id": "x", "kind": "input"}, dense("y", "x", 2, "softmax"),
                      {"id": "out", "kind": "output", "inputs": ["y"]}, source="blobs", loss="cce")):  # fmt: skip
        desk.click(qtbot, desk.place("badge", "y"))
        assert desk.view.menu is not None
        remedy = desk.view.menu.actions()[0]
        assert remedy.text() == "Change units to 4"
        remedy.trigger()
        desk.view.menu.close()
        assert desk.units("y") == 4
        assert not desk.checked.problems


def test_all_weights_of_a_layer_are_switched_on(desk: Desk) -> None:
    off = edits.set_options(desk.project.architecture, "h1", off=((0, 0), (1, 2)))
    desk.edit("off", edits.with_architecture(desk.project, off))
    assert desk.checked.switched_off == 2
    menu = layer_menu(desk.checked, "h1", desk.view.make, desk.view)
    next(action for action in menu.actions() if action.text() == "Switch all weights on").trigger()
    assert desk.checked.switched_off == 0
