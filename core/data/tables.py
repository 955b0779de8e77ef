"""Tables as network inputs: text columns spread into one 0/1 column for each of their values."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.data.dataset import Categories
from core.data.features import columns_of, nearest
from core.data.read_csv import Table
from core.errors import AppError

MOST_VALUES = 1000


def categories_of(table: Table, fields: tuple[str, ...]) -> Categories:
    """(column, its values in sorted order) for each text column among `fields`."""
    result = []
    for field in fields:
        cells = table[field]
        if isinstance(cells, tuple):
            values = tuple(sorted(set(cells)))
            if len(values) > MOST_VALUES:
                what = f"the text column '{field}' has {len(values):,} different values"
                raise AppError(table.name, what, f"remove the column, or use at most {MOST_VALUES:,}")
            result.append((field, values))
    return tuple(result)


def inputs_of(table: Table, fields: tuple[str, ...], categories: Categories) -> NDArray[np.float64]:
    """x (n, len(columns_of(fields, categories))); a text that is no category is refused with its row and column."""
    known = dict(categories)
    width = len(columns_of(fields, categories))
    x = np.zeros((len(table), width))
    start = 0
    for field in fields:
        values = known.get(field)
        if values is None:
            x[:, start] = _numbers(table, field)
            start += 1
        else:
            x[np.arange(len(table)), start + _codes(table, field, values)] = 1.0
            start += len(values)
    return x


def _numbers(table: Table, field: str) -> NDArray[np.int64] | NDArray[np.float64]:
    cells = table[field]
    if isinstance(cells, tuple):
        raise AppError(table.place(0, field), f"'{cells[0]}' is not a number", "this column was numbers in training")
    return cells


def _codes(table: Table, field: str, values: tuple[str, ...]) -> NDArray[np.int64]:
    places = {value: place for place, value in enumerate(values)}
    texts = table[field]
    assert isinstance(texts, tuple), "a column with categories is read as text"
    for row, cell in enumerate(texts):
        if cell not in places:
            raise AppError(
                table.place(row, field), f"'{cell}' was no value of this column in training", nearest(cell, values)
            )
    return np.array([places[cell] for cell in texts], dtype=np.int64)
