"""The bar above everything: files, undo, play and steps, the numbers of the moment, speed, export, colours."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSlider, QToolButton, QVBoxLayout, QWidget

from guiapp.actions.book import ActionBook
from guiapp.figures import metric_text, metric_word, number
from guiapp.icons import icon
from guiapp.pump import FASTEST, SLOWEST
from guiapp.theme import Theme, tabular

SLIDER = 100
HEIGHT = 56
LEVELS = 6


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
        self.set_value("–")

    def set_name(self, name: str) -> None:
        self._name.setText(name)

    def set_value(self, text: str) -> None:
        if text != self._value.text():
            self._value.setText(text)
            self.setAccessibleName(f"{self._name.text()} {text}")
        self.measure()

    def measure(self) -> None:
        """Room for the widest number so far, in the present size of text: what stands beside it must not move."""
        metrics = self._value.fontMetrics()
        self._widest = max(self._widest, self._value.text(), key=metrics.horizontalAdvance)
        self._value.setMinimumWidth(metrics.horizontalAdvance(self._widest))

    def text_height(self) -> int:
        return self._value.fontMetrics().height()

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


def _follow(button: QToolButton, action: QAction) -> None:
    """Let a button go when the project hides its action."""
    if not action.isVisible():
        button.hide()
    action.visibleChanged.connect(lambda: button.setVisible(action.isVisible()))


class TopBar(QFrame):
    """Made from the table of actions. When the window is narrow, words go and icons stay."""

    def __init__(self, book: ActionBook, menu: QMenu, export: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(HEIGHT)
        self._book, self._level = book, -1
        self._wordy: dict[str, QToolButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 0, 12, 0)
        self._row.setSpacing(4)
        self.menu = self._menu_button(menu, tr("Menu"))
        self._buttons("open", "save", gap=4)
        self._buttons("undo", "redo", gap=10)
        for name in ("restart", "new_weights"):
            self._wordy[name] = self._button(book[name], flat=False)
        self._row.addSpacing(2)
        self.play = self._play_button(book["play"])
        self._row.addSpacing(2)
        self._buttons("step_batch", "step_epoch", gap=12)
        self._add_figures()
        self.speed = SpeedSlider()
        self._row.addWidget(self.speed)
        self._row.addStretch(1)
        self._add_right(export)

    def _add_figures(self) -> None:
        self.epoch = Figure(tr("Epoch"), "123,456")
        self.train_loss = Figure(tr("Train loss"), "0.0000")
        self.test_loss = Figure(tr("Test loss"), "0.0000")
        self.train_metric = Figure(tr("Train accuracy"), "100.0 %")
        self.test_metric = Figure(tr("Test accuracy"), "100.0 %")
        for figure in (self.epoch, self.train_loss, self.test_loss, self.train_metric, self.test_metric):
            self._row.addWidget(figure)
            self._row.addSpacing(6)

    def _add_right(self, export: QMenu) -> None:
        self.export = QToolButton()
        self.export.setText(tr("Export"))
        self.export.setToolTip(tr("Save weights, pictures and numbers"))
        self.export.setAccessibleName(tr("Export"))
        self.export.setMenu(export)
        self.export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.export.setMinimumHeight(32)
        self._row.addWidget(self.export)
        self.theme = self._button(self._book["theme"])
        self.engine = QLabel("CPU")
        self.engine.setObjectName("engine")
        self.engine.setAccessibleName(tr("What computes"))
        self._engine_words = ("CPU", "CPU")
        self._row.addWidget(self.engine, 0, Qt.AlignmentFlag.AlignVCenter)

    def _menu_button(self, menu: QMenu, name: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "flat")
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setIconSize(QSize(20, 20))
        button.setFixedSize(32, 32)
        self._row.addWidget(button)
        return button

    def _play_button(self, action: QAction) -> QToolButton:
        """On the accent colour, so its icon is not the menu's."""
        button = QToolButton()
        button.setProperty("role", "primary")
        button.setFixedSize(64, 36)
        button.setIconSize(QSize(22, 22))
        button.clicked.connect(action.trigger)
        _follow(button, action)
        self._row.addWidget(button)
        return button

    def _buttons(self, *names: str, gap: int) -> None:
        for name in names:
            self._button(self._book[name])
        self._row.addSpacing(gap)

    def _button(self, action: QAction, *, flat: bool = True) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setAccessibleName(action.text().partition("\t")[0].rstrip("."))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setIconSize(QSize(20, 20))
        button.setMinimumSize(32, 32)
        if flat:
            button.setProperty("role", "flat")
        self._row.addWidget(button)
        _follow(button, action)
        return button

    # What is shown

    def show_figures(self, epoch: int, values: Mapping[str, float], metric: str) -> None:
        """The epoch, and the newest values of loss and of the metric whose curve has this label, train and test."""
        self.epoch.set_value(f"{epoch:,}")
        self.train_loss.set_value(number(values.get("train_loss")))
        self.test_loss.set_value(number(values.get("test_loss")))
        for figure, part, words in (
            (self.train_metric, "train", tr("Train {0}")),
            (self.test_metric, "test", tr("Test {0}")),
        ):
            figure.set_name(words.format(metric_word(metric) if metric else ""))
            value = values.get(f"{part}_{metric}")
            figure.set_value(number(None) if value is None else metric_text(metric, value))
        self._has_metric = bool(metric)
        self._show_figures()
        if self._row.sizeHint().width() > self.width():
            self.fit()

    def bar(self, *, speed: bool, figures: bool, export: bool) -> None:
        """Take away what the project hides."""
        self.speed.setVisible(not speed)
        self.export.setVisible(not export)
        self._barred = figures
        self._show_figures()
        self.fit()

    def _show_figures(self) -> None:
        """The numbers that there are, that fit and that nobody hides."""
        for figure in (self.train_loss, self.test_loss):
            figure.setVisible(not self._barred)
        self.test_metric.setVisible(self._has_metric and not self._barred)
        self.train_metric.setVisible(self._has_metric and not self._barred and self._level < 5)

    def show_play(self, playing: bool, theme: Theme) -> None:
        """Play or pause; the reason why not is the tooltip."""
        action = self._book["play"]
        self.play.setIcon(icon("pause" if playing else "play", theme, "accent_text"))
        self.play.setAccessibleName(action.text().partition("\t")[0])
        self.play.setEnabled(action.isEnabled())
        self.play.setToolTip(action.toolTip())

    def show_engine(self, short: str, long: str, tip: str) -> None:
        self._engine_words = (short, long)
        self.engine.setText(long if self._level < 1 else short)
        self.engine.setToolTip(tip)

    def set_theme(self, theme: Theme) -> None:
        self.menu.setIcon(icon("menu", theme))
        self.export.setIcon(icon("export", theme))
        self.engine.setStyleSheet(
            f"#engine {{ border: 1px solid {theme.border}; border-radius: 6px; padding: 5px 10px; }}"
        )

    # Room

    _has_metric = True
    _text_height = 0
    _barred = False

    def _set_level(self, level: int) -> None:
        """0 shows every word; each further level leaves something out."""
        if level == self._level:
            return
        self._level = level
        style = Qt.ToolButtonStyle
        for button in self._wordy.values():
            button.setToolButtonStyle(style.ToolButtonTextBesideIcon if level < 3 else style.ToolButtonIconOnly)
        self.export.setToolButtonStyle(style.ToolButtonTextBesideIcon if level < 2 else style.ToolButtonIconOnly)
        self.engine.setText(self._engine_words[1 if level < 1 else 0])
        self.theme.setVisible(level < 4 and self._book["theme"].isVisible())
        self._show_figures()
        self.speed.set_narrow(level >= 4)
        self.speed.setFixedWidth(150 if level < 1 else 132 if level < 4 else 104)
        self._row.invalidate()

    def fit(self) -> None:
        """Leave out no more than the width asks for."""
        for level in range(LEVELS):
            self._set_level(level)
            if self._row.sizeHint().width() <= self.width():
                return

    # Qt's own

    def minimumSizeHint(self) -> QSize:
        return QSize(0, HEIGHT)

    def event(self, event: QEvent) -> bool:
        """Text that has grown or shrunk, as for a projector, may leave room for other words."""
        if event.type() == QEvent.Type.LayoutRequest and self.epoch.text_height() != self._text_height:
            self._text_height = self.epoch.text_height()
            for figure in (self.epoch, self.train_loss, self.test_loss, self.train_metric, self.test_metric):
                figure.measure()
            self._row.invalidate()
            self.fit()
            self.speed.set_narrow(self._level >= 4)
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
