"""Layers that are dragged from the palette onto the drawing."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent

from core.session.document import Checked
from guiapp.canvas import edit
from guiapp.canvas.drawing import Link
from guiapp.canvas.edit import Edit
from guiapp.canvas.palette import dragged_kind
from guiapp.canvas.pointing import Pointing


class Dropping(Pointing):
    """A kind of layer let go on a connection goes in there; elsewhere it stands where it was let go, behind the layer
    to its left. Other things that are dragged are left to the window."""

    # for the subclass

    def make(self, change: Edit | None) -> None:
        raise NotImplementedError

    def link_at(self, place: QPointF) -> Link | None:
        raise NotImplementedError

    def light_link(self, link: Link | None) -> None:
        raise NotImplementedError

    def drop(self, checked: Checked, kind: str, place: QPointF) -> None:
        """Put a layer there."""
        link = self.link_at(place)
        if link is not None:
            self.make(edit.insert(checked, link.source, link.target, kind))
            return
        behind = self.canvas.left_of(place)
        if behind:
            there = {name: (b.x, b.y) for name, b in self.canvas.drawing.blocks.items() if not b.attached}
            at = (round(place.x() / 8) * 8.0, round(place.y() / 8) * 8.0)
            self.make(edit.dropped(checked, kind, behind, there, at))

    def checked(self) -> Checked:
        raise NotImplementedError

    # Qt's overrides

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(bool(dragged_kind(event.mimeData())))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setAccepted(bool(dragged_kind(event.mimeData())))
        self.light_link(self.link_at(self.mapToScene(event.position().toPoint())))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.light_link(None)

    def dropEvent(self, event: QDropEvent) -> None:
        kind = dragged_kind(event.mimeData())
        self.light_link(None)
        event.setAccepted(bool(kind))
        if kind:
            self.drop(self.checked(), kind, self.mapToScene(event.position().toPoint()))
