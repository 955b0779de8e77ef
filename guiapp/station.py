"""One window with everything that lives as long as it does: document, worker's pump, figures, unsaved work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from guiapp.main_window import MainWindow
from guiapp.settings import ENGINES, Settings
from guiapp.stats import Stats
from guiapp.theme import Themes

if TYPE_CHECKING:
    from core.spec.project import Project
    from guiapp.context import Context
    from guiapp.pump import Pump
    from guiapp.recovery import Recovery


class Station(QObject):
    """The empty window at first; `furnish` gives it a project. `closed` when the window is."""

    closed = Signal(object)

    def __init__(self, settings: Settings, themes: Themes, *, quiet: bool) -> None:
        super().__init__()
        self.settings, self.themes, self.quiet = settings, themes, quiet
        self.stats = Stats()
        self.window = MainWindow(settings, quiet=quiet)
        self.window.closed.connect(self._on_closed)
        self.furnished = False
        self.context: Context
        self.pump: Pump
        self._recovery: Recovery | None = None

    def furnish(
        self,
        project: Project,
        path: Path | None,
        *,
        engine: str | None,
        threads: int | None,
        elsewhere: Callable[[Project, Path | None], object],
    ) -> None:
        """Bars, drawing and panels around a project."""
        from core.session.document import Document
        from core.session.machine import cores
        from core.session.runs import RunKeeper
        from guiapp.context import Context
        from guiapp.messages import Messages
        from guiapp.pump import Pump
        from guiapp.recovery import Recovery

        preferences = self.settings.preferences
        used = threads or preferences.threads or max(1, cores() - 1)
        keeper = RunKeeper(used)
        self.context = Context(Document(project, path), self.themes, self.settings, Messages())
        self.pump = Pump(
            self.context,
            self.stats,
            engine=engine or ENGINES[preferences.engine],
            gpu_math=preferences.gpu_math.lower(),
            threads=used,
            keep=keeper.keep if preferences.keep_runs else None,
            heard=keeper.heard if preferences.keep_runs else None,
        )
        self.window.furnish(self.context, self.pump, self.stats)
        self.window.files.elsewhere = elsewhere
        if not self.quiet:
            self._recovery = Recovery(self.context)
        self.furnished = True
        if path is not None:
            self.settings.add_recent(str(path))

    @property
    def unsaved(self) -> bool:
        return self.furnished and not self.context.document.clean

    def _on_closed(self) -> None:
        if self._recovery is not None:
            self._recovery.close()
        self.closed.emit(self)
