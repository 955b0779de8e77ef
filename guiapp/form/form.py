"""A form made from the declaration of a struct; it shows a frozen value and hands out new ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from guiapp.form.editors import (
    BoolEditor,
    ChoiceEditor,
    Editor,
    KindEditor,
    NumberEditor,
    PathEditor,
    TextEditor,
    entry_tip,
)
from guiapp.form.fields import Field, fields_of, translate, translated

EDITORS: dict[str, Callable[[Field], Editor]] = {
    "int": NumberEditor, "float": NumberEditor, "bool": BoolEditor, "choice": ChoiceEditor, "text": TextEditor,
    "path": PathEditor, "tuple": TextEditor, "entry": KindEditor,
}  # fmt: skip
NARROW, WIDE = 104, 204
"""Widths of editors of small things, and of everything else."""
SMALL = ("int", "float", "bool")


class OptionsForm(QWidget):
    """Editors for every field of a struct, from the class or from a value.

    `changed(value, merge_key)` carries the new frozen value; changes with the same key, unless it is empty, are one
    step of undo. A field out of bounds says so in place and changes nothing.
    """

    changed = Signal(object, str)

    def __init__(
        self,
        value: Any,
        parent: QWidget | None = None,
        *,
        only: Iterable[str] | None = None,
        hidden: Iterable[str] = (),
        path: str = "",
    ) -> None:
        super().__init__(parent)
        self._value = value() if isinstance(value, type) else value
        self._only = None if only is None else tuple(only)
        self._hidden = tuple(hidden)
        self._path = path
        self.rows: dict[str, FieldRow] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._build()

    def value(self) -> Any:
        """The last value in bounds."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show another value without telling; a value of another struct gets other editors."""
        before, self._value = self._value, value
        if type(value) is not type(before):
            self._build()
            return
        for name, row in self.rows.items():
            # A field that stays keeps what is typed in it, also what is not in bounds yet.
            if getattr(value, name) != getattr(before, name):
                row.show_value(getattr(value, name))

    def reset(self, name: str) -> None:
        """Give one field its default."""
        row = self.rows[name]
        if getattr(self._value, name) != row.field.default:
            row.show_value(row.field.default)
            self._on_row_edited(name, row.field.default, "")

    def set_locked(self, names: Iterable[str]) -> None:
        """Show these fields without letting them be edited."""
        locked = set(names)
        for name, row in self.rows.items():
            row.setEnabled(name not in locked)

    def _build(self) -> None:
        for row in self.rows.values():
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {}
        for field in fields_of(type(self._value)):
            if field.name in self._hidden or (self._only is not None and field.name not in self._only):
                continue
            key = f"{self._path}.{field.name}" if self._path else field.name
            row = EntriesRow(field, key) if field.kind == "entries" else FieldRow(field, key)
            row.show_value(getattr(self._value, field.name))
            row.edited.connect(partial(self._on_row_edited, field.name))
            row.reset_asked.connect(partial(self.reset, field.name))
            self.rows[field.name] = row
            self._layout.addWidget(row)

    def _on_row_edited(self, name: str, value: Any, merge_key: str) -> None:
        self._value = msgspec.structs.replace(self._value, **{name: value})
        self.changed.emit(self._value, merge_key)


class FieldRow(QWidget):
    """Title, editor, unit; what is wrong below; and below that the options of a chosen entry."""

    edited = Signal(object, str)
    reset_asked = Signal()

    def __init__(self, field: Field, key: str) -> None:
        super().__init__()
        self.field = field
        self.key = key
        self.nested: OptionsForm | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.fault = QLabel()
        self.fault.setProperty("role", "error")
        self.fault.setWordWrap(True)
        self.fault.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.fault.hide()
        self._make_editor()
        self._column.addWidget(self.fault)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_requested)

    def _make_editor(self) -> None:
        field = self.field
        title = translated(field.title) + (f" ({translated(field.unit)})" if field.unit else "")
        self.label = QLabel(title)
        self.label.setProperty("role", "muted")
        self.label.setWordWrap(field.kind in SMALL)
        self.editor = EDITORS[field.kind](field)
        self.editor.setMinimumWidth(NARROW)
        self.editor.setMaximumWidth(NARROW if field.kind in SMALL else WIDE)
        self.editor.edited.connect(self._on_editor_edited)
        self.editor.faulty.connect(self._on_editor_faulty)
        self.label.setBuddy(self.editor)
        if field.text:
            self.setToolTip(translated(field.text))
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.label, 1)
        top.addWidget(self.editor, 4)
        self._column.addLayout(top)

    def show_value(self, value: Any) -> None:
        """Show a value without telling."""
        self.editor.set_value(value)
        if self.field.kind == "entry":
            self._show_nested(value)

    def offer(self, names: Sequence[str]) -> None:
        """Let only these entries of the registry be chosen, in this order; one that is chosen already stays."""
        if isinstance(self.editor, KindEditor):
            self.editor.offer(names)

    def _show_nested(self, value: Any) -> None:
        if self.nested is None:
            self.nested = OptionsForm(value, path=self.key)
            self.nested.changed.connect(self.edited)
            self._column.addWidget(self.nested)
        else:
            self.nested.set_value(value)
        self.nested.setVisible(bool(self.nested.rows))

    def _on_editor_edited(self, value: Any, merges: bool) -> None:
        if self.field.kind == "entry":
            self.show_value(value)
        self.edited.emit(value, self.key if merges else "")

    def _on_editor_faulty(self, text: str) -> None:
        self.fault.setText(text)
        self.fault.setVisible(bool(text))
        self.editor.setAccessibleDescription(text)

    def menu(self) -> QMenu:
        """Reset this field to its default."""
        menu = QMenu(self)
        text = translate("form", "Reset to {0}").format(default_text(self.field))
        menu.addAction(text, self.reset_asked.emit)
        return menu

    def _on_menu_requested(self, at: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(at))


class EntriesRow(FieldRow):
    """A tuple of registry entries: a tick for each, its options below while it is ticked."""

    def _make_editor(self) -> None:
        self.label = QLabel(translated(self.field.title))
        self.label.setProperty("role", "muted")
        self._column.addWidget(self.label)
        self._ticks: dict[str, QCheckBox] = {}
        self._forms: dict[str, OptionsForm] = {}
        self._value: tuple[Any, ...] = ()
        self._offered: set[str] | None = None
        for entry in self.field.registry or ():
            tick = QCheckBox(translated(entry.title))
            tick.setToolTip(entry_tip(entry))
            tick.clicked.connect(lambda on, name=entry.name: self._on_tick_clicked(name, on))
            form = OptionsForm(entry.options, path=f"{self.key}.{entry.name}")
            form.changed.connect(partial(self._on_form_changed, entry.name))
            form.setContentsMargins(20, 0, 0, 0)
            self._ticks[entry.name], self._forms[entry.name] = tick, form
            self._column.addWidget(tick)
            self._column.addWidget(form)

    def show_value(self, value: Any) -> None:
        self._value = tuple(value)
        chosen = {options.kind: options for options in self._value}
        for name, tick in self._ticks.items():
            offered = self._offered is None or name in self._offered
            tick.setChecked(name in chosen)
            tick.setVisible(offered)
            if name in chosen:
                self._forms[name].set_value(chosen[name])
            self._forms[name].setVisible(offered and name in chosen and bool(self._forms[name].rows))

    def offer(self, names: Sequence[str]) -> None:
        self._offered = set(names)
        self.show_value(self._value)

    def _on_tick_clicked(self, name: str, on: bool) -> None:
        kept = tuple(options for options in self._value if options.kind != name)
        self._tell((*kept, self._forms[name].value()) if on else kept, "")

    def _on_form_changed(self, name: str, options: Any, merge_key: str) -> None:
        self._tell(tuple(options if old.kind == name else old for old in self._value), merge_key)

    def _tell(self, value: tuple[Any, ...], merge_key: str) -> None:
        self.show_value(value)
        self.edited.emit(value, merge_key)


def default_text(field: Field) -> str:
    """A field's default as it reads in the menu."""
    value = field.default
    if field.kind == "entry" and field.registry is not None:
        return translated(field.registry[value.kind].title)
    if isinstance(value, bool):
        return translate("form", "on") if value else translate("form", "off")
    if value is None or value == ():
        return translate("form", "nothing")
    return f"{value:g}" if isinstance(value, float) else str(value)
