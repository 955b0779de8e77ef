"""The page of verified numbers: it says what the ledger says, and can be searched, sorted and copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from guiapp.dialogs.verified import Page, Verified, error_text

ROWS = [
    ("Optimizers", "adam, cpu float32", "PyTorch", 3, 2.5e-7, 1e-5),
    ("Activations", "tanh, numpy float64", "finite differences", 12, 0.0, 1e-10),
    ("Activations", "relu, cpu float64", "PyTorch", 1, 3e-16, 1e-10),
]
NAMES = ("subject", "against", "cases", "largest_error", "tolerance")


def opened(qtbot: QtBot) -> Verified:
    rows = tuple((group, dict(zip(NAMES, row, strict=True), measure="relative")) for group, *row in ROWS)
    dialog = Verified(Page({"numpy": "2.4"}, rows))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def column(dialog: Verified, place: int) -> list[str]:
    return [str(dialog.model.index(row, place).data()) for row in range(dialog.model.rowCount())]


def test_every_word_of_a_search_must_occur(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    assert dialog.model.rowCount() == 3
    qtbot.keyClicks(dialog.search, "pytorch activations")
    assert column(dialog, 1) == ["relu, cpu float64"]
    dialog.search.clear()
    assert dialog.model.rowCount() == 3


def test_errors_are_sorted_as_numbers(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    dialog.table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    assert column(dialog, 4) == [error_text(value) for value in (2.5e-7, 3e-16, 0.0)]
    assert column(dialog, 4)[-1] == "0"


def test_selected_lines_are_copied(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    qtbot.keyClicks(dialog.search, "adam")
    dialog.table.selectRow(0)
    qtbot.keyClick(dialog.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("Optimizers\tadam, cpu float32\tPyTorch\t3\t")
