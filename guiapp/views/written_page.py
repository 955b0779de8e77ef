"""Lines of numbers as on paper: the first of them, and any others from where one says."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from guiapp.theme import tabular

SHOWN = 24
"""Lines that stand on the page at once."""

Write = Callable[[int, int], list[str]]
"""Lines from .. from + count."""


def tr(text: str) -> str:
    return QCoreApplication.translate("views", text)


def paper(name: str) -> QPlainTextEdit:
    """A field of text to read and to copy from."""
    field = QPlainTextEdit()
    field.setReadOnly(True)
    field.setFont(tabular())
    field.setAccessibleName(name)
    field.setTabChangesFocus(True)
    field.setFrameShape(QPlainTextEdit.Shape.NoFrame)
    field.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return field


def put(field: QPlainTextEdit, text: str) -> None:
    """Other text, with the eye where it was."""
    if field.toPlainText() != text:
        bar = field.verticalScrollBar()
        at = bar.value()
        field.setPlainText(text)
        bar.setValue(at)


class WrittenPage(QWidget):
    """A title, what the page says in words, and its lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.words = QLabel(), QLabel()
        self.title.setProperty("role", "strong")
        self.title.setFont(tabular(bold=True))
        self.words.setProperty("role", "muted")
        self.words.setWordWrap(True)
        self.field = paper(tr("The page, written out"))
        self.first = QSpinBox()
        self.first.setAccessibleName(tr("First line that is shown"))
        self.first.setFont(tabular())
        self.first.setKeyboardTracking(False)
        self.more = QLabel()
        self.more.setProperty("role", "muted")
        self.more.setFont(tabular())
        self._write: Write = lambda first, count: []
        self._lines = 0
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.first)
        head.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addWidget(self.field, 1)
        self.first.valueChanged.connect(lambda _: self._show())

    def show_page(self, title: str, words: str, lines: int, write: Write, *, fresh: bool) -> None:
        """A page of so many lines; a `fresh` one begins at its first."""
        self._write, self._lines = write, lines
        self.title.setText(title)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.first.blockSignals(True)
        self.first.setRange(1, max(lines - SHOWN + 1, 1))
        if fresh:
            self.first.setValue(1)
        self.first.blockSignals(False)
        for part in (self.first, self.more):
            part.setVisible(lines > SHOWN)
        if fresh:
            self.field.clear()
        self._show()

    def go_to(self, line: int) -> None:
        """Bring a line into sight, counted from 0."""
        if self._lines > SHOWN:
            self.first.setValue(line + 1)

    def _show(self) -> None:
        first = self.first.value() - 1
        found = self._write(first, SHOWN)
        left = self._lines - first - len(found)
        if left > 0:
            found = [*found, tr("\N{HORIZONTAL ELLIPSIS} {0} more").format(f"{left:,}")]
        self.more.setText(tr("to {0} of {1}").format(f"{min(first + SHOWN, self._lines):,}", f"{self._lines:,}"))
        put(self.field, "\n".join(found))
