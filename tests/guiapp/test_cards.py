"""Numbers of the network under the hand: pinned, typed while it runs, switched off, and back by undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from core.session.patch import Patch
from core.spec import edits
from guiapp.canvas import edit
from guiapp.canvas.numbers import Place
from guiapp.canvas.outline import Outline
from tests.guiapp.canvas_desk import Desk, chain, desks
from tests.guiapp.furnished import make_window, wait

LEFT = Qt.MouseButton.LeftButton
WEIGHT = Place("h1", "weight", (1, 2), "x")


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    for desk in desks(qtbot, chain(4, 3)):
        generator = np.random.default_rng(0)
        shapes = {"h1": (2, 4), "h2": (4, 3), "y": (3, 1)}
        desk.weights = {f"{name}.weight": generator.normal(size=shape) for name, shape in shapes.items()}
        desk.weights |= {f"{name}.bias": np.full(shape[1], 0.25) for name, shape in shapes.items()}
        desk.view.canvas.take_weights(desk.weights)
        desk.heard = []
        desk.document.listen_patches(desk.heard.append)
        yield desk


def middle_of(desk: Desk, place: Place) -> QPoint:
    """Where the line of a weight passes, away from other lines' ends."""
    scene = desk.view.canvas
    for number, bundle in enumerate(scene.edges.bundles):
        if (bundle.link.source, bundle.link.target) == (place.source, place.node):
            pairs = list(zip(bundle.rows.tolist(), bundle.columns.tolist(), strict=True))
            path, _ = scene.edges.stroke(number, pairs.index(place.index))
            for share in (0.93, 0.9, 0.87, 0.1, 0.15, 0.5, 0.7):
                at = desk.view.mapFromScene(path.pointAtPercent(share))
                hit = desk.view.hit_at(at)
                if hit.line == (number, pairs.index(place.index)):
                    return at
    raise AssertionError("no place where this line is the nearest")


def test_a_click_on_a_line_pins_its_weight_and_another_unpins_it(qtbot: QtBot, desk: Desk) -> None:
    at = middle_of(desk, WEIGHT)
    desk.move(at)
    desk.click(qtbot, at)
    card = desk.view.cards.of(WEIGHT)
    assert card is not None
    assert card.isVisible()
    assert card.box.value() == pytest.approx(desk.weights["h1.weight"][1, 2], rel=1e-5)
    desk.click(qtbot, at)
    assert desk.view.cards.of(WEIGHT) is None


def test_a_kept_card_stays_beside_the_next(qtbot: QtBot, desk: Desk) -> None:
    first = desk.view.cards.open(WEIGHT, QPoint(10, 10))
    desk.view.cards.open(Place("h1", "bias", (0,)), QPoint(10, 10))
    assert desk.view.cards.of(WEIGHT) is None
    first = desk.view.cards.open(WEIGHT, QPoint(10, 10))
    first.keep.setChecked(True)
    desk.view.cards.open(Place("h1", "bias", (0,)), QPoint(10, 10))
    assert desk.view.cards.of(WEIGHT) is first
    qtbot.keyClick(desk.view, Qt.Key.Key_Escape)
    assert desk.view.cards.cards == []


def test_typing_goes_to_the_network_and_is_one_step_of_undo(qtbot: QtBot, desk: Desk) -> None:
    before = float(desk.weights["h1.weight"][1, 2])
    card = desk.view.cards.open(WEIGHT, QPoint(10, 10), focus=True)
    card.box.stepBy(1)
    card.box.stepBy(1)
    card.box.lineEdit().setText("0.5")
    qtbot.keyClick(card.box, Qt.Key.Key_Return)
    assert desk.heard[-1] == Patch("h1", "weight", (1, 2), before, 0.5)
    assert [patch.told for patch in desk.heard] == [False, False, False, True]
    desk.document.undo()
    assert desk.heard[-1] == Patch("h1", "weight", (1, 2), 0.5, before)
    assert not desk.document.can_undo


def test_a_word_is_no_number(qtbot: QtBot, desk: Desk) -> None:
    card = desk.view.cards.open(WEIGHT, QPoint(10, 10), focus=True)
    card.box.lineEdit().setText("1e")
    qtbot.keyClick(card.box, Qt.Key.Key_Return)
    assert desk.heard == []
    assert card.box.property("fault")


def test_a_weight_is_switched_off_and_on(qtbot: QtBot, desk: Desk) -> None:
    card = desk.view.cards.open(WEIGHT, QPoint(10, 10))
    qtbot.mouseClick(card.switch, LEFT)
    assert desk.project.architecture["h1"].options.off == ((1, 2),)  # type: ignore[attr-defined]  # a dense layer
    assert desk.checked.switched_off == 1
    bundle = desk.view.canvas.edges.bundles[0]
    assert int(bundle.off.sum()) == 1
    assert not card.box.isEnabled()
    assert "on" in card.switch.text()
    qtbot.mouseClick(card.switch, LEFT)
    assert desk.checked.switched_off == 0
    desk.document.undo()
    assert desk.checked.switched_off == 1


def test_switching_off_is_taken_back_with_the_number(qtbot: QtBot, desk: Desk) -> None:
    """Undo gives the trained number back, not a 0 that learns again."""
    before = float(desk.weights["h1.weight"][1, 2])
    card = desk.view.cards.open(WEIGHT, QPoint(10, 10))
    qtbot.mouseClick(card.switch, LEFT)
    assert desk.heard == [Patch("h1", "weight", (1, 2), before, 0.0, told=False)]
    desk.document.undo()
    assert desk.checked.switched_off == 0
    assert desk.heard[-1] == Patch("h1", "weight", (1, 2), 0.0, before)


def test_what_is_switched_off_goes_with_its_unit(desk: Desk) -> None:
    """A unit fewer takes its own weights along and those of who reads it; undo brings all back."""
    changed = desk.project.architecture
    for name, off in (("h1", ((0, 0), (1, 3))), ("h2", ((3, 1), (2, 2)))):
        changed = edits.set_options(changed, name, off=off)
    desk.edit("off", edits.with_architecture(desk.project, changed))
    desk.view.make(edit.change_units(desk.project, "h1", -1))
    assert [desk.project.architecture[name].options.off for name in ("h1", "h2")] == [((0, 0),), ((2, 2),)]  # type: ignore[attr-defined]  # dense layers
    assert not desk.checked.problems
    desk.document.undo()
    assert desk.checked.switched_off == 4


def test_the_card_of_a_folded_layers_weight_says_whose_it_is(desk: Desk) -> None:
    card = desk.view.cards.open(WEIGHT, QPoint(10, 10))
    words = card.title.text()
    desk.edit("fold", edits.fold(desk.project, "h1", True))
    hidden = next(unit for unit in range(4) if unit not in desk.view.drawing.blocks["h1"].rows)
    card = desk.view.cards.open(Place("h1", "weight", (1, hidden), "x"), QPoint(10, 10))
    assert card.title.text() == words.replace("h1[3]", f"h1[{hidden + 1}]")
    assert card.box.value() == pytest.approx(desk.weights["h1.weight"][1, hidden], rel=1e-5)


def test_a_number_moves_in_its_box_until_somebody_types(qtbot: QtBot, desk: Desk) -> None:
    card = desk.view.cards.open(WEIGHT, QPoint(10, 10), focus=True)
    qtbot.waitUntil(card.box.hasFocus)

    def learned(value: float) -> None:
        weight = desk.weights["h1.weight"].copy()
        weight[1, 2] = value
        desk.view.canvas.take_weights(desk.weights | {"h1.weight": weight})
        desk.view.cards.refresh()

    learned(0.125)
    assert card.box.value() == 0.125
    qtbot.keyClicks(card.box, "7")
    learned(0.25)
    assert card.box.lineEdit().text() == "7"
    qtbot.keyClick(card.box, Qt.Key.Key_Return)
    assert desk.heard[-1] == Patch("h1", "weight", (1, 2), 0.25, 7.0)


def test_cards_of_what_is_gone_go(desk: Desk) -> None:
    desk.view.cards.open(Place("h2", "bias", (2,)), QPoint(10, 10)).keep.setChecked(True)
    desk.view.cards.open(WEIGHT, QPoint(10, 10)).keep.setChecked(True)
    desk.view.select("h2")
    desk.view.delete()
    assert [card.place for card in desk.view.cards.cards] == [WEIGHT]


def test_the_keyboard_opens_the_card_of_a_unit(qtbot: QtBot, desk: Desk) -> None:
    desk.view.select("h1", unit=3)
    qtbot.keyClick(desk.view, Qt.Key.Key_V)
    card = desk.view.cards.of(Place("h1", "bias", (3,)))
    assert card is not None
    qtbot.keyClick(card.box, Qt.Key.Key_Escape)
    assert desk.view.cards.cards == []


def test_the_outline_shows_weights_and_wants_them_typed(qtbot: QtBot, desk: Desk) -> None:
    outline = Outline()
    qtbot.addWidget(outline)
    outline.show_drawing(desk.view.drawing, desk.checked)
    layer = next(item for item in outline.layers() if item.data(0, Qt.ItemDataRole.UserRole) == "h1")
    layer.setExpanded(True)
    unit = layer.child(2)
    unit.setExpanded(True)
    outline.take_values(desk.weights, {})
    weight = unit.child(1)
    assert weight.text(0).endswith("x₂")
    assert weight.text(1).replace("\N{MINUS SIGN}", "-") == f"{desk.weights['h1.weight'][1, 2]:.4g}"
    outline.setCurrentItem(weight)
    with qtbot.waitSignal(outline.wanted) as wanted:
        qtbot.keyClick(outline, Qt.Key.Key_Return)
    assert wanted.args == [WEIGHT]


def test_a_typed_weight_arrives_while_it_trains(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        view = window.network.view  # type: ignore[attr-defined]  # the panel of the drawing
        wait(qtbot, lambda: "h1.weight" in view.canvas.weights)
        place = Place("h1", "weight", (0, 1), "x")
        card = view.cards.open(place, QPoint(10, 10), focus=True)
        card.box.lineEdit().setText("3.5")
        qtbot.keyClick(card.box, Qt.Key.Key_Return)
        wait(qtbot, lambda: place.value(view.canvas.weights) == 3.5)
        assert any("3.5" in event.text for event in window.context.events)
        window.book.trigger("play")
        wait(qtbot, lambda: window.context.epoch > 2)
        card.box.lineEdit().setText("-2")
        qtbot.keyClick(card.box, Qt.Key.Key_Return)
        wait(qtbot, lambda: any("\N{RIGHTWARDS ARROW} -2" in event.text for event in window.context.events))
