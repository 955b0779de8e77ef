"""Functions NumPy does not have, for the formulas of the catalogue, arrays and single numbers alike."""

from __future__ import annotations

from typing import Any

import numpy as np


def erf(x: Any) -> Any:
    """The error function 2 / sqrt(pi) * integral of exp(-t^2) from 0 to x. Compiled formulas use `math.erf` here."""
    # SciPy's import costs half of the program's start, and most projects never need it.
    from scipy import special

    return special.erf(x)


def logistic(z: Any) -> Any:
    """1 / (1 + exp(-z)), by the exponential that cannot overflow; right to the last digits in both tails."""
    e = np.exp(-np.abs(z))
    return np.where(z < 0.0, e, 1.0) / (1.0 + e)


def log_one_plus_exp(z: Any) -> Any:
    """log(1 + exp(z)) without overflow."""
    return np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))
