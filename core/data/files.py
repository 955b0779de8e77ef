"""Data files on disk: found, told apart by path, time and size, and refused in one sentence."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from core.errors import AppError

T = TypeVar("T")


def found(path: str, what: str, hint: str = "choose another file") -> Path:
    """The file of this path, or the reason why it cannot be read."""
    if not path:
        raise AppError(what, "no file is chosen", "give its path")
    file = Path(path)
    try:
        if file.is_dir():
            raise AppError(path, "this is a folder, not a file", hint)
        file.stat()
    except (OSError, ValueError) as fault:
        raise AppError(path, f"the file cannot be read: {reason(fault)}", hint) from None
    return file


def reason(fault: Exception) -> str:
    """What the system says of a failed access, without its path."""
    if isinstance(fault, FileNotFoundError):
        return "there is no such file"
    text = fault.strerror if isinstance(fault, OSError) else None
    return (text or str(fault)).lower()


class Remembered(Generic[T]):
    """What `read` made of the last few files, read again when a file's time or size has changed."""

    def __init__(self, read: Callable[[Path], T], files: int = 4) -> None:
        @lru_cache(maxsize=files)
        def by_stamp(path: str, time: int, size: int) -> T | AppError:
            try:
                return read(Path(path))
            except AppError as fault:
                return fault

        self._by_stamp = by_stamp

    def __call__(self, file: Path) -> T:
        path = os.path.abspath(file)
        try:
            state = os.stat(path)
        except OSError as fault:
            raise AppError(path, f"the file cannot be read: {reason(fault)}") from None
        result = self._by_stamp(path, state.st_mtime_ns, state.st_size)
        if isinstance(result, AppError):
            raise AppError(result.where, result.what, result.hint)
        return result
