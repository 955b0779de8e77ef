"""The plus on every connection: one item that paints them all."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from guiapp.canvas import paint
from guiapp.canvas.cache import Cache
from guiapp.canvas.drawing import Drawing, Link
from guiapp.theme import Theme, tabular

HEIGHT = 20.0
FAR = 0.42
"""Below this zoom nothing is drawn: a finger's breadth holds ten of them."""

MANY = 40
"""More knobs than this are painted one by one where they are seen: an image of all would be larger than the screen."""


class KnobItem(QGraphicsItem):
    """A press on a knob puts a layer on its link."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.links: tuple[Link, ...] = ()
        self.hovered: Link | None = None
        self.scale_text = 1.0
        self._cache = Cache()
        self._rect: tuple[object, QRectF] = (None, QRectF())
        self._short: dict[Link, bool] = {}
        self.setZValue(3)

    def set_drawing(self, drawing: Drawing) -> None:
        self.prepareGeometryChange()
        self.links = tuple(link for link in drawing.links if math.isfinite(link.knob[0]))
        gap = {link: drawing.blocks[link.target].left - drawing.blocks[link.source].right for link in self.links}
        self._short = {link: gap[link] < 96 and link.under is None for link in self.links}
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def text(self, link: Link) -> str:
        return "" if self._short.get(link) else QCoreApplication.translate("canvas", "layer")

    def rect_of(self, link: Link) -> QRectF:
        """Where a link's knob is, in the scene."""
        font = tabular()
        font.setPixelSize(round(11 * self.scale_text))
        text = self.text(link)
        height = HEIGHT * self.scale_text
        width = height + (QFontMetricsF(font).horizontalAdvance(text) + 4 if text else 0)
        return QRectF(link.knob[0] - width / 2, link.knob[1] - height / 2, width, height)

    def at(self, point: QPointF) -> Link | None:
        for link in self.links if self.isVisible() else ():
            near = abs(link.knob[0] - point.x()) < 120 and abs(link.knob[1] - point.y()) < 40
            if near and self.rect_of(link).adjusted(-2, -2, 2, 2).contains(point):
                return link
        return None

    def boundingRect(self) -> QRectF:
        key = (self.links, self.scale_text)
        if self._rect[0] != key:
            rect = QRectF()
            for link in self.links:
                rect |= self.rect_of(link).adjusted(-2, -2, 2, 2)
            self._rect = (key, rect)
        return self._rect[1]

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if widget is not None and painter.worldTransform().m11() < FAR:
            return
        if len(self.links) > MANY:
            self._paint_knobs(
                painter, painter.worldTransform().inverted()[0].mapRect(QRectF(widget.rect())) if widget else None
            )
            return
        key = (self.links, self.hovered, self.scale_text, self.theme.name)
        self._cache.paint(painter, self.boundingRect(), key, self._paint_knobs)

    def _paint_knobs(self, painter: QPainter, seen: QRectF | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = tabular()
        font.setPixelSize(round(11 * self.scale_text))
        painter.setFont(font)
        for link in self.links:
            if seen is not None and not seen.contains(QPointF(*link.knob)):
                continue
            paint.knob(painter, self.rect_of(link), self.text(link), self.theme, link == self.hovered)
