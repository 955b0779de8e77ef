"""A unit's sum, row by row: input times weight gives product, with sliders for what may be dragged."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from guiapp.form.fields import Field
from guiapp.form.number import NumberBox
from guiapp.plots.base import number_text
from guiapp.theme import tabular
from guiapp.views.slider_row import Slider

MOST = 24
"""Rows that can be dragged; of wider layers the heaviest ones."""
STEPS = 200
LARGEST = 1e6


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)


class DragRow:
    """One number with a slider and a box, in a row of a grid."""

    def __init__(self, grid: QGridLayout, row: int, column: int, name: str) -> None:
        self.slider = Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(-STEPS, STEPS)
        self.slider.setAccessibleName(name)
        self.slider.setMinimumWidth(44)
        field = Field(
            name="value", kind="float", annotation=float, default=0.0, title=name, text="",
            bounds={"ge": -LARGEST, "le": LARGEST},
        )  # fmt: skip
        self.box = NumberBox(field)
        self.box.setAccessibleName(name)
        self.box.setFixedWidth(78)
        self.reach = 5.0
        grid.addWidget(self.slider, row, column)
        grid.addWidget(self.box, row, column + 1)

    def show(self, value: float, usable: bool) -> None:
        for widget in (self.slider, self.box):
            widget.setEnabled(usable)
        if not self.slider.isSliderDown():
            self.reach = max(5.0, 10.0 ** np.ceil(np.log10(max(abs(value), 1e-9)) - 0.3))
            self.slider.blockSignals(True)
            self.slider.setValue(round(min(max(value / self.reach, -1.0), 1.0) * STEPS))
            self.slider.blockSignals(False)
        if not (self.box.hasFocus() and self.box.lineEdit().isModified()):
            self.box.set_value(float(f"{value:.4g}"))

    def dragged(self) -> float:
        return round(self.slider.value() / STEPS * self.reach, 4)


class SumRows(QScrollArea):
    """`input_moved(i, value)` and `weight_moved(i, value)` while numbers are dragged or typed (i is -1 for the bias),
    `settled()` at the end of it."""

    input_moved = Signal(int, float)
    weight_moved = Signal(int, float)
    settled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("The sum, row by row"))
        self._page = QWidget()
        self.setWidget(self._page)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 8, 0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(2)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._key: tuple[object, ...] = ()
        self._places: list[int] = []
        self.inputs: list[DragRow] = []
        self.weights: list[DragRow] = []
        self.products: list[QLabel] = []
        self.bias: DragRow | None = None

    def show_sum(
        self,
        names: Sequence[str],
        inputs: NDArray[np.float64],
        weights: NDArray[np.float64],
        bias: float | None,
        *,
        threshold: bool,
        free: bool,
        locked: bool,
    ) -> None:
        """Rows of the unit's inputs; `threshold` shows the bias with its sign turned, `free` inputs can be dragged."""
        heavy = np.argsort(-np.abs(inputs * weights), kind="stable")[:MOST] if len(inputs) > MOST else None
        key = (tuple(names), len(inputs), bias is None, threshold)
        if key != self._key:
            self._places = sorted(heavy.tolist()) if heavy is not None else list(range(len(inputs)))
            self._build(names, len(inputs), bias is not None, threshold)
            self._key = key
        for row, place in enumerate(self._places):
            self.inputs[row].show(float(inputs[place]), free)
            self.weights[row].show(float(weights[place]), not locked)
            self.products[row].setText(number_text(float(inputs[place] * weights[place])))
        if self.bias is not None and bias is not None:
            self.bias.show(-bias if threshold else bias, not locked)

    def _build(self, names: Sequence[str], count: int, biased: bool, threshold: bool) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.inputs, self.weights, self.products, self.bias = [], [], [], None
        heads = (tr("input"), "", tr("\N{MULTIPLICATION SIGN} weight"), "", tr("= product"))
        for column, text in zip((1, 2, 3, 4, 5), heads, strict=True):
            self._grid.addWidget(_muted(text), 0, column)
        for row, place in enumerate(self._places, 1):
            name = names[place] if place < len(names) else str(place + 1)
            self._grid.addWidget(QLabel(name), row, 0)
            self.inputs.append(self._drag(row, 1, tr("Input {name}").format(name=name), place, self.input_moved.emit))
            self.weights.append(
                self._drag(row, 3, tr("Weight of {name}").format(name=name), place, self.weight_moved.emit)
            )
            product = QLabel()
            product.setFont(tabular())
            product.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            product.setMinimumWidth(52)
            self.products.append(product)
            self._grid.addWidget(product, row, 5)
        last = len(self._places) + 1
        if biased:
            word = tr("threshold") if threshold else tr("bias")
            self._grid.addWidget(QLabel(word), last, 0)
            self.bias = self._drag(last, 3, word, -1, self.weight_moved.emit)
        if count > len(self._places):
            text = tr("the {n} that count most here, of {total}").format(n=len(self._places), total=f"{count:,}")
            self._grid.addWidget(_muted(text), last + 1, 0, 1, 6)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)

    def _drag(self, row: int, column: int, name: str, place: int, emit: Callable[[int, float], None]) -> DragRow:
        made = DragRow(self._grid, row, column, name)
        made.slider.valueChanged.connect(lambda _: emit(place, made.dragged()))
        made.slider.sliderReleased.connect(self.settled)
        made.box.edited.connect(lambda value: emit(place, float(value)))
        made.box.editingFinished.connect(self.settled)
        return made


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "muted")
    return label
