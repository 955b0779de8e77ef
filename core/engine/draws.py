"""The random numbers of core.engine.counter, compiled: the same integers, faster."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.engine import counter
from core.engine.elements import like
from core.engine.formulas import logarithm
from core.engine.jit import apart, part, piece, plain
from core.engine.kernels import NONE
from core.engine.program import CASE, GX, GY, HOW, XW, YS, X, Y
from core.engine.tiles import view
from core.plan.ops import ACCUMULATE, NOT_WANTED, WRITE

GOLDEN, FIRST, SECOND = np.uint64(counter.GOLDEN), np.uint64(counter.FIRST), np.uint64(counter.SECOND)
ONE = np.uint64(1)
S7, S13, S17, S27, S30, S31, S32 = (np.uint64(shift) for shift in (7, 13, 17, 27, 30, 31, 32))
TOP = np.uint64(64 - counter.BITS)

# The inverse of the normal distribution at 1/2 + q, fitted here to 2e-6 in all: q P(q^2) in the middle, and outside
# Q(sqrt(-2 log(1/2 - |q|)) - 4).
EDGE, HALF, UNIT = np.float32(0.375), np.float32(0.5), np.float32(2.0 ** -(counter.BITS + 1))
MIDDLE = tuple(
    np.float32(c)
    for c in (
        *(2.506627793393409, 2.6253489912084, 5.714507922527871, 18.728126973090333),
        *(-30.617535967888344, 1181.5186330084368, -6564.836203497388, 22490.426580670093),
    )
)
OUTSIDE = tuple(
    np.float32(c)
    for c in (
        *(3.4011915313598142, 1.093394503243279, -0.017018100275436338, 0.003314709878737708),
        *(-0.0006826938967550579, 0.00012915617962721692, -2.011480297653585e-05, 9.20469870655395e-06),
        -3.005676161248212e-06,
    )
)
M0, M1, M2, M3, M4, M5, M6, M7 = MIDDLE
Q0, Q1, Q2, Q3, Q4, Q5, Q6, Q7, Q8 = OUTSIDE
FOUR, TWICE = np.float32(4.0), np.float32(2.0)
ODD = np.int64(1 - (1 << counter.BITS))


@part
def mix(x):
    x = (x ^ (x >> S30)) * FIRST
    x = (x ^ (x >> S27)) * SECOND
    return x ^ (x >> S31)


@part
def hashed(key, part):
    return mix(mix(np.uint64(key) + GOLDEN) + np.uint64(part) + GOLDEN)


def _fill_order(order, key, epoch):
    """The order of an epoch's rows, as counter.epoch_order."""
    for i in range(order.shape[0]):
        order[i] = i
    state = hashed(key, epoch) | ONE
    for i in range(order.shape[0] - 1, 0, -1):
        state ^= state << S13
        state ^= state >> S7
        state ^= state << S17
        j = np.int64(((state >> S32) * np.uint64(i + 1)) >> S32)
        order[i], order[j] = order[j], order[i]


def _fill_order_plainly(order, key, epoch):
    order[:] = counter.epoch_order(int(key), int(epoch), len(order))


@part
def _masked(x, y, base, first, limit, scale, add):
    """y = x scale where an element is kept, 0 where it is dropped; `first` is the number of the first element."""
    for i in range(x.shape[0]):
        kept = (mix(base + np.uint64(first + i) * GOLDEN) >> TOP) >= limit
        y[i] = (x[i] * scale if kept else x[i] * NONE) + (y[i] if add else NONE)


def _drop(a, p, i, rows, rate, key, step, x, y, how):
    """Mask rows from x to y; the same mask for the same key, step and operation, as counter.keep_mask."""
    base = mix(hashed(key, step) + np.uint64(p[i, CASE]) + GOLDEN)
    limit = np.uint64(round(rate * (1 << counter.BITS)))
    scale = like(a, 1.0 / (1.0 - rate))
    stride, width = p[i, YS], p[i, XW]
    for r in range(rows):
        _masked(
            view(a, x + r * stride, width),
            view(a, y + r * stride, width),
            base,
            r * width,
            limit,
            scale,
            how == ACCUMULATE,
        )


def _drop_plainly(a, p, i, rows, rate, key, step, x, y, how):
    stride, width = int(p[i, YS]), int(p[i, XW])
    keep = counter.keep_mask(int(key), int(step), int(p[i, CASE]), rows, width, float(rate))
    for r in range(rows):
        row = a[x + r * stride : x + r * stride + width] * keep[r] * like(a, 1.0 / (1.0 - rate))
        target = a[y + r * stride : y + r * stride + width]
        target[...] = target + row if how == ACCUMULATE else row


@part
def normal(bits):
    """A normal number from random bits, in single precision."""
    q = np.float32(2 * np.int64(bits) + ODD) * UNIT
    size = abs(q)
    s = q * q
    middle = q * (((((((M7 * s + M6) * s + M5) * s + M4) * s + M3) * s + M2) * s + M1) * s + M0)
    t = np.float32(np.sqrt(-TWICE * logarithm(HALF - size))) - FOUR
    far = (((((((Q8 * t + Q7) * t + Q6) * t + Q5) * t + Q4) * t + Q3) * t + Q2) * t + Q1) * t + Q0
    return middle if size <= EDGE else (far if q > NONE else -far)


@part
def _shaken(x, y, base, first, deviation):
    for i in range(x.shape[0]):
        y[i] = x[i] + deviation * normal(mix(base + np.uint64(first + i) * GOLDEN) >> TOP)


def _noise(a, p, i, rows, rate, key, step):
    """target = source + rate times normal numbers; those of counter.normals to 2e-6."""
    apart()
    base = mix(hashed(key, step) + np.uint64(p[i, CASE]) + GOLDEN)
    stride, width = p[i, YS], p[i, XW]
    for r in range(rows):
        x, y = view(a, p[i, X] + r * stride, width), view(a, p[i, Y] + r * stride, width)
        _shaken(x, y, base, r * width, like(a, rate))


def _noise_plainly(a, p, i, rows, rate, key, step):
    stride, width = int(p[i, YS]), int(p[i, XW])
    drawn = counter.normals(int(key), int(step), int(p[i, CASE]), rows, width)
    for r in range(rows):
        x, y = int(p[i, X]) + r * stride, int(p[i, Y]) + r * stride
        a[y : y + width] = a[x : x + width] + like(a, rate) * drawn[r]


def _choose(compiled: Any, twin: Any) -> Any:
    return twin if plain() else part(compiled)


fill_order = _choose(_fill_order, _fill_order_plainly)
drop = _choose(_drop, _drop_plainly)
noise = _noise_plainly if plain() else piece(_noise)


@part
def dropout(a, p, i, rows, rate, key, step):
    drop(a, p, i, rows, rate, key, step, p[i, X], p[i, Y], np.int64(WRITE))


@part
def dropout_back(a, p, i, rows, rate, key, step):
    if p[i, HOW] != NOT_WANTED:
        drop(a, p, i, rows, rate, key, step, p[i, GY], p[i, GX], p[i, HOW])
