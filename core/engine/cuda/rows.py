"""The data of networks on a device: every array once, however many networks train on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.engine.contract import PARTS, Job
from core.engine.cuda.device import Device

Array = NDArray[Any]
FACTORS = len(PARTS)
"""Column of `base` that belongs to the factors of training rows."""


class Rows:
    """`x`, `y` and `w`: inputs, targets and factors of all, one behind the other, flat; `base` (networks, 4) tells at
    which row each part of a network begins, and its factors, `counts` (networks, 3) how many rows each part has."""

    def __init__(self, device: Device, dtype: np.dtype[Any]) -> None:
        self._device, self._dtype = device, dtype
        self._kept: list[Array] = []

    def take(self, jobs: Sequence[Job]) -> None:
        """The data of these jobs; what is there already is not sent again."""
        base, counts = np.zeros((len(jobs), FACTORS + 1), np.int64), np.zeros((len(jobs), len(PARTS)), np.int64)
        inputs, factors = _Line(), _Line()
        targets: list[Array] = []
        for i, job in enumerate(jobs):
            for j, part in enumerate(PARTS):
                if part in job.parts and len(job.parts[part][0]):
                    x, y = job.parts[part]
                    targets += [] if inputs.knows(x, y) else [y]
                    base[i, j], counts[i, j] = inputs.place(x, y), len(x)
            if job.weights is not None:
                base[i, FACTORS] = factors.place(job.weights)
        kept = [*inputs.arrays, *targets, *factors.arrays]
        put = self._device.put
        if [id(array) for array in kept] != [id(array) for array in self._kept]:
            self._kept = kept
            self.x, self.y, self.w = (put(self.flat(arrays)) for arrays in (inputs.arrays, targets, factors.arrays))
        self.base, self.counts = put(base), put(counts)

    def flat(self, arrays: Sequence[Array]) -> Array:
        """Arrays one behind the other in the type they are computed in."""
        flat = [np.asarray(array, self._dtype).reshape(-1) for array in arrays]
        return np.concatenate(flat) if flat else np.zeros(1, self._dtype)

    def forget(self) -> None:
        self._kept = []


class _Line:
    """Arrays one behind the other, each once; `beside` is one that goes with it, in a line of its own."""

    def __init__(self) -> None:
        self.arrays: list[Array] = []
        self._places: dict[tuple[int, int], int] = {}
        self._end = 0

    def knows(self, array: Array, beside: Array | None = None) -> bool:
        return (id(array), id(beside)) in self._places

    def place(self, array: Array, beside: Array | None = None) -> int:
        """The row at which it begins."""
        if not self.knows(array, beside):
            self._places[id(array), id(beside)] = self._end
            self.arrays.append(array)
            self._end += len(array)
        return self._places[id(array), id(beside)]
