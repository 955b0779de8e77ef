"""A growing curve, thinned as it grows: drawing costs the same for a thousand points as for a million."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

AXES = ("epoch", "step", "seconds")
PAIRS = 2048
"""Blocks kept at most, each with its smallest and its largest point."""


class Series:
    """Points (epoch, step, seconds, value), and the indices of those worth drawing."""

    def __init__(self) -> None:
        self._rows: NDArray[np.float64] = np.empty((4, 1024))
        self.size = 0
        self._block = 1
        self._done = 0
        self._low: NDArray[np.intp] = np.empty(0, np.intp)
        self._high: NDArray[np.intp] = np.empty(0, np.intp)

    def append(self, epoch: Any, step: Any, seconds: Any, value: Any) -> None:
        """Add points, scalars or arrays (n,)."""
        rows = np.broadcast_arrays(
            *(np.atleast_1d(np.asarray(part, np.float64)) for part in (epoch, step, seconds, value))
        )
        count = len(rows[0])
        if self.size + count > self._rows.shape[1]:
            larger = np.empty((4, max(2 * self._rows.shape[1], self.size + count)))
            larger[:, : self.size] = self._rows[:, : self.size]
            self._rows = larger
        self._rows[:, self.size : self.size + count] = rows
        self.size += count
        self._thin()

    def column(self, name: str) -> NDArray[np.float64]:
        """One of AXES or "value", (n,), as a view."""
        return self._rows[(*AXES, "value").index(name), : self.size]

    def drawn(self, axis: str, low: float = -np.inf, high: float = np.inf) -> tuple[NDArray[Any], NDArray[Any]]:
        """What to draw of the stretch low..high: x (m,), y (m,), with m bounded; short stretches come whole."""
        x, y = self.column(axis), self.column("value")
        first = max(int(np.searchsorted(x, low)) - 1, 0)
        last = min(int(np.searchsorted(x, high, side="right")) + 1, self.size)
        if last - first <= 2 * PAIRS:
            return x[first:last], y[first:last]
        index = self.indices()
        index = index[(index >= first) & (index < last)]
        if len(index) < PAIRS // 2:
            stride = -(-(last - first) // PAIRS)
            index = first + _extremes(y[first:last], stride)
        return x[index], y[index]

    def indices(self) -> NDArray[np.intp]:
        """The kept extremes of finished blocks, everything since, and both ends, ascending."""
        pairs = np.sort(np.stack([self._low, self._high], axis=1), axis=1).ravel()
        ends = [0], [self.size - 1] if self._done == self.size else []
        return np.concatenate([ends[0], pairs, np.arange(self._done, self.size), ends[1]]).astype(np.intp)

    def _thin(self) -> None:
        value = self.column("value")
        while True:
            whole = (self.size - self._done) // self._block
            if whole:
                blocks = value[self._done : self._done + whole * self._block].reshape(whole, self._block)
                start = self._done + np.arange(whole) * self._block
                self._low = np.concatenate([self._low, start + _arg(blocks, np.inf, np.argmin)])
                self._high = np.concatenate([self._high, start + _arg(blocks, -np.inf, np.argmax)])
                self._done += whole * self._block
            if len(self._low) <= PAIRS:
                return
            self._merge(value)

    def _merge(self, value: NDArray[np.float64]) -> None:
        """Join neighbouring blocks; a last block without a neighbour is taken apart again."""
        even = len(self._low) // 2 * 2
        if even < len(self._low):
            self._done -= self._block
        for name, worst, choose in (("_low", np.inf, np.argmin), ("_high", -np.inf, np.argmax)):
            pairs = getattr(self, name)[:even].reshape(-1, 2)
            setattr(self, name, pairs[np.arange(len(pairs)), _arg(value[pairs], worst, choose)])
        self._block *= 2


def _arg(values: NDArray[np.float64], worst: float, choose: Any) -> NDArray[np.intp]:
    """Position of the extreme in each row, (n,), where NaN never wins."""
    return np.asarray(choose(np.where(np.isnan(values), worst, values), axis=1), np.intp)


def _extremes(values: NDArray[np.float64], stride: int) -> NDArray[np.intp]:
    """Indices of the smallest and largest value in each run of `stride`, and of what is left over."""
    whole = len(values) // stride
    blocks = values[: whole * stride].reshape(whole, stride)
    start = np.arange(whole) * stride
    pairs = np.stack([start + _arg(blocks, np.inf, np.argmin), start + _arg(blocks, -np.inf, np.argmax)], axis=1)
    return np.concatenate([np.sort(pairs, axis=1).ravel(), np.arange(whole * stride, len(values))])


def smooth(y: NDArray[np.float64], weight: float) -> NDArray[np.float64]:
    """Running mean (n,) in which a point `k` back counts weight ** k; weight 0 changes nothing, gaps stay gaps."""
    if weight <= 0 or len(y) < 2:
        return y
    length = min(len(y), max(2, int(np.ceil(np.log(0.01) / np.log(min(weight, 0.995))))))
    kernel = weight ** np.arange(length)
    finite = np.isfinite(y)
    total = np.convolve(np.where(finite, y, 0.0), kernel)[: len(y)]
    count = np.convolve(finite.astype(np.float64), kernel)[: len(y)]
    return np.where(finite, total / np.maximum(count, 1e-300), np.nan)


def logarithm(y: NDArray[np.float64]) -> NDArray[np.float64]:
    """log10 of the positive values; what is 0 or less is minus infinity, what is no number NaN."""
    good = np.isfinite(y) & (y > 0)
    logs = np.log10(np.where(good, y, 1.0))
    return np.where(good, logs, np.where(np.isfinite(y), -np.inf, np.nan))


def grounded(y: NDArray[np.float64], floor: float) -> NDArray[np.float64]:
    """Minus infinity put at the floor: a line that has none of its own length goes on along the bottom."""
    return np.where(np.isneginf(y), floor, y)


def floor_below(columns: list[NDArray[np.float64]]) -> float:
    """Where a loss of exactly 0 is drawn on a log scale: a little below everything else."""
    finite = [y[np.isfinite(y)] for y in columns]
    ends = [(float(y.min()), float(y.max())) for y in finite if len(y)]
    if not ends:
        return 0.0
    low, high = min(end[0] for end in ends), max(end[1] for end in ends)
    return low - max(0.08 * (high - low), 0.3)


def shaped(
    series: Series, axis: str, stretch: tuple[float, float], weight: float, log: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What is drawn of a curve, x (m,) and y (m,): smoothed, on the axis's scale."""
    x, y = series.drawn(axis, *stretch)
    y = smooth(y, weight)
    return x, logarithm(y) if log else np.where(np.isfinite(y), y, np.nan)
