"""Which class was taken for which: counts, and their share of the true class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from guiapp.colours import rgb
from guiapp.plots.base import Columns, Plot, paint_empty
from guiapp.plots.heatmap import readable
from guiapp.theme import tabular


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
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(name) for name in self._names[:64]), default=12)
        left, top = 26.0 + min(longest, 84), 38.0
        side = max(min(self.width() - left - 8, self.height() - top - 8), 1.0)
        return QRectF(left + max(0.0, (self.width() - left - 8 - side) / 2), top, side, side)

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        area = self.area()
        if self._counts is None or not area.contains(x, y):
            return None
        size = len(self._counts)
        row, column = (y - area.top()) / area.height() * size, (x - area.left()) / area.width() * size
        return min(int(row), size - 1), min(int(column), size - 1)

    def _color(self, share: float, diagonal: bool) -> QColor:
        """Stronger for a larger share: the accent where it is right, red where it is wrong."""
        base, full = rgb(self.theme.window), rgb(self.theme.accent if diagonal else self.theme.error)
        strength = share**0.6 * (1.0 if diagonal else 0.9)
        return QColor.fromRgbF(*(base + (full - base) * strength).tolist())

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._counts is None:
            paint_empty(painter, QRectF(self.rect()), self.empty_text, self.theme)
            return
        area, shares, size = self.area(), self.shares(), len(self._counts)
        side = area.width() / size
        painter.setFont(tabular(self.font(), scale=1.0 if side > 44 else 0.85))
        for i in range(size):
            for j in range(size):
                box = QRectF(area.left() + j * side, area.top() + i * side, side, side)
                self._paint_cell(painter, box, int(self._counts[i, j]), float(shares[i, j]), i == j)
        if self._cell is not None and max(self._cell) < size:
            painter.setPen(QPen(self.theme.color("ink"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(area.left() + self._cell[1] * side, area.top() + self._cell[0] * side, side, side))
        self._paint_names(painter, area, side)

    def _paint_cell(self, painter: QPainter, box: QRectF, count: int, share: float, diagonal: bool) -> None:
        color = self._color(share, diagonal)
        gap = 1.0 if box.width() > 14 else 0.5
        painter.fillRect(box.adjusted(0, 0, -gap, -gap), color)
        if box.width() < 14:
            return
        edge = self.theme.color("accent" if diagonal else "border")
        painter.setPen(QPen(edge, 1.5 if diagonal and box.width() > 24 else 0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -gap - 0.5, -gap - 0.5))
        text = f"{count:,}"
        if painter.fontMetrics().horizontalAdvance(text) > box.width() - 3 or box.width() < 15:
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
        painter.drawText(QRectF(area.left(), 0, area.width(), 16), int(flag.AlignHCenter), self.tr("answer"))
        painter.save()
        painter.translate(0, area.center().y())
        painter.rotate(-90)
        painter.drawText(QRectF(-80, 2, 160, 16), int(flag.AlignHCenter), self.tr("true class"))
        painter.restore()
        count = len(self._counts) if self._counts is not None else 0
        every = max(1, round(12 / max(side, 1.0) + 0.4))
        for i in range(0, count, every):
            row = QRectF(18, area.top() + i * side, area.left() - 23, side)
            painter.drawText(row, int(flag.AlignRight | flag.AlignVCenter), self.name(i))
            text = painter.fontMetrics().elidedText(self.name(i), Qt.TextElideMode.ElideRight, round(side * every) - 2)
            column = QRectF(area.left() + i * side, area.top() - 18, side * every, 15)
            painter.drawText(
                column, int((flag.AlignHCenter if every == 1 else flag.AlignLeft) | flag.AlignBottom), text
            )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().x(), event.position().y())
        if cell == self._cell:
            return
        self._cell = cell
        self.update()
        if cell is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPosition().toPoint(), self.describe(*cell), self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position().x(), event.position().y())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(*cell)

    def leaveEvent(self, event: Any) -> None:
        self._cell = None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 320)
