"""Drags as objects: each owns its start, its moves, its end and its cancelling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QLineF, QPointF, QRectF

from guiapp.canvas.drawing import Drawing, Link
from guiapp.canvas.edit import Edit
from guiapp.canvas.overlay import OverlayItem

SNAP = 8.0
MAGNET = 10.0
BEYOND = 24.0
"""How far guide lines reach beyond what they align."""


class Gesture(Protocol):
    """What a pressed mouse is doing; places are in the scene, `pixels` in the view."""

    def move(self, place: QPointF, pixels: QPointF) -> None: ...

    def finish(self) -> None: ...

    def cancel(self) -> None: ...


class Host(Protocol):
    """What a gesture needs of the view."""

    @property
    def drawing(self) -> Drawing: ...

    @property
    def overlay(self) -> OverlayItem: ...

    def make(self, edit: Edit | None) -> None: ...

    def current_move(self, positions: dict[str, tuple[float, float]]) -> Edit: ...

    def seal(self) -> None: ...

    def preview(self, positions: dict[str, tuple[float, float]]) -> None: ...

    def end_preview(self) -> None: ...

    def pan_by(self, pixels: QPointF) -> None: ...

    def link_at(self, place: QPointF, beside: Sequence[str] = ()) -> Link | None: ...

    def light_link(self, link: Link | None) -> None: ...

    def relocate(self, node: str, link: Link) -> None: ...

    def choose(self, nodes: Sequence[str]) -> None: ...

    def nodes_in(self, box: QRectF) -> list[str]: ...

    def target_at(self, source: str, place: QPointF) -> tuple[str, str]: ...

    def targets_of(self, source: str) -> tuple[QRectF, ...]: ...

    def join(self, source: str, target: str) -> None: ...

    def say(self, text: str) -> None: ...


class Move:
    """Drags layers; one step of undo. Snaps to the grid and to other layers' rows and columns, which guide lines show.
    A single layer that is let go on a connection moves in there. The project learns of it at the end."""

    def __init__(self, host: Host, nodes: Sequence[str], start: QPointF) -> None:
        blocks = [host.drawing.blocks[name] for name in nodes]
        found = dict.fromkeys(block.attached or block.id for block in blocks)
        self._host, self._nodes, self._start = host, tuple(found), start
        self._from = {name: (host.drawing.blocks[name].x, host.drawing.blocks[name].y) for name in self._nodes}
        self._to: dict[str, tuple[float, float]] = {}
        self._link: Link | None = None
        host.seal()

    def move(self, place: QPointF, pixels: QPointF) -> None:
        delta = place - self._start
        lead = self._nodes[-1]
        x, y = self._from[lead][0] + delta.x(), self._from[lead][1] + delta.y()
        others = [block for block in self._host.drawing.blocks.values() if block.id not in self._nodes]
        x, upright = _drawn_to(x, [self._from[lead][0], *(block.x for block in others)])
        y, level = _drawn_to(y, [self._from[lead][1], *(block.y for block in others)])
        dx, dy = x - self._from[lead][0], y - self._from[lead][1]
        self._to = {n: (px + dx, py + dy) for n, (px, py) in self._from.items()}
        self._host.preview(self._to)
        self._show_guides(upright, level)
        self._link = self._host.link_at(place, self._nodes) if len(self._nodes) == 1 else None
        self._host.light_link(self._link)

    def _show_guides(self, x: float | None, y: float | None) -> None:
        """Lines through everything that stands in the row and the column that were snapped to."""
        blocks = [block for block in self._host.drawing.blocks.values() if not block.attached]
        guides = []
        column = [block for block in blocks if x is not None and abs(block.x - x) < 0.6]
        row = [block for block in blocks if y is not None and abs(block.y - y) < 0.6]
        if len(column) > 1:
            top, bottom = min(block.top for block in column), max(block.bottom for block in column)
            guides.append(QLineF(column[0].x, top - BEYOND, column[0].x, bottom + BEYOND))
        if len(row) > 1:
            left, right = min(block.left for block in row), max(block.right for block in row)
            guides.append(QLineF(left - BEYOND, row[0].y, right + BEYOND, row[0].y))
        self._host.overlay.guides = tuple(guides)
        self._host.overlay.changed()

    def finish(self) -> None:
        self._host.overlay.clear()
        if self._link is not None:
            self._host.end_preview()
            self._host.relocate(self._nodes[0], self._link)
        elif self._to:
            self._host.make(self._host.current_move(self._to))
            self._host.end_preview()
        self._host.seal()

    def cancel(self) -> None:
        self._host.overlay.clear()
        self._host.end_preview()


def _drawn_to(at: float, places: Sequence[float]) -> tuple[float, float | None]:
    """The nearest of the places, if it is near enough (and that it was one), else the grid."""
    near = min(places, key=lambda place: abs(place - at))
    return (near, near) if abs(near - at) < MAGNET else (round(at / SNAP) * SNAP, None)


class Box:
    """Chooses every layer that a box touches, beside those that were chosen already."""

    def __init__(self, host: Host, start: QPointF, kept: Sequence[str]) -> None:
        self._host, self._start, self._kept, self._before = host, start, tuple(kept), tuple(kept)

    def move(self, place: QPointF, pixels: QPointF) -> None:
        overlay = self._host.overlay
        overlay.box = QRectF(self._start, place).normalized()
        overlay.changed()
        self._host.choose([*self._kept, *(n for n in self._host.nodes_in(overlay.box) if n not in self._kept)])

    def finish(self) -> None:
        self._host.overlay.clear()

    def cancel(self) -> None:
        self._host.overlay.clear()
        self._host.choose(self._before)


class Connect:
    """Leads a wire from a layer's port to another layer."""

    def __init__(self, host: Host, source: str, start: QPointF) -> None:
        self._host, self._source, self._start = host, source, start
        self._target = ""
        host.overlay.frames = host.targets_of(source)

    def move(self, place: QPointF, pixels: QPointF) -> None:
        self._target, reason = self._host.target_at(self._source, place)
        self._host.overlay.wire = (self._start, place, bool(self._target) and not reason)
        self._host.overlay.changed()
        self._host.say(reason)
        if reason:
            self._target = ""

    def finish(self) -> None:
        self._host.overlay.clear()
        self._host.say("")
        if self._target:
            self._host.join(self._source, self._target)

    def cancel(self) -> None:
        self._host.overlay.clear()
        self._host.say("")


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
