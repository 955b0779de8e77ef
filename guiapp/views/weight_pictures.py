"""The weights of units that look at a picture, as pictures: what each unit looks for."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from guiapp.plots.base import Columns, Plot, number_text, paint_empty
from guiapp.plots.heatmap import paint_scale
from guiapp.plots.images import heat_image
from guiapp.theme import Theme, tabular

SCALE = 62
LEAST = 22
"""A tile smaller than this is left out."""


class WeightPictures(Plot):
    """One tile for each unit, all on one symmetric scale of colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Weights as pictures"), self.tr("Press play: what each unit looks for is drawn here."), parent
        )
        self._tiles: NDArray[Any] | None = None
        self._span = 1.0
        self._images: list[QImage] = []
        self.setMinimumSize(160, 80)

    def set_weights(self, weights: NDArray[Any] | None, shape: tuple[int, ...]) -> None:
        """Show weights (height * width * channels, units) of a picture of this shape; channels are averaged."""
        if weights is None:
            self._tiles = None
        else:
            self._tiles = np.asarray(weights).T.reshape(-1, *shape).mean(axis=3)
            self._span = float(np.abs(np.nan_to_num(self._tiles)).max(initial=0.0)) or 1.0
        self._build()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._build()

    def numbers(self) -> Columns:
        if self._tiles is None:
            return {}
        return {f"unit_{i + 1}": tile.ravel() for i, tile in enumerate(self._tiles)}

    def layout_of(self) -> tuple[int, int, float]:
        """Rows and columns of tiles, and the side of one."""
        count = 0 if self._tiles is None else len(self._tiles)
        width, height = max(self.width() - SCALE - 4, 1), max(self.height() - 20, 1)
        best = (1, 1, 0.0)
        for columns in range(1, count + 1):
            rows = -(-count // columns)
            side = min(width / columns, height / rows)
            if side > best[2]:
                best = (rows, columns, side)
        if best[2] >= LEAST:
            return best
        return max(height // LEAST, 1), max(width // LEAST, 1), float(LEAST)

    def _boxes(self) -> list[QRectF]:
        rows, columns, side = self.layout_of()
        count = min(len(self._images), rows * columns)
        return [
            QRectF((i % columns) * side + 1, 20 + (i // columns) * side + 1, side - 3, side - 3) for i in range(count)
        ]

    def _build(self) -> None:
        tiles = () if self._tiles is None else self._tiles
        self._images = [heat_image(tile, self.theme.lut, self._span, flip=False) for tile in tiles]
        self.update()

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._tiles is None:
            paint_empty(painter, QRectF(self.rect()), self.empty_text, self.theme)
            return
        painter.setFont(tabular(self.font(), scale=0.85))
        painter.setPen(self.theme.color("muted"))
        boxes = self._boxes()
        text = self.tr("{count} units").format(count=f"{len(self._images):,}")
        if len(boxes) < len(self._images):
            text = self.tr("the first {shown} of {count} units").format(
                shown=len(boxes), count=f"{len(self._images):,}"
            )
        painter.drawText(QRectF(1, 0, self.width(), 16), int(Qt.AlignmentFlag.AlignLeft), text)
        for box, image in zip(boxes, self._images, strict=False):
            painter.drawImage(box, image)
            painter.setPen(QPen(self.theme.color("border"), 0))
            painter.drawRect(box)
        paint_scale(painter, QRectF(self.width() - SCALE + 10, 20, 10, self.height() - 26), self._span, self.theme)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._tiles is not None:
            at = next((i for i, box in enumerate(self._boxes()) if box.contains(event.pos().toPointF())), None)
            text = "" if at is None else self.tr("unit {number}, strongest weight {value}").format(
                number=at + 1, value=number_text(float(np.abs(self._tiles[at]).max()))
            )  # fmt: skip
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(420, 180)
