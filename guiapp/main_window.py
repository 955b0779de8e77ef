"""The window: empty for the first paint, then furnished with bars, the drawing and the panels, which it alone knows.

What is imported at the top is what the empty window needs; the rest is imported when it is furnished.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QVBoxLayout, QWidget

from guiapp import ring
from guiapp.icons import icon
from guiapp.settings import ENGINES
from guiapp.theme import Theme

if TYPE_CHECKING:
    from core.session.document import Checked
    from guiapp.context import Context, FrameView
    from guiapp.panels.base import Panel, Probe
    from guiapp.pump import Pump
    from guiapp.settings import Preferences, Settings
    from guiapp.stats import Stats
    from guiapp.top_bar import TopBar

FIRST_SIZE = QSize(1280, 800)
LAYOUT_VERSION = 1
"""Raised when the docks change so much that a layout kept earlier would do harm."""


def tr(text: str) -> str:
    return QCoreApplication.translate("window", text)


class MainWindow(QMainWindow):
    """Empty at first; `furnish` makes it usable."""

    painted = Signal()
    """Something of it is on the screen for the first time."""
    closed = Signal()
    left = Signal()
    """The person wants to end the program, with all its windows."""
    another = Signal()
    """The person wants one more window."""

    def __init__(self, settings: Settings, *, quiet: bool = False) -> None:
        super().__init__()
        self.settings, self.quiet = settings, quiet
        self.context: Context
        self.pump: Pump
        self.top: TopBar
        self._first_paint = True
        self._furnished = False
        self._stages: list[Callable[[], None]] = []
        self.setWindowTitle("Glassnet")
        self.resize(FIRST_SIZE)
        self.setMinimumSize(800, 560)
        geometry, _ = settings.layout()
        if not quiet and not geometry.isEmpty():
            self.restoreGeometry(geometry)

    # Furnishing

    def furnish(self, context: Context, pump: Pump, stats: Stats) -> None:
        """Bars, drawing and panels."""
        from guiapp.actions.book import ActionBook
        from guiapp.classroom.desk import ClassDesk
        from guiapp.dialogs.opener import Dialogs
        from guiapp.docks import Docks
        from guiapp.dropped import DropZone
        from guiapp.exports import Exports
        from guiapp.files import ProjectFiles
        from guiapp.focus_ring import FocusRing
        from guiapp.panel_list import panel_classes
        from guiapp.status_bar import StatusBar
        from guiapp.voice import Voice

        self.context, self.pump = context, pump
        self.exports = Exports(context, pump, self)
        self.files = ProjectFiles(context, pump, self, self.exports.load)
        self.drops = DropZone(self, context.themes, self.files.take)
        self.book = ActionBook(self, self)
        self.dialogs = Dialogs(self, self.book, context, self._on_preferences_changed)
        self.bar_below = StatusBar(context, stats, self)
        self.setStatusBar(self.bar_below)
        self.voice = Voice(context, pump, self)
        self.network = self._make_network()
        self.docks = Docks(self, panel_classes(), context)
        self._make_menus()
        self._make_centre()
        _, kept = self.settings.layout()
        if not self.quiet and not kept.isEmpty() and self.restoreState(kept, LAYOUT_VERSION):
            self.docks.keep_sizes()
        self._connect()
        self._furnished = True
        self.set_colours(context.theme)
        self._on_document_changed(context.checked, context.checked)
        self.docks.made.connect(self._on_panel_made)
        self.classroom = ClassDesk(self, self)
        FocusRing(self)
        self.top.play.setFocus()

    @property
    def panels(self) -> list[Panel]:
        """The drawing, and every panel that is made."""
        return [self.network, *self.docks.panels()]

    def _on_panel_made(self, panel: Panel) -> None:
        """A panel was opened for the first time."""
        panel.probes_changed.connect(self.pump.questions.file)
        panel.set_theme(self.context.theme)
        panel.show_project(self.context.checked)
        QTimer.singleShot(0, self, lambda: self.classroom.bars.apply())

    def _make_network(self) -> Panel:
        from guiapp.panels.network import NetworkPanel

        return NetworkPanel(self.context)

    def _make_menus(self) -> None:
        from guiapp.menus import Menus

        self.menus = Menus(self, self.book, self.docks.more, self.seen, self)

    def _make_centre(self) -> None:
        from guiapp.heading import Heading
        from guiapp.messages import MessageStrip
        from guiapp.top_bar import TopBar

        self.top = TopBar(self.book, self.menus.all, self.menus.export)
        self.strip = MessageStrip(self.context.messages)
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.strip)
        self.setMenuWidget(above)
        self.heading = Heading(self.network.heading(), self._network_menu)
        centre = QWidget()
        inner = QVBoxLayout(centre)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.heading)
        inner.addWidget(self.network, 1)
        self.setCentralWidget(centre)

    def _network_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.network.tools())
        menu.addAction(tr("Show alone"), partial(self.classroom.projector.show_alone, "network"))
        return menu

    def _connect(self) -> None:
        context, pump = self.context, self.pump
        context.document.subscribe(self._on_document_changed)
        self._deaf = context.themes.listen(self.set_colours)
        context.requested.connect(self.book.trigger)
        context.status_changed.connect(self._refresh)
        context.setup_changed.connect(self._on_setup_changed)
        context.engine_changed.connect(lambda: self.top.show_engine(context.engine, pump.threads, context.why))
        context.selection_changed.connect(self._on_selection_changed)
        pump.frame.connect(self._on_frame)
        pump.staged = True
        pump.run_began.connect(self._on_run_began)
        pump.progressed.connect(self.bar_below.show_progress)
        pump.playing_changed.connect(lambda _: self._refresh())
        pump.speed_changed.connect(self.top.speed.set_speed)
        self.top.speed.chosen.connect(pump.set_speed)
        for panel in self.panels:
            panel.probes_changed.connect(pump.questions.file)
        self.docks.changed.connect(pump.questions.file)
        pump.questions.set_collector(self.probes)
        context.messages.posted.connect(lambda _: self._refresh())

    # What comes in

    def seen(self) -> list[Panel]:
        """Panels that somebody can see now."""
        return [self.network, *self.docks.seen()]

    def probes(self) -> dict[str, Probe]:
        """What the visible panels ask of the trainer."""
        if self.isMinimized():
            return {}
        found: dict[str, Probe] = {}
        for panel in self.seen():
            found |= panel.probes()
        return found

    def _on_frame(self, frame: FrameView) -> None:
        """Draw the panels one after another, each in a turn of its own: whatever else happens need not wait for all."""
        self._stages = [*(partial(panel.draw, frame) for panel in self.seen()), self._show_figures]
        self._draw_stage()

    def _draw_stage(self) -> None:
        if self._stages:
            self._stages.pop(0)()
            QTimer.singleShot(0, self, self._draw_stage)
        else:
            self.pump.frame_drawn()

    def _on_run_began(self) -> None:
        for panel in self.panels:
            panel.reset()

    def _on_document_changed(self, old: Checked, new: Checked) -> None:
        self.strip.dismiss()
        for panel in self.panels:
            panel.show_project(new)
        self._refresh()
        self._show_figures()

    def _on_setup_changed(self, setup: Any) -> None:
        self.top.fit()
        self._refresh()

    def _on_selection_changed(self, nodes: tuple[str, ...]) -> None:
        """A chosen layer brings its form to the front, where nobody has closed it."""
        self.docks.bring("layer" if nodes else "training")
        self.book.refresh()

    def _show_play(self) -> None:
        playing = self.pump.playing
        play = self.book["play"]
        play.setIcon(icon("pause" if playing else "play", self.context.theme))
        play.setText(f"{tr('Pause') if playing else tr('Play')}\tSpace")
        self.top.show_play(playing, self.context.theme)

    def _refresh(self, _: str = "") -> None:
        """What can be done now, and the title."""
        if not self._furnished:
            return
        self.book.refresh()
        self._show_play()
        self.bar_below.say()
        document = self.context.document
        self.setWindowTitle(f"{self.context.project.name}[*] \N{EM DASH} Glassnet")
        self.setWindowModified(not document.clean)
        self._show_file()

    def _show_file(self) -> None:
        document = self.context.document
        name = Path(document.path).name if document.path else self.context.project.name
        self.bar_below.show_file(f"{name} \N{EM DASH} " + (tr("saved") if document.clean else tr("not saved")))

    def _show_figures(self) -> None:
        from guiapp.figures import fitting

        context = self.context
        self.top.show_figures(context.epoch, context.figures(), next(iter(fitting(context.checked)), ""))

    # What actions ask for

    def set_theme(self, name: str) -> None:
        from msgspec.structs import replace

        self.context.themes.apply(name)
        self.settings.preferences = replace(self.settings.preferences, theme=name)

    def toggle_theme(self) -> None:
        self.set_theme("light" if self.context.theme.dark else "dark")

    def set_colours(self, theme: Theme) -> None:
        """Wear a theme at once."""
        self.book.set_theme(theme)
        self.top.set_theme(theme)
        self.strip.set_theme(theme)
        self.docks.set_theme(theme)
        self.network.set_theme(theme)
        self.heading.set_theme(theme)
        self.menus.set_theme(theme)
        self._show_play()

    def edit_layer(self) -> None:
        self.docks.show("layer")
        self.docks.docks["layer"].panel.take_focus()

    def draw_points(self) -> None:
        data, output = (self.docks.docks[name].panel for name in ("data", "output"))
        data.take_over_points()  # type: ignore[attr-defined]  # it is the data panel
        self.docks.show("output")
        output.begin_drawing()  # type: ignore[attr-defined]  # it is the output panel

    def reset_layout(self) -> None:
        self.docks.arrange()

    def toggle_full_screen(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def step_part(self, by: int) -> None:
        ring.step([self.top, *self.seen()], by)

    def _on_preferences_changed(self, value: Preferences) -> None:
        before, self.settings.preferences = self.settings.preferences, value
        if (value.engine, value.gpu_math) != (before.engine, before.gpu_math):
            chosen = ENGINES[value.engine] if value.engine != before.engine else None
            self.pump.use(chosen, value.gpu_math.lower())
        self.context.themes.apply(value.theme)
        self.pump.rate = value.frames

    def shut(self) -> bool:
        return self.close()

    def leave(self) -> None:
        self.left.emit()

    def new_window(self) -> None:
        self.another.emit()

    def _may_close(self) -> bool:
        """Ask once about unsaved work and a run in progress."""
        return self.quiet or not self._furnished or self.files.may_leave()

    # Qt's own

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._first_paint:
            self._first_paint = False
            self.painted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if not (self._furnished and plain and not event.isAutoRepeat() and self.book.press(event.key())):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close():
            event.ignore()
            return
        if self._furnished:
            if not self.quiet:
                self.settings.keep_layout(self.saveGeometry(), self.saveState(LAYOUT_VERSION))
            # Keeping a long run takes a moment.
            self.hide()
            self._deaf()
            self.pump.close()
        event.accept()
        self.closed.emit()
