"""The one question before work is left: about unsaved changes, a network that is training, or both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

Answer = Literal["save", "discard", "cancel", "elsewhere"]


def tr(text: str) -> str:
    return QCoreApplication.translate("dialogs", text)


@dataclass(frozen=True)
class Leave:
    """What would be left: a project by its name, whether it has unsaved changes, whether it trains; `elsewhere` says
    that another project could have a window of its own instead."""

    name: str
    unsaved: bool
    training: bool
    elsewhere: bool = False

    def question(self) -> str:
        if self.unsaved and self.training:
            return tr("{0} is training, and has changes that are not saved.").format(self.name)
        if self.unsaved:
            return tr("Save the changes to {0}?").format(self.name)
        return tr("{0} is training.").format(self.name)

    def consequence(self) -> str:
        lines = [tr("Changes that are not saved are lost.")] if self.unsaved else []
        return " ".join([*lines, tr("What it has learned so far is kept as a run.")] if self.training else lines)


def ask_leave(parent: QWidget, leave: Leave) -> Answer:
    """Save, go on without, go elsewhere, or stay."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(leave.question())
    box.setInformativeText(leave.consequence())
    role = QMessageBox.ButtonRole
    answers: dict[QPushButton, Answer] = {}
    if leave.unsaved:
        answers[box.addButton(tr("Save"), role.AcceptRole)] = "save"
        answers[box.addButton(tr("Do not save"), role.DestructiveRole)] = "discard"
    else:
        answers[box.addButton(tr("Stop training"), role.AcceptRole)] = "discard"
    if leave.elsewhere:
        answers[box.addButton(tr("Open in another window"), role.ActionRole)] = "elsewhere"
    stay = box.addButton(tr("Cancel"), role.RejectRole)
    box.setEscapeButton(stay)
    box.setDefaultButton(next(iter(answers)))
    box.exec()
    return next((answer for button, answer in answers.items() if button is box.clickedButton()), "cancel")


def ask_quit(parent: QWidget, names: list[str]) -> Answer:
    """Several windows have unsaved changes: one question for all of them."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(tr("{n} projects have changes that are not saved.").format(n=len(names)))
    box.setInformativeText("\n".join(names))
    role = QMessageBox.ButtonRole
    save, discard = (
        box.addButton(tr("Save all"), role.AcceptRole),
        box.addButton(tr("Do not save"), role.DestructiveRole),
    )
    box.setEscapeButton(box.addButton(tr("Cancel"), role.RejectRole))
    box.setDefaultButton(save)
    box.exec()
    return "save" if box.clickedButton() is save else "discard" if box.clickedButton() is discard else "cancel"
