"""One process: a window at one scale, played until it has learned, and pictures of it, of its panels and dialogs."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import (
    QEventLoop,
    QMessageLogContext,
    QPoint,
    QSettings,
    QSize,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from core.lessons import lesson_names
from core.session.document import Document
from core.spec.files import load_example
from guiapp.app import SWITCH_SECONDS
from guiapp.canvas.numbers import Place
from guiapp.context import Context
from guiapp.main_window import MainWindow
from guiapp.messages import Messages
from guiapp.pump import Pump
from guiapp.settings import Settings
from guiapp.stats import Stats
from guiapp.theme import Themes

THEMES = ("light", "dark", "contrast")
SIZES = ((1280, 800), (1024, 700))
PATIENCE = 60.0
DIALOGS = ("palette", "shortcuts", "preferences", "find_rate", "verified", "classroom")


class Camera:
    """Writes `FOLDER/NAME.png`; the names say what is on them."""

    def __init__(self, folder: Path, engine: str) -> None:
        self._folder, self._engine = folder, engine
        self.window: MainWindow
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def open(self, example: str) -> Iterator[MainWindow]:
        """A furnished window with this example; its trainer runs."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        with tempfile.TemporaryDirectory() as home:
            store = QSettings(str(Path(home) / "settings.ini"), QSettings.Format.IniFormat)
            settings, stats = Settings(store), Stats()
            context = Context(Document(load_example(example)), Themes(app, "light"), settings, Messages())
            pump = Pump(context, stats, engine=self._engine, threads=1)
            self.window = MainWindow(settings, quiet=True)
            self.window.show()
            self.window.furnish(context, pump, stats)
            pump.start()
            self.settle()
            yield self.window
            self.window.close()
            self.window.deleteLater()
            self.settle()

    def learn(self, epochs: int) -> None:
        """Play so many epochs, and pause."""
        self.window.pump.set_speed(None)
        self.window.pump.play(ramp=False)
        self.until(lambda: self.window.context.epoch >= epochs)
        self.window.pump.pause()
        self.settle(0.4)

    def until(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not condition() and time.monotonic() < end:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def settle(self, seconds: float = 0.25) -> None:
        """Let frames, layouts and answers of the trainer arrive."""
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() >= end)

    def shoot(self, name: str, widget: QWidget | None = None) -> None:
        picture = (widget or self.window).grab()
        if not picture.save(str(self._folder / f"{name}.png")):
            raise OSError(f"{name}.png cannot be written")

    # What is taken

    def walk(self, example: str, epochs: int, *, full: bool) -> None:
        """The window before and after it has learned, in every theme and size; `full`: panels and dialogs too."""
        with self.open(example) as window:
            if full:
                self._wear("light", SIZES[0])
                self.shoot(f"{example}-fresh-light")
                self._panels(f"{example}-fresh")
            self.learn(epochs)
            for theme in THEMES:
                for size in SIZES:
                    self._wear(theme, size)
                    self.shoot(f"{example}-window-{theme}-{size[0]}x{size[1]}")
                if full:
                    self._wear(theme, SIZES[0])
                    self._panels(f"{example}-{theme}")
            if full:
                for theme in THEMES:
                    self._wear(theme, SIZES[0])
                    self._dialogs(theme)
                    self._layer(f"{example}-{theme}")
                    self._tools(f"{example}-{theme}")
                self._lesson()
                self.lessons()
            window.pump.pause()

    def _wear(self, theme: str, size: tuple[int, int]) -> None:
        self.window.set_theme(theme)
        if self.window.size() != QSize(*size):
            self.window.resize(*size)
            self.window.reset_layout()
        self.settle()

    def _panels(self, name: str) -> None:
        docks = self.window.docks
        for panel, dock in docks.docks.items():
            shown = not dock.isHidden()
            docks.show(panel)
            self.settle()
            self.shoot(f"{name}-panel-{panel}", dock.panel)
            dock.setVisible(shown)
        docks.show("curves")
        docks.show("training")
        self.settle()

    def _layer(self, name: str) -> None:
        """A layer is chosen, its form stands in front; then every part of the training form stands open."""
        context = self.window.context
        chosen = context.project.architecture.nodes[1].id
        context.select(chosen)
        self.settle()
        self.shoot(f"{name}-selected")
        self.shoot(f"{name}-panel-layer-filled", self.window.docks.docks["layer"].panel)
        context.select()
        form = self.window.docks.docks["training"].panel
        heads = [part.head for part in form.form.parts.values()]  # type: ignore[attr-defined]
        for head in heads:
            head.setChecked(True)
        self.settle()
        self.shoot(f"{name}-panel-training-open", form.form)  # type: ignore[attr-defined]
        for head in heads:
            head.setChecked(False)
        self.settle()

    def _tools(self, name: str) -> None:
        """The drawing with its palette, its names and its list."""
        strip = self.window.network.strip  # type: ignore[attr-defined]  # the window knows it as a panel
        for button in (strip.palette_button, strip.names_button, strip.outline_button):
            button.setChecked(True)
        layer = self.window.context.project.architecture.nodes[1].id
        cards = self.window.network.view.cards  # type: ignore[attr-defined]
        card = cards.open(Place(layer, "weight", (0, 0), "x"), QPoint(60, 60))
        self.settle()
        self.shoot(f"{name}-tools")
        cards.close(card)
        for button in (strip.palette_button, strip.names_button, strip.outline_button):
            button.setChecked(False)

    def _lesson(self) -> None:
        """The first lesson, in every theme."""
        self.window.classroom.open_lesson(lesson_names()[0])
        for theme in THEMES:
            for size in SIZES:
                self._wear(theme, size)
                self.shoot(f"lesson-{theme}-{size[0]}x{size[1]}")

    def lessons(self) -> None:
        """Every lesson of the lecture at its first step, after a second of training where it trains."""
        self._wear("light", SIZES[0])
        for name in lesson_names():
            window = self.window
            window.classroom.open_lesson(name)
            self.settle(0.5)
            if not window.context.rules.locks("action.play"):
                window.pump.play(ramp=False)
                self.settle(1.2)
                window.pump.pause()
                self.settle(0.3)
            self.shoot(f"lesson-{name}")

    def _dialogs(self, theme: str) -> None:
        for name in DIALOGS:
            if self.window.book.entries[name].when(self.window):
                continue
            self.window.book.trigger(name)
            self.settle()
            for dialog in self.window.findChildren(QDialog):
                if dialog.isVisible():
                    self.shoot(f"dialog-{name}-{theme}", dialog)
                    dialog.close()
            self.settle(0.05)
        for name, menu in (("menu", self.window.menus.all), ("export", self.window.menus.export)):
            self._menu(f"{name}-{theme}", menu)

    def _menu(self, name: str, menu: QMenu) -> None:
        menu.popup(self.window.mapToGlobal(self.window.rect().topLeft()))
        self.settle(0.05)
        self.shoot(name, menu)
        menu.close()


def hear(kind: QtMsgType, where: QMessageLogContext, text: str) -> None:
    """Print what Qt says, but for what the offscreen platform says at every show and menu."""
    if "This plugin does not support" not in text:
        print(text, file=sys.stderr)


def main(folder: str, kind: str, engine: str) -> None:
    """`kind`: "all" for every panel, dialog and lesson, "lessons" for these alone, "scale" for the window alone, at the
    process's scale factor."""
    sys.setswitchinterval(SWITCH_SECONDS)
    qInstallMessageHandler(hear)
    app = QApplication(["glassnet"])
    app.setApplicationName("Glassnet")
    camera = Camera(Path(folder), engine)
    if kind == "lessons":
        with camera.open("spiral"):
            camera.lessons()
        return
    camera.walk("spiral", 400, full=kind == "all")
    if kind == "all":
        for example, epochs in (("digits", 12), ("iris", 60), ("bumps", 200), ("blobs4", 100), ("plane", 60)):
            camera.walk(example, epochs, full=False)
