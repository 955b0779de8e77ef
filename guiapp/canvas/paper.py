"""The paper on which the network is drawn: zoom, pan, and showing all of it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from guiapp.canvas.drawing import Drawing
from guiapp.canvas.minimap import MiniMap
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
        self.map = MiniMap(self, canvas.theme, self.viewport())

    @property
    def drawing(self) -> Drawing:
        return self.canvas.drawing

    def extent(self) -> QRectF:
        return self.canvas.extent()

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
        self.map.follow()

    def _set_zoom(self, zoom: float) -> None:
        self.resetTransform()
        self.scale(zoom, zoom)
        # In steps: every header is measured anew for another size.
        self.canvas.set_text_scale(round(min(max(1.0 / zoom, 1.0), 1.35) * 20) / 20)

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
        self.map.follow()

    def look_at(self, place: QPointF) -> None:
        """Put this place of the scene into the middle."""
        self.fitted = False
        self.centerOn(place)
        self.map.follow()

    def visible_scene(self) -> QRectF:
        return self.mapToScene(self.viewport().rect()).boundingRect()

    # Qt's overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.fitted:
            self.fit()
        self.map.follow()
