"""A device that runs the very text of the GPU's kernels in Python, to look for what a GPU would do wrong in silence.

Every thread of a block is a generator that stops at barriers; between two barriers the threads run whole, one after the
other, in a random order. Shared memory begins as NaN. So a value that is read too early, a result that hangs on the
order of threads, and a barrier that not all of them reach show as wrong numbers or as an error.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.engine.cuda.blocks import Blocks
from core.engine.cuda.engine import CudaEngine
from core.engine.cuda.language import Language

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
    most_shared = 227 * 1024

    def __init__(self, threads: int = 5, seed: int = 1) -> None:
        self.most_threads = threads
        self._chance = random.Random(seed)

    def language(self, precision: str) -> Language:
        return _language(precision)

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
            for x, y in np.ndindex(*wide):
                self._block(kernel, (x, y), threads, given, shared)

    def _block(
        self, kernel: Callable[..., Any], block: tuple[int, int], threads: int, given: Sequence[Any], shared: int
    ) -> None:
        cuda = _CUDA
        cuda.blockIdx.x, cuda.blockIdx.y, cuda.blockDim.x = *block, threads
        cuda.shared = _Shared(dynamic=shared)
        order = list(range(threads))
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


def ensemble(precision: str) -> Blocks:
    return Blocks(Coroutines(), precision)
