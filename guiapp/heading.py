"""What stands above a panel: its name, its menu, and the small buttons of such places."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QMenu, QToolButton, QWidget

from guiapp.icons import icon
from guiapp.theme import Theme, title_label

HEADING = 32


def tr(text: str) -> str:
    return QCoreApplication.translate("docks", text)


def flat_button(name: str) -> QToolButton:
    button = QToolButton()
    button.setProperty("role", "flat")
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setIconSize(QSize(16, 16))
    button.setFixedSize(26, 26)
    return button


class Heading(QWidget):
    """A panel's name and its menu; for docks it is the handle to drag them by."""

    def __init__(self, text: str, menu: Callable[[], QMenu | None], *, closes: QDockWidget | None = None) -> None:
        super().__init__()
        self._menu = menu
        self.tools = flat_button(tr("Menu of {0}").format(text))
        self.tools.clicked.connect(self._pop_up)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 6, 0)
        row.setSpacing(2)
        row.addWidget(title_label(text))
        row.addStretch(1)
        row.addWidget(self.tools)
        self.close_button = flat_button(tr("Close {0}").format(text))
        row.addWidget(self.close_button)
        if closes is not None:
            self.close_button.clicked.connect(closes.close)
        else:
            self.close_button.hide()
        self.setFixedHeight(HEADING)

    def set_theme(self, theme: Theme) -> None:
        self.tools.setIcon(icon("more", theme, "muted"))
        self.close_button.setIcon(icon("close", theme, "muted"))

    def _pop_up(self) -> None:
        menu = self._menu()
        if menu is not None:
            menu.popup(self.tools.mapToGlobal(self.tools.rect().bottomLeft()))

    # Qt's own

    def minimumSizeHint(self) -> QSize:
        return QSize(80, HEADING)
