"""One of several views: buttons beside each other while they are few and short, else a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from guiapp.form.combo import ComboBox
from guiapp.views.segments import Segments

MOST, LETTERS = 3, 22
"""As many buttons, and as many letters on them, as stand beside each other."""


class Choice(QWidget):
    """`chosen(key)` when the person chooses another one. `listed`: a list even where buttons had room."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], *, listed: bool = False) -> None:
        super().__init__()
        self._listed = listed
        self.segments, self.list = Segments(name), ComboBox()
        self.list.setAccessibleName(name)
        self.list.setMaximumWidth(140)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.segments.chosen.connect(self.chosen)
        self.list.activated.connect(lambda _: self.chosen.emit(self.key()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.segments)
        row.addWidget(self.list)
        self.choices: list[tuple[str, str]] = []
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Others, (key, text) each; the chosen one stays where it is still there."""
        if list(choices) == self.choices:
            return
        before, self.choices = self.key(), list(choices)
        few = not self._listed and len(choices) <= MOST and sum(len(text) for _, text in choices) <= LETTERS
        self.segments.set_choices(choices if few else ())
        self.list.clear()
        for key, text in () if few else choices:
            self.list.addItem(text, key)
        self.segments.setVisible(few)
        self.list.setVisible(not few)
        self.set_key(before if before in dict(choices) else next(iter(dict(choices)), ""))

    def key(self) -> str:
        """The chosen one."""
        return self.segments.key() or self.list.currentData() or ""

    def set_key(self, key: str) -> None:
        """Choose without telling."""
        self.segments.set_key(key)
        self.list.setCurrentIndex(self.list.findData(key))
