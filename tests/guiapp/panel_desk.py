"""The window's context around panels under test, and a trainer that runs in the test's own thread."""

from __future__ import annotations

from pathlib import Path

import msgspec
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.catalog.activations import Sigmoid, Tanh
from core.catalog.layers.dense import Dense
from core.catalog.layers.input import Input
from core.catalog.layers.output import Output
from core.engine.reference import ReferenceEngine
from core.registry import Options
from core.session.control import Control
from core.session.document import Document
from core.session.setup import load, set_up
from core.session.snapshot import Snapshot
from core.session.trainer import train
from core.spec.architecture import Architecture, NodeSpec
from core.spec.fit import with_source
from core.spec.project import Project
from guiapp.context import Context, FrameView
from guiapp.messages import Message, Messages
from guiapp.panels.base import Panel
from guiapp.settings import Settings
from guiapp.theme import Themes


def network(units: int = 4) -> Project:
    """The spiral, one hidden layer, one sigmoid unit."""
    layers = (Dense(units=units, activation=Tanh()), Dense(units=1, activation=Sigmoid()))
    options: tuple[Options, ...] = (Input(), *layers, Output())
    names = ("x", "h1", "y", "out")
    nodes = (NodeSpec(n, o, (names[i - 1],) if i else ()) for i, (n, o) in enumerate(zip(names, options, strict=True)))
    return Project(architecture=Architecture(tuple(nodes)))


def on(source: Options, project: Project | None = None) -> Project:
    """A network that fits this data set."""
    return with_source(project or network(), source)


class Bench:
    """One document, its context, and what was said."""

    def __init__(self, project: Project, folder: Path, bot: QtBot) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.bot = bot
        # The window holds its panels: without it, garbage collection might take one in the middle of its painting.
        vars(bot).setdefault("benches", []).append(self)
        self.said: list[Message] = []
        messages = Messages()
        messages.posted.connect(self.said.append)
        settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
        self.context = Context(Document(project), Themes(app, "light"), settings, messages)
        self.panels: list[Panel] = []
        self.context.document.subscribe(lambda old, new: [panel.show_project(new) for panel in self.panels])
        self.frames = 0

    @property
    def project(self) -> Project:
        return self.context.project

    def show(self, panel: Panel) -> None:
        """Put a panel on the screen as the window does."""
        self.panels.append(panel)
        self.bot.addWidget(panel)
        panel.resize(330, 420)
        with self.bot.waitExposed(panel):
            panel.show()
        panel.show_project(self.context.checked)

    def take_up(self) -> None:
        """What the trainer says once it has the project."""
        self.context.take_setup(set_up(self.project, 1))

    def run(self, *, epochs: int = 2) -> None:
        """Train a fresh run and draw every frame of it."""
        context = self.context
        context.begin_run(context.run + 1)
        for panel in self.panels:
            panel.reset()
        self.take_up()
        assert context.setup is not None
        engine = ReferenceEngine()
        load(context.setup, engine)
        control = Control(running=True)
        self._file(control)
        for snapshot in train(context.setup, engine, control, epochs=epochs, run=context.run):
            self._draw(snapshot)
            self._file(control)

    def _file(self, control: Control) -> None:
        control.set_probes({key: probe for panel in self.panels for key, probe in panel.probes().items()})

    def _draw(self, snapshot: Snapshot) -> None:
        context = self.context
        context.epoch, context.step, context.seconds = snapshot.epoch, snapshot.step, snapshot.seconds
        context.take_points(snapshot.points)
        for event in snapshot.events:
            context.take_event(event)
        self.frames += 1
        view = FrameView(snapshot, (snapshot.points,), snapshot.answers, snapshot.events, self.frames == 1)
        for panel in self.panels:
            if panel.isVisible():
                panel.draw(view)


def with_training(project: Project, **changes: object) -> Project:
    return msgspec.structs.replace(project, training=msgspec.structs.replace(project.training, **changes))
