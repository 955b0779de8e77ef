"""The loss over a plane: from above with contour lines, or as a shaded surface to turn; ways of runs in it."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from core.explain.landscape import Path, Surface
from guiapp.colours import rgb
from guiapp.plots.base import Columns, Plot, number_text, paint_empty
from guiapp.plots.images import contour, pack, word_image
from guiapp.plots.race_curves import entrant_pen
from guiapp.theme import Theme, tabular
from guiapp.translation.catalogue import said

CONTOURS = 12
LEFT, BELOW = 52.0, 34.0
WIDE = 2.0
"""Of the map, in its heights."""
TURN = 0.01
"""Radians for a pixel of dragging."""
HEIGHT = 0.55
"""Of the surface, in sides of its ground."""
COARSEST = 33
"""Places along a side that a surface is drawn with: more are not seen and cost a frame."""


def ground(theme: Theme) -> NDArray[np.float64]:
    """256 colours (256, 3), 0 to 255, from low to high loss: one hue, so that no sign is meant."""
    low, high, paper = (np.array(rgb(color)) * 255 for color in (theme.accent, theme.border_strong, theme.raised))
    share = np.linspace(0.0, 1.0, 256)[:, None]
    top = 0.45 * high + 0.55 * paper
    return np.asarray((0.88 * low + 0.12 * paper) * (1 - share) + top * share)


def heights(surface: Surface) -> NDArray[np.float64]:
    """The logarithm of the loss, 0 to 1 over the picture, NaN where it is not known."""
    values = np.log10(np.maximum(surface.values, 1e-12))
    good = np.isfinite(surface.values)
    if not good.any():
        return np.full(values.shape, np.nan)
    low = float(values[good].min())
    # An explosion far out must not flatten the valley.
    high = float(np.quantile(values[good], 0.98))
    scaled = np.clip((values - low) / ((high - low) or 1.0), 0.0, 1.0)
    return np.where(good, scaled, np.where(np.isnan(surface.values), np.nan, 1.0))


class Terrain(Plot):
    """`hovered(text)` with the loss under the mouse."""

    hovered = Signal(str)

    def __init__(self, name: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(name, empty, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(160, 110)
        self.surface: Surface | None = None
        self.raised = False
        """Whether it is a surface, not a map."""
        self._heights: NDArray[np.float64] = np.zeros((0, 0))
        self._image: QImage | None = None
        self._turn, self._tilt = 0.7, 0.55
        self._grip: QPointF | None = None

    def set_surface(self, surface: Surface | None) -> None:
        self.surface = surface
        self._heights = heights(surface) if surface is not None else np.zeros((0, 0))
        self._image = None
        self.update()

    def set_raised(self, on: bool) -> None:
        self.raised = on
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._image = None
        super().set_theme(theme)

    def numbers(self) -> Columns:
        if self.surface is None:
            return {}
        across, up = np.meshgrid(self.surface.across, self.surface.up)
        return {"across": across.ravel(), "up": up.ravel(), "loss": self.surface.values.ravel()}

    # From above

    def _area(self) -> QRectF:
        high = max(self.height() - BELOW - 8, 40.0)
        wide = min(max(self.width() - LEFT - 150, 40.0), WIDE * high)
        return QRectF(LEFT, 6, wide, high)

    def _pixels(self, places: NDArray[np.float64], area: QRectF) -> NDArray[np.float64]:
        assert self.surface is not None
        x, y = self.surface.across, self.surface.up
        found = np.empty_like(places)
        found[:, 0] = area.left() + (places[:, 0] - x[0]) / (x[-1] - x[0]) * area.width()
        found[:, 1] = area.bottom() - (places[:, 1] - y[0]) / (y[-1] - y[0]) * area.height()
        return found

    def _paint_map(self, painter: QPainter) -> None:
        assert self.surface is not None
        area = self._area()
        if self._image is None:
            self._image = self._render()
        painter.fillRect(area, self.theme.color("hover"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = len(self.surface.across)
        # Places are corners of the picture, pixels have middles: half a cell stands over on every side.
        across, up = area.width() / (size - 1), area.height() / (size - 1)
        painter.setClipRect(area)
        painter.drawImage(area.adjusted(-across / 2, -up / 2, across / 2, up / 2), self._image)
        painter.setPen(QPen(self.theme.color("ink", 0.35), 0.8 * self.theme.line_size))
        scale = np.array([across, up, across, up])
        filled = np.nan_to_num(self._heights, nan=1.0)
        for level in np.linspace(0.04, 0.96, CONTOURS):
            lines = contour(filled, float(level)) * scale
            painter.drawLines(
                [
                    QLineF(area.left() + a, area.bottom() - b, area.left() + c, area.bottom() - d)
                    for a, b, c, d in lines.tolist()
                ]
            )
        for place, path in enumerate(self.surface.paths):
            self._paint_path(painter, self._pixels(path.places, area), place, path)
        painter.setClipping(False)
        painter.setPen(QPen(self.theme.color("border"), 1))
        painter.drawRect(area)
        self._paint_axes(painter, area)

    def _render(self) -> QImage:
        colors = ground(self.theme)
        places = np.clip(np.nan_to_num(self._heights, nan=1.0) * 255, 0, 255).astype(np.intp)
        shown = colors[places]
        unknown = np.isnan(self._heights)
        shown[unknown] = np.array(rgb(self.theme.hover)) * 255
        return word_image(pack(shown.astype(np.uint8)))

    def _paint_path(self, painter: QPainter, pixels: NDArray[np.float64], place: int, path: Path) -> None:
        if not len(pixels):
            return
        assert self.surface is not None
        single = len(self.surface.paths) == 1
        pen = QPen(self.theme.color("negative"), 2 * self.theme.line_size) if single else entrant_pen(self.theme, place)
        points = [QPointF(*point) for point in np.clip(np.nan_to_num(pixels), -1e5, 1e5).tolist()]
        painter.setPen(QPen(self.theme.color("raised", 0.9), pen.widthF() + 2.5))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(points))
        painter.setBrush(self.theme.color("raised"))
        painter.drawEllipse(points[0], 4, 4)
        painter.setBrush(pen.color())
        painter.drawEllipse(points[-1], 5, 5)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_axes(self, painter: QPainter, area: QRectF) -> None:
        assert self.surface is not None
        flag = Qt.AlignmentFlag
        painter.setFont(tabular(self.font(), scale=0.82))
        painter.setPen(self.theme.color("muted"))
        x, y = self.surface.across, self.surface.up
        below = QRectF(area.left(), area.bottom() + 2, area.width(), 15)
        painter.drawText(below, int(flag.AlignLeft), number_text(float(x[0]), 3))
        painter.drawText(below, int(flag.AlignRight), number_text(float(x[-1]), 3))
        painter.drawText(below.translated(0, 14), int(flag.AlignHCenter), said(self.surface.titles[0]))
        for value, top in ((y[-1], area.top()), (y[0], area.bottom() - 14)):
            box = QRectF(0, top, area.left() - 5, 14)
            painter.drawText(box, int(flag.AlignRight | flag.AlignVCenter), number_text(float(value), 3))
        painter.save()
        painter.translate(area.left() - 14, area.center().y())
        painter.rotate(-90)
        painter.drawText(
            QRectF(-area.height() / 2, -9, area.height(), 14), int(flag.AlignCenter), said(self.surface.titles[1])
        )
        painter.restore()

    # As a surface

    def _project(self, x: NDArray[np.float64], y: NDArray[np.float64], z: NDArray[np.float64]) -> NDArray[np.float64]:
        """Coordinates from -0.5 to 0.5, heights from 0 to 1, as pixels (..., 2) and depth (..., 1)."""
        side = max(min((self.width() - 150) / 1.45, (self.height() - 8) / 0.98), 40.0)
        c, s = math.cos(self._turn), math.sin(self._turn)
        u, v = c * x - s * y, s * x + c * y
        left, top = (self.width() - 150) / 2 + 10, self.height() / 2 + side * 0.04
        high = (z - 0.5) * HEIGHT
        return np.stack(
            [left + u * side, top + (v * math.sin(self._tilt) - high * math.cos(self._tilt)) * side, v], axis=-1
        )

    def _paint_surface(self, painter: QPainter) -> None:
        surface = self.surface
        assert surface is not None
        stride = max(1, (len(surface.across) - 1) // (COARSEST - 1))
        z = np.nan_to_num(self._heights[::stride, ::stride], nan=1.0)
        size = len(z)
        axis = np.linspace(-0.5, 0.5, size)
        x, y = np.meshgrid(axis, axis)
        points = self._project(x, -y, z)
        colors, light = ground(self.theme), _light(z)
        depth = (points[:-1, :-1, 2] + points[1:, 1:, 2]) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        for flat_place in np.argsort(depth, axis=None).tolist():
            row, column = divmod(flat_place, size - 1)
            corners = (
                points[row, column],
                points[row, column + 1],
                points[row + 1, column + 1],
                points[row + 1, column],
            )
            middle = float(z[row : row + 2, column : column + 2].mean())
            color = np.clip(colors[int(middle * 255)] * light[row, column], 0, 255)
            painter.setBrush(QColor(*(int(part) for part in color)))
            painter.drawPolygon(QPolygonF([QPointF(float(p[0]), float(p[1])) for p in corners]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for place, path in enumerate(surface.paths):
            self._paint_path(painter, self._on_surface(path), place, path)

    def _on_surface(self, path: Path) -> NDArray[np.float64]:
        """A way lifted onto the surface, in pixels; what lies outside is left out."""
        assert self.surface is not None
        x, y = self.surface.across, self.surface.up
        u = (path.places[:, 0] - x[0]) / (x[-1] - x[0])
        v = (path.places[:, 1] - y[0]) / (y[-1] - y[0])
        inside = (u >= 0) & (u <= 1) & (v >= 0) & (v <= 1)
        u, v = u[inside], v[inside]
        size = len(x) - 1
        z = np.nan_to_num(self._heights, nan=1.0)[np.rint(v * size).astype(int), np.rint(u * size).astype(int)]
        return self._project(u - 0.5, -(v - 0.5), z + 0.02)[:, :2]

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.surface is None:
            paint_empty(painter, QRectF(self.rect()), self.empty_text, self.theme)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.raised:
            self._paint_surface(painter)
        else:
            self._paint_map(painter)
        self._paint_key(painter)

    def _paint_key(self, painter: QPainter) -> None:
        """The names of the ways, and what a circle means."""
        assert self.surface is not None
        painter.setFont(tabular(self.font(), scale=0.85))
        left, top = self.width() - 138.0, 8.0
        for place, path in enumerate(self.surface.paths):
            if path.name:
                painter.setPen(entrant_pen(self.theme, place, 2.5))
                painter.drawLine(QPointF(left, top + 8), QPointF(left + 16, top + 8))
                painter.setPen(self.theme.color("text"))
                box = QRectF(left + 22, top, 112, 16)
                text = painter.fontMetrics().elidedText(path.name, Qt.TextElideMode.ElideMiddle, 112)
                painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), text)
                top += 17
        if self.surface.paths:
            painter.setPen(self.theme.color("muted"))
            for text in (self.tr("ring: start"), self.tr("disc: end")):
                painter.drawText(QRectF(left, top, 134, 16), int(Qt.AlignmentFlag.AlignVCenter), text)
                top += 16

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.raised and self._grip is not None and event.buttons() & Qt.MouseButton.LeftButton:
            moved = event.position() - self._grip
            self._grip = event.position()
            self._look_from(self._turn + moved.x() * TURN, self._tilt + moved.y() * TURN)
        elif not self.raised and self.surface is not None:
            self.hovered.emit(self._words_at(event.position()))

    def _look_from(self, turn: float, tilt: float) -> None:
        self._turn, self._tilt = turn, min(max(tilt, 0.15), 1.4)
        self.update()

    def _words_at(self, at: QPointF) -> str:
        surface, area = self.surface, self._area()
        if surface is None or not area.contains(at):
            return ""
        size = len(surface.across) - 1
        column = round((at.x() - area.left()) / area.width() * size)
        row = round((area.bottom() - at.y()) / area.height() * size)
        return self.tr("loss {0}").format(number_text(float(surface.values[row, column])))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = {
            Qt.Key.Key_Left: (-0.1, 0.0),
            Qt.Key.Key_Right: (0.1, 0.0),
            Qt.Key.Key_Up: (0.0, -0.1),
            Qt.Key.Key_Down: (0.0, 0.1),
        }
        step = turns.get(Qt.Key(event.key()))
        if step and self.raised:
            self._look_from(self._turn + step[0], self._tilt + step[1])
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(420, 220)


def _light(z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lambert's shading of every cell (n - 1, n - 1), 0.5 to 1.1, lit from the upper left."""
    across = (z[:-1, 1:] - z[:-1, :-1]) * (len(z) - 1) * HEIGHT
    up = (z[1:, :-1] - z[:-1, :-1]) * (len(z) - 1) * HEIGHT
    normal = 1.0 / np.sqrt(across**2 + up**2 + 1.0)
    return np.asarray(0.5 + 0.6 * np.clip((0.45 * across - 0.45 * up + 0.77) * normal, 0.0, 1.0))
