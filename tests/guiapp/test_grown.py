"""Other languages need more room: with every text 40 % longer, nothing is cut without its whole text in a tooltip."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt, QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QRadioButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from guiapp.dialogs.lookup import Shortcuts
from guiapp.dialogs.preferences import PreferencesDialog
from guiapp.main_window import MainWindow
from guiapp.plots.thumbnail import Thumbnail
from guiapp.views.elided import ElidedLabel
from tests.guiapp.furnished import make_window

GROWTH = 0.4
SLACK = 2
"""Pixels that rounding may cost."""


class Grower(QTranslator):
    """A language whose texts are all longer; what is filled in, and keys behind a tab, stay."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        words, tab, keys = source.partition("\t")
        letters = len(re.sub(r"\{\w*\}", "", words))
        return f"{words}{' o' * math.ceil(letters * GROWTH / 2)}{tab}{keys}"

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def grown(qapp: QApplication) -> Iterator[None]:
    translator = Grower()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def text_of(widget: QWidget) -> str:
    if isinstance(widget, QLabel):
        return "" if widget.pixmap() and not widget.pixmap().isNull() else widget.text()
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def needed(widget: QWidget) -> int:
    """The pixels of its words; a button may have an icon before them, or show nothing but the icon."""
    if isinstance(widget, QLabel):
        return widget.sizeHint().width()
    assert isinstance(widget, QAbstractButton)
    alone = isinstance(widget, QToolButton) and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    if alone and not widget.icon().isNull():
        return 0
    picture = 0 if widget.icon().isNull() else widget.iconSize().width() + 4
    box = 20 if isinstance(widget, QCheckBox | QRadioButton) else 0
    return picture + box + widget.fontMetrics().horizontalAdvance(widget.text().partition("\t")[0])


def cut(widget: QWidget) -> bool:
    """Whether its words need more room than it has, or somebody above it cuts it off at the side."""
    if isinstance(widget, ElidedLabel):
        return False  # it says all of itself in its tooltip
    if isinstance(widget, Thumbnail):
        return widget.text() not in widget.toolTip()
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width()) > widget.height() + SLACK
    seen = widget.visibleRegion().boundingRect()
    hidden = not seen.isEmpty() and seen.width() < widget.width() - SLACK
    return hidden or needed(widget) > widget.width() + SLACK


def faults(top: QWidget, where: str) -> set[str]:
    found = set()
    for widget in top.findChildren(QWidget):
        text = text_of(widget)
        if not text.strip() or not widget.isVisible() or not cut(widget):
            continue
        if text.rstrip("…") and text.rstrip("…")[:8] in widget.toolTip():
            continue
        found.add(f"{where}: {type(widget).__name__} {text!r} {widget.width()} of {needed(widget)}")
    return found


def settle() -> None:
    for _ in range(6):
        QApplication.processEvents()


def panels(window: MainWindow) -> Iterator[str]:
    for name in ("", *window.docks.docks):
        if name:
            window.docks.show(name)
        settle()
        yield name or "window"


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1280, 800), (1024, 700)])
def test_longer_texts_have_room(grown: None, qtbot: QtBot, tmp_path: Path, size: tuple[int, int]) -> None:
    found: set[str] = set()
    with make_window(qtbot, tmp_path) as window:
        window.resize(QSize(*size))
        window.context.select("h1")
        for panel in panels(window):
            found |= faults(window, panel)
    assert not found, "\n".join(sorted(found))


@pytest.mark.slow
def test_longer_texts_have_room_in_dialogs(grown: None, qtbot: QtBot, tmp_path: Path) -> None:
    found: set[str] = set()
    with make_window(qtbot, tmp_path) as window:
        settings = window.context.settings
        for dialog in (Shortcuts(window), PreferencesDialog(settings.preferences, window)):
            dialog.show()
            settle()
            found |= faults(dialog, type(dialog).__name__)
            dialog.close()
    assert not found, "\n".join(sorted(found))
