"""A device that compiles what it is asked to launch, for a GPU that is not there, and notes what the kernels need."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.engine.cuda import shim
from core.engine.cuda.language import COUNT, Language

Array = NDArray[Any]
USED = re.compile(
    r"(?P<spills>\d+) bytes spill stores.*?Used (?P<registers>\d+) registers(?:.*?(?P<shared>\d+) bytes smem)?", re.S
)


LAST = ("train", "advance")
"""Kernels that end a step, in a block and on the whole GPU; the first time they only warm up."""


class EnoughError(Exception):
    """All that a step launches is compiled; its results are not there to go on with."""


@dataclass(frozen=True)
class Needs:
    """What the assembler says of a kernel: registers of a thread, bytes that did not find room in them, bytes of shared
    memory of its own."""

    registers: int
    spills: int
    shared: int


def ptxas() -> str | None:
    """NVIDIA's assembler: in a wheel beside the compiler, whose language it then knows, or where the toolkit is."""
    if find_spec("numba_cuda"):
        beside = sorted(Path(sysconfig.get_path("purelib")).glob("nvidia/*/bin/ptxas*"))
        return str(beside[0]) if beside else None
    toolkit = Path(os.environ.get("CUDA_HOME") or "/usr/local/cuda") / "bin" / "ptxas"
    return str(toolkit) if toolkit.exists() else shutil.which("ptxas")


def _part(function: Callable[..., Any]) -> Any:
    return shim.jit(function, device=True, forceinline=True)


def _as_it_is(function: Callable[..., Any]) -> Callable[..., Any]:
    return function


@cache
def _language(precision: str, capability: tuple[int, int]) -> Language:
    name = f"compiled_{capability[0]}{capability[1]}"
    return Language(name, precision, _part, _as_it_is, COUNT, True, shim.cuda())


class _Products:
    """Carries out no product; that is not compiled here."""

    full = narrow = True
    note = ""

    def ready(self, memory: Any, played: Sequence[Any]) -> bool:
        return True

    def launch(self, product: Any) -> None:
        """Nothing is computed."""

    def close(self) -> None:
        """Nothing is held."""


class _Copies:
    """Keeps none."""

    def take(self, tag: Any) -> None:
        """Nothing is computed."""

    def newest(self) -> None:
        return None


class Compiling:
    """A device of core.engine.cuda of a capability; `needs` and `text` tell of every kernel by its name."""

    name = "a GPU that is not there"
    most_threads = 1024
    processors = 132

    def __init__(self, capability: tuple[int, int], most_shared: int) -> None:
        self.capability, self.most_shared = capability, most_shared
        self.needs: dict[str, Needs] = {}
        self.text: dict[str, str] = {}

    def language(self, precision: str) -> Language:
        return _language(precision, self.capability)

    def put(self, array: Array) -> Array:
        return array if array.size else np.zeros((1,) * array.ndim, array.dtype)

    def get(self, held: Array) -> Array:
        return held

    def set(self, held: Array, array: Array) -> None:
        held[...] = array

    def copy(self, target: Array, source: Array) -> None:
        target[...] = source

    def free(self) -> int:
        return 1 << 36

    def carriers(self, precision: str) -> list[Callable[[], _Products]]:
        return [_Products]

    def record(self, play: Callable[[], None]) -> Callable[[], None]:
        return play

    def keeper(self, held: Sequence[Any]) -> _Copies:
        return _Copies()

    def launch(
        self, kernel: Callable[..., Any], blocks: tuple[int, ...], threads: int, given: Sequence[Any], shared: int = 0
    ) -> None:
        if kernel.__name__ not in self.needs:
            self._compile(kernel, given)
        elif kernel.__name__ in LAST:
            raise EnoughError

    def _compile(self, kernel: Callable[..., Any], given: Sequence[Any]) -> None:
        from numba import typeof

        # Functions that a kernel calls ask the device at hand what it can.
        sys.modules["numba.cuda.dispatcher"].get_current_device = lambda: SimpleNamespace(  # type: ignore[attr-defined]  # Numba's
            compute_capability=self.capability
        )
        text, _ = shim.cuda().compile_ptx(kernel, tuple(typeof(value) for value in given), cc=self.capability)
        self.text[kernel.__name__] = text
        self.needs[kernel.__name__] = self._assemble(text)

    def _assemble(self, text: str) -> Needs:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "kernel.ptx"
            source.write_text(text, encoding="utf-8")
            number = self.capability[0] * 10 + self.capability[1]
            words = [str(ptxas()), f"-arch=sm_{number}", "-v", str(source), "-o", str(source.with_suffix(".cubin"))]
            done = subprocess.run(words, capture_output=True, text=True, check=True)
        found = USED.search(done.stderr)
        assert found, done.stderr
        return Needs(int(found["registers"]), int(found["spills"]), int(found["shared"] or 0))
