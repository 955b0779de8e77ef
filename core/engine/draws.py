"""The random numbers of core.engine.counter, compiled: the same integers, faster."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.engine import counter
from core.engine.elements import like
from core.engine.jit import part, plain
from core.engine.kernels import NONE
from core.engine.program import CASE, GX, GY, HOW, XW, YS, X, Y
from core.engine.tiles import view
from core.plan.ops import ACCUMULATE, NOT_WANTED, WRITE

GOLDEN, FIRST, SECOND = np.uint64(counter.GOLDEN), np.uint64(counter.FIRST), np.uint64(counter.SECOND)
ONE = np.uint64(1)
S7, S13, S17, S27, S30, S31, S32 = (np.uint64(shift) for shift in (7, 13, 17, 27, 30, 31, 32))
TOP = np.uint64(64 - counter.BITS)


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


def _choose(compiled: Any, twin: Any) -> Any:
    return twin if plain() else part(compiled)


fill_order = _choose(_fill_order, _fill_order_plainly)
drop = _choose(_drop, _drop_plainly)


@part
def dropout(a, p, i, rows, rate, key, step):
    drop(a, p, i, rows, rate, key, step, p[i, X], p[i, Y], np.int64(WRITE))


@part
def dropout_back(a, p, i, rows, rate, key, step):
    if p[i, HOW] != NOT_WANTED:
        drop(a, p, i, rows, rate, key, step, p[i, GY], p[i, GX], p[i, HOW])
