"""Forms: made from a declaration alone, emitting frozen values in bounds and nothing else."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.catalog.optimizers import OPTIMIZERS, Adam
from core.registry import Entry, Options, Registry, meta
from core.spec.paths import FILE_PATH
from core.spec.training import TrainingSpec
from guiapp.form import OptionsForm
from guiapp.form.editors import read_tuple, tuple_text
from guiapp.form.fields import fields_of
from guiapp.form.number import number_text, read_number, stepped


class Plain(Options, frozen=True, tag="plain"):
    """No options."""


class Leaky(Options, frozen=True, tag="leaky"):
    slope: Annotated[float, meta("Slope", "Below zero.", ge=0.0, le=1.0)] = 0.01


SHAPES: Registry[Entry] = Registry("shape", "shapes")
SHAPES.add(Entry(options=Plain, title="Plain", text="Nothing to choose."))
SHAPES.add(Entry(options=Leaky, title="Leaky", text="Leaks.", formula="max(x, slope x)"))


class Everything(Options, frozen=True, tag="everything"):
    units: Annotated[int, meta("Units", "How many.", unit="units", ge=1, le=64)] = 8
    lr: Annotated[float, meta("Learning rate", gt=0.0, lt=10.0)] = 0.01
    share: Annotated[float, meta("Share", ge=0.0, le=0.9, step=0.05)] = 0.3
    batch: Annotated[int, msgspec.Meta(ge=1)] | None = 32
    on: Annotated[bool, meta("On")] = True
    scaling: Annotated[Literal["none", "min_max"], meta("Scaling")] = "none"
    name: Annotated[str, meta("Name", max_length=5)] = "a"
    path: Annotated[str, FILE_PATH, meta("File")] = ""
    sizes: Annotated[tuple[int, ...], meta("Sizes", max_length=3)] = (3, 3)
    rows: Annotated[tuple[tuple[float, ...], ...], meta("Rows")] = ()
    shape: Annotated[Options, SHAPES] = Plain()
    shapes: tuple[Annotated[Options, SHAPES], ...] = ()


class Heard:
    """Collects what a form says."""

    def __init__(self, form: OptionsForm) -> None:
        self.values: list[Any] = []
        self.keys: list[str] = []
        form.changed.connect(self._on_form_changed)

    def _on_form_changed(self, value: Any, key: str) -> None:
        self.values.append(value)
        self.keys.append(key)


@pytest.fixture
def form(qtbot: QtBot) -> OptionsForm:
    made = OptionsForm(Everything)
    qtbot.addWidget(made)
    return made


def type_number(form: OptionsForm, name: str, text: str) -> None:
    box = form.rows[name].editor.box
    box.lineEdit().setText(text)
    box.editingFinished.emit()


def test_declaration_gives_every_field_its_editor(form: OptionsForm) -> None:
    kinds = [field.kind for field in fields_of(Everything)]
    assert kinds == [
        "int",
        "float",
        "float",
        "int",
        "bool",
        "choice",
        "text",
        "path",
        "tuple",
        "tuple",
        "entry",
        "entries",
    ]
    assert list(form.rows) == [field.name for field in fields_of(Everything)]
    assert form.rows["units"].label.text() == "Units (units)"
    assert form.rows["units"].toolTip() == "How many.\nAt least 1, at most 64\nBy default: 8"
    assert form.rows["shape"].label.text() == "Shape"
    assert form.value() == Everything()


def test_typed_numbers_are_told_with_their_key(form: OptionsForm) -> None:
    heard = Heard(form)
    type_number(form, "lr", "1e-4")
    type_number(form, "units", "12")
    type_number(form, "units", "12")
    assert [(value.lr, value.units) for value in heard.values] == [(1e-4, 8), (1e-4, 12)]
    assert heard.keys == ["lr", "units"]
    assert form.value() == heard.values[-1]


@pytest.mark.parametrize(
    ("name", "text"), [("lr", "0"), ("lr", "0,01"), ("lr", "nan"), ("units", "65"), ("units", "2.5")]
)
def test_what_is_out_of_bounds_is_shown_and_not_told(form: OptionsForm, name: str, text: str) -> None:
    heard = Heard(form)
    type_number(form, name, text)
    assert heard.values == []
    assert not form.rows[name].fault.isHidden()
    assert form.rows[name].fault.text()
    type_number(form, name, "5")
    assert form.rows[name].fault.isHidden()
    assert len(heard.values) == 1


def test_set_value_says_nothing(form: OptionsForm) -> None:
    heard = Heard(form)
    other = Everything(
        units=3, lr=0.5, batch=None, on=False, scaling="min_max", shape=Leaky(slope=0.2), shapes=(Plain(),)
    )
    form.set_value(other)
    assert heard.values == []
    assert form.value() is other
    assert form.rows["units"].editor.box.lineEdit().text() == "3"
    nested = form.rows["shape"].nested
    assert nested is not None
    assert nested.value() == Leaky(slope=0.2)


def test_another_field_does_not_wipe_what_is_being_typed(form: OptionsForm) -> None:
    type_number(form, "units", "0")
    form.set_value(Everything(lr=0.5))
    assert form.rows["units"].editor.box.lineEdit().text() == "0"
    assert not form.rows["units"].fault.isHidden()
    form.set_value(Everything(units=2))
    assert form.rows["units"].editor.box.lineEdit().text() == "2"
    assert form.rows["units"].fault.isHidden()


def test_no_number_is_a_value_of_its_own(form: OptionsForm) -> None:
    heard = Heard(form)
    tick = form.rows["batch"].editor.given
    tick.setChecked(False)
    tick.setChecked(True)
    assert [value.batch for value in heard.values] == [None, 32]


def test_switch_choice_text_and_tuple(form: OptionsForm, qtbot: QtBot) -> None:
    heard = Heard(form)
    form.rows["on"].editor.box.click()
    choice = form.rows["scaling"].editor.box
    choice.setCurrentIndex(1)
    choice.activated.emit(1)
    for name, text in (("name", "beta"), ("sizes", "5, 5, 1"), ("rows", "1, 2; 3, 4.5")):
        box = form.rows[name].editor.box
        box.setText(text)
        box.editingFinished.emit()
    last = heard.values[-1]
    assert (last.on, last.scaling, last.name, last.sizes, last.rows) == (
        False,
        "min_max",
        "beta",
        (5, 5, 1),
        ((1, 2), (3, 4.5)),
    )
    box = form.rows["sizes"].editor.box
    box.setText("1, 2, 3, 4")
    box.editingFinished.emit()
    assert heard.values[-1] is last
    assert not form.rows["sizes"].fault.isHidden()


def test_an_entry_brings_its_own_options(form: OptionsForm) -> None:
    heard = Heard(form)
    row = form.rows["shape"]
    box = row.editor.box
    assert [box.itemText(i) for i in range(box.count())] == ["Plain", "Leaky"]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert heard.values[-1].shape == Leaky()
    assert row.nested is not None
    type_number(row.nested, "slope", "0.25")
    assert heard.values[-1].shape == Leaky(slope=0.25)
    assert heard.keys == ["", "shape.slope"]


def test_reset_gives_the_default(form: OptionsForm) -> None:
    form.set_value(Everything(units=40))
    heard = Heard(form)
    menu = form.rows["units"].menu()
    assert menu.actions()[0].text() == "Reset to 8"
    menu.actions()[0].trigger()
    form.reset("units")
    assert heard.values == [Everything()]


def test_arrows_step_in_the_size_of_the_number(qtbot: QtBot, form: OptionsForm) -> None:
    lr, units, share = (
        next(field for field in fields_of(Everything) if field.name == name) for name in ("lr", "units", "share")
    )
    assert [stepped(value, 1, lr) for value in (0.01, 0.09, 0.1, 1e-4, 0.0)] == [0.02, 0.1, 0.2, 2e-4, 0.001]
    assert [stepped(value, -1, lr) for value in (0.02, 0.1, 0.01, 1.0)] == [0.01, 0.09, 0.009, 0.9]
    assert stepped(9.0, 1, lr) == 9.0
    assert (stepped(64, 1, units), stepped(1, -1, units), stepped(8, 10, units)) == (64, 1, 18)
    assert stepped(0.3, 1, share) == 0.35
    heard = Heard(form)
    qtbot.keyClick(form.rows["lr"].editor.box, Qt.Key.Key_Up)
    assert heard.values[-1].lr == 0.02


def test_numbers_read_back_as_they_were_written() -> None:
    for value in (0.001, 1e-8, 1 / 3, 123456.789, 2**53 - 1, -0.5):
        assert read_number(number_text(value), isinstance(value, int)) == value
    assert read_number("1_000", True) == 1000
    assert read_number("1e3", True) == 1000
    assert read_number("\N{MINUS SIGN}2", False) == -2
    assert read_number("", False) is None
    assert tuple_text(((1.0, 2.5), (3.0, 4.0))) == "1, 2.5; 3, 4"
    assert read_tuple("x1, sin(x1)") == ("x1", "sin(x1)")


def test_a_part_of_a_declaration_and_locked_fields(qtbot: QtBot) -> None:
    part = OptionsForm(Everything, only=["units", "lr"], hidden=["lr"])
    qtbot.addWidget(part)
    assert list(part.rows) == ["units"]
    part.set_locked(["units"])
    assert not part.rows["units"].isEnabled()


def test_training_and_every_optimizer_have_forms(qtbot: QtBot) -> None:
    form = OptionsForm(TrainingSpec)
    qtbot.addWidget(form)
    assert {"loss", "optimizer", "batch_size", "metrics", "stop", "precision"} <= set(form.rows)
    for entry in OPTIMIZERS:
        form.set_value(TrainingSpec(optimizer=entry.options()))
        nested = form.rows["optimizer"].nested
        assert nested is not None
        assert nested.value() == entry.options()
        assert len(nested.rows) == len(msgspec.structs.fields(entry.options))
    assert "lr" in OptionsForm(Adam()).rows


def test_every_editor_has_an_accessible_name(form: OptionsForm) -> None:
    for row in form.rows.values():
        box = row.editor.box if hasattr(row, "editor") else row.add
        assert box.accessibleName()


def test_what_is_not_as_it_comes_has_a_way_back(qtbot: QtBot, form: OptionsForm) -> None:
    form.show()
    heard, row = Heard(form), form.rows["lr"]
    assert not row.back.isVisible()
    type_number(form, "lr", "0.5")
    assert row.back.isVisible()
    assert row.back.accessibleName() == "Reset to 0.01"
    row.back.click()
    assert form.value() == Everything()
    assert not row.back.isVisible()
    form.set_value(Everything(units=3, shape=Leaky(slope=0.5)))
    qtbot.keyClick(form.rows["units"].editor.box, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    assert form.value().units == 8
    inner = form.rows["shape"].nested.rows["slope"]
    assert inner.back.isVisible()
    form.rows["shape"].back.click()
    assert form.value() == Everything()
    assert heard.keys[1:] == ["", "", ""]


def test_leaving_a_field_ends_the_step(qtbot: QtBot, form: OptionsForm) -> None:
    form.show()
    form.activateWindow()
    box = form.rows["shape"].editor.box
    form.set_value(Everything(shape=Leaky(slope=0.5)))
    slope = form.rows["shape"].nested.rows["slope"].editor.box
    slope.setFocus()
    qtbot.waitUntil(slope.hasFocus)
    with qtbot.waitSignal(form.settled):
        box.setFocus()
