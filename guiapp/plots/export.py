"""Pictures of a widget or scene as PNG, SVG or PDF, and numbers as CSV; every file is replaced in one step."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QIODevice,
    QMarginsF,
    QPoint,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
)
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPageSize, QPainter, QPdfWriter, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QWidget

from core.errors import AppError
from core.spec.files import write_atomic

Source = QWidget | QGraphicsScene
SUFFIXES = (".png", ".svg", ".pdf")
PIXEL_RATIO = 2.0
"""A saved picture has this many pixels for each on the screen."""


translate = QCoreApplication.translate


def export_widget(source: Source, path: str | Path) -> None:
    """Draw a widget or scene into the file, whose suffix names the format."""
    target = Path(path)
    writers = {".png": _png, ".svg": _svg, ".pdf": _pdf}
    writer = writers.get(target.suffix.lower())
    if writer is None:
        raise AppError(
            str(target),
            translate("export", "a picture cannot be saved in this format"),
            translate("export", "use .png, .svg or .pdf"),
        )
    _write(target, writer(source))


def save_numbers(path: str | Path, columns: Mapping[str, Any]) -> None:
    """Save columns (n,) of any lengths as CSV, with a decimal point in every language."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    lists = [np.asarray(column).ravel().tolist() for column in columns.values()]
    for i in range(max(map(len, lists), default=0)):
        writer.writerow([values[i] if i < len(values) else "" for values in lists])
    _write(Path(path), text.getvalue().encode())


def copy_picture(source: Source) -> None:
    """Put a picture of the widget or scene on the clipboard."""
    QGuiApplication.clipboard().setImage(picture(source))


def picture(source: Source, ratio: float = PIXEL_RATIO) -> QImage:
    """The widget or scene as an image with `ratio` pixels for each of its own."""
    size = _size(source)
    image = QImage((size * ratio).toSize().expandedTo(QSize(1, 1)), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(_background(source))
    _draw(source, image, QRectF(0, 0, size.width(), size.height()))
    return image


def _write(path: Path, data: bytes) -> None:
    try:
        write_atomic(path, data)
    except OSError as error:
        raise AppError(str(path), translate("export", "cannot be written"), error.strerror or str(error)) from None


def _png(source: Source) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(picture(source))
    return bytes(buffer.data().data())


def _svg(source: Source) -> bytes:
    size = _size(source)
    data = QByteArray()
    buffer = QBuffer(data)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setSize(size.toSize())
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(_title(source))
    generator.setResolution(96)
    _draw(source, generator, QRectF(0, 0, size.width(), size.height()))
    return bytes(data.data())


def _pdf(source: Source) -> bytes:
    size = _size(source)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(_title(source))
    writer.setResolution(96)
    writer.setPageSize(QPageSize(QSizeF(size.width() * 0.75, size.height() * 0.75), QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    _draw(source, writer, QRectF(0, 0, size.width(), size.height()))
    buffer.close()
    return bytes(data.data())


def _draw(source: Source, device: Any, target: QRectF) -> None:
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if isinstance(source, QGraphicsScene):
        painter.fillRect(target, _background(source))
        source.render(painter, target, _area(source))
    else:
        painter.fillRect(target, _background(source))
        origin = _bounds(source).topLeft()
        for part in _parts(source):
            at = part.mapTo(source, QPoint(0, 0)) - origin
            if isinstance(part, QGraphicsView):
                part.render(painter, QRectF(QRect(at, part.size())), part.viewport().rect())
            else:
                part.render(painter, at, QRegion(), QWidget.RenderFlag.DrawChildren)
    painter.end()


def _parts(source: QWidget) -> list[QWidget]:
    """What of a widget belongs on a picture: all of it, unless it names its parts and leaves its switches out."""
    parts: list[QWidget] = getattr(source, "picture_parts", lambda: [source])()
    return [part for part in parts if part is source or part.isVisibleTo(source)]


def _bounds(source: QWidget) -> QRect:
    """The pixels of a widget's parts, in its own coordinates."""
    bounds = QRect()
    for part in _parts(source):
        bounds = bounds.united(QRect(part.mapTo(source, QPoint(0, 0)), part.size()))
    return bounds


def _size(source: Source) -> QSizeF:
    return _area(source).size() if isinstance(source, QGraphicsScene) else QSizeF(_bounds(source).size())


def _area(scene: QGraphicsScene) -> QRectF:
    """What of a scene belongs on a picture: all of it, unless it says better."""
    area: QRectF = getattr(scene, "picture_rect", scene.sceneRect)()
    return area


def _background(source: Source) -> Any:
    if isinstance(source, QGraphicsScene):
        brush = source.backgroundBrush()
        return brush.color() if brush.style() != Qt.BrushStyle.NoBrush else QGuiApplication.palette().base().color()
    return source.palette().window().color()


def _title(source: Source) -> str:
    return source.accessibleName() if isinstance(source, QWidget) else "Glassnet"
