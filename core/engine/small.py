"""Numbers too small to matter are put down as zero, each in a place where what is lost is known.

Below 2^-126 (float32) a processor computes a hundred times slower, and such numbers come of themselves: an average of
slopes that have become zero shrinks for ever, and a share of e^-80 gives slopes of its own. No mode of the processor
is touched: besides these two rules, kernels compute with the smallest numbers as with any.
"""

from __future__ import annotations

import numpy as np

from core.catalog.optimizers.base import GONE, GONE_64
from core.engine.elements import by_type
from core.engine.jit import part

NONE = np.float32(0.0)
FLAT = np.float32(2.0**-50)


@part
def _flattened32(x):
    return NONE if abs(x) < FLAT else x


@part
def _same(x):
    return x


@part
def _settled32(x):
    return NONE if abs(x) < GONE else x


@part
def _settled64(x):
    return 0.0 if abs(x) < GONE_64 else x


flattened = by_type(_flattened32, _same)
"""A slope of a loss, an activation or a batch: in float32, one below 2^-50 (9e-16) is none. It is added to others that
are known to 6e-8 of themselves, and it moves no weight that is not as small itself. A NaN stays one."""

settled = by_type(_settled32, _settled64)
"""A weight, what an optimizer remembers of it, and what an activation gives: below 2^-100 (8e-31; float64: 2^-900) it
is 0. Averages fade for ever once their slopes have ended, decayed weights nobody uses too. A NaN stays one."""
