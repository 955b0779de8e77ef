"""Shapes of points: a class is known by its shape as well as by its colour."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

HALO = 1.2
"""How much wider the line behind a point is than its own."""


def _polygon(corners: Iterable[tuple[float, float]]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
    path.closeSubpath()
    return path


def _round(count: int, radius: float, start: float, inner: float | None = None) -> list[tuple[float, float]]:
    """Corners of a regular polygon, or of a star with an inner radius."""
    radii = (radius,) if inner is None else (radius, inner)
    total = count * len(radii)
    angles = [math.radians(start + 360 * i / total) for i in range(total)]
    return [(radii[i % len(radii)] * math.cos(t), radii[i % len(radii)] * math.sin(t)) for i, t in enumerate(angles)]


_PLUS = [
    *((-0.3, -1.0), (0.3, -1.0), (0.3, -0.3), (1.0, -0.3), (1.0, 0.3), (0.3, 0.3)),
    *((0.3, 1.0), (-0.3, 1.0), (-0.3, 0.3), (-1.0, 0.3), (-1.0, -0.3), (-0.3, -0.3)),
]


@lru_cache
def marker_path(name: str) -> QPainterPath:
    """The shape with a radius of about 1 around the origin."""
    if name == "circle":
        path = QPainterPath()
        path.addEllipse(QPointF(0, 0), 0.95, 0.95)
        return path
    if name == "square":
        path = QPainterPath()
        path.addRect(QRectF(-0.82, -0.82, 1.64, 1.64))
        return path
    turn = math.sqrt(0.5)
    corners = {
        "triangle": _round(3, 1.2, -90),
        "triangle_down": _round(3, 1.2, 90),
        "diamond": _round(4, 1.15, 0),
        "plus": _PLUS,
        "cross": [((x - y) * turn, (x + y) * turn) for x, y in _PLUS],
        "star": _round(5, 1.25, -90, 0.52),
        "hexagon": _round(6, 1.05, 0),
    }
    return _polygon(corners[name])


def draw_marker(
    painter: QPainter, name: str, x: float, y: float, radius: float, fill: QColor, edge: QColor, width: float
) -> None:
    """One point at pixel position x, y."""
    painter.save()
    painter.translate(x, y)
    painter.scale(radius, radius)
    pen = QPen(edge, width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(fill)
    painter.drawPath(marker_path(name))
    painter.restore()


def stamp(
    name: str, radius: float, fill: QColor, edge: QColor, width: float, ratio: float, halo: QColor | None = None
) -> QPixmap:
    """The point as a small picture, to be put down many times; its centre is the picture's centre."""
    side = 2 * math.ceil(radius * 1.3 + width + 2)
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if halo is not None:
        draw_marker(painter, name, side / 2, side / 2, radius, halo, halo, width + HALO)
    draw_marker(painter, name, side / 2, side / 2, radius, fill, edge, width)
    painter.end()
    return pixmap
