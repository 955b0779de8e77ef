"""A long form in parts: what matters stands open, the rest is one click away and made when it is opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from guiapp.form.fields import Field, fields_of, translate
from guiapp.form.form import OptionsForm
from guiapp.form.number import number_text
from guiapp.form.order import in_order
from guiapp.form.rows import FieldRow
from guiapp.translation.catalogue import said


class SectionedForm(QWidget):
    """Like an `OptionsForm`, whose rows stand in parts: `first` without a heading, then one foldable part for each
    title of `sections`. Fields that no part names stand in the last one. Of the options of entries chosen in the first
    part, those named in `options` are seen at once."""

    changed = Signal(object, str)
    settled = Signal()
    unfolded = Signal(object)
    """The part that was opened."""
    folded = Signal()
    """A part was opened or shut."""

    def __init__(
        self,
        value: Any,
        first: Sequence[str],
        sections: Mapping[str, Sequence[str]],
        *,
        options: Sequence[str] = (),
        hidden: Sequence[str] = (),
        path: str = "",
    ) -> None:
        super().__init__()
        self._value = value
        self._path = path
        self._offers: dict[str, Sequence[str]] = {}
        self.parts: dict[str, Section] = {}
        self.forms: list[OptionsForm] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._make(first))
        for row in self.rows.values():
            if row.field.kind == "entry":
                row.show_first(options)
        self._column.addSpacing(8)
        named = {name for names in (first, hidden, *sections.values()) for name in names}
        rest = tuple(field.name for field in fields_of(type(value)) if field.name not in named)
        for at, (title, names) in enumerate(sections.items()):
            last = at == len(sections) - 1
            part = Section(title, value, (*names, *rest) if last else names)
            part.opened.connect(self._on_part_opened)
            part.unfolded.connect(partial(self.unfolded.emit, part))
            part.head.toggled.connect(self.folded)
            self.parts[title] = part
            self._column.addWidget(part)

    @property
    def rows(self) -> dict[str, FieldRow]:
        """The rows that are made so far."""
        return {name: row for form in self.forms for name, row in form.rows.items()}

    def value(self) -> Any:
        """The last value in bounds."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show another value of the same struct without telling."""
        self._value = value
        for form in self.forms:
            form.set_value(value)
        for part in self.parts.values():
            part.summarise(value)

    def offer(self, name: str, entries: Sequence[str]) -> None:
        """Let only these entries be chosen in a field, now or once its row is made."""
        self._offers[name] = entries
        if name in self.rows:
            self.rows[name].offer(entries)

    def illustrate(self, name: str, picture: QWidget) -> None:
        """Put a picture below the rows of the part in which this field stands."""
        for part in self.parts.values():
            if name in part.names:
                part.illustrate(picture)

    def open_part_of(self, name: str) -> None:
        """Unfold the part in which this field stands."""
        for part in self.parts.values():
            if name in part.names:
                part.head.setChecked(True)

    def open_parts(self) -> list[str]:
        """The parts that stand open, each by its first field."""
        return [part.names[0] for part in self.parts.values() if part.head.isChecked()]

    def _make(self, names: Sequence[str]) -> OptionsForm:
        form = OptionsForm(self._value, only=names, path=self._path)
        form.arrange(names)
        form.changed.connect(self._on_form_changed)
        form.settled.connect(self.settled)
        self.forms.append(form)
        for name in names:
            if name in self._offers and name in form.rows:
                form.rows[name].offer(self._offers[name])
        return form

    def _on_part_opened(self, part: Section) -> None:
        part.take(self._make(part.names))

    def _on_form_changed(self, value: Any, merge_key: str) -> None:
        self.set_value(value)
        self.changed.emit(value, merge_key)


class Section(QWidget):
    """A heading that unfolds what is below it; folded, it says in a few words what is set there."""

    opened = Signal(object)
    """It is opened for the first time: it wants its form."""
    unfolded = Signal()

    def __init__(self, title: str, value: Any, names: Sequence[str]) -> None:
        super().__init__()
        self.names = tuple(names)
        fields = {field.name: field for field in fields_of(type(value))}
        self._fields = [fields[name] for name in names]
        self.head = SectionHead(title)
        self.head.toggled.connect(self._on_head_toggled)
        self.form: OptionsForm | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.head)
        self.body = QWidget()
        self._body = QVBoxLayout(self.body)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(4)
        self._column.addWidget(self.body)
        self.body.hide()
        self.summarise(value)

    def take(self, form: OptionsForm) -> None:
        """The rows of this part."""
        self.form = form
        form.setContentsMargins(4, 0, 0, 6)
        self._body.insertWidget(0, form)
        in_order(self)

    def illustrate(self, picture: QWidget) -> None:
        """A picture below the rows, seen with them."""
        self._body.addWidget(picture)

    def summarise(self, value: Any) -> None:
        """Say what is set in this part."""
        words = (summary(field, getattr(value, field.name)) for field in self._fields)
        self.head.say(", ".join(word for word in words if word))

    def _on_head_toggled(self, on: bool) -> None:
        if on and self.form is None:
            self.opened.emit(self)
        self.body.setVisible(on)
        if on:
            self.unfolded.emit()


class SectionHead(QToolButton):
    """An arrow, the title, and at the right what is set."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title, self._words = title, ""
        self.setText(title)
        self.setProperty("role", "section")
        self.setCheckable(True)
        self.setArrowType(Qt.ArrowType.RightArrow)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set = QLabel(self)
        self.set.setProperty("role", "muted")
        self.set.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.set.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.toggled.connect(self._on_toggled)

    def say(self, words: str) -> None:
        """What is set below."""
        self._words = words
        self.setAccessibleName(f"{self._title}: {words}" if words else self._title)
        self.setToolTip(words)
        self._place()

    def _on_toggled(self, on: bool) -> None:
        self.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        self._place()

    def _place(self) -> None:
        left = super().sizeHint().width() + 4
        room = max(self.width() - left - 6, 0)
        self.set.setText(self.set.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))
        self.set.setGeometry(left, 0, room, self.height())
        self.set.setVisible(not self.isChecked() and room > 24)

    # Qt's overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def minimumSizeHint(self) -> QSize:
        return super().sizeHint()


def summary(field: Field, value: Any) -> str:
    """What a field is set to, in a word or two; empty where it is as it comes or there is nothing."""
    if field.registry is not None and field.kind == "entry":
        return "" if value.kind == "none" else said(field.registry.of(value).title)
    if field.registry is not None and field.kind == "entries":
        return ", ".join(_entry_words(said(field.registry.of(item).title), item) for item in value)
    if value == field.default or isinstance(value, msgspec.Struct):
        return ""
    title = said(field.title).lower()
    if isinstance(value, bool):
        return title if value else translate("form", "no {0}").format(title)
    if isinstance(value, str):
        return said(value)
    return f"{title} {number_text(value)}" if value is not None else ""


def _entry_words(title: str, options: Any) -> str:
    """An entry's title, with what is chosen of its options: F1 (micro)."""
    plain = type(options)()
    chosen = [getattr(options, name) for name in options.__struct_fields__]
    usual = [getattr(plain, name) for name in options.__struct_fields__]
    words = [str(value).replace("_", " ") for value, default in zip(chosen, usual, strict=True) if value != default]
    return f"{said(title)} ({', '.join(words)})" if words else said(title)
