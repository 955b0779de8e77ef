"""Single-precision formulas that run in vector lanes: fitted, clipped, and right to about 3e-7.

They are plain NumPy formulas too, so the contract tests hold them to the exact ones on arrays.
"""

from __future__ import annotations

import numpy as np

ZERO, HALF, ONE = np.float32(0.0), np.float32(0.5), np.float32(1.0)
LIMIT = np.float32(8.0)
"""Beyond this, tanh is 1 to single precision."""

# tanh(x) = x P(x^2) / Q(x^2) on [-8, 8]: a least-squares fit, reweighted until its largest relative error was 2e-8.
P0, P1, P2 = np.float32(0.999999981066813), np.float32(0.12979220410334757), np.float32(0.0029858587320380253)
P3, P4, P5 = np.float32(9.878630975439914e-06), np.float32(-1.4704132318524918e-08), np.float32(2.3508376856191447e-11)
Q1, Q2, Q3 = np.float32(0.46312536446631347), np.float32(0.024027911437391865), np.float32(0.00023720279321214727)


def tanh(z, p):  # type: ignore[no-untyped-def]
    x = np.minimum(np.maximum(z, -LIMIT), LIMIT)
    u = x * x
    top = ((((P5 * u + P4) * u + P3) * u + P2) * u + P1) * u + P0
    return x * top / (((Q3 * u + Q2) * u + Q1) * u + ONE)


def tanh_derivative(z, a, p):  # type: ignore[no-untyped-def]
    return ONE - a * a


def sigmoid(z, p):  # type: ignore[no-untyped-def]
    x = np.minimum(np.maximum(HALF * z, -LIMIT), LIMIT)
    u = x * x
    top = ((((P5 * u + P4) * u + P3) * u + P2) * u + P1) * u + P0
    return HALF + HALF * (x * top / (((Q3 * u + Q2) * u + Q1) * u + ONE))


def sigmoid_derivative(z, a, p):  # type: ignore[no-untyped-def]
    return a * (ONE - a)


def relu(z, p):  # type: ignore[no-untyped-def]
    return np.where(z < ZERO, ZERO, z)


def relu_derivative(z, a, p):  # type: ignore[no-untyped-def]
    return np.where(z > ZERO, ONE, ZERO)


def leaky_relu(z, p):  # type: ignore[no-untyped-def]
    return np.where(z < ZERO, p * z, z)


def leaky_relu_derivative(z, a, p):  # type: ignore[no-untyped-def]
    return np.where(z > ZERO, ONE, p)


def squared_error(p, t):  # type: ignore[no-untyped-def]
    return (p - t) * (p - t)


def squared_error_slope(p, t):  # type: ignore[no-untyped-def]
    return (p - t) + (p - t)
