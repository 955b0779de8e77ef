"""A lesson without a window: every step is played as its `suite` says, until its checks are met or the epochs are over.

What a hand does by itself (opening a panel, answering, choosing a layer or an action) counts as done; what has to be
trained or changed is trained and changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from core.compile.check import check
from core.engine.select import choose
from core.lessons.checks import Check, Ticks
from core.lessons.facts import Facts
from core.lessons.lesson import Lesson, Step, opened
from core.lessons.verify import changed
from core.session.control import Control
from core.session.curves import Curves
from core.session.setup import load, set_up
from core.session.trainer import train
from core.spec.project import Project


@dataclass(frozen=True)
class Played:
    """What became of a step: which checks were met, and the state they were looked at last."""

    number: int
    checks: tuple[Check, ...]
    met: tuple[bool, ...]
    facts: Facts = field(repr=False)

    @property
    def reached(self) -> bool:
        return all(self.met)

    @property
    def open(self) -> tuple[str, ...]:
        """What was not met, in words."""
        return tuple(check.words for check, met in zip(self.checks, self.met, strict=True) if not met)


class _Hand(Ticks):
    """Ticks that count everything a hand does as done."""

    def look(self, facts: Facts) -> bool:
        super().look(facts)
        self.met = tuple(met or check.by_hand for check, met in zip(self.checks, self.met, strict=True))
        return all(self.met)


def play_lesson(lesson: Lesson, engine: str = "numpy") -> list[Played]:
    """Every step in turn; one without a project goes on with what the step before it left."""
    found: list[Played] = []
    at_hand: Project | None = None
    for number in range(1, len(lesson.steps) + 1):
        played = play_step(lesson.steps[number - 1], number, opened(lesson, number, at_hand), engine)
        found.append(played)
        at_hand = played.facts.project
    return found


def play_step(step: Step, number: int, project: Project, engine: str = "numpy") -> Played:
    """One step from the project it opens."""
    ticks, start, runs = _Hand(step.checks), project, 0
    facts = Facts(project, start, parameters(project))
    reached = ticks.look(facts)
    for part in step.suite:
        if reached and not part.set:
            continue
        project, runs = changed(project, part.set), runs + 1
        facts = Facts(project, start, parameters(project), runs=runs)
        reached = ticks.look(facts)
        if not reached and part.epochs:
            facts, reached = _train(facts, ticks, part.epochs, engine)
    return Played(number, step.checks, ticks.met, facts)


def parameters(project: Project) -> int:
    """How many numbers are learned; those that are switched off do not count."""
    checked = check(project)
    return checked.parameters - checked.switched_off


def _train(facts: Facts, ticks: Ticks, epochs: int, engine: str) -> tuple[Facts, bool]:
    chosen = choose(engine, facts.project.training.precision)
    setup = set_up(facts.project, chosen.lanes, threads=1)
    load(setup, chosen, lambda text, share: None)
    control, curves = Control(running=True), Curves()
    values: dict[str, float] = {}
    reached = False
    for shot in train(setup, chosen, control, epochs=epochs):
        curves.add(shot.points)
        values |= shot.points.last()
        facts = replace(facts, metrics=values, epoch=shot.epoch, seconds=shot.seconds, status=shot.status)
        if not reached and ticks.look(facts):
            reached = True
            control.stop()
    return facts, reached
