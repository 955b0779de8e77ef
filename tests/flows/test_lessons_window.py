"""Every lesson in a real window, as a learner goes through it: answered, opened, changed, trained, and reached."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from pytestqt.qtbot import QtBot

from core.lessons import lesson_names, open_lesson
from core.lessons.checks import ActionCheck, Check, Did, PanelCheck, Runs, Selected
from core.lessons.lesson import Step
from core.lessons.verify import changed
from guiapp.main_window import MainWindow
from tests.guiapp.furnished import make_window, wait


class Learner:
    """Hands in a window; what an instrument does at length (a race, a landscape) it takes as done."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window
        self.panel, self.study = window.classroom.panel, window.classroom.study

    def do(self, check: Check) -> None:
        if isinstance(check, PanelCheck):
            self.window.docks.show(check.panel)
            wait(self.qtbot, lambda: self.window.docks.docks[check.panel].seen)
        elif isinstance(check, Selected):
            self.window.context.select(check.selected)
        elif isinstance(check, ActionCheck):
            self.window.book.trigger(check.action)
        elif isinstance(check, Did):
            self.study.doings.deeds.add(check.did)

    def take(self, step: Step) -> None:
        """Through one step, as its `suite` says."""
        context, pump = self.window.context, self.window.pump
        wait(self.qtbot, lambda: not self.study._stale)
        if self.panel.question.choices:
            self.panel.question.choices[-1].click()
        for check in step.checks:
            self.do(check)
        for part in step.suite:
            if part.set:
                context.document.replace("Change", changed(context.project, part.set))
            if not context.rules.bars("play"):
                self.restart()
                pump.set_speed(None)
                pump.play(ramp=False)
                wait(self.qtbot, partial(self.done, part.epochs))
                pump.pause()
                self.study.look()
        if any(isinstance(check, Runs) for check in step.checks):
            self.restart()
            self.window.book.trigger("step_epoch")
            wait(self.qtbot, lambda: context.epoch > 0)
        self.study.look()

    def restart(self) -> None:
        context = self.window.context
        if context.step:
            self.window.pump.restart()
            wait(self.qtbot, lambda: context.step == 0)

    def done(self, epochs: int) -> bool:
        context = self.window.context
        return all(self.panel.ticks.met) or context.epoch >= epochs or context.status in ("finished", "diverged")


def test_every_lesson_is_reached_in_a_window(qtbot: QtBot, tmp_path: Path) -> None:
    left: list[str] = []
    with make_window(qtbot, tmp_path) as window:
        window.files.ask = lambda *_: "discard"
        learner = Learner(qtbot, window)
        for name in lesson_names():
            window.classroom.open_lesson(name)
            for number, step in enumerate(open_lesson(name).steps, 1):
                assert window.classroom.step == number
                learner.take(step)
                pairs = zip(step.checks, learner.panel.ticks.met, strict=True)
                open_ones = [check.words for check, met in pairs if not met]
                # What was reached once stays so, though the run goes on to other figures.
                if step.checks and not learner.study.record.reached:
                    left.append(f"{name} {number}: {open_ones}")
                window.book.trigger("lesson_next")
            assert window.classroom.lesson is None
    assert left == []
