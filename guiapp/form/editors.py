"""One editor for each kind of field; all speak the same three words: `set_value`, `edited`, `faulty`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from guiapp.form.combo import ComboBox
from guiapp.form.fields import Field, translate
from guiapp.form.number import NumberBox, number_text
from guiapp.icon_button import IconButton
from guiapp.translation.catalogue import said

MANY = 256
"""A field with more numbers than this shows how many there are and is not typed."""


class Editor(QWidget):
    """`edited(value, merges)` for a value in bounds; `merges` says that further changes belong to the same step."""

    edited = Signal(object, bool)
    faulty = Signal(str)
    settled = Signal()
    """The person has left it."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)

    def put(self, widget: QWidget, stretch: int = 1) -> None:
        """Take in the widget that the person edits."""
        self.row.addWidget(widget, stretch)
        widget.setAccessibleName(said(self.field.title))
        self.setFocusProxy(widget)

    def set_value(self, value: Any) -> None:
        """Show a value without telling."""
        raise NotImplementedError


class NumberEditor(Editor):
    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.box = NumberBox(field)
        self.box.edited.connect(lambda value: self.edited.emit(value, True))
        self.box.faulty.connect(self.faulty)
        self.box.left.connect(self.settled)
        self.put(self.box)
        self.given = QCheckBox()
        self.given.setVisible(field.optional)
        if field.optional:
            self.row.insertWidget(0, self.given)
            self.given.setAccessibleName(translate("form", "Set {0}").format(said(field.title)))
            self.given.setToolTip(translate("form", "Without the tick there is no number."))
            self.given.toggled.connect(self._on_given_toggled)

    def set_value(self, value: Any) -> None:
        self.given.blockSignals(True)
        self.given.setChecked(value is not None)
        self.given.blockSignals(False)
        self.box.setEnabled(value is not None)
        shown = value if value is not None else self.field.default
        self.box.set_value(shown if shown is not None else max(self.field.bounds.get("ge", 1), 1))

    def _on_given_toggled(self, on: bool) -> None:
        self.box.setEnabled(on)
        self.edited.emit(self.box.value() if on else None, False)


class BoolEditor(Editor):
    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.box = QCheckBox()
        self.box.clicked.connect(lambda on: self.edited.emit(on, False))
        self.row.addStretch(1)
        self.put(self.box, 0)

    def set_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))


class ChoiceEditor(Editor):
    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.box = ComboBox()
        for choice in field.choices:
            self.box.addItem(choice_text(choice), choice)
        self.box.activated.connect(lambda _: self.edited.emit(self.box.currentData(), False))
        self.put(self.box)

    def describe(self, choice: str, words: str, reason: str) -> None:
        """Other words for one choice; with a reason it cannot be chosen."""
        place = self.field.choices.index(choice)
        self.box.setItemText(place, words)
        self.box.setItemData(place, reason, Qt.ItemDataRole.ToolTipRole)
        model = self.box.model()
        assert isinstance(model, QStandardItemModel)
        model.item(place).setEnabled(not reason)

    def set_value(self, value: Any) -> None:
        self.box.setCurrentIndex(self.field.choices.index(value) if value in self.field.choices else -1)


class TextEditor(Editor):
    """Text, and tuples of numbers or words: "1, 2; 3, 4" are two rows."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.box = QLineEdit()
        self.box.editingFinished.connect(self._on_editing_finished)
        self._value: Any = field.default
        self.put(self.box)

    def set_value(self, value: Any) -> None:
        self._value = value
        long = _count(value) > MANY
        self.box.setReadOnly(long)
        self.box.setText(translate("form", "{0} numbers").format(_count(value)) if long else tuple_text(value))
        self._say("")

    def _say(self, fault: str) -> None:
        self.box.setProperty("fault", bool(fault))
        self.box.style().unpolish(self.box)
        self.box.style().polish(self.box)
        self.faulty.emit(fault)

    def _on_editing_finished(self) -> None:
        if self.box.isReadOnly():
            return
        text = self.box.text()
        value: Any = text if self.field.kind in ("text", "path") else read_tuple(text)
        if self.field.kind == "tuple" and value and not isinstance(value[0], tuple) and self.field.fault(value):
            value = (value,) if not self.field.fault((value,)) else value
        fault = self.field.fault(value)
        self._say(fault)
        if not fault and value != self._value:
            self._value = value
            self.edited.emit(value, False)


class PathEditor(TextEditor):
    def __init__(self, field: Field) -> None:
        super().__init__(field)
        name = translate("form", "Choose {0}").format(said(field.title))
        button = IconButton("folder", name, side=26, token="text")
        button.clicked.connect(self._on_button_clicked)
        self.row.addWidget(button)

    def _on_button_clicked(self) -> None:
        if "folder" in self.field.name:
            path = QFileDialog.getExistingDirectory(self, said(self.field.title), self.box.text())
        else:
            path, _ = QFileDialog.getOpenFileName(self, said(self.field.title), self.box.text())
        if path:
            self.box.setText(path)
            self._on_editing_finished()


class KindEditor(Editor):
    """Which entry of a registry; its options stand below in a form of their own."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.box = ComboBox()
        self.offer([entry.name for entry in field.registry or ()])
        self.box.activated.connect(self._on_box_activated)
        self.put(self.box)

    def offer(self, names: Sequence[str]) -> None:
        """Let only these be chosen, in this order; the chosen one stays in any case."""
        chosen = self.box.currentData()
        wanted = [*names, *([chosen] if chosen and chosen not in names else [])]
        if wanted == [self.box.itemData(i) for i in range(self.box.count())]:
            return
        self.box.clear()
        for name in wanted:
            self._add(name)
        self.box.setCurrentIndex(self.box.findData(chosen))

    def _add(self, name: str) -> None:
        if self.field.registry is not None:
            entry = self.field.registry[name]
            self.box.addItem(said(entry.title), entry.name)
            words = f"{entry.name} {said(entry.text)}"
            self.box.describe(self.box.count() - 1, entry_tip(entry), entry.formula, words)

    def set_value(self, value: Any) -> None:
        if self.box.findData(value.kind) < 0:
            self._add(value.kind)
        self.box.setCurrentIndex(self.box.findData(value.kind))
        if self.field.registry is not None and value.kind in self.field.registry:
            self.box.setToolTip(entry_tip(self.field.registry[value.kind]))

    def _on_box_activated(self) -> None:
        if self.field.registry is not None:
            self.edited.emit(self.field.registry[self.box.currentData()].options(), False)


def choice_text(choice: Any) -> str:
    """A choice as it reads: "Min max"; what is a name with figures, such as float32, stays as it is."""
    text = said(str(choice).replace("_", " "))
    return text if any(sign.isdigit() for sign in text) else text[:1].upper() + text[1:]


def entry_tip(entry: Any) -> str:
    """An entry's text and formula for a tooltip."""
    return "\n".join(part for part in (said(entry.text), entry.formula) if part)


def tuple_text(value: Any) -> str:
    """A tuple as it is typed."""
    if isinstance(value, str):
        return value
    if value and isinstance(value[0], tuple):
        return "; ".join(tuple_text(row) for row in value)
    return ", ".join(number_text(item) if isinstance(item, int | float) else str(item) for item in value)


def read_tuple(text: str) -> tuple[Any, ...]:
    """The tuple that was typed: numbers where they read as numbers, rows between semicolons."""
    if ";" in text:
        return tuple(read_tuple(row) for row in text.split(";") if row.strip())
    return tuple(_item(part.strip()) for part in text.split(",") if part.strip())


def _item(text: str) -> Any:
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            continue
    return text


def _count(value: Any) -> int:
    if isinstance(value, tuple):
        return sum(_count(item) for item in value) if value and isinstance(value[0], tuple) else len(value)
    return 0
