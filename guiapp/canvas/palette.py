"""The palette: every kind of layer as a small tile, to be clicked or dragged onto the drawing."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QToolButton, QVBoxLayout, QWidget

from core.catalog.layers.base import LayerKind
from guiapp.canvas import edit
from guiapp.translation.catalogue import said

MIME = "application/x-glassnet-layer"
WIDTH = 84


def layer_data(kind: str) -> QMimeData:
    """What a dragged tile carries."""
    data = QMimeData()
    data.setData(MIME, kind.encode())
    return data


def dragged_kind(data: QMimeData) -> str:
    """The kind of layer that is dragged; empty where it is something else."""
    if not data.hasFormat(MIME):
        return ""
    name = bytes(data.data(MIME).data()).decode("utf-8", "replace")
    return name if name in {kind.name for kind in edit.kinds()} else ""


class Tile(QToolButton):
    """One kind of layer."""

    def __init__(self, kind: LayerKind, parent: QWidget) -> None:
        super().__init__(parent)
        title = said(kind.title)
        short = said(kind.short or kind.title)
        words = self.fontMetrics().elidedText(short, Qt.TextElideMode.ElideRight, WIDTH - 14)
        self.kind = kind.name
        self.setText(f"{kind.glyph}\n{words}")
        self.setProperty("role", "tile")
        self.setFixedSize(WIDTH - 10, 44)
        self.setToolTip(f"{title}\n{said(kind.text)}")
        self.setAccessibleName(self.tr("Add {layer}").format(layer=title))
        self._pressed: QPoint | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        start = self._pressed
        if start is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
        elif (event.position().toPoint() - start).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            self.setDown(False)
            drag = QDrag(self)
            drag.setMimeData(layer_data(self.kind))
            drag.setPixmap(self.grab())
            drag.setHotSpot(start)
            drag.exec(Qt.DropAction.CopyAction)


class Palette(QScrollArea):
    """`add(kind)` for a click; a drag carries the kind."""

    add = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Palette of layers"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setFixedWidth(WIDTH + 6)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 4, 0, 4)
        column.setSpacing(4)
        self.tiles: dict[str, Tile] = {}
        for kind in edit.kinds():
            tile = self.tiles[kind.name] = Tile(kind, inside)
            tile.clicked.connect(lambda _=False, name=kind.name: self.add.emit(name))
            column.addWidget(tile)
        column.addStretch(1)
        self.setWidget(inside)
