"""Copy, cut, paste and duplicate: the selected layers, and the text that stands for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtGui import QGuiApplication

from core.errors import AppError
from core.session.document import Checked
from guiapp.canvas import clipboard, edit
from guiapp.canvas.edit import Edit


class Desk(Protocol):
    """Whose layers they are."""

    selection: tuple[str, ...]

    @property
    def checked(self) -> Checked: ...


class Scissors:
    """Works on a desk's selection; `failed` hears what is wrong with a text."""

    def __init__(self, desk: Desk, make: Callable[[Edit | None], None], failed: Callable[[AppError], object]) -> None:
        self._desk, self._make, self._failed = desk, make, failed

    def _text(self) -> str:
        return clipboard.copied(self._desk.checked.project, self._desk.selection)

    def copy(self) -> bool:
        """The selected layers as text; whether there were any."""
        text = self._text()
        if text:
            QGuiApplication.clipboard().setText(text)
        return bool(text)

    def cut(self) -> None:
        if self.copy():
            self._make(edit.remove(self._desk.checked.project, self._desk.selection))

    def paste(self, behind: str) -> None:
        """Layers from the clipboard, behind this one."""
        try:
            nodes = clipboard.read(QGuiApplication.clipboard().text())
        except AppError as fault:
            self._failed(fault)
            return
        self._make(clipboard.pasted(self._desk.checked, nodes, behind))

    def duplicate(self) -> None:
        """The selected layers once more, behind the last of them."""
        text = self._text()
        if text:
            nodes = clipboard.read(text)
            order = self._desk.checked.project.architecture.order()
            self._make(clipboard.pasted(self._desk.checked, nodes, max((node.id for node in nodes), key=order.index)))
