"""The line below everything: speeds, memory, what the machine is doing, and the file."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QSizePolicy, QStatusBar, QWidget

from core.session.mailbox import Progress
from guiapp.context import Context
from guiapp.messages import Message
from guiapp.stats import Stats, memory_mb
from guiapp.theme import tabular
from guiapp.translation.catalogue import said

EVERY_MS = 500
NEWS_MS = 6000


def tr(text: str) -> str:
    return QCoreApplication.translate("status bar", text)


class StatusBar(QStatusBar):
    """Reads the figures twice a second; news stands beside them for a while."""

    def __init__(self, context: Context, stats: Stats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._context, self._stats = context, stats
        self._seen = (0, 0, 0.0)
        self.steps, self.samples, self.frame, self.memory = QLabel(), QLabel(), QLabel(), QLabel()
        self.doing, self.file = QLabel(), QLabel()
        for label in (self.steps, self.samples, self.frame, self.memory):
            label.setFont(tabular(self.font()))
            self.addWidget(label)
        self.doing.setAccessibleName(tr("What the machine is doing"))
        self.progress = QProgressBar()
        self.progress.setFixedWidth(160)
        self.progress.setRange(0, 1000)
        self.progress.setAccessibleName(tr("Progress"))
        self.progress.hide()
        self.addWidget(self.progress)
        self.doing.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.addWidget(self.doing, 1)
        self.addPermanentWidget(self.file)
        self._news = ""
        self._news_timer = QTimer(self)
        self._news_timer.setSingleShot(True)
        self._news_timer.timeout.connect(self._forget_news)
        self._working = ""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.refresh)
        self._timer.start(EVERY_MS)
        context.messages.posted.connect(self._on_message)
        context.status_changed.connect(self.say)
        self.refresh()

    def refresh(self) -> None:
        """Speeds since the last look, and memory."""
        steps, samples, now = self._stats.steps, self._stats.samples, time.perf_counter()
        before, samples_before, then = self._seen
        self._seen = (steps, samples, now)
        seconds = max(now - then, 1e-3)
        self.steps.setText(tr("{0} steps/s").format(short((steps - before) / seconds)))
        self.samples.setText(tr("{0} samples/s").format(short((samples - samples_before) / seconds)))
        self.frame.setText(tr("frame {0} ms").format(f"{self._stats.cost:.0f}"))
        self.memory.setText(tr("{0} MB").format(f"{memory_mb():,.0f}"))
        self.say()

    def say(self, _status: str = "") -> None:
        """What the machine is doing, unless there is news."""
        text = self._working or self._news or self._doing()
        if text != self.doing.toolTip():
            self.doing.setToolTip(text)
            # All the words, where there is no room for them too.
            self.doing.setAccessibleDescription(text)
            self._shorten()

    def _shorten(self) -> None:
        """The words as far as there is room; all of them in the tooltip."""
        text = self.doing.toolTip()
        self.doing.setText(self.doing.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self.doing.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._shorten)

    def _doing(self) -> str:
        texts = {
            "starting": tr("Getting ready"),
            "running": tr("Training"),
            "paused": tr("Paused"),
            "finished": tr("Finished"),
            "diverged": tr("Diverged"),
        }
        if not self._context.checked.ready:
            return tr("The network cannot train yet: {0}").format(said(self._context.checked.errors[0].text))
        return texts.get(self._context.status, "")

    def show_progress(self, progress: Progress | None) -> None:
        """Long work before training: what, and how far."""
        done = progress is None or progress.share >= 1.0
        self._working = "" if done or progress is None else said(progress.text)
        self.progress.setVisible(not done)
        if progress is not None:
            self.progress.setValue(round(progress.share * 1000))
        self.say()

    def show_file(self, text: str) -> None:
        self.file.setText(text)

    def _on_message(self, message: Message) -> None:
        if message.level == "info":
            self._news = message.text
            self._news_timer.start(NEWS_MS)
            self.say()

    def _forget_news(self) -> None:
        self._news = ""
        self.say()


def short(value: float) -> str:
    """1234567 as 1.23 M."""
    for size, sign in ((1e9, " G"), (1e6, " M"), (1e4, " k")):
        if value >= size:
            scaled = value / (1e3 if sign == " k" else size)
            return f"{scaled:.{0 if scaled >= 100 else 1 if scaled >= 10 else 2}f}{sign}"
    return f"{value:,.0f}"
