"""Arrays of data must hold numbers, every one of them finite."""

from __future__ import annotations

import numpy as np

from core.data.dataset import Array
from core.errors import AppError


def require_finite(where: str, name: str, values: Array, rows: int = 65_536) -> None:
    """Refuse NaN and infinity with row and column, both counted from 0; looks at some rows at a time."""
    if values.dtype.kind != "f":
        return
    values = np.atleast_1d(values)
    for start in range(0, len(values), rows):
        wrong = np.argwhere(~np.isfinite(values[start : start + rows]))
        if len(wrong):
            place = wrong[0].copy()
            place[0] += start
            number = values[tuple(place)]
            column = f", column {', '.join(map(str, place[1:]))}" if len(place) > 1 else ""
            raise AppError(
                f"{where}, {name}, row {place[0]}{column} (counted from 0)",
                f"the value is {number}",
                "replace it or remove the row",
            )
