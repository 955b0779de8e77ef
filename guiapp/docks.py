"""Panels as docks: slim headings, tabs at the top, a layout to begin with and to come back to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QMainWindow,
    QMenu,
    QTabBar,
    QTabWidget,
)

from guiapp.dock import PanelDock, TabCorner
from guiapp.panels.base import Context, Panel
from guiapp.theme import Theme

PASSES = 2
"""Times that sizes are given: the first time, the window may not have been laid out yet."""
FRONT = ("training",)
"""Panels that begin in front of those before them."""
LEFT, RIGHT, BOTTOM = 224, 324, 226
"""Sizes that the docks begin with, in a window 1280 wide and 800 high."""
LESSON = 62
"""Hundredths of the left column that a lesson gets."""
LESSON_ALONE = 84
"""The same where the column ends above the panels at the bottom."""
MARGIN = 40
"""Pixels by which a lesson's column may be wider than the column is else."""
ABOUT_PICTURE = 80
"""Pixels of heading, axis, legend and switches around the output's square, less the square's margins."""


def tr(text: str) -> str:
    return QCoreApplication.translate("docks", text)


MOST_BELOW = 0.42
"""Share of the window's height that an opened instrument may take at the bottom."""


class Docks(QObject):
    """All docks of the window: where they begin, which are seen, and what stands above them."""

    changed = Signal()
    """Another set of panels can be seen."""
    alone_asked = Signal(str)
    """A panel is to have the whole screen."""
    made = Signal(object)
    """A panel was made, because somebody opened it."""

    def __init__(self, window: QMainWindow, kinds: Sequence[type[Panel]], context: Context) -> None:
        super().__init__(window)
        self._window, self._unsized = window, 0
        self._wanted: tuple[str, str, int] | None = None
        area = Qt.DockWidgetArea
        window.setDockOptions(
            QMainWindow.DockOption.AllowNestedDocks
            | QMainWindow.DockOption.AllowTabbedDocks
            | QMainWindow.DockOption.AnimatedDocks
        )
        window.setTabPosition(area.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        window.setCorner(Qt.Corner.BottomLeftCorner, area.BottomDockWidgetArea)
        window.setCorner(Qt.Corner.BottomRightCorner, area.RightDockWidgetArea)
        self.docks = {kind.id: PanelDock(kind, context, window) for kind in kinds}
        self.more = QMenu(window)
        self.corner = TabCorner(self.more, self._front, window)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self.settle)
        for dock in self.docks.values():
            self.more.addAction(dock.toggleViewAction())
            dock.toggleViewAction().triggered.connect(partial(self._on_toggled, dock.kind.id))
            for signal in (dock.topLevelChanged, dock.dockLocationChanged, dock.seen_changed):
                signal.connect(self._later)
            dock.made.connect(self.made)
            dock.seen_changed.connect(self.changed)
            dock.alone_asked.connect(self.alone_asked)
        self._arrange_first()
        self._began = window.saveState()
        window.installEventFilter(self)

    def _on_toggled(self, name: str, on: bool) -> None:
        if on:
            self.show(name)

    def seen(self) -> list[Panel]:
        """Panels that somebody can see now."""
        return [dock.panel for dock in self.docks.values() if dock.seen]

    def panels(self) -> list[Panel]:
        """Those that are made."""
        return [dock.made_panel for dock in self.docks.values() if dock.made_panel is not None]

    def titles(self) -> dict[str, str]:
        """What the panels are called, by the names of their controls."""
        return {f"panel.{name}": dock.kind.heading() for name, dock in self.docks.items()}

    def arrange(self) -> None:
        """Back to the layout that the window began with; a lesson that is open stays open."""
        kept = [dock for dock in self.docks.values() if dock.kind.area == "lesson" and not dock.isHidden()]
        self._window.restoreState(self._began)
        for dock in kept:
            dock.show()
        for name in FRONT:
            self.docks[name].raise_()
        self._unsized = PASSES
        self._later()

    def _arrange_first(self) -> None:
        """The layout that the window begins with."""
        places = {
            "lesson": Qt.DockWidgetArea.LeftDockWidgetArea,
            "left": Qt.DockWidgetArea.LeftDockWidgetArea,
            "output": Qt.DockWidgetArea.RightDockWidgetArea,
            "inspector": Qt.DockWidgetArea.RightDockWidgetArea,
            "bottom": Qt.DockWidgetArea.BottomDockWidgetArea,
        }
        first: dict[str, PanelDock] = {}
        for dock in self.docks.values():
            dock.setFloating(False)
            area = dock.kind.area
            if area in first:
                self._window.tabifyDockWidget(first[area], dock)
            elif area == "left" and "lesson" in first:
                self._window.splitDockWidget(first["lesson"], dock, Qt.Orientation.Vertical)
            elif area == "inspector" and "output" in first:
                self._window.splitDockWidget(first["output"], dock, Qt.Orientation.Vertical)
            else:
                self._window.addDockWidget(places[area], dock)
            first.setdefault(area, dock)
            dock.setVisible(dock.kind.open_first)
        for dock in first.values():
            dock.raise_()
        for name in FRONT:
            if name in self.docks:
                self.docks[name].raise_()
        self._unsized = PASSES
        self._later()

    def _size(self) -> None:
        """Give the docks their first sizes; only docks that have been laid out once take them."""
        first: dict[str, PanelDock] = {}
        for dock in self.docks.values():
            first.setdefault(dock.kind.area, dock)
        wide = max(self._window.width(), 1024) / 1280
        high = max(self._window.height(), 600) / 800
        sides = [(area, size) for area, size in (("left", LEFT), ("output", RIGHT)) if area in first]
        shrink = {"left": 1.0, "output": min(wide, 1.0)}
        self._window.resizeDocks(
            [first[area] for area, _ in sides],
            [round(size * shrink[area]) for area, size in sides],
            Qt.Orientation.Horizontal,
        )
        if "bottom" in first:
            self._window.resizeDocks([first["bottom"]], [round(BOTTOM * min(high, 1.2))], Qt.Orientation.Vertical)
        if "output" in first and "inspector" in first:
            # The picture is square: what is left below it belongs to the form.
            whole = first["output"].height() + first["inspector"].height()
            above = min(round(RIGHT * shrink["output"]) + ABOUT_PICTURE, round(whole * 0.62))
            both = [first["output"], first["inspector"]]
            self._window.resizeDocks(both, [above, whole - above], Qt.Orientation.Vertical)

    def keep_sizes(self) -> None:
        """The docks have been given sizes already."""
        self._unsized = 0

    def show(self, name: str) -> None:
        """Open a panel and bring it to the front."""
        dock = self.docks[name]
        dock.show()
        dock.raise_()
        if dock.kind.tall and dock.kind.area == "bottom":
            QTimer.singleShot(0, dock, lambda: self._grow(dock))

    def _grow(self, dock: PanelDock) -> None:
        """An instrument has the height it wants, at most so much of the window; a higher dock stays."""
        wanted = min(dock.kind.tall, round(self._window.height() * MOST_BELOW))
        if not dock.isFloating() and not dock.isHidden() and dock.height() < wanted:
            self._window.resizeDocks([dock], [wanted], Qt.Orientation.Vertical)

    def make_room(self, name: str, below: str, width: int) -> None:
        """Give a panel of a column most of its height, and the column this width at least, once all are laid out."""
        self._wanted = (name, below, width)
        self._later()

    def _give_room(self, name: str, below: str, width: int) -> None:
        upper, lower = self.docks[name], self.docks[below]
        if upper.isHidden() or upper.isFloating():
            return
        self._window.resizeDocks([upper], [max(width, upper.width())], Qt.Orientation.Horizontal)
        if not lower.isHidden() and not lower.isFloating():
            deep = self._window.corner(Qt.Corner.BottomLeftCorner) == Qt.DockWidgetArea.LeftDockWidgetArea
            share = LESSON if deep else LESSON_ALONE
            self._window.resizeDocks([upper, lower], [share, 100 - share], Qt.Orientation.Vertical)

    def bring(self, name: str) -> None:
        """Bring a panel in front of its tabs, if it is open."""
        dock = self.docks[name]
        if not dock.isHidden() and not dock.seen:
            dock.raise_()

    def set_theme(self, theme: Theme) -> None:
        self.corner.set_theme(theme)
        for dock in self.docks.values():
            dock.heading.set_theme(theme)
        for panel in self.panels():
            panel.set_theme(theme)

    def settle(self) -> None:
        """After docks moved: sizes once, headings only where no tab says the name, and the corner at the tabs' end."""
        for dock in self.docks.values():
            others = [other for other in self._window.tabifiedDockWidgets(dock) if not other.isHidden()]
            dock.set_tabbed(bool(others) and not dock.isFloating() and not dock.isHidden())
        if self._give_column():
            self._later()  # sizes hold in the layout that comes of it
        elif self._unsized:
            self._unsized -= 1
            self._size()
            self._later()
        elif self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self._give_room(*wanted)
        self._hide_left_over()
        self._place_corner()

    def _give_column(self) -> bool:
        """While a lesson is open the left column goes down to the window's end: it has more to read. Whether that
        changed."""
        area, corner = Qt.DockWidgetArea, Qt.Corner.BottomLeftCorner
        lessons = [dock for dock in self.docks.values() if dock.kind.area == "lesson"]
        reading = any(not dock.isHidden() and not dock.isFloating() for dock in lessons) and self._fits_between()
        wanted = area.LeftDockWidgetArea if reading else area.BottomDockWidgetArea
        changed = self._window.corner(corner) != wanted
        if changed:
            self._window.setCorner(corner, wanted)
            if not lessons[0].isHidden():
                self._wanted = self._wanted or (lessons[0].kind.id, "data", 0)
        return changed

    def _fits_between(self) -> bool:
        """Whether the widest panel at the bottom has room between the columns; else it would squeeze them."""
        open_ones = [dock for dock in self.docks.values() if dock.kind.area == "bottom" and not dock.isHidden()]
        needed = max((dock.panel.minimumSizeHint().width() for dock in open_ones), default=0)
        wide = self._window.width()
        return needed <= wide - round(RIGHT * min(max(wide, 1024) / 1280, 1.0)) - LEFT - MARGIN

    def _hide_left_over(self) -> None:
        """Qt leaves tab bars standing where docks were before they were put back: those that touch none go."""
        docks = [dock for dock in self.docks.values() if dock.seen and not dock.isFloating()]
        tops = {(dock.windowTitle(), dock.x(), dock.y()) for dock in docks}
        for bar in self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            at = bar.geometry()
            titles = [bar.tabText(index) for index in range(bar.count())]
            if titles:
                bar.setVisible(any((title, at.left(), at.bottom() + 1) in tops for title in titles))

    def _later(self) -> None:
        self._settle.start(0)

    def _front(self) -> PanelDock | None:
        """The panel in front among the bottom tabs."""
        for dock in self.docks.values():
            if dock.seen and dock.kind.area == "bottom" and not dock.isFloating():
                return dock
        return None

    def _place_corner(self) -> None:
        titles = {dock.windowTitle() for dock in self.docks.values() if dock.kind.area == "bottom"}
        for bar in self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            texts = {bar.tabText(index) for index in range(bar.count())}
            if texts & titles and bar.isVisible():
                bar.setDrawBase(False)
                bar.setUsesScrollButtons(True)
                size = self.corner.sizeHint()
                at = bar.geometry()
                self.corner.setGeometry(at.right() - size.width(), at.top(), size.width(), at.height())
                self.corner.show()
                self.corner.raise_()
                return
        self.corner.hide()

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._later()
        return False
