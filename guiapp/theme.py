"""Colours, palette and style sheet of the window: frozen tokens read from `resources/themes`, applied under Fusion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Literal, get_args

import msgspec
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# The colour arithmetic, and NumPy with it, is imported when a plot needs it: the first paint does not wait for them.

ThemeName = Literal["system", "light", "dark", "contrast"]
THEME_NAMES: tuple[ThemeName, ...] = get_args(ThemeName)
GRID = 8
"""The layout's unit in pixels: margins and gaps are whole or half multiples of it."""


@dataclass(frozen=True)
class Theme:
    """One set of colour tokens, `#rrggbb` each; blue is positive, orange negative, everywhere."""

    name: str
    dark: bool
    window: str
    raised: str
    field: str
    hover: str
    pressed: str
    border: str
    border_strong: str
    grid: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    accent_text: str
    accent_soft: str
    positive: str
    negative: str
    neutral: str
    curve: str
    past: str
    outline: str
    ink: str
    error: str
    error_soft: str
    warning: str
    warning_soft: str
    success: str
    classes: tuple[str, ...]
    text_size: float = 1.0
    """How large text is, and how thick lines are, beside the ordinary: a projector shows both larger."""
    line_size: float = 1.0

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """The colour of a token such as "accent"."""
        color = QColor(str(getattr(self, token)))
        color.setAlphaF(alpha)
        return color

    def class_color(self, index: int) -> QColor:
        return QColor(self.classes[index % len(self.classes)])

    def class_marker(self, index: int) -> str:
        """The shape of a class, its second carrier; no pair of colour and shape repeats before 90 classes."""
        from guiapp.colours import class_marker

        return class_marker(index, len(self.classes))

    @cached_property
    def lut(self) -> NDArray[np.uint8]:
        """Signed values to RGBA, (256, 4): orange, the neutral background, blue, in even perceptual steps."""
        from guiapp.colours import diverging

        return diverging(self.negative, self.neutral, self.positive)

    @cached_property
    def soft_lut(self) -> NDArray[np.uint8]:
        """The same mixed with the background, (256, 4), for areas that carry points or text."""
        from guiapp.colours import blend

        return blend(self.lut, self.neutral, 0.78)


@lru_cache
def load(name: str) -> Theme:
    """The theme of this name, light, dark or contrast."""
    text = files("resources").joinpath("themes", f"{name}.json").read_bytes()
    return msgspec.json.decode(text, type=Theme)


@lru_cache
def magnified(theme: Theme, text: float, line: float) -> Theme:
    return (
        theme if (theme.text_size, theme.line_size) == (text, line) else replace(theme, text_size=text, line_size=line)
    )


def resolve(name: str) -> Theme:
    """The theme of a setting: "system" asks Qt for the scheme, which is a hint and unknown on many desktops."""
    if name != "system":
        return load(name)
    hints = QGuiApplication.styleHints()
    return load("dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light")


def current() -> Theme:
    """The theme that the application wears; new widgets begin with it."""
    app = QApplication.instance()
    found = app.property("worn") if app is not None else None
    return found if isinstance(found, Theme) else load("light")


def palette(theme: Theme) -> QPalette:
    """The theme as Qt's colour roles."""
    result = QPalette()
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    roles = {
        role.Window: "window", role.WindowText: "text", role.Base: "field", role.AlternateBase: "hover",
        role.Text: "text", role.Button: "raised", role.ButtonText: "text", role.BrightText: "error",
        role.ToolTipBase: "raised", role.ToolTipText: "text", role.PlaceholderText: "faint",
        role.Highlight: "accent", role.HighlightedText: "accent_text", role.Link: "accent",
        role.LinkVisited: "accent", role.Light: "hover", role.Midlight: "border", role.Mid: "border",
        role.Dark: "border_strong", role.Shadow: "border_strong", role.Accent: "accent",
    }  # fmt: skip
    for key, token in roles.items():
        result.setColor(key, theme.color(token))
    for key in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(group.Disabled, key, theme.color("faint"))
    return result


@lru_cache
def style_sheet(theme: Theme) -> str:
    """The style sheet with the theme's colours in place."""
    folder = files("resources")
    tokens = {key: value for key, value in asdict(theme).items() if isinstance(value, str)}
    tokens["images"] = Path(str(folder.joinpath("icons", "style"))).as_posix()
    tokens["check"] = "check-dark.svg" if theme.dark else "check-light.svg"
    return Template(folder.joinpath("themes", "style.qss").read_text("utf-8")).substitute(tokens)


def apply(app: QApplication, name: str, text: float = 1.0, line: float = 1.0) -> Theme:
    """Dress the application in the theme called `name` (system, light, dark or contrast)."""
    theme = magnified(resolve(name), text, line)
    if app.property("worn") is theme:
        return theme  # another window: dressing every widget anew takes seconds where there are many
    if app.property("worn") is None:  # the style sheet hides the style: asking for its name makes a new one each time
        app.setStyle("Fusion")
    app.setProperty("theme", theme.name)
    app.setProperty("worn", theme)
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))
    return theme


OWN_SIZE = "ownPointSize"
"""Property of a widget: the size of the font that it was given."""


class Themes(QObject):
    """The theme of one application: switches live and tells its listeners."""

    def __init__(self, app: QApplication, name: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self._listeners: list[Callable[[Theme], None]] = []
        self.name = name
        self.theme = apply(app, name)
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    def listen(self, callback: Callable[[Theme], None]) -> Callable[[], None]:
        """Call back with every new theme; the answer ends that."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def apply(self, name: str) -> Theme:
        """Change to the theme of this name now."""
        self.name = name
        before, self.theme = self.theme, apply(self._app, name, self.theme.text_size, self.theme.line_size)
        if self.theme.text_size != 1.0:
            self._grow(self.theme.text_size)
        self._tell(before)
        return self.theme

    def magnify(self, text: float, line: float) -> None:
        """Show text larger and lines thicker, everywhere at once."""
        if text != self.theme.text_size:
            self._app.setFont(grown(self._app.font(), text / self.theme.text_size))
        before, self.theme = self.theme, apply(self._app, self.name, text, line)
        self._grow(before.text_size)
        self._tell(before)

    def _grow(self, until_now: float) -> None:
        """Fonts that widgets have of their own; a new style sheet puts them back to what they were at first.

        A widget that is met for the first time was made while text was as large as until now.
        """
        for widget in self._app.allWidgets():
            if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont):
                size = widget.property(OWN_SIZE)
                if size is None:
                    size = widget.font().pointSizeF() / until_now
                    widget.setProperty(OWN_SIZE, size)
                if size > 0:
                    font = widget.font()
                    font.setPointSizeF(size * self.theme.text_size)
                    widget.setFont(font)

    def _tell(self, before: Theme) -> None:
        if self.theme is not before:
            for callback in tuple(self._listeners):
                callback(self.theme)

    def _on_scheme_changed(self) -> None:
        if self.name == "system":
            self.apply("system")


def grown(font: QFont, ratio: float) -> QFont:
    """The font, larger or smaller by a factor."""
    result = QFont(font)
    if result.pointSizeF() > 0:
        result.setPointSizeF(result.pointSizeF() * ratio)
    elif result.pixelSize() > 0:
        result.setPixelSize(max(1, round(result.pixelSize() * ratio)))
    return result


def tabular(font: QFont | None = None, *, scale: float = 1.0, bold: bool = False) -> QFont:
    """The font with figures of equal width, so that running numbers do not tremble."""
    result = QFont(font) if font is not None else QApplication.font()
    tag = QFont.Tag.fromString("tnum")
    if tag is not None:
        result.setFeature(tag, 1)
    if result.pointSizeF() > 0:
        result.setPointSizeF(result.pointSizeF() * scale)
    else:
        result.setPixelSize(max(1, round(result.pixelSize() * scale)))
    result.setBold(bold)
    return result


def title_label(text: str, parent: QWidget | None = None) -> QLabel:
    """A panel's heading: small, bold, spaced capitals."""
    label = QLabel(text, parent)
    label.setProperty("role", "title")
    font = label.font()
    font.setPointSizeF(max(7.0, font.pointSizeF() * 0.9))
    font.setBold(True)
    font.setCapitalization(QFont.Capitalization.AllUppercase)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.8)
    label.setFont(font)
    return label
