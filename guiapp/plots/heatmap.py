"""A matrix of signed numbers as colours, with its scale and the exact number under the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from guiapp.plots.base import Columns, Plot, number_text, paint_empty
from guiapp.plots.images import heat_image
from guiapp.theme import Theme, tabular

__all__ = ["WeightMatrix", "heat_image"]

SCALE_WIDTH = 62
TEXT_CELL = (40, 18)
"""Cells of at least this size carry their number."""


class WeightMatrix(Plot):
    """Signed values (rows, columns) on a symmetric scale. `hovered(row, column)` names the cell under the mouse."""

    hovered = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, name=self.tr("Weights"), empty=self.tr("Choose a layer to see its weights."))
        self._values: NDArray[Any] | None = None
        self._rows: tuple[str, ...] = ()
        self._columns: tuple[str, ...] = ()
        self._titles = ("", "")
        self._span = 1.0
        self._fixed_span: float | None = None
        self._image: QImage | None = None
        self._cell: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setMinimumSize(160, 100)

    def set_matrix(
        self,
        values: NDArray[Any] | None,
        rows: Sequence[str] = (),
        columns: Sequence[str] = (),
        *,
        titles: tuple[str, str] = ("", ""),
        span: float | None = None,
    ) -> None:
        """Show values (r, c); names and titles are for rows and columns, `span` fixes the scale's end."""
        self._values = None if values is None or np.size(values) == 0 else np.atleast_2d(np.asarray(values))
        self._rows, self._columns, self._titles, self._fixed_span = tuple(rows), tuple(columns), titles, span
        self._cell = None if self._values is None else self._cell
        self._build()

    def set_values(self, values: NDArray[Any]) -> None:
        """New numbers in the same matrix: names, titles and scale stay."""
        self.set_matrix(values, self._rows, self._columns, titles=self._titles, span=self._fixed_span)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._build()

    def numbers(self) -> Columns:
        if self._values is None:
            return {}
        rows = [self.row_name(i) for i in range(self._values.shape[0])]
        return {"": rows} | {self.column_name(j): self._values[:, j] for j in range(self._values.shape[1])}

    def row_name(self, index: int) -> str:
        return self._rows[index] if index < len(self._rows) else str(index)

    def column_name(self, index: int) -> str:
        return self._columns[index] if index < len(self._columns) else str(index)

    def describe(self, row: int, column: int) -> str:
        """The exact number of a cell with its names."""
        if self._values is None:
            return ""
        value = float(self._values[row, column])
        return f"{self.row_name(row)} \N{RIGHTWARDS ARROW} {self.column_name(column)}:  {number_text(value, 8)}"

    def area(self) -> QRectF:
        """The pixels of the matrix."""
        left = 14.0 + min(max([self._advance(name) for name in self._rows[:64]] or [0.0]), 90.0)
        top = 34.0 if self._columns or self._titles[1] else 20.0
        return QRectF(left, top, max(self.width() - left - SCALE_WIDTH, 1.0), max(self.height() - top - 8, 1.0))

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column under a pixel."""
        area = self.area()
        if self._values is None or not area.contains(x, y):
            return None
        height, width = self._values.shape
        row = int((y - area.top()) / area.height() * height)
        column = int((x - area.left()) / area.width() * width)
        return min(row, height - 1), min(column, width - 1)

    def _advance(self, text: str) -> float:
        return float(self.fontMetrics().horizontalAdvance(text)) * 0.85 + 4

    def _build(self) -> None:
        if self._values is not None:
            finite = self._values[np.isfinite(self._values)]
            self._span = self._fixed_span or float(np.abs(finite).max(initial=0.0)) or 1.0
            self._image = heat_image(self._values, self.theme.lut, self._span, flip=False)
        self.update()

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._values is None or self._image is None:
            paint_empty(painter, QRectF(self.rect()), self.empty_text, self.theme)
            return
        area = self.area()
        painter.setFont(tabular(self.font(), scale=0.85))
        dense = self._values.shape[0] > area.height() or self._values.shape[1] > area.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, dense)
        painter.drawImage(area, self._image)
        self._paint_cells(painter, area)
        self._paint_names(painter, area)
        paint_scale(painter, QRectF(area.right() + 12, area.top(), 10, area.height()), self._span, self.theme)

    def _paint_cells(self, painter: QPainter, area: QRectF) -> None:
        if self._values is None:
            return
        height, width = self._values.shape
        w, h = area.width() / width, area.height() / height
        painter.setPen(QPen(self.theme.color("border"), 0))
        painter.drawRect(area)
        if min(w, h) >= 10:
            painter.setPen(QPen(self.theme.color("window"), 1))
            for j in range(1, width):
                painter.drawLine(area.topLeft() + QPointF(j * w, 0), area.bottomLeft() + QPointF(j * w, 0))
            for i in range(1, height):
                painter.drawLine(area.topLeft() + QPointF(0, i * h), area.topRight() + QPointF(0, i * h))
        if w >= TEXT_CELL[0] and h >= TEXT_CELL[1]:
            for i in range(height):
                for j in range(width):
                    value = float(self._values[i, j])
                    painter.setPen(readable(cell_color(value, self._span, self.theme)))
                    box = QRectF(area.left() + j * w, area.top() + i * h, w, h)
                    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), number_text(value, 2))
        if self._cell is not None and self._cell[0] < height and self._cell[1] < width:
            painter.setPen(QPen(self.theme.color("ink"), 2))
            painter.drawRect(QRectF(area.left() + self._cell[1] * w, area.top() + self._cell[0] * h, w, h))

    def _paint_names(self, painter: QPainter, area: QRectF) -> None:
        if self._values is None:
            return
        flag = Qt.AlignmentFlag
        painter.setPen(self.theme.color("muted"))
        height, width = self._values.shape
        if self._rows and area.height() / height >= 11:
            for i in range(height):
                box = QRectF(0, area.top() + i * area.height() / height, area.left() - 5, area.height() / height)
                painter.drawText(box, int(flag.AlignRight | flag.AlignVCenter), self.row_name(i))
        cell = area.width() / width
        if self._columns and cell >= max(self._advance(name) for name in self._columns[:64]):
            for j in range(width):
                box = QRectF(area.left() + j * cell, area.top() - 17, cell, 15)
                painter.drawText(box, int(flag.AlignHCenter | flag.AlignBottom), self.column_name(j))
        text = " \N{RIGHTWARDS ARROW} ".join(part for part in self._titles if part)
        text = f"{text}   {height} \N{MULTIPLICATION SIGN} {width}".strip()
        if self._cell is not None and self._cell[0] < height and self._cell[1] < width:
            text = self.describe(*self._cell)
            painter.setPen(self.theme.color("text"))
        painter.drawText(QRectF(area.left(), 0, self.width() - area.left(), 16), int(flag.AlignLeft), text)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().x(), event.position().y())
        if cell == self._cell:
            return
        self._cell = cell
        self.update()
        if cell is not None:
            self.hovered.emit(*cell)

    def leaveEvent(self, event: Any) -> None:
        self._cell = None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 260)


def cell_color(value: float, span: float, theme: Theme) -> QColor:
    """The colour of a signed number on a symmetric scale."""
    position = 0.5 if not np.isfinite(value) else min(max(value / span / 2 + 0.5, 0.0), 1.0)
    return QColor(*theme.lut[round(position * 255)][:3].tolist())


def readable(background: QColor) -> QColor:
    """Black or white, whichever is read better on this colour."""
    red, green, blue = background.redF(), background.greenF(), background.blueF()
    luminance = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
    return QColor("#10151b") if luminance > 0.3 else QColor("#ffffff")


def paint_scale(painter: QPainter, bar: QRectF, span: float, theme: Theme) -> None:
    """A colour bar with its two ends and its middle."""
    ramp = heat_image(np.linspace(-1, 1, 128)[:, None], theme.lut)
    painter.drawImage(bar, ramp)
    painter.setPen(QPen(theme.color("border"), 0))
    painter.drawRect(bar)
    painter.setPen(theme.color("muted"))
    for at, value in ((bar.top(), span), (bar.center().y(), 0.0), (bar.bottom(), -span)):
        box = QRectF(bar.right() + 4, min(max(at - 7, bar.top() - 2), bar.bottom() - 12), 44, 14)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), number_text(value, 2))
