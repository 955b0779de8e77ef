"""Notes and pictures of a step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from core.lessons.progress import LONGEST
from guiapp.icons import icon
from guiapp.theme import Theme

WAIT_MS = 800
"""After the last key, before a note is kept."""
THUMB = QSize(64, 40)


def tr(text: str) -> str:
    return QCoreApplication.translate("classroom", text)


class NoteField(QPlainTextEdit):
    """Says when it is left."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class Notes(QWidget):
    """A field to write in, and the pictures that were kept."""

    written = Signal(str)
    """The note, a moment after the last key."""
    picture_asked = Signal()
    dropped = Signal(str)
    """A picture is to go, by its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = QLabel(tr("Notes"))
        self.heading.setProperty("role", "title")
        self.field = NoteField()
        self.field.setAccessibleName(tr("Notes on this step"))
        self.field.setPlaceholderText(tr("What did you see?"))
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(64)
        self.camera = QToolButton()
        self.camera.setProperty("role", "flat")
        self.camera.setText(tr("Keep a picture"))
        self.camera.setToolTip(tr("Keep a picture of the window or a panel with this step"))
        self.camera.setAccessibleName(tr("Keep a picture"))
        self.camera.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.camera.clicked.connect(self.picture_asked)
        self.thumbs: list[QToolButton] = []
        self._kept = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.flush)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.left.connect(self.flush)
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        self._row.addStretch(1)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.camera)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.field)
        column.addLayout(self._row)

    def show_note(self, text: str) -> None:
        """Another step's note; the one before is kept first."""
        self.flush()
        self._kept = text
        self.field.setPlainText(text)
        self._timer.stop()

    def flush(self) -> None:
        """Keep what was written, now."""
        self._timer.stop()
        text = self.field.toPlainText()[:LONGEST]
        if text != self._kept:
            self._kept = text
            self.written.emit(text)

    def show_pictures(self, names: Sequence[str], path: Callable[[str], Path]) -> None:
        """The pictures of a step, small; a click offers to take one away."""
        for thumb in self.thumbs:
            self._row.removeWidget(thumb)
            thumb.hide()
            thumb.deleteLater()
        self.thumbs = []
        for at, name in enumerate(names):
            pixmap = QPixmap(str(path(name)))
            thumb = QToolButton()
            thumb.setIcon(QIcon(pixmap.scaled(THUMB * 2, Qt.AspectRatioMode.KeepAspectRatio)))
            thumb.setIconSize(THUMB)
            thumb.setAccessibleName(tr("Picture {0}").format(at + 1))
            thumb.setToolTip(tr("Picture {0}").format(at + 1))
            menu = QMenu(thumb)
            menu.addAction(tr("Take the picture away"), partial(self.dropped.emit, name))
            thumb.setMenu(menu)
            thumb.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            self.thumbs.append(thumb)
            self._row.insertWidget(at, thumb)

    def set_theme(self, theme: Theme) -> None:
        self.camera.setIcon(icon("camera", theme, "muted"))

    def _on_text_changed(self) -> None:
        self._timer.start()
