"""Curves of a race: one colour and dash for each entrant, a band where several seeds were run."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from guiapp.figures import metric_text
from guiapp.plots.base import Columns, Plot, number_text, paint_empty
from guiapp.plots.curve_parts import part_look, round_values
from guiapp.plots.legend import DASHES as LOOKS
from guiapp.plots.series import floor_below, logarithm
from guiapp.theme import Theme, tabular

DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
LINE = 15.0
LABEL = 190.0
"""Pixels at the right that names and values may take."""


@dataclass(frozen=True, eq=False)
class RaceLine:
    """One entrant's mean (n,) over epochs (n,), with the deviation (n,) of its seeds."""

    name: str
    metric: str
    epoch: NDArray[np.int64]
    mean: NDArray[np.float64]
    deviation: NDArray[np.float64]


def entrant_pen(theme: Theme, place: int, width: float = 1.8) -> QPen:
    """Colour and dash of an entrant: no two are alike among twelve."""
    count = len(theme.classes)
    return QPen(theme.class_color(place), width * theme.line_size, DASHES[(place // count) % len(DASHES)])


class RaceCurves(Plot):
    """The curves of one metric, named at their right ends."""

    def __init__(self, name: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(name, empty, parent)
        self._lines: list[RaceLine] = []
        self.log = True
        self.neutral = False
        """Whether lines are parts of one network's data, not entrants: one colour, a dash for each part."""
        self.setMinimumSize(200, 90)

    def set_lines(self, lines: list[RaceLine]) -> None:
        self._lines = [line for line in lines if len(line.epoch)]
        self.update()

    def set_log(self, on: bool) -> None:
        self.log = on
        self.update()

    def numbers(self) -> Columns:
        found: dict[str, NDArray[np.float64] | NDArray[np.int64]] = {}
        for line in self._lines:
            found |= {f"{line.name} epoch": line.epoch, line.name: line.mean, f"{line.name} deviation": line.deviation}
        return found

    def _scaled(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return logarithm(values) if self.log else values

    def _range(self) -> tuple[float, float]:
        shown = [self._scaled(line.mean) for line in self._lines]
        good = np.concatenate([one[np.isfinite(one)] for one in shown] or [np.zeros(0)])
        if not len(good):
            return 0.0, 1.0
        # A run that explodes must not press the others into one line.
        low, high = float(good.min()), float(np.quantile(good, 0.99) if len(good) > 20 else good.max())
        if self.log:
            low = min(low, floor_below(shown)) if any(np.isneginf(one).any() for one in shown) else low
        pad = 0.05 * (high - low) or 0.5
        return low - pad, high + pad

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._lines:
            paint_empty(painter, QRectF(self.rect()), self.empty_text, self.theme)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(tabular(self.font(), scale=0.85))
        label = min(LABEL, self.width() * 0.4)
        area = QRectF(52, 6, max(self.width() - 60 - label, 40), max(self.height() - 26, 20))
        last = max(float(line.epoch[-1]) for line in self._lines)
        low, high = self._range()
        self._paint_axes(painter, area, last, low, high)
        ends: list[tuple[float, str, QColor]] = []
        for place, line in enumerate(self._lines):
            y = self._paint_line(painter, area, place, line, last, low, high)
            if math.isfinite(y):
                value = metric_text(line.metric, float(line.mean[-1]))
                ends.append((y, f"{line.name}  {value}", self._color(place)))
        self._paint_ends(painter, area, ends)

    def _color(self, place: int) -> QColor:
        return self.theme.color("curve") if self.neutral else self.theme.class_color(place)

    def _pen(self, place: int, line: RaceLine) -> QPen:
        if not self.neutral:
            return entrant_pen(self.theme, place)
        pen = QPen(self.theme.color("curve"), 1.4 * self.theme.line_size)
        look = part_look(line.metric)
        if look in LOOKS:
            pen.setDashPattern(LOOKS[look])
        return pen

    def _paint_line(
        self, painter: QPainter, area: QRectF, place: int, line: RaceLine, last: float, low: float, high: float
    ) -> float:
        """The curve with its band; gives where it ends, NaN where it has no end."""
        x = area.left() + line.epoch / max(last, 1.0) * area.width()

        def pixels(values: NDArray[np.float64]) -> NDArray[np.float64]:
            scaled = np.nan_to_num(self._scaled(values), nan=np.nan, neginf=low)
            return np.asarray(area.bottom() - (scaled - low) / (high - low) * area.height())

        y = pixels(line.mean)
        good = np.isfinite(y)
        painter.setClipRect(area)
        if (line.deviation[good] > 0).any():
            floor = np.maximum(line.mean - line.deviation, line.mean * 0.02) if self.log else line.mean - line.deviation
            band = np.concatenate([pixels(line.mean + line.deviation)[good], pixels(floor)[good][::-1]])
            across = np.concatenate([x[good], x[good][::-1]])
            color = self._color(place)
            color.setAlphaF(0.18)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawPolygon(_polygon(across, band))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._pen(place, line))
        painter.drawPolyline(_polygon(x[good], y[good]))
        painter.setClipping(False)
        return float(min(max(y[good][-1], area.top()), area.bottom())) if good.any() else math.nan

    def _paint_axes(self, painter: QPainter, area: QRectF, last: float, low: float, high: float) -> None:
        flag = Qt.AlignmentFlag
        if self.log:
            ticks = [float(decade) for decade in range(math.ceil(low), math.floor(high) + 1)]
            ticks = ticks[:: max(1, math.ceil(len(ticks) / 5))]
            if len(ticks) < 2:
                ticks = [math.log10(value) for value in round_values(10.0**low, 10.0**high, 5) if value > 0]
            words = [number_text(10.0**tick, 2) for tick in ticks]
        else:
            ticks = round_values(low, high, 5)
            words = [number_text(tick, 3) for tick in ticks]
        for tick, text in zip(ticks, words, strict=True):
            y = area.bottom() - (tick - low) / (high - low) * area.height()
            painter.setPen(QPen(self.theme.color("grid"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(self.theme.color("muted"))
            painter.drawText(QRectF(0, y - 8, area.left() - 6, 16), int(flag.AlignRight | flag.AlignVCenter), text)
        painter.setPen(QPen(self.theme.color("border_strong"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(self.theme.color("muted"))
        below = QRectF(area.left(), area.bottom() + 3, area.width(), 16)
        painter.drawText(below, int(flag.AlignLeft), "0")
        painter.drawText(below, int(flag.AlignRight), self.tr("epoch {0}").format(f"{last:,.0f}"))

    def _paint_ends(self, painter: QPainter, area: QRectF, ends: list[tuple[float, str, QColor]]) -> None:
        """Names and values beside the ends, moved apart where they would touch."""
        ordered = sorted(ends, key=lambda end: end[0])
        placed: list[float] = []
        for y, _, _ in ordered:
            placed.append(max(y, placed[-1] + LINE if placed else y))
        over = max(0.0, placed[-1] - area.bottom()) if placed else 0.0
        for at in reversed(range(len(placed))):
            limit = placed[at + 1] - LINE if at + 1 < len(placed) else placed[at] - over
            placed[at] = min(placed[at], limit)
        metrics = QFontMetricsF(painter.font())
        room = self.width() - area.right() - 22
        for (y, text, color), at_y in zip(ordered, placed, strict=True):
            painter.setPen(QPen(color, 2))
            painter.drawLine(QPointF(area.right() + 2, y), QPointF(area.right() + 14, at_y))
            painter.setPen(self.theme.color("text"))
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room)
            box = QRectF(area.right() + 18, at_y - 8, room, 16)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), cut)

    def sizeHint(self) -> QSize:
        return QSize(420, 160)


def _polygon(x: NDArray[np.float64], y: NDArray[np.float64]) -> QPolygonF:
    return QPolygonF([QPointF(*point) for point in zip(x.tolist(), np.clip(y, -1e5, 1e5).tolist(), strict=True)])
