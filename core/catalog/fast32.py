"""Single-precision formulas that run in vector lanes, right to about 1e-7, a NaN staying a NaN.

They are plain NumPy formulas too, so the contract tests hold them to the exact ones on arrays. Constants are
single-precision numbers: an ordinary Python number would make the compiled formula compute in double precision.
The polynomials are minimax fits made for this file.
"""

from __future__ import annotations

import math

import numpy as np

ZERO, ONE, TWO, HALF = np.float32(0.0), np.float32(1.0), np.float32(2.0), np.float32(0.5)
THREE, FOUR, SIXTH = np.float32(3.0), np.float32(4.0), np.float32(1.0 / 6.0)
LIMIT = np.float32(87.0)
"""exp is taken inside [-LIMIT, LIMIT]."""
TANH_LIMIT = np.float32(9.1)
"""Beyond this, tanh is 1 to single precision."""
MISH_LIMIT = np.float32(20.0)
"""Beyond this, mish is its argument to single precision."""
BELL_LIMIT = np.float32(13.1)
"""exp(-BELL_LIMIT^2 / 2) is as small as exp becomes here."""
BUMP_LIMIT = np.float32(9.3)
"""The same for exp(-BUMP_LIMIT^2)."""

LOG2_E = np.float32(1.0 / math.log(2.0))
# log 2 in two pieces; a whole number below 2^14 times the first is exact.
LOG_2_HIGH = np.float32(round(math.log(2.0) * 512) / 512)
LOG_2_LOW = np.float32(math.log(2.0) - round(math.log(2.0) * 512) / 512)
# exp(r) = 1 + r + r^2 P(r) for |r| <= log(2) / 2, a Chebyshev fit good to 1e-8.
E0, E1, E2 = np.float32(0.500000001429585), np.float32(0.1666657333319881), np.float32(0.041666456731283476)
E3, E4 = np.float32(0.008363780528219353), np.float32(0.0013934549594852813)

# artanh(s) = s + s q P(q), q = s^2, for |s| <= 1/3, fitted to 1e-8.
L0, L1, L2 = np.float32(0.3333330662028121), np.float32(0.20004656269601498), np.float32(0.1410492754582651)
L3 = np.float32(0.13482606585128157)

# The normal distribution's tail beyond h >= 0 is exp(-h^2 / 2) P(t), t = 1 / (1 + BEND h), to 6e-8 of itself.
BEND, BELL = np.float32(0.3), np.float32(1.0 / math.sqrt(2.0 * math.pi))
T0, T1, T2 = np.float32(6.59188374033115e-06), np.float32(0.1194974816700797), np.float32(0.12185071150571598)
T3, T4, T5 = np.float32(0.09495492260939375), np.float32(0.1418998474343966), np.float32(-0.07558793093566517)
T6, T7, T8 = np.float32(0.2278582719514214), np.float32(-0.16877851014327003), np.float32(0.03829864247740406)

# sin(r) = r + r^3 P(r^2) for |r| <= pi / 2, to 6e-9.
S0, S1 = np.float32(-0.1666665949115225), np.float32(0.008333064593119825)
S2, S3 = np.float32(-0.00019809473481854247), np.float32(2.6054781321375833e-06)
# pi in three pieces; whole numbers below 2^13 times the first two are exact.
PI_HIGH, PI_MIDDLE = np.float32(3.140625), np.float32(2029.0 / 2097152.0)
PI_LOW = np.float32(math.pi - 3.140625 - 2029.0 / 2097152.0)
TURNS = np.float32(1.0 / math.pi)

SELU_SCALE, SELU_FLOOR = np.float32(1.0507009873554805), np.float32(1.0507009873554805 * 1.6732632423543772)


# Pieces.


def split_exp(u):
    """exp(u) = (q + 1) s for u in [-LIMIT, LIMIT]: q is small, s a power of two."""
    n = np.floor(u * LOG2_E + HALF)
    r = (u - n * LOG_2_HIGH) - n * LOG_2_LOW
    return ((((E4 * r + E3) * r + E2) * r + E1) * r + E0) * (r * r) + r, np.ldexp(ONE, np.int32(n))


def exp(z):
    """exp(z), z taken inside [-LIMIT, LIMIT]."""
    q, s = split_exp(np.minimum(np.maximum(z, -LIMIT), LIMIT))
    return (q + ONE) * s


def exp_minus_one(u):
    """exp(u) - 1 for u in [-LIMIT, LIMIT], which loses nothing near zero."""
    q, s = split_exp(u)
    return q * s + (s - ONE)


def log_of_one_and(e):
    """log(1 + e) for e in [0, 1]."""
    s = e / (TWO + e)
    q = s * s
    return TWO * (s + s * q * (((L3 * q + L2) * q + L1) * q + L0))


def normal_share(z):
    """The share of a normal distribution below z, and exp(-z^2 / 2)."""
    h = np.minimum(np.abs(z), BELL_LIMIT)
    bell = exp(-HALF * (h * h))
    t = ONE / (ONE + BEND * h)
    high = (((T8 * t + T7) * t + T6) * t + T5) * t + T4
    tail = bell * ((((high * t + T3) * t + T2) * t + T1) * t + T0)
    return np.where(z < ZERO, tail, ONE - tail), bell


def wave(z, n):
    """sin(z - n pi), for n the half or whole number that brings z nearest to zero; z beyond 2^14 is not told apart."""
    r = ((z - n * PI_HIGH) - n * PI_MIDDLE) - n * PI_LOW
    r = np.minimum(np.maximum(r, -TWO), TWO)
    q = r * r
    return r + r * q * (((S3 * q + S2) * q + S1) * q + S0)


def odd(n):
    """1 for odd whole numbers, 0 for even ones."""
    return n - TWO * np.floor(n * HALF)


# Steps.


def step(z, p):
    return np.where(z > ZERO, ONE, np.where(z <= ZERO, ZERO, z))


def step_derivative(z, a, p):
    return z * ZERO


def tanh(z, p):
    # t / (t + 2) with t = exp(2 z) - 1.
    t = exp_minus_one(TWO * np.minimum(np.maximum(z, -TANH_LIMIT), TANH_LIMIT))
    return t / (t + TWO)


def tanh_derivative(z, a, p):
    return ONE - a * a


def sigmoid(z, p):
    e = exp(z)
    return e / (e + ONE)


def sigmoid_derivative(z, a, p):
    return a * (ONE - a)


def softsign(z, p):
    return z / (ONE + np.abs(z))


def softsign_derivative(z, a, p):
    share = ONE / (ONE + np.abs(z))
    return share * share


def hard_sigmoid(z, p):
    return np.minimum(np.maximum(z * SIXTH + HALF, ZERO), ONE)


def hard_sigmoid_derivative(z, a, p):
    return np.where(np.abs(z) < THREE, SIXTH, ZERO)


def hard_tanh(z, p):
    return np.minimum(np.maximum(z, -ONE), ONE)


def hard_tanh_derivative(z, a, p):
    return np.where(np.abs(z) < ONE, ONE, ZERO)


# Rectifiers. Below -LIMIT, where exp no longer shrinks, they take z to be -LIMIT.


def relu(z, p):
    return np.where(z < ZERO, ZERO, z)


def relu_derivative(z, a, p):
    return np.where(z > ZERO, ONE, ZERO)


def leaky_relu(z, p):
    return np.where(z < ZERO, p * z, z)


def leaky_relu_derivative(z, a, p):
    return np.where(z > ZERO, ONE, p)


def elu(z, p):
    return np.where(z < ZERO, p * exp_minus_one(np.minimum(np.maximum(z, -LIMIT), ZERO)), z)


def elu_derivative(z, a, p):
    return np.where(z > ZERO, ONE, a + p)


def selu(z, p):
    below = SELU_FLOOR * exp_minus_one(np.minimum(np.maximum(z, -LIMIT), ZERO))
    return np.where(z < ZERO, below, SELU_SCALE * z)


def selu_derivative(z, a, p):
    return np.where(z > ZERO, SELU_SCALE, a + SELU_FLOOR)


def gelu(z, p):
    share, _ = normal_share(z)
    return np.maximum(z, -BELL_LIMIT) * share


def gelu_derivative(z, a, p):
    share, bell = normal_share(z)
    return share + np.minimum(np.maximum(z, -BELL_LIMIT), BELL_LIMIT) * (BELL * bell)


def silu(z, p):
    e = exp(z)
    return np.maximum(z, -LIMIT) * (e / (e + ONE))


def silu_derivative(z, a, p):
    e = exp(z)
    return (e + a) / (e + ONE)


def mish(z, p):
    # With e = exp(z), tanh(log(1 + e)) = n / (n + 2), n = e (e + 2).
    e = exp(np.minimum(z, MISH_LIMIT))
    n = e * (e + TWO)
    return np.maximum(z, -LIMIT) * (n / (n + TWO))


def mish_derivative(z, a, p):
    u = np.minimum(np.maximum(z, -LIMIT), MISH_LIMIT)
    e = exp(u)
    n = e * (e + TWO)
    return n / (n + TWO) + u * (FOUR * e * (ONE + e) / ((n + TWO) * (n + TWO)))


def softplus(z, p):
    return np.maximum(z, ZERO) + log_of_one_and(exp(-np.abs(z)))


def softplus_derivative(z, a, p):
    e = exp(z)
    return e / (e + ONE)


# Waves.


def sin(z, p):
    n = np.floor(z * TURNS + HALF)
    return (ONE - TWO * odd(n)) * wave(z, n)


def sin_derivative(z, a, p):
    n = np.floor(z * TURNS)
    return (TWO * odd(n) - ONE) * wave(z, n + HALF)


def gaussian(z, p):
    u = np.minimum(np.abs(z), BUMP_LIMIT)
    return exp(-(u * u))


def gaussian_derivative(z, a, p):
    return -TWO * np.minimum(np.maximum(z, -BUMP_LIMIT), BUMP_LIMIT) * a
