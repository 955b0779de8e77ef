"""What a person chooses once: a form made from the declaration of the preferences."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from core.session.accelerator import search
from guiapp.form import OptionsForm
from guiapp.settings import Preferences
from guiapp.translation.catalogue import said


def tr(text: str) -> str:
    return QCoreApplication.translate("dialogs", text)


class PreferencesDialog(QDialog):
    """Shows the preferences; every change holds at once."""

    changed = Signal(object)

    def __init__(self, value: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Preferences"))
        self.form = OptionsForm(value)
        self.form.changed.connect(self._on_form_changed)
        self.gpu = QLabel()
        self.gpu.setWordWrap(True)
        self.gpu.setObjectName("note")
        self._show_gpu()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        for button in buttons.buttons():
            button.setIcon(QIcon())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(16)
        column.addWidget(self.form)
        column.addWidget(self.gpu)
        column.addWidget(buttons)

    def _show_gpu(self) -> None:
        """The GPU by its name, or why it cannot be chosen."""
        found = search(waiting=False)
        if found is None:
            self.gpu.setText(tr("The GPU's driver has not answered yet"))
        elif found.problem is None:
            self.form.rows["engine"].describe("GPU", tr("GPU: {0}").format(found.name), "")
            self.gpu.hide()
        else:
            words = f"{said(found.problem.what)} ({said(found.problem.hint)})"
            self.form.rows["engine"].describe("GPU", "GPU", words)
            self.gpu.setText(tr("GPU: {0}").format(words))

    def _on_form_changed(self, value: Any, merge_key: str) -> None:
        self.changed.emit(value)
