"""The orders of epochs as arrays, compiled: a large training set has tens of thousands of rows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.engine.draws import fill_order
from core.engine.jit import kernel


@kernel
def _fill(order: Any, key: Any, epoch: Any) -> None:
    fill_order(order, key, epoch)


def order_of(key: int, epoch: int, samples: int) -> NDArray[Any]:
    """As counter.epoch_order."""
    order = np.zeros(samples, np.int32)
    _fill(order, np.uint64(key), np.int64(epoch))
    return order
