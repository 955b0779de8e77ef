"""The learner's side of a lesson: looks whether a step is reached, and keeps answers, notes and pictures."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QObject, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QFileDialog, QMainWindow, QMenu, QWidget

from core.errors import AppError
from core.lessons import Lesson
from core.lessons.checks import Ticks
from core.lessons.facts import Facts, states
from core.lessons.page import write_page
from core.lessons.progress import Notebook, Record
from core.session.document import Checked
from core.spec.project import Project
from guiapp.actions.book import ActionBook
from guiapp.classroom.contest import Contest
from guiapp.classroom.doings import Doings
from guiapp.context import Context, FrameView
from guiapp.docks import Docks
from guiapp.pump import Pump

LOOK_MS = 200
"""Between two looks at the checks of a step."""
TRAINING = {"step_batch", "step_epoch"}
"""Actions that train a little."""
FOLDER = "lessons"
"""Where progress is kept, beside the settings."""


def tr(text: str) -> str:
    return QCoreApplication.translate("classroom", text)


class Desk(Protocol):
    """The window, as far as a learner's state can be seen in it."""

    context: Context
    pump: Pump
    docks: Docks
    book: ActionBook


class Study(QObject):
    """Made once for each window. Looks soon after anything happens, several times a second at the most."""

    def __init__(self, desk: Desk, window: QMainWindow, panel: Any) -> None:
        super().__init__(window)
        self._desk, self._window, self.panel = desk, window, panel
        self.notebook = Notebook(desk.context.settings.home / FOLDER)
        if self.notebook.fault is not None:
            desk.context.messages.fault(self.notebook.fault)
        self._key: tuple[str, str, int] | None = None
        self._place = ("", 0)
        """What is written belongs to: lesson and step, also when the project has gone on already."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._expecting = False
        self.doings = Doings(desk, self)
        self._forget(desk.context.project)
        self._listen()
        self.contest = Contest(desk.context, self.notebook.folder, panel.best, self)
        panel.chooser.progress, panel.chooser.best = self.notebook.reached, self.contest.words
        self._on_document_changed(desk.context.checked, desk.context.checked)

    def _forget(self, project: Project) -> None:
        """Nothing was done in this step yet."""
        self.ticks: Ticks | None = None
        self.start = project
        self.doings.begin()
        self._stale, self._told, self._acted = False, False, False
        self._values: dict[str, float] = {}
        self._before = (self._desk.context.run, self._desk.context.epoch)
        self._answered_at: tuple[int, int] | None = None

    def _listen(self) -> None:
        context, pump, panel = self._desk.context, self._desk.pump, self.panel
        context.document.subscribe(self._on_document_changed)
        self.doings.more.connect(self._look_soon)
        context.status_changed.connect(lambda _: self._look_soon())
        pump.frame.connect(self._on_frame)
        pump.run_began.connect(self._on_run_began)
        panel.question.answered.connect(self._on_answered)
        panel.question.revealing.connect(panel.question.reveal)
        panel.notes.written.connect(lambda text: self._keep(note=text))
        panel.notes.picture_asked.connect(self.keep_picture)
        panel.notes.dropped.connect(self._on_picture_dropped)

    # What happens

    def expect_fresh(self) -> None:
        """The next step begins with a run of its own: what is known of the last one says nothing about it."""
        self._expecting = True

    def _on_document_changed(self, old: Checked, new: Checked) -> None:
        classroom = new.project.classroom
        key = (classroom.lesson, classroom.folder, classroom.step)
        if key != self._key:
            self._key = key
            self._begin(new.project)
        self._look_soon()

    def _begin(self, project: Project) -> None:
        """Another step, or none."""
        fresh = self._expecting or not self._desk.context.document.can_undo
        self._expecting = False
        self._forget(project)
        lesson = self.lesson
        self._place = (lesson.key, self.number) if lesson is not None else ("", 0)
        self.contest.begin(lesson.steps[self.number - 1] if lesson is not None else None, *self._place)
        if lesson is None:
            return
        # Opening a project begins a run; until it has begun, the figures are those of the last one.
        self._stale = fresh
        self.ticks = Ticks(lesson.steps[self.number - 1].checks)
        record = self.record
        self._told = record.reached
        self.panel.show_record(record, self.notebook.picture_path)

    def _on_run_began(self) -> None:
        self._stale = False
        self._values = {}
        self.contest.run_began()
        self._look_soon()

    def _on_frame(self, frame: FrameView) -> None:
        if not (self._acted or self._desk.pump.playing or self.doings.actions & TRAINING):
            # The run may come to rest a little later than somebody has paused it and gone on.
            self._before = (self._desk.context.run, self._desk.context.epoch)
        else:
            self._acted = True
        if self.ticks is not None and not self._stale:
            self.contest.frame(frame, self.facts)
            self._pass_by(self.ticks, frame)
        self._look_soon()

    def _pass_by(self, ticks: Ticks, frame: FrameView) -> None:
        """Epochs that came and went since the last look."""
        if frame.points and ticks.waits:
            now = self.facts()
            for points in frame.points:
                for state in states(now, points, self._values):
                    ticks.pass_by(state)

    def _on_answered(self, at: int) -> None:
        self._answered_at = (self._desk.context.run, self._desk.context.step)
        self._keep(answer=at)
        self._look_soon()

    # Looking

    @property
    def lesson(self) -> Lesson | None:
        found: Lesson | None = self.panel.lesson
        return found

    @property
    def number(self) -> int:
        """The step at hand, from 1."""
        return int(self.panel.number)

    @property
    def record(self) -> Record:
        return self.notebook.of(*self._place)

    def facts(self) -> Facts:
        """The learner's state at this moment."""
        context, doings = self._desk.context, self.doings
        checked, done = context.checked, frozenset
        if not self._stale and context.step > 0:
            doings.runs.add(context.run)
        seen = Facts(
            checked.project, self.start, checked.parameters - checked.switched_off,
            runs=len(doings.runs), panels=done(doings.panels), actions=done(doings.actions),
            selected=done(doings.selected), deeds=done(doings.deeds), answered=self.record.answer is not None,
        )  # fmt: skip
        before = self._before[1] if context.run == self._before[0] else 0
        return seen if self._stale else replace(_with_run(seen, context), before=min(before, context.epoch))

    def _look_soon(self) -> None:
        if self.ticks is not None and not self._timer.isActive():
            self._timer.start()

    def look(self) -> None:
        """Tick what is met; say once that the step is reached."""
        if self.ticks is None or self.lesson is None:
            return
        facts = self.facts()
        reached = self.ticks.look(facts)
        self.panel.show_met(self.ticks.met)
        if reached:
            self.contest.solved(facts)
        if reached and not self._told:
            self._told = True
            self._keep(reached=True)
            self.panel.show_reached(True)
            title = self.lesson.steps[self.number - 1].title
            self._desk.context.messages.say(tr("Step reached: {0}").format(title))
        if reached or self._tried():
            self.panel.question.reveal()

    def _tried(self) -> bool:
        """Whether the answer was put to the test: trained on, and then stopped; or nothing can be played here."""
        context = self._desk.context
        if self.record.answer is None:
            return False
        if context.rules.bars("play"):
            return True
        at = self._answered_at
        moved = at is not None and (context.run, context.step) != at and context.step > 0
        return moved and not self._stale and context.status != "running"

    def passed(self) -> None:
        """Somebody goes on: a step without checks was reached by reading it."""
        lesson = self.lesson
        if lesson is not None and not lesson.steps[self.number - 1].checks and not self.record.reached:
            self._keep(reached=True)

    # Keeping

    def _keep(self, **changes: Any) -> None:
        if not self._place[0]:
            return
        try:
            self.notebook.keep(*self._place, **changes)
        except AppError as fault:
            self._desk.context.messages.fault(fault)

    def keep_picture(self) -> None:
        """Ask which part of the window, and keep its picture with this step."""
        menu = QMenu(self._window)
        menu.addAction(tr("The whole window"), partial(self.keep_picture_of, self._window))
        menu.addSeparator()
        centre = self._window.centralWidget()
        if centre is not None:
            menu.addAction(tr("Network"), partial(self.keep_picture_of, centre))
        for panel in self._desk.docks.seen():
            if panel is not self.panel:
                menu.addAction(panel.heading(), partial(self.keep_picture_of, panel))
        menu.aboutToHide.connect(menu.deleteLater)
        camera = self.panel.notes.camera
        at = camera.mapToGlobal(camera.rect().bottomLeft()) if camera.isVisible() else QCursor.pos()
        menu.popup(at)

    def keep_picture_of(self, widget: QWidget) -> None:
        if self.lesson is None:
            return
        try:
            self.notebook.add_picture(*self._place, png_of(widget))
        except AppError as fault:
            self._desk.context.messages.fault(fault)
            return
        self.panel.notes.show_pictures(self.record.pictures, self.notebook.picture_path)
        self._desk.context.messages.say(tr("The picture is in the notebook"))

    def _on_picture_dropped(self, name: str) -> None:
        if self.lesson is not None:
            try:
                self.notebook.drop_picture(*self._place, name)
            except (AppError, OSError) as fault:
                self._desk.context.messages.say(str(fault), level="error")
            self.panel.notes.show_pictures(self.record.pictures, self.notebook.picture_path)

    def ask_export(self) -> None:
        """Ask for a file, and write the notebook into it as one page."""
        self.panel.notes.flush()
        start = str(Path(self._desk.context.settings.folder) / "notebook.html")
        title = tr("Save the notebook")
        path, _ = QFileDialog.getSaveFileName(self._window, title, start, tr("Web pages (*.html)"))
        if path:
            self.export(Path(path) if Path(path).suffix else Path(path + ".html"))

    def export(self, path: Path) -> None:
        try:
            write_page(self.notebook, path, tr("My notebook"))
        except AppError as fault:
            self._desk.context.messages.fault(fault)
            return
        self._desk.context.messages.say(tr("The notebook is saved as {0}").format(path.name))


def _with_run(facts: Facts, context: Context) -> Facts:
    return replace(
        facts, metrics=dict(context.values), epoch=context.epoch, seconds=context.seconds, status=context.status
    )


def png_of(widget: QWidget) -> bytes:
    """What is seen of a widget, as the bytes of a PNG."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    return bytes(data.data())
