"""Opening and saving projects: files, examples, recent ones, and the question before unsaved work is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from core.data.prepare import describe
from core.errors import AppError
from core.spec.files import load_example, load_project, save_project
from core.spec.fit import with_source
from core.spec.project import Project
from guiapp.context import Context
from guiapp.dialogs.leaving import Answer, Leave, ask_leave
from guiapp.dropped import Dropped, source_of
from guiapp.pump import Pump

FIRST = "spiral"
"""The example that the first start shows."""


def tr(text: str) -> str:
    return QCoreApplication.translate("files", text)


class ProjectFiles(QObject):
    """The document's way to and from files. `ask` puts the question before work is left; `elsewhere` opens a window of
    its own for a project, where there may be several."""

    def __init__(self, context: Context, pump: Pump, window: QWidget, load_weights: Callable[[Path], object]) -> None:
        super().__init__(window)
        self._context, self._pump, self._window, self._load_weights = context, pump, window, load_weights
        self.ask: Callable[[QWidget, Leave], Answer] = ask_leave
        self.elsewhere: Callable[[Project, Path | None], object] | None = None

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

    def take(self, found: Dropped) -> None:
        """What was dropped on the window: a project is opened, weights are loaded, data are trained on."""
        if found.kind == "project":
            self.open_path(str(found.path))
        elif found.kind == "weights":
            self._load_weights(found.path)
        else:
            self._train_on(found)

    def _train_on(self, found: Dropped) -> None:
        """Other data, and a network whose ends are fitted to them."""
        try:
            project = with_source(self._context.project, source_of(found))
            describe(project.data)
        except AppError as fault:
            self._context.messages.fault(fault)
            return
        self._context.edit(tr("Train on {0}").format(found.path.name), project)

    def ask_open(self) -> None:
        folder = self._context.settings.folder
        path, _ = QFileDialog.getOpenFileName(self._window, tr("Open a project"), folder, tr("Projects (*.json)"))
        if path:
            self.open_path(path)

    def _take(self, read: Callable[[], tuple[Project, Path | None]]) -> bool:
        answer = self._leave(elsewhere=self.elsewhere is not None)
        if answer == "cancel":
            return False
        try:
            project, path = read()
        except AppError as fault:
            self._context.messages.fault(fault)
            return False
        if answer == "elsewhere" and self.elsewhere is not None:
            self.elsewhere(project, path)
            return True
        self._pump.pause()
        self._context.select()
        self._context.forget_past()
        self._pump.expect_fresh()
        self._context.document.open(project, path)
        return True

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

    def restore(self, project: Project, path: Path | None) -> None:
        """A project that was left unsaved, as it was."""
        self._pump.expect_fresh()
        self._context.document.open(project, path, saved=False)

    def may_leave(self) -> bool:
        """Whether the project may go, and its training end: nothing would be lost, or the person says so."""
        return self._leave(elsewhere=False) != "cancel"

    def _leave(self, *, elsewhere: bool) -> Answer:
        """Ask once, where there is anything to ask."""
        unsaved, training = not self._context.document.clean, self._pump.playing
        if not unsaved and not training:
            return "discard"
        answer = self.ask(self._window, Leave(self._context.project.name, unsaved, training, elsewhere))
        return "cancel" if answer == "save" and not self.save() else answer

    def _remember(self, path: Path) -> None:
        self._context.settings.add_recent(str(path))
        self._context.settings.folder = str(path.parent)

    # Edits that menus make

    def new_weights(self) -> None:
        """Another draw of starting weights; the run begins again."""
        project = self._context.project
        training = replace(project.training, draw=project.training.draw + 1)
        self._context.edit(tr("New weights"), replace(project, training=training))
