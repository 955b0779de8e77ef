"""Losses: how wrong a prediction is.

`value(p, t, c)` and `slope(p, t, c)` (its derivative in p) are formulas of one prediction and one target, for arrays
and for compiled single numbers alike; `c` is the entry's one numeric option (0 where there is none). Over a row they
are averaged or added up (`reduction`), over a batch averaged; a `root` loss then takes the square root of the batch's
mean.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from core.registry import Entry, Options, Registry, meta

Floats = NDArray[np.float64]

LOG_2 = math.log(2.0)
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
    """An output above it is a "yes": where probabilities end in two, or scores (0)."""
    parameter: str = ""
    smooths: Callable[[int], float] | None = None
    """The share that smoothing gives to each of k outputs, where targets may be smoothed."""

    def parameter_of(self, options: Options) -> float:
        return float(getattr(options, self.parameter)) if self.parameter else 0.0

    def targets(self, options: Options, y: Floats) -> Floats:
        """The targets (n, k) that training sees: with `label_smoothing` s, the share s of each is spread evenly."""
        share = float(getattr(options, "label_smoothing", 0.0))
        if self.smooths is None or share == 0.0:
            return y
        return y * (1.0 - share) + share * self.smooths(y.shape[1])


def classes(y: NDArray[Any], boundary: float = 0.5) -> NDArray[np.intp]:
    """Class numbers (n,) of targets or outputs (n, k): the largest; one column alone says 1 above the boundary."""
    return np.asarray(y[:, 0] > boundary if y.shape[1] == 1 else y.argmax(axis=1), np.intp)


LOSSES: Registry[Loss] = Registry("loss", "losses")

Smoothing = Annotated[
    float,
    meta("Label smoothing", "Share of each target that is spread evenly: the network grows less sure.", ge=0.0, lt=1.0),
]


class Mse(Options, tag="mse"):
    """No options."""


class HalfMse(Options, tag="half_mse"):
    """No options."""


class Rmse(Options, tag="rmse"):
    """No options."""


class Mae(Options, tag="mae"):
    """No options."""


class Huber(Options, tag="huber"):
    delta: Annotated[
        float, meta("Delta", "Errors up to here count squared, larger ones in a straight line.", gt=0.0, le=1e6)
    ] = 1.0


class LogCosh(Options, tag="log_cosh"):
    """No options."""


class Bce(Options, tag="bce"):
    label_smoothing: Smoothing = 0.0


class Cce(Options, tag="cce"):
    label_smoothing: Smoothing = 0.0


class Hinge(Options, tag="hinge"):
    """No options."""


def squared_error(p, t, c):
    return (p - t) * (p - t)


def squared_error_slope(p, t, c):
    return 2.0 * (p - t)


def half_squared_error(p, t, c):
    return 0.5 * ((p - t) * (p - t))


def half_squared_error_slope(p, t, c):
    return p - t


def absolute_error(p, t, c):
    return np.abs(p - t)


def absolute_error_slope(p, t, c):
    return np.sign(p - t)


def huber(p, t, c):
    # m (|d| - m / 2) is d^2 / 2 inside and the line outside, with m = min(|d|, delta).
    size = np.abs(p - t)
    m = np.minimum(size, c)
    return m * (size - 0.5 * m)


def huber_slope(p, t, c):
    return np.minimum(np.maximum(p - t, -c), c)


def log_cosh(p, t, c):
    # cosh itself would overflow.
    size = np.abs(p - t)
    return size + (np.log1p(np.exp(-2.0 * size)) - LOG_2)


def log_cosh_slope(p, t, c):
    return np.tanh(p - t)


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


def hinge(p, t, c):
    return np.maximum(1.0 - (2.0 * t - 1.0) * p, 0.0)


def hinge_slope(p, t, c):
    side = 2.0 * t - 1.0
    return np.where(side * p < 1.0, -side, 0.0)


LOSSES.add(
    Loss(
        options=Mse,
        title="Mean squared error",
        text="The mean of the squared differences: from 0 up, and hit hard by outliers. The usual loss for numbers.",
        formula="L = mean((p - t)^2)",
        value=squared_error,
        slope=squared_error_slope,
        task="regress",
    )
)
LOSSES.add(
    Loss(
        options=HalfMse,
        title="Half the mean squared error",
        text=(
            "Half of the mean squared error: the same minimum, and a slope that is just the difference, as in many "
            "textbooks."
        ),
        formula="L = mean((p - t)^2) / 2",
        value=half_squared_error,
        slope=half_squared_error_slope,
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
        options=Mae,
        title="Mean absolute error",
        text=(
            "The mean size of the differences: every error counts by its size alone, so outliers pull less; its best "
            "answer is the median."
        ),
        formula="L = mean(|p - t|)",
        value=absolute_error,
        slope=absolute_error_slope,
        task="regress",
    )
)
LOSSES.add(
    Loss(
        options=Huber,
        title="Huber",
        text=("Squared for small errors, straight for large ones: smooth at the minimum, and calm about outliers."),
        formula="L = mean(d^2 / 2 if |d| <= delta else delta (|d| - delta / 2)), d = p - t",
        value=huber,
        slope=huber_slope,
        parameter="delta",
        task="regress",
    )
)
LOSSES.add(
    Loss(
        options=LogCosh,
        title="Log-cosh",
        text=(
            "Nearly half the square for small errors and nearly the size for large ones, without a corner: like Huber, "
            "with nothing to choose."
        ),
        formula="L = mean(log(cosh(p - t)))",
        value=log_cosh,
        slope=log_cosh_slope,
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
        smooths=lambda outputs: 0.5,
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
        smooths=lambda outputs: 1.0 / outputs,
        task="classify",
    )
)
LOSSES.add(
    Loss(
        options=Hinge,
        title="Hinge",
        text=(
            "For yes/no outputs read as scores: a right answer costs nothing once its score is beyond 1 (yes) or "
            "-1 (no). The output should be an identity unit; above 0 it says yes, and it is no probability."
        ),
        formula="L = mean(max(0, 1 - y p)), y = 2 t - 1",
        value=hinge,
        slope=hinge_slope,
        task="classify",
        threshold=True,
        boundary=0.0,
    )
)
