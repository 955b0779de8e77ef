"""Folding layers; putting frames around them, taking these away, and naming them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from core.spec.project import Group
from guiapp.canvas import edit
from guiapp.canvas.drawing import Block
from guiapp.canvas.edit import Edit, tr
from guiapp.canvas.scene import CanvasScene
from guiapp.canvas.scissors import Desk


class Grouping:
    """Works on a desk's selection, as it is drawn on `canvas`."""

    def __init__(self, desk: Desk, make: Callable[[Edit | None], None], canvas: CanvasScene, parent: QWidget) -> None:
        self._desk, self._make, self._canvas, self._parent = desk, make, canvas, parent

    def _blocks(self) -> list[Block]:
        """The selected layers; names of outputs stand for the layer that they are drawn at."""
        drawn = self._canvas.drawing.blocks
        blocks = [drawn[name] for name in self._desk.selection if name in drawn]
        return [drawn.get(block.attached, block) for block in blocks]

    def group(self) -> None:
        """A frame around the selected layers."""
        nodes = list(dict.fromkeys(block.id for block in self._blocks()))
        self._make(edit.group(self._desk.checked.project, nodes))

    def ungroup(self) -> None:
        """No frame around them."""
        self._make(edit.ungroup(self._desk.checked.project, [block.id for block in self._blocks()]))

    def rename(self, group: Group) -> None:
        """Ask for another name."""
        title = tr("Name of the group")
        name, sure = QInputDialog.getText(self._parent, title, title, QLineEdit.EchoMode.Normal, group.name)
        if sure and name.strip():
            self._make(edit.group(self._desk.checked.project, group.nodes, name.strip()))

    def toggle_fold(self) -> None:
        """Fold the selected layer, or show all its units."""
        blocks = self._blocks()
        if blocks and not blocks[-1].picture:
            self._make(edit.toggle_fold(self._desk.checked.project, blocks[-1].id, blocks[-1].width))
