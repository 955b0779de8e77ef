"""Drags as objects: each owns its start, its moves, its end and its cancelling."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF

from guiapp.canvas.drawing import Drawing
from guiapp.canvas.edit import Edit

SNAP = 8.0
MAGNET = 10.0


class Gesture(Protocol):
    """What a pressed mouse is doing; places are in the scene, `pixels` in the view."""

    def move(self, place: QPointF, pixels: QPointF) -> None: ...

    def finish(self) -> None: ...

    def cancel(self) -> None: ...


class Host(Protocol):
    """What a gesture needs of the view."""

    @property
    def drawing(self) -> Drawing: ...

    def make(self, edit: Edit | None) -> None: ...

    def current_move(self, positions: dict[str, tuple[float, float]]) -> Edit: ...

    def seal(self) -> None: ...

    def undo_move(self, node: str) -> None: ...

    def pan_by(self, pixels: QPointF) -> None: ...


class Move:
    """Drags a layer; one step of undo. Snaps to the grid, and to the row the layer came from."""

    def __init__(self, host: Host, node: str, start: QPointF) -> None:
        block = host.drawing.blocks[node]
        self._host, self._node, self._start = host, block.attached or node, start
        block = host.drawing.blocks[self._node]
        self._from = (block.x, block.y)
        self._moved = False
        host.seal()

    def move(self, place: QPointF, pixels: QPointF) -> None:
        delta = place - self._start
        x = round((self._from[0] + delta.x()) / SNAP) * SNAP
        y = self._from[1] + delta.y()
        others = [block.y for block in self._host.drawing.blocks.values() if block.id != self._node]
        near = min([self._from[1], *others], key=lambda row: abs(row - y))
        y = near if abs(near - y) < MAGNET else round(y / SNAP) * SNAP
        self._moved = True
        self._host.make(self._host.current_move({self._node: (x, y)}))

    def finish(self) -> None:
        self._host.seal()

    def cancel(self) -> None:
        if self._moved:
            self._host.undo_move(self._node)


class Pan:
    """Drags the paper."""

    def __init__(self, host: Host, start: QPointF) -> None:
        self._host, self._last = host, start

    def move(self, place: QPointF, pixels: QPointF) -> None:
        self._host.pan_by(pixels - self._last)
        self._last = pixels

    def finish(self) -> None:
        """Nothing is left to do."""

    def cancel(self) -> None:
        """The paper stays where it is."""
