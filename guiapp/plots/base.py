"""What every plot shares: its theme, its words when empty, and the menu that copies and saves it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPaintEngine, QPainter
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from core.errors import AppError
from guiapp.icons import icon
from guiapp.plots.export import Source, copy_picture, export_widget, save_numbers
from guiapp.theme import Theme, current

Columns = Mapping[str, Any]


translate = QCoreApplication.translate


class Plot(QWidget):
    """A widget that draws arrays. `failed(AppError)` tells of a picture that could not be saved."""

    failed = Signal(object)

    def __init__(self, name: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = current()
        self.empty_text = empty
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme at once."""
        self.theme = theme
        self.update()

    def set_empty_text(self, text: str) -> None:
        """Say what would fill this plot."""
        self.empty_text = text
        self.update()

    def numbers(self) -> Columns:
        """What is drawn, as named columns."""
        return {}

    def picture_parts(self) -> list[QWidget]:
        """The widgets that belong on a saved picture; switches do not."""
        return [self]

    def menu(self) -> QMenu:
        """Copy, save the picture, save the numbers."""
        return picture_menu(self, self.accessibleName(), self.numbers, self.failed.emit)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


def picture_menu(
    source: Source, name: str, numbers: Callable[[], Columns] | None, failed: Callable[[AppError], None]
) -> QMenu:
    """The menu of everything that can be kept from a picture; `failed` hears of a file that cannot be written."""
    parent = source if isinstance(source, QWidget) else None
    menu = QMenu(parent)

    def save(suffix: str, write: Callable[[str], None]) -> None:
        path = ask_path(parent, name, suffix)
        if path:
            attempt(lambda: write(path), failed)

    menu.addAction(icon("copy"), translate("plots", "Copy picture"), lambda: copy_picture(source))
    for suffix, text in (
        (".png", translate("plots", "Save as PNG...")),
        (".svg", translate("plots", "Save as SVG...")),
        (".pdf", translate("plots", "Save as PDF...")),
    ):
        menu.addAction(text, partial(save, suffix, partial(export_widget, source)))
    if numbers is not None:
        columns = numbers()
        action = menu.addAction(
            translate("plots", "Save numbers as CSV..."), lambda: save(".csv", lambda path: save_numbers(path, columns))
        )
        action.setEnabled(bool(columns))
    return menu


def ask_path(parent: QWidget | None, name: str, suffix: str) -> str:
    """The file that the person chose, with the suffix; empty when cancelled."""
    stem = "-".join(name.lower().split()) or "picture"
    path, _ = QFileDialog.getSaveFileName(parent, translate("plots", "Save"), stem + suffix, f"*{suffix}")
    return path if not path or Path(path).suffix else path + suffix


def attempt(work: Callable[[], None], failed: Callable[[AppError], None]) -> None:
    """Do it, and hand a fault that the person can mend to `failed`."""
    try:
        work()
    except AppError as error:
        failed(error)


def paint_empty(painter: QPainter, rect: QRectF, text: str, theme: Theme) -> None:
    """The words that stand where a picture will be."""
    painter.setPen(theme.color("muted"))
    flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
    painter.drawText(rect.adjusted(16, 8, -16, -8), flags, text)


def is_vector(painter: QPainter) -> bool:
    """Whether the picture is being drawn into a file of shapes instead of pixels."""
    engine = painter.paintEngine()
    return engine is not None and engine.type() in (QPaintEngine.Type.SVG, QPaintEngine.Type.Pdf)


def number_text(value: float, digits: int = 4) -> str:
    """A number for reading, with a point in every language and a true minus."""
    return f"{value:.{digits}g}".replace("-", "\N{MINUS SIGN}")


def without_unit(name: str) -> str:
    """A column's name for where there is little room: "petal length" of "petal length (cm)"."""
    head, bracket, _ = name.rpartition(" (")
    return head if bracket and name.endswith(")") else name
