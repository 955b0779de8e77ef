"""exp and logarithms in single precision, written so that loops over them run in vector lanes (right to about 1e-7)."""

from __future__ import annotations

import math

import numpy as np
from llvmlite import ir
from numba import types

from core.engine.jit import exact_part, part, vector

ONE, TWO, HALF = np.float32(1.0), np.float32(2.0), np.float32(0.5)
ZERO = np.float32(0.0)

HIGHEST, LOWEST = np.float32(88.0), np.float32(-87.0)
"""exp is taken inside these."""
LOG2_E = np.float32(1.0 / math.log(2.0))
LOG_2 = np.float32(math.log(2.0))
# log 2 in two pieces; a whole number below 2^14 times the first is exact.
LOG_2_HIGH = np.float32(round(math.log(2.0) * 512) / 512)
LOG_2_LOW = np.float32(math.log(2.0) - round(math.log(2.0) * 512) / 512)
# exp(r) = 1 + r + r^2 P(r) for |r| <= log(2) / 2, fitted to 1e-8.
E0, E1, E2 = np.float32(0.500000001429585), np.float32(0.1666657333319881), np.float32(0.041666456731283476)
E3, E4 = np.float32(0.008363780528219353), np.float32(0.0013934549594852813)
# artanh(s) = s + s q P(q), q = s^2, for |s| <= 1/3, fitted to 1e-8.
L0, L1, L2 = np.float32(0.3333330662028121), np.float32(0.20004656269601498), np.float32(0.1410492754582651)
L3 = np.float32(0.13482606585128157)

BIAS, MANTISSA = np.int32(127), np.int32(23)
FRACTION, UNIT = np.int32(0x7FFFFF), np.int32(0x3F800000)
ROOT_HALF_GAP = np.int32(0x3F800000 - 0x3F3504F3)
"""Bits from the root of a half to one: splits numbers so that the mantissa lies around one."""


def _bits_twin(x):  # type: ignore[no-untyped-def]
    return np.float32(x).view(np.int32)


@vector(_bits_twin)
def bits(typing, x):  # type: ignore[no-untyped-def]
    """The 32 bits of a float32 as a whole number."""

    def build(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        return builder.bitcast(arguments[0], ir.IntType(32))

    return types.int32(types.float32), build


def _number_twin(x):  # type: ignore[no-untyped-def]
    return np.int32(x).view(np.float32)


@vector(_number_twin)
def number(typing, x):  # type: ignore[no-untyped-def]
    """The float32 with these bits."""

    def build(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        return builder.bitcast(arguments[0], ir.FloatType())

    return types.float32(types.int32), build


@exact_part
def exp32(x):  # type: ignore[no-untyped-def]
    """exp(x), clipped to [LOWEST, HIGHEST]; NaN for NaN."""
    x = HIGHEST if x > HIGHEST else x
    x = LOWEST if x < LOWEST else x
    n = np.floor(x * LOG2_E + HALF)
    r = (x - n * LOG_2_HIGH) - n * LOG_2_LOW
    p = ((((E4 * r + E3) * r + E2) * r + E1) * r + E0) * (r * r) + r + ONE
    return p * number(np.int32((np.int32(n) + BIAS) << MANTISSA))


@exact_part
def log32(x):  # type: ignore[no-untyped-def]
    """log(x) for ordinary numbers above 0; NaN for NaN and infinity."""
    whole = np.int32(np.int32(bits(x) + ROOT_HALF_GAP) >> MANTISSA) - BIAS
    m = number(np.int32(bits(x) - np.int32(np.int32(whole) << MANTISSA)))
    s = (m - ONE) / (m + ONE)
    q = s * s
    p = ((L3 * q + L2) * q + L1) * q + L0
    return TWO * (s + s * q * p) + np.float32(whole) * LOG_2 + (x - x)


@part
def log_of_one_and(e):  # type: ignore[no-untyped-def]
    """log(1 + e) for e in [0, 1]."""
    s = e / (TWO + e)
    q = s * s
    p = ((L3 * q + L2) * q + L1) * q + L0
    return TWO * (s + s * q * p)


@part
def softplus32(z):  # type: ignore[no-untyped-def]
    """log(1 + exp(z))."""
    size = z if z > ZERO else -z
    return (z if z > ZERO else ZERO) + log_of_one_and(exp32(-size))
