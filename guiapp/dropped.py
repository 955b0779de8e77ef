"""What is dragged onto the window: a project, a run, weights, or data; and what letting it go would do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QWidget

from core.catalog.datasets.csv_file import Csv
from core.catalog.datasets.idx_folder import Idx
from core.catalog.datasets.npz_file import Npz
from core.data.read_npz import read_headers
from core.errors import AppError
from guiapp.theme import Themes

Kind = Literal["project", "weights", "csv", "npz", "idx"]
SUFFIXES: Mapping[str, Kind] = {".json": "project", ".safetensors": "weights", ".csv": "csv", ".tsv": "csv"}
RUN = "project.json"


def tr(text: str) -> str:
    return QCoreApplication.translate("dropped", text)


@dataclass(frozen=True)
class Dropped:
    """One file or folder, and what it is."""

    kind: Kind
    path: Path

    def words(self) -> str:
        """What letting it go does."""
        words = {
            "project": tr("Open this project"),
            "weights": tr("Load these weights into the network"),
            "csv": tr("Train on this table"),
            "npz": tr("Train on these arrays"),
            "idx": tr("Train on these pictures"),
        }
        return f"{words[self.kind]}\n{self.path.name}"


def dropped(data: QMimeData) -> Dropped | None:
    """The first thing that is dragged, if it is one for us."""
    for url in data.urls():
        if url.isLocalFile() and (found := _kind_of(Path(url.toLocalFile()))) is not None:
            return found
    return None


def _kind_of(path: Path) -> Dropped | None:
    if path.is_dir():
        if (path / RUN).is_file():
            return Dropped("project", path / RUN)
        return Dropped("idx", path) if any(path.glob("*-ubyte*")) else None
    if path.suffix.lower() == ".npz":
        return Dropped("weights" if _holds_weights(path) else "npz", path)
    kind = SUFFIXES.get(path.suffix.lower())
    return Dropped(kind, path) if kind else None


def _holds_weights(path: Path) -> bool:
    """NODE.weight and the like have a point in their names; data are called x and y."""
    try:
        names = read_headers(str(path))
    except AppError:
        return False
    return bool(names) and all("." in name for name in names)


def source_of(found: Dropped) -> Csv | Npz | Idx:
    """Data as a source; a table that cannot be read raises AppError."""
    from guiapp.views.file_source import csv_options

    if found.kind == "csv":
        return csv_options(str(found.path))
    return Npz(path=str(found.path)) if found.kind == "npz" else Idx(folder=str(found.path))


class DropZone(QLabel):
    """Watches a window: while something of ours is dragged over it, says what letting it go would do."""

    def __init__(self, window: QWidget, themes: Themes, take: Callable[[Dropped], object]) -> None:
        super().__init__(window)
        self._window, self._themes, self._take = window, themes, take
        self.setObjectName("drop-hint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            found = dropped(event.mimeData())
            event.setAccepted(found is not None)
            self._offer(found)
        elif event.type() == QEvent.Type.DragLeave:
            self.hide()
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self.hide()
            found = dropped(event.mimeData())
            event.setAccepted(found is not None)
            if found is not None:
                self._take(found)
        else:
            return super().eventFilter(watched, event)
        return True

    def _offer(self, found: Dropped | None) -> None:
        """Show what it would do, or nothing."""
        if found is None:
            self.hide()
            return
        theme = self._themes.theme
        self.setText(found.words())
        self.setStyleSheet(
            f"#drop-hint {{ background: {theme.raised}; color: {theme.text}; border: 2px dashed {theme.accent};"
            " border-radius: 12px; padding: 24px; font-size: 16px; }"
        )
        self.adjustSize()
        self.move((self._window.width() - self.width()) // 2, (self._window.height() - self.height()) // 2)
        self.show()
        self.raise_()
