"""Losses: how wrong a prediction is.

`value(p, t, c)` and `slope(p, t, c)` (its derivative in p) are formulas of one prediction and one target, for arrays
and for compiled single numbers alike; `c` is the entry's one numeric option (0 where there is none). Over a row they
are averaged or added up (`reduction`), over a batch averaged; a `root` loss then takes the square root of the batch's
mean.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.registry import Entry, Options, Registry

CLIP = 1e-7
"""Probabilities that do not come straight from sigmoid or softmax are read inside [CLIP, 1 - CLIP]."""


@dataclass(frozen=True, kw_only=True)
class Loss(Entry):
    """`fused_with` names the activation whose gradient cancels against the loss's to a - t; the engines then
    work from the sum z before it. `task` says what the targets are; `classes_only` losses need probabilities."""

    value: Callable[..., Any]
    slope: Callable[..., Any]
    reduction: str = "mean"
    root: bool = False
    fused_with: str = ""
    task: str = ""
    threshold: bool = False
    """The yes/no reading of accuracy (output > boundary, element by element) instead of the largest output."""
    boundary: float = 0.5
    """An output above it is a "yes"."""
    parameter: str = ""

    def parameter_of(self, options: Options) -> float:
        return float(getattr(options, self.parameter)) if self.parameter else 0.0


LOSSES: Registry[Loss] = Registry("loss", "losses")


class Mse(Options, tag="mse"):
    """No options."""


class Rmse(Options, tag="rmse"):
    """No options."""


class Bce(Options, tag="bce"):
    """No options."""


class Cce(Options, tag="cce"):
    """No options."""


def squared_error(p, t, c):
    return (p - t) * (p - t)


def squared_error_slope(p, t, c):
    return 2.0 * (p - t)


def binary_cross_entropy(p, t, c):
    q = np.minimum(np.maximum(p, CLIP), 1.0 - CLIP)
    return -(t * np.log(q) + (1.0 - t) * np.log(1.0 - q))


def binary_cross_entropy_slope(p, t, c):
    q = np.minimum(np.maximum(p, CLIP), 1.0 - CLIP)
    return (q - t) / (q * (1.0 - q))


def cross_entropy(p, t, c):
    return -t * np.log(np.minimum(np.maximum(p, CLIP), 1.0 - CLIP))


def cross_entropy_slope(p, t, c):
    return -t / np.minimum(np.maximum(p, CLIP), 1.0 - CLIP)


LOSSES.add(
    Loss(
        options=Mse,
        title="Mean squared error",
        text="The mean of the squared differences: from 0 up, and hit hard by outliers.",
        formula="L = mean((p - t)^2)",
        value=squared_error,
        slope=squared_error_slope,
        task="regress",
    )
)
LOSSES.add(
    Loss(
        options=Rmse,
        title="Root mean squared error",
        text=(
            "The square root of the mean squared error, in the units of the target; the same minimum on the full batch."
        ),
        formula="L = sqrt(mean((p - t)^2))",
        value=squared_error,
        slope=squared_error_slope,
        root=True,
        task="regress",
    )
)
LOSSES.add(
    Loss(
        options=Bce,
        title="Binary cross-entropy",
        text="For yes/no outputs: -log of the probability given to what is true; confident and wrong costs most.",
        formula="L = mean(-t log p - (1 - t) log(1 - p))",
        value=binary_cross_entropy,
        slope=binary_cross_entropy_slope,
        fused_with="sigmoid",
        task="classify",
        threshold=True,
    )
)
LOSSES.add(
    Loss(
        options=Cce,
        title="Categorical cross-entropy",
        text="For one class out of several: -log of the probability given to the true class.",
        formula="L = mean over rows of -sum_k t_k log p_k",
        value=cross_entropy,
        slope=cross_entropy_slope,
        reduction="sum",
        fused_with="softmax",
        task="classify",
    )
)
