"""A list of registry entries: each with its options in place, one to add from, and a way out for every one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from core.registry import Options
from guiapp.form.combo import ComboBox
from guiapp.form.editors import entry_tip
from guiapp.form.fields import Field, fields_of, translate
from guiapp.form.number import stepped
from guiapp.form.order import in_order
from guiapp.form.rows import FieldRow, MakeForm
from guiapp.translation.catalogue import said

INDENT = 12
MOST_TRIES = 64


class EntriesRow(FieldRow):
    """A tuple of registry entries. One that has options may stand in it several times, each time with others."""

    def _make_editor(self) -> None:
        self.cards: list[EntryCard] = []
        self._value: tuple[Any, ...] = ()
        self._offered: set[str] | None = None
        title = said(self.field.title)
        self.label = QLabel(title)
        self.label.setProperty("role", "muted")
        self.add = AddBox()
        self.add.setPlaceholderText(translate("form", "Add"))
        self.add.setAccessibleName(translate("form", "Add to {0}").format(title.lower()))
        self.add.setToolTip(said(self.field.text))
        self.add.activated.connect(self._on_add_activated)
        self.label.setBuddy(self.add)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.label, 1)
        top.addWidget(self.back)
        top.addWidget(self.add)
        self._column.addLayout(top)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(INDENT, 0, 0, 0)
        self._list.setSpacing(6)
        self._column.addLayout(self._list)

    def show_value(self, value: Any) -> None:
        """Show the entries; the widgets of those that stay are kept, with what is typed in them."""
        self._value = tuple(value)
        self.compare(self._value)
        spare, cards = list(self.cards), []
        for options in self._value:
            old = next((c for c in spare if c.options == options), None)
            old = old or next((c for c in spare if c.options.kind == options.kind), None)
            if old is not None:
                spare.remove(old)
            cards.append(old or self._make_card(options))
        for card in spare:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        changed, self.cards = cards != self.cards, cards
        for place, (card, options) in enumerate(zip(cards, self._value, strict=True)):
            self._list.insertWidget(place, card)
            card.show_options(options, place)
            card.say_fits(self._fits(options.kind))
        self._fill()
        if changed:
            in_order(self)

    def offer(self, names: Sequence[str]) -> None:
        self._offered = set(names)
        self.show_value(self._value)

    def offered(self) -> list[str]:
        """The entries that can be added now."""
        chosen = {options.kind for options in self._value}
        return [
            entry.name
            for entry in self.field.registry or ()
            if self._fits(entry.name) and not (entry.name in chosen and not fields_of(entry.options))
        ]

    def add_entry(self, name: str) -> None:
        """One more of this kind, with options that no other has."""
        registry = self.field.registry
        assert registry is not None
        options = varied(registry[name].options(), self._value)
        if options is not None:
            self._tell((*self._value, options), "")
            self.cards[-1].focus()

    def _fits(self, name: str) -> bool:
        return self._offered is None or name in self._offered

    def _make_card(self, options: Any) -> EntryCard:
        card = EntryCard(self.field, options, self.key, self.make_form)
        card.form.settled.connect(self.settled)
        card.edited.connect(partial(self._on_card_edited, card))
        card.removed.connect(partial(self._on_card_removed, card))
        return card

    def _fill(self) -> None:
        names = self.offered()
        if names != [self.add.itemData(i) for i in range(self.add.count())]:
            self.add.clear()
            for name in names:
                entry = self.field.registry[name]  # type: ignore[index]  # entries have one
                self.add.addItem(said(entry.title), name)
                words = f"{name} {said(entry.text)}"
                self.add.describe(self.add.count() - 1, entry_tip(entry), entry.formula, words)
        self.add.setCurrentIndex(-1)
        self.add.setEnabled(bool(names))

    def _on_add_activated(self, index: int) -> None:
        name = self.add.itemData(index)
        self.add.setCurrentIndex(-1)
        self.add_entry(name)

    def _on_card_removed(self, card: EntryCard) -> None:
        place = self.cards.index(card)
        self._tell((*self._value[:place], *self._value[place + 1 :]), "")
        self.add.setFocus()

    def _on_card_edited(self, card: EntryCard, options: Any, merge_key: str) -> None:
        place = self.cards.index(card)
        others = (*self._value[:place], *self._value[place + 1 :])
        if options in others:
            card.say(translate("form", "the same stands in the list already"))
            return
        card.say("")
        self._tell((*self._value[:place], options, *self._value[place + 1 :]), merge_key)

    def _tell(self, value: tuple[Any, ...], merge_key: str) -> None:
        self.show_value(value)
        self.edited.emit(value, merge_key)


class EntryCard(QWidget):
    """One entry of a list: its title, its options, and a button that takes it out."""

    edited = Signal(object, str)
    removed = Signal()

    def __init__(self, field: Field, options: Any, key: str, make_form: MakeForm) -> None:
        super().__init__()
        assert field.registry is not None
        entry = field.registry.of(options)
        self.options = options
        self._key = key
        self._title = said(entry.title)
        self.title, self.fault = QLabel(self._title), QLabel()
        self.title.setToolTip(entry_tip(entry))
        self.title.setWordWrap(True)
        self.fault.setProperty("role", "error")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.remove = QToolButton()
        self.remove.setText("\N{MULTIPLICATION SIGN}")
        self.remove.setProperty("role", "small")
        self.remove.setToolTip(translate("form", "Take it out of the list"))
        self.remove.setAccessibleName(translate("form", "Remove {0}").format(self._title))
        self.remove.clicked.connect(self.removed)
        self.form: Any = make_form(options, path=key)
        self.form.changed.connect(self._on_form_changed)
        self.form.setVisible(bool(self.form.rows))
        self.form.setContentsMargins(INDENT, 0, 0, 0)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.title, 1)
        top.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.fault)
        column.addWidget(self.form)

    def show_options(self, options: Any, place: int) -> None:
        """Show these options, those of the list's entry at this place."""
        self.options = options
        self.form.set_value(options)
        self.form.set_path(f"{self._key}.{place}")

    def say(self, fault: str) -> None:
        """What is wrong with it; empty where nothing is."""
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self.title.setAccessibleDescription(fault)

    def say_fits(self, fits: bool) -> None:
        """Whether it means anything for the present task; where not, it rests."""
        rests = translate("form", "{0} \N{EM DASH} not for this task").format(self._title)
        self.title.setText(self._title if fits else rests)
        self.title.setEnabled(fits)

    def focus(self) -> None:
        """Put the keyboard where the entry's first option is, else on the way out."""
        rows = [row for row in self.form.rows.values() if hasattr(row, "editor")]
        (rows[0].editor if rows else self.remove).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_form_changed(self, options: Any, merge_key: str) -> None:
        self.edited.emit(options, merge_key)


class AddBox(ComboBox):
    """A list to add from: nothing is chosen in it, so keys open it instead of turning it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys:
            self.showPopup()
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def varied(options: Options, taken: Sequence[Options]) -> Options | None:
    """These options, changed in one field where the same are taken; None where no field can be."""
    if options not in taken:
        return options
    for field in fields_of(type(options)):
        for value in _others(field, getattr(options, field.name)):
            other = msgspec.structs.replace(options, **{field.name: value})
            if other not in taken:
                return other
    return None


def _others(field: Field, value: Any) -> list[Any]:
    """Other values of a field, the nearest first."""
    if field.kind == "choice":
        return [choice for choice in field.choices if choice != value]
    if field.kind == "bool":
        return [not value]
    if field.kind in ("int", "float"):
        return [stepped(value, steps, field) for by in range(1, MOST_TRIES) for steps in (by, -by)]
    return []
