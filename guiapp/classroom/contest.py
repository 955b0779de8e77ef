"""A challenge at hand: what it scores, and its place in the best list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from core.errors import AppError
from core.lessons.best import Board, first_met, score_of
from core.lessons.facts import Facts
from core.lessons.lesson import Step
from guiapp.classroom.best import BestView, score_words
from guiapp.context import Context, FrameView


def tr(text: str) -> str:
    return QCoreApplication.translate("classroom", text)


class Contest(QObject):
    """Made once for each window; silent in steps that score nothing."""

    def __init__(self, context: Context, folder: Path, view: BestView, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._view = context, view
        self.board = Board(folder)
        if self.board.fault is not None:
            context.messages.fault(self.board.fault)
        self._step: Step | None = None
        self._key = ""
        self._forget()
        view.name.setText(self.board.name)
        view.named.connect(self._on_named)

    def _forget(self) -> None:
        self._values: dict[str, float] = {}
        self._met: tuple[int, int] | None = None
        """Run and epoch in which everything was met first."""

    def begin(self, step: Step | None, lesson: str, number: int) -> None:
        """Another step."""
        self._step = step if step is not None and step.score is not None else None
        self._key = f"{lesson}#{number}"
        self._forget()
        self._view.hide()
        if self._step is not None:
            self._show()

    def words(self, lesson: str) -> str:
        """The best of a challenge, for the list of challenges."""
        found = next((key for key in self.board.keys if key.rpartition("#")[0] == lesson), None)
        best = self.board.best(found)[0] if found is not None else None
        return tr("best: {0}").format(best.name) if best is not None else ""

    def run_began(self) -> None:
        self._forget()

    def frame(self, frame: FrameView, facts: Callable[[], Facts]) -> None:
        """Epochs that were completed: was everything met at the end of one?"""
        step = self._step
        if step is None or step.score == "parameters" or self._met is not None or not frame.points:
            return
        now = facts()
        for points in frame.points:
            epoch = first_met(step.checks, now, points, self._values)
            if epoch is not None:
                self._met = (self._context.run, epoch)
                return

    def solved(self, facts: Facts) -> None:
        """Everything is met: put the score into the list, if it is better than before."""
        step = self._step
        if step is None or step.score is None:
            return
        if self._met is not None and self._met[0] == self._context.run and facts.epoch:
            share = self._met[1] / facts.epoch
            facts = replace(facts, epoch=self._met[1], seconds=facts.seconds * min(share, 1.0))
        name = self._view.name.text().strip() or tr("You")
        score = score_of(step.score, facts)
        try:
            place = self.board.take(self._key, name, score, date.today().isoformat())
        except AppError as fault:
            self._context.messages.fault(fault)
            return
        if place is not None:
            self._show()
            words = tr("Solved with {0}: place {1}").format(score_words(step.score, score), place)
            self._context.messages.say(words)

    def _show(self) -> None:
        step = self._step
        assert step is not None
        assert step.score is not None, "only what is scored has a list"
        self._view.show_best(step.score, self.board.best(self._key))

    def _on_named(self, name: str) -> None:
        try:
            self.board.call(name)
        except AppError as fault:
            self._context.messages.fault(fault)
