"""A picture in large whose pixels say which of the network's inputs they are."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QPixmap
from PySide6.QtWidgets import QLabel, QToolTip, QWidget

from guiapp.plots.base import number_text
from guiapp.views.pictures import picture_image


class PixelPicture(QLabel):
    """Point at a pixel: its place among the flattened inputs, counted from 0, and its value."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._picture: NDArray[Any] | None = None
        self.setFixedSize(side, side)

    def set_picture(self, picture: NDArray[Any] | None) -> None:
        """Show a picture (h, w, c) as the data have it."""
        self._picture = picture
        if picture is None:
            self.clear()
            return
        ratio = self.devicePixelRatioF()
        side = round(self._side * ratio)
        image = picture_image(picture)
        keep, fast = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.FastTransformation
        scaled = image.scaled(side, side, keep, fast)
        scaled.setDevicePixelRatio(ratio)
        self.setPixmap(QPixmap.fromImage(scaled))

    def words_at(self, at: QPointF) -> str:
        """What is said of the pixel under a place; empty beside the picture."""
        if self._picture is None:
            return ""
        height, width, channels = self._picture.shape
        scale = self._side / max(height, width)
        row, column = int((at.y() - (self._side - height * scale) / 2) / scale), int(at.x() / scale)
        if not (0 <= row < height and 0 <= column < width):
            return ""
        first = (row * width + column) * channels
        text = self.tr("row {row}, column {column}: input {place} of {count}, counted from 0; value {value}")
        return text.format(
            row=row, column=column, place=first, count=height * width * channels,
            value=number_text(float(np.asarray(self._picture[row, column, 0])), 3),
        )  # fmt: skip

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)
