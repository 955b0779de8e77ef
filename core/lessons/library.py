"""Where lessons lie, and how one is read: the program's own, and those of a person's folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from msgspec.structs import replace

from core.errors import AppError
from core.lessons.checks import check_from_plain
from core.lessons.lesson import FORMAT, Lesson, LessonFile, Step, StepFile, Suite
from core.lessons.verify import verify
from core.spec.classroom import Classroom
from core.spec.controls import check_names
from core.spec.files import parse_json, read_project
from core.spec.plain import list_of, object_of, struct_from_plain
from core.spec.project import Project

FILE = "lesson.json"
LARGEST = 2**20
"""Bytes of a text or a lesson file."""
NUMBERED = re.compile(r"^(\d+[a-z]?)-(.+)$")


def lesson_names(folder: Path | None = None) -> list[str]:
    """The folders with a lesson in them, by name: of the program, or of one's own folder."""
    place = _place(folder)
    if not place.is_dir():
        return []
    return sorted(item.name for item in place.iterdir() if item.is_dir() and item.joinpath(FILE).is_file())


def find_lesson(asked: str, folder: Path | None = None) -> str:
    """The name of the lesson that is meant by its name, its number or what follows the number."""
    names = lesson_names(folder)
    for name in names:
        match = NUMBERED.match(name)
        words = match[2] if match else ""
        if asked in (name, words) or (match and asked.lstrip("0").lower() == number_of(name)):
            return name
    close = get_close_matches(asked, [*names, *(NUMBERED.sub(r"\2", name) for name in names)], n=1, cutoff=0.6)
    hint = f"did you mean '{close[0]}'?" if close else "one of " + ", ".join(names)
    raise AppError("lesson", f"there is none called '{asked[:80]}'", hint if names else "the folder holds no lessons")


def open_lesson(asked: str, folder: Path | None = None) -> Lesson:
    """A lesson, read whole and checked; AppError says which file of it is at fault, and where."""
    name = find_lesson(asked, folder)
    place = _place(folder).joinpath(name)
    plain = _read_file(place, name)
    steps = tuple(_step(place, name, number, step, folder) for number, step in enumerate(plain.steps, 1))
    lesson = Lesson(name, plain.title, plain.summary, plain.minutes, steps, folder)
    for number in range(1, len(steps) + 1):
        try:
            verify(lesson, number)
        except AppError as fault:
            raise fault.at(f"{name}/{FILE}: steps[{number - 1}]") from None
    return lesson


def number_of(name: str) -> str:
    """The number that a folder's name begins with, as it is read: 7 of 07-name, 13b of 13b-name."""
    match = NUMBERED.match(name)
    return match[1].lstrip("0") if match else ""


@dataclass(frozen=True)
class Heading:
    """What the list of lessons shows of one; `fault` where its lesson.json cannot be read."""

    name: str
    title: str
    summary: str = ""
    minutes: int | None = None
    steps: int = 0
    fault: AppError | None = None
    folder: Path | None = None
    challenge: bool = False
    """Whether one plays for a score."""

    @property
    def key(self) -> str:
        """What its progress is kept under: that of the lesson itself."""
        return self.name if self.folder is None else f"{self.folder.as_posix()}/{self.name}"


def headings(folder: Path | None = None) -> list[Heading]:
    """Every lesson of a folder, read no further than its lesson.json."""
    found = []
    for name in lesson_names(folder):
        try:
            plain = _read_file(_place(folder).joinpath(name), name)
            scored = any(step.score for step in plain.steps)
            found.append(
                Heading(name, plain.title, plain.summary, plain.minutes, len(plain.steps), None, folder, scored)
            )
        except AppError as fault:
            found.append(Heading(name, name, fault=fault, folder=folder))
    return found


def lesson_titles(folder: Path | None = None, *, challenges: bool = False) -> dict[str, str]:
    """Titles by name, of the lessons that can be read, or of the challenges; who opens one of the others hears why
    not."""
    return {one.name: one.title for one in headings(folder) if one.fault is None and one.challenge == challenges}


def _place(folder: Path | None) -> Traversable:
    return files("resources") / "lessons" if folder is None else folder


def _read_file(place: Traversable, name: str) -> LessonFile:
    try:
        fields = object_of(parse_json(_bytes(place, FILE, name)), "lesson")
        number = fields.pop("format", None)
        if number != FORMAT or isinstance(number, bool):
            what = "is missing" if number is None else f"{number!r:.40} is not known"
            raise AppError("format", what, f'this Glassnet reads format {FORMAT}; write "format": {FORMAT}')
        steps = list_of(fields.pop("steps", []), "steps")
        read = [struct_from_plain(StepFile, step, f"steps[{place}]", None) for place, step in enumerate(steps)]
        if not read or not read[0].project:
            raise AppError("steps[0].project", "is missing", "the first step needs a project")
        return replace(struct_from_plain(LessonFile, fields, "", None), steps=tuple(read))
    except AppError as fault:
        where = f"{name}/{FILE}"
        raise AppError(f"{where}: {fault.where}" if fault.where else where, fault.what, fault.hint) from None


def _step(place: Traversable, lesson: str, number: int, step: StepFile, folder: Path | None) -> Step:
    classroom = Classroom(
        hide=step.hide, lock=step.lock, reason=step.reason, show=step.show, lesson=lesson, step=number,
        folder=str(folder) if folder is not None else "", speed=step.speed, projector=step.projector,
    )  # fmt: skip
    check_names(classroom, f"{lesson}/{FILE}: steps[{number - 1}]")
    text = _bytes(place, step.text, lesson).decode(errors="replace")
    where = f"{lesson}/{FILE}: steps[{number - 1}].checks"
    checks = tuple(check_from_plain(check, f"{where}[{at}]") for at, check in enumerate(step.checks))
    suite = step.suite if isinstance(step.suite, tuple) else (step.suite,)
    project = _project(place, lesson, step.project, folder)
    return Step(
        step.title, text, project, classroom, step.select, step.question, checks, step.reached, suite or (Suite(),),
        step.score,
    )  # fmt: skip


def _project(place: Traversable, lesson: str, name: str, folder: Path | None) -> Project | None:
    if not name:
        return None
    here = (folder / lesson).resolve() if folder is not None else None
    return read_project(_bytes(place, name, lesson), f"{lesson}/{name}", here)


def _bytes(place: Traversable, name: str, lesson: str) -> bytes:
    if set(name) & set("/\\:"):
        raise AppError(f"{lesson}/{FILE}", f"'{name}' is no plain file name", "keep the files in the lesson's folder")
    try:
        data = place.joinpath(name).read_bytes()
    except OSError as fault:
        raise AppError(f"{lesson}/{name}", f"cannot be read: {fault.strerror or fault}", "check the name") from None
    if len(data) > LARGEST:
        raise AppError(f"{lesson}/{name}", f"is larger than {LARGEST // 2**20} MB", "keep data in files of its own")
    return data
