"""The fitted preparation kept with a model, so that predicting needs no training data."""

from __future__ import annotations

import math
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from core.data.dataset import PLANE, Array, Categories, Task, frozen
from core.data.features import PLANE_FEATURES, columns_of, compute
from core.data.scaling import Scaler
from core.errors import AppError

DAMAGED = "the model file was changed or is damaged"


class Preparation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Raw inputs to network inputs, and network outputs back to targets; plain values only."""

    task: Task
    shape: tuple[int, ...]
    """One raw sample's."""
    columns: tuple[str, ...]
    """Raw input columns, text columns spread out; none for pictures."""
    fields: tuple[str, ...]
    """Raw input columns as a file holds them."""
    features: tuple[str, ...]
    """Names of the network's inputs; none for pictures."""
    outputs: int
    categories: Categories = ()
    class_names: tuple[str, ...] = ()
    """Names of the classes, by label; none for regression."""
    named: bool = False
    target: str = ""
    picture_scale: float = 1.0
    """What bytes are divided by."""
    scaling: Scaler = Scaler()
    target_scaling: Scaler = Scaler()

    @property
    def is_bytes(self) -> bool:
        return self.picture_scale != 1.0

    def unscaled(self, x: Array) -> NDArray[np.float64]:
        """Raw x (n, *shape) as features before scaling; of a byte model, whole numbers are divided by 255."""
        if self.is_bytes and x.dtype.kind in "iu":
            x = x / self.picture_scale
        return compute(x, self.features, self.columns)

    def apply(self, x: Array) -> NDArray[np.float64]:
        """Raw x (n, *shape) as the network takes it: float64, C order, not writeable."""
        result = self.scaling.apply(self.unscaled(x))
        return frozen(result.copy() if np.may_share_memory(result, x) else result)

    def invert_targets(self, y: Array) -> NDArray[np.float64]:
        """The network's outputs (n, outputs) in the targets' own units."""
        return self.target_scaling.invert(y)

    def to_plain(self) -> dict[str, Any]:
        """As JSON values."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain


def read_preparation(plain: Any, where: str = "preparation") -> Preparation:
    """A preparation from the JSON values that `to_plain` gave."""
    try:
        preparation = msgspec.convert(plain, Preparation)
    except msgspec.ValidationError as fault:
        raise AppError(where, str(fault), DAMAGED) from None
    columns, scalers = preparation.columns, (preparation.scaling, preparation.target_scaling)
    known = {*columns, *(PLANE_FEATURES if columns == PLANE else ())}
    spread = columns_of(preparation.fields, preparation.categories)
    if spread != columns or not known.issuperset(preparation.features):
        raise AppError(where, "the features do not fit the columns", DAMAGED)
    width = len(preparation.features) or math.prod(preparation.shape)
    for scaler, count in zip(scalers, (width, preparation.outputs), strict=True):
        if len(scaler.scale) not in (0, count) or len(scaler.offset) != len(scaler.scale):
            raise AppError(where, "the scaling numbers do not fit the columns", DAMAGED)
    return preparation
