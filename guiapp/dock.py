"""One panel's dock, and what stands at the end of the tabs at the bottom."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QMainWindow, QMenu, QToolButton, QWidget

from guiapp.heading import Heading, flat_button
from guiapp.icons import icon
from guiapp.panels.base import Context, Panel
from guiapp.theme import Theme


def tr(text: str) -> str:
    return QCoreApplication.translate("docks", text)


class PanelDock(QDockWidget):
    """One panel's dock. `seen` follows whether it can be seen: a tab behind another one cannot.

    A panel that does not stand open from the start is made when somebody opens it, or asks for it: what is never
    looked at costs no time at the start.
    """

    seen_changed = Signal()
    alone_asked = Signal(str)
    made = Signal(object)
    """The panel, which has just been made."""

    def __init__(self, kind: type[Panel], context: Context, window: QMainWindow) -> None:
        super().__init__(kind.heading(), window)
        self.kind, self.seen = kind, False
        self._context = context
        self.made_panel: Panel | None = None
        """The panel, None while it is not made."""
        self.setObjectName(f"dock.{kind.id}")
        if kind.open_first:
            self._make()
        self.heading = Heading(kind.heading(), self.panel_menu, closes=self)
        self._bare = QWidget()
        self.setTitleBarWidget(self.heading)
        self.visibilityChanged.connect(self._on_visibility_changed)

    @property
    def panel(self) -> Panel:
        """The panel; it is made if it was not."""
        return self.made_panel or self._make()

    def _make(self) -> Panel:
        self.made_panel = panel = self.kind(self._context)
        self.setWidget(panel)
        self.made.emit(panel)
        return panel

    def panel_menu(self) -> QMenu:
        """What can be done with the panel, and with its dock."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.panel.tools())
        menu.addSeparator()
        menu.addAction(tr("Show alone"), lambda: self.alone_asked.emit(self.kind.id))
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
        if seen and self.made_panel is None:
            self._make()
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
