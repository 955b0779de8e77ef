"""Choose what a project hides and locks: every control with two ticks, written into the project as one edit."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.spec.classroom import Classroom
from core.spec.controls import SORTS, controls
from guiapp.translation.catalogue import said

HIDE, LOCK = 1, 2
"""Columns of the ticks."""


def tr(text: str) -> str:
    return QCoreApplication.translate("dialogs", text)


class ClassroomDialog(QDialog):
    """`chosen(Classroom)` when the person accepts. `titles` names the actions and panels of the window."""

    chosen = Signal(object)

    def __init__(self, value: Classroom, titles: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self._value, self._titles = value, titles
        self.setWindowTitle(tr("Classroom"))
        self.items: dict[str, QTreeWidgetItem] = {}
        about = QLabel(
            tr("Hidden controls vanish for whoever opens this project; locked ones are seen and cannot be used.")
        )
        about.setWordWrap(True)
        about.setProperty("role", "muted")
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find a control"))
        self.search.setAccessibleName(tr("Find a control"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(tr("Controls"))
        self.reason = QLineEdit(value.reason)
        self.reason.setAccessibleName(tr("Reason"))
        self.reason.setMaxLength(300)
        self.reason.setPlaceholderText(tr("Why they are locked; stands in their tooltips"))
        self._fill()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        clear = buttons.addButton(tr("Untick all"), QDialogButtonBox.ButtonRole.ResetRole)
        clear.clicked.connect(self.clear)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        for widget in (about, self.search, self.tree, self.reason, buttons):
            column.addWidget(widget)
        self.resize(520, 600)

    def _fill(self) -> None:
        self.tree.setColumnCount(3)
        self.tree.setHeaderLabels([tr("Control"), tr("Hide"), tr("Lock")])
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (HIDE, LOCK):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        groups: dict[str, QTreeWidgetItem] = {}
        for control in controls().values():
            if control.sort not in groups:
                groups[control.sort] = QTreeWidgetItem(self.tree, [said(SORTS[control.sort])])
                groups[control.sort].setFlags(Qt.ItemFlag.ItemIsEnabled)
            parent = self.items.get(control.name.rpartition(".")[0], groups[control.sort])
            title = self._titles.get(control.name) or said(control.title)
            item = QTreeWidgetItem(parent, [title])
            item.setToolTip(0, control.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            for column, names, words in (
                (HIDE, self._value.hide, tr("Hide {0}")),
                (LOCK, self._value.lock, tr("Lock {0}")),
            ):
                item.setCheckState(column, Qt.CheckState.Checked if control.name in names else Qt.CheckState.Unchecked)
                item.setData(column, Qt.ItemDataRole.AccessibleTextRole, words.format(title))
            self.items[control.name] = item
            if control.name in (*self._value.hide, *self._value.lock):
                unfold(parent)
        for sort in ("part", "panel"):
            groups[sort].setExpanded(True)

    def _filter(self, text: str) -> None:
        """Keep what has every word, with what it stands in."""
        words = text.lower().split()
        for name, item in self.items.items():
            item.setHidden(not all(word in f"{name} {item.text(0)}".lower() for word in words))
        for item in self.items.values():
            if words and not item.isHidden():
                unfold(item)

    def clear(self) -> None:
        for item in self.items.values():
            for column in (HIDE, LOCK):
                item.setCheckState(column, Qt.CheckState.Unchecked)

    def value(self) -> Classroom:
        """The section as it is ticked; lesson and settings stay."""

        def ticked(column: int) -> tuple[str, ...]:
            return tuple(n for n, item in self.items.items() if item.checkState(column) == Qt.CheckState.Checked)

        return replace(self._value, hide=ticked(HIDE), lock=ticked(LOCK), reason=self.reason.text().strip())

    def _on_accepted(self) -> None:
        self.chosen.emit(self.value())
        self.accept()


def unfold(item: QTreeWidgetItem | None) -> None:
    """Let an item be seen, with all that it stands in."""
    while item is not None:
        item.setHidden(False)
        item.setExpanded(True)
        item = item.parent()
