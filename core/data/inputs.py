"""Inputs for predicting, read from CSV or NPZ as the model's preparation expects them."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from core.data.dataset import Array
from core.data.features import nearest
from core.data.preparation import Preparation
from core.data.read_csv import Table, read_texts, typed
from core.data.read_npz import read_array, read_headers
from core.data.tables import inputs_of
from core.errors import AppError


def read_inputs(preparation: Preparation, path: str) -> Array:
    """Raw x (n, *shape) from a file, ready for `preparation.apply`."""
    if Path(path).suffix.lower() == ".npz":
        return _from_npz(preparation, path)
    return _from_table(preparation, read_texts(path))


def _from_npz(preparation: Preparation, path: str) -> Array:
    """The array x, else x_test, else the only one of the file."""
    headers = read_headers(path)
    name = next((name for name in ("x", "x_test") if name in headers), "")
    if not name and len(headers) == 1:
        name = next(iter(headers))
    if not name:
        raise AppError(
            Path(path).name,
            "there is no array x; there is " + (", ".join(headers) or "no array"),
            "save the inputs as x",
        )
    where = f"{Path(path).name}, {name}"
    x = read_array(path, name)
    if x.dtype.kind not in "biuf":
        raise AppError(where, f"the array is of type {x.dtype}", "inputs are numbers")
    if x.ndim == 0 or math.prod(x.shape[1:]) != math.prod(preparation.shape):
        wanted = ", ".join(map(str, preparation.shape))
        raise AppError(where, f"the array has shape {x.shape}", f"the model takes (n, {wanted})")
    return x.reshape(len(x), *preparation.shape)


def _from_table(preparation: Preparation, table: Table) -> Array:
    """Only the columns that the model takes are looked at: others may hold anything."""
    fields = preparation.fields
    if not fields:
        return _pixels(preparation, table)
    missing = [field for field in fields if field not in table.columns]
    if not missing:
        categories = preparation.categories
        return inputs_of(typed(table, fields, dict(categories)), fields, categories)
    others = tuple(column for column in table.columns if column != (preparation.target or "y"))
    if not preparation.named and len(others) == len(fields):
        return inputs_of(typed(table, others), others, ())
    raise AppError(table.name, f"the column '{missing[0]}' is missing", nearest(missing[0], tuple(table.columns)))


def _pixels(preparation: Preparation, table: Table) -> Array:
    """One column for each value of a picture, in row order; a column `label` or `y` is passed over."""
    columns = tuple(column for column in table.columns if column not in ("label", "y"))
    count = math.prod(preparation.shape)
    table = typed(table, columns)
    if len(columns) != count:
        raise AppError(table.name, f"there are {len(columns)} columns", f"a picture of this model is {count} numbers")
    whole = all(np.asarray(table[column]).dtype.kind == "i" for column in columns)
    x = inputs_of(table, columns, ())
    return (x.astype(np.int64) if whole else x).reshape(len(x), *preparation.shape)
