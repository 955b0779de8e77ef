"""Loss and metric curves while they grow: train solid, test dashed, validation dotted, in one neutral colour."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from guiapp.figures import metric_text
from guiapp.plots.base import Columns, Plot
from guiapp.plots.curve_parts import (
    CurveControls,
    EndLabels,
    Readout,
    ValueAxis,
    curve_words,
    limits,
    part_look,
)
from guiapp.plots.legend import DASHES, Key, Legend
from guiapp.plots.marks import Mark, Marks, told
from guiapp.plots.series import AXES, Series, floor_below, grounded, shaped
from guiapp.theme import Theme, tabular

RANGE_SECONDS = 0.2
"""The axes follow the data this often at most."""


class CurvePlot(Plot):
    """Named curves over epochs, steps or seconds. `append` as points come, `draw` once a frame."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            parent=parent, name=self.tr("Curves"), empty=self.tr("Press play: loss and accuracy are drawn here.")
        )
        self._series: dict[str, Series] = {}
        self._items: dict[str, pg.PlotDataItem] = {}
        self._past: list[tuple[pg.PlotDataItem, str, Series]] = []
        self._shown: set[str] | None = None
        self._axis = "epoch"
        self._log = False
        self._follow = True
        self._ranged_at = 0.0
        self._last_range = QTimer(self, singleShot=True, interval=round(RANGE_SECONDS * 1000))
        self._last_range.timeout.connect(self._refresh)
        self._stale = True
        self.view = pg.PlotWidget(axisItems={side: ValueAxis(side) for side in ("left", "bottom")})
        self.marks = Marks(self.view, self.theme)
        self._ends = EndLabels(self.view.scene())
        self._margin = 0.0
        self.legend = Legend(self.theme)
        self.empty = QLabel(self.empty_text, alignment=Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setProperty("role", "muted")
        self._prepare_view()
        self.controls = CurveControls()
        self.controls.axis_chosen.connect(self.set_axis)
        self.controls.log.toggled.connect(self.set_log)
        self.controls.smoothing.valueChanged.connect(self._refresh)
        self._arrange()
        self.set_theme(self.theme)
        self._show_empty()

    def _prepare_view(self) -> None:
        plot = self.view.getPlotItem()
        # On the plot, not on the items: addItem undoes the items' own settings.
        plot.setDownsampling(auto=True, mode="peak")
        plot.setClipToView(True)
        plot.getAxis("bottom").whole = True
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.showGrid(x=False, y=True, alpha=0.25)
        plot.getViewBox().disableAutoRange()
        plot.getViewBox().sigRangeChangedManually.connect(self._on_range_changed)
        plot.getViewBox().sigTransformChanged.connect(self.place_ends)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.view.setFrameShape(self.view.Shape.NoFrame)
        self.view.setAccessibleName(self.accessibleName())
        self.view.scene().sigMouseMoved.connect(self._on_mouse_moved)
        self.view.scene().sigMouseClicked.connect(self._on_mouse_clicked)
        self._cross = pg.InfiniteLine(angle=90, movable=False)
        self._cross.hide()
        plot.addItem(self._cross, ignoreBounds=True)

    def _arrange(self) -> None:
        self.readout = Readout(self.view)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.legend, 1)
        top.addWidget(self.controls)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.empty, 1)

    # What is drawn

    def append(self, name: str, epoch: Any, step: Any, seconds: Any, value: Any) -> None:
        """Add points, scalars or arrays (n,), to the curve of this name."""
        if name not in self._series:
            self._series[name] = Series()
            self._add_item(name)
        self._series[name].append(epoch, step, seconds, value)
        self._stale = True

    def set_past(self, runs: Iterable[Mapping[str, tuple[Any, Any, Any, Any]]]) -> None:
        """Earlier runs behind the present one: for each, name -> (epoch, step, seconds, value), arrays (n,)."""
        for item, _, _ in self._past:
            self.view.removeItem(item)
        self._past = []
        for run in runs:
            for name, columns in run.items():
                series = Series()
                series.append(*columns)
                item = pg.PlotDataItem(pen=self._pen(name, "past"), skipFiniteCheck=True)
                item.setZValue(-10)
                self.view.addItem(item, ignoreBounds=True)
                self._past.append((item, name, series))
        self._refresh()

    def mark(self, short: str, text: str, epoch: float, step: float, seconds: float) -> None:
        """A line at the moment of an event: `short` stands there, `text` is read there."""
        self.marks.add(Mark(short, text, (epoch, step, seconds)))
        self.marks.place(self._axis)

    def moment(self, epoch: float) -> tuple[float, float, float] | None:
        """(epoch, step, seconds) of the drawn point that is nearest to this epoch."""
        series = next((s for s in self._series.values() if s.size), None)
        if series is None:
            return None
        at = int(np.abs(series.column("epoch") - epoch).argmin())
        found = tuple(float(series.column(axis)[at]) for axis in AXES)
        return found[0], found[1], found[2]

    def clear(self) -> None:
        """Forget the present run's curves and marks; past runs stay."""
        for name in list(self._series):
            self.view.removeItem(self._items.pop(name))
        self.marks.clear()
        self._series, self._follow = {}, True
        self._show_legend()
        self._refresh()

    def set_shown(self, names: Iterable[str] | None) -> None:
        """Draw only these curves; None draws all."""
        self._shown = None if names is None else set(names)
        self._show_legend()
        self._refresh()

    def set_axis(self, name: str) -> None:
        """Put "epoch", "step" or "seconds" on the horizontal axis."""
        self._axis = name
        self.view.getAxis("bottom").whole = name != "seconds"
        self.controls.axis.setCurrentIndex(AXES.index(name))
        self._follow = True
        self._refresh()
        self.marks.place(name)

    def set_log(self, on: bool) -> None:
        """Logarithmic or linear values."""
        self._log = on
        self.controls.log.setChecked(on)
        self.view.getAxis("left").setLogMode(False, on)
        self._follow = True
        self._refresh()

    def set_smoothing(self, weight: float) -> None:
        """0 draws the points as they are, towards 1 ever smoother."""
        self.controls.smoothing.setValue(round(100 * weight))

    def draw(self) -> None:
        """Show what was appended since the last call."""
        if not self._stale:
            return
        self._stale = False
        self._show_empty()
        low, high = self._window()
        lines = [(self._items[name], name, series) for name, series in self._series.items()] + self._past
        weight, drawn = self.controls.smoothing.value() / 100, []
        for item, name, series in lines:
            visible = self._visible(name) and series.size > 0
            item.setVisible(visible)
            if visible:
                drawn.append((item, *shaped(series, self._axis, (low, high), weight, self._log)))
        floor = floor_below([y for _, _, y in drawn])
        for item, x, y in drawn:
            values = grounded(y, floor)
            item.setData(x, values, connect="all" if bool(np.isfinite(values).all()) else "finite")
        self._fit()
        self.place_ends()

    def picture_parts(self) -> list[QWidget]:
        return [self.legend, self.view]

    def numbers(self) -> Columns:
        columns: dict[str, Any] = {}
        for name, series in self._series.items():
            if self._visible(name):
                columns |= {f"{name}_{axis}": series.column(axis) for axis in AXES}
                columns[name] = series.column("value")
        return columns

    def values_at(self, x: float) -> dict[str, float]:
        """Each drawn curve's value at the point nearest to x on the present axis."""
        result = {}
        for name, series in self._series.items():
            column = series.column(self._axis)
            if self._visible(name) and series.size:
                after = min(int(np.searchsorted(column, x)), series.size - 1)
                before = max(after - 1, 0)
                nearest = before if abs(column[before] - x) <= abs(column[after] - x) else after
                # Weights of an earlier epoch that are put back give the last epoch values of their own.
                last = int(np.searchsorted(column, column[nearest], side="right")) - 1
                result[name] = float(series.column("value")[last])
        return result

    def set_empty_text(self, text: str) -> None:
        super().set_empty_text(text)
        self.empty.setText(text)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.legend.set_theme(theme)
        self.view.setBackground(theme.window)
        for side in ("left", "bottom"):
            axis = self.view.getAxis(side)
            axis.setPen(pg.mkPen(theme.border))
            axis.setTextPen(pg.mkPen(theme.muted))
            axis.setStyle(tickFont=tabular(scale=0.9), tickLength=-4 if side == "bottom" else 0)
        self._cross.setPen(pg.mkPen(theme.border_strong))
        for name, item in self._items.items():
            item.setPen(self._pen(name, "curve"))
        for item, name, _ in self._past:
            item.setPen(self._pen(name, "past"))
        self.marks.set_theme(theme)
        self._show_legend()
        self.place_ends()

    # How

    def _add_item(self, name: str) -> None:
        item = pg.PlotDataItem(pen=self._pen(name, "curve"), skipFiniteCheck=True, antialias=True)
        self.view.addItem(item, ignoreBounds=True)
        self._items[name] = item
        self._show_legend()

    def _pen(self, name: str, token: str) -> QPen:
        pen = pg.mkPen(getattr(self.theme, token), width=self.theme.line_size)
        look = part_look(name)
        if look in DASHES:
            pen.setDashPattern(DASHES[look])
        return pen

    def _visible(self, name: str) -> bool:
        return self._shown is None or name in self._shown

    def _window(self) -> tuple[float, float]:
        """The stretch of the axis that can be seen; all of it while the axes follow the data."""
        if self._follow:
            return -np.inf, np.inf
        low, high = self.view.getViewBox().viewRange()[0]
        return low, high

    def _fit(self) -> None:
        """Let the axes follow the data, a few times a second."""
        now = time.monotonic()
        if not self._follow or now - self._ranged_at < RANGE_SECONDS:
            self._last_range.start()  # what came last is seen too
            return
        xs, ys = limits(self._items.values(), [item for item, _, _ in self._past])
        if not xs:
            return
        self._ranged_at = now
        pad = 0.06 * (max(ys) - min(ys)) or 0.05 * abs(max(ys)) or 0.5
        right = max(xs) if max(xs) > min(xs) else min(xs) + 1
        self.view.getViewBox().setRange(xRange=(min(xs), right), yRange=(min(ys) - pad, max(ys) + pad), padding=0)

    def place_ends(self) -> None:
        """The newest values at the curves' right ends; may be called more often than `draw`."""
        drawn = {name: series for name, series in self._series.items() if self._visible(name) and series.size}
        texts = {
            name: f"{curve_words(name)} {metric_text(name, series.column('value')[-1])}"
            for name, series in drawn.items()
        }
        width = self._ends.show(texts, self.theme.color("text")) + 12
        if not self._margin - 40 < width <= self._margin:
            self._margin = width + 8
            self.view.getPlotItem().layout.setColumnFixedWidth(2, self._margin)
        box = self.view.getViewBox()
        heights = {}
        for name in drawn:
            _, y = self._items[name].getOriginalDataset()
            if y is not None and len(y) and np.isfinite(y[-1]):
                heights[name] = box.mapViewToScene(QPointF(0.0, float(y[-1]))).y()
        self._ends.place(heights, box.sceneBoundingRect())
        self.marks.place(self._axis)

    def _show_legend(self) -> None:
        looks = {part_look(name): name.split("_")[0] for name in self._series if self._visible(name)}
        color = self.theme.color("curve")
        words = {"train": self.tr("train"), "test": self.tr("test"), "validation": self.tr("validation")}
        self.legend.set_keys([Key(words.get(part, part), "", color, look) for look, part in looks.items()])

    def _show_empty(self) -> None:
        filled = any(series.size for series in self._series.values()) or bool(self._past)
        self.view.setVisible(filled)
        self.controls.setVisible(filled)
        self.empty.setVisible(not filled)

    def _refresh(self) -> None:
        self._stale = True
        self._ranged_at = 0.0
        self.draw()

    def _on_range_changed(self) -> None:
        self._follow = False
        self._stale = True
        self.draw()

    def _on_mouse_clicked(self, event: Any) -> None:
        if event.double():
            self._follow = True
            self._refresh()

    def _on_mouse_moved(self, at: QPointF) -> None:
        box = self.view.getViewBox()
        inside = QRectF(box.sceneBoundingRect()).contains(at) and bool(self._series)
        self._cross.setVisible(inside)
        if not inside:
            self.readout.hide()
            return
        x = box.mapSceneToView(at).x()
        self._cross.setValue(x)
        values = [f"{curve_words(name)} {metric_text(name, value)}" for name, value in self.values_at(x).items()]
        words = "   ".join([f"{self.controls.axis.currentText()} {x:,.6g}", *values])
        marks = told(self.marks.at(at.x()), self.tr("and {0} more before"))
        self.readout.say("\n".join([words, *marks]), box.sceneBoundingRect())

    # Qt's overrides

    def showEvent(self, event: Any) -> None:
        self._refresh()
