"""The lesson beside the project: its text, question and checks, its steps, and the way on and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from core.errors import AppError
from core.lessons import Lesson, open_lesson
from core.lessons.progress import Record
from guiapp.classroom.best import BestView
from guiapp.classroom.chooser import Chooser
from guiapp.classroom.flow import FlowText
from guiapp.classroom.notes import Notes
from guiapp.classroom.question import QuestionCard
from guiapp.classroom.ticks import TickList
from guiapp.form.combo import ComboBox
from guiapp.icons import icon
from guiapp.panels.base import Checked, Context, Panel, Theme
from guiapp.translation.catalogue import said

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
        self.chooser = Chooser(context)
        self.chooser.lesson_asked.connect(self.lesson_asked)
        self.chooser.left.connect(lambda: self._turn(1))
        self.steps = ComboBox()
        self.steps.setAccessibleName(tr("Step of the lesson"))
        self.steps.activated.connect(lambda at: self.step_asked.emit(at + 1))
        self.text = FlowText()
        self.text.setAccessibleName(tr("Text of the lesson"))
        self.question, self.ticks, self.notes, self.best = QuestionCard(), TickList(), Notes(), BestView()
        self.lab = QLabel()
        self.lab.setWordWrap(True)
        self.lab.setProperty("role", "muted")
        self.lab.setAccessibleName(tr("Lab"))
        self.lab.hide()
        self.reached = QLabel()
        self.reached.setWordWrap(True)
        self.reached.setTextFormat(Qt.TextFormat.PlainText)
        self.reached.setProperty("role", "good")
        self.reached.setAccessibleName(tr("Step reached"))
        self.back, self.next = QPushButton(tr("Back")), QPushButton(tr("Next"))
        self.back.clicked.connect(lambda: self.context.request("lesson_back"))
        self.next.clicked.connect(lambda: self.context.request("lesson_next"))
        self.next.setProperty("role", "primary")
        self._arrange()
        self.show_project(context.checked)

    def _arrange(self) -> None:
        reader, page = QWidget(), QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, WIDE - 8, 0)
        inner.setSpacing(6)
        for part in (self.text, self.question, self.ticks, self.reached, self.best, self.notes):
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
        column.addWidget(self.lab)
        column.addWidget(self.steps)
        column.addWidget(self.page, 1)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.next)
        column.addLayout(row)
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self._pages.addWidget(self.chooser)
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
        if self.lesson is not None:
            self._show_step(self.lesson, self.number)
        self._turn(1 if self.lesson is not None else 0)

    def browse(self, kind: str) -> None:
        """Show the lessons, the challenges or the plan, whether or not a lesson is open."""
        self.chooser.kind = kind
        self._turn(0)

    def _turn(self, page: int) -> None:
        """To the chooser (0) or the lesson (1)."""
        self._pages.setCurrentIndex(page)
        if page == 0:
            self.chooser.back.setVisible(self.lesson is not None)
            if self.isVisible():
                self.chooser.show_kind(self.chooser.kind)

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
        self._turn(self._pages.currentIndex())

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

    def show_lab(self, clock: str, following: str) -> None:
        """The lab's clock, and the lesson that comes behind this one in it."""
        self.lab.setText(clock)
        self.lab.setVisible(bool(clock))
        last = self.lesson is not None and self.number == len(self.lesson.steps)
        self.next.setText((tr("Next lesson") if following else tr("Finish")) if last else tr("Next"))
        self.next.setToolTip(following if last else "")

    def show_progress(self) -> None:
        """Ticks in the list of steps."""
        lesson = self.lesson
        if lesson is not None:
            done = self.chooser.progress(lesson.key)
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

    def _show_step(self, lesson: Lesson, number: int) -> None:
        self.steps.clear()
        for at, step in enumerate(lesson.steps, 1):
            self.steps.addItem(f"{at}/{len(lesson.steps)}  {step.title}")
        self.steps.setCurrentIndex(number - 1)
        self.steps.setToolTip(lesson.title)
        self.back.setEnabled(number > 1)
        self.show_lab("", "")
        self._to_top()
        self.text.show_markdown(lesson.steps[number - 1].text)
        self.ticks.show_words([check.text or said(check.words) for check in lesson.steps[number - 1].checks])
        self.show_record(Record(), Path)

    def _to_top(self) -> None:
        """A step is read from its beginning, by the keyboard too: who stood on a choice that is gone begins there."""
        focused = self.window().focusWidget()
        if focused is not None and self.page.isAncestorOf(focused):
            self.text.setFocus()
        bar = self.page.verticalScrollBar()
        bar.setValue(0)
        # Once more when the new page has been laid out.
        QTimer.singleShot(0, bar, lambda: bar.setValue(0))

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._pages.currentIndex() == 0:
            self._turn(0)

    def sizeHint(self) -> QSize:
        return QSize(280, 340)
