"""The lesson beside the project: its text, question and checks, its steps, and the way on and back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from core.errors import AppError
from core.lessons import Heading, Lesson, headings, number_of, open_lesson
from core.lessons.progress import Record, key_of
from guiapp.classroom.flow import FlowText
from guiapp.classroom.notes import Notes
from guiapp.classroom.question import QuestionCard
from guiapp.classroom.ticks import TickList
from guiapp.form.combo import ComboBox
from guiapp.icons import icon
from guiapp.panels.base import Checked, Context, Panel, Theme
from guiapp.translation.catalogue import said
from guiapp.views.empty import EmptyText

WIDE = 16
"""Pixels between the words and what scrolls them."""


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)


class LessonPanel(Panel):
    """Follows the project's classroom section; where that names no lesson, the list of lessons stands here."""

    id = "lesson"
    title = str(QT_TRANSLATE_NOOP("panels", "Lesson"))
    area = "lesson"
    open_first = False

    lesson_asked = Signal(str, object)
    """A lesson by name, and its folder: None for the program's own."""
    step_asked = Signal(int)
    """A step of this lesson, from 1."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.lesson: Lesson | None = None
        self._shown: tuple[str, str, int] | None = None
        self.progress: Callable[[str], Collection[int]] = lambda key: ()
        """The steps that were reached, by lesson; the classroom knows them."""
        self.steps = ComboBox()
        self.steps.setAccessibleName(tr("Step of the lesson"))
        self.steps.activated.connect(lambda at: self.step_asked.emit(at + 1))
        self.text = FlowText()
        self.text.setAccessibleName(tr("Text of the lesson"))
        self.question, self.ticks, self.notes = QuestionCard(), TickList(), Notes()
        self.reached = QLabel()
        self.reached.setWordWrap(True)
        self.reached.setTextFormat(Qt.TextFormat.PlainText)
        self.reached.setProperty("role", "good")
        self.reached.setAccessibleName(tr("Step reached"))
        self.back, self.next = QPushButton(tr("Back")), QPushButton(tr("Next"))
        self.back.clicked.connect(lambda: self.context.request("lesson_back"))
        self.next.clicked.connect(lambda: self.context.request("lesson_next"))
        self.next.setProperty("role", "primary")
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Lessons"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setSpacing(4)
        self.list.setIconSize(QSize(14, 14))
        self.list.itemActivated.connect(self._on_lesson_activated)
        self.list.itemClicked.connect(self._on_lesson_activated)
        self.empty = EmptyText(tr("Choose a lesson: its text stands here, and the window is set up for it."))
        self._arrange()
        self.show_project(context.checked)

    def _arrange(self) -> None:
        reader, chooser, page = QWidget(), QWidget(), QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, WIDE - 8, 0)
        inner.setSpacing(6)
        for part in (self.text, self.question, self.ticks, self.reached, self.notes):
            inner.addWidget(part)
        inner.addStretch(1)
        self.page = QScrollArea()
        self.page.setWidget(page)
        self.page.setWidgetResizable(True)
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(reader)
        column.setContentsMargins(12, 4, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.steps)
        column.addWidget(self.page, 1)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.next)
        column.addLayout(row)
        choice = QVBoxLayout(chooser)
        choice.setContentsMargins(12, 4, 8, 8)
        choice.addWidget(self.empty)
        choice.addWidget(self.list, 1)
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self._pages.addWidget(chooser)
        self._pages.addWidget(reader)

    def show_project(self, checked: Checked) -> None:
        classroom = checked.project.classroom
        wanted = (classroom.lesson, classroom.folder, classroom.step)
        if wanted == self._shown:
            return
        before, self._shown = self._shown, wanted
        self.notes.flush()
        if before is None or before[:2] != wanted[:2] or self.lesson is None:
            self.lesson = self._read(classroom.lesson, classroom.folder)
        if self.lesson is None:
            self.list.clear()
            self._show_list()
        else:
            self._show_step(self.lesson, self.number)
        self._pages.setCurrentIndex(1 if self.lesson is not None else 0)

    @property
    def number(self) -> int:
        """The step that is shown, from 1; 0 without a lesson."""
        step = self.context.project.classroom.step
        return min(step, len(self.lesson.steps)) if self.lesson is not None else 0

    def set_theme(self, theme: Theme) -> None:
        self.back.setIcon(icon("chevron-left", theme))
        self.next.setIcon(icon("chevron-right", theme, "accent_text"))
        self.ticks.set_theme(theme)
        self.notes.set_theme(theme)
        if self.lesson is not None:
            self.text.show_markdown(self.lesson.steps[self.number - 1].text)
            self.show_progress()

    # What the classroom tells

    def show_record(self, record: Record, path: Callable[[str], Path]) -> None:
        """What is kept of this step: answer, note and pictures."""
        assert self.lesson is not None, "only a step has a record"
        self.question.ask(self.lesson.steps[self.number - 1].question, record.answer)
        self.notes.show_note(record.note)
        self.notes.show_pictures(record.pictures, path)
        self.show_reached(record.reached, scroll=False)
        if record.reached:
            self.question.reveal()

    def show_met(self, met: Sequence[bool]) -> None:
        self.ticks.show_met(met)

    def show_reached(self, on: bool, *, scroll: bool = True) -> None:
        """Say that the step is reached, and bring it into view."""
        lesson = self.lesson
        words = lesson.steps[self.number - 1].reached if lesson is not None else ""
        self.reached.setText(f"{tr('Reached.')} {words}".strip())
        self.reached.setVisible(on and bool(self.ticks.words))
        self.show_progress()
        if on and scroll:
            # The label has its place once the page has been laid out.
            QTimer.singleShot(0, self, lambda: self.page.ensureWidgetVisible(self.reached))

    def show_progress(self) -> None:
        """Ticks in the list of steps."""
        lesson = self.lesson
        if lesson is not None:
            done = self.progress(key_of(lesson))
            for at in range(self.steps.count()):
                self.steps.setItemIcon(at, icon("check" if at + 1 in done else "circle", None, "muted"))

    # Inside

    def _read(self, name: str, folder: str) -> Lesson | None:
        if not name:
            return None
        try:
            return open_lesson(name, Path(folder) if folder else None)
        except AppError as fault:
            self.context.messages.fault(fault)
            return None

    def _show_list(self) -> None:
        """Read the lessons, once somebody looks."""
        if self.list.count() or not self.isVisible():
            return
        own = self.context.settings.lessons
        found = headings() + (headings(Path(own)) if own else [])
        for heading in found:
            if heading.fault is not None:
                self.context.messages.fault(heading.fault)
            else:
                self._add_lesson(heading)

    def _add_lesson(self, heading: Heading) -> None:
        number, key = number_of(heading.name), heading.name
        if heading.folder is not None:
            key = f"{heading.folder.as_posix()}/{heading.name}"
        done = len([step for step in self.progress(key) if step <= heading.steps])
        about = [tr("{0} minutes").format(heading.minutes)] if heading.minutes else []
        about += [tr("{0} of {1} steps reached").format(done, heading.steps)] if done else []
        about += [tr("your own")] if heading.folder is not None else []
        words = [f"{number}  {heading.title}".strip(), heading.summary, " \N{MIDDLE DOT} ".join(about)]
        item = QListWidgetItem("\n".join(word for word in words if word))
        item.setIcon(icon("check" if done == heading.steps else "circle", None, "muted"))
        item.setData(Qt.ItemDataRole.UserRole, (heading.name, heading.folder))
        self.list.addItem(item)

    def _show_step(self, lesson: Lesson, number: int) -> None:
        self.steps.clear()
        for at, step in enumerate(lesson.steps, 1):
            self.steps.addItem(f"{at}/{len(lesson.steps)}  {step.title}")
        self.steps.setCurrentIndex(number - 1)
        self.steps.setToolTip(lesson.title)
        self.back.setEnabled(number > 1)
        last = number == len(lesson.steps)
        self.next.setText(tr("Finish") if last else tr("Next"))
        self.text.show_markdown(lesson.steps[number - 1].text)
        self.ticks.show_words([check.text or said(check.words) for check in lesson.steps[number - 1].checks])
        self.show_record(Record(), Path)
        self.page.verticalScrollBar().setValue(0)

    def _on_lesson_activated(self, item: QListWidgetItem) -> None:
        name, folder = item.data(Qt.ItemDataRole.UserRole)
        self.lesson_asked.emit(name, folder)

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.lesson is None:
            self._show_list()

    def sizeHint(self) -> QSize:
        return QSize(280, 340)
