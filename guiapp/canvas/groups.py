"""Named frames around layers that belong together: one item that paints them, behind everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from core.spec.project import Group
from guiapp.theme import Theme, tabular

MARGIN, SIDE = 16.0, 46.0
"""Around the layers; at the sides there is room for the buttons of their headers."""
TITLE = 24.0
"""Height of the bar with the name, by which a group is dragged."""


class GroupsItem(QGraphicsItem):
    """`groups` and where they are follow the layers: `frame_of(node)` says where one stands."""

    def __init__(self, theme: Theme, frame_of: Callable[[str], QRectF]) -> None:
        super().__init__()
        self.theme = theme
        self.groups: tuple[Group, ...] = ()
        self._frame_of = frame_of
        self._frames: list[QRectF] = []
        self.setZValue(-1)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def show_groups(self, groups: Sequence[Group], known: Callable[[str], bool]) -> None:
        """Frames around these layers, where they stand now."""
        self.prepareGeometryChange()
        self.groups = tuple(group for group in groups if any(known(node) for node in group.nodes))
        self._frames = []
        for group in self.groups:
            rect = QRectF()
            for node in group.nodes:
                if known(node):
                    rect |= self._frame_of(node)
            self._frames.append(rect.adjusted(-SIDE, -MARGIN - TITLE, SIDE, MARGIN))
        self.update()

    def title_rect(self, index: int) -> QRectF:
        frame = self._frames[index]
        return QRectF(frame.left(), frame.top(), frame.width(), TITLE)

    def at(self, point: QPointF) -> Group | None:
        """The group whose name lies here."""
        for index in reversed(range(len(self.groups))):
            if self.title_rect(index).contains(point):
                return self.groups[index]
        return None

    def boundingRect(self) -> QRectF:
        rect = QRectF()
        for frame in self._frames:
            rect |= frame
        return rect.adjusted(-2, -2, 2, 2) if self._frames else rect

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(tabular())
        font.setPixelSize(13)
        font.setBold(True)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        for index, group in enumerate(self.groups):
            painter.setPen(QPen(self.theme.color("border_strong"), 1.2, Qt.PenStyle.DashLine))
            painter.setBrush(self.theme.color("hover", 0.5))
            painter.drawRoundedRect(self._frames[index], 14, 14)
            painter.setPen(self.theme.color("muted"))
            title = self.title_rect(index).adjusted(12, 2, -12, 0)
            text = metrics.elidedText(group.name, Qt.TextElideMode.ElideRight, title.width())
            painter.drawText(title, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
