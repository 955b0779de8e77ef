"""One number of every layer over time on a scale of powers of ten: the first layer in blue, the last in orange."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from guiapp.plots.base import Columns, Plot, paint_empty
from guiapp.plots.layer_rows import scale_of
from guiapp.theme import tabular

HIGH = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
LEFT, BELOW, ABOVE = 40.0, 18.0, 9.0
TICKS = 5


@dataclass(frozen=True, eq=False)
class LayerLine:
    """Values (n,) of a layer at steps (n,)."""

    node: str
    steps: NDArray[np.float64]
    values: NDArray[np.float64]


class NormCurves(Plot):
    """Lines of all layers, the chosen one thick."""

    def __init__(self, name: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(name, empty, parent)
        self._lines: Sequence[LayerLine] = ()
        self._chosen = ""
        self.setMinimumSize(160, 80)

    def set_lines(self, lines: Sequence[LayerLine], chosen: str) -> None:
        self._lines, self._chosen = lines, chosen
        self.update()

    def numbers(self) -> Columns:
        if not self._lines:
            return {}
        return {"step": self._lines[0].steps} | {line.node: line.values for line in self._lines}

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not any(len(line.steps) > 1 for line in self._lines):
            paint_empty(painter, QRectF(self.rect()), self.empty_text, self.theme)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(LEFT, ABOVE, max(self.width() - LEFT - 6, 1), max(self.height() - ABOVE - BELOW, 1))
        low, high = scale_of([float(v) for line in self._lines for v in line.values])
        last = max(float(line.steps[-1]) for line in self._lines if len(line.steps))
        first = min(float(line.steps[0]) for line in self._lines if len(line.steps))
        self._paint_axes(painter, area, (low, high), (first, last))
        painter.setClipRect(area.adjusted(-2, -2, 2, 2))
        order = sorted(enumerate(self._lines), key=lambda entry: entry[1].node == self._chosen)
        for place, line in order:
            thick = 2.6 if line.node == self._chosen and len(self._lines) > 1 else 1.3
            painter.setPen(QPen(self._color(place), thick * self.theme.line_size))
            for piece in _pieces(line, area, (low, high), (first, last)):
                painter.drawPolyline(piece)

    def _color(self, place: int) -> QColor:
        """From blue at the first layer to orange at the last."""
        share = place / max(len(self._lines) - 1, 1)
        row = self.theme.lut[round(255 * (1 - share)) if abs(share - 0.5) > 0.2 else (205 if share < 0.5 else 50)]
        return QColor(int(row[0]), int(row[1]), int(row[2]))

    def _paint_axes(
        self, painter: QPainter, area: QRectF, scale: tuple[float, float], steps: tuple[float, float]
    ) -> None:
        flag = Qt.AlignmentFlag
        painter.setFont(tabular(self.font(), scale=0.82))
        every = max(math.ceil((scale[1] - scale[0]) / TICKS), 1)
        for power in range(math.ceil(scale[0]), math.floor(scale[1]) + 1, every):
            y = area.bottom() - (power - scale[0]) / (scale[1] - scale[0]) * area.height()
            painter.setPen(QPen(self.theme.color("grid"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(self.theme.color("muted"))
            text = "10" + str(power).translate(HIGH)
            painter.drawText(QRectF(0, y - 8, LEFT - 5, 16), int(flag.AlignRight | flag.AlignVCenter), text)
        below = QRectF(area.left(), area.bottom() + 2, area.width(), BELOW - 2)
        painter.drawText(below, int(flag.AlignLeft), f"{steps[0]:,.0f}")
        painter.drawText(below, int(flag.AlignRight), self.tr("step {0}").format(f"{steps[1]:,.0f}"))

    def sizeHint(self) -> QSize:
        return QSize(260, 150)


def _pieces(line: LayerLine, area: QRectF, scale: tuple[float, float], steps: tuple[float, float]) -> list[QPolygonF]:
    """A line in pixels, broken where a value is zero or has overflowed."""
    known = (line.values > 0.0) & np.isfinite(line.values)
    with np.errstate(divide="ignore", invalid="ignore"):
        y = area.bottom() - (np.log10(line.values) - scale[0]) / (scale[1] - scale[0]) * area.height()
    x = area.left() + (line.steps - steps[0]) / ((steps[1] - steps[0]) or 1.0) * area.width()
    cuts = np.flatnonzero(np.diff(known.astype(np.int8))) + 1
    found = []
    for at in np.split(np.arange(len(x)), cuts):
        if len(at) and known[at[0]]:
            found.append(QPolygonF([QPointF(*point) for point in np.stack([x[at], y[at]], axis=1).tolist()]))
    return found
