"""The state at hand as a step of a lesson: which lesson, a title, a text, perhaps a question."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from guiapp.form.combo import ComboBox
from guiapp.theme import title_label

NEW = ""
"""What stands behind "A new lesson"."""


def tr(text: str) -> str:
    return QCoreApplication.translate("dialogs", text)


class RecordStep(QDialog):
    """Asks; who opened it writes. It stays open until what it holds could be written."""

    recorded = Signal()
    """The button was pressed."""

    def __init__(self, lessons: Mapping[str, str], at_hand: str, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Record this state as a step"))
        self.resize(520, 520)
        self.lesson = ComboBox()
        self.lesson.setAccessibleName(tr("Lesson"))
        self.lesson.addItem(tr("A new lesson"), NEW)
        for name, title in lessons.items():
            self.lesson.addItem(title, name)
        if at_hand in lessons:
            self.lesson.setCurrentIndex(1 + list(lessons).index(at_hand))
        self.new_title = _line(tr("Title of the new lesson"))
        self.title = _line(tr("Title of the step"))
        self.text = _text(tr("Text of the step"), tr("Markdown: what to do, what to look at."), 110)
        self.question = _line(tr("Question"))
        self.question.setPlaceholderText(tr("Asked before play is pressed; may be left empty"))
        self.choices = _text(tr("Choices"), tr("One a line, two at least"), 64)
        self.answer = QSpinBox()
        self.answer.setAccessibleName(tr("Right choice"))
        self.answer.setRange(0, 8)
        self.answer.setSpecialValueText(tr("none"))
        self.panels = QCheckBox(tr("Open with the panels of now"))
        self.panels.setChecked(True)
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        self.fault.setProperty("role", "error")
        self.fault.setAccessibleName(tr("What is wrong"))
        self.fault.hide()
        self._arrange(folder)
        self.lesson.currentIndexChanged.connect(self._on_lesson_chosen)
        self._on_lesson_chosen()
        (self.new_title if self.lesson.currentData() == NEW else self.title).setFocus()

    def _arrange(self, folder: str) -> None:
        about = QLabel(tr("Network, data, training and classroom rules as they are now go into {0}.").format(folder))
        about.setWordWrap(True)
        about.setProperty("role", "muted")
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, field in (
            (tr("Lesson"), self.lesson),
            (tr("Its title"), self.new_title),
            (tr("Step"), self.title),
            (tr("Text"), self.text),
            (tr("Question"), self.question),
            (tr("Choices"), self.choices),
            (tr("Right choice"), self.answer),
        ):
            self.form.addRow(words, field)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.recorded)
        buttons.rejected.connect(self.close)
        for button in buttons.buttons():
            button.setIcon(QIcon())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(title_label(tr("Record this state as a step")))
        column.addWidget(about)
        column.addLayout(self.form, 1)
        column.addWidget(self.panels)
        column.addWidget(self.fault)
        column.addWidget(buttons)

    @property
    def lesson_name(self) -> str:
        """The lesson's folder, or the title of a new one."""
        return str(self.lesson.currentData()) or self.new_title.text().strip()

    @property
    def right(self) -> int | None:
        """The place of the right choice, from 0."""
        return self.answer.value() - 1 if self.answer.value() else None

    def say(self, fault: str) -> None:
        """Why it could not be written."""
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    def _on_lesson_chosen(self) -> None:
        self.form.setRowVisible(self.new_title, self.lesson.currentData() == NEW)


def _line(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setMaxLength(200)
    return field


def _text(name: str, hint: str, height: int) -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    field.setTabChangesFocus(True)
    field.setMinimumHeight(height)
    return field
