"""What keeps weights and gradients small, in plain NumPy: penalties, clipping, decoupled decay and largest norms.

Every function works on flat vectors in place; which array of them is meant, a Pull says by its key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.clippings import Clip
from core.catalog.penalties import PENALTIES
from core.engine.contract import Pull
from core.plan.plan import ParamTable

Array = NDArray[Any]


def _arrays(table: ParamTable, pulls: Sequence[Pull], *flats: Array) -> Iterator[tuple[Pull, list[Array]]]:
    """Every pull with the views it is about."""
    named = {param.key: param for param in table}
    for pull in pulls:
        yield pull, [named[pull.key].view(flat) for flat in flats]


def add_slopes(table: ParamTable, pulls: Sequence[Pull], flat: Array, gradient: Array) -> None:
    """Add the penalties' slopes at the parameters `flat` to their gradient."""
    for pull, (w, g) in _arrays(table, pulls, flat, gradient):
        g += PENALTIES[pull.penalty].slope(w, *(flat.dtype.type(c) for c in pull.coefficients))


def cost(table: ParamTable, pulls: Sequence[Pull], flat: Array) -> float:
    """What all penalties add to the loss."""
    return float(
        sum(
            PENALTIES[pull.penalty].value(w.astype(np.float64), *pull.coefficients).sum()
            for pull, (w,) in _arrays(table, pulls, flat)
        )
    )


def switch_off(flat: Array, off: Sequence[int]) -> None:
    """Nothing at the places of weights that are switched off."""
    flat[list(off)] = 0.0


def clip(gradient: Array, bounds: Clip) -> None:
    """Cut off each number, then scale the whole down."""
    if bounds.value:
        np.clip(gradient, -bounds.value, bounds.value, out=gradient)
    if bounds.norm:
        norm = float(np.sqrt(np.sum(gradient.astype(np.float64) ** 2)))
        if norm > bounds.norm:
            gradient *= gradient.dtype.type(bounds.norm / norm)


def decay(table: ParamTable, pulls: Sequence[Pull], flat: Array, rate: float) -> None:
    """w <- w (1 - rate * decay)."""
    for pull, (w,) in _arrays(table, pulls, flat):
        if pull.decay:
            w *= flat.dtype.type(1.0 - rate * pull.decay)


def bound(table: ParamTable, pulls: Sequence[Pull], flat: Array) -> None:
    """Scale down every column of weights, and every bias, that is longer than its limit."""
    for pull, (w,) in _arrays(table, pulls, flat):
        if pull.limit:
            columns = w.reshape(-1, w.shape[-1])
            norms = np.sqrt((columns.astype(np.float64) ** 2).sum(axis=0))
            # Only where it is too long: elsewhere a factor of 1 would turn an infinity into a NaN.
            factors = np.where(norms > pull.limit, pull.limit / np.maximum(norms, pull.limit), 1.0)
            columns *= factors.astype(flat.dtype)
