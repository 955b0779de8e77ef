"""A person's notebook: what was answered, reached, noted and pictured, step by step, in one folder."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from core.errors import AppError
from core.lessons.kept import read_kept, write_kept
from core.spec.files import write_atomic

FILE = "progress.json"
PICTURES = "pictures"
LONGEST = 20_000
"""Signs of a note."""


class Record(msgspec.Struct, frozen=True):
    """One step's. `pictures` are names of files in the folder of pictures."""

    answer: int | None = None
    reached: bool = False
    note: Annotated[str, msgspec.Meta(max_length=LONGEST)] = ""
    pictures: tuple[str, ...] = ()


class Records(msgspec.Struct, frozen=True):
    """By lesson, and by the number of its step."""

    lessons: dict[str, dict[str, Record]] = {}


class Notebook:
    """Read when it is made and before every change, so that two windows do not write over each other.

    `fault` says what was wrong with the file when it was read first.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._records, self.fault = read_kept(folder / FILE, Records)

    @property
    def lessons(self) -> dict[str, dict[str, Record]]:
        return self._records.lessons

    def of(self, lesson: str, step: int) -> Record:
        return self.lessons.get(lesson, {}).get(str(step), Record())

    def reached(self, lesson: str) -> set[int]:
        """Numbers of the steps that were reached."""
        return {int(step) for step, record in self.lessons.get(lesson, {}).items() if record.reached}

    def keep(self, lesson: str, step: int, **changes: Any) -> Record:
        """Change a step's record and write the file; where that fails it holds for this session all the same."""
        found, fault = read_kept(self.folder / FILE, Records)
        lessons = dict(found.lessons if fault is None and found.lessons else self.lessons)
        record = replace(self.of(lesson, step), **changes)
        lessons[lesson] = {**lessons.get(lesson, {}), str(step): record}
        self._records = Records(lessons)
        write_kept(self.folder / FILE, self._records)
        return record

    def add_picture(self, lesson: str, step: int, data: bytes) -> str:
        """Keep a PNG with a step; its name."""
        name = f"{hashlib.sha256(data).hexdigest()[:16]}.png"
        path = self.folder / PICTURES / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise AppError(str(path), f"cannot be written: {fault.strerror or fault}") from None
        write_atomic(path, data)
        pictures = self.of(lesson, step).pictures
        if name not in pictures:
            self.keep(lesson, step, pictures=(*pictures, name))
        return name

    def drop_picture(self, lesson: str, step: int, name: str) -> None:
        """Take a picture out of a step; its file goes when no step has it any more."""
        kept = tuple(other for other in self.of(lesson, step).pictures if other != name)
        self.keep(lesson, step, pictures=kept)
        records = [record for steps in self.lessons.values() for record in steps.values()]
        if not any(name in record.pictures for record in records):
            self.picture_path(name).unlink(missing_ok=True)

    def picture_path(self, name: str) -> Path:
        """Where a picture lies; never outside the folder of pictures, whatever the file says."""
        return self.folder / PICTURES / Path(name).name
