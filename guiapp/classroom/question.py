"""The question of a step: asked before play is pressed, answered once it has been seen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from core.lessons.lesson import Question
from guiapp.classroom.flow import Choice


def tr(text: str) -> str:
    return QCoreApplication.translate("classroom", text)


class QuestionCard(QFrame):
    """Choices as buttons. The answer may be changed until it is revealed: by the run, or by who cannot wait."""

    answered = Signal(int)
    """The place of the choice, from 0."""
    revealing = Signal()
    """Somebody wants to know without waiting."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Question"))
        self.setObjectName("question")
        self.question: Question | None = None
        self.answer: int | None = None
        self.revealed = False
        self.heading = _words("")
        self.heading.setAccessibleName(tr("Question"))
        self.hint = _words("muted")
        self.because = _words("")
        self.why = QPushButton(tr("Show the answer"))
        self.why.setProperty("role", "flat")
        self.why.clicked.connect(self.revealing)
        self.choices: list[Choice] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._column.setSpacing(6)
        for part in (self.heading, self.hint, self.because, self.why):
            self._column.addWidget(part)
        self.hide()

    def ask(self, question: Question | None, answer: int | None = None) -> None:
        """Show another question, with the answer that was given before."""
        for choice in self.choices:
            self._column.removeWidget(choice)
            choice.hide()
            choice.deleteLater()
        self.question, self.choices, self.revealed = question, [], False
        self.setVisible(question is not None)
        if question is None:
            return
        self.heading.setText(question.text)
        for at, text in enumerate(question.choices):
            choice = Choice(text, self)
            choice.clicked.connect(lambda _=False, at=at: self._on_chosen(at))
            self.choices.append(choice)
            self._column.insertWidget(1 + at, choice)
        self.answer = answer if answer is not None and answer < len(question.choices) else None
        self._show()

    def reveal(self) -> None:
        """Say which one is right, and why; nothing happens before an answer."""
        if self.question is not None and self.answer is not None and not self.revealed:
            self.revealed = True
            self._show()

    def _on_chosen(self, at: int) -> None:
        if not self.revealed and at != self.answer:
            self.answer = at
            self.answered.emit(at)
        self._show()

    def _show(self) -> None:
        question = self.question
        assert question is not None, "only a question has choices"
        right = question.answer
        for at, choice in enumerate(self.choices):
            choice.setChecked(at == self.answer)
            choice.setEnabled(not self.revealed or at in (self.answer, right))
            known = self.revealed and right is not None
            if known and at == right:
                choice.set_mark("\N{CHECK MARK}", tr("Right"))
            elif known and at == self.answer:
                choice.set_mark("\N{BALLOT X}", tr("Chosen; another one is right"))
            else:
                choice.set_mark("", tr("Chosen") if at == self.answer else "")
        if self.answer is None:
            hint = tr("Answer before you press play.")
        else:
            hint = "" if self.revealed else tr("Now press play, and see whether it is so.")
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.because.setText(self._verdict())
        self.because.setVisible(self.revealed)
        self.why.setVisible(self.answer is not None and not self.revealed)

    def _verdict(self) -> str:
        question = self.question
        if question is None or not self.revealed:
            return ""
        if question.answer is None:
            return question.because
        verdict = tr("That is right.") if self.answer == question.answer else tr("It is the other one.")
        if self.answer != question.answer and len(question.choices) > 2:
            verdict = tr("It is another one.")
        return f"{verdict} {question.because}".strip()


def _words(role: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label
