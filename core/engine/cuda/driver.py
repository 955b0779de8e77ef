"""The first look for a GPU, which every start takes: nothing is imported for it that is not there already."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress

LIBRARIES = ("nvcuda.dll",) if sys.platform == "win32" else ("libcuda.so.1", "/usr/lib/wsl/lib/libcuda.so.1")


def library() -> str | None:
    """The driver's library, if it can be loaded: a fifth of a millisecond where there is none."""
    for name in LIBRARIES:
        with suppress(OSError):
            ctypes.CDLL(name)
            return name
    return None


def simulated() -> bool:
    """Whether Numba simulates the GPU in this process."""
    return os.environ.get("NUMBA_ENABLE_CUDASIM", "0") not in ("", "0")
