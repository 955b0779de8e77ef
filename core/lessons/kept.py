"""Small files that a person's progress is kept in: read leniently, written whole."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TypeVar

import msgspec

from core.errors import AppError
from core.spec.files import write_atomic

T = TypeVar("T", bound=msgspec.Struct)
LARGEST = 16 * 2**20


def read_kept(path: Path, kind: type[T]) -> tuple[T, AppError | None]:
    """What the file holds, or a fresh value and why. A damaged file is put aside, so nothing of it is lost."""
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else b""
    except FileNotFoundError:
        return kind(), None
    except OSError as fault:
        return kind(), AppError(str(path), f"cannot be read: {fault.strerror or fault}", "it begins anew")
    try:
        return msgspec.json.decode(data, type=kind), None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        aside = path.with_suffix(".damaged")
        with contextlib.suppress(OSError):
            os.replace(path, aside)
        return kind(), AppError(path.name, "is damaged, so it begins anew", f"what it held is in {aside.name}")


def write_kept(path: Path, value: msgspec.Struct) -> None:
    """Write it, with its folder; AppError where that cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        hint = "choose another folder"
        raise AppError(str(path), f"cannot be written: {fault.strerror or fault}", hint) from None
    write_atomic(path, msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n")
