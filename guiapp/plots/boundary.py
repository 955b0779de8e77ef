"""The decision map of a network with two inputs: areas, border, points, and the lines of its first layer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QImage, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from guiapp.colours import rgb
from guiapp.plots.base import Columns, Plot, number_text, without_unit
from guiapp.plots.brush_plane import BrushPlane
from guiapp.plots.images import are_shares, class_words, contour, heat_image, margins, word_image
from guiapp.plots.legend import Key, Legend
from guiapp.plots.plane import Extent, Points
from guiapp.theme import Theme, tabular

SOFT = 0.78
"""Strength of an area's colour, so that points of the same class stand out of it."""


def grid_points(extent: Extent, size: int) -> NDArray[np.float64]:
    """Centres of size x size cells, (size * size, 2), row by row from the lowest x2."""
    x0, x1, y0, y1 = extent
    cells = (np.arange(size) + 0.5) / size
    first, second = np.meshgrid(x0 + cells * (x1 - x0), y0 + cells * (y1 - y0))
    return np.stack([first.ravel(), second.ravel()], axis=1)


class BoundaryPlot(Plot):
    """Decision map with points. `hovered(x1, x2)` in data coordinates, `lines_toggled(bool)` when lines are wanted."""

    hovered = Signal(float, float)
    left = Signal()
    lines_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Output"), self.tr("Data with two inputs are drawn here, with what the network says."), parent
        )
        self._values: NDArray[Any] | None = None
        self._data: tuple[NDArray[Any], NDArray[Any], NDArray[Any]] | None = None
        self._task = "classify"
        self._boundary = 0.5
        self._span: float | None = None
        self._names: tuple[str, ...] = ()
        self._lines: Any = ()
        self.offers_lines = True
        """Whether the first layer's lines can be asked for; they mean nothing where it sees more than the plane."""
        self.title = QLabel()
        self.title.hide()
        self.plane = BrushPlane(self.theme, self.empty_text)
        self.plane.setAccessibleName(self.accessibleName())
        self.legend = Legend(self.theme)
        self.hard = QCheckBox(self.tr("hard edges"))
        self.hard.setToolTip(self.tr("Discretise: show only which answer wins, not how surely."))
        self.lines = QCheckBox(self.tr("unit lines"))
        self.lines.setToolTip(self.tr("Where each unit of the first layer is zero."))
        self.agree = QCheckBox(self.tr("where seeds agree"))
        self.agree.setToolTip(self.tr("Paler where the seeds of the last sweep, nearest to this project, differ."))
        self._doubt: NDArray[np.float64] | None = None
        self.readout = QLabel()
        self.readout.setFont(tabular(scale=0.9))
        self.readout.setProperty("role", "muted")
        self.readout.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._arrange()
        self.hard.hide()
        self.lines.hide()
        self.agree.hide()
        self.agree.toggled.connect(lambda _: self.set_map(self._values, self.plane.extent))
        self.hard.toggled.connect(self.set_discretise)
        self.lines.toggled.connect(self.set_lines_shown)
        self.plane.hovered.connect(self._on_plane_hovered)
        self.plane.left.connect(self._on_plane_left)

    def _arrange(self) -> None:
        switches = QHBoxLayout()
        switches.setSpacing(12)
        switches.addWidget(self.hard)
        switches.addWidget(self.lines)
        switches.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(self.plane, 1)
        layout.addWidget(self.legend)
        layout.addLayout(switches)
        layout.addWidget(self.agree)
        layout.addWidget(self.readout)
        layout.addStretch(0)
        self.readout.setText(" ")

    def set_title(self, text: str) -> None:
        self.title.setText(text)
        self.title.setVisible(bool(text))

    def set_axes(self, first: str, second: str) -> None:
        """Names of the two inputs."""
        self.plane.axes = (first, second)
        self.plane.update()

    def set_points(
        self,
        x: NDArray[Any],
        y: NDArray[Any],
        test: NDArray[np.bool_] | None = None,
        *,
        task: str = "classify",
        names: Sequence[str] = (),
        span: float | None = None,
        boundary: float = 0.5,
    ) -> None:
        """Points x (n, 2) with classes y (n,) 0..k-1, or numbers y (n,) where the task is "regress".

        `span` is the number that has the strongest colour; left out, the largest in y. A single answer above the
        `boundary` is of class 1.
        """
        x, y = np.asarray(x, np.float64)[:, :2], np.asarray(y).reshape(len(x))
        part = np.zeros(len(x), np.bool_) if test is None else np.asarray(test, np.bool_)
        self._data, self._task, self._names = (x, y, part), task, tuple(names)
        self._boundary = boundary
        self._span = span or (_span(y) if task == "regress" else None)
        self._show_points()

    def set_map(self, values: NDArray[Any] | None, extent: Extent) -> None:
        """Answers (h, w) or (h, w, k) for the cells of `grid_points(extent, size)`; None takes the map away."""
        self._values = None if values is None else np.asarray(values)
        self.plane.smooth = not self.hard.isChecked()
        self.hard.setVisible(self._values is not None)
        self.lines.setVisible(self._values is not None and self.offers_lines)
        self.agree.setVisible(self._values is not None and self._doubt is not None)
        if self._values is None:
            self.plane.set_image(None, np.empty((0, 4)), extent)
            return
        image, segments = self._render(self._agreed(self._values))
        height, width = self._values.shape[:2]
        scale = np.array([(extent[1] - extent[0]) / width, (extent[3] - extent[2]) / height] * 2)
        origin = np.array([extent[0], extent[2]] * 2)
        self.plane.set_image(image, origin + (segments + 0.5) * scale, extent)

    def set_doubt(self, doubt: NDArray[np.float64] | None) -> None:
        """How much other seeds differ (h, w), from 0 to 1, over the same plane; None where that is not known."""
        self._doubt = doubt
        self.set_map(self._values, self.plane.extent)

    def _agreed(self, values: NDArray[Any]) -> NDArray[Any]:
        """The answers, paler where there is doubt, while that is wanted."""
        if self._doubt is None or not self.agree.isChecked():
            return values
        deep = values.reshape(*values.shape[:2], -1)
        rows, columns = (np.arange(n) * m // n for n, m in zip(deep.shape[:2], self._doubt.shape, strict=True))
        doubt = self._doubt[np.ix_(rows, columns)][..., None]
        return faded(deep, doubt, self._boundary, self._task != "regress").reshape(values.shape)

    def set_unit_lines(self, lines: Sequence[tuple[float, float, float]] | NDArray[Any]) -> None:
        """Lines w1 x1 + w2 x2 + b = 0 of the first layer's units; drawn while "unit lines" is ticked."""
        self._lines = lines
        self.plane.set_lines(lines if self.lines.isChecked() else ())

    def set_discretise(self, on: bool) -> None:
        self.hard.setChecked(on)
        self.set_map(self._values, self.plane.extent)

    def set_lines_shown(self, on: bool) -> None:
        self.lines.setChecked(on)
        self.set_unit_lines(self._lines)
        self.lines_toggled.emit(on)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.plane.set_theme(theme)
        self.legend.set_theme(theme)
        self.set_map(self._values, self.plane.extent)
        self._show_points()

    def set_empty_text(self, text: str) -> None:
        super().set_empty_text(text)
        self.plane.empty_text = text
        self.plane.update()

    def clear(self) -> None:
        """Forget map, points and lines."""
        self._values = self._data = None
        self.plane.set_image(None, np.empty((0, 4)), self.plane.extent)
        self.plane.set_points(None)
        self.set_unit_lines(())
        self.legend.set_keys([])

    def picture_parts(self) -> list[QWidget]:
        return [self.title, self.plane, self.legend]

    def numbers(self) -> Columns:
        if self._values is None:
            return {}
        height, width = self._values.shape[:2]
        x0, x1, y0, y1 = self.plane.extent
        first, second = np.meshgrid(
            x0 + (np.arange(width) + 0.5) / width * (x1 - x0), y0 + (np.arange(height) + 0.5) / height * (y1 - y0)
        )
        columns = {"x1": first.ravel(), "x2": second.ravel()}
        flat = self._values.reshape(height * width, -1)
        names = [f"output_{i}" for i in range(flat.shape[1])] if flat.shape[1] > 1 else ["output"]
        return columns | {name: flat[:, i] for i, name in enumerate(names)}

    def value_at(self, x1: float, x2: float) -> NDArray[Any] | None:
        """The map's answer (k,) at this place."""
        if self._values is None:
            return None
        height, width = self._values.shape[:2]
        a, b, c, d = self.plane.extent
        column = min(max(int((x1 - a) / (b - a) * width), 0), width - 1)
        row = min(max(int((x2 - c) / (d - c) * height), 0), height - 1)
        return np.atleast_1d(self._values[row, column])

    def _render(self, values: NDArray[Any]) -> tuple[QImage, NDArray[np.float64]]:
        """The map as an image and its borders as segments (n, 4) in columns and rows."""
        if values.ndim == 3 and values.shape[2] == 1:
            values = values[..., 0]
        hard = self.hard.isChecked()
        if self._task == "regress":
            flat = values if values.ndim == 2 else values[..., 0]
            span = self._span or _span(flat)
            shown = np.sign(flat) * span if hard else flat
            return heat_image(shown, self.theme.soft_lut, span), np.empty((0, 4))
        if values.ndim == 2:
            signed = (values - self._boundary) / (1.0 - self._boundary)
            shown = np.where(signed > 0, 1.0, -1.0) if hard else signed
            return heat_image(shown, self.theme.soft_lut), contour(values, self._boundary)
        colors = np.array([rgb(color) for color in self.theme.classes]) * 255
        colors = colors[np.arange(values.shape[2]) % len(colors)]
        shown = np.eye(values.shape[2])[values.argmax(axis=-1)] if hard else values
        image = word_image(class_words(shown, colors, rgb(self.theme.neutral) * 255, SOFT))
        borders = [contour(margin, 0.0) for margin in margins(values)]
        return image, np.concatenate([np.empty((0, 4)), *borders])

    def _show_points(self) -> None:
        if self._data is None:
            return
        x, y, test = self._data
        group = np.clip(y, 0, None).astype(np.intp)
        if self._task == "regress":
            shade = (np.clip(y / (self._span or 1.0), -1, 1) * 7.5 + 7.5).astype(np.intp)
            looks = [("circle", QColor(*self.theme.lut[i * 17][:3].tolist())) for i in range(16)]
            self.plane.set_points(Points(x, shade, test, tuple(looks), halo=True))
        else:
            looks = [
                (self.theme.class_marker(i), self.theme.class_color(i)) for i in range(int(group.max(initial=0)) + 1)
            ]
            self.plane.set_points(Points(x, group, test, tuple(looks)))
        self.legend.set_keys(self._keys(looks, bool(test.any())))

    def _keys(self, looks: list[tuple[str, QColor]], tested: bool) -> list[Key]:
        keys = [Key(self.tr("train"), "circle", self.theme.color("muted"), "filled")]
        if tested:
            keys.append(Key(self.tr("test"), "circle", self.theme.color("muted"), "ring"))
        if self._task == "regress":
            span = self._span or 1.0
            keys += [
                Key(number_text(v, 3), "square", looks[i][1], "swatch") for v, i in ((-span, 0), (0.0, 8), (span, 15))
            ]
            return keys
        names = self._names or tuple(str(i) for i in range(len(looks)))
        return keys + [Key(name, marker, color, "filled") for name, (marker, color) in zip(names, looks, strict=False)]

    def _on_plane_hovered(self, x1: float, x2: float) -> None:
        self.hovered.emit(x1, x2)
        first, second = (without_unit(name) for name in self.plane.axes)
        text = f"{first} {x1:.2f}   {second} {x2:.2f}".replace("-", "\N{MINUS SIGN}")
        value = self.value_at(x1, x2)
        if value is not None and len(value) == 1:
            text += f"   \N{RIGHTWARDS ARROW} {number_text(float(value[0]))}"
        elif value is not None:
            best = int(value.argmax())
            name = self._names[best] if best < len(self._names) else str(best)
            figure = f"{100 * float(value[best]):.1f} %" if are_shares(value) else number_text(float(value[best]), 3)
            text += f"   \N{RIGHTWARDS ARROW} {name} {figure}"
        self.readout.setText(text)

    def _on_plane_left(self) -> None:
        self.readout.setText(" ")
        self.left.emit()

    # Qt's overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        # The map is square: what is left of a tall panel stays empty below the switches.
        self.plane.setMaximumHeight(max(self.width(), self.plane.minimumHeight()))


def faded(answers: NDArray[Any], doubt: NDArray[Any], boundary: float, classes: bool) -> NDArray[np.float64]:
    """Answers (..., outputs) that lose colour with doubt (..., 1) from 0 to 1: at 1 they say nothing, which is all
    classes alike, the boundary, or the number 0."""
    outputs = answers.shape[-1]
    nothing = (1.0 / outputs if outputs > 1 else boundary) if classes else 0.0
    return np.asarray(answers + (nothing - answers) * doubt)


def _span(values: NDArray[Any]) -> float:
    finite = values[np.isfinite(values)]
    return float(np.abs(finite).max(initial=0.0)) or 1.0
