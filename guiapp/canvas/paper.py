"""The paper on which the network is drawn: zoom, pan, and showing all of it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from guiapp.canvas.scene import CanvasScene

LARGEST, SMALLEST = 4.0, 0.08
FIT_LARGEST = 1.25
MARGIN = 10.0


class Paper(QGraphicsView):
    """A view that shows everything until somebody zooms or pans."""

    def __init__(self, canvas: CanvasScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = canvas
        self.setScene(self.canvas)
        self.fitted = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)

    @property
    def zoom(self) -> float:
        return self.transform().m11()

    def fit(self) -> None:
        """Show everything, as large as is pleasant."""
        self.fitted = True
        room = self.viewport().size()
        for _ in range(2):
            self.canvas.fill(room.width() - 2 * MARGIN, max(room.height() - 2 * MARGIN, 1))
            rect = self.canvas.extent().adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
            if rect.isEmpty() or not room.width():
                return
            scale = min(room.width() / rect.width(), room.height() / rect.height(), FIT_LARGEST)
            self._set_zoom(max(scale, SMALLEST))
        self.centerOn(self.canvas.extent().center())

    def _set_zoom(self, zoom: float) -> None:
        self.resetTransform()
        self.scale(zoom, zoom)
        self.canvas.set_text_scale(min(max(1.0 / zoom, 1.0), 1.35))

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Larger or smaller around a place of the viewport."""
        self.fitted = False
        at = at if at is not None else QPointF(self.viewport().rect().center())
        before = self.mapToScene(at.toPoint())
        self._set_zoom(min(max(self.zoom * factor, SMALLEST), LARGEST))
        after = self.mapToScene(at.toPoint())
        self._shift(before - after)

    def pan_by(self, pixels: QPointF) -> None:
        self.fitted = False
        self._shift(QPointF(-pixels.x() / self.zoom, -pixels.y() / self.zoom))

    def _shift(self, scene: QPointF) -> None:
        middle = self.mapToScene(self.viewport().rect()).boundingRect().center()
        self.centerOn(middle + scene)

    def visible_scene(self) -> QRectF:
        return self.mapToScene(self.viewport().rect()).boundingRect()
