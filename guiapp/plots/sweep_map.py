"""What became of every network of a sweep: a cell for each learning rate and strength (or seed), in a colour."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QLinearGradient, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from core.explain.sweep import Cell, Swept
from guiapp.colours import rgb
from guiapp.figures import metric_of, metric_text
from guiapp.plots.base import Columns, Plot, number_text, paint_empty
from guiapp.plots.heatmap import readable
from guiapp.theme import tabular

Floats = NDArray[np.float64]
Writer = Callable[[float], str]

BAR, GAP = 9.0, 3.0
"""Pixels of the colour bar's width, and between cells of a large map."""
LEFT, BELOW, ABOVE, RIGHT = 52.0, 34.0, 20.0, 66.0
KEYS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (1, 0),
    Qt.Key.Key_Down: (-1, 0),
}


@dataclass(frozen=True)
class Place:
    """A cell of the map: the networks in it. Row 0 is the lowest."""

    row: int
    column: int


def rises(name: str) -> bool:
    """Whether more of a curve is better."""
    metric, _ = metric_of(name.partition("_")[2])
    return metric is not None and metric.higher_is_better


class SweepMap(Plot):
    """`selected(Place)` when another cell is chosen, `hovered(text)` while the mouse is over one."""

    selected = Signal(object)
    hovered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Map of the sweep"),
            self.tr("Press start: every learning rate meets every penalty, several times, all side by side."),
            parent,
        )
        self._swept: Swept | None = None
        self._metric = ""
        self._values: Floats = np.zeros((0, 0))
        self.place: Place | None = None
        """The cell that is chosen."""
        self._under: Place | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(220, 130)

    def set_swept(self, swept: Swept | None, metric: str) -> None:
        """Show the newest values of a curve."""
        self._swept, self._metric = swept, metric
        self._values = np.zeros((0, 0)) if swept is None else self._table(swept)
        if self.place and (self.place.row >= self._values.shape[0] or self.place.column >= self._values.shape[1]):
            self.place = None
        self.update()

    def _table(self, swept: Swept) -> Floats:
        """Values (rows, rates): of strengths, or of seeds where there is one strength."""
        if not self.by_seed(swept):
            return np.asarray(swept.mean(self._metric), np.float64)
        cells = [
            self._cells(swept, Place(row, c)) for row in range(swept.sweep.seeds) for c in range(len(swept.sweep.rates))
        ]
        found = [one[0].values.get(self._metric, np.nan) if one[0].status != "diverged" else np.nan for one in cells]
        return np.array(found, np.float64).reshape(swept.sweep.seeds, -1)

    @staticmethod
    def by_seed(swept: Swept) -> bool:
        """Whether rows are seeds, because there is nothing else to tell apart."""
        return len(swept.sweep.strengths) == 1 and swept.sweep.seeds > 1

    def _cells(self, swept: Swept, place: Place) -> tuple[Cell, ...]:
        rate = swept.sweep.rates[place.column]
        if self.by_seed(swept):
            return (swept.of(rate, swept.sweep.strengths[0])[place.row],)
        return swept.of(rate, swept.sweep.strengths[place.row])

    def numbers(self) -> Columns:
        if self._swept is None:
            return {}
        found: dict[str, list[float]] = {"learning rate": list(self._swept.sweep.rates)}
        return found | {self._row_name(row): self._values[row].tolist() for row in range(len(self._values))}

    def _row_name(self, row: int) -> str:
        assert self._swept is not None
        if self.by_seed(self._swept):
            return self.tr("seed {n}").format(n=self._cells(self._swept, Place(row, 0))[0].seed)
        return f"{self._swept.sweep.strengths[row]:g}"

    def best(self) -> Place | None:
        """The cell with the best mean; None while none is known. Of single seeds the best one of the best rate: the
        luckiest seed of all says nothing about its rate."""
        at = None if self._swept is None else self._swept.best(self._metric, rises(self._metric))
        if self._swept is None or at is None or not self.by_seed(self._swept):
            return None if at is None else Place(*at)
        seeds = self._values[:, at[1]]
        return Place(int(np.nanargmax(seeds) if rises(self._metric) else np.nanargmin(seeds)), at[1])

    def rate_and_strength(self, place: Place) -> tuple[float, float]:
        assert self._swept is not None
        cell = self._cells(self._swept, place)[0]
        return cell.rate, cell.strength

    def describe(self, place: Place, every_seed: bool = False) -> str:
        """A cell in words; with `every_seed` all seeds of its rate and strength."""
        if self._swept is None:
            return ""
        rate, strength = self.rate_and_strength(place)
        cells = self._swept.of(rate, strength) if every_seed else self._cells(self._swept, place)
        words = [self.tr("rate {0}").format(number_text(rate)), f"{self._swept.sweep.penalty} {number_text(strength)}"]
        words += [self._row_name(place.row)] if self.by_seed(self._swept) and not every_seed else []
        good = [cell.values.get(self._metric, math.nan) for cell in cells if cell.status != "diverged"]
        known = np.array([value for value in good if math.isfinite(value)])
        if len(known):
            text = metric_text(self._metric, float(known.mean()))
            if len(known) > 1:
                text += f" \N{PLUS-MINUS SIGN} {metric_text(self._metric, float(known.std(ddof=1)))}"
            words.append(text)
        lost = sum(cell.status == "diverged" for cell in cells)
        words += [self.tr("{n} of {all} diverged").format(n=lost, all=len(cells))] if lost else []
        return ", ".join(words)

    # Where it is drawn.

    def area(self) -> QRectF:
        return QRectF(LEFT, ABOVE, max(self.width() - LEFT - RIGHT, 20), max(self.height() - ABOVE - BELOW, 20))

    def box(self, place: Place) -> QRectF:
        """The pixels of a cell."""
        area, (rows, columns) = self.area(), self._values.shape
        wide, tall = area.width() / columns, area.height() / rows
        return QRectF(area.left() + place.column * wide, area.bottom() - (place.row + 1) * tall, wide, tall)

    def place_at(self, x: float, y: float) -> Place | None:
        area = self.area()
        if not self._values.size or not area.contains(x, y):
            return None
        rows, columns = self._values.shape
        column = min(int((x - area.left()) / area.width() * columns), columns - 1)
        return Place(min(int((area.bottom() - y) / area.height() * rows), rows - 1), column)

    def choose(self, place: Place | None) -> None:
        """Choose a cell, and tell."""
        if place != self.place:
            self.place = place
            self.setAccessibleDescription("" if place is None else self.describe(place))
            self.selected.emit(place)
            self.update()

    # How it is coloured: the better, the more of the accent.

    def _goodness(self) -> tuple[Floats, float, float]:
        """Shares from 0, the worst, to 1; and the values of both."""
        values = self._values
        known = values[np.isfinite(values)]
        if not len(known):
            return np.full(values.shape, np.nan), math.nan, math.nan
        logs = not rises(self._metric) and float(known.min()) > 0.0
        scaled = np.log(values) if logs else values
        low, high = (float(np.log(v) if logs else v) for v in (known.min(), known.max()))
        share = (scaled - low) / (high - low) if high > low else np.where(np.isfinite(values), 1.0, np.nan)
        share = share if rises(self._metric) or high <= low else 1.0 - share
        worst, best = (known.min(), known.max()) if rises(self._metric) else (known.max(), known.min())
        return np.asarray(share, np.float64), float(worst), float(best)

    def _color(self, share: float) -> QColor:
        mixed = rgb(self.theme.window) + (rgb(self.theme.accent) - rgb(self.theme.window)) * (0.06 + 0.94 * share)
        return QColor.fromRgbF(*mixed.tolist())

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._swept is None or not self._values.size:
            paint_empty(painter, QRectF(self.rect()), self.empty_text, self.theme)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(tabular(self.font(), scale=0.85))
        shares, worst, best = self._goodness()
        write = self._writer(painter)
        for row, column in np.ndindex(*self._values.shape):
            self._paint_cell(painter, Place(row, column), float(shares[row, column]), write)
        first = self.best()
        for place, token, width in ((first, "success", 2.5), (self.place, "ink", 2.0)):
            if place is not None:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self.theme.color(token), width * self.theme.line_size))
                inset = 2.5 if token == "ink" else 0.5
                painter.drawRect(self.box(place).adjusted(inset, inset, -inset, -inset))
        self._paint_axes(painter)
        if math.isfinite(best):
            self._paint_bar(painter, worst, best)

    def _writer(self, painter: QPainter) -> Writer:
        """How values are written: with as many digits as every cell has room for, or not at all."""
        room = self.box(Place(0, 0)).width() - GAP - 2
        known = self._values[np.isfinite(self._values)].tolist()
        writers: tuple[Writer, ...] = (partial(metric_text, self._metric), partial(number_text, digits=2))
        for write in writers:
            if all(painter.fontMetrics().horizontalAdvance(write(value)) <= room for value in known):
                return write
        return lambda value: ""

    def _paint_cell(self, painter: QPainter, place: Place, share: float, write: Writer) -> None:
        assert self._swept is not None
        box, cells = self.box(place), self._cells(self._swept, place)
        if box.width() > 24 and box.height() > 14:
            box = box.adjusted(GAP / 2, GAP / 2, -GAP / 2, -GAP / 2)
        known = math.isfinite(share)
        color = self._color(share) if known else self.theme.color("window")
        painter.setPen(QPen(self.theme.color("border"), 0))
        painter.setBrush(color)
        painter.drawRect(box)
        lost = "\N{MULTIPLICATION SIGN}" if any(cell.status == "diverged" for cell in cells) else ""
        value = float(self._values[place.row, place.column])
        # Where there is no room for both, that seeds were lost is told before the value.
        for text in (f"{write(value) if known else ''} {lost}".strip(), lost):
            if text and painter.fontMetrics().horizontalAdvance(text) <= box.width() - 2 and box.height() >= 12:
                painter.setPen(readable(color) if known else self.theme.color("muted"))
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
                break
        done = sum(cell.epoch if cell.status != "diverged" else self._swept.sweep.epochs for cell in cells)
        part = done / (len(cells) * self._swept.sweep.epochs)
        if 0.0 < part < 1.0:
            line = QRectF(box.left() + 1, box.bottom() - 3, (box.width() - 2) * part, 2)
            painter.fillRect(line, self.theme.color("text"))

    def _paint_axes(self, painter: QPainter) -> None:
        assert self._swept is not None
        flag, area = Qt.AlignmentFlag, self.area()
        painter.setPen(self.theme.color("muted"))
        rows, columns = self._values.shape
        tall = area.height() / rows
        every = max(1, math.ceil(13 / tall))
        for row in range(0, rows, every):
            box = self.box(Place(row, 0))
            painter.drawText(
                QRectF(0, box.center().y() - 8, LEFT - 6, 16),
                int(flag.AlignRight | flag.AlignVCenter),
                self._row_name(row),
            )
        words = [f"{rate:.3g}" for rate in self._swept.sweep.rates]
        widest = max(painter.fontMetrics().horizontalAdvance(word) for word in words) + 6
        every = max(1, math.ceil(widest / (area.width() / columns)))
        for column in range(0, columns, every):
            centre = self.box(Place(0, column)).center().x()
            painter.drawText(QRectF(centre - 40, area.bottom() + 2, 80, 14), int(flag.AlignHCenter), words[column])
        below = QRectF(area.left(), area.bottom() + 17, area.width(), 15)
        painter.drawText(below, int(flag.AlignHCenter), self.tr("learning rate"))
        side = self.tr("seed") if self.by_seed(self._swept) else self._swept.sweep.penalty
        painter.drawText(QRectF(2, 2, area.width(), 15), int(flag.AlignLeft), side)

    def _paint_bar(self, painter: QPainter, worst: float, best: float) -> None:
        """Which colour is good."""
        area = self.area()
        bar = QRectF(area.right() + 8, area.top(), BAR, area.height())
        gradient = QLinearGradient(bar.bottomLeft(), bar.topLeft())
        gradient.setColorAt(0.0, self._color(0.0))
        gradient.setColorAt(1.0, self._color(1.0))
        painter.setPen(QPen(self.theme.color("border"), 0))
        painter.setBrush(gradient)
        painter.drawRect(bar)
        painter.setPen(self.theme.color("muted"))
        left = bar.right() + 4
        for value, y in ((best, bar.top()), (worst, bar.bottom() - 14)):
            painter.drawText(
                QRectF(left, y, self.width() - left, 14),
                int(Qt.AlignmentFlag.AlignLeft),
                metric_text(self._metric, value),
            )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().x(), event.position().y())
        if place != self._under:
            self._under = place
            self.hovered.emit("" if place is None else self.describe(place))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().x(), event.position().y())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self.choose(place)

    def leaveEvent(self, event: object) -> None:
        self._under = None
        self.hovered.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = KEYS.get(Qt.Key(event.key()))
        if move is None or not self._values.size:
            super().keyPressEvent(event)
            return
        at = self.place or self.best() or Place(0, 0)
        rows, columns = self._values.shape
        self.choose(Place(min(max(at.row + move[0], 0), rows - 1), min(max(at.column + move[1], 0), columns - 1)))

    def sizeHint(self) -> QSize:
        return QSize(420, 220)
