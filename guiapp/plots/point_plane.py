"""A plane of samples of which one is looked at: points, a warped grid, lines with an arrow to their positive side."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from guiapp.plots.base import is_vector
from guiapp.plots.plane import Extent, Plane, line_ends
from guiapp.theme import Theme

ARROW = 11.0
"""Pixels of a line's arrow."""
NEAR = 14.0
"""Pixels within which a sample is meant."""
MARGIN = 0.08


class PointPlane(Plane):
    """`picked(i)` when the person clicks a sample or walks to it with the arrow keys; `placed(x1, x2)` for a click
    anywhere."""

    picked = Signal(int)
    placed = Signal(float, float)

    def __init__(self, theme: Theme, name: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, empty, parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._grid: NDArray[np.float64] = np.zeros((0, 0, 2))
        self._marked = -1
        self._place: tuple[float, float] | None = None
        self._strong = -1
        self.setMinimumSize(90, 90)

    def set_grid(self, grid: NDArray[Any]) -> None:
        """Lines (n, places, 2) that are drawn below the points."""
        self._grid = np.asarray(grid, np.float64)
        self.update()

    def set_marked(self, index: int) -> None:
        """The sample that is looked at; -1 for none."""
        if index != self._marked:
            self._marked = index
            self.update()

    def set_place(self, place: tuple[float, float] | None) -> None:
        """A place of one's own instead of a sample."""
        self._place = place
        self.update()

    def set_strong_line(self, index: int) -> None:
        """The line that is drawn whole, of those that are given to `set_lines`; -1 for none."""
        self._strong = index
        self.update()

    def set_extent(self, extent: Extent) -> None:
        self.set_image(None, np.empty((0, 4)), extent)

    # Painting

    def _paint_lines(self, painter: QPainter) -> None:
        area = self.area()
        painter.setClipRect(area)
        self._paint_grid(painter)
        for place, line in enumerate(self._lines):
            ends = line_ends(line[None], self.extent)
            if len(ends):
                strong = place == self._strong or len(self._lines) == 1
                self._paint_line(painter, line, ends[0], strong)
        painter.setClipping(False)

    def _paint_line(self, painter: QPainter, line: NDArray[Any], ends: NDArray[Any], strong: bool) -> None:
        """A line, and at its middle an arrow to where its sum is positive."""
        color = self.theme.color("ink", 0.9 if strong else 0.5)
        style = Qt.PenStyle.SolidLine if strong else Qt.PenStyle.DashLine
        painter.setPen(QPen(color, (2.0 if strong else 1.0) * self.theme.line_size, style))
        first, last = self.to_pixels(ends.reshape(2, 2))
        painter.drawLine(QPointF(*first), QPointF(*last))
        middle = (first + last) / 2
        along = (last - first) / max(float(np.linalg.norm(last - first)), 1e-9)
        normal = np.array([-along[1], along[0]])
        toward = self.to_pixels((ends[:2] + ends[2:])[None] / 2 + line[None, :2])[0] - middle
        normal = normal if float(normal @ toward) >= 0 else -normal
        tip = middle + normal * ARROW
        painter.setPen(QPen(self.theme.color("positive"), 2.0 * self.theme.line_size))
        painter.drawLine(QPointF(*middle), QPointF(*tip))
        for side in (-1.0, 1.0):
            painter.drawLine(QPointF(*tip), QPointF(*(tip - normal * 4 + along * side * 4)))

    def _paint_grid(self, painter: QPainter) -> None:
        if not self._grid.size:
            return
        painter.setPen(QPen(self.theme.color("muted", 0.45), 0.8 * self.theme.line_size))
        lines, places = self._grid.shape[:2]
        pixels = self.to_pixels(np.nan_to_num(self._grid).reshape(-1, 2)).reshape(lines, places, 2)
        for line in np.clip(pixels, -1e5, 1e5).tolist():
            painter.drawPolyline(QPolygonF([QPointF(*point) for point in line]))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._points is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._place is not None:
            self._ring(painter, QPointF(*self.to_pixels(np.array([self._place]))[0]))
        elif 0 <= self._marked < len(self._points.x):
            self._ring(painter, QPointF(*self.to_pixels(self._points.x[self._marked][None])[0]))
        if self.hasFocus() and not is_vector(painter):
            painter.setPen(QPen(self.theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.area().adjusted(1, 1, -1, -1))

    def _ring(self, painter: QPainter, at: QPointF) -> None:
        """The sample that is looked at: a ring that is seen on every ground."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.color("raised"), 4.5))
        painter.drawEllipse(at, 8, 8)
        painter.setPen(QPen(self.theme.color("text"), 2.2))
        painter.drawEllipse(at, 8, 8)

    # Hands

    def nearest(self, at: QPointF) -> int:
        """The sample at this pixel, -1 where none is near."""
        if self._points is None or not len(self._points.x):
            return -1
        apart = np.hypot(*(self.to_pixels(self._points.x) - np.array([at.x(), at.y()])).T)
        best = int(np.nan_to_num(apart, nan=np.inf).argmin())
        return best if apart[best] <= NEAR else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return super().mousePressEvent(event)
        found, where = self.nearest(event.position()), self.to_data(event.position())
        if found >= 0:
            self.picked.emit(found)
        elif where is not None:
            self.placed.emit(*where)
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key()), 0
        )
        if step and self._points is not None and len(self._points.x):
            self.picked.emit((self._marked + step) % len(self._points.x))
        else:
            super().keyPressEvent(event)


def extent_of(points: NDArray[Any], before: Extent | None = None) -> Extent:
    """A square stretch around points (n, 2); the one before stays while they fill it, so that the picture is calm."""
    good = points[np.isfinite(points).all(axis=1)]
    if not len(good):
        return before or (-1.0, 1.0, -1.0, 1.0)
    low, high = good.min(axis=0), good.max(axis=0)
    if before is not None:
        room = np.array([before[1] - before[0], before[3] - before[2]])
        inside = (low >= (before[0], before[2])).all() and (high <= (before[1], before[3])).all()
        if inside and ((high - low).max() > 0.55 * room.max()):
            return before
    centre, half = (low + high) / 2, max(float((high - low).max()) / 2, 1e-6) * (1 + 2 * MARGIN)
    return (
        float(centre[0] - half), float(centre[0] + half), float(centre[1] - half), float(centre[1] + half),
    )  # fmt: skip


def looks_of(theme: Theme, y: NDArray[Any], classes: bool) -> tuple[NDArray[np.intp], tuple[tuple[str, QColor], ...]]:
    """Groups (n,) and their looks, by class, or by the number's sign and size."""
    if classes:
        group = np.clip(y, 0, None).astype(np.intp)
        count = int(group.max(initial=0)) + 1
        return group, tuple((theme.class_marker(i), theme.class_color(i)) for i in range(count))
    span = float(np.abs(y[np.isfinite(y)]).max(initial=0.0)) or 1.0
    shade = (np.clip(np.nan_to_num(y) / span, -1, 1) * 7.5 + 7.5).astype(np.intp)
    return shade, tuple(("circle", QColor(*theme.lut[i * 17][:3].tolist())) for i in range(16))
