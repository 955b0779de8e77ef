"""One layer as an item: header, tiles, bias marks, buttons. It paints a `Block` and says what lies where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from core.session.document import Checked
from guiapp.canvas import paint
from guiapp.canvas.cache import Cache
from guiapp.canvas.drawing import Block
from guiapp.canvas.names import name_lines
from guiapp.canvas.places import RADIUS, Badge, LayerPlaces, Zone
from guiapp.canvas.tiles import atlas, plain_atlas
from guiapp.plots.base import is_vector
from guiapp.theme import Theme
from guiapp.translation.catalogue import said

Floats = NDArray[np.float32]
FAR = 0.42
"""Below this zoom a layer is its tiles alone: words and buttons could not be read."""


class LayerItem(LayerPlaces):
    """Paints a block at its place. `selected_row` is the chosen unit (-1: none), `hovered` the zone under the mouse."""

    def __init__(self, block: Block, theme: Theme) -> None:
        super().__init__(block)
        self.theme = theme
        self.selected_row = -1
        self.hovered: tuple[Zone, int] | None = None
        self.names: tuple[str, ...] = ()
        self.values: Floats | None = None
        self.bias: NDArray[Any] | None = None
        self._atlas: tuple[int, QImage] | None = None
        self._still = Cache()
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
        lines = [
            " \N{RIGHTWARDS ARROW} ".join(part for part in (said(one.text), said(one.hint)) if part) for one in found
        ]
        error = any(problem.level == "error" for problem in found)
        self.badge = Badge(error, "\n".join(lines)) if found else None
        self.selected_row = min(self.selected_row, block.width - 1)
        self.update()

    def put(self, block: Block) -> None:
        """The same block at another place."""
        self.prepareGeometryChange()
        self.block = block
        self.setPos(block.x, block.y)

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

    # painting

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if widget is not None and not self.chosen and painter.worldTransform().m11() < FAR:
            if not self.block.attached:
                self._paint_tiles(painter)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = self.hovered if self.hovered and self.hovered[0] != "unit" else None
        key = (self.block, self.text_scale, hovered, self.badge, self.chosen, self.locked, self.theme.name)
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
        """Tiles of whole device pixels, so that nothing is drawn twice as large as it was made."""
        vector = is_vector(painter)
        scale = 4.0 if vector else painter.deviceTransform().m11()
        pixels = min(max(round(self.block.tile * scale), 4), 256)
        if self._atlas is None or self._atlas[0] != pixels:
            assert self.values is not None
            make = plain_atlas if self.values.ndim == 1 else atlas
            radius = RADIUS * pixels / 46
            self._atlas = (pixels, make(self.values, self.theme.lut, pixels, radius, self.theme.border_strong))
        image = self._atlas[1]
        tiles = [self.tile_rect(index) for index in range(len(self.block.rows))]
        if vector:
            for index, tile in enumerate(tiles):
                # A piece of its own: a file would hold the whole image once for every tile.
                painter.drawImage(tile, image.copy(0, index * pixels, pixels, pixels))
            return
        transform = painter.worldTransform()
        ratio = scale / transform.m11()
        painter.save()
        painter.resetTransform()
        for index, tile in enumerate(tiles):
            at = transform.map(tile.topLeft()) * ratio
            there = QRectF(round(at.x()) / ratio, round(at.y()) / ratio, pixels / ratio, pixels / ratio)
            painter.drawImage(there, image, QRectF(0, index * pixels, pixels, pixels))
        painter.restore()

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
        if self.ported and (self.chosen or self.hovered):
            paint.port(painter, self.port_rect(), self.theme, self.hovered == ("port", -1))
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
        room = area.width() - 8
        for label, offset in zip(labels, self.block.offsets, strict=False):
            lines = name_lines(
                label,
                lambda text: metrics.horizontalAdvance(text) <= room,
                lambda text: metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room),
            )
            height = metrics.ascent() + metrics.descent()
            for i, line in enumerate(lines):
                top = offset + (i - len(lines) / 2) * height
                rect = QRectF(area.left() + 4, top, room, height)
                painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), line)
