"""The curves of one run in bounded memory: thinned evenly once they are long, the newest point always there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.session.snapshot import Points

CAPACITY = 1 << 16
"""Epochs kept at the most; when full, every second one is dropped."""


class Curves:
    """Metric values by epoch. `stride` is the distance of the epochs that are kept."""

    def __init__(self, capacity: int | None = CAPACITY) -> None:
        self._capacity = capacity
        self.stride = 1
        self.names: tuple[str, ...] = ()
        self._length = 0
        self._epoch = np.zeros(256, np.int64)
        self._step = np.zeros(256, np.int64)
        self._values = np.zeros((256, 0))
        self._newest: Points | None = None

    def __len__(self) -> int:
        return self._length

    def add(self, points: Points) -> None:
        """Take in the points of more epochs; names that come or go over an edit are NaN where they are not known."""
        if not set(points.names) <= set(self.names):
            self._rename(points.names)
        if not len(points):
            return
        columns = [self.names.index(name) for name in points.names]
        self._newest = Points(points.names, points.epoch[-1:], points.step[-1:], points.values[-1:])
        keep = points.epoch % self.stride == 0
        count = int(keep.sum())
        self._reserve(self._length + count)
        rows = slice(self._length, self._length + count)
        self._epoch[rows], self._step[rows] = points.epoch[keep], points.step[keep]
        self._values[rows] = np.nan
        self._values[rows, columns] = points.values[keep]
        self._length += count
        while self._capacity and self._length > self._capacity:
            self._thin()

    def cut(self, epoch: int) -> None:
        """Forget what came behind this epoch."""
        self._length = int(np.searchsorted(self._epoch[: self._length], epoch, side="right"))
        if self._newest is not None and self._newest.epoch[0] > epoch:
            self._newest = None

    def copy(self) -> Curves:
        """The same points, thinned as these are."""
        other = Curves(self._capacity)
        other.add(self.points())
        other.stride = self.stride
        return other

    def _thin(self) -> None:
        self.stride *= 2
        keep = np.flatnonzero(self._epoch[: self._length] % self.stride == 0)
        self._epoch[: len(keep)], self._step[: len(keep)] = self._epoch[keep], self._step[keep]
        self._values[: len(keep)] = self._values[keep]
        self._length = len(keep)

    def _reserve(self, length: int) -> None:
        room = len(self._epoch)
        if length > room:
            more = max(length, 2 * room) - room
            self._epoch = np.concatenate([self._epoch, np.zeros(more, np.int64)])
            self._step = np.concatenate([self._step, np.zeros(more, np.int64)])
            self._values = np.concatenate([self._values, np.zeros((more, len(self.names)))])

    def _rename(self, names: tuple[str, ...]) -> None:
        merged = (*self.names, *(name for name in names if name not in self.names))
        values = np.full((len(self._epoch), len(merged)), np.nan)
        values[:, : len(self.names)] = self._values
        self.names, self._values = merged, values

    def points(self) -> Points:
        """Everything that is kept, the newest epoch at the end; the arrays are the caller's."""
        kept = slice(self._length)
        epoch, step, values = self._epoch[kept].copy(), self._step[kept].copy(), self._values[kept].copy()
        newest = self._newest
        if newest is not None and (not len(epoch) or epoch[-1] != newest.epoch[0]):
            row = np.full((1, len(self.names)), np.nan)
            row[0, [self.names.index(name) for name in newest.names]] = newest.values[0]
            epoch, step = np.append(epoch, newest.epoch), np.append(step, newest.step)
            values = np.concatenate([values, row])
        return Points(self.names, epoch, step, values)

    def series(self, name: str) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Epochs, steps and values of one curve, where they are known."""
        points = self.points()
        if name not in points.names:
            return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
        column = points.values[:, points.names.index(name)]
        known = ~np.isnan(column)
        return points.epoch[known], points.step[known], column[known]
