"""What makes a step reached, as a list that fills with ticks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from guiapp.icons import pixmap
from guiapp.theme import Theme, current

SIDE = 16


def tr(text: str) -> str:
    return QCoreApplication.translate("classroom", text)


class TickList(QFrame):
    """Words with a circle before them, or a tick."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("What makes this step reached"))
        self.met: tuple[bool, ...] = ()
        self.heading = QLabel(tr("To do"))
        self.heading.setProperty("role", "title")
        self.words: list[QLabel] = []
        self._marks: list[QLabel] = []
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(3)
        self._column.addWidget(self.heading)
        self.hide()

    def show_words(self, words: Sequence[str]) -> None:
        """Other checks, none of them met yet."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.words, self._marks, self._rows = [], [], []
        for text in words:
            self._add(text)
        self.setVisible(bool(words))
        self.met = ()
        self.show_met((False,) * len(words))

    def show_met(self, met: Sequence[bool]) -> None:
        """Tick those that are met; costs nothing where nothing has changed."""
        if tuple(met) == self.met:
            return
        self.met = tuple(met)
        self._draw(current())

    def set_theme(self, theme: Theme) -> None:
        self._draw(theme)

    def _draw(self, theme: Theme) -> None:
        for mark, words, met in zip(self._marks, self.words, self.met, strict=True):
            name, token = ("check", "success") if met else ("circle", "faint")
            mark.setPixmap(pixmap(name, getattr(theme, token), SIDE, self.devicePixelRatioF()))
            words.setAccessibleName(words.text())
            words.setAccessibleDescription(tr("done") if met else tr("to do"))

    def _add(self, text: str) -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        mark, words = QLabel(), QLabel(text)
        mark.setFixedWidth(SIDE)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words, 1)
        self._marks.append(mark)
        self.words.append(words)
        self._rows.append(row)
        self._column.addWidget(row)
