"""The first weights of a network, and what is kept of trained ones over an edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.initializers import INITIALIZERS
from core.errors import AppError
from core.plan.plan import ParamTable
from core.session.streams import stream

Arrays = Mapping[str, NDArray[Any]]


def first_weights(table: ParamTable, seed: int, draw: int = 0) -> dict[str, NDArray[np.float64]]:
    """Starting weights by name; every node draws from a stream of its own, so that one more layer changes no other."""
    arrays: dict[str, NDArray[np.float64]] = {}
    for param in table:
        if param.initializer is None:
            arrays[param.key] = np.full(param.shape, param.start)
            continue
        entry = INITIALIZERS.of(param.initializer)
        try:
            if len(param.shape) == 2:
                arrays[param.key] = entry.weight(
                    param.initializer, stream(seed, f"weights/{draw}/{param.node}"), param.shape
                )
            else:
                arrays[param.key] = (
                    entry.bias(param.initializer, param.shape[0]) if entry.bias else np.zeros(param.shape)
                )
        except AppError as fault:
            raise fault.at(f"architecture.nodes.{param.node}") from None
    return arrays


@dataclass(frozen=True)
class Carried:
    """Arrays for a table, with the names that were kept from trained ones and those that are new."""

    arrays: dict[str, NDArray[Any]]
    kept: tuple[str, ...]
    new: tuple[str, ...]


def carry(trained: Arrays, first: Arrays) -> Carried:
    """`first`, with every array replaced by the trained one of the same name and shape, unless that blew up."""
    kept = tuple(key for key, array in first.items() if _serves(trained.get(key), array.shape))
    arrays = {key: np.asarray(trained[key] if key in kept else array) for key, array in first.items()}
    return Carried(arrays, kept, tuple(key for key in first if key not in kept))


def _serves(array: NDArray[Any] | None, shape: tuple[int, ...]) -> bool:
    return array is not None and array.shape == shape and bool(np.isfinite(array).all())


def fitted(given: Arrays, table: ParamTable, where: str) -> dict[str, NDArray[np.float64]]:
    """Weights from a file, as this network takes them; a missing, strange or unfit array is refused by name."""
    wanted = {param.key: param.shape for param in table}
    for key in given:
        if key not in wanted:
            raise AppError(
                where, f"'{key}' belongs to no layer of this network", "it has " + ", ".join(list(wanted)[:6])
            )
    arrays: dict[str, NDArray[np.float64]] = {}
    for key, shape in wanted.items():
        if key not in given:
            raise AppError(where, f"'{key}' is missing", "these weights are of another network")
        if given[key].shape != shape:
            text = (
                f"'{key}' is {' x '.join(map(str, given[key].shape))}, this network needs {' x '.join(map(str, shape))}"
            )
            raise AppError(where, text, "these weights are of another network")
        if not np.isfinite(given[key]).all():
            raise AppError(where, f"'{key}' holds a NaN or an infinity", "take weights from before the run diverged")
        if key.endswith(".variance") and (given[key] < 0.0).any():
            raise AppError(where, f"'{key}' holds a variance below 0", "these weights were changed or are damaged")
        arrays[key] = np.asarray(given[key], np.float64)
    return arrays
