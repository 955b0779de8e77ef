"""Few options at first: the rest of an entry's options at a click."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QToolButton

from guiapp.form.fields import translate

WIDTH = 22


class Fold(QToolButton):
    """Of a form it leaves the rows called `first`, and those that are not as they come; pressed, all."""

    def __init__(self, title: str, first: Iterable[str]) -> None:
        super().__init__()
        self._title = title
        self._first = frozenset(first)
        self._kept: set[Any] = set()
        self._form: Any = None
        self.setText("\N{MIDLINE HORIZONTAL ELLIPSIS}")
        self.setProperty("role", "small")
        self.setFixedWidth(WIDTH)
        self.setCheckable(True)
        self.toggled.connect(self._on_toggled)

    def apply(self, form: Any) -> None:
        """Show and hide the form's rows; one that has been shown stays while its value is changed back."""
        self._form = form
        rows, value = form.rows, form.value()
        changed = {row for name, row in rows.items() if getattr(value, name) != row.field.default}
        self._kept = (self._kept | changed) & set(rows.values())
        shown = {row for name, row in rows.items() if self.isChecked() or name in self._first or row in self._kept}
        for row in rows.values():
            row.setVisible(row in shown)
        form.setVisible(bool(shown))
        self.setVisible(len(shown) < len(rows) or (self.isChecked() and bool(rows)))
        words = translate("form", "fewer options") if self.isChecked() else translate("form", "more options")
        self.setToolTip(words)
        self.setAccessibleName(f"{self._title}: {words}")

    def _on_toggled(self) -> None:
        self._kept = set()
        if self._form is not None:
            self.apply(self._form)
