"""What a lesson is: steps, each a text beside a project, with the controls that it hides or locks.

`lesson.json` in the lesson's folder holds the lesson; texts (Markdown) and projects are files beside it. A step
without a project goes on with the one at hand. A field that a later Glassnet knows and this one does not is a fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec.structs import replace

from core.registry import meta
from core.spec.classroom import Classroom
from core.spec.project import Project

FORMAT = 1

Words = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
FileName = Annotated[str, msgspec.Meta(max_length=100)]


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


@dataclass(frozen=True)
class Lesson:
    """A lesson that was read and checked. `folder` is where it lies, None for one of the program's own."""

    name: str
    title: str
    summary: str
    minutes: int | None
    steps: tuple[Step, ...]
    folder: Path | None = None

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
