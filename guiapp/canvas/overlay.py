"""What a gesture shows while it lasts: box, guide lines, the wire that is led, the connection under a drop."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from guiapp.theme import Theme

REACH = 40.0


class OverlayItem(QGraphicsItem):
    """Empty unless somebody drags."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.box = QRectF()
        self.guides: tuple[QLineF, ...] = ()
        self.wire: tuple[QPointF, QPointF, bool] | None = None
        """From, to, and whether it may end there."""
        self.lit: QPainterPath | None = None
        """The connection that would get the layer."""
        self.frames: tuple[QRectF, ...] = ()
        """Layers that a wire may lead to."""
        self.setZValue(5)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def clear(self) -> None:
        self.box, self.guides, self.wire, self.lit, self.frames = QRectF(), (), None, None, ()
        self.changed()

    def changed(self) -> None:
        """Something of it is another now."""
        self.prepareGeometryChange()
        self.update()

    def boundingRect(self) -> QRectF:
        rect = QRectF(self.box)
        for line in self.guides:
            rect |= QRectF(line.p1(), line.p2()).normalized().adjusted(-2, -2, 2, 2)
        if self.wire is not None:
            rect |= QRectF(self.wire[0], self.wire[1]).normalized().adjusted(-120, -20, 120, 20)
        if self.lit is not None:
            rect |= self.lit.boundingRect().adjusted(-8, -8, 8, 8)
        for frame in self.frames:
            rect |= frame
        return rect.adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = self.theme.color("accent")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.guides:
            painter.setPen(_cosmetic(QPen(accent, 1.0, Qt.PenStyle.DashLine)))
            painter.drawLines(list(self.guides))
        painter.setPen(QPen(accent, 1.5))
        for frame in self.frames:
            painter.drawRoundedRect(frame, 12, 12)
        if self.lit is not None:
            painter.setPen(QPen(self.theme.color("accent", 0.55), 9.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPath(self.lit)
        if self.wire is not None:
            self._paint_wire(painter, *self.wire)
        if not self.box.isNull():
            painter.setPen(_cosmetic(QPen(accent, 1.0)))
            painter.setBrush(self.theme.color("accent", 0.12))
            painter.drawRect(self.box)

    def _paint_wire(self, painter: QPainter, start: QPointF, end: QPointF, good: bool) -> None:
        pen = QPen(self.theme.color("accent" if good else "muted"), 2.5)
        if not good:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawPath(bow(start, end))
        painter.setBrush(pen.color())
        painter.drawEllipse(end, 4.5, 4.5)


def bow(start: QPointF, end: QPointF) -> QPainterPath:
    """The curve of a connection."""
    reach = max(abs(end.x() - start.x()) * 0.5, REACH)
    path = QPainterPath(start)
    path.cubicTo(start + QPointF(reach, 0), end - QPointF(reach, 0), end)
    return path


def _cosmetic(pen: QPen) -> QPen:
    """As wide on the screen at every zoom."""
    pen.setCosmetic(True)
    return pen
