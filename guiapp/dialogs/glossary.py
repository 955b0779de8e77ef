"""The glossary as a page: search, read, and see the numbers of the moment."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from core.lessons.glossary import glossary, look_for
from guiapp.classroom.terms import SCHEME, mark_terms, moment_of, term_of, words_of
from guiapp.context import Context
from guiapp.theme import title_label

REFRESH_MS = 500
"""Between two looks at the numbers of the moment."""


def tr(text: str) -> str:
    return QCoreApplication.translate("dialogs", text)


class Glossary(QDialog):
    """Stays open beside the work; terms inside a definition lead to their own."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setWindowTitle(tr("Glossary"))
        self.resize(680, 440)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search: gradient, loss, one-hot ..."))
        self.search.setAccessibleName(tr("Search the glossary"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Terms"))
        self.list.setFixedWidth(220)
        self.list.currentItemChanged.connect(lambda *_: self._show())
        self.text = QTextBrowser()
        self.text.setAccessibleName(tr("Definition"))
        self.text.setOpenLinks(False)
        self.text.setStyleSheet("QTextBrowser { background: transparent; border: 0; }")
        self.text.anchorClicked.connect(lambda url: self.show_term(url.toString().removeprefix(SCHEME)))
        self._shown = ""
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.list)
        row.addWidget(self.text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title_label(tr("Glossary")))
        column.addWidget(self.search)
        column.addLayout(row, 1)
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self._show)
        self._timer.start()
        self._fill("")
        self.search.setFocus()

    def show_term(self, name: str) -> None:
        """Bring a term to the front; a name that is none changes nothing."""
        if term_of(SCHEME + name.lower()) is None:
            return
        self.search.clear()
        for at in range(self.list.count()):
            if self.list.item(at).data(Qt.ItemDataRole.UserRole) == name.lower():
                self.list.setCurrentRow(at)
                return

    def _fill(self, words: str) -> None:
        self.list.clear()
        for term in look_for(words, glossary().values()):
            item = QListWidgetItem(term.name)
            item.setData(Qt.ItemDataRole.UserRole, term.name.lower())
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._show()

    def _show(self) -> None:
        """The chosen term with the numbers of now; written anew only where something has changed."""
        item = self.list.currentItem()
        term = term_of(SCHEME + str(item.data(Qt.ItemDataRole.UserRole))) if item is not None else None
        words = words_of(term, moment_of(self._context)) if term is not None else tr("No term fits.")
        if words != self._shown:
            self._shown = words
            self.text.setHtml(words)
            mark_terms(self.text.document(), but=term.name if term is not None else "")

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1}.get(event.key())
            if step is not None:
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
                return True
        return super().eventFilter(watched, event)
