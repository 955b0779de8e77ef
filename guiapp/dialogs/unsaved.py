"""The question before work is lost."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget


def tr(text: str) -> str:
    return QCoreApplication.translate("dialogs", text)


def ask_unsaved(parent: QWidget, name: str) -> Literal["save", "discard", "cancel"]:
    """Save the changes, let them go, or stay."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(tr("Save the changes to {0}?").format(name))
    box.setInformativeText(tr("They are lost otherwise."))
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    box.setDefaultButton(buttons.Save)
    answer = box.exec()
    return "save" if answer == buttons.Save else "discard" if answer == buttons.Discard else "cancel"


def ask_leave(parent: QWidget) -> bool:
    """Close while the network is training?"""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(tr("The network is training. Close the window?"))
    box.setInformativeText(tr("What it has learned so far is kept as a run."))
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Close | buttons.Cancel)
    box.setDefaultButton(buttons.Close)
    return box.exec() == buttons.Close
