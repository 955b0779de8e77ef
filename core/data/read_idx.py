"""IDX files, in which MNIST and its relatives are kept: a header, then bytes; gzip-compressed or not."""

from __future__ import annotations

import gzip
import math
import struct
import zlib
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from core.data.files import reason
from core.errors import AppError

AGAIN = "fetch the file again"
MOST_BYTES = 2**36
CHUNK = 1 << 20


def read_idx_shape(file: Path, dimensions: int) -> tuple[int, ...]:
    """The shape that the header promises; an uncompressed file must have the size for it."""
    with _Reader(file) as stream:
        return stream.shape(dimensions)


def read_idx(file: Path, dimensions: int) -> NDArray[np.uint8]:
    """The whole array of bytes, its size held to the header."""
    with _Reader(file) as stream:
        shape = stream.shape(dimensions)
        data = stream.rest(math.prod(shape))
    return np.frombuffer(data, dtype=np.uint8).reshape(shape)


class _Reader:
    """One open IDX file, whose faults are all told with its name."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __enter__(self) -> _Reader:
        try:
            with open(self._file, "rb") as start:
                packed = start.read(2) == b"\x1f\x8b"
            self._packed = packed
            self._stream: IO[bytes] = gzip.open(self._file, "rb") if packed else open(self._file, "rb")  # type: ignore[assignment]  # two kinds of bytes
        except OSError as fault:
            raise self._fault(f"it cannot be read: {reason(fault)}") from None
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def _fault(self, what: str) -> AppError:
        return AppError(self._file.name, what, AGAIN)

    def _read(self, count: int) -> bytes:
        """At most `count` bytes, a piece at a time, so that a lying header asks for no memory."""
        pieces = []
        try:
            while count > 0:
                piece = self._stream.read(min(count, CHUNK))
                if not piece:
                    break
                pieces.append(piece)
                count -= len(piece)
        except EOFError:
            raise self._fault("the compressed file is cut short") from None
        except (OSError, zlib.error) as fault:
            raise self._fault(f"the compressed file is damaged: {reason(fault)}") from None
        return b"".join(pieces)

    def shape(self, dimensions: int) -> tuple[int, ...]:
        head = self._read(4)
        if len(head) < 4 or head[:2] != b"\0\0":
            raise self._fault("it does not begin like an IDX file")
        if head[2] != 8:
            raise self._fault(f"its values are of type 0x{head[2]:02X}; only bytes (0x08) are read")
        if head[3] != dimensions:
            raise self._fault(f"it has {head[3]} dimensions instead of {dimensions}")
        sizes = self._read(4 * dimensions)
        if len(sizes) < 4 * dimensions:
            raise self._fault("it is cut short in its header")
        shape = struct.unpack(f">{dimensions}I", sizes)
        count = math.prod(shape)
        if count == 0 or count > MOST_BYTES:
            raise self._fault(f"its header promises {' x '.join(map(str, shape))} values")
        held = self._file.stat().st_size - 4 - 4 * dimensions
        if not self._packed and held != count:
            raise self._fault(f"its header promises {count:,} bytes, and there are {held:,}")
        return shape

    def rest(self, count: int) -> bytes:
        data = self._read(count + 1)
        if len(data) < count:
            raise self._fault(f"it is cut short: its header promises {count:,} bytes, and there are {len(data):,}")
        if len(data) > count:
            raise self._fault(f"it holds more than the {count:,} bytes that its header promises")
        return data
