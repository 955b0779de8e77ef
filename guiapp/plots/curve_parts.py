"""Pieces of the curve plot: an axis that reads well on a log scale, and the values at the curves' right ends."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QHBoxLayout,
    QLabel,
    QSlider,
    QWidget,
)

from guiapp.figures import metric_word
from guiapp.plots.base import number_text
from guiapp.plots.legend import Look
from guiapp.plots.series import AXES
from guiapp.theme import tabular
from guiapp.translation.catalogue import said

LINE = 15
"""Pixels from one value to the next where they would touch."""


def part_look(name: str) -> Look:
    """How the curve called `train_loss`, `test_loss` or `validation_loss` is drawn."""
    looks: dict[str, Look] = {"test": "dash", "validation": "dot"}
    return looks.get(name.split("_")[0], "solid")


def curve_words(name: str) -> str:
    """`train_rmse` as "train RMSE"."""
    part, _, metric = name.partition("_")
    words = QCoreApplication.translate("plots", "{part} {metric}")
    return words.format(part=said(part), metric=metric_word(metric)).strip()


def _ends(items: Iterable[pg.PlotDataItem], right: float) -> tuple[list[float], list[float]]:
    """Smallest and largest x, and y, of each visible curve up to this x."""
    xs: list[float] = []
    ys: list[float] = []
    for item in items:
        x, y = item.getOriginalDataset()
        if not item.isVisible() or x is None:
            continue
        y = y[x <= right]
        if np.isfinite(y).any():
            xs += [float(x[0]), float(x[-1])]
            ys += [float(np.nanmin(y)), float(np.nanmax(y))]
    return xs, ys


def limits(present: Iterable[pg.PlotDataItem], past: Iterable[pg.PlotDataItem]) -> tuple[list[float], list[float]]:
    """What the axes have to span: past runs are behind the present one, they do not stretch its axis."""
    xs, ys = _ends(present, math.inf)
    more = _ends(past, max(xs, default=math.inf))
    return xs or more[0], ys + more[1]


def round_values(low: float, high: float, most: int, *, whole: bool = False) -> list[float]:
    """At most so many round numbers (steps of 1, 2 or 5) that lie between two."""
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return []
    rough = (high - low) / max(most, 1)
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * part for part in (1, 2, 5, 10) if size * part >= rough * (1 - 1e-9))
    step = max(step, 1.0) if whole else step
    return [step * count for count in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]


class ValueAxis(pg.AxisItem):
    """Whole decades on a log scale, round numbers within one; figures with thousands separated. `whole`: it counts."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self.whole = False
        self.enableAutoSIPrefix(False)

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        upright = self.orientation in ("left", "right")
        most = max(2, int(size / (26 if upright else 90)))
        if not self.logMode:
            return [(1.0, round_values(minVal, maxVal, most, whole=self.whole))]
        first, last = math.ceil(minVal), math.floor(maxVal)
        if last - first >= 1:
            stride = math.ceil((last - first + 1) / most)
            return [(1.0, [float(decade) for decade in range(last, first - 1, -stride)][::-1])]
        low, high = math.floor(minVal), math.ceil(maxVal)
        fine = [decade + math.log10(part) for decade in range(low, high + 1) for part in (1, 2, 5)]
        inside = [value for value in fine if minVal <= value <= maxVal]
        if len(inside) < 2:
            inside = [math.log10(value) for value in round_values(10.0**minVal, 10.0**maxVal, most) if value > 0]
        return [(1.0, inside)]

    def tickStrings(self, values: Any, scale: float, spacing: float) -> list[str]:
        if self.logMode:
            return [number_text(10.0**value, 3) for value in values]
        return [f"{round(value, 12):,.10g}".replace("-", "\N{MINUS SIGN}") for value in values]


class EndLabels:
    """A text for each curve beside its last point, moved apart where they would touch."""

    def __init__(self, scene: QGraphicsScene) -> None:
        self._scene = scene
        self._items: dict[str, QGraphicsSimpleTextItem] = {}

    def show(self, texts: dict[str, str], color: QColor) -> float:
        """Show exactly these; the answer is the width that they need."""
        for name in [name for name in self._items if name not in texts]:
            self._scene.removeItem(self._items.pop(name))
        font = tabular(scale=0.9)
        for name, text in texts.items():
            if name not in self._items:
                self._items[name] = QGraphicsSimpleTextItem()
                self._scene.addItem(self._items[name])
            self._items[name].setFont(font)
            self._items[name].setText(text)
            self._items[name].setBrush(color)
        return max((item.boundingRect().width() for item in self._items.values()), default=0.0)

    def place(self, heights: dict[str, float], area: QRectF) -> None:
        """Put each text beside the area at the height of its curve's end, in scene pixels."""
        half = LINE / 2
        low, high = area.top() + half, area.bottom() - half
        order = sorted(self._items, key=lambda name: heights.get(name, low))
        places: list[float] = []
        for name in order:
            wanted = min(max(heights.get(name, low), low), high)
            places.append(max(wanted, places[-1] + LINE) if places else wanted)
        for i in range(len(places) - 1, -1, -1):
            places[i] = min(places[i], high - (len(places) - 1 - i) * LINE)
        for name, at in zip(order, places, strict=True):
            self._items[name].setPos(area.right() + 6, at - self._items[name].boundingRect().height() / 2)


class Readout(QLabel):
    """Words in a corner above a plot and not in its layout: what is read must not move what is drawn."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFont(tabular(scale=0.9))
        self.setProperty("role", "readout")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, text: str, area: QRectF) -> None:
        """Show the words in the area's upper right corner."""
        self.setText(text)
        self.adjustSize()
        self.move(round(area.right() - self.width() - 4), round(area.top() + 4))
        self.show()


class CurveControls(QWidget):
    """Log scale, smoothing, and what stands on the horizontal axis."""

    axis_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.axis = QComboBox()
        for name, text in zip(AXES, (self.tr("epochs"), self.tr("steps"), self.tr("seconds")), strict=True):
            self.axis.addItem(text, name)
        self.axis.setAccessibleName(self.tr("Horizontal axis"))
        self.axis.currentIndexChanged.connect(lambda _: self.axis_chosen.emit(self.axis.currentData()))
        self.log = QCheckBox(self.tr("log scale"))
        self.smoothing = QSlider(Qt.Orientation.Horizontal)
        self.smoothing.setRange(0, 99)
        self.smoothing.setFixedWidth(56)
        self.smoothing.setAccessibleName(self.tr("Smoothing"))
        self.smoothing.setToolTip(self.tr("Smoothing: how much of the past goes into each point."))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self.log, QLabel(self.tr("smooth")), self.smoothing, self.axis):
            layout.addWidget(widget)
