"""A small button whose icon follows the theme by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QToolButton

from guiapp.icons import icon
from guiapp.theme import current


class IconButton(QToolButton):
    """Its name is its tooltip and what a screen reader says."""

    def __init__(self, picture: str, name: str, *, side: int = 20, token: str = "muted") -> None:
        super().__init__()
        self._picture, self._token, self._worn = picture, token, ""
        self.setProperty("role", "small")
        self.setIconSize(QSize(14, 14))
        self.setFixedSize(side, side)
        self.set_name(name)
        self._wear()

    def set_name(self, name: str) -> None:
        self.setToolTip(name)
        self.setAccessibleName(name)

    def set_picture(self, picture: str, name: str) -> None:
        """Another icon, for what a press does now."""
        self._picture, self._worn = picture, ""
        self.set_name(name)
        self._wear()

    def _wear(self) -> None:
        theme = current()
        if theme.name != self._worn:
            self._worn = theme.name
            self.setIcon(icon(self._picture, theme, self._token))

    # Qt's own

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._wear()
