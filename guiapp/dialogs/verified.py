"""The Help page "Verified numbers": what the test run compared with what, and the largest error it found."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from guiapp.theme import tabular, title_label

SIZE = (1040, 640)
WHAT_WIDTH = 300
VALUE = Qt.ItemDataRole.UserRole
"""What a column is sorted by."""


def tr(text: str) -> str:
    return QCoreApplication.translate("dialogs", text)


@dataclass(frozen=True)
class Page:
    """The ledger as it was written: what it was made with, and (group, row) for each comparison."""

    versions: dict[str, str]
    rows: tuple[tuple[str, dict[str, Any]], ...]


def read_page() -> Page | None:
    """The page that came with the program; None where it has none."""
    file = files("resources").joinpath("help", "verified.json")
    if not file.is_file():
        return None
    value = json.loads(file.read_text("utf-8"))
    rows = tuple((group["title"], row) for group in value["groups"] for row in group["rows"])
    return Page(value["versions"], rows)


def introduction(page: Page) -> str:
    """What the table is, in a few sentences."""
    made = ", ".join(
        f"{name} {page.versions[name]}"
        for name in ("python", "numpy", "numba", "scikit-learn")
        if name in page.versions
    )
    text = tr(
        "The test run of this program wrote this table: {count} lines, each a part of the program compared with "
        "something that knows nothing of it. A relative error is the size of the difference over the size of what is "
        "right; an absolute error is the largest difference of two numbers. A line whose error is above what is "
        "allowed would have failed the test run. Made with {versions}."
    )
    return text.format(count=len(page.rows), versions=made)


def error_text(value: float) -> str:
    """An error for reading: 0 where the numbers are the same to the last bit."""
    return "0" if value == 0 else f"{value:.1e}".replace("-", "\N{MINUS SIGN}")


class Search(QSortFilterProxyModel):
    """Lines in which every word of the search occurs somewhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words: list[str] = []

    def search(self, text: str) -> None:
        self._words = text.lower().split()
        self.invalidate()

    # Qt's own

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        source = self.sourceModel()
        texts = " ".join(str(source.index(row, i, parent).data()) for i in range(source.columnCount())).lower()
        return all(word in texts for word in self._words)


class Verified(QDialog):
    """A table to read, search, sort and copy from."""

    def __init__(self, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Verified numbers"))
        self.resize(*SIZE)
        words = QLabel(introduction(page))
        words.setWordWrap(True)
        words.setProperty("role", "muted")
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search: adam, finite differences, float64 ..."))
        self.search.setAccessibleName(tr("Search the comparisons"))
        self.search.setClearButtonEnabled(True)
        self.model = Search(self)
        self.model.setSourceModel(_model(page, self))
        self.model.setSortRole(VALUE)
        self.table = _table(self.model)
        self.search.textChanged.connect(self.model.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title_label(tr("Verified numbers")))
        column.addWidget(words)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        self.search.setFocus()

    def copy(self) -> None:
        """The selected lines, columns apart by tabs."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        lines = ["\t".join(str(self._cell(row, i)) for i in range(self.model.columnCount())) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _cell(self, row: int, column: int) -> Any:
        return self.model.index(row, column, QModelIndex()).data()

    # Qt's own

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)


def _model(page: Page, parent: QWidget) -> QStandardItemModel:
    titles = [
        tr("Part"),
        tr("What"),
        tr("Compared with"),
        tr("Cases"),
        tr("Largest error"),
        tr("Allowed"),
        tr("Error is"),
    ]
    model = QStandardItemModel(0, len(titles), parent)
    model.setHorizontalHeaderLabels(titles)
    measures = {"relative": tr("relative"), "absolute": tr("absolute")}
    for group, row in page.rows:
        values = [group, row["subject"], row["against"], row["cases"], row["largest_error"], row["tolerance"]]
        texts = [*map(str, values[:3]), f"{values[3]:,}", *map(error_text, values[4:]), measures[row["measure"]]]
        items = []
        for text, value in zip(texts, [*values, row["measure"]], strict=True):
            item = QStandardItem(text)
            item.setEditable(False)
            item.setData(value, VALUE)
            item.setToolTip(text)
            if not isinstance(value, str):
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            items.append(item)
        model.appendRow(items)
    return model


def _table(model: QSortFilterProxyModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setFont(tabular())
    table.setAccessibleName(tr("Verified numbers"))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.setSortingEnabled(True)
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    for column, width in ((1, WHAT_WIDTH), (2, 0)):
        header.setSectionResizeMode(
            column, QHeaderView.ResizeMode.Interactive if width else QHeaderView.ResizeMode.Stretch
        )
        table.setColumnWidth(column, width or WHAT_WIDTH)
    header.setStretchLastSection(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return table
