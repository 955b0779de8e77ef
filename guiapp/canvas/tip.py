"""Words beside the mouse."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget

from guiapp.theme import Theme

WIDEST = 340


class Tip(QLabel):
    """Exact numbers of what lies under the mouse, kept inside the area."""

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self._area = area
        self.setObjectName("readout")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMaximumWidth(WIDEST)
        self.setWordWrap(True)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self.setStyleSheet(
            f"#readout {{ background: {theme.raised}; color: {theme.text}; border: 1px solid {theme.border_strong};"
            " border-radius: 6px; padding: 6px 8px; }"
        )

    def say(self, text: str, mouse: QPoint) -> None:
        """Show the words, or nothing."""
        if not text:
            self.hide()
            return
        self.setText(text)
        self.adjustSize()
        size, room = self.size(), self._area.size()
        x = min(mouse.x() + 16, room.width() - size.width() - 4)
        y = mouse.y() + 18
        if y + size.height() > room.height() - 4:
            y = mouse.y() - size.height() - 10
        self.move(max(x, 4), max(y, 4))
        self.show()
        self.raise_()
