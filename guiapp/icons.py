"""Line icons of one family, drawn in `resources/icons` with `currentColor` and coloured here."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from guiapp.theme import Theme, current

SIZES = (14, 16, 18, 20, 22, 24, 32)
"""Logical pixels at which an icon is drawn ahead, in as many pixels as the screen has for them."""


def names() -> list[str]:
    """Every icon there is."""
    folder = files("resources").joinpath("icons")
    return sorted(entry.name[:-4] for entry in folder.iterdir() if entry.name.endswith(".svg"))


@lru_cache
def source(name: str) -> str:
    """The icon's SVG text; a missing icon is a fault of the program."""
    return files("resources").joinpath("icons", f"{name}.svg").read_text("utf-8")


def pixmap(name: str, color: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon in one colour, `size` logical pixels wide."""
    pixels = round(size * ratio)
    result = QPixmap(pixels, pixels)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    renderer = QSvgRenderer(QByteArray(source(name).replace("currentColor", color).encode()))
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    result.setDevicePixelRatio(ratio)
    return result


def icon(name: str, theme: Theme | None = None, token: str = "text") -> QIcon:
    """The icon in a colour token of the theme, by default the one that the application wears."""
    theme = theme or current()
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    return _icon(name, getattr(theme, token), theme.faint, ratio)


@lru_cache(maxsize=512)
def _icon(name: str, color: str, disabled: str, ratio: float) -> QIcon:
    result = QIcon()
    for size in SIZES:
        pixels = int(size * ratio + 0.5)
        result.addPixmap(pixmap(name, color, pixels), QIcon.Mode.Normal)
        result.addPixmap(pixmap(name, disabled, pixels), QIcon.Mode.Disabled)
    return result
