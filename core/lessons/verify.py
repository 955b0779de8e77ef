"""What can be said of a step before anybody opens it: its question, its checks, and how the suite reaches it."""

from __future__ import annotations

from typing import Any

import msgspec

from core.errors import AppError
from core.lessons.checks import Answered, FieldCheck
from core.lessons.lesson import Lesson, Suite, opened
from core.spec.assign import assign
from core.spec.project import Project


def verify(lesson: Lesson, number: int) -> None:
    """Raise for the first thing in a step, from 1, that can never work."""
    step = lesson.steps[number - 1]
    question = step.question
    if question is not None and question.answer is not None and question.answer >= len(question.choices):
        raise AppError("question.answer", f"there is no choice {question.answer}", "choices are counted from 0")
    project = opened(lesson, number)
    places = [project, *after(project, step.suite)]
    for at, check in enumerate(step.checks):
        faults = [check.fault(place) for place in places]
        fault = faults[0] if all(faults) else None
        if isinstance(check, Answered) and question is None:
            fault = AppError("answered", "the step has no question", "add one, or leave this check away")
        if isinstance(check, FieldCheck) and fault is None:
            fault = _unfit(check, places)
        if fault is not None:
            raise fault.at(f"checks[{at}]")


def after(project: Project, suite: tuple[Suite, ...]) -> list[Project]:
    """The project after the changes of each part of a suite, one on top of the other."""
    found = []
    for at, part in enumerate(suite):
        try:
            project = changed(project, part.set)
        except AppError as fault:
            where = "suite" if len(suite) == 1 else f"suite[{at}]"
            at_path = fault.where.removeprefix("--set ")
            raise AppError(f"{where}.set.{at_path}", fault.what, fault.hint) from None
        found.append(project)
    return found


def changed(project: Project, values: dict[str, Any]) -> Project:
    """The project with values put at their paths."""
    for path, value in values.items():
        project = assign(project, f"{path}={msgspec.json.encode(value).decode()}")
    return project


def _unfit(check: FieldCheck, places: list[Project]) -> AppError | None:
    """A value that can never stand at the check's path."""
    for value in (check.is_, check.is_not):
        if value is msgspec.UNSET or isinstance(value, list | dict):
            continue
        faults = []
        for place in places:
            try:
                changed(place, {check.field: value})
            except AppError as fault:
                faults.append(fault)
        if len(faults) == len(places):
            return AppError("field", f"{check.field} cannot be {value!r:.40}: {faults[0].what}", faults[0].hint)
    return None
