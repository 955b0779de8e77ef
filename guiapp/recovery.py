"""Keeps what is not saved, a moment after every edit, and offers what an earlier window has left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QMessageBox, QWidget

from core.errors import AppError
from core.session import recovery
from core.session.document import Checked
from core.session.recovery import Left
from guiapp.context import Context

WAIT_MS = 1000
"""After the last edit, before it is kept."""


def tr(text: str) -> str:
    return QCoreApplication.translate("recovery", text)


class Recovery(QObject):
    """One window's unsaved project in a file of its own; gone when it is saved, or closed in good order."""

    def __init__(self, context: Context, root: Path | None = None) -> None:
        super().__init__()
        self._context = context
        self.file = recovery.new_file(root)
        self._failed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.keep)
        context.document.subscribe(self._on_document_changed)

    def _on_document_changed(self, old: Checked, new: Checked) -> None:
        self._timer.start()

    def keep(self) -> None:
        """Write what is not saved; a full disk is told once and stops no work."""
        document = self._context.document
        if document.clean or not self._context.settings.preferences.autosave:
            recovery.forget(self.file)
            return
        try:
            recovery.keep(self.file, document.project, document.path)
            self._failed = False
        except (AppError, OSError) as fault:
            if not self._failed:
                self._context.messages.say(tr("Unsaved changes cannot be kept for a crash: {0}").format(fault))
            self._failed = True

    def close(self) -> None:
        """Closed in good order: saved, or given up by the person."""
        self._timer.stop()
        recovery.forget(self.file)


def offer(parent: QWidget, left: Left, restore: Callable[[Left], object]) -> QMessageBox:
    """Ask, without holding up the window, whether a project that was left should come back."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(tr("Glassnet ended without saving “{0}”.").format(left.project.name))
    where = str(left.path) if left.path else tr("It was in no file yet.")
    box.setInformativeText(f"{left.when:%Y-%m-%d %H:%M}\n{where}")
    again = box.addButton(tr("Restore"), QMessageBox.ButtonRole.AcceptRole)
    away = box.addButton(tr("Throw away"), QMessageBox.ButtonRole.DestructiveRole)
    later = box.addButton(tr("Later"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(again)
    box.setEscapeButton(later)
    again.clicked.connect(partial(restore, left))
    away.clicked.connect(partial(recovery.forget, left.file))
    box.open()
    return box
