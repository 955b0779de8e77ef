"""cuBLASLt as a carrier of products."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from core.engine.cuda.cublaslt import Functions, Library, Plans
from core.engine.cuda.device import Streamed
from core.engine.cuda.products import Product

WORKSPACE, LARGE_WORKSPACE = 4 << 20, 32 << 20
"""Bytes; the large one from compute capability 9 on."""

_chosen: dict[str, int] = {}
"""The fastest way of each shape, in this process."""


class Lt:
    """Products in the memory of a GPU, started on its stream."""

    full = narrow = True
    note = ""

    def __init__(self, gpu: Streamed, functions: Functions) -> None:
        self._gpu, self._library = gpu, Library(functions)
        self._size = LARGE_WORKSPACE if gpu.capability >= (9, 0) else WORKSPACE
        self._space = gpu.put(np.zeros(self._size, np.uint8))
        self._plans: Plans | None = None

    def ready(self, memory: Any, played: Sequence[Product]) -> bool:
        self._forget_plans()
        plans = self._plans = Plans(self._library, self._gpu.name, self._size, _chosen)
        self._given = address(memory), self._gpu.stream_number, address(self._space)
        if not all(plans.can(product, self._given[0]) for product in played):
            return False
        for product in played:
            plans.prepare(product, *self._given, self._clock)
        return True

    def _clock(self, run: Callable[[], None], times: int) -> float:
        return self._gpu.seconds(run, times)

    def launch(self, product: Product) -> None:
        assert self._plans is not None, "made ready"
        self._plans.launch(product, self._given[0], self._gpu.stream_number, self._given[2])

    def _forget_plans(self) -> None:
        if self._plans is not None:
            self._plans.close()
        self._plans = None

    def close(self) -> None:
        self._forget_plans()
        self._library.close()


def address(held: Any) -> int:
    """Where an array lies on the device."""
    return int(held.__cuda_array_interface__["data"][0])
