"""Writing lessons: the state at hand becomes a step of a lesson in one's own folder."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from core.errors import AppError
from core.lessons.lesson import FORMAT
from core.lessons.library import FILE, headings, number_of, open_lesson
from core.spec.classroom import Classroom
from core.spec.files import parse_json, project_bytes, write_atomic
from core.spec.project import Project


@dataclass(frozen=True)
class Draft:
    """What a step is made of. `text` is Markdown; without a heading of its own it gets the title as one."""

    title: str
    text: str
    project: Project
    show: tuple[str, ...] = ()
    select: str = ""
    speed: float | None = None
    question: str = ""
    choices: tuple[str, ...] = ()
    answer: int | None = None


def record_step(folder: Path, lesson: str, draft: Draft) -> tuple[str, int]:
    """Write the step behind the last one of a lesson, named by its folder or, where there is none, by its title; the
    lesson's name and the step's number.

    `lesson.json` is written last: a disk that is full leaves the lesson as it was.
    """
    if not draft.title.strip():
        raise AppError("title", "is empty", "give the step a title")
    _step(draft, "")
    place = folder / lesson if (folder / lesson / FILE).is_file() else _new_place(folder, lesson)
    plain = _plain(place, lesson)
    steps = plain["steps"]
    stem = _free(place, f"{len(steps) + 1:02d}-{_slug(draft.title)}")
    text = draft.text.strip()
    if not text.startswith("#"):
        text = f"# {draft.title.strip()}\n\n{text}"
    write_atomic(place / f"{stem}.md", f"{text.strip()}\n".encode())
    project = replace(draft.project, classroom=Classroom())
    write_atomic(place / f"{stem}.json", project_bytes(project, place.resolve()))
    steps.append(_step(draft, stem))
    write_atomic(place / FILE, msgspec.json.format(msgspec.json.encode(plain), indent=1) + b"\n")
    open_lesson(place.name, folder)
    return place.name, len(steps)


def own_lessons(folder: Path) -> dict[str, str]:
    """Titles by name, of the lessons that a step can be added to."""
    return {heading.name: heading.title for heading in headings(folder) if heading.fault is None}


def _plain(place: Path, title: str) -> dict[str, Any]:
    """The lesson as it stands in its file, sound; a new one where there is none."""
    if not (place / FILE).is_file():
        return {"format": FORMAT, "title": title.strip(), "summary": "", "steps": []}
    open_lesson(place.name, place.parent)
    found: dict[str, Any] = parse_json((place / FILE).read_bytes())
    return found


def _new_place(folder: Path, title: str) -> Path:
    slug = _slug(title)
    if not title.strip() or not slug:
        raise AppError("lesson", "has no title", "give the new lesson a title with letters in it")
    taken = [int(re.sub(r"\D", "", number_of(heading.name)) or 0) for heading in headings(folder)]
    place = folder / f"{max(taken, default=0) + 1:02d}-{slug}"
    try:
        place.mkdir(parents=True)
    except OSError as fault:
        hint = "choose another folder of lessons"
        raise AppError(str(place), f"cannot be made: {fault.strerror or fault}", hint) from None
    return place


def _step(draft: Draft, stem: str) -> dict[str, Any]:
    classroom = draft.project.classroom
    step: dict[str, Any] = {"title": draft.title.strip()[:200], "text": f"{stem}.md", "project": f"{stem}.json"}
    optional: dict[str, Any] = {
        "hide": list(classroom.hide),
        "lock": list(classroom.lock),
        "reason": classroom.reason,
        "show": list(draft.show),
        "select": draft.select,
        "speed": draft.speed,
    }
    step |= {name: value for name, value in optional.items() if value}
    choices = [choice.strip() for choice in draft.choices if choice.strip()]
    if draft.question.strip():
        if len(choices) < 2:
            raise AppError("question", "has fewer than two choices", "write one choice a line")
        step["question"] = {"text": draft.question.strip(), "choices": choices}
        if draft.answer is not None:
            step["question"]["answer"] = draft.answer
    return step


def _slug(text: str) -> str:
    """Letters and digits of a title, for names of files."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or ("" if not text.strip() else "step")


def _free(place: Path, stem: str) -> str:
    """A name that no file of the lesson has yet."""
    found, number = stem, 2
    while (place / f"{found}.md").exists() or (place / f"{found}.json").exists():
        found, number = f"{stem}-{number}", number + 1
    return found
