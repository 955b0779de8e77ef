"""The samples that drive a unit most: those for which its activation is largest, and smallest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.engine.contract import Engine
from core.session.setup import Setup

MOST = 4000
"""Training samples that are looked at."""


@dataclass(frozen=True, eq=False)
class Driven:
    """Places in the training part, and the unit's activations there: largest first, smallest first."""

    highest: NDArray[np.int64]
    high: NDArray[np.float64]
    lowest: NDArray[np.int64]
    low: NDArray[np.float64]


@dataclass(frozen=True)
class Drivers:
    """Asks for the `Driven` of a unit, `count` of each; None where the unit is not there."""

    node: str
    unit: int
    count: int = 10

    def answer(self, setup: Setup, engine: Engine) -> Driven | None:
        if self.node not in setup.program.slots:
            return None
        found: Any = engine.activations(setup.prepared.train.x[:MOST], [self.node])[self.node]
        values = np.asarray(found, np.float64).reshape(len(found), -1)
        if self.unit >= values.shape[1]:
            return None
        column = np.nan_to_num(values[:, self.unit])
        order = np.argsort(-column, kind="stable")
        first, last = order[: self.count], order[::-1][: self.count]
        return Driven(first, column[first], last, column[last])
