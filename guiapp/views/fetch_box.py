"""A data set that has to be fetched first: what it is, a button, a bar, and the way to files one has already."""

from __future__ import annotations

import threading
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from core.catalog.datasets import DATASETS
from core.data.download import Collection, at_hand, fetch
from core.errors import AppError
from core.registry import Options
from guiapp.translation.catalogue import said

LOOK_MS = 60


class Fetching(QObject):
    """One fetch in a thread of its own, which calls no kernel and touches no widget; a timer looks how far it is."""

    moved = Signal(float)
    over = Signal(object)
    """An AppError, or None where everything came."""

    def __init__(self, collection: Collection, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._share = 0.0
        self._fault: AppError | None = None
        self._thread = threading.Thread(target=self._work, args=(collection,), name="glassnet-fetch", daemon=True)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_MS)
        self.destroyed.connect(self._stop.set)
        self._thread.start()

    def stop(self) -> None:
        """Leave off, and tell no more; what has come is kept. A silent server holds the thread until its time is up."""
        self._stop.set()
        self.blockSignals(True)

    def _work(self, collection: Collection) -> None:
        try:
            fetch(collection, heard=self._heard, stopping=self._stop.is_set)
        except AppError as fault:
            self._fault = fault

    def _heard(self, text: str, share: float) -> None:
        self._share = share

    def _look(self) -> None:
        alive = self._thread.is_alive()
        self.moved.emit(self._share)
        if not alive:
            self._timer.stop()
            self.over.emit(self._fault)
            self.deleteLater()


class FetchBox(QWidget):
    """Hidden until it is needed. `ready(options)` when the set can be used, `failed(AppError)`."""

    ready = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Fetching"))
        self.fetch, self.have = QPushButton(), QPushButton(self.tr("I have the files..."))
        self.close_button = QPushButton(self.tr("Not now"))
        self.fetch.setProperty("role", "primary")
        self._source: Any = None
        self._work: Fetching | None = None
        self.fetch.clicked.connect(self._on_fetch_clicked)
        self.have.clicked.connect(self._on_have_clicked)
        self.close_button.clicked.connect(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        column.addWidget(self.fetch)
        row = QHBoxLayout()
        row.addWidget(self.have, 1)
        row.addWidget(self.close_button)
        column.addLayout(row)
        self.hide()

    def begin(self, source: Options) -> bool:
        """Whether this set is not on the computer yet; then the box says so and waits."""
        entry = DATASETS.of(source)
        collection = entry.collection
        known: str = getattr(source, "folder", "")
        if collection is None or known or at_hand(collection):
            self.leave()
            return False
        if self._work is not None and source.kind == self._source.kind:
            return True
        self.leave()
        self._source = source
        self.words.setText(f"<b>{said(entry.title)}</b><br>{said(entry.text)}")
        self._show_idle(collection)
        self.show()
        self.fetch.setFocus()
        return True

    def leave(self) -> None:
        """Away with it, and with what it is doing."""
        if self._work is not None:
            self._work.stop()
            self._work = None
        self.hide()

    def _show_idle(self, collection: Collection) -> None:
        self.bar.hide()
        self.fetch.setEnabled(True)
        size = f"{collection.size / 1e6:.0f} MB"
        self.fetch.setText(self.tr("Fetch it ({0})").format(size))
        self.have.show()
        self.close_button.setText(self.tr("Not now"))

    def _on_fetch_clicked(self) -> None:
        collection = DATASETS.of(self._source).collection
        if self._work is not None or collection is None:
            return
        self._work = Fetching(collection, self)
        self._work.moved.connect(lambda share: self.bar.setValue(round(1000 * share)))
        self._work.over.connect(self._on_over)
        self.bar.setValue(0)
        self.bar.show()
        self.fetch.setText(self.tr("Fetching..."))
        self.fetch.setEnabled(False)
        self.have.hide()
        self.close_button.setText(self.tr("Stop"))

    def _on_over(self, fault: AppError | None) -> None:
        collection = DATASETS.of(self._source).collection
        self._work = None
        if collection is not None:
            self._show_idle(collection)
        if fault is None:
            self.hide()
            self.ready.emit(self._source)
        else:
            self.failed.emit(fault)

    def _on_have_clicked(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("The folder with the four files"))
        if folder:
            self.hide()
            self.ready.emit(msgspec.structs.replace(self._source, folder=folder))
