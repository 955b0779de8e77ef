"""A number between two bounds on a slider, with its text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from guiapp.theme import tabular

STEP = 0.01


class Slider(QSlider):
    """A slider that the wheel moves only while it has the focus."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class SliderRow(QWidget):
    """`moved(value)` while it is dragged, `settled()` when it is let go."""

    moved = Signal(float)
    settled = Signal()

    def __init__(
        self, title: str, tip: str, low: float, high: float, *, percent: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._percent = percent
        self.setToolTip(tip)
        label = QLabel(title)
        label.setProperty("role", "muted")
        self.slider = Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(round(low / STEP), round(high / STEP))
        self.slider.setPageStep(5)
        self.slider.setAccessibleName(title)
        self.slider.setMinimumWidth(48)
        label.setBuddy(self.slider)
        self.text = QLabel()
        self.text.setFont(tabular())
        self.text.setFixedWidth(self.text.fontMetrics().horizontalAdvance("00 %") + 4)
        self.text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.slider.valueChanged.connect(self._on_slider_changed)
        self.slider.sliderReleased.connect(self.settled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.slider, 1)
        row.addWidget(self.text)

    def value(self) -> float:
        return round(self.slider.value() * STEP, 6)

    def set_value(self, value: float) -> None:
        """Show a value without telling."""
        if not self.slider.isSliderDown():
            self.slider.blockSignals(True)
            self.slider.setValue(round(value / STEP))
            self.slider.blockSignals(False)
        self.text.setText(self._words(value))

    def _words(self, value: float) -> str:
        return f"{value * 100:.0f} %" if self._percent else f"{value:.2f}"

    def _on_slider_changed(self, _: int) -> None:
        self.text.setText(self._words(self.value()))
        self.moved.emit(self.value())
