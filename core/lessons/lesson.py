"""What a lesson is: steps, each a text beside a project, with the controls that it hides or locks.

`lesson.json` in the lesson's folder holds the lesson; texts (Markdown) and projects are files beside it. A step
without a project goes on with the one at hand. A field that a later Glassnet knows and this one does not is a fault.
resources/lessons/README.md describes the format for those who write lessons.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec.structs import replace

from core.lessons.checks import Check
from core.registry import meta
from core.spec.classroom import Classroom
from core.spec.project import Project

FORMAT = 1

Words = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
FileName = Annotated[str, msgspec.Meta(max_length=100)]


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Asked before play is pressed. `answer` is the place of the right choice, from 0; None where none is right."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    choices: Annotated[tuple[Words, ...], msgspec.Meta(min_length=2, max_length=8)]
    answer: Annotated[int, msgspec.Meta(ge=0)] | None = None
    because: Annotated[str, meta("Because", "Shown with the answer.", max_length=1000)] = ""


class Suite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a step is reached without a window: changes (PATH: value), then so many epochs at most, sooner if it is."""

    set: dict[str, Any] = {}
    epochs: Annotated[int, msgspec.Meta(ge=0, le=100_000)] = 300


class StepFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A step as it stands in `lesson.json`."""

    title: Words
    text: Annotated[FileName, meta("Text", "A Markdown file in the lesson's folder.", min_length=1)]
    project: Annotated[FileName, meta("Project", "A project file there; none goes on with the one at hand.")] = ""
    hide: tuple[str, ...] = ()
    lock: tuple[str, ...] = ()
    reason: Annotated[str, msgspec.Meta(max_length=300)] = ""
    show: tuple[str, ...] = ()
    select: Annotated[str, meta("Layer", "The layer that is selected on opening.", max_length=64)] = ""
    speed: Annotated[float, msgspec.Meta(ge=1.0, le=100_000.0)] | None = None
    projector: bool = False
    question: Question | None = None
    checks: Annotated[tuple[dict[str, Any], ...], meta("Checks", "All of them are met when the step is reached.")] = ()
    reached: Annotated[str, meta("Reached", "Said when the step is reached.", max_length=500)] = ""
    suite: Suite | tuple[Suite, ...] = ()
    score: Annotated[
        Literal["parameters", "epochs", "seconds"] | None,
        meta("Score", "Makes the step a challenge: what counts when it is reached, the less the better."),
    ] = None


class LessonFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`lesson.json`."""

    title: Words
    steps: tuple[StepFile, ...] = ()
    summary: Annotated[str, msgspec.Meta(max_length=500)] = ""
    minutes: Annotated[int, meta("Minutes", "How long it takes.", ge=1, le=600)] | None = None


@dataclass(frozen=True)
class Step:
    """A step with its files read; `project` is None where it goes on with the one at hand."""

    title: str
    text: str
    project: Project | None
    classroom: Classroom
    select: str = ""
    question: Question | None = None
    checks: tuple[Check, ...] = ()
    reached: str = ""
    suite: tuple[Suite, ...] = (Suite(),)
    score: Literal["parameters", "epochs", "seconds"] | None = None


@dataclass(frozen=True)
class Lesson:
    """A lesson that was read and checked. `folder` is where it lies, None for one of the program's own."""

    name: str
    title: str
    summary: str
    minutes: int | None
    steps: tuple[Step, ...]
    folder: Path | None = None

    @property
    def key(self) -> str:
        """What progress is kept under: its name, behind its folder where that is a person's own."""
        return self.name if self.folder is None else f"{self.folder.as_posix()}/{self.name}"

    def has_own_project(self, number: int) -> bool:
        return self.steps[number - 1].project is not None


def opened(lesson: Lesson, number: int, at_hand: Project | None = None) -> Project:
    """The project of a step, numbered from 1, with the lesson's controls in its classroom section.

    A step without a project of its own takes the one at hand; with none at hand, that of the steps before it.
    """
    step = lesson.steps[number - 1]
    found = step.project or at_hand
    for earlier in reversed(lesson.steps[: number - 1]):
        found = found or earlier.project
    assert found is not None, "the first step of a lesson has a project"
    return replace(found, classroom=step.classroom)
