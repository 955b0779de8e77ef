"""A device that runs the very text of the GPU's kernels in Python, to look for what a GPU would do wrong in silence.

Every thread of a block is a generator that stops at barriers; between two barriers the threads run whole, one after the
other, in a random order. Shared memory begins as NaN. So a value that is read too early, a result that hangs on the
order of threads, and a barrier that not all of them reach show as wrong numbers or as an error.
"""

from __future__ import annotations

import inspect
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.engine.cuda.blocks import Blocks
from core.engine.cuda.carriers import Twin
from core.engine.cuda.device import Carrier, Keeper
from core.engine.cuda.engine import CudaEngine
from core.engine.cuda.language import Language
from core.engine.cuda.snapshots import PlainKeeper

Array = NDArray[Any]
_OVER = object()


@dataclass
class _Axes:
    x: int = 0
    y: int = 0


@dataclass
class _Shared:
    """What the threads of a block share: the n-th array that one asks for is the n-th of all."""

    made: list[Array] = field(default_factory=list)
    asked: int = 0
    dynamic: int = 0

    def array(self, count: int, kind: Any) -> Array:
        count = count or self.dynamic // np.dtype(kind).itemsize
        if self.asked == len(self.made):
            self.made.append(np.full(count, np.nan, kind))
        self.asked += 1
        return self.made[self.asked - 1]


class _Cuda:
    def __init__(self) -> None:
        self.threadIdx, self.blockIdx, self.blockDim, self.gridDim = (_Axes() for _ in range(4))  # CUDA's
        self.shared = _Shared()

    def grid(self, dimensions: int) -> int:
        return self.blockIdx.x * self.blockDim.x + self.threadIdx.x

    def gridsize(self, dimensions: int) -> int:
        return self.gridDim.x * self.blockDim.x


# One for all devices: a program that is loaded keeps it, and serves every engine with the same network.
_CUDA = _Cuda()


def _as_it_is(function: Callable[..., Any]) -> Callable[..., Any]:
    return function


@cache
def _language(precision: str) -> Language:
    return Language("coroutines", precision, _as_it_is, _as_it_is, int, False, _CUDA, "yield")


class Coroutines:
    """A device of core.engine.cuda. Arrays lie in ordinary memory, copied as a GPU's would be."""

    name = "coroutines"
    processors = 1

    def __init__(self, threads: int = 5, most_shared: int = 227 * 1024, full: bool = True, seed: int = 1) -> None:
        """With no shared memory at all, every network is a large one; `full` are products with all that cuBLASLt does
        besides, or only with what a kernel of our own does."""
        self.most_threads, self.most_shared = threads, most_shared
        self.room = 1 << 40
        self._full = full
        self._chance = random.Random(seed)

    def language(self, precision: str) -> Language:
        return _language(precision)

    def copy(self, target: Array, source: Array) -> None:
        target[...] = source

    def free(self) -> int:
        return self.room

    def put(self, array: Array) -> Array:
        return array.copy()

    def get(self, held: Array) -> Array:
        return held.copy()

    def set(self, held: Array, array: Array) -> None:
        held[...] = array

    def launch(
        self, kernel: Callable[..., Any], blocks: tuple[int, ...], threads: int, given: Sequence[Any], shared: int = 0
    ) -> None:
        with np.errstate(all="ignore"):
            wide = (*blocks, 1)[:2]
            _CUDA.gridDim.x, _CUDA.gridDim.y = wide
            every = list(np.ndindex(*wide))
            if not inspect.isgeneratorfunction(kernel):
                self._chance.shuffle(every)
            for x, y in every:
                self._block(kernel, (x, y), threads, given, shared)

    def carriers(self, precision: str) -> list[Callable[[], Carrier]]:
        return [lambda: Twin(self._full)]

    def record(self, play: Callable[[], None]) -> Callable[[], None]:
        return play

    def keeper(self, held: Sequence[Any]) -> Keeper:
        return PlainKeeper(self, held)

    def _block(
        self, kernel: Callable[..., Any], block: tuple[int, int], threads: int, given: Sequence[Any], shared: int
    ) -> None:
        cuda = _CUDA
        cuda.blockIdx.x, cuda.blockIdx.y, cuda.blockDim.x = *block, threads
        cuda.shared = _Shared(dynamic=shared)
        order = list(range(threads))
        if not inspect.isgeneratorfunction(kernel):
            self._chance.shuffle(order)
        alive: dict[int, Any] = {}
        for thread in order:
            # Up to its first barrier a thread finds out who it is: the others begin where they began.
            cuda.threadIdx.x, cuda.shared.asked = thread, 0
            started = kernel(*given)
            if started is not None and next(started, _OVER) is not _OVER:
                alive[thread] = started
        while alive:
            self._chance.shuffle(order)
            over = [thread for thread in order if next(alive[thread], _OVER) is _OVER]
            assert len(over) in (0, len(order)), "a barrier that only some threads of a block reach"
            if over:
                return


def engine(precision: str) -> CudaEngine:
    """The GPU's program in coroutines, as an engine."""
    return CudaEngine(precision, Coroutines())


def large_engine(precision: str, full: bool = True, math: str = "fp32") -> CudaEngine:
    """The same for large networks, which every one is taken for."""
    return CudaEngine(precision, Coroutines(most_shared=0, full=full), math)


def ensemble(precision: str) -> Blocks:
    return Blocks(Coroutines(), precision)
