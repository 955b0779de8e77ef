"""The rows of a large network on a device: all of them where there is room, else those that are needed next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.engine.contract import PARTS, Job
from core.engine.cuda.device import Device
from core.engine.cuda.memory import PLACES
from core.engine.cuda.orders import order_of

Array = NDArray[Any]

RESIDENT = 0.6
"""Data that take no larger share of the free memory stay on the device."""
STAGE_BYTES = 1 << 26
"""Room for rows that come piece by piece."""


class GridData:
    """`x`, `y`, `w` and `order` are what a training step is given, `of(part)` what a look at a part is."""

    def __init__(self, device: Device, dtype: np.dtype[Any]) -> None:
        self._device, self._dtype = device, dtype
        self._held: dict[int, tuple[Array, Any]] = {}

    def bytes(self, job: Job) -> int:
        """What all rows take."""
        floats = sum(array.size for array in _arrays(job))
        return floats * self._dtype.itemsize + 4 * job.samples

    def _held_bytes(self) -> int:
        """What of it is there already."""
        return sum(array.size for array, _ in self._held.values()) * self._dtype.itemsize

    def take(self, job: Job, capacity: int, free: int) -> None:
        """The data of a job; what is there already is not sent again."""
        self._job, self._capacity = job, capacity
        large = any(array.size >= PLACES for array in _arrays(job))
        self.staged = large or self.bytes(job) > RESIDENT * (free + self._held_bytes())
        x, y = job.parts["train"]
        if self.staged:
            self._held = {}
            row = (x.shape[1] + y.shape[1] + 1) * self._dtype.itemsize
            batches = max(1, STAGE_BYTES // (row * capacity))
            most = max(len(job.parts[part][0]) for part in PARTS if part in job.parts)
            self.rows = capacity * min(batches, -(-most // capacity))
            self.x, self.y, self.w = (self._room(width) for width in (x.shape[1], y.shape[1], 1))
        else:
            self._held = {id(array): (array, self._sent(array)) for array in _arrays(job)}
            self.rows = job.samples
            self.x, self.y = self._held[id(x)][1], self._held[id(y)][1]
            self.w = self.x if job.weights is None else self._held[id(job.weights)][1]
        self.plain = self._device.put(np.arange(max(self.rows, 1), dtype=np.int32))
        self.order = self._device.put(np.arange(max(self.rows, 1), dtype=np.int32)) if self._moves else self.plain
        self._epoch, self._rows = -1, np.arange(job.samples, dtype=np.int32)

    @property
    def _moves(self) -> bool:
        """Whether the order of rows on the device changes."""
        return self._job.shuffle and not self.staged

    def _sent(self, array: Array) -> Any:
        held = self._held.get(id(array))
        return held[1] if held else self._device.put(self._flat(array))

    def _flat(self, array: Array) -> Array:
        return np.asarray(array, self._dtype).reshape(-1)

    def _room(self, width: int) -> Any:
        return self._device.put(np.zeros(self.rows * width, self._dtype))

    def forget(self) -> None:
        self._held = {}

    # Training.

    def turn_to(self, epoch: int) -> None:
        """Rows in the order of an epoch, behind what was launched before."""
        if not self._job.shuffle or epoch == self._epoch:
            return
        self._rows, self._epoch = order_of(self._job.order_key, epoch, self._job.samples), epoch
        if not self.staged:
            self._device.set(self.order, self._rows)

    def stage(self, batch: int, steps: int) -> None:
        """The rows of so many batches of the epoch at hand, from the beginning of the room on."""
        first = batch * self._capacity
        self.bring(self._rows[first : first + steps * self._capacity])

    def bring(self, rows: Array) -> None:
        """These rows of the training data."""
        x, y = self._job.parts["train"]
        self._fill(x[rows], y[rows], None if self._job.weights is None else self._job.weights[rows])

    def _fill(self, x: Array, y: Array, w: Array | None = None) -> None:
        for room, rows in ((self.x, x), (self.y, y), (self.w, w)):
            if rows is not None:
                flat = self._flat(rows)
                self._device.set(room[: flat.size], flat)

    # Looking.

    def of(self, part: str) -> tuple[Any, Any]:
        """Inputs and targets of a part, or the room they come into."""
        if self.staged:
            return self.x, self.y
        x, y = self._job.parts[part]
        return self._held[id(x)][1], self._held[id(y)][1]

    def pieces(self, part: str) -> Iterator[int]:
        """How many rows of a part are there, piece after piece until all were."""
        x, y = self._job.parts[part]
        if not self.staged:
            yield len(x)
            return
        for first in range(0, len(x), self.rows):
            piece = slice(first, first + self.rows)
            self._fill(x[piece], y[piece])
            yield len(x[piece])


def _arrays(job: Job) -> list[Array]:
    """Each once."""
    found = {id(array): array for part in PARTS if part in job.parts for array in job.parts[part]}
    if job.weights is not None:
        found[id(job.weights)] = job.weights
    return list(found.values())
