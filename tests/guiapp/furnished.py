"""A whole window, and its parts, for tests: offscreen, on the NumPy engine."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.session.document import Document
from core.spec.files import load_example
from core.spec.project import Project
from guiapp.app import SWITCH_SECONDS
from guiapp.context import Context
from guiapp.main_window import MainWindow
from guiapp.messages import Messages
from guiapp.pump import Pump
from guiapp.settings import Settings
from guiapp.stats import Stats
from guiapp.theme import Themes


@dataclass
class Parts:
    context: Context
    pump: Pump
    stats: Stats


def make_context(folder: Path, project: Project | None = None) -> Context:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    document = Document(project if project is not None else load_example("circle"))
    return Context(document, Themes(app, "light"), settings, Messages())


@contextmanager
def make_parts(folder: Path, project: Project | None = None) -> Iterator[Parts]:
    """A pump that is not started yet; it is closed at the end."""
    context = make_context(folder, project)
    stats = Stats()
    pump = Pump(context, stats, engine="numpy")
    interval = sys.getswitchinterval()
    # As in the program: without it every call of Qt waits its turn behind the NumPy engine.
    sys.setswitchinterval(SWITCH_SECONDS)
    yield Parts(context, pump, stats)
    pump.close()
    if context.theme.text_size != 1.0:
        # The application's font is everybody's: projector mode would go on into the next test.
        context.themes.magnify(1.0, 1.0)
    sys.setswitchinterval(interval)


@contextmanager
def make_window(qtbot: QtBot, folder: Path, project: Project | None = None) -> Iterator[MainWindow]:
    """A furnished window that is shown; its trainer runs."""
    with make_parts(folder, project) as parts:
        window = MainWindow(parts.context.settings, quiet=True)
        qtbot.addWidget(window)
        window.show()
        window.furnish(parts.context, parts.pump, parts.stats)
        parts.pump.start()
        yield window
        window.close()


def wait(qtbot: QtBot, condition: Callable[[], object]) -> None:
    """Until the condition holds; patient, because the machine may be busy."""
    qtbot.waitUntil(lambda: bool(condition()), timeout=40_000)


def with_rate(project: Project, rate: float) -> Project:
    optimizer = replace(project.training.optimizer, lr=rate)  # type: ignore[call-arg]  # every optimizer has one
    return replace(project, training=replace(project.training, optimizer=optimizer))


def with_units(project: Project, node: str, units: int) -> Project:
    old = project.architecture[node]
    options = replace(old.options, units=units)  # type: ignore[call-arg]  # a dense layer has them
    nodes = tuple(replace(old, options=options) if n.id == node else n for n in project.architecture.nodes)
    return replace(project, architecture=replace(project.architecture, nodes=nodes))
