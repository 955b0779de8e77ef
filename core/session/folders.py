"""Folders that results are written into: made, looked into, and cleared of what is to be replaced."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from core.errors import AppError

HINT = "choose another folder"


def make_folder(folder: Path) -> list[str]:
    """Make the folder where there is none; the names in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return sorted(path.name for path in folder.iterdir())
    except FileExistsError:
        raise AppError(str(folder), "is a file, not a folder", HINT) from None
    except OSError as fault:
        text = f"the folder cannot be made: {(fault.strerror or str(fault)).lower()}"
        raise AppError(str(folder), text, HINT) from None


def remove_files(folder: Path, names: Iterable[str]) -> None:
    """Nothing of an earlier run may be taken for this one's."""
    for name in names:
        try:
            (folder / name).unlink(missing_ok=True)
        except OSError as fault:
            text = f"cannot be replaced: {(fault.strerror or str(fault)).lower()}"
            raise AppError(str(folder / name), text, HINT) from None
