"""exp and logarithms. In single precision they are written so that loops over them run in vector lanes (right to about
1e-7); in double precision they are the mathematics library's."""

from __future__ import annotations

import math

import numpy as np
from llvmlite import ir
from numba import types

from core.catalog.fast32 import (
    E0,
    E1,
    E2,
    E3,
    E4,
    HALF,
    L0,
    L1,
    L2,
    L3,
    LIMIT,
    LOG2_E,
    LOG_2_HIGH,
    LOG_2_LOW,
    ONE,
    TWO,
    ZERO,
)
from core.engine.elements import by_type
from core.engine.jit import exact_part, part, vector

LIMIT_64 = 700.0

LOG_2 = np.float32(math.log(2.0))
BIAS, MANTISSA = np.int32(127), np.int32(23)
ROOT_HALF_GAP = np.int32(0x3F800000 - 0x3F3504F3)
"""Bits from the root of a half to one: splits numbers so that the mantissa lies around one."""


def _bits_twin(x):
    return np.float32(x).view(np.int32)


@vector(_bits_twin)
def bits(typing, x):
    """The 32 bits of a float32 as a whole number."""

    def build(context, builder, signature, arguments):
        return builder.bitcast(arguments[0], ir.IntType(32))

    return types.int32(types.float32), build


def _number_twin(x):
    return np.int32(x).view(np.float32)


@vector(_number_twin)
def number(typing, x):
    """The float32 with these bits."""

    def build(context, builder, signature, arguments):
        return builder.bitcast(arguments[0], ir.FloatType())

    return types.float32(types.int32), build


@part
def power_of_two(n):
    """2^n in single precision, for -126 <= n <= 127."""
    return number(np.int32((n + BIAS) << MANTISSA))


@exact_part
def exp32(x):
    """exp(x) for x clipped to [-LIMIT, LIMIT]; NaN for NaN."""
    x = LIMIT if x > LIMIT else x
    x = -LIMIT if x < -LIMIT else x
    n = np.floor(x * LOG2_E + HALF)
    r = (x - n * LOG_2_HIGH) - n * LOG_2_LOW
    p = ((((E4 * r + E3) * r + E2) * r + E1) * r + E0) * (r * r) + r + ONE
    return p * power_of_two(np.int32(n))


@exact_part
def log32(x):
    """log(x) for ordinary numbers above 0; NaN for NaN and infinity."""
    whole = np.int32(np.int32(bits(x) + ROOT_HALF_GAP) >> MANTISSA) - BIAS
    m = number(np.int32(bits(x) - np.int32(np.int32(whole) << MANTISSA)))
    s = (m - ONE) / (m + ONE)
    q = s * s
    p = ((L3 * q + L2) * q + L1) * q + L0
    return TWO * (s + s * q * p) + np.float32(whole) * LOG_2 + (x - x)


@part
def log_of_one_and(e):
    """log(1 + e) for e in [0, 1]."""
    s = e / (TWO + e)
    q = s * s
    p = ((L3 * q + L2) * q + L1) * q + L0
    return TWO * (s + s * q * p)


@part
def softplus32(z):
    """log(1 + exp(z))."""
    size = z if z > ZERO else -z
    return (z if z > ZERO else ZERO) + log_of_one_and(exp32(-size))


@exact_part
def softplus64(z):
    """log(1 + exp(z)) in double precision."""
    return max(z, 0.0) + math.log1p(math.exp(-abs(z)))


@exact_part
def exp64(x):
    """exp(x) for x above -LIMIT_64, exp(-LIMIT_64) below."""
    return math.exp(x if not x < -LIMIT_64 else -LIMIT_64)


exponential = by_type(exp32, exp64)
logarithm = by_type(log32, math.log)
softplus = by_type(softplus32, softplus64)
