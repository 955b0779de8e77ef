"""A form made from the declaration of a struct; it shows a frozen value and hands out new ones."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from guiapp.form.entries import EntriesRow
from guiapp.form.fields import fields_of
from guiapp.form.rows import FieldRow


class OptionsForm(QWidget):
    """Editors for every field of a struct, from the class or from a value.

    `changed(value, merge_key)` carries the new frozen value; changes with the same key, unless it is empty, are one
    step of undo. A field out of bounds says so in place and changes nothing.
    """

    changed = Signal(object, str)
    settled = Signal()
    """The person has left a field: what is edited next is another step of undo."""

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

    def arrange(self, names: Iterable[str]) -> None:
        """Put the rows in this order; those not named keep theirs behind them."""
        for place, row in enumerate(self.rows[name] for name in names if name in self.rows):
            self._layout.insertWidget(place, row)

    def set_path(self, path: str) -> None:
        """Say where in the project the value stands now; merge keys begin with it."""
        if path != self._path:
            self._path = path
            for name, row in self.rows.items():
                row.set_key(self._key(name))

    def _key(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def _build(self) -> None:
        for row in self.rows.values():
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {}
        for field in fields_of(type(self._value)):
            if field.name in self._hidden or (self._only is not None and field.name not in self._only):
                continue
            row = (EntriesRow if field.kind == "entries" else FieldRow)(field, self._key(field.name), OptionsForm)
            row.show_value(getattr(self._value, field.name))
            row.edited.connect(partial(self._on_row_edited, field.name))
            row.settled.connect(self.settled)
            row.reset_asked.connect(partial(self.reset, field.name))
            self.rows[field.name] = row
            self._layout.addWidget(row)

    def _on_row_edited(self, name: str, value: Any, merge_key: str) -> None:
        self._value = msgspec.structs.replace(self._value, **{name: value})
        self.changed.emit(self._value, merge_key)
