"""Features: which inputs a network is given, chosen by name before any scaling."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from core.data.dataset import Array, Categories, DataInfo
from core.errors import AppError

PLANE_FEATURES: dict[str, Callable[[Array], Array]] = {
    "x1": lambda x: x[:, 0],
    "x2": lambda x: x[:, 1],
    "x1^2": lambda x: x[:, 0] ** 2,
    "x2^2": lambda x: x[:, 1] ** 2,
    "x1*x2": lambda x: x[:, 0] * x[:, 1],
    "sin(x1)": lambda x: np.sin(x[:, 0]),
    "sin(x2)": lambda x: np.sin(x[:, 1]),
}
"""Features of data in the plane, each (n, 2) -> (n,)."""


def available(info: DataInfo) -> tuple[str, ...]:
    """Every name that may stand in `features` for this data."""
    if info.plane:
        return tuple(PLANE_FEATURES)
    spread = {f"{column}={value}" for column, values in info.categories for value in values}
    return info.fields + tuple(name for name in info.columns if name in spread)


def columns_of(fields: tuple[str, ...], categories: Categories) -> tuple[str, ...]:
    """Names of the input columns, `column=value` in place of a text column."""
    return tuple(name for field in fields for name in _spread(field, categories))


def resolve(features: tuple[str, ...], info: DataInfo) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(names of the network's inputs, notes); no features means every column as it is."""
    known = available(info)
    chosen: list[str] = []
    ignored: list[str] = []
    for name in features:
        if name in known:
            chosen.extend(_spread(name, info.categories))
        elif name in PLANE_FEATURES:
            ignored.append(name)
        else:
            raise _unknown(name, known)
    if len(set(chosen)) < len(chosen):
        twice = next(name for name in chosen if chosen.count(name) > 1)
        raise AppError("data.features", f"'{twice}' is chosen twice", "name every feature once")
    notes = (f"features {', '.join(ignored)} need points in the plane and are ignored",) if ignored else ()
    return tuple(chosen) or info.columns, notes


def _spread(name: str, categories: Categories) -> list[str]:
    for column, values in categories:
        if column == name:
            return [f"{column}={value}" for value in values]
    return [name]


def _unknown(name: str, known: tuple[str, ...]) -> AppError:
    if not known:
        return AppError(
            "data.features", f"there is no column '{name}': pictures have no columns", "leave features empty"
        )
    return AppError("data.features", f"there is no column '{name}'", nearest(name, known))


def nearest(name: str, known: tuple[str, ...]) -> str:
    """A hint towards the name that was probably meant."""
    close = get_close_matches(name, known, n=1, cutoff=0.5)
    if close:
        return f"did you mean '{close[0]}'?"
    return "there are " + ", ".join(known[:12]) + (" ..." if len(known) > 12 else "")


def compute(x: Array, names: tuple[str, ...], columns: tuple[str, ...]) -> NDArray[np.float64]:
    """The named features of x (n, len(columns)), (n, len(names)); pictures have no names and pass as they are."""
    x = np.asarray(x, dtype=np.float64)
    if names == columns:
        return x
    places = {name: place for place, name in enumerate(columns)}
    parts = [x[:, places[name]] if name in places else PLANE_FEATURES[name](x) for name in names]
    return np.stack(parts, axis=1)
