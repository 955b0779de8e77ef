"""Opening and saving projects: files, examples, recent ones, and the question before unsaved work is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from core.errors import AppError
from core.spec.files import load_example, load_project, save_project
from core.spec.project import Project
from guiapp.context import Context
from guiapp.dialogs.unsaved import ask_unsaved
from guiapp.pump import Pump

Answer = Literal["save", "discard", "cancel"]
FIRST = "spiral"
"""The example that the first start shows."""


def tr(text: str) -> str:
    return QCoreApplication.translate("files", text)


class ProjectFiles(QObject):
    """The document's way to and from files. `ask` puts the question about unsaved work."""

    def __init__(self, context: Context, pump: Pump, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._pump, self._window = context, pump, window
        self.ask: Callable[[QWidget, str], Answer] = ask_unsaved

    # Opening

    def new(self) -> None:
        """A small network to begin with."""
        self._take(lambda: (replace(load_example("circle"), name=tr("Untitled")), None))

    def open_example(self, name: str) -> None:
        self._take(lambda: (load_example(name), None))

    def open_path(self, path: str) -> None:
        """Open a project file, with its folder and name remembered."""
        if self._take(lambda: (load_project(path), Path(path).resolve())):
            self._remember(Path(path).resolve())

    def open_read(self, read: Callable[[], tuple[Project, Path | None]]) -> bool:
        """Open what this reads, after asking about unsaved work."""
        return self._take(read)

    def ask_open(self) -> None:
        folder = self._context.settings.folder
        path, _ = QFileDialog.getOpenFileName(self._window, tr("Open a project"), folder, tr("Projects (*.json)"))
        if path:
            self.open_path(path)

    def _take(self, read: Callable[[], tuple[Project, Path | None]]) -> bool:
        if not self.may_discard():
            return False
        try:
            project, path = read()
        except AppError as fault:
            self._context.messages.fault(fault)
            return False
        self._context.select()
        self._context.forget_past()
        self._pump.expect_fresh()
        self._context.document.open(project, path)
        return True

    @staticmethod
    def dropped(event: QDropEvent) -> str | None:
        """The project file that is dragged, if it is one."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        return next((path for path in paths if path.lower().endswith(".json")), None)

    # Saving

    def save(self) -> bool:
        """Save where it came from; ask for a file where it came from none."""
        path = self._context.document.path
        return self.save_to(path) if path is not None else self.ask_save_as()

    def ask_save_as(self) -> bool:
        stem = "-".join(self._context.project.name.lower().split()) or "project"
        start = self._context.document.path or Path(self._context.settings.folder) / f"{stem}.json"
        path, _ = QFileDialog.getSaveFileName(self._window, tr("Save the project"), str(start), tr("Projects (*.json)"))
        if not path:
            return False
        return self.save_to(Path(path) if Path(path).suffix else Path(path + ".json"))

    def save_to(self, path: Path) -> bool:
        path = path.resolve()
        try:
            save_project(self._context.project, path)
        except AppError as fault:
            self._context.messages.fault(fault)
            return False
        self._context.document.mark_saved(path)
        self._remember(path)
        self._context.messages.say(tr("Saved as {0}").format(path.name))
        return True

    def may_discard(self) -> bool:
        """Whether the project may go: it is saved, or the person says so."""
        if self._context.document.clean:
            return True
        answer = self.ask(self._window, self._context.project.name)
        return answer == "discard" or (answer == "save" and self.save())

    def _remember(self, path: Path) -> None:
        self._context.settings.add_recent(str(path))
        self._context.settings.folder = str(path.parent)

    # Edits that menus make

    def new_weights(self) -> None:
        """Another draw of starting weights; the run begins again."""
        project = self._context.project
        training = replace(project.training, draw=project.training.draw + 1)
        self._context.edit(tr("New weights"), replace(project, training=training))
