"""Samples of a table as rows with truth and answer, wrong ones first, over the probabilities of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from guiapp.plots.base import number_text
from guiapp.theme import Theme, current
from guiapp.views.bars import ROW, ProbabilityBars
from guiapp.views.pace import Spaced
from guiapp.views.samples import labels

SORT_MS = 1500
Index = QModelIndex | QPersistentModelIndex


class SampleModel(QAbstractTableModel):
    """Truth, answer and certainty of every sample."""

    def __init__(self) -> None:
        super().__init__()
        self.theme = current()
        self.true: NDArray[np.intp] = np.empty(0, np.intp)
        self.names: tuple[str, ...] = ()
        self.predictions: NDArray[Any] | None = None
        self.order: NDArray[np.intp] = np.empty(0, np.intp)
        self.boundary = 0.5

    def restart(self, true: NDArray[np.intp], names: tuple[str, ...], boundary: float = 0.5) -> None:
        """Other samples."""
        self.beginResetModel()
        self.true, self.names, self.predictions, self.boundary = true, names, None, boundary
        self.order = np.arange(len(true))
        self.endResetModel()

    def update_answers(self, predictions: NDArray[Any]) -> None:
        """New predictions (n, k) of the same samples."""
        self.predictions = predictions
        self._tell()

    def sort_rows(self) -> None:
        """Move wrong ones to the front."""
        if self.predictions is not None:
            self.order = np.argsort(labels(self.predictions, self.boundary) == self.true, kind="stable")
            self._tell()

    def _tell(self) -> None:
        if len(self.true):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.true) - 1, 3))

    def answer(self, sample: int) -> tuple[int, float] | None:
        """The class a sample is taken for, and with which probability, or score where the boundary is 0."""
        if self.predictions is None:
            return None
        row = self.predictions[sample]
        label = int(labels(row[None], self.boundary)[0])
        share = float(row[label]) if len(row) > 1 else float(row[0] if label else 2.0 * self.boundary - row[0])
        return label, share

    def name(self, label: int) -> str:
        return self.names[label] if label < len(self.names) else str(label)

    # Qt's overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self.true)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Row"), self.tr("True"), self.tr("Answer"), self.tr("Sure"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        sample = int(self.order[index.row()])
        answer = self.answer(sample)
        if role == Qt.ItemDataRole.DisplayRole:
            share = "" if answer is None else f"{answer[1]:.0%}" if self.boundary else number_text(answer[1])
            words = "" if answer is None else self.name(answer[0])
            return (str(sample + 1), self.name(int(self.true[sample])), words, share)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 2 and answer is not None:
            return self.theme.color("text" if answer[0] == self.true[sample] else "error")
        return None


class SampleList(QWidget):
    """The rows, and the probabilities of the chosen one. `chosen(sample)` when the person picks another."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = SampleModel()
        self.table = QTableView()
        self.bars = ProbabilityBars()
        self.summary = QLabel()
        self.current: int | None = None
        self._x: NDArray[Any] = np.empty((0, 0))
        self._columns: tuple[str, ...] = ()
        self.sorting = Spaced(self.model.sort_rows, SORT_MS, self)
        self.summary.setProperty("role", "muted")
        self.values = QLabel()
        self.values.setProperty("role", "muted")
        self.values.setWordWrap(True)
        self._prepare_table()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.summary)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.bars)
        layout.addWidget(self.values)

    def _prepare_table(self) -> None:
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Samples"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(22)
        self.table.setMinimumHeight(90)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.ResizeToContents)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_changed)

    def set_samples(
        self, x: NDArray[Any], columns: Sequence[str], true: NDArray[Any], names: Sequence[str], boundary: float = 0.5
    ) -> None:
        """Show samples x (n, columns) of the true classes (n,)."""
        self._x, self._columns, self.current = x, tuple(columns), None
        self.sorting.restart()
        self.model.restart(np.asarray(true, np.intp) if names else np.empty(0, np.intp), tuple(names), boundary)
        self.bars.set_values(None)
        self.bars.setFixedHeight(max(2, min(len(names), 7)) * ROW)
        self.summary.clear()
        self.values.clear()

    def set_predictions(self, predictions: NDArray[Any]) -> None:
        """New predictions (n, k)."""
        if len(predictions) != len(self.model.true):
            return
        self.model.update_answers(predictions)
        self.sorting.call()
        wrong = int((labels(predictions, self.model.boundary) != self.model.true).sum())
        text = self.tr("{wrong} of {count} samples wrong")
        self.summary.setText(text.format(wrong=f"{wrong:,}", count=f"{len(predictions):,}"))
        self._show_bars()

    def current_row(self) -> NDArray[Any] | None:
        """The raw inputs of the chosen sample, (columns,)."""
        return None if self.current is None or self.current >= len(self._x) else self._x[self.current]

    def set_theme(self, theme: Theme) -> None:
        self.model.theme = theme
        self.bars.set_theme(theme)
        self.table.viewport().update()

    def _on_row_changed(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        self.current = int(self.model.order[index.row()])
        pairs = zip(self._columns, self._x[self.current].tolist(), strict=False)
        self.values.setText(", ".join(f"{name} {number_text(value)}" for name, value in list(pairs)[:6]))
        self._show_bars()
        self.chosen.emit(self.current)

    def _show_bars(self) -> None:
        if self.current is not None and self.model.predictions is not None:
            true = int(self.model.true[self.current])
            self.bars.set_values(self.model.predictions[self.current], self.model.names, true)
