"""Icons: every file is drawn by the family's rules and takes the colour it is given."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from guiapp import icons, theme
from guiapp.actions.table import ACTIONS

NEEDED = [
    "open",
    "save",
    "save-as",
    "new",
    "undo",
    "redo",
    "play",
    "pause",
    "stop",
    "restart",
    "dice",
    "step-batch",
    "step-epoch",
    "plus",
    "minus",
    "add-layer",
    "add-unit",
    "delete",
    "duplicate",
    "copy",
    "paste",
    "export",
    "import",
    "learn",
    "more",
    "zoom-fit",
    "zoom-in",
    "zoom-out",
    "settings",
    "sun",
    "moon",
    "contrast",
    "lock",
    "unlock",
    "warning",
    "error",
    "info",
    "check",
    "close",
    "camera",
    "search",
    "data",
    "network",
    "curves",
    "weights",
    "boundary",
    "confusion",
    "arrange",
    "help",
    "chip",
    "runs",
    "folder",
]


def test_everything_the_window_needs_is_there() -> None:
    assert set(NEEDED) <= set(icons.names())


@pytest.mark.parametrize("name", icons.names())
def test_icon_belongs_to_the_family(name: str) -> None:
    text = icons.source(name)
    assert 'viewBox="0 0 24 24"' in text
    assert 'stroke="currentColor"' in text
    assert 'stroke-width="1.75"' in text
    assert "#" not in text


@pytest.mark.parametrize("name", icons.names())
def test_icon_is_drawn_in_its_colour(qapp: QApplication, name: str) -> None:
    image = icons.pixmap(name, "#ff0000", 24, 2.0).toImage()
    assert image.size().width() == 48
    inked = [image.pixelColor(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 250]
    assert len(inked) > 20
    assert set(map(QColor.name, inked)) == {"#ff0000"}


def test_icon_follows_the_theme(qapp: QApplication) -> None:
    dark = icons.icon("pause", theme.load("dark"))
    middle = dark.pixmap(24, 24).toImage().pixelColor(8, 12)
    assert middle.name() == theme.load("dark").text
    disabled = dark.pixmap(24, 24, QIcon.Mode.Disabled).toImage().pixelColor(8, 12)
    assert disabled.name() == theme.load("dark").faint
    assert icons.icon("play", theme.load("light")).cacheKey() == icons.icon("play", theme.load("light")).cacheKey()


def test_every_action_has_an_icon() -> None:
    assert [action.id for action in ACTIONS if action.icon not in icons.names()] == []
