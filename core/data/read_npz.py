"""NPZ files: named NumPy arrays, numeric only; headers are read alone where that is enough."""

from __future__ import annotations

import math
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.data.dataset import Array
from core.data.files import Remembered, found, reason
from core.data.finite import require_finite
from core.errors import AppError

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    SyntaxError,
)
AGAIN = "save it again with numpy.savez"


@dataclass(frozen=True)
class Header:
    """What an array's header promises."""

    shape: tuple[int, ...]
    dtype: np.dtype[np.generic]


def read_headers(path: str) -> dict[str, Header]:
    """Name, shape and type of every array of the file, none of them read; remembered while the file does not change."""
    return _remembered(found(path, "NPZ file"))


def _headers(file: Path) -> dict[str, Header]:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = [entry for entry in archive.infolist() if entry.filename.endswith(".npy")]
            return {entry.filename[:-4]: _header(file, archive, entry) for entry in entries}
    except AppError:
        raise
    except DAMAGED as fault:
        raise AppError(file.name, f"the file is no NPZ file: {reason(fault)}", AGAIN) from None


_remembered = Remembered(_headers)


def _header(file: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Header:
    with archive.open(entry) as stream:
        version = np.lib.format.read_magic(stream)
        read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, _, dtype = read(stream)
        size = entry.file_size - stream.tell()
    name = entry.filename[:-4]
    if dtype.hasobject:
        raise AppError(f"{file.name}, {name}", "the array holds Python objects", "save numbers or texts of one type")
    if math.prod(shape) * dtype.itemsize != size:
        raise AppError(
            f"{file.name}, {name}", f"the header promises shape {shape}, the file holds {size:,} bytes", AGAIN
        )
    return Header(tuple(int(size) for size in shape), dtype)


def read_array(path: str, name: str) -> Array:
    """One array of the file: numbers, all finite, or texts."""
    header = read_headers(path)[name]
    file = Path(path)
    try:
        with np.load(file, allow_pickle=False) as archive:
            values: Array = archive[name]
        if header.dtype.kind == "S":
            values = np.char.decode(values, "utf-8")
    except (*DAMAGED, MemoryError) as fault:
        raise AppError(f"{file.name}, {name}", f"the array cannot be read: {reason(fault)}", AGAIN) from None
    if values.dtype.kind not in "biufU":
        raise AppError(f"{file.name}, {name}", f"the array is of type {header.dtype}", "save numbers or texts")
    require_finite(file.name, name, values)
    return values
