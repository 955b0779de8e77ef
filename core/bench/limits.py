"""The machine's own limit: how fast it multiplies matrices and moves memory, measured in the same run as the rest."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from core.bench.clocks import fastest
from core.bench.counting import BYTES, Work

Array = NDArray[Any]

SHAPES: dict[str, tuple[tuple[int, int, int], ...]] = {
    "small": ((64, 64, 64), (128, 128, 128), (256, 256, 256)),
    "medium": ((64, 784, 128), (128, 784, 512), (512, 512, 512)),
    "large": ((512, 784, 2048), (512, 2048, 2048)),
}
"""Products (rows, depth, columns) that are tried for each class; the fastest is the class's limit."""
MEDIUM, LARGE = 4_000_000, 1_000_000_000
"""From so many operations in a workload's largest product on, it belongs to this class."""

LEAST = 2**18
"""Bytes: a smaller copy would measure the call."""
MOST = 2**28
"""Bytes: larger sets all lie in main memory."""


@dataclass(frozen=True)
class Rate:
    """A limit that was measured: GFLOP/s or GB/s, and with what."""

    value: float
    how: str


class Limits:
    """Measured when first asked for, with one thread and with all that are in use; the faster counts.

    Matrix products: the BLAS that NumPy brings, `numpy.dot` into a ready array; with `tiles` also the engine's own, on
    one core, with nothing around them. Memory: `numpy.copyto`, a byte read and a byte written counting as two; arrays
    of the asked size together, so that what fits a cache is measured in it.
    """

    def __init__(self, threads: int, precision: str = "float32", seconds: float = 0.1, tiles: bool = False) -> None:
        self._tiles = tiles
        self._threads, self._dtype, self._seconds = threads, np.dtype(precision), seconds
        self._products: dict[str, Rate] = {}
        self._memory: dict[int, Rate] = {}

    def product(self, kind: str) -> Rate:
        """GFLOP/s of the fastest product of a class."""
        if kind not in self._products:
            tried = [self._multiply(shape, threads) for shape in SHAPES[kind] for threads in self._choices()]
            tried += [self._tile(shape) for shape in SHAPES[kind] if self._tiles]
            self._products[kind] = max(tried, key=lambda rate: rate.value)
        return self._products[kind]

    def memory(self, working_set: int) -> Rate:
        """GB/s over arrays that together take about `working_set` bytes."""
        size = 1 << (min(max(working_set, LEAST), MOST) - 1).bit_length()
        if size not in self._memory:
            tried = [self._copy(size, threads) for threads in self._choices()]
            self._memory[size] = max(tried, key=lambda rate: rate.value)
        return self._memory[size]

    def seconds(self, work: Work) -> float:
        """The time a step would take at these limits: its products, then the optimizer's pass over memory."""
        multiplying = work.flops / (1e9 * self.product(kind_of(work)).value)
        return multiplying + work.optimizer_bytes / (1e9 * self.memory(work.working_set).value)

    def report(self) -> dict[str, Any]:
        """Everything measured so far."""
        return {
            "precision": self._dtype.name,
            "products_gflops": {kind: vars(rate) for kind, rate in self._products.items()},
            "memory_gb_per_s": {str(size): vars(rate) for size, rate in sorted(self._memory.items())},
        }

    def _choices(self) -> list[int]:
        return sorted({1, self._threads})

    def _multiply(self, shape: tuple[int, int, int], threads: int) -> Rate:
        rows, depth, columns = shape
        x, w = np.ones((rows, depth), self._dtype), np.ones((depth, columns), self._dtype)
        y = np.zeros((rows, columns), self._dtype)
        with threadpool_limits(threads):
            best = fastest(lambda: np.dot(x, w, out=y), self._seconds)
        return Rate(2e-9 * rows * depth * columns / best, f"BLAS {rows} x {depth} x {columns}, {threads_text(threads)}")

    def _tile(self, shape: tuple[int, int, int]) -> Rate:
        from core.bench.tile_rate import tile_seconds

        rows, depth, columns = shape
        best = tile_seconds(shape, self._dtype.name, self._seconds)
        return Rate(2e-9 * rows * depth * columns / best, f"own tiles {rows} x {depth} x {columns}, 1 thread")

    def _copy(self, size: int, threads: int) -> Rate:
        count = size // 2 // BYTES[self._dtype.name]
        x, y = np.ones(count, self._dtype), np.zeros(count, self._dtype)
        pieces = [slice(i * count // threads, (i + 1) * count // threads) for i in range(threads)]
        with ThreadPoolExecutor(threads) as pool:
            if threads == 1:
                best = fastest(lambda: np.copyto(y, x), self._seconds)
            else:
                best = fastest(lambda: [*pool.map(lambda part: np.copyto(y[part], x[part]), pieces)], self._seconds)
        return Rate(1e-9 * size / best, f"copy within {_bytes(size)}, {threads_text(threads)}")


def kind_of(work: Work) -> str:
    """The class of a workload's products."""
    return "large" if work.largest >= LARGE else "medium" if work.largest >= MEDIUM else "small"


def threads_text(threads: int) -> str:
    """1 thread, 2 threads."""
    return "1 thread" if threads == 1 else f"{threads} threads"


def _bytes(size: int) -> str:
    return f"{size // 2**20} MB" if size >= 2**20 else f"{size // 2**10} KB"
