"""Which class was taken for which: counts, and their share of the true class."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from guiapp.colours import rgb, with_alpha
from guiapp.plots.base import Columns, Plot, paint_empty
from guiapp.plots.heatmap import readable
from guiapp.plots.images import pack, word_image
from guiapp.theme import tabular

SMALL = 14
"""Cells below this many pixels carry no number."""


class ConfusionMatrix(Plot):
    """Counts (k, k), true classes down and answers across. `chosen(true, answered)` when a cell is clicked."""

    chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            parent=parent,
            name=self.tr("Confusion"),
            empty=self.tr("Train a classifier to see which class it takes for which."),
        )
        self._counts: NDArray[np.int64] | None = None
        self._names: tuple[str, ...] = ()
        self._cell: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setMinimumSize(160, 140)

    def set_counts(self, counts: NDArray[Any] | None, names: Sequence[str] = ()) -> None:
        """Show counts (k, k): row the true class, column the answer."""
        self._counts = None if counts is None or np.size(counts) == 0 else np.asarray(counts, np.int64)
        self._names = tuple(names)
        self.update()

    def numbers(self) -> Columns:
        if self._counts is None:
            return {}
        classes = range(len(self._counts))
        return {"true": [self.name(i) for i in classes]} | {self.name(j): self._counts[:, j] for j in classes}

    def name(self, index: int) -> str:
        return self._names[index] if index < len(self._names) else str(index)

    def shares(self) -> NDArray[np.float64]:
        """Each count as a share of its row, (k, k); an empty row is 0."""
        if self._counts is None:
            return np.empty((0, 0))
        return np.asarray(self._counts / np.maximum(self._counts.sum(axis=1, keepdims=True), 1))

    def describe(self, row: int, column: int) -> str:
        """A cell in words."""
        if self._counts is None:
            return ""
        share, count, total = self.shares()[row, column], self._counts[row, column], self._counts[row].sum()
        text = self.tr("{true} taken for {answer}: {count} of {total} ({share})")
        if row == column:
            text = self.tr("{true} recognised: {count} of {total} ({share})")
        words = {"true": self.name(row), "answer": self.name(column)}
        return text.format(count=f"{count:,}", total=f"{total:,}", share=f"{share:.1%}", **words)

    def area(self) -> QRectF:
        """The square of pixels of the matrix."""
        longest = self._longest()
        left, top = 26.0 + longest, 22.0 + longest
        side = max(min(self.width() - left - 8, self.height() - top - 8), 1.0)
        if longest < side / max(len(self._counts) if self._counts is not None else 1, 1):
            top = 38.0
            side = max(min(self.width() - left - 8, self.height() - top - 8), 1.0)
        return QRectF(left + max(0.0, (self.width() - left - 8 - side) / 2), top, side, side)

    def _longest(self) -> float:
        """Pixels of the longest class name, within reason."""
        count = 0 if self._counts is None else len(self._counts)
        return min(
            max((self.fontMetrics().horizontalAdvance(self.name(i)) for i in range(count)), default=12) * 0.88, 84.0
        )

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        area = self.area()
        if self._counts is None or not area.contains(x, y):
            return None
        size = len(self._counts)
        row, column = (y - area.top()) / area.height() * size, (x - area.left()) / area.width() * size
        return min(int(row), size - 1), min(int(column), size - 1)

    def _colors(self) -> NDArray[np.float64]:
        """Colours of the cells, (k, k, 3) in 0..1: stronger for a larger share, accent where right, red where wrong."""
        shares = self.shares()
        right = np.eye(len(shares), dtype=np.bool_)[..., None]
        full = np.where(right, rgb(self.theme.accent), rgb(self.theme.error))
        base = rgb(self.theme.window)
        return np.asarray(base + (full - base) * (shares**0.6)[..., None])

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._counts is None:
            paint_empty(painter, QRectF(self.rect()), self.empty_text, self.theme)
            return
        area, shares, size = self.area(), self.shares(), len(self._counts)
        side = area.width() / size
        painter.setFont(tabular(self.font(), scale=1.0 if side > 44 else 0.85))
        colors = self._colors()
        painter.drawImage(area, word_image(pack(with_alpha(colors)), flip=False))
        painter.setPen(QPen(self.theme.color("border"), 0))
        painter.drawRect(area)
        if side >= SMALL:
            for i in range(size):
                for j in range(size):
                    box = QRectF(area.left() + j * side, area.top() + i * side, side, side)
                    color = QColor.fromRgbF(*colors[i, j].tolist())
                    self._paint_cell(painter, box, int(self._counts[i, j]), float(shares[i, j]), color, i == j)
        if self._cell is not None and max(self._cell) < size:
            painter.setPen(QPen(self.theme.color("ink"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(area.left() + self._cell[1] * side, area.top() + self._cell[0] * side, side, side))
        self._paint_names(painter, area, side)

    def _paint_cell(
        self, painter: QPainter, box: QRectF, count: int, share: float, color: QColor, diagonal: bool
    ) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.color("window"), 1))
        painter.drawRect(box)
        painter.setPen(QPen(self.theme.color("accent" if diagonal else "border"), 1.5 if diagonal else 0))
        painter.drawRect(box.adjusted(1, 1, -1, -1))
        text = f"{count:,}"
        if painter.fontMetrics().horizontalAdvance(text) > box.width() - 3:
            return
        painter.setPen(readable(color) if share > 0.02 else self.theme.color("muted"))
        if box.width() >= 46:
            upper = box.adjusted(0, box.height() * 0.18, 0, -box.height() * 0.42)
            painter.drawText(upper, int(Qt.AlignmentFlag.AlignCenter), text)
            lower = box.adjusted(0, box.height() * 0.5, 0, -box.height() * 0.14)
            painter.drawText(lower, int(Qt.AlignmentFlag.AlignCenter), f"{share:.0%}")
        else:
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)

    def _paint_names(self, painter: QPainter, area: QRectF, side: float) -> None:
        flag = Qt.AlignmentFlag
        painter.setFont(tabular(self.font(), scale=0.85))
        painter.setPen(self.theme.color("muted"))
        if self._cell is None or max(self._cell) >= round(area.width() / side):
            painter.drawText(QRectF(area.left(), 0, area.width(), 16), int(flag.AlignHCenter), self.tr("answer"))
        else:
            painter.setPen(self.theme.color("text"))
            painter.drawText(QRectF(0, 0, self.width(), 16), int(flag.AlignHCenter), self.describe(*self._cell))
            painter.setPen(self.theme.color("muted"))
        painter.save()
        painter.translate(max(area.left() - self._longest() - 26, 0.0), area.center().y())
        painter.rotate(-90)
        painter.drawText(QRectF(-80, 2, 160, 16), int(flag.AlignHCenter), self.tr("true class"))
        painter.restore()
        count = len(self._counts) if self._counts is not None else 0
        upright = self._longest() < side
        for i in range(0, count, max(1, math.ceil(11 / max(side, 1.0)))):
            row = QRectF(18, area.top() + (i + 0.5) * side - 8, area.left() - 23, 16)
            painter.drawText(row, int(flag.AlignRight | flag.AlignVCenter), self._short(painter, i))
            painter.save()
            painter.translate(area.left() + (i + 0.5) * side, area.top() - 4)
            if upright:
                painter.drawText(
                    QRectF(-side / 2, -16, side, 15), int(flag.AlignHCenter | flag.AlignBottom), self.name(i)
                )
            else:
                painter.rotate(-90)
                painter.drawText(
                    QRectF(0, -8, 84, 16), int(flag.AlignLeft | flag.AlignVCenter), self._short(painter, i)
                )
            painter.restore()

    def _short(self, painter: QPainter, index: int) -> str:
        return painter.fontMetrics().elidedText(self.name(index), Qt.TextElideMode.ElideRight, 82)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().x(), event.position().y())
        if cell == self._cell:
            return
        self._cell = cell
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().x(), event.position().y())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(*cell)

    def leaveEvent(self, event: Any) -> None:
        self._cell = None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 320)
