"""What happened, with the step and the epoch at which it did."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from core.errors import AppError
from core.session.snapshot import Event
from guiapp.icons import icon
from guiapp.messages import Message
from guiapp.panels.base import Context, Panel, Theme
from guiapp.plots.base import ask_path
from guiapp.plots.export import save_numbers
from guiapp.theme import tabular
from guiapp.views.empty import EmptyText

KEPT = 500
TOKENS = {"diverged": "error", "error": "error", "warning": "warning", "finished": "success"}


class LogPanel(Panel):
    """Events of runs and messages of the window, the newest at the end."""

    id = "log"
    title = str(QT_TRANSLATE_NOOP("panels", "Log"))
    area = "bottom"
    open_first = False

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._told = ""
        self.table = QTableWidget(0, 4)
        self.table.setHorizontalHeaderLabels([tr("Run"), tr("Epoch"), tr("Step"), tr("What happened")])
        self.table.setAccessibleName(tr("Log"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(22)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.empty = EmptyText(tr("Starts, changed settings, ends and mishaps of runs are listed here."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(self.table)
        layout.addWidget(self.empty)
        self.table.hide()
        self._make_actions()
        context.messages.posted.connect(self._on_messages_posted)
        context.happened.connect(self._on_context_happened)
        for event in context.events:
            self._on_context_happened(event)

    def _make_actions(self) -> None:
        self._copy = QAction(icon("copy"), tr("Copy"), self)
        self._copy.setShortcut(QKeySequence.StandardKey.Copy)
        self._copy.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._copy.triggered.connect(self._on_copy_triggered)
        self._save = QAction(tr("Save as CSV..."), self)
        self._save.triggered.connect(self._on_save_triggered)
        self._clear = QAction(icon("delete"), tr("Clear"), self)
        self._clear.triggered.connect(self.clear)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for action in self.tools():
            self.table.addAction(action)

    def clear(self) -> None:
        self.table.setRowCount(0)
        self._show_empty()

    def set_theme(self, theme: Theme) -> None:
        self._copy.setIcon(icon("copy", theme))
        self._clear.setIcon(icon("delete", theme))
        for row in range(self.table.rowCount()):
            item = self.table.item(row, 3)
            if item is not None:
                self._tint(item, theme)

    def tools(self) -> list[QAction]:
        return [self._copy, self._save, self._clear]

    def rows(self) -> list[list[str]]:
        """The lines as texts."""
        count = self.table.rowCount()
        return [[item.text() if (item := self.table.item(row, i)) else "" for i in range(4)] for row in range(count)]

    def _add(self, run: str, epoch: str, step: str, text: str, kind: str) -> None:
        bar = self.table.verticalScrollBar()
        follow = bar.value() >= bar.maximum() - 2
        if self.table.rowCount() >= KEPT:
            self.table.removeRow(0)
        row = self.table.rowCount()
        self.table.insertRow(row)
        for column, cell in enumerate((run, epoch, step, text)):
            item = QTableWidgetItem(cell)
            if column < 3:
                item.setFont(tabular(self.font()))
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            else:
                item.setData(Qt.ItemDataRole.UserRole, kind)
                item.setToolTip(cell)
                self._tint(item, self.context.theme)
            self.table.setItem(row, column, item)
        self._show_empty()
        if follow:
            self.table.scrollToBottom()

    def _tint(self, item: QTableWidgetItem, theme: Theme) -> None:
        token = TOKENS.get(item.data(Qt.ItemDataRole.UserRole), "text")
        item.setForeground(theme.color(token))

    def _show_empty(self) -> None:
        self.table.setVisible(self.table.rowCount() > 0)
        self.empty.setVisible(self.table.rowCount() == 0)

    def _on_context_happened(self, event: Event) -> None:
        text = event.text or {"started": tr("training starts")}.get(event.kind, event.kind)
        self._add(str(self.context.run), f"{event.epoch:,}", f"{event.step:,}", text, event.kind)

    def _on_messages_posted(self, message: Message) -> None:
        context = self.context
        if any(event.text == message.text for event in context.events[-5:]):
            return  # it stands there already
        if self._told and message.text.startswith(self._told) and (row := self._row_of(self._told)) is not None:
            self.table.removeRow(row)  # the same, said more fully
        self._told = message.text
        text = f"{message.text} ({message.hint})" if message.hint else message.text
        self._add(str(context.run), f"{context.epoch:,}", f"{context.step:,}", text, message.level)

    def _row_of(self, text: str) -> int | None:
        """The latest line that says this."""
        rows = self.rows()
        return next((row for row in range(len(rows) - 1, max(len(rows) - 4, -1), -1) if rows[row][3] == text), None)

    def _on_copy_triggered(self) -> None:
        chosen = sorted({index.row() for index in self.table.selectedIndexes()})
        rows = self.rows()
        lines = [rows[i] for i in chosen] or rows
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    def _on_save_triggered(self) -> None:
        path = ask_path(self, self.heading(), ".csv")
        if not path:
            return
        columns = list(zip(*self.rows(), strict=True)) or [(), (), (), ()]
        try:
            save_numbers(path, dict(zip(("run", "epoch", "step", "text"), columns, strict=True)))
        except AppError as error:
            self.context.messages.fault(error)


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)
