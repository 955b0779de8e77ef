"""A painted piece kept as an image for as long as nothing about it changes."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter, QTransform

from guiapp.plots.base import is_vector

Paint = Callable[[QPainter], None]


class Cache:
    """Keeps the last image of one piece; `key` names all that its looks depend on, the view's transform aside."""

    def __init__(self) -> None:
        self._key: object = None
        self._image = QImage()

    def paint(self, painter: QPainter, rect: QRectF, key: object, draw: Paint) -> None:
        """Draw the piece, which lies within `rect`; only a changed one is painted anew."""
        transform = QTransform(painter.worldTransform())
        if is_vector(painter) or transform.isRotating():
            draw(painter)
            return
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        box = transform.mapRect(rect)
        at = QPointF(math.floor(box.left()), math.floor(box.top()))
        size = (math.ceil(box.width()) + 2, math.ceil(box.height()) + 2)
        moved = transform * QTransform.fromTranslate(-at.x(), -at.y())
        whole = (key, size, ratio, round(moved.dx(), 3), round(moved.dy(), 3), moved.m11())
        if whole != self._key:
            self._image = QImage(
                max(round(size[0] * ratio), 1),
                max(round(size[1] * ratio), 1),
                QImage.Format.Format_ARGB32_Premultiplied,
            )
            self._image.setDevicePixelRatio(ratio)
            self._image.fill(0)
            inner = QPainter(self._image)
            inner.setRenderHint(QPainter.RenderHint.Antialiasing)
            inner.setTransform(moved)
            draw(inner)
            inner.end()
            self._key = whole
        painter.save()
        painter.resetTransform()
        painter.drawImage(at, self._image)
        painter.restore()
