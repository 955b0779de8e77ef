"""What a batch's answers are worth, in plain NumPy: its loss, the loss's gradient, and the counts behind metrics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.losses import LOSSES
from core.plan import ops
from core.plan.plan import Plan

Array = NDArray[Any]


class Objective:
    """The loss of a plan. `values` are those of a forward pass, `y` (n, outputs) targets, `w` (n,) factors of rows."""

    def __init__(self, plan: Plan, dtype: np.dtype[Any]) -> None:
        self.plan, self.dtype = plan, dtype
        self.entry = list(LOSSES)[plan.loss]
        self.parameter = dtype.type(plan.loss_rate)

    def rows(self, values: Mapping[int, Array], y: Array) -> Array:
        """Loss of every row (n,), before a root."""
        plan = self.plan
        if plan.fusion == ops.FUSED_SOFTMAX:
            z = values[int(plan.loss_slot)]
            largest = z.max(axis=1, keepdims=True)
            log_sum = largest + np.log(np.exp(z - largest).sum(axis=1, keepdims=True))
            each = y * (log_sum - z)
        elif plan.fusion == ops.FUSED_SIGMOID:
            z = values[int(plan.loss_slot)]
            each = np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))
        else:
            each = self.entry.value(values[int(plan.output)], y, self.parameter)
        each = np.asarray(each)
        return np.asarray(each.mean(axis=1) if plan.mean_columns else each.sum(axis=1))

    def loss(self, values: Mapping[int, Array], y: Array, w: Array | None = None) -> float:
        """Of the batch: the mean of factor times loss, and its root where the loss is one."""
        rows = self.rows(values, y)
        mean = float((rows if w is None else w * rows).mean(dtype=np.float64))
        return float(np.sqrt(mean)) if self.plan.root else mean

    def slope(self, values: Mapping[int, Array], y: Array, w: Array | None = None) -> Array:
        """Gradient of the batch's loss at `loss_slot`."""
        plan = self.plan
        prediction = values[int(plan.output)]
        scale = 1.0 / (len(y) * (y.shape[1] if plan.mean_columns else 1))
        if plan.fusion == ops.FUSED_SOFTMAX:
            # a sums to 1, so a - t is the gradient where the targets do too; soft targets bring their own sum.
            each = prediction * y.sum(axis=1, keepdims=True) - y
        elif plan.fusion == ops.FUSED_SIGMOID:
            each = prediction - y
        else:
            each = self.entry.slope(prediction, y, self.parameter)
        if plan.root:
            root = self.loss(values, y, w)
            scale = scale * 0.5 / root if root > 0.0 else 0.0
        slope = np.asarray(each * self.dtype.type(scale), self.dtype)
        return slope if w is None else slope * w[:, None]

    def answers(self, prediction: Array, y: Array) -> tuple[float, float]:
        """Right answers and squared errors, summed over rows (a row's elements are averaged)."""
        if self.plan.threshold:
            hits = float(((prediction > self.plan.boundary) == (y > 0.5)).mean(axis=1).sum())
        else:
            hits = float((prediction.argmax(axis=1) == y.argmax(axis=1)).sum())
        return hits, float(((prediction - y) ** 2).mean(axis=1, dtype=np.float64).sum())
