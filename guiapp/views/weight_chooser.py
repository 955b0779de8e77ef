"""Which one weight: the array it stands in, and its place there."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QWidget

from guiapp.form.combo import ComboBox
from guiapp.theme import tabular

Weight = tuple[str, tuple[int, ...]]
"""Name of the array, and the place in it counted from 0."""


def tr(text: str) -> str:
    return QCoreApplication.translate("views", text)


class WeightChooser(QWidget):
    """`chosen(weight)` when the person goes to another one."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.array = ComboBox()
        self.array.setAccessibleName(tr("Weights of a layer"))
        self.places = (QSpinBox(), QSpinBox())
        self.array.setMinimumContentsLength(12)
        self._shapes: dict[str, tuple[int, ...]] = {}
        self._labels = (QLabel(tr("input")), QLabel(tr("unit")))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.array)
        for label, box in zip(self._labels, self.places, strict=True):
            label.setProperty("role", "muted")
            label.setBuddy(box)
            box.setFont(tabular())
            box.setFixedWidth(72)
            box.setAccessibleName(label.text())
            box.setKeyboardTracking(False)
            box.valueChanged.connect(lambda _: self.chosen.emit(self.weight()))
            row.addWidget(label)
            row.addWidget(box)
        row.addStretch(1)
        self.array.activated.connect(self._on_array_chosen)

    def set_shapes(self, shapes: Mapping[str, tuple[int, ...]]) -> None:
        """The arrays there are."""
        if dict(shapes) != self._shapes:
            self._shapes = dict(shapes)
            self.array.clear()
            for key in shapes:
                self.array.addItem(key, key)

    def fitting(self, weight: Weight | None) -> Weight | None:
        """The weight, if it is there; else the first of the last layer, where slopes are the likeliest."""
        shape = self._shapes.get(weight[0], ()) if weight is not None else ()
        if weight is not None and len(weight[1]) == len(shape) > 0 and all(map(int.__lt__, weight[1], shape)):
            return weight
        names = sorted(self._shapes, key=lambda key: key.endswith(".weight"))
        return (names[-1], (0,) * len(self._shapes[names[-1]])) if names else None

    def show_weight(self, weight: Weight | None) -> None:
        """Show without telling."""
        if weight is None:
            return
        key, index = weight
        shape = self._shapes[key]
        self.array.setCurrentIndex(self.array.findData(key))
        places, sizes = (index, shape) if len(index) == 2 else ((0, *index), (0, *shape))
        for box, label, at, size in zip(self.places, self._labels, places, sizes, strict=True):
            box.blockSignals(True)
            box.setRange(1, max(size, 1))
            box.setValue(at + 1)
            box.blockSignals(False)
            box.setVisible(size > 0)
            label.setVisible(size > 0)

    def weight(self) -> Weight:
        """What is chosen."""
        key = str(self.array.currentData())
        index = tuple(box.value() - 1 for box in self.places)
        return key, index[-len(self._shapes[key]) :]

    def _on_array_chosen(self) -> None:
        key = str(self.array.currentData())
        self.show_weight((key, (0,) * len(self._shapes[key])))
        self.chosen.emit(self.weight())
