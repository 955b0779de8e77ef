"""Lists of entries: added, edited in place, taken out; and the searchable list that they are chosen from."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.registry import Entry, Options, Registry, meta
from guiapp.form import OptionsForm
from guiapp.form.combo import ComboBox
from guiapp.form.entries import EntriesRow, varied


class Plain(Options, frozen=True, tag="plain"):
    """No options."""


class Leaky(Options, frozen=True, tag="leaky"):
    slope: Annotated[float, meta("Slope", "Below zero.", ge=0.0, le=1.0)] = 0.01


class Mean(Options, frozen=True, tag="mean"):
    over: Annotated[Literal["rows", "classes"], meta("Over")] = "rows"


SHAPES: Registry[Entry] = Registry("shape", "shapes")
SHAPES.add(Entry(options=Plain, title="Plain", text="Nothing to choose."))
SHAPES.add(Entry(options=Leaky, title="Leaky", text="Leaks.", formula="max(x, slope x)"))
SHAPES.add(Entry(options=Mean, title="Mean", text="In the middle."))


class Some(Options, frozen=True, tag="some"):
    shapes: tuple[Annotated[Options, SHAPES], ...] = ()


@pytest.fixture
def form(qtbot: QtBot) -> OptionsForm:
    made = OptionsForm(Some, path="training")
    qtbot.addWidget(made)
    made.show()
    return made


def heard(form: OptionsForm) -> tuple[list[Any], list[str]]:
    values: list[Any] = []
    keys: list[str] = []
    form.changed.connect(lambda value, key: (values.append(value.shapes), keys.append(key)))
    return values, keys


def row_of(form: OptionsForm) -> EntriesRow:
    row = form.rows["shapes"]
    assert isinstance(row, EntriesRow)
    return row


def pick(row: EntriesRow, name: str) -> None:
    index = row.add.findData(name)
    row.add.setCurrentIndex(index)
    row.add.activated.emit(index)


def type_slope(row: EntriesRow, place: int, text: str) -> None:
    box = row.cards[place].form.rows["slope"].editor.box
    box.lineEdit().setText(text)
    box.editingFinished.emit()


def test_entries_are_added_edited_and_taken_out(form: OptionsForm) -> None:
    values, keys = heard(form)
    row = row_of(form)
    pick(row, "leaky")
    pick(row, "plain")
    type_slope(row, 0, "0.5")
    row.cards[0].remove.click()
    assert values == [(Leaky(),), (Leaky(), Plain()), (Leaky(slope=0.5), Plain()), (Plain(),)]
    assert keys == ["", "", "training.shapes.0.slope", ""]
    assert row.add.currentIndex() == -1


def test_one_without_options_stands_there_once_and_others_several_times(form: OptionsForm) -> None:
    values, _ = heard(form)
    row = row_of(form)
    for name in ("plain", "mean", "mean", "leaky", "leaky"):
        pick(row, name)
    assert values[-1] == (Plain(), Mean(), Mean(over="classes"), Leaky(), Leaky(slope=0.02))
    assert row.offered() == ["leaky", "mean"]
    pick(row, "mean")
    assert len(values) == 5  # both ways are there
    assert varied(Mean(), (Mean(), Mean(over="classes"))) is None


def test_two_alike_are_refused_in_place(form: OptionsForm) -> None:
    row = row_of(form)
    form.set_value(Some(shapes=(Leaky(), Leaky(slope=0.5))))
    values, _ = heard(form)
    type_slope(row, 1, "0.01")
    assert values == []
    assert not row.cards[1].fault.isHidden()
    type_slope(row, 1, "0.2")
    assert values == [(Leaky(), Leaky(slope=0.2))]
    assert row.cards[1].fault.isHidden()


def test_what_is_typed_belongs_to_its_place(form: OptionsForm) -> None:
    row = row_of(form)
    form.set_value(Some(shapes=(Plain(), Leaky(slope=0.1), Leaky(slope=0.2))))
    kept = row.cards[2]
    form.set_value(Some(shapes=(Plain(), Leaky(slope=0.2))))
    assert row.cards[1] is kept
    _, keys = heard(form)
    type_slope(row, 1, "0.3")
    assert keys == ["training.shapes.1.slope"]


def test_what_does_not_fit_the_task_says_so_and_can_be_taken_out(form: OptionsForm) -> None:
    row = row_of(form)
    form.set_value(Some(shapes=(Leaky(), Mean())))
    row.offer(["leaky", "plain"])
    assert row.cards[0].title.text() == "Leaky"
    assert "not for this task" in row.cards[1].title.text()
    assert row.offered() == ["plain", "leaky"]
    values, _ = heard(form)
    row.cards[1].remove.click()
    assert values == [(Leaky(),)]


def test_every_part_of_the_list_has_a_name(form: OptionsForm) -> None:
    form.set_value(Some(shapes=(Leaky(),)))
    row = row_of(form)
    assert row.add.accessibleName() == "Add to shapes"
    assert row.cards[0].remove.accessibleName() == "Remove Leaky"
    assert row.label.buddy() is row.add


@pytest.fixture
def box(qtbot: QtBot) -> ComboBox:
    made = ComboBox()
    made.setAccessibleName("Shape")
    for name in ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"):
        made.addItem(name.title(), name)
        made.describe(made.count() - 1, f"The {name}.", f"a = {name}(z)", "letter" if name != "eta" else "tiny")
    qtbot.addWidget(made)
    made.show()
    return made


def test_many_entries_are_searched(box: ComboBox, qtbot: QtBot) -> None:
    chosen: list[int] = []
    box.activated.connect(chosen.append)
    box.showPopup()
    popup = box.popup
    assert len(popup.shown()) == 8
    assert popup.search.accessibleName() == "Search Shape"
    qtbot.keyClicks(popup.search, "eta")
    assert popup.shown() == ["Beta", "Zeta", "Eta", "Theta"]
    qtbot.keyClick(popup.search, Qt.Key.Key_Return)
    assert box.currentData() == "eta"  # it begins with what was typed
    assert chosen == [6]
    box.showPopup()
    qtbot.keyClicks(popup.search, "tiny")
    assert popup.shown() == ["Eta"]
    popup.search.setText("nothing like it")
    qtbot.keyClick(popup.search, Qt.Key.Key_Return)
    assert chosen == [6]
    qtbot.keyClick(popup.search, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_keys_and_mouse_choose_from_the_list(box: ComboBox, qtbot: QtBot) -> None:
    box.showPopup()
    popup = box.popup
    popup.search.setText("eta")
    for _ in range(3):
        qtbot.keyClick(popup.search, Qt.Key.Key_Up)
    qtbot.keyClick(popup.search, Qt.Key.Key_Return)
    assert box.currentData() == "beta"
    box.showPopup()
    place = popup.list.visualItemRect(popup.list.item(3)).center()
    QTest.mouseClick(popup.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert box.currentData() == "delta"
    assert not popup.grab().isNull()


def test_few_entries_need_no_search(box: ComboBox) -> None:
    while box.count() > 5:
        box.removeItem(box.count() - 1)
    box.showPopup()
    assert box._popup is None
    box.hidePopup()


def test_a_long_choice_is_cut_and_a_wheel_that_passes_turns_nothing(box: ComboBox) -> None:
    box.setItemText(0, "A very long name of an entry that nobody has room for")
    box.resize(90, 28)
    assert box.minimumSizeHint().width() <= 90
    assert not box.grab().isNull()
    at = QPointF(5, 5)
    wheel = QWheelEvent(
        at, at, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    box.clearFocus()
    box.wheelEvent(wheel)
    assert box.currentIndex() == 0
