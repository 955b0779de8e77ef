"""What the top bar is made of beside buttons: numbers of the moment, and the slider of speed."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QSlider, QVBoxLayout, QWidget

from guiapp.pump import FASTEST, SLOWEST
from guiapp.theme import tabular

SLIDER = 100


def tr(text: str) -> str:
    return QCoreApplication.translate("top bar", text)


class Figure(QWidget):
    """A small name above a number that does not tremble."""

    def __init__(self, name: str, widest: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._value = QLabel(name), QLabel("–")
        self._name.setProperty("role", "muted")
        font = self._name.font()
        font.setPointSizeF(font.pointSizeF() * 0.86)
        self._name.setFont(font)
        self._value.setFont(tabular(scale=1.12, bold=True))
        self._widest = widest
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._name)
        column.addWidget(self._value)
        column.addStretch(1)
        self._value.installEventFilter(self)
        self.set_value("–")
        self._read_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.measure()
        return False

    def set_name(self, name: str) -> None:
        if name != self._name.text():
            self._name.setText(name)
            self._read_out()

    def set_value(self, text: str) -> None:
        if text != self._value.text():
            self._value.setText(text)
            self._read_out()
        self.measure()

    def _read_out(self) -> None:
        """Name and number in one, for those who hear them."""
        self.setAccessibleName(f"{self._name.text()} {self._value.text()}")

    def measure(self) -> None:
        """Room for the widest number so far, in the present size of text: what stands beside it must not move."""
        metrics = self._value.fontMetrics()
        self._widest = max(self._widest, self._value.text(), key=metrics.horizontalAdvance)
        self._value.setMinimumWidth(metrics.horizontalAdvance(self._widest))

    def room(self) -> int:
        """The pixels that it keeps for its number."""
        return self._value.minimumWidth()

    def value(self) -> str:
        return self._value.text()


class SpeedSlider(QWidget):
    """Steps a second, on a scale of powers; the far right is as fast as it goes."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLabel()
        self.text.setProperty("role", "muted")
        font = self.text.font()
        font.setPointSizeF(font.pointSizeF() * 0.86)
        self.text.setFont(font)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, SLIDER)
        self.slider.setValue(SLIDER)
        self.slider.setPageStep(10)
        self.slider.setAccessibleName(tr("Speed"))
        self.slider.setToolTip(tr("How fast it trains: from one step a second to as fast as it goes"))
        self.slider.valueChanged.connect(self._on_slider_moved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(self.text)
        column.addWidget(self.slider)
        column.addStretch(1)
        self._narrow = False
        self._speed: float | None = None
        self.setFixedWidth(150)
        self._say(None)

    def set_narrow(self, on: bool) -> None:
        """With fewer words."""
        self._narrow = on
        self._say(self._speed)

    def set_speed(self, steps_per_second: float | None) -> None:
        """Show a speed without telling."""
        self.slider.blockSignals(True)
        self.slider.setValue(notch_of(steps_per_second))
        self.slider.blockSignals(False)
        self._say(steps_per_second)

    def _on_slider_moved(self, notch: int) -> None:
        speed = speed_of(notch)
        self._say(speed)
        self.chosen.emit(speed)

    def _say(self, speed: float | None) -> None:
        self._speed = speed
        if speed is None:
            text = tr("Speed: as fast as it goes")
            short = tr("Full speed")
        else:
            figure = f"{speed:,.0f}" if speed >= 10 else f"{speed:.2g}"
            text = tr("Speed: {0} steps/s").format(figure)
            short = tr("{0} steps/s").format(figure)
        room = self.text.fontMetrics().horizontalAdvance(text) <= self.width()
        self.text.setText(text if room and not self._narrow else short)
        self.slider.setAccessibleDescription(text)


def speed_of(notch: int) -> float | None:
    """Steps a second at a notch of the slider."""
    if notch >= SLIDER:
        return None
    return float(SLOWEST * (FASTEST / SLOWEST) ** (notch / (SLIDER - 1)))


def notch_of(speed: float | None) -> int:
    if speed is None:
        return SLIDER
    share = math.log(max(speed, SLOWEST) / SLOWEST) / math.log(FASTEST / SLOWEST)
    return min(round(share * (SLIDER - 1)), SLIDER - 1)
