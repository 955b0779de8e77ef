"""A timed plan: lessons one after the other, with minutes for each, as in a lab."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

import msgspec

from core.errors import AppError
from core.lessons.lesson import FORMAT, Words
from core.lessons.library import LARGEST, Heading, headings, number_of
from core.registry import meta
from core.spec.controls import nearest
from core.spec.files import parse_json
from core.spec.plain import list_of, object_of, struct_from_plain

FILE = "plan.json"


class PartFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A lesson of the plan, by the name of its folder or its number."""

    lesson: Annotated[str, meta("Lesson", "A folder beside the plan, or a lesson of the program's.", max_length=100)]
    minutes: Annotated[int, meta("Minutes", "How long it takes.", ge=1, le=600)]
    why: Annotated[str, meta("Why", "A sentence on what it is for in the plan.", max_length=300)] = ""


class PlanFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`plan.json`, but for its parts."""

    title: Words
    summary: Annotated[str, msgspec.Meta(max_length=500)] = ""


@dataclass(frozen=True)
class Part:
    """A lesson that was found."""

    lesson: Heading
    minutes: int
    why: str = ""


@dataclass(frozen=True)
class Plan:
    """A plan that was read and checked."""

    title: str
    summary: str
    parts: tuple[Part, ...]

    @property
    def minutes(self) -> int:
        return sum(part.minutes for part in self.parts)

    def until(self, at: int) -> int:
        """Minutes from the beginning to the end of a part, counted from 0."""
        return sum(part.minutes for part in self.parts[: at + 1])


def open_plan(folder: Path | None = None) -> Plan | None:
    """The program's plan, or that of one's own folder, if it has one; AppError says what is wrong with it."""
    place: Traversable = files("resources") / "lessons" if folder is None else folder
    file = place.joinpath(FILE)
    if not file.is_file():
        return None
    try:
        data = file.read_bytes()
    except OSError as fault:
        raise AppError(FILE, f"cannot be read: {fault.strerror or fault}") from None
    if len(data) > LARGEST:
        raise AppError(FILE, f"is larger than {LARGEST // 2**20} MB")
    try:
        return _read(data, folder)
    except AppError as fault:
        raise AppError(f"{FILE}: {fault.where}" if fault.where else FILE, fault.what, fault.hint) from None


def _read(data: bytes, folder: Path | None) -> Plan:
    fields = object_of(parse_json(data), "plan")
    number = fields.pop("format", None)
    if number != FORMAT or isinstance(number, bool):
        what = "is missing" if number is None else f"{number!r:.40} is not known"
        raise AppError("format", what, f'this Glassnet reads format {FORMAT}; write "format": {FORMAT}')
    items = list_of(fields.pop("parts", []), "parts")
    if not items:
        raise AppError("parts", "there are none", "name a lesson and its minutes")
    known = [*(headings(folder) if folder is not None else []), *headings()]
    parts = tuple(_part(item, f"parts[{at}]", known) for at, item in enumerate(items))
    plain = struct_from_plain(PlanFile, fields, "", None)
    return Plan(plain.title, plain.summary, parts)


def _part(value: object, where: str, known: list[Heading]) -> Part:
    plain = struct_from_plain(PartFile, value, where, None)
    asked = plain.lesson.lower()
    for heading in known:
        if asked in (heading.name, number_of(heading.name)):
            if heading.fault is not None:
                raise heading.fault
            return Part(heading, plain.minutes, plain.why)
    names = [heading.name for heading in known]
    raise AppError(f"{where}.lesson", f"there is none called '{plain.lesson[:80]}'", nearest(plain.lesson, names))
