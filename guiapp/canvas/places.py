"""Where the parts of a layer lie: tiles, header, buttons and names, in the item's own coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QGraphicsItem

from guiapp.canvas.drawing import Block
from guiapp.theme import tabular

Zone = Literal["plus", "minus", "activation", "remove", "badge", "unit", "header", "layer", "port"]
PORT = 7.0
RADIUS = 8.0
BUTTON = 9.0
LABEL = 104.0
"""Room for the names of inputs and outputs."""


@dataclass(frozen=True)
class Badge:
    """Problems of one layer."""

    error: bool
    text: str


class LayerPlaces(QGraphicsItem):
    """A block's geometry, and what lies at a place."""

    def __init__(self, block: Block) -> None:
        super().__init__()
        self.block = block
        self.badge: Badge | None = None
        self.scale_text = 1.0
        self.chosen = False
        self.ported = False
        """Whether connections may be led from it."""
        self.locked = False
        """Whether the network may only be looked at: no buttons then."""
        self._rect: tuple[object, QRectF] = (None, QRectF())
        self._scale: tuple[object, float] = (None, 1.0)
        self._span: tuple[object, float] = (None, 0.0)

    def tile_rect(self, index: int) -> QRectF:
        """The tile at this place of the drawn rows."""
        block = self.block
        return QRectF(-block.tile / 2, block.offsets[index] - block.tile / 2, block.tile, block.tile)

    def body(self) -> QRectF:
        block = self.block
        return QRectF(-block.tile / 2, -block.height / 2, block.tile, block.height)

    @property
    def text_scale(self) -> float:
        """Scale of the header: as wished for, or as the room allows."""
        key = (self.block, self.scale_text)
        if self._scale[0] != key:
            metrics = QFontMetricsF(_title_font(13.0))
            buttons = 4 * BUTTON + 12 if self.block.dense else 0.0
            needed = metrics.horizontalAdvance(self.block.title) + buttons + 6
            self._scale = (key, max(min(self.scale_text, self.block.room / needed), 0.7))
        return self._scale[1]

    def fonts(self) -> tuple[QFont, QFont]:
        """Title and subtitle."""
        size = 13.0 * self.text_scale
        title, small = _title_font(size), tabular()
        small.setPixelSize(max(round(size * 0.92), 1))
        return title, small

    def title_rect(self) -> QRectF:
        title, _ = self.fonts()
        metrics = QFontMetricsF(title)
        width = min(metrics.horizontalAdvance(self.block.title), self.block.room)
        bottom = self.block.head - 10 - 17 * self.text_scale
        return QRectF(-width / 2, bottom - 18 * self.text_scale, width, 18 * self.text_scale)

    def subtitle(self) -> tuple[str, str]:
        """(activation or nothing, the rest), shortened to the room there is."""
        _, small = self.fonts()
        metrics = QFontMetricsF(small)
        rest = self.block.subtitle
        activation = getattr(self.block.options, "activation", None)
        if activation is None:
            return "", metrics.elidedText(rest, Qt.TextElideMode.ElideRight, self.block.room)
        name = activation.kind
        if not rest or metrics.horizontalAdvance(f"{name} \N{MIDDLE DOT} {rest}") + 16 > self.block.room:
            rest = ""
        return name, f"\N{MIDDLE DOT} {rest}" if rest else ""

    def activation_rect(self) -> QRectF:
        """The text that opens the choice of activations; empty where there is none."""
        name, rest = self.subtitle()
        if not name:
            return QRectF()
        _, small = self.fonts()
        metrics = QFontMetricsF(small)
        first, second = metrics.horizontalAdvance(name) + 15 * self.text_scale, metrics.horizontalAdvance(rest)
        bottom = self.block.head - 8
        return QRectF(-(first + second) / 2, bottom - 17 * self.text_scale, first, 17 * self.text_scale)

    def header_rect(self) -> QRectF:
        title = self.title_rect()
        return QRectF(-self.block.room / 2, title.top(), self.block.room, self.block.head - 4 - title.top())

    def header_span(self) -> float:
        """Half of the width that title, subtitle and buttons take, those that show themselves later included."""
        key = (self.block, self.text_scale)
        if self._span[0] != key:
            self._span = (key, self._span_now())
        return self._span[1]

    def _span_now(self) -> float:
        rest = QFontMetricsF(self.fonts()[1]).horizontalAdvance(self.subtitle()[1])
        below = self.activation_rect().width() + rest
        outer = self.button_rect("badge" if self.block.fixed else "remove")
        return max(abs(outer.left()), abs(outer.right()), below / 2)

    def button_rect(self, zone: Zone) -> QRectF:
        """Minus and plus beside the title, badge and remove outside of them."""
        title, r = self.title_rect(), BUTTON * self.text_scale
        dense = self.block.dense
        places: dict[str, float] = {
            "minus": title.left() - 6 * self.text_scale - r,
            "plus": title.right() + 6 * self.text_scale + r,
            "badge": title.left() - (10 * self.text_scale + 3 * r if dense else 6 + r),
            "remove": title.right() + (10 * self.text_scale + 3 * r if dense else 6 + r),
        }
        level = title.center().y()
        if zone == "remove" and places[zone] + r > self.block.room / 2:
            # Beside the title it would lie on the next layer's buttons: above the plus there is room.
            places[zone] = places["plus"] if dense else title.right()
            level = title.top() - r
        return QRectF(places[zone] - r, level - r, 2 * r, 2 * r)

    def port_rect(self) -> QRectF:
        """Where a connection is led from."""
        block = self.block
        return QRectF(block.tile / 2 + 10, -PORT, 2 * PORT, 2 * PORT)

    def zone_at(self, point: QPointF) -> tuple[Zone, int] | None:
        """What lies at a place, and which drawn row it is."""
        if not self.boundingRect().contains(point):
            return None
        if self.block.attached:
            inside = self.label_rect().contains(point)
            return ("layer", -1) if inside else None
        for zone, there in self.zones():
            if there.adjusted(-2, -2, 2, 2).contains(point):
                return zone, -1
        for index in range(len(self.block.rows)):
            if self.tile_rect(index).adjusted(-2, -2, 2, 2).contains(point):
                return "unit", index
        if self.ported and self.port_rect().adjusted(-3, -3, 3, 3).contains(point):
            return "port", -1
        if self.header_rect().contains(point):
            return "header", -1
        if self.body().adjusted(-8, -8, 8, 8).contains(point):
            return "layer", -1
        return None

    def zones(self) -> list[tuple[Zone, QRectF]]:
        """The buttons there are now."""
        if self.block.attached:
            return []
        found: list[tuple[Zone, QRectF]] = []
        if self.badge is not None:
            found.append(("badge", self.button_rect("badge")))
        if self.locked:
            return found
        if self.block.dense:
            found += [("minus", self.button_rect("minus")), ("plus", self.button_rect("plus"))]
        if self.chosen and not self.block.fixed:
            found.append(("remove", self.button_rect("remove")))
        if not self.activation_rect().isEmpty():
            found.append(("activation", self.activation_rect()))
        return found

    def label_rect(self) -> QRectF:
        """Where the names of inputs or outputs stand: left of the tiles, right of them at the output."""
        block = self.block
        metrics = QFontMetricsF(self._label_font())
        width = min(max([metrics.horizontalAdvance(label) for label in block.labels], default=0.0) + 12, LABEL)
        side = block.tile / 2 + 2
        left = -side - width if block.kind == "input" else side
        return QRectF(left, -block.height / 2, width, block.height)

    def _label_font(self) -> QFont:
        font = tabular()
        font.setPixelSize(round(14 * self.scale_text))
        return font

    def boundingRect(self) -> QRectF:
        key = (self.block, self.text_scale)
        if self._rect[0] != key:
            self._rect = (key, self._bounds())
        return self._rect[1]

    def _bounds(self) -> QRectF:
        block = self.block
        room = max(block.room * 0.5 + 40, block.tile / 2 + LABEL + 8)
        top = self.header_rect().top() - 26 if not block.attached else -block.height / 2
        return QRectF(-room - 20, top, 2 * room + 40, block.height / 2 - top + 34)


def _title_font(size: float) -> QFont:
    font = tabular()
    font.setPixelSize(round(size))
    font.setBold(True)
    return font
