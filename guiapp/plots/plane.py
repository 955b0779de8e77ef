"""The square on which a decision map, its points and lines are painted in data coordinates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from guiapp.plots.base import is_vector, number_text, paint_empty, without_unit
from guiapp.plots.markers import HALO, draw_marker, stamp
from guiapp.theme import Theme, tabular

Extent = tuple[float, float, float, float]
"""x1 from, x1 to, x2 from, x2 to."""
MAX_POINTS = 4000
MAX_SMOOTH = 600
"""Segments up to which a border is drawn without steps: smooth strokes cost four times as much."""

SHORT = 5
"""Letters of an axis name that stand upright beside the square."""


@dataclass(frozen=True)
class Points:
    """Points to draw: x (n, 2), group (n,) into `looks`, test (n,)."""

    x: NDArray[np.float64]
    group: NDArray[np.intp]
    test: NDArray[np.bool_]
    looks: tuple[tuple[str, QColor], ...]
    halo: bool = False
    """Whether a dark line stands around each point: pale colours are lost without it."""


class Plane(QWidget):
    """Paints an image, segments, lines and points; `hovered(x1, x2)` tells where the mouse is in data coordinates."""

    hovered = Signal(float, float)
    left = Signal()

    def __init__(self, theme: Theme, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.empty_text = empty
        self.extent: Extent = (-6.0, 6.0, -6.0, 6.0)
        self.axes = ("x\N{SUBSCRIPT ONE}", "x\N{SUBSCRIPT TWO}")
        self.smooth = True
        self._image: QImage | None = None
        self._segments: NDArray[np.float64] = np.empty((0, 4))
        self._lines: NDArray[np.float64] = np.empty((0, 3))
        self._points: Points | None = None
        self._layer: QPixmap | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(140, 140)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._layer = None
        self.update()

    def set_image(self, image: QImage | None, segments: NDArray[np.float64], extent: Extent) -> None:
        """The map and its contour, segments (n, 4) in data coordinates."""
        if extent != self.extent:
            self.extent = extent
            self._layer = None
        self._image = image
        self._segments = segments
        self.update()

    def set_points(self, points: Points | None) -> None:
        self._points = points
        self._layer = None
        self.update()

    def set_lines(self, lines: Sequence[tuple[float, float, float]] | NDArray[Any]) -> None:
        """Lines w1 x1 + w2 x2 + b = 0, one row of w1, w2, b each."""
        self._lines = np.asarray(lines, np.float64).reshape(-1, 3)
        self.update()

    def _gutter(self) -> float:
        """Pixels at the left that the words beside the square need."""
        metrics = QFontMetricsF(tabular(self.font(), scale=0.82))
        words = (number_text(self.extent[2], 4), number_text(self.extent[3], 4))
        name = self.axes[1] if len(self.axes[1]) <= SHORT else ""
        return min(max(26.0, max(metrics.horizontalAdvance(text) for text in (*words, name)) + 8), 66.0)

    def area(self) -> QRectF:
        """The square of pixels that shows the extent."""
        left, bottom = self._gutter(), 18.0
        width, height = self.width() - left - 4, self.height() - bottom - 4
        side = max(min(width, height), 1.0)
        return QRectF(left + (width - side) / 2, 4 + (height - side) / 2, side, side)

    def to_data(self, point: QPointF) -> tuple[float, float] | None:
        """The data coordinates under a pixel, None outside."""
        area = self.area()
        if not area.contains(point):
            return None
        x0, x1, y0, y1 = self.extent
        u = (point.x() - area.left()) / area.width()
        v = (area.bottom() - point.y()) / area.height()
        return x0 + u * (x1 - x0), y0 + v * (y1 - y0)

    def to_pixels(self, xy: NDArray[Any]) -> NDArray[np.float64]:
        """Data coordinates (n, 2) as pixels (n, 2)."""
        area = self.area()
        x0, x1, y0, y1 = self.extent
        result = np.empty(xy.shape, np.float64)
        result[:, 0] = area.left() + (xy[:, 0] - x0) * (area.width() / ((x1 - x0) or 1.0))
        result[:, 1] = area.bottom() - (xy[:, 1] - y0) * (area.height() / ((y1 - y0) or 1.0))
        return result

    def _paint_map(self, painter: QPainter, area: QRectF) -> None:
        if self._image is None:
            painter.fillRect(area, self.theme.color("hover"))
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.smooth)
        painter.drawImage(area, self._image)

    def _paint_segments(self, painter: QPainter) -> None:
        if not len(self._segments):
            return
        ends = self.to_pixels(self._segments.reshape(-1, 2)).reshape(-1, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(ends) <= MAX_SMOOTH)
        painter.setPen(QPen(self.theme.color("ink", 0.65), 0 if self.theme.line_size == 1.0 else self.theme.line_size))
        painter.drawLines([QLineF(*row) for row in ends.tolist()])

    def _paint_lines(self, painter: QPainter) -> None:
        if not len(self._lines):
            return
        pen = QPen(self.theme.color("ink", 0.55), self.theme.line_size, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        ends = self.to_pixels(line_ends(self._lines, self.extent).reshape(-1, 2)).reshape(-1, 4)
        painter.drawLines([QLineF(*row) for row in ends.tolist()])

    def _paint_points(self, painter: QPainter, area: QRectF) -> None:
        if self._points is None:
            return
        if is_vector(painter):
            self._draw_points(painter, area, None)
            return
        ratio = self.devicePixelRatioF()
        if self._layer is None:
            self._layer = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
            self._layer.setDevicePixelRatio(ratio)
            self._layer.fill(Qt.GlobalColor.transparent)
            layer = QPainter(self._layer)
            self._draw_points(layer, area, ratio)
            layer.end()
        painter.drawPixmap(0, 0, self._layer)

    def _draw_points(self, painter: QPainter, area: QRectF, ratio: float | None) -> None:
        """Every point, as stamps for a screen of this pixel ratio, or as shapes (ratio None)."""
        points = self._points
        if points is None:
            return
        pixels = self.to_pixels(points.x)
        radius = min(max(area.width() / 84, 2.4), 5.0)
        inside = (pixels[:, 0] >= area.left()) & (pixels[:, 0] <= area.right())
        inside &= (pixels[:, 1] >= area.top()) & (pixels[:, 1] <= area.bottom())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        halo = self.theme.color("ink", 0.6) if points.halo else None
        stamps: dict[tuple[int, bool], QPixmap] = {}
        for i in np.flatnonzero(inside)[:: max(1, math.ceil(len(pixels) / MAX_POINTS))].tolist():
            key = (int(points.group[i]), bool(points.test[i]))
            marker, color = points.looks[key[0]]
            fill, edge, width = point_look(self.theme, color, key[1])
            edge = color if points.halo else edge
            x, y = pixels[i].tolist()
            if ratio is None:
                if halo is not None:
                    draw_marker(painter, marker, x, y, radius, halo, halo, width + HALO)
                draw_marker(painter, marker, x, y, radius, fill, edge, width)
                continue
            if key not in stamps:
                stamps[key] = stamp(marker, radius, fill, edge, width, ratio, halo)
            half = stamps[key].width() / ratio / 2
            painter.drawPixmap(QPointF(x - half, y - half), stamps[key])

    def _paint_axes(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(self.theme.color("muted"))
        painter.setFont(tabular(self.font(), scale=0.82))
        x0, x1, y0, y1 = self.extent
        flag = Qt.AlignmentFlag
        for at, text in ((0.0, number_text(x0, 4)), (1.0, number_text(x1, 4))):
            box = QRectF(area.left() + at * (area.width() - 60), area.bottom() + 3, 60, 14)
            painter.drawText(box, int((flag.AlignRight if at else flag.AlignLeft) | flag.AlignTop), text)
        for at, text in ((0.0, number_text(y1, 4)), (1.0, number_text(y0, 4))):
            box = QRectF(area.left() - 62, area.top() + at * (area.height() - 14), 58, 14)
            painter.drawText(box, int(flag.AlignRight | flag.AlignVCenter), text)
        self._paint_names(painter, area)

    def _paint_names(self, painter: QPainter, area: QRectF) -> None:
        """The axes' names between the numbers; a long one beside the square is written upwards."""
        metrics = painter.fontMetrics()
        beside = max(metrics.horizontalAdvance(number_text(value, 4)) for value in self.extent) + 6
        room = max(area.width() - 2 * beside, 1.0)
        fitting = (name if metrics.horizontalAdvance(name) <= room else without_unit(name) for name in self.axes)
        first, second = (metrics.elidedText(name, Qt.TextElideMode.ElideRight, round(room)) for name in fitting)
        centre = int(Qt.AlignmentFlag.AlignCenter)
        painter.drawText(QRectF(area.left() + beside, area.bottom() + 3, room, 14), centre, first)
        if len(self.axes[1]) <= SHORT:
            side = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRectF(area.left() - 62, area.center().y() - 7, 58, 14), side, second)
            return
        painter.save()
        painter.translate(area.left() - 12, area.center().y())
        painter.rotate(-90)
        painter.drawText(QRectF(-room / 2, -7, room, 14), centre, second)
        painter.restore()

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._image is None and self._points is None:
            paint_empty(painter, QRectF(self.rect()), self.empty_text, self.theme)
            return
        area = self.area()
        self._paint_map(painter, area)
        self._paint_segments(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_lines(painter)
        self._paint_points(painter, area)
        self._paint_axes(painter, area)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        where = self.to_data(event.position())
        if where is None:
            self.left.emit()
        else:
            self.hovered.emit(*where)

    def leaveEvent(self, event: Any) -> None:
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._layer = None

    def sizeHint(self) -> QSize:
        return QSize(320, 320)


def point_look(theme: Theme, color: QColor, test: bool) -> tuple[QColor, QColor, float]:
    """Fill, edge and width of a point: training points are filled, test points are rings."""
    if test:
        return theme.color("outline"), color, 1.9
    return color, theme.color("outline"), 1.0


def line_ends(lines: NDArray[np.float64], extent: Extent) -> NDArray[np.float64]:
    """Where lines w1 x1 + w2 x2 + b = 0, (n, 3), enter and leave the extent: (m, 4); those that miss it are left out.

    Cut here and not by the painter, because files of shapes know no clipping.
    """
    norm = np.hypot(lines[:, 0], lines[:, 1])
    good = np.isfinite(lines).all(axis=1) & (norm > 1e-12)
    unit, b = lines[good, :2] / norm[good, None], lines[good, 2] / norm[good]
    low, high = np.array([extent[0], extent[2]]), np.array([extent[1], extent[3]])
    centre = (low + high) / 2
    foot = centre - unit * (unit @ centre + b)[:, None]
    along = np.stack([-unit[:, 1], unit[:, 0]], axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        cuts = np.stack([(low - foot) / along, (high - foot) / along])
    flat = np.abs(along) < 1e-12
    beside = (flat & ((foot < low) | (foot > high))).any(axis=1)
    start = np.where(flat, -np.inf, cuts.min(axis=0)).max(axis=1)
    end = np.where(flat, np.inf, cuts.max(axis=0)).min(axis=1)
    hit = (start < end) & ~beside
    first, last = foot + along * start[:, None], foot + along * end[:, None]
    return np.concatenate([first[hit], last[hit]], axis=1)
