"""Scaling: every column moved and stretched by numbers fitted on the training part."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from core.data.dataset import Array
from core.errors import AppError

ScalingKind: TypeAlias = Literal["none", "standard", "minmax"]


class Scaler(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """scaled = (value - offset) / scale, column by column in row order; no numbers at all means no change."""

    kind: ScalingKind = "none"
    offset: tuple[float, ...] = ()
    scale: tuple[float, ...] = ()

    def apply(self, x: Array) -> NDArray[np.float64]:
        """x (n, *shape) scaled, float64."""
        if not self.scale:
            return np.asarray(x, dtype=np.float64)
        shape = x.shape[1:]
        result: NDArray[np.float64] = (x - np.reshape(self.offset, shape)) / np.reshape(self.scale, shape)
        return result

    def invert(self, x: Array) -> NDArray[np.float64]:
        """The values that `apply` was given."""
        if not self.scale:
            return np.asarray(x, dtype=np.float64)
        shape = x.shape[1:]
        result: NDArray[np.float64] = x * np.reshape(self.scale, shape) + np.reshape(self.offset, shape)
        return result


def fit(kind: ScalingKind, x: Array, where: str = "data.scaling") -> Scaler:
    """The scaler for x (n, *shape); a column that never changes is only moved."""
    if kind == "none":
        return Scaler()
    with np.errstate(over="ignore", invalid="ignore"):
        if kind == "standard":
            offset, scale = x.mean(axis=0), x.std(axis=0)
            scale = np.where(x.max(axis=0) == x.min(axis=0), 0.0, scale)
        else:
            offset = x.min(axis=0)
            scale = x.max(axis=0) - offset
    if not (np.isfinite(offset).all() and np.isfinite(scale).all()):
        raise AppError(where, "the numbers are too large to be scaled", "give them in larger units")
    scale = np.where(scale < np.finfo(np.float64).tiny, 1.0, scale)
    return Scaler(kind, tuple(offset.ravel().tolist()), tuple(scale.ravel().tolist()))
