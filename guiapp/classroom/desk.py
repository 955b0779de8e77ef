"""The teacher's and the learner's side of one window: lessons opened, steps taken, rules applied and lifted."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QMainWindow

from core.errors import AppError
from core.lessons import Lesson, lesson_names, open_lesson, opened
from core.lessons.library import FILE
from core.lessons.plan import Plan
from core.session.document import Checked
from core.spec.classroom import Classroom
from guiapp.classroom.bars import Bars, House
from guiapp.classroom.lab import Lab
from guiapp.classroom.projector import Projector
from guiapp.classroom.rules import tr
from guiapp.classroom.study import Study
from guiapp.classroom.terms import SCHEME, moment_of, term_of, words_of
from guiapp.classroom.tidy import Tidy
from guiapp.classroom.writing import Writing
from guiapp.dialogs.glossary import Glossary
from guiapp.files import ProjectFiles
from guiapp.form import SectionedForm
from guiapp.pump import Pump

WIDTH = 264
"""Pixels that a lesson's text wants."""
TIP = 320
"""Pixels of what is said of a term."""


class Room(House, Protocol):
    """The window, as far as the classroom needs it."""

    pump: Pump
    files: ProjectFiles


class ClassDesk(QObject):
    """Made once for each window, after its panels."""

    def __init__(self, room: Room, window: QMainWindow) -> None:
        super().__init__(window)
        self._room, self._window = room, window
        self.bars = Bars(room, self)
        self.projector = Projector(room, window)
        self.tidy = Tidy(room.docks)
        context = room.context
        context.document.subscribe(self._on_document_changed)
        context.selection_changed.connect(lambda _: self.bars.apply())
        context.refused.connect(self._on_context_refused)
        room.docks.changed.connect(lambda: QTimer.singleShot(0, self, self.bars.apply))
        for each in room.panels:
            for form in each.findChildren(SectionedForm):
                form.unfolded.connect(lambda _: self.bars.apply())
        panel: Any = room.docks.docks["lesson"].panel
        self.panel = panel
        self.study = Study(room, window, panel)
        self.writing = Writing(room, window)
        self.lab = Lab(self)
        self.lab.changed.connect(self._show_lab)
        panel.chooser.lab_asked.connect(self.begin_lab)
        panel.text.explain = self._explain
        panel.text.anchorClicked.connect(lambda url: self.show_glossary(url.toString().removeprefix(SCHEME)))
        self._glossary: Glossary | None = None
        panel.lesson_asked.connect(self.open_lesson)
        panel.step_asked.connect(self.go)
        self.bars.apply()
        if context.project.classroom != Classroom():
            self._tidy(context.project.classroom)
            QTimer.singleShot(0, self, self._arrive)

    # Rules

    @property
    def lifted(self) -> bool:
        return self._room.context.rules.lifted

    def lift(self, on: bool = True) -> None:
        """Give every control back for this session, or take them away again."""
        self._room.context.rules.lifted = on
        self.bars.apply()
        self._room.book.refresh()

    def choose(self) -> None:
        """Ask the teacher which controls this project hides or locks."""
        from guiapp.dialogs.classroom import ClassroomDialog

        room = self._room
        titles = {f"action.{name}": made.text().partition("\t")[0] for name, made in room.book.qactions.items()}
        dialog = ClassroomDialog(room.context.project.classroom, titles | room.docks.titles(), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._on_dialog_chosen)
        dialog.show()

    def _on_dialog_chosen(self, value: Classroom) -> None:
        context = self._room.context
        context.edit(tr("Change the classroom"), replace(context.project, classroom=value))

    def _on_document_changed(self, old: Checked, new: Checked) -> None:
        self.bars.apply()
        self._show_lab()
        before, after = old.project.classroom, new.project.classroom
        if (before.lesson, before.folder) != (after.lesson, after.folder):
            self._tidy(after)
        if (before.lesson, before.step, before.show) != (after.lesson, after.step, after.show):
            self._arrive()

    def _tidy(self, classroom: Classroom) -> None:
        if classroom.lesson:
            self.tidy.enter(self.bars.closed)
        else:
            self.tidy.leave()

    def _on_context_refused(self) -> None:
        for panel in self._room.panels:
            panel.show_project(self._room.context.checked)
        self.bars.apply()

    def _arrive(self) -> None:
        """A lesson, a step or another project with settings of its own: open the panels, take the speed."""
        classroom = self._room.context.project.classroom
        if classroom.speed is not None:
            self._room.pump.set_speed(classroom.speed)
        if classroom.projector:
            self.projector.set_on(True)
        if classroom.lesson and not self._room.context.rules.hides("panel.lesson"):
            fresh = self._room.docks.docks["lesson"].isHidden()
            self._room.docks.show("lesson")
            if fresh:
                self._room.docks.make_room("lesson", "data", WIDTH)
        hides = self._room.context.rules.hides
        self.tidy.show([name for name in classroom.show if not hides(f"panel.{name}")])
        lesson = self.lesson
        if lesson is not None and classroom.step <= len(lesson.steps):
            wanted = lesson.steps[classroom.step - 1].select
            if wanted in self._room.context.project.architecture:
                self._room.context.select(wanted)
                for name in classroom.show:
                    self._room.docks.bring(name)

    # Lessons

    @property
    def lesson(self) -> Lesson | None:
        found: Lesson | None = self.panel.lesson
        return found

    @property
    def step(self) -> int:
        return self._room.context.project.classroom.step

    def open_lesson(self, name: str, folder: Path | None = None) -> None:
        """Open a lesson at its first step, as another project; from lesson to lesson, undo goes back."""
        context = self._room.context
        if self.lesson is None or context.document.path is not None:
            if self._room.files.open_read(lambda: (opened(open_lesson(name, folder), 1), None)):
                self._room.pump.pause()
            return
        try:
            project = opened(open_lesson(name, folder), 1)
        except AppError as fault:
            context.messages.fault(fault)
            return
        self._begin_anew()
        context.forget_past()
        context.document.replace(tr("Open a lesson"), project)
        # It was open already, and somebody has looked at the list of lessons.
        self.panel.chooser.left.emit()

    def _begin_anew(self) -> None:
        """The next project is another one: it waits to be started, because its text asks first what will happen."""
        self._room.pump.pause()
        self._room.context.select()
        self._room.pump.expect_fresh()
        self.study.expect_fresh()

    def ask_lesson(self) -> None:
        """A lesson of one's own: its folder holds `lesson.json`."""
        start = self._room.context.settings.folder
        chosen = QFileDialog.getExistingDirectory(self._window, tr("Open the folder of a lesson"), start)
        if not chosen:
            return
        place = Path(chosen)
        if not (place / FILE).is_file() and not lesson_names(place):
            fault = AppError(str(place), "holds no lesson", f"choose a folder with a {FILE} in it")
            self._room.context.messages.fault(fault)
        elif (place / FILE).is_file():
            self.open_lesson(place.name, place.parent)
        else:
            self.open_lesson(lesson_names(place)[0], place)

    def go(self, number: int) -> None:
        """Another step of the lesson at hand. What was edited on the way is a step of undo away."""
        lesson, context = self.lesson, self._room.context
        if lesson is None or not 1 <= number <= len(lesson.steps):
            return
        project = opened(lesson, number, context.project)
        if lesson.has_own_project(number):
            self._begin_anew()
        # Not through the gate of edits: a step may change what the one before it locked.
        if lesson.has_own_project(number) and context.document.clean:
            context.document.open(project, None)
        else:
            context.document.replace(tr("Step {0} of the lesson").format(number), project)

    def leave(self) -> None:
        """The lesson is over: the project stays, and nothing is hidden or locked any more."""
        context = self._room.context
        context.document.replace(tr("Leave the lesson"), replace(context.project, classroom=Classroom()))
        self._room.docks.docks["lesson"].hide()

    def next(self) -> None:
        """The step behind this one; behind the last the lesson is over."""
        lesson = self.lesson
        self.study.passed()
        if lesson is not None and self.step >= len(lesson.steps):
            self._go_on_in_lab() if self.lab.is_at(lesson) else self.leave()
        else:
            self.go(self.step + 1)

    def back(self) -> None:
        self.go(self.step - 1)

    # The glossary

    def show_glossary(self, term: str = "") -> None:
        """Open the glossary, at a term if one is given."""
        if self._glossary is None:
            self._glossary = Glossary(self._room.context, self._window)
            self._glossary.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self._glossary.destroyed.connect(self._on_glossary_destroyed)
        if self._glossary.isVisible():
            self._glossary.raise_()
        self._glossary.show()
        if term:
            self._glossary.show_term(term)

    def _on_glossary_destroyed(self) -> None:
        self._glossary = None

    def _explain(self, address: str) -> str:
        term = term_of(address)
        return words_of(term, moment_of(self._room.context), width=TIP) if term is not None else ""

    # Lists and labs

    def browse(self, kind: str) -> None:
        """The lessons, the challenges or the timed plan, in the panel of the lesson."""
        self._room.docks.show("lesson")
        self._room.docks.make_room("lesson", "data", WIDTH)
        self.panel.browse(kind)

    def begin_lab(self, plan: Plan) -> None:
        self.lab.begin(plan)
        self._open_part()

    def _go_on_in_lab(self) -> None:
        """The next lesson of the plan; behind the last the lab is over."""
        self.lab.go_on()
        if self.lab.part is not None:
            self._open_part()
        else:
            self._room.context.messages.say(tr("The lab is over"))
            self.leave()

    def _open_part(self) -> None:
        part = self.lab.part
        if part is not None:
            self.open_lesson(part.lesson.name, part.lesson.folder)

    def _show_lab(self) -> None:
        following = self.lab.following if self.lab.is_at(self.lesson) else None
        self.panel.show_lab(self.lab.words(self.lesson), following.lesson.title if following is not None else "")

    # The teacher's own

    def own_lessons(self) -> None:
        """Choose the folder of one's own lessons."""
        self.writing.ask_folder()

    def record_step(self) -> None:
        self.writing.ask_step()

    # The notebook

    def keep_picture(self) -> None:
        self.study.keep_picture()

    def export_notebook(self) -> None:
        self.study.ask_export()
