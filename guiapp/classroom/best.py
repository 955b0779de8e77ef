"""The best list of a challenge, and the name that one plays under."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from core.lessons.best import Best, Score
from guiapp.theme import tabular


def tr(text: str) -> str:
    return QCoreApplication.translate("classroom", text)


def score_words(kind: Score, score: float) -> str:
    """What a score is, in words."""
    if kind == "seconds":
        return tr("{0} s of training").format(f"{score:.3g}")
    return (tr("{0} parameters") if kind == "parameters" else tr("{0} epochs")).format(f"{score:,.0f}")


class BestView(QFrame):
    """Hidden where nothing is scored."""

    named = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = QLabel(tr("Best on this machine"))
        self.heading.setProperty("role", "title")
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Your name in the best list"))
        self.name.setPlaceholderText(tr("Your name"))
        self.name.setMaxLength(40)
        self.name.editingFinished.connect(lambda: self.named.emit(self.name.text().strip()))
        self.rows: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.heading)
        column.addLayout(self._grid)
        column.addWidget(self.name)
        self.hide()

    def show_best(self, kind: Score, best: Sequence[Best]) -> None:
        """The list, the best first; without one it says how to get into it."""
        for pair in self.rows:
            for label in pair:
                self._grid.removeWidget(label)
                label.hide()
                label.deleteLater()
        self.rows = []
        if not best:
            self._add(tr("Nobody yet: reach the ticks above."), "", "")
        for place, one in enumerate(best, 1):
            self._add(f"{place}. {one.name}", score_words(kind, one.score), one.date)
        self.show()

    def _add(self, left: str, right: str, tip: str) -> None:
        row = len(self.rows)
        pair = QLabel(left), QLabel(right)
        pair[0].setWordWrap(True)
        for label in pair:
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setToolTip(tip)
        pair[1].setFont(tabular(self.font()))
        self._grid.addWidget(pair[0], row, 0)
        self._grid.addWidget(pair[1], row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.rows.append(pair)
