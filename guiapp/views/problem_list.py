"""Problems in words, with a button for each that can be fixed at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from core.session.document import Fix, Problem
from guiapp.icons import icon
from guiapp.translation.catalogue import said


def sentence(problem: Problem) -> str:
    """What is wrong, and what to do."""
    return f"{said(problem.text)}: {said(problem.hint)}" if problem.hint else said(problem.text)


class ProblemList(QWidget):
    """Hidden while there is none. Errors are red, the rest is muted."""

    fixing = Signal(object)
    """A Fix that somebody chose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._shown: tuple[Problem, ...] = ()
        self._parts: list[QWidget] = []
        self.buttons: list[QPushButton] = []
        self.hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """These, in place of those before."""
        shown = tuple(problems)
        fixes = [problem.fix for problem in shown]
        if shown == self._shown and fixes == [problem.fix for problem in self._shown]:
            return
        self._shown = shown
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts, self.buttons = [], []
        for problem in shown:
            self._add(problem)
        self.setVisible(bool(shown))

    def text(self) -> str:
        """All of them, a line each."""
        return "\n".join(sentence(problem) for problem in self._shown)

    def _add(self, problem: Problem) -> None:
        label = QLabel(sentence(problem))
        label.setWordWrap(True)
        label.setProperty("role", "error" if problem.level == "error" else "muted")
        self._put(label)
        if problem.fix is not None:
            button = QPushButton(icon("check"), said(problem.fix.title))
            button.setToolTip(sentence(problem))
            button.clicked.connect(lambda _=False, fix=problem.fix: self.fixing.emit(fix))
            self.buttons.append(button)
            self._put(button)

    def _put(self, part: QWidget) -> None:
        self._column.addWidget(part)
        self._parts.append(part)


def fix_of(problems: Sequence[Problem]) -> Fix | None:
    """The first there is, of errors before warnings."""
    found = [problem for problem in problems if problem.fix is not None]
    found.sort(key=lambda problem: problem.level != "error")
    return found[0].fix if found else None
