"""One row of a form: title, editor, unit, what is wrong, and the options of a chosen entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from core.lessons.glossary import titled
from guiapp.form.editors import (
    BoolEditor,
    ChoiceEditor,
    Editor,
    KindEditor,
    NumberEditor,
    PathEditor,
    TextEditor,
    choice_text,
    tuple_text,
)
from guiapp.form.fields import Field, translate
from guiapp.form.fold import Fold
from guiapp.form.order import in_order
from guiapp.icon_button import IconButton
from guiapp.translation.catalogue import said, spoken

EDITORS: dict[str, Callable[[Field], Editor]] = {
    "int": NumberEditor, "float": NumberEditor, "bool": BoolEditor, "choice": ChoiceEditor, "text": TextEditor,
    "path": PathEditor, "tuple": TextEditor, "entry": KindEditor,
}  # fmt: skip
NARROW, WIDE = 104, 204
"""Widths of editors of small things, and of everything else."""
SMALL = ("int", "float", "bool")
MakeForm = Callable[..., Any]
"""`make(options, path=key)` is a form for an entry's options: rows do not know the form that they stand in."""


class FieldRow(QWidget):
    """Title, editor, unit; what is wrong below; and below that the options of a chosen entry."""

    edited = Signal(object, str)
    reset_asked = Signal()
    settled = Signal()
    """The person has gone on: what is edited next is another step of undo."""
    barred = False
    """Whether the project hides this row."""
    _wanted = True

    def __init__(self, field: Field, key: str, make_form: MakeForm) -> None:
        super().__init__()
        self.field = field
        self.key = key
        self.make_form = make_form
        self.nested: Any = None
        self.fold: Fold | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.back = IconButton("restart", translate("form", "Reset to {0}").format(default_text(field)))
        self.back.setToolTip(f"{self.back.accessibleName()} (Alt+Home)")
        # A field's own key does it: Tab goes from editor to editor.
        self.back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.back.clicked.connect(self.reset_asked)
        self.back.hide()
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
        title = said(field.title) + (f" ({said(field.unit)})" if field.unit else "")
        self.label = QLabel(title)
        self.label.setProperty("role", "muted")
        self.label.setWordWrap(field.kind in SMALL)
        self.editor = EDITORS[field.kind](field)
        self.editor.setMinimumWidth(NARROW)
        self.editor.setMaximumWidth(NARROW if field.kind in SMALL else WIDE)
        self.editor.edited.connect(self._on_editor_edited)
        self.editor.faulty.connect(self._on_editor_faulty)
        self.label.setBuddy(self.editor)
        self.editor.settled.connect(self.settled)
        self.setToolTip(help_text(field))
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.label, 1 if field.kind in SMALL else 0)
        top.addWidget(self.back)
        top.addWidget(self.editor, 4)
        self._column.addLayout(top)

    def setVisible(self, on: bool) -> None:
        """Whoever folds the form shows and hides rows; one that the project hides stays away."""
        self._wanted = on
        super().setVisible(on and not self.barred)

    def bar(self, hidden: bool, reason: str) -> None:
        """Take the row away, or lock it and say why; or give it back."""
        self.barred = hidden
        self.setVisible(self._wanted)
        self.setEnabled(not reason)
        self.setToolTip(reason or help_text(self.field))

    def show_value(self, value: Any) -> None:
        """Show a value without telling."""
        self.editor.set_value(value)
        self.compare(value)
        if self.field.kind == "entry":
            self._show_nested(value)

    def compare(self, value: Any) -> None:
        """Offer the way back where the value is not as it comes; the options of an entry have ways of their own."""
        default = self.field.default
        same = type(value) is type(default) if self.field.kind == "entry" else value == default
        self.back.setVisible(not same and default is not msgspec.NODEFAULT)

    def set_key(self, key: str) -> None:
        """Another merge key, for it and for what stands in it."""
        self.key = key
        if self.nested is not None:
            self.nested.set_path(key)

    def describe(self, choice: str, words: str, reason: str) -> None:
        """Other words for one choice; with a reason it cannot be chosen."""
        if isinstance(self.editor, ChoiceEditor):
            self.editor.describe(choice, words, reason)

    def offer(self, names: Sequence[str]) -> None:
        """Let only these entries of the registry be chosen, in this order; one that is chosen already stays."""
        if isinstance(self.editor, KindEditor):
            self.editor.offer(names)

    def _show_nested(self, value: Any) -> None:
        before = None if self.nested is None else type(self.nested.value())
        if self.nested is None:
            self.nested = self.make_form(value, path=self.key)
            self.nested.changed.connect(self.edited)
            self.nested.settled.connect(self.settled)
            self._column.addWidget(self.nested)
        else:
            self.nested.set_value(value)
        if before is not type(value):
            in_order(self)
        self.nested.setVisible(bool(self.nested.rows))
        if self.fold is not None:
            self.fold.apply(self.nested)

    def show_first(self, names: Iterable[str]) -> None:
        """Of a chosen entry's options show these, and those that are not as they come; the others at a click."""
        self.fold = Fold(said(self.field.title), names)
        self.editor.row.addWidget(self.fold)
        if self.nested is not None:
            self.fold.apply(self.nested)

    def _on_editor_edited(self, value: Any, merges: bool) -> None:
        if self.field.kind == "entry":
            self.show_value(value)
        self.compare(value)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Home, which no editor wants for itself, is the way back by key."""
        if event.key() == Qt.Key.Key_Home and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.reset_asked.emit()
        else:
            super().keyPressEvent(event)

    def _on_menu_requested(self, at: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(at))


def help_text(field: Field) -> str:
    """What a field means, what it may be and what it is by default."""
    bounds = field.bounds_text()
    default = "" if field.default is msgspec.NODEFAULT else default_text(field)
    words = [said(field.text)] if field.text else []
    words += [bounds[:1].upper() + bounds[1:]] if bounds else []
    words += [translate("form", "By default: {0}").format(default)] if default else []
    term = None if field.title.endswith("s") else titled(field.title)
    if term is not None and (meaning := spoken(term.text)):
        words += ["", meaning, *([term.formula] if term.formula else [])]
    return "\n".join(words)


def default_text(field: Field) -> str:
    """A field's default as it reads in the menu."""
    value = field.default
    if field.kind == "entry" and field.registry is not None:
        return said(field.registry[value.kind].title)
    if field.kind == "entries" and field.registry is not None and value:
        return ", ".join(said(field.registry.of(item).title) for item in value)
    if isinstance(value, bool):
        return translate("form", "on") if value else translate("form", "off")
    if value is None or value == ():
        return translate("form", "nothing")
    if field.kind in ("tuple", "choice"):
        return tuple_text(value) if isinstance(value, tuple) else choice_text(value)
    return f"{value:g}" if isinstance(value, float) else str(value)
