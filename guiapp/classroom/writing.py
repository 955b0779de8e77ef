"""The teacher's side: one's own folder of lessons, and the state at hand recorded as a step in it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMainWindow

from core.errors import AppError
from core.lessons import open_lesson, opened
from core.lessons.record import Draft, own_lessons, record_step
from core.spec.controls import PANELS
from guiapp.classroom.rules import tr
from guiapp.context import Context
from guiapp.dialogs.record_step import RecordStep
from guiapp.docks import Docks
from guiapp.pump import Pump
from guiapp.translation.catalogue import said


class Board(Protocol):
    """The window, as far as a step can be made of it."""

    context: Context
    pump: Pump
    docks: Docks


class Writing(QObject):
    """Made once for each window."""

    def __init__(self, board: Board, window: QMainWindow) -> None:
        super().__init__(window)
        self._board, self._window = board, window

    @property
    def folder(self) -> Path | None:
        """One's own folder of lessons, where one was chosen."""
        found = self._board.context.settings.lessons
        return Path(found) if found else None

    def ask_folder(self) -> bool:
        """Choose the folder that one's own lessons lie in; whether one was chosen."""
        settings = self._board.context.settings
        start = settings.lessons or settings.folder
        chosen = QFileDialog.getExistingDirectory(self._window, tr("My folder of lessons"), start)
        if chosen:
            settings.lessons = chosen
        return bool(chosen)

    def ask_step(self) -> RecordStep | None:
        """Ask for title and text of the next step; without a folder of lessons, for that first."""
        if self.folder is None and not self.ask_folder():
            return None
        folder = self.folder
        assert folder is not None, "it was chosen just now"
        classroom = self._board.context.project.classroom
        dialog = RecordStep(own_lessons(folder), classroom.lesson, str(folder), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.recorded.connect(lambda: self._on_recorded(dialog, folder))
        dialog.show()
        return dialog

    def _on_recorded(self, dialog: RecordStep, folder: Path) -> None:
        try:
            name, number = record_step(folder, dialog.lesson_name, self._draft(dialog))
        except AppError as fault:
            hint = f" ({said(fault.hint)})" if fault.hint else ""
            dialog.say(f"{fault.where}: {said(fault.what)}{hint}")
            return
        dialog.close()
        self._preview(folder, name, number)

    def _draft(self, dialog: RecordStep) -> Draft:
        context = self._board.context
        seen = [panel.id for panel in self._board.docks.seen()] if dialog.panels.isChecked() else []
        return Draft(
            title=dialog.title.text(),
            text=dialog.text.toPlainText(),
            project=context.project,
            show=tuple(name for name in seen if name in PANELS and name != "lesson"),
            select=context.selection[0] if context.selection else "",
            speed=self._board.pump.speed,
            question=dialog.question.text(),
            choices=tuple(dialog.choices.toPlainText().splitlines()),
            answer=dialog.right,
        )

    def _preview(self, folder: Path, name: str, number: int) -> None:
        """Show the step as a learner will see it; undo goes back to what was there."""
        context = self._board.context
        try:
            project = opened(open_lesson(name, folder), number)
        except AppError as fault:
            context.messages.fault(fault)
            return
        self._board.pump.pause()
        self._board.pump.expect_fresh()
        context.document.replace(tr("Look at the recorded step"), project)
        context.messages.say(tr("Step {0} is recorded; undo goes back to your project").format(number))
