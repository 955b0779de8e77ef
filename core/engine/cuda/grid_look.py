"""Looks at a large network: all rows of a part measured, values of chosen slots, many rows at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.metrics import TOTALS
from core.engine.contract import PARTS, Job
from core.engine.cuda import grid_text as at
from core.engine.cuda.device import Device
from core.engine.cuda.grid_data import GridData
from core.engine.cuda.players import Play, Players, in_turn

Array = NDArray[Any]

ROWS = 2048
"""Rows that are looked at together, where a batch has fewer."""
ON_THE_WAY = 1 << 24
"""Numbers of values that are on the way to the host at once."""
NOTHING = np.zeros(len(TOTALS))


def rows_at_once(job: Job, capacity: int) -> int:
    """Never more than there are."""
    most = max(len(job.parts[part][0]) for part in PARTS if part in job.parts)
    return max(capacity, min(ROWS, most))


class Looks:
    """`parameters` are those of the network that trains, `rates` what its plan is given. `totals` hold what the last
    look at a part has found."""

    def __init__(self, device: Device, players: Players, data: GridData, parameters: Any, rates: Any) -> None:
        self._device, self._players, self._data, self._parameters = device, players, data, parameters
        self._rows = players.memory.capacity
        self._table = device.put(np.zeros(at.PLACES, np.int64))
        self.totals, self._nothing = device.put(NOTHING), device.put(NOTHING)
        self._beginnings: dict[int, Any] = {}
        self._given = {"m": players.m, "rates": rates, "t": self.totals}
        self._seek = players.alone(players.kernels.seek, self._table)
        self._plays: dict[str, Play] = {}

    def compile(self) -> None:
        """Launch once what a look launches."""
        self._begin(0)
        self._play_of("train")()
        self._seek()

    def assess(self, part: str) -> None:
        """All rows of a part, added up in `totals`."""
        self._device.copy(self.totals, self._nothing)
        self._fetch()
        for rows in self._data.pieces(part):
            self._pass_through(rows, self._play_of(part))

    def _play_of(self, part: str) -> Play:
        if part not in self._plays:
            x, y = self._data.of(part)
            self._plays[part] = in_turn(self._players.bound("evaluation", self._table, {**self._given, "x": x, "y": y}))
        return self._plays[part]

    def _fetch(self) -> None:
        """The parameters as they are now, behind what was launched before."""
        if self._parameters is not self._players.parameters:
            self._device.copy(self._players.parameters, self._parameters)

    def _begin(self, rows: int) -> None:
        """Of so many rows. What is on the device already is there without waiting for it."""
        if rows not in self._beginnings:
            begin = np.zeros(at.PLACES, np.int64)
            begin[[at.N, at.SAMPLES]] = min(self._rows, rows), rows
            self._beginnings[rows] = self._device.put(begin)
        self._device.copy(self._table, self._beginnings[rows])

    def _pass_through(self, rows: int, play: Play) -> None:
        """Play for each batch of so many rows."""
        self._begin(rows)
        for first in range(0, rows, self._rows):
            play()
            if first + self._rows < rows:
                self._seek()

    def values(self, x: Array, slots: Sequence[int], widths: Sequence[int]) -> list[Array]:
        """(rows, width) of each slot, for inputs (rows, width)."""
        players, put, dtype = self._players, self._device.put, self._players.m.dtype
        found = [np.zeros((len(x), width), dtype) for width in widths]
        piece_rows = self._rows * max(1, ON_THE_WAY // (self._rows * max(x.shape[1], sum(widths))))
        self._fetch()
        for first in range(0, len(x), piece_rows):
            piece = slice(first, first + piece_rows)
            outs = [put(array[piece]) for array in found]
            given = {**self._given, "x": put(np.asarray(x[piece], dtype).reshape(-1))}
            plays = players.bound("prediction", self._table, given)
            for slot, out in zip(slots, outs, strict=True):
                value = players.memory.value(slot)
                collect = players.kernels.collect
                plays.append(players.together(collect, self._table, players.m, out, value.place, value.row))
            self._pass_through(len(x[piece]), in_turn(plays))
            for array, out in zip(found, outs, strict=True):
                array[piece] = self._device.get(out)
        return found
