"""Project files: JSON of format 1, read strictly, written beside the target and renamed."""

from __future__ import annotations

import contextlib
import os
import tempfile
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import msgspec

from core.errors import AppError
from core.spec.plain import project_from_plain, project_to_plain
from core.spec.project import Project

LARGEST = 16 * 2**20
"""Bytes; a larger file is refused before it is parsed."""


def load_project(path: str | os.PathLike[str]) -> Project:
    """The project in a file; AppError says where, what and what to do."""
    path = Path(path)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except IsADirectoryError:
        raise AppError(str(path), "is a folder", "name a project file (.json)") from None
    except FileNotFoundError:
        raise AppError(str(path), "there is no such file", "check the name") from None
    except OSError as fault:
        raise AppError(str(path), f"cannot be read: {fault.strerror or fault}") from None
    return read_project(data, str(path), path.resolve().parent)


def read_project(data: bytes, name: str, folder: Path | None) -> Project:
    """The project in a file's bytes; `name` says in messages where they came from."""
    if len(data) > LARGEST:
        raise AppError(
            name, f"is larger than {LARGEST // 2**20} MB", "this is not a project; keep data in files of its own"
        )
    try:
        return project_from_plain(parse_json(data), folder)
    except AppError as fault:
        raise AppError(f"{name}: {fault.where}" if fault.where else name, fault.what, fault.hint) from None


def parse_json(data: bytes) -> Any:
    """Plain values of JSON bytes."""
    try:
        return msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except RecursionError:
        raise AppError("", "is nested too deeply", "no project needs that") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise AppError(
            "", f"is not JSON: {str(fault).removeprefix('JSON is malformed: ')}", "open a project file"
        ) from None


def project_bytes(project: Project, folder: Path | None = None) -> bytes:
    """What a project file holds."""
    return msgspec.json.format(msgspec.json.encode(project_to_plain(project, folder)), indent=1) + b"\n"


def save_project(project: Project, path: str | os.PathLike[str]) -> None:
    """Write the project, whole or not at all."""
    path = Path(path)
    write_atomic(path, project_bytes(project, path.resolve().parent))


def write_atomic(path: str | os.PathLike[str], data: bytes) -> None:
    """Write `data` beside `path`, flush it to the disk, and rename: nobody ever sees half a file."""
    path = Path(path)
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as fault:
        raise AppError(str(path), f"cannot be written: {fault.strerror or fault}", "choose another folder") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes files that only their owner may read; a saved file is an ordinary one.
        os.chmod(beside, 0o666 & ~_umask())
        os.replace(beside, path)
    except OSError as fault:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise AppError(
            str(path), f"cannot be written: {fault.strerror or fault}", "make room or choose another folder"
        ) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


# Examples that come with the program


def _examples() -> Traversable:
    return files("resources") / "examples"


def example_names() -> list[str]:
    return sorted(item.name.removesuffix(".json") for item in _examples().iterdir() if item.name.endswith(".json"))


def load_example(name: str) -> Project:
    """A project that comes with the program, by name."""
    if name not in example_names():
        raise AppError("example", f"there is none called '{name}'", "one of " + ", ".join(example_names()))
    return read_project((_examples() / f"{name}.json").read_bytes(), name, None)
