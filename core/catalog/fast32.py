"""Single-precision formulas that run in vector lanes, right to about 1e-7, a NaN staying a NaN.

They are plain NumPy formulas too, so the contract tests hold them to the exact ones on arrays. Constants are
single-precision numbers: an ordinary Python number would make the compiled formula compute in double precision.
"""

from __future__ import annotations

import math

import numpy as np

ZERO, ONE, TWO, HALF = np.float32(0.0), np.float32(1.0), np.float32(2.0), np.float32(0.5)
LIMIT = np.float32(87.0)
"""exp is taken inside [-LIMIT, LIMIT]."""
TANH_LIMIT = np.float32(9.1)
"""Beyond this, tanh is 1 to single precision."""

LOG2_E = np.float32(1.0 / math.log(2.0))
# log 2 in two pieces; a whole number below 2^14 times the first is exact.
LOG_2_HIGH = np.float32(round(math.log(2.0) * 512) / 512)
LOG_2_LOW = np.float32(math.log(2.0) - round(math.log(2.0) * 512) / 512)
# exp(r) = 1 + r + r^2 P(r) for |r| <= log(2) / 2, a Chebyshev fit good to 1e-8.
E0, E1, E2 = np.float32(0.500000001429585), np.float32(0.1666657333319881), np.float32(0.041666456731283476)
E3, E4 = np.float32(0.008363780528219353), np.float32(0.0013934549594852813)


def tanh(z, p):
    # t / (t + 2) with t = exp(2 z) - 1 = 2^n (exp(r) - 1) + (2^n - 1), which loses nothing near zero.
    u = TWO * np.minimum(np.maximum(z, -TANH_LIMIT), TANH_LIMIT)
    n = np.floor(u * LOG2_E + HALF)
    r = (u - n * LOG_2_HIGH) - n * LOG_2_LOW
    s = np.ldexp(ONE, np.int32(n))
    t = (((((E4 * r + E3) * r + E2) * r + E1) * r + E0) * (r * r) + r) * s + (s - ONE)
    return t / (t + TWO)


def tanh_derivative(z, a, p):
    return ONE - a * a


def sigmoid(z, p):
    u = np.minimum(np.maximum(z, -LIMIT), LIMIT)
    n = np.floor(u * LOG2_E + HALF)
    r = (u - n * LOG_2_HIGH) - n * LOG_2_LOW
    e = (((((E4 * r + E3) * r + E2) * r + E1) * r + E0) * (r * r) + r + ONE) * np.ldexp(ONE, np.int32(n))
    return e / (e + ONE)


def sigmoid_derivative(z, a, p):
    return a * (ONE - a)


def relu(z, p):
    return np.where(z < ZERO, ZERO, z)


def relu_derivative(z, a, p):
    return np.where(z > ZERO, ONE, ZERO)


def leaky_relu(z, p):
    return np.where(z < ZERO, p * z, z)


def leaky_relu_derivative(z, a, p):
    return np.where(z > ZERO, ONE, p)
