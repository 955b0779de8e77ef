"""The whole network in a corner, for drawings that do not fit: what is seen of it is framed, and a drag moves on."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from guiapp.canvas.drawing import Drawing
from guiapp.theme import Theme

WIDTH, HEIGHT = 176, 108
EDGE = 8
"""Between the map and the corner."""
INNER = 6.0
STEP = 40.0
"""Pixels that a key moves the paper."""


class Paper(Protocol):
    """What the map shows and moves."""

    @property
    def drawing(self) -> Drawing: ...

    def extent(self) -> QRectF: ...

    def visible_scene(self) -> QRectF: ...

    def look_at(self, place: QPointF) -> None: ...

    def pan_by(self, pixels: QPointF) -> None: ...


class MiniMap(QWidget):
    """Lies over the lower right corner of `area`. Shows itself while something of the drawing is out of sight."""

    def __init__(self, paper: Paper, theme: Theme, area: QWidget) -> None:
        super().__init__(area)
        self._paper, self._area, self.theme = paper, area, theme
        self.wanted = True
        """Whether somebody wants to see it at all."""
        self.setFixedSize(WIDTH, HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName(self.tr("Map of the network"))
        self.setAccessibleDescription(self.tr("Arrow keys move what is seen"))
        self.setToolTip(self.tr("The whole network: drag to move what is seen"))
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def set_wanted(self, wanted: bool) -> None:
        self.wanted = wanted
        self.follow()

    def follow(self) -> None:
        """The drawing or what is seen of it has changed."""
        whole, seen = self._paper.extent(), self._paper.visible_scene()
        slack = 0.03 * seen.width()
        fits = seen.adjusted(-slack, -slack, slack, slack).contains(whole)
        small = self._area.width() < 2 * WIDTH or self._area.height() < 2 * HEIGHT
        self.setVisible(self.wanted and not whole.isEmpty() and not fits and not small)
        if self.isVisible():
            self.move(self._area.width() - WIDTH - EDGE, self._area.height() - HEIGHT - EDGE)
            self.raise_()
            self.update()

    def _scale(self) -> tuple[float, QPointF]:
        """Pixels for each unit of the scene, and where its zero is."""
        whole = self._paper.extent()
        scale = min((WIDTH - 2 * INNER) / max(whole.width(), 1.0), (HEIGHT - 2 * INNER) / max(whole.height(), 1.0))
        return scale, QPointF(WIDTH / 2, HEIGHT / 2) - whole.center() * scale

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color("accent" if self.hasFocus() else "border_strong"), 1))
        painter.setBrush(self.theme.color("raised", 0.94))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, 6, 6)
        painter.setClipRect(frame.adjusted(2, 2, -2, -2))
        scale, zero = self._scale()
        blocks = self._paper.drawing.blocks
        painter.setPen(QPen(self.theme.color("border_strong"), 1))
        painter.drawLines(
            [QLineF(QPointF(blocks[link.source].right, blocks[link.source].y) * scale + zero,
                    QPointF(blocks[link.target].left, blocks[link.target].y) * scale + zero)
             for link in self._paper.drawing.links if blocks[link.target].attached != link.source]
        )  # fmt: skip
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("muted"))
        for block in blocks.values():
            if not block.attached:
                corner = QPointF(block.left, block.top) * scale + zero
                painter.drawRect(
                    QRectF(corner.x(), corner.y(), max(block.tile * scale, 2.0), max(block.height * scale, 2.0))
                )
        seen = self._paper.visible_scene()
        painter.setPen(QPen(self.theme.color("accent"), 1.5))
        painter.setBrush(self.theme.color("accent", 0.12))
        painter.drawRect(QRectF(seen.topLeft() * scale + zero, seen.size() * scale))

    def _look(self, event: QMouseEvent) -> None:
        scale, zero = self._scale()
        self._paper.look_at((event.position() - zero) / scale)
        event.accept()

    # Qt's overrides

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._look(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {
            Qt.Key.Key_Left: QPointF(STEP, 0), Qt.Key.Key_Right: QPointF(-STEP, 0),
            Qt.Key.Key_Up: QPointF(0, STEP), Qt.Key.Key_Down: QPointF(0, -STEP),
        }  # fmt: skip
        way = ways.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
        else:
            self._paper.pan_by(way)
