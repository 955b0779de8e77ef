"""Data from files of one's own: what to open, and which column is to be predicted."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.catalog.datasets import DATASETS
from core.catalog.datasets.csv_file import Csv
from core.catalog.datasets.idx_folder import Idx
from core.catalog.datasets.npz_file import Npz
from core.data.read_csv import read_table
from core.data.read_npz import read_headers
from core.errors import AppError
from core.registry import Options
from guiapp.form.combo import ComboBox
from guiapp.icons import icon
from guiapp.theme import Theme
from guiapp.translation.catalogue import said

TARGETS = ("target", "label", "class", "species", "y", "output")
"""Names that a target column often has."""
PARTS = re.compile("[xy](_train|_test)?$")
"""Arrays of an NPZ file that are samples and targets."""


def csv_options(path: str) -> Csv:
    """A table with the column that is probably meant to be predicted; raises AppError for a file that is none."""
    columns = list(read_table(path).columns)
    named = [column for column in columns if column.strip().lower() in TARGETS]
    return Csv(path=path, target=named[0] if named else columns[-1])


class FileSource(QWidget):
    """Buttons for each sort of file. `chosen(options)` with a new source, `failed(AppError)` when it cannot be read."""

    chosen = Signal(object)
    weighted = Signal(str)
    """The column or array of sample weights, empty for none."""
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: Options | None = None
        self.csv = QPushButton(self.tr("Table (CSV)..."))
        self.npz = QPushButton(self.tr("Arrays (NPZ)..."))
        self.idx = QPushButton(self.tr("Picture folder..."))
        self.name = QLabel()
        self.name.setWordWrap(True)
        self.target, self.weights = ComboBox(), ComboBox()
        self.target.setAccessibleName(self.tr("Target column"))
        self.weights.setAccessibleName(self.tr("Sample weights"))
        self.weights.setToolTip(
            self.tr("Numbers from 0 up: how much each sample counts in the loss. They are no input.")
        )
        self.target.activated.connect(self._on_target_activated)
        self.weights.activated.connect(lambda _: self.weighted.emit(self.weights.currentData()))
        self.csv.clicked.connect(self.open_csv)
        self.npz.clicked.connect(self.open_npz)
        self.idx.clicked.connect(self.open_idx)
        for button, kind in ((self.csv, "csv"), (self.npz, "npz"), (self.idx, "idx")):
            button.setToolTip(said(DATASETS[kind].text))
        self._arrange()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for button in (self.csv, self.npz, self.idx):
            layout.addWidget(button)
        layout.addWidget(self.name)
        self._row = choice_row(self.tr("Predict"), self.target)
        self._weights_row = choice_row(self.tr("Weights"), self.weights)
        for row in (self._row, self._weights_row):
            layout.addWidget(row)
            row.hide()
        self.name.hide()
        for button in (self.csv, self.npz, self.idx):
            button.setIcon(icon("folder"))

    def show_source(self, source: Options, weights: str = "") -> None:
        """Say which file is open, and offer its columns."""
        self._source = source
        path = getattr(source, "path", "") or getattr(source, "folder", "")
        self.name.setVisible(bool(path))
        self.name.setText(Path(path).name)
        self.name.setToolTip(path)
        self._row.setVisible(isinstance(source, Csv))
        if isinstance(source, Csv):
            self.target.clear()
            try:
                self.target.addItems(list(read_table(source.path).columns))
            except AppError:
                self.target.addItems([source.target] if source.target else [])
            self.target.setCurrentIndex(self.target.findText(source.target))
        names = weight_names(source)
        self._weights_row.setVisible(bool(names))
        self.weights.clear()
        self.weights.addItem(self.tr("None"), "")
        for name in names if weights in ("", *names) else (*names, weights):
            self.weights.addItem(name, name)
        self.weights.setCurrentIndex(self.weights.findData(weights))

    def open_csv(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open a table"), "", self.tr("Tables (*.csv *.tsv *.txt);;All files (*)")
        )
        if path:
            try:
                self.chosen.emit(csv_options(path))
            except AppError as fault:
                self.failed.emit(fault)

    def open_npz(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open arrays"), "", self.tr("NumPy arrays (*.npz);;All files (*)")
        )
        if path:
            self.chosen.emit(Npz(path=path))

    def open_idx(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Open a folder of pictures"))
        if folder:
            self.chosen.emit(Idx(folder=folder))

    def set_theme(self, theme: Theme) -> None:
        for button in (self.csv, self.npz, self.idx):
            button.setIcon(icon("folder", theme))

    def _on_target_activated(self) -> None:
        if isinstance(self._source, Csv) and self.target.currentText() != self._source.target:
            self.chosen.emit(Csv(path=self._source.path, target=self.target.currentText()))


def weight_names(source: Options) -> tuple[str, ...]:
    """Columns or arrays of a file that could be sample weights; none where it cannot be read, or has no such thing."""
    try:
        if isinstance(source, Csv):
            return tuple(name for name in read_table(source.path).columns if name != source.target)
        if isinstance(source, Npz):
            return tuple(name for name in read_headers(source.path) if not PARTS.match(name))
    except AppError:
        pass
    return ()


def choice_row(text: str, box: ComboBox) -> QWidget:
    """A row of a label and the list behind it."""
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    label = QLabel(text)
    label.setProperty("role", "muted")
    label.setBuddy(box)
    row.addWidget(label)
    row.addWidget(box, 1)
    return widget
