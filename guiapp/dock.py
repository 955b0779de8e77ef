"""One panel's dock, and what stands at the end of the tabs at the bottom."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QMainWindow, QMenu, QToolButton, QWidget

from guiapp.heading import Heading, flat_button
from guiapp.icons import icon
from guiapp.panels.base import Panel
from guiapp.theme import Theme


def tr(text: str) -> str:
    return QCoreApplication.translate("docks", text)


class PanelDock(QDockWidget):
    """One panel's dock. `seen` follows whether it can be seen: a tab behind another one cannot."""

    seen_changed = Signal()
    alone_asked = Signal(str)

    def __init__(self, panel: Panel, window: QMainWindow) -> None:
        super().__init__(panel.heading(), window)
        self.panel, self.seen = panel, False
        self.setObjectName(f"dock.{panel.id}")
        self.setWidget(panel)
        self.heading = Heading(panel.heading(), self.panel_menu, closes=self)
        self._bare = QWidget()
        self.setTitleBarWidget(self.heading)
        self.visibilityChanged.connect(self._on_visibility_changed)

    def panel_menu(self) -> QMenu:
        """What can be done with the panel, and with its dock."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.panel.tools())
        menu.addSeparator()
        menu.addAction(tr("Show alone"), lambda: self.alone_asked.emit(self.panel.id))
        floats = menu.addAction(tr("Put back") if self.isFloating() else tr("Own window"))
        floats.triggered.connect(lambda: self.setFloating(not self.isFloating()))
        menu.addAction(tr("Close"), self.close)
        return menu

    def set_tabbed(self, on: bool) -> None:
        """Behind tabs the heading would only say again what the tab says."""
        wanted = self._bare if on else self.heading
        if self.titleBarWidget() is not wanted:
            self.setTitleBarWidget(wanted)
            self.heading.setVisible(not on)

    def _on_visibility_changed(self, seen: bool) -> None:
        if seen != self.seen:
            self.seen = seen
            self.seen_changed.emit()


class TabCorner(QWidget):
    """Stands at the right end of the bottom tabs: the menu of the panel in front, and more panels."""

    def __init__(self, more: QMenu, front: Callable[[], PanelDock | None], window: QMainWindow) -> None:
        super().__init__(window)
        self._front = front
        self.more = QToolButton()
        self.more.setProperty("role", "flat")
        self.more.setText(tr("More"))
        self.more.setToolTip(tr("More panels"))
        self.more.setAccessibleName(tr("More panels"))
        self.more.setMenu(more)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.tools = flat_button(tr("Menu of the panel in front"))
        self.tools.clicked.connect(self._pop_up)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 6, 0)
        row.setSpacing(2)
        row.addWidget(self.more)
        row.addWidget(self.tools)

    def set_theme(self, theme: Theme) -> None:
        self.more.setIcon(icon("chevron-down", theme, "muted"))
        self.tools.setIcon(icon("more", theme, "muted"))

    def _pop_up(self) -> None:
        dock = self._front()
        if dock is not None:
            dock.panel_menu().popup(self.tools.mapToGlobal(self.tools.rect().bottomLeft()))
