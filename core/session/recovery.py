"""Unsaved projects, kept beside the person's work until they are saved: what a crash leaves, the next start offers.

A file for each window, named by its process; one whose process is gone was left behind.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from core.errors import AppError
from core.session.machine import alive, process_mark
from core.session.runs import runs_root
from core.spec.files import LARGEST, write_atomic
from core.spec.plain import project_from_plain, project_to_plain
from core.spec.project import Project

FORMAT = 1
_numbers = count(1)


@dataclass(frozen=True)
class Left:
    """A project that was never saved: the file it stands in, and where the person had it last (None: nowhere)."""

    file: Path
    project: Project
    path: Path | None
    when: datetime


def folder() -> Path:
    """Beside the runs."""
    return runs_root().parent / "unsaved"


def new_file(root: Path | None = None) -> Path:
    """A name of this process that no other window has."""
    return (root or folder()) / f"{os.getpid()}-{next(_numbers)}.json"


def keep(file: Path, project: Project, path: Path | None) -> None:
    """Write the project as it is now; paths in it become absolute."""
    process = {"id": os.getpid(), "mark": process_mark(os.getpid())}
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    plain = {"format": FORMAT, "process": process, "path": str(path) if path else None, "when": when}
    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(file, json.dumps(plain | {"project": project_to_plain(project)}).encode())


def forget(file: Path) -> None:
    with contextlib.suppress(OSError):
        file.unlink()


def left(root: Path | None = None) -> list[Left]:
    """What processes that are gone have left, the latest first; what cannot be read is passed over."""
    found = [one for file in (root or folder()).glob("*.json") if (one := _read(file)) is not None]
    return sorted(found, key=lambda one: one.when, reverse=True)


def _read(file: Path) -> Left | None:
    try:
        if file.stat().st_size > LARGEST:
            return None
        plain: Any = json.loads(file.read_bytes())
        process = plain["process"]
        if plain["format"] != FORMAT or alive(int(process["id"]), str(process["mark"])):
            return None
        path = Path(plain["path"]) if plain["path"] else None
        return Left(file, project_from_plain(plain["project"]), path, datetime.fromisoformat(plain["when"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError, AppError):
        return None
