"""What a person looks up: the command palette, the page of shortcuts, and what this program is."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from guiapp.actions.book import ActionBook
from guiapp.actions.record import tr as action_text
from guiapp.actions.table import ACTIONS
from guiapp.canvas.keys import drawing_keys
from guiapp.form.combo import FORMULA, WithFormula
from guiapp.theme import title_label

COLUMNS = 2
"""Of shortcuts beside each other, so that all of them have room in a low window."""


def tr(text: str) -> str:
    return QCoreApplication.translate("dialogs", text)


class Palette(QDialog):
    """Type what you want to do; Enter does it."""

    def __init__(self, book: ActionBook, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAccessibleName(tr("Find an action"))
        self._book = book
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("What do you want to do?"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Actions that fit"))
        self.list.setIconSize(QSize(18, 18))
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(WithFormula(self.list))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.search)
        column.addWidget(self.list)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._run)
        self.search.installEventFilter(self)
        self.list.itemActivated.connect(self._run)
        self.list.itemClicked.connect(self._run)
        self.resize(440, 340)
        self.move(parent.mapToGlobal(parent.rect().center()) - self.rect().center())
        self._filter("")
        self.search.setFocus()

    def _filter(self, text: str) -> None:
        self.list.clear()
        words = text.lower().split()
        for action in ACTIONS:
            name = action_text(action.text).rstrip(".")
            made = self._book[action.id]
            if (
                not made.isEnabled()
                or not made.isVisible()
                or not all(word in f"{name} {made.toolTip()}".lower() for word in words)
            ):
                continue
            keys = QKeySequence(action.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            item = QListWidgetItem(made.icon(), name)
            item.setData(FORMULA, keys)
            item.setSizeHint(QSize(0, 30))
            item.setData(Qt.ItemDataRole.UserRole, action.id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _run(self) -> None:
        item = self.list.currentItem()
        self.close()
        if item is not None:
            self._book.trigger(item.data(Qt.ItemDataRole.UserRole))

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1}.get(event.key())
            if step is not None:
                row = min(max(self.list.currentRow() + step, 0), self.list.count() - 1)
                self.list.setCurrentRow(row)
                return True
        return super().eventFilter(watched, event)


class Shortcuts(QDialog):
    """Every action with its keys, and the keys of the drawing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 20, 24, 20)
        grid.setHorizontalSpacing(32)
        grid.addWidget(title_label(tr("Keyboard shortcuts")), 0, 0, 1, 2 * COLUMNS)
        listed = [
            (action_text(action.text).rstrip("."), _native(action.shortcut)) for action in ACTIONS if action.shortcut
        ]
        high = -(-len(listed) // COLUMNS)
        for at, (words, keys) in enumerate(listed):
            self._add(grid, at % high + 1, 2 * (at // high), words, keys)
        grid.addWidget(title_label(tr("In the drawing")), 0, 2 * COLUMNS, 1, 2)
        for row, (words, keys) in enumerate(drawing_keys(), 1):
            self._add(grid, row, 2 * COLUMNS, words, keys)

    def _add(self, grid: QGridLayout, row: int, column: int, words: str, keys: str) -> None:
        label = QLabel(keys)
        label.setProperty("role", "muted")
        grid.addWidget(QLabel(words), row, column)
        grid.addWidget(label, row, column + 1, Qt.AlignmentFlag.AlignRight)


def _native(shortcut: str) -> str:
    """A shortcut as this system writes it."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)


def show_about(parent: QWidget, version: str) -> None:
    text = tr("Glassnet {0} shows a neural network learning: draw one, pick data, press play.").format(version)
    QMessageBox.about(parent, tr("About Glassnet"), text)
