"""One layer as an item: header, tiles, bias marks, buttons. It paints a `Block` and says what lies where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from core.session.document import Checked
from guiapp.canvas import paint
from guiapp.canvas.cache import Cache
from guiapp.canvas.drawing import Block
from guiapp.canvas.tiles import atlas, plain_atlas
from guiapp.plots.base import is_vector
from guiapp.theme import Theme, tabular

Zone = Literal["plus", "minus", "activation", "remove", "badge", "unit", "header", "layer"]
RADIUS = 8.0
BUTTON = 9.0
LABEL = 92.0
"""Room for the names of inputs and outputs."""
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Badge:
    """Problems of one layer."""

    error: bool
    text: str


class LayerItem(QGraphicsItem):
    """Paints a block at its place. `selected_row` is the chosen unit (-1: none), `hovered` the zone under the mouse."""

    def __init__(self, block: Block, theme: Theme) -> None:
        super().__init__()
        self.block = block
        self.theme = theme
        self.badge: Badge | None = None
        self.scale_text = 1.0
        self.chosen = False
        self.selected_row = -1
        self.hovered: tuple[Zone, int] | None = None
        self.names: tuple[str, ...] = ()
        self.values: Floats | None = None
        self.bias: NDArray[Any] | None = None
        self._atlas: tuple[int, QImage] | None = None
        self._still = Cache()
        self._rect: tuple[object, QRectF] = (None, QRectF())
        self._scale: tuple[object, float] = (None, 1.0)
        self.setZValue(2)
        self.setPos(block.x, block.y)

    # what is shown

    def set_block(self, block: Block, checked: Checked) -> None:
        """Another value of the same node."""
        if block.rows != self.block.rows or block.width != self.block.width or block.kind != self.block.kind:
            self.values, self.bias, self._atlas = None, None, None
        self.prepareGeometryChange()
        self.block = block
        self.setPos(block.x, block.y)
        found = [problem for problem in checked.problems if problem.node == block.id]
        lines = [" \N{RIGHTWARDS ARROW} ".join(part for part in (one.text, one.hint) if part) for one in found]
        error = any(problem.level == "error" for problem in found)
        self.badge = Badge(error, "\n".join(lines)) if found else None
        self.selected_row = min(self.selected_row, block.width - 1)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self.theme, self._atlas = theme, None
        self.update()

    def set_values(self, values: Floats | None) -> None:
        """Grids (tiles, rows, columns), or one number a tile (tiles,), in -1..1."""
        self.values, self._atlas = values, None
        self.update()

    def set_bias(self, bias: NDArray[Any] | None) -> None:
        """(units,)"""
        self.bias = bias
        self.update()

    # geometry, in the item's own coordinates

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
        return QRectF(places[zone] - r, title.center().y() - r, 2 * r, 2 * r)

    def zone_at(self, point: QPointF) -> tuple[Zone, int] | None:
        """What lies at a place, and which drawn row it is."""
        if self.block.attached:
            inside = self.label_rect().contains(point)
            return ("layer", -1) if inside else None
        for zone, there in self.zones():
            if there.adjusted(-2, -2, 2, 2).contains(point):
                return zone, -1
        for index in range(len(self.block.rows)):
            if self.tile_rect(index).adjusted(-2, -2, 2, 2).contains(point):
                return "unit", index
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
        top = self.header_rect().top() - 12 if not block.attached else -block.height / 2
        return QRectF(-room - 20, top, 2 * room + 40, block.height / 2 - top + 34)

    # painting

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = self.hovered if self.hovered and self.hovered[0] != "unit" else None
        key = (self.block, self.text_scale, hovered, self.badge, self.chosen, self.theme.name)
        self._still.paint(painter, self.boundingRect(), key, self._paint_still)
        if not self.block.attached:
            self._paint_tiles(painter)
            self._paint_marks(painter)

    def _paint_still(self, painter: QPainter) -> None:
        """What does not change while training."""
        if not self.block.attached:
            if self.chosen:
                paint.frame(painter, self.body().adjusted(-9, -9, 9, 9), self.theme)
            elif self.block.tile < 40:
                paint.pill(painter, self.body().adjusted(-6, -6, 6, 6), self.theme)
            self._paint_header(painter)
            if self.block.folded:
                painter.setFont(self.fonts()[1])
                last = len(self.block.rows) - 1
                paint.fold(painter, self.block, self.tile_rect(last - 1), self.tile_rect(last), self.theme)
        self._paint_labels(painter)

    def _paint_tiles(self, painter: QPainter) -> None:
        block = self.block
        if not block.rows:
            return
        if block.picture:
            rect = self.tile_rect(0)
            paint.picture_tile(painter, rect, block.picture, self.theme, self.values)
            return
        if self.values is None or len(self.values) != len(block.rows):
            for index in range(len(block.rows)):
                paint.empty_tile(painter, self.tile_rect(index), self.theme, RADIUS * block.tile / 46)
        else:
            self._paint_atlas(painter)
        for index in range(len(block.rows)):
            if self.chosen or self.hovered:
                self._paint_border(painter, index)

    def _paint_atlas(self, painter: QPainter) -> None:
        scale = 2.0 if is_vector(painter) else painter.deviceTransform().m11()
        pixels = min(max(round(self.block.tile * scale), 4), 192)
        if self._atlas is None or self._atlas[0] != pixels:
            assert self.values is not None
            make = plain_atlas if self.values.ndim == 1 else atlas
            radius = RADIUS * pixels / 46
            self._atlas = (pixels, make(self.values, self.theme.lut, pixels, radius, self.theme.border_strong))
        image = self._atlas[1]
        for index in range(len(self.block.rows)):
            painter.drawImage(self.tile_rect(index), image, QRectF(0, index * pixels, pixels, pixels))

    def _paint_border(self, painter: QPainter, index: int) -> None:
        chosen = self.chosen and self.selected_row == self.block.rows[index]
        hovered = self.hovered == ("unit", index)
        if not (chosen or hovered):
            return
        painter.setPen(QPen(self.theme.color("accent" if chosen else "text"), 2.6 if chosen else 1.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = RADIUS * self.block.tile / 46
        painter.drawRoundedRect(self.tile_rect(index), radius, radius)

    def _paint_marks(self, painter: QPainter) -> None:
        block = self.block
        if self.bias is not None and len(self.bias) == block.width:
            corners = [self.tile_rect(index).bottomLeft() for index in range(len(block.rows))]
            paint.bias_marks(painter, corners, self.bias[list(block.rows)], self.bias, self.theme)
        if self.names:
            paint.names(painter, [self.tile_rect(i) for i in range(len(block.rows))], self.names, self.theme)

    def _paint_header(self, painter: QPainter) -> None:
        title, small = self.fonts()
        theme = self.theme
        painter.setFont(title)
        painter.setPen(theme.color("text"))
        text = QFontMetricsF(title).elidedText(self.block.title, Qt.TextElideMode.ElideRight, self.block.room + 2)
        painter.drawText(self.title_rect().adjusted(-4, 0, 4, 0), int(Qt.AlignmentFlag.AlignCenter), text)
        painter.setFont(small)
        painter.setPen(theme.color("muted"))
        activation, rest = self.subtitle()
        if activation:
            there = self.activation_rect()
            paint.choice(painter, there, activation, theme, self.hovered == ("activation", -1), self.text_scale)
            painter.setPen(theme.color("muted"))
            painter.drawText(QPointF(there.right(), there.bottom() - 4 * self.text_scale), rest)
        else:
            line = QRectF(-self.block.room / 2, self.block.head - 8 - 17 * self.text_scale, self.block.room,
                          17 * self.text_scale)  # fmt: skip
            painter.drawText(line, int(Qt.AlignmentFlag.AlignCenter), rest)
        for zone, there in self.zones():
            if zone != "activation":
                error = self.badge is not None and self.badge.error
                paint.button(painter, zone, there, theme, self.hovered == (zone, -1), error)

    def _paint_labels(self, painter: QPainter) -> None:
        labels: Sequence[str] = self.block.labels
        if not labels:
            return
        font = self._label_font()
        painter.setFont(font)
        painter.setPen(self.theme.color("accent" if self.chosen and self.block.attached else "text"))
        area = self.label_rect()
        side = Qt.AlignmentFlag.AlignRight if self.block.kind == "input" else Qt.AlignmentFlag.AlignLeft
        metrics = QFontMetricsF(font)
        for label, offset in zip(labels, self.block.offsets, strict=False):
            rect = QRectF(area.left() + 4, offset - 12, area.width() - 8, 24)
            text = metrics.elidedText(label, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), text)


def _title_font(size: float) -> QFont:
    font = tabular()
    font.setPixelSize(round(size))
    font.setBold(True)
    return font
