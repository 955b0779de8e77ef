"""The formulas of registered entries by their place in the registry, in plain NumPy: twins of what dispatch.py writes.

`z`, `y`, `g`, `gz`, `p`, `t`, `w` ... are one-dimensional float32 arrays; results go into the last array named.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.catalog.activations import ACTIVATIONS
from core.catalog.losses import LOSSES
from core.catalog.optimizers import OPTIMIZERS
from core.catalog.optimizers.base import remembered
from core.catalog.penalties import PENALTIES

COEFFICIENTS = 9
"""Numbers of a step that an optimizer may use."""


def activate(case, z, y, rate):
    """y = f(z)."""
    entry = list(ACTIVATIONS)[case]
    assert entry.forward is not None
    y[:] = remembered(np.asarray(entry.forward(z.astype(np.float64), rate), y.dtype))


def activate_back(case, z, y, g, gz, rate, add):
    """gz = g f'(z), or the same added to it."""
    entry: Any = list(ACTIVATIONS)[case]
    slope = g * entry.derivative(z.astype(np.float64), y.astype(np.float64), rate)
    gz[:] = gz + slope if add else slope


def loss_value(case, p, t, c):
    """Sum of the losses of all elements; c is the loss's option."""
    return float(np.sum(list(LOSSES)[case].value(p.astype(np.float64), t.astype(np.float64), c)))


def loss_slope(case, p, t, g, scale, c):
    """g = the loss's derivative in p, times scale."""
    g[:] = list(LOSSES)[case].slope(p.astype(np.float64), t.astype(np.float64), c) * scale


def update(case, w, g, s1, s2, c):
    """Move weights and memories by one step with the coefficients c."""
    entry = list(OPTIMIZERS)[case]
    moved = entry.update(w.copy(), g, s1.copy(), s2.copy(), c)
    for target, value in zip((w, s1, s2), moved[: 1 + entry.slots], strict=False):
        target[:] = remembered(value)


def penalty_slope(case, w, g, c0, c1):
    """Add the penalty's derivative at w to g."""
    g += list(PENALTIES)[case].slope(w, c0, c1)
