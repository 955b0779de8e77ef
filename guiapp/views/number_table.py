"""A table of a layer's units or of its weights: any number of rows, of which only those in sight are written."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from core.explain.tables import Table
from guiapp.plots.base import number_text
from guiapp.theme import tabular

Index = QModelIndex | QPersistentModelIndex
ARROW = "\N{RIGHTWARDS ARROW}"


def tr(text: str) -> str:
    return QCoreApplication.translate("views", text)


def column_words(name: str) -> str:
    """What a column's sign stands for."""
    words = {
        "F": tr("prediction"),
        "y": tr("target"),
        "L": tr("what this output costs"),
        "z": tr("sum"),
        "z₂": tr("what it is joined with"),
        "a": tr("what comes out"),
        "w": tr("weight now"),
        "w′": tr("weight after the step"),
        "f′(z)": tr("slope of what was done"),
        "∂L/∂w": tr("slope of the loss at the weight, over the whole batch"),
        "∂L/∂z": tr("slope of the loss at the sum"),
        "∂L/∂a": tr("slope of the loss behind"),
    }
    return words.get(name, "")


class NumberModel(QAbstractTableModel):
    """The columns of a `Table`."""

    def __init__(self) -> None:
        super().__init__()
        self.table: Table | None = None
        self._names: list[str] = []
        self._columns: list[Any] = []

    def show_table(self, table: Table) -> bool:
        """Other numbers; True where they are of other rows or columns."""
        old = self.table
        same = old is not None and (old.shape, old.key, list(old.columns)) == (table.shape, table.key, [*table.columns])
        if not same:
            self.beginResetModel()
        self.table, self._names, self._columns = table, list(table.columns), list(table.columns.values())
        if not same:
            self.endResetModel()
        else:
            self.dataChanged.emit(self.index(0, 0), self.index(len(table) - 1, len(self._names) - 1))
        return not same

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if self.table is None or parent.isValid() else len(self.table)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return number_text(float(self._columns[index.column()][index.row()]), 3)
        if role == Qt.ItemDataRole.ToolTipRole:
            return number_text(float(self._columns[index.column()][index.row()]), 16)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, sides: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole and sides == Qt.Orientation.Horizontal and self.table is not None:
            return column_words(self._names[section])
        if role != Qt.ItemDataRole.DisplayRole or self.table is None:
            return None
        if sides == Qt.Orientation.Horizontal:
            return self._names[section]
        return ARROW.join(str(place + 1) for place in self.table.index(section))


class NumberTable(QTableView):
    """`picked(index)` when the person goes to a row of weights: its place, from 0."""

    picked = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers = NumberModel()
        self.setModel(self.numbers)
        self.setAccessibleName(tr("Numbers of this page"))
        self.setFont(tabular(scale=0.85))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(20)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        columns.setHighlightSections(False)
        for header in (rows, columns):
            header.setFont(tabular(scale=0.85))
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._quiet = False
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)

    def show_table(self, table: Table, marked: tuple[int, ...] | None = None) -> None:
        """Show these numbers, with the row of this place marked."""
        self._quiet = True
        fresh = self.numbers.show_table(table)
        if fresh and marked is not None and len(marked) == len(table.shape):
            row = 0
            for place, size in zip(marked, table.shape, strict=True):
                row = row * size + min(place, size - 1)
            self.selectRow(row)
        self._quiet = False

    def _on_row_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        table = self.numbers.table
        if not self._quiet and table is not None and now.isValid():
            self.picked.emit(table.index(now.row()))
