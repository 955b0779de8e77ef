"""What one network did in a run that took several launches."""

from __future__ import annotations

import numpy as np

from core.catalog.metrics import TOTALS
from core.engine.contract import PARTS, Floats, Slice

COLUMNS = 2 + len(PARTS) * len(TOTALS)
"""Of Slice.rows."""


class Took:
    """Launch by launch."""

    def __init__(self) -> None:
        self.steps, self.bad, self.loss = 0, 0, np.nan
        self.rows: list[Floats] = []

    def add(self, steps: int, rows: Floats, bad: int, loss: float) -> None:
        self.steps += steps
        self.bad = bad
        self.rows.append(rows)
        self.loss = loss if steps else self.loss

    def slice(self) -> Slice:
        rows = np.concatenate(self.rows) if self.rows else np.zeros((0, COLUMNS))
        return Slice(self.steps, rows, self.bad, self.loss)
