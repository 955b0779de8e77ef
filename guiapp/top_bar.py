"""The bar above everything: files, undo, play and steps, the numbers of the moment, speed, export, colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from core.lessons.glossary import titled
from guiapp.actions.book import ActionBook
from guiapp.figures import metric_text, metric_word, number
from guiapp.icons import icon
from guiapp.theme import Theme
from guiapp.top_parts import Figure, SpeedSlider
from guiapp.translation.catalogue import said, spoken

ENGINES = {"cpu": "CPU", "cuda": "GPU", "numpy": "NumPy"}
HEIGHT = 56
LEVELS = 6


def tr(text: str) -> str:
    return QCoreApplication.translate("top bar", text)


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
        self._figures = (self.epoch, self.train_loss, self.test_loss, self.train_metric, self.test_metric)
        for figure, name in ((self.epoch, "epoch"), (self.train_loss, "loss"), (self.test_loss, "loss")):
            term = titled(name)
            figure.setToolTip(spoken(term.text) if term is not None else "")
        for figure in self._figures:
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

    def show_engine(self, engine: str, threads: int, why: str) -> None:
        """What is at work, and why it was chosen."""
        short = ENGINES.get(engine, engine)
        words = tr("{0} · 1 thread") if threads == 1 else tr("{0} · {1} threads")
        long = short if engine == "cuda" else words.format(short, threads)
        self._engine_words = (short, long)
        self.engine.setText(long if self._level < 1 else short)
        self.engine.setToolTip(said(why) or tr("What computes, and with how much"))
        # The label has a name of its own, and so its words are not read.
        self.engine.setAccessibleDescription(long)
        self.fit()

    def set_theme(self, theme: Theme) -> None:
        self.menu.setIcon(icon("menu", theme))
        self.export.setIcon(icon("export", theme))
        self.engine.setStyleSheet(
            f"#engine {{ border: 1px solid {theme.border}; border-radius: 6px; padding: 5px 10px; }}"
        )

    # Room

    _has_metric = True
    _rooms: Sequence[int] = ()
    _figures: Sequence[Figure] = ()
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
        """Text that has grown or shrunk, as for a projector, leaves room for other words."""
        rooms = [figure.room() for figure in self._figures] if event.type() == QEvent.Type.LayoutRequest else []
        if rooms and rooms != self._rooms:
            self._rooms = rooms
            self._row.invalidate()
            self.fit()
            self.speed.set_narrow(self._level >= 4)
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


def _follow(button: QToolButton, action: QAction) -> None:
    """Let a button go when the project hides its action."""
    if not action.isVisible():
        button.hide()
    action.visibleChanged.connect(lambda: button.setVisible(action.isVisible()))
