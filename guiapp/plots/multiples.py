"""Small multiples: the same picture for each of several settings, side by side under their names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from guiapp.plots.base import Columns, Plot, paint_empty
from guiapp.plots.markers import draw_marker
from guiapp.theme import tabular

GAP = 10.0
WORDS = 32.0
"""Pixels for the two lines of words over each picture."""
LEAST = 64.0


@dataclass(frozen=True, eq=False)
class Tile:
    """One picture: an image, points (n, 2) from 0 to 1 upwards with their group, lines (k, 4) likewise, and words."""

    title: str
    words: str = ""
    image: QImage | None = None
    points: NDArray[np.float64] | None = None
    group: NDArray[np.intp] | None = None
    looks: tuple[tuple[str, QColor], ...] = ()
    lines: NDArray[np.float64] | None = None
    mark: QColor | None = None
    """The colour that this setting has elsewhere."""


class Multiples(Plot):
    """Tiles in as many columns as make them largest."""

    def __init__(self, name: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(name, empty, parent)
        self._tiles: Sequence[Tile] = ()
        self.columns: dict[str, NDArray[np.float64]] = {}
        self.setMinimumSize(160, 90)

    def set_tiles(self, tiles: Sequence[Tile]) -> None:
        self._tiles = tiles
        self.update()

    def numbers(self) -> Columns:
        return self.columns

    def _layout(self) -> tuple[int, float]:
        """Columns, and the side of a picture."""
        count, best = max(len(self._tiles), 1), (1, 0.0)
        for columns in range(1, count + 1):
            rows = math.ceil(count / columns)
            side = min((self.width() - GAP) / columns - GAP, (self.height() - GAP) / rows - GAP - WORDS)
            if side > best[1]:
                best = columns, side
        return best[0], max(best[1], 24.0)

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._tiles:
            paint_empty(painter, QRectF(self.rect()), self.empty_text, self.theme)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        columns, side = self._layout()
        wide = max(side, min((self.width() - GAP) / columns - GAP, side * 1.5))
        for place, tile in enumerate(self._tiles):
            row, column = divmod(place, columns)
            left, top = GAP / 2 + column * (wide + GAP), GAP / 2 + row * (side + WORDS + GAP)
            self._paint_tile(painter, tile, QRectF(left, top, wide, side + WORDS), side)

    def _paint_tile(self, painter: QPainter, tile: Tile, box: QRectF, side: float) -> None:
        painter.setFont(tabular(self.font(), scale=0.85))
        metrics = QFontMetricsF(painter.font())
        indent = 0.0
        if tile.mark is not None:
            painter.fillRect(QRectF(box.left(), box.top() + 4, 10, 4), tile.mark)
            indent = 14.0
        room = box.width() - indent
        painter.setPen(self.theme.color("text"))
        title = metrics.elidedText(tile.title, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QRectF(box.left() + indent, box.top() - 2, room, 16), Qt.AlignmentFlag.AlignLeft, title)
        painter.setPen(self.theme.color("muted"))
        words = metrics.elidedText(tile.words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(QRectF(box.left(), box.top() + 13, box.width(), 16), Qt.AlignmentFlag.AlignLeft, words)
        area = QRectF(box.left(), box.top() + WORDS, side, side)
        painter.fillRect(area, self.theme.color("hover"))
        painter.setClipRect(area)
        if tile.image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, tile.image)
        self._paint_lines(painter, tile, area)
        self._paint_points(painter, tile, area)
        painter.setClipping(False)
        painter.setPen(QPen(self.theme.color("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)

    def _paint_lines(self, painter: QPainter, tile: Tile, area: QRectF) -> None:
        if tile.lines is None:
            return
        painter.setPen(QPen(self.theme.color("ink", 0.7), 1.2 * self.theme.line_size))
        for x0, y0, x1, y1 in tile.lines.tolist():
            painter.drawLine(
                QPointF(area.left() + x0 * area.width(), area.bottom() - y0 * area.height()),
                QPointF(area.left() + x1 * area.width(), area.bottom() - y1 * area.height()),
            )

    def _paint_points(self, painter: QPainter, tile: Tile, area: QRectF) -> None:
        if tile.points is None or tile.group is None:
            return
        radius, edge = max(1.6, area.width() / 70), self.theme.color("outline")
        for (x, y), group in zip(tile.points.tolist(), tile.group.tolist(), strict=True):
            if math.isfinite(x) and math.isfinite(y):
                marker, color = tile.looks[group % len(tile.looks)]
                at = area.left() + x * area.width(), area.bottom() - y * area.height()
                draw_marker(painter, marker, *at, radius, color, edge, 0.6)

    def sizeHint(self) -> QSize:
        return QSize(420, 160)
