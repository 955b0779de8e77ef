"""What a person chooses once: a form made from the declaration of the preferences."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from guiapp.form import OptionsForm
from guiapp.settings import Preferences


class PreferencesDialog(QDialog):
    """Shows the preferences; every change holds at once."""

    changed = Signal(object)

    def __init__(self, value: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(QCoreApplication.translate("dialogs", "Preferences"))
        self.form = OptionsForm(value)
        self.form.changed.connect(self._on_form_changed)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        for button in buttons.buttons():
            button.setIcon(QIcon())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(16)
        column.addWidget(self.form)
        column.addWidget(buttons)

    def _on_form_changed(self, value: Any, merge_key: str) -> None:
        self.changed.emit(value)
