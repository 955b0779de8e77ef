"""The lesson beside the project: its text, its steps, and the way on and back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QFont, QShowEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedLayout,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from core.errors import AppError
from core.lessons import Lesson, lesson_names, open_lesson
from guiapp.form.combo import ComboBox
from guiapp.icons import icon
from guiapp.panels.base import Checked, Context, Panel, Theme
from guiapp.views.empty import EmptyText

INDENT = 12
"""Pixels that a list stands in from the text."""
LARGE = {1: 1.25, 2: 1.1}
"""Size of headings, by level, beside the text's."""


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)


class LessonPanel(Panel):
    """Follows the project's classroom section; where that names no lesson, the list of lessons stands here."""

    id = "lesson"
    title = str(QT_TRANSLATE_NOOP("panels", "Lesson"))
    area = "lesson"
    open_first = False

    lesson_asked = Signal(str)
    """A lesson of the program's own, by name."""
    step_asked = Signal(int)
    """A step of this lesson, from 1."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.lesson: Lesson | None = None
        self._shown: tuple[str, str, int] | None = None
        self.steps = ComboBox()
        self.steps.setAccessibleName(tr("Step of the lesson"))
        self.steps.activated.connect(lambda at: self.step_asked.emit(at + 1))
        self.text = QTextBrowser()
        self.text.setAccessibleName(tr("Text of the lesson"))
        self.text.setOpenLinks(False)
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
        self.list.itemActivated.connect(self._on_lesson_activated)
        self.list.itemClicked.connect(self._on_lesson_activated)
        self.empty = EmptyText(tr("Choose a lesson: its text stands here, and the window is set up for it."))
        self._arrange()
        self.show_project(context.checked)

    def _arrange(self) -> None:
        reader, chooser = QWidget(), QWidget()
        column = QVBoxLayout(reader)
        column.setContentsMargins(12, 4, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.steps)
        column.addWidget(self.text, 1)
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
        if before is None or before[:2] != wanted[:2] or self.lesson is None:
            self.lesson = self._read(classroom.lesson, classroom.folder)
        if self.lesson is None:
            self._show_list()
        else:
            self._show_step(self.lesson, min(classroom.step, len(self.lesson.steps)))
        self._pages.setCurrentIndex(1 if self.lesson is not None else 0)

    def set_theme(self, theme: Theme) -> None:
        self.back.setIcon(icon("chevron-left", theme))
        self.next.setIcon(icon("chevron-right", theme, "accent_text"))
        self.text.setStyleSheet("QTextBrowser { background: transparent; border: 0; padding: 0; }")
        if self.lesson is not None:
            self._show_text(self.lesson, self.steps.currentIndex() + 1)

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
        for name in lesson_names():
            try:
                lesson = open_lesson(name)
            except AppError as fault:
                self.context.messages.fault(fault)
                continue
            time = tr("{0} minutes").format(lesson.minutes) if lesson.minutes else ""
            item = QListWidgetItem(f"{lesson.title}\n{lesson.summary} {time}".rstrip())
            item.setData(Qt.ItemDataRole.UserRole, name)
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
        self._show_text(lesson, number)

    def _show_text(self, lesson: Lesson, number: int) -> None:
        self.text.setMarkdown(lesson.steps[number - 1].text)
        self._temper()
        self.text.verticalScrollBar().setValue(0)

    def _temper(self) -> None:
        """Headings of a dock are not those of a page."""
        document = self.text.document()
        document.setDocumentMargin(0)
        document.setIndentWidth(INDENT)
        size = self.text.font().pointSizeF()
        block = document.begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if level:
                cursor = QTextCursor(block)
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                shape = QTextCharFormat()
                shape.setProperty(QTextCharFormat.Property.FontSizeAdjustment, 0)
                shape.setFontPointSize(size * LARGE.get(level, 1.0))
                shape.setFontWeight(QFont.Weight.Bold)
                cursor.mergeCharFormat(shape)
                space = QTextBlockFormat()
                space.setBottomMargin(6)
                space.setTopMargin(0 if block == document.begin() else 8)
                cursor.mergeBlockFormat(space)
            block = block.next()

    def _on_lesson_activated(self, item: QListWidgetItem) -> None:
        self.lesson_asked.emit(str(item.data(Qt.ItemDataRole.UserRole)))

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.lesson is None:
            self._show_list()

    def sizeHint(self) -> QSize:
        return QSize(280, 340)
