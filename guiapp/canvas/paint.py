"""The small parts of the drawing: buttons, marks, frames and badges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QPainter, QPen, QPolygonF

from guiapp.canvas.drawing import Block
from guiapp.plots.images import heat_image
from guiapp.theme import Theme, tabular

Array = NDArray[Any]
CENTRE = int(Qt.AlignmentFlag.AlignCenter)


def tr(text: str) -> str:
    return QCoreApplication.translate("canvas", text)


def frame(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Around the selected layer."""
    painter.setPen(QPen(theme.color("accent"), 1.5))
    painter.setBrush(theme.color("accent_soft", 0.7))
    painter.drawRoundedRect(rect, 12, 12)


def pill(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Behind a layer without weights."""
    painter.setPen(QPen(theme.color("border"), 1))
    painter.setBrush(theme.color("hover"))
    painter.drawRoundedRect(rect, 10, 10)


def port(painter: QPainter, rect: QRectF, theme: Theme, hovered: bool) -> None:
    """Where a connection is led from."""
    painter.setPen(QPen(theme.color("accent"), 1.5))
    painter.setBrush(theme.color("accent" if hovered else "raised"))
    painter.drawEllipse(rect.adjusted(2, 2, -2, -2))


def empty_tile(painter: QPainter, rect: QRectF, theme: Theme, radius: float) -> None:
    """A unit of which nothing can be drawn."""
    painter.setPen(QPen(theme.color("border_strong"), 1))
    painter.setBrush(theme.color("hover"))
    painter.drawRoundedRect(rect, radius, radius)


def picture_tile(painter: QPainter, rect: QRectF, shape: tuple[int, ...], theme: Theme, values: Any) -> None:
    """A picture as input: the picture itself where it is known, else a sheet of pixels."""
    painter.setBrush(theme.color("hover"))
    painter.setPen(QPen(theme.color("border_strong"), 1))
    painter.drawRoundedRect(rect, 8, 8)
    inner = rect.adjusted(7, 7, -7, -7)
    if values is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(inner, heat_image(np.asarray(values).reshape(shape[0], -1), theme.lut, 1.0, flip=False))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    cells = 7
    step = inner.width() / cells
    for i in range(cells):
        for j in range(cells):
            near = abs(np.hypot(i - 3, j - 3) - 2.2)
            painter.setBrush(theme.color("muted", 0.75 if near < 0.6 else 0.12))
            painter.drawRect(QRectF(inner.left() + j * step + 0.5, inner.top() + i * step + 0.5, step - 1, step - 1))


def bias_marks(painter: QPainter, corners: Sequence[QPointF], drawn: Array, bias: Array, theme: Theme) -> None:
    """Colour for the sign, size for the amount, relative to the layer's largest; `drawn` (n,) stand at `corners`."""
    largest = float(np.abs(np.nan_to_num(bias)).max(initial=0.0)) or 1.0
    painter.setPen(QPen(theme.color("window"), 1.4))
    brushes = QBrush(theme.color("positive")), QBrush(theme.color("negative"))
    share = np.nan_to_num(np.minimum(np.abs(drawn) / largest, 1.0), nan=1.0)
    for corner, negative, part in zip(corners, (drawn < 0).tolist(), share.tolist(), strict=True):
        painter.setBrush(brushes[negative])
        painter.drawEllipse(corner + QPointF(1.5, -1.5), 2.4 + 3.2 * part, 2.4 + 3.2 * part)


def fold(painter: QPainter, block: Block, first: QRectF, last: QRectF, theme: Theme) -> None:
    """Dots where units are left out, and how many there are; `first` and `last` are the tiles around the gap."""
    middle = (first.bottom() + last.top()) / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("muted"))
    for step in (-8.0, 0.0, 8.0):
        painter.drawEllipse(QPointF(0, middle + step), 1.9, 1.9)
    if block.kind != "input":
        painter.setPen(theme.color("muted"))
        rect = QRectF(-60, block.height / 2 + 5, 120, 18)
        painter.drawText(rect, CENTRE, tr("{n} units").format(n=f"{block.width:,}"))


def names(painter: QPainter, tiles: Sequence[QRectF], texts: Sequence[str], theme: Theme) -> None:
    """Names of the quantities on the tiles."""
    font = tabular()
    font.setPixelSize(10)
    painter.setFont(font)
    for tile, text in zip(tiles, texts, strict=False):
        rect = QRectF(tile.left() + 2, tile.top() + 2, tile.width() - 4, 13)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("window", 0.82))
        painter.drawRoundedRect(rect, 4, 4)
        painter.setPen(theme.color("text"))
        painter.drawText(rect, CENTRE, text)


def choice(painter: QPainter, rect: QRectF, text: str, theme: Theme, hovered: bool, scale: float) -> None:
    """A word that opens a menu: the word and a small arrow."""
    if hovered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("pressed"))
        painter.drawRoundedRect(rect.adjusted(-4, 0, 2, 0), 4, 4)
    painter.setPen(theme.color("accent" if hovered else "muted"))
    painter.drawText(QPointF(rect.left(), rect.bottom() - 4 * scale), text)
    x, y, w = rect.right() - 9 * scale, rect.center().y() + 0.5, 2.8 * scale
    pen = QPen(painter.pen().color(), 1.3)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF([QPointF(x - w, y - w / 2), QPointF(x, y + w / 2), QPointF(x + w, y - w / 2)]))


def button(painter: QPainter, zone: str, rect: QRectF, theme: Theme, hovered: bool, error: bool) -> None:
    """A round button: plus, minus, a cross, or a badge."""
    if zone == "badge":
        _badge(painter, rect, theme, error)
        return
    painter.setPen(QPen(theme.color("accent" if hovered else "border_strong"), 1))
    painter.setBrush(theme.color("accent_soft" if hovered else "raised"))
    painter.drawEllipse(rect)
    arm = rect.width() * 0.25
    centre = rect.center()
    painter.setPen(QPen(theme.color("accent" if hovered else "muted"), 1.5))
    if zone == "remove":
        arm *= 0.75
        painter.drawLine(centre + QPointF(-arm, -arm), centre + QPointF(arm, arm))
        painter.drawLine(centre + QPointF(-arm, arm), centre + QPointF(arm, -arm))
        return
    painter.drawLine(centre + QPointF(-arm, 0), centre + QPointF(arm, 0))
    if zone != "minus":
        painter.drawLine(centre + QPointF(0, -arm), centre + QPointF(0, arm))


def _badge(painter: QPainter, rect: QRectF, theme: Theme, error: bool) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("error" if error else "warning"))
    if error:
        painter.drawEllipse(rect)
    else:
        top = QPointF(rect.center().x(), rect.top() - 1)
        painter.drawPolygon(QPolygonF([top, rect.bottomRight() + QPointF(1, 0), rect.bottomLeft() + QPointF(-1, 0)]))
    font = QFont(tabular())
    font.setPixelSize(max(round(rect.height() * 0.72), 1))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(theme.color("window"))
    painter.drawText(rect.adjusted(0, 0 if error else 2, 0, 0), CENTRE, "!")


def knob(painter: QPainter, rect: QRectF, text: str, theme: Theme, hovered: bool) -> None:
    """The plus on a connection, with a word where there is room."""
    painter.setPen(QPen(theme.color("accent" if hovered else "border_strong"), 1))
    painter.setBrush(theme.color("accent_soft" if hovered else "raised"))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    token = "accent" if hovered else "muted"
    painter.setPen(QPen(theme.color(token), 1.5))
    centre = QPointF(rect.left() + rect.height() / 2, rect.center().y())
    arm = rect.height() * 0.22
    painter.drawLine(centre - QPointF(arm, 0), centre + QPointF(arm, 0))
    painter.drawLine(centre - QPointF(0, arm), centre + QPointF(0, arm))
    if text:
        painter.drawText(rect.adjusted(rect.height() - 6, 0, 0, 0), CENTRE, text)
