"""Random numbers without a state: functions of (key, where), the same integers in every engine.

An epoch's order and a dropout mask can be made anew at any time, so a resumed run goes on as if never stopped.
These are the plain definitions; `core.engine.draws` compiles the same integers for the CPU engine.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15
FIRST = 0xBF58476D1CE4E5B9
SECOND = 0x94D049BB133111EB
BITS = 24
"""How many random bits are compared with a rate."""


def mix(x: int) -> int:
    """A 64-bit number with every bit spread over all of them (splitmix64's last step)."""
    x &= MASK
    x = ((x ^ (x >> 30)) * FIRST) & MASK
    x = ((x ^ (x >> 27)) * SECOND) & MASK
    return x ^ (x >> 31)


def hashed(key: int, *where: int) -> int:
    """One number for a key and a place, each part folded in after the other."""
    state = mix(key + GOLDEN)
    for part in where:
        state = mix(state + part + GOLDEN)
    return state


def epoch_order(key: int, epoch: int, n: int) -> NDArray[np.int64]:
    """The order (n,) in which an epoch takes its rows: Fisher and Yates's shuffle, driven by a xorshift."""
    order = list(range(n))
    state = hashed(key, epoch) | 1
    for i in range(n - 1, 0, -1):
        state ^= (state << 13) & MASK
        state ^= state >> 7
        state ^= (state << 17) & MASK
        j = ((state >> 32) * (i + 1)) >> 32
        order[i], order[j] = order[j], order[i]
    return np.array(order, np.int64)


def drop_limit(rate: float) -> int:
    """An element is dropped when its random bits are below this."""
    return round(rate * (1 << BITS))


def keep_mask(key: int, step: int, operation: int, rows: int, width: int, rate: float) -> NDArray[np.bool_]:
    """Which elements (rows, width) dropout keeps at a step; an element's number is row * width + column."""
    return bits(key, step, operation, rows, width) >= np.uint64(drop_limit(rate))


def normals(key: int, step: int, operation: int, rows: int, width: int) -> NDArray[np.float64]:
    """Standard normal numbers (rows, width) of a step, by the inverse of the normal distribution."""
    shares = (bits(key, step, operation, rows, width) + 0.5) / (1 << BITS)
    return np.reshape([_inverse(share) for share in shares.ravel().tolist()], shares.shape)


_inverse = NormalDist().inv_cdf


def bits(key: int, step: int, operation: int, rows: int, width: int) -> NDArray[np.uint64]:
    """The random bits of a step's elements (rows, width), as whole numbers below 2^BITS."""
    base = np.uint64(hashed(key, step, operation))
    x = base + np.arange(rows * width, dtype=np.uint64) * np.uint64(GOLDEN)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(FIRST)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(SECOND)
    x = x ^ (x >> np.uint64(31))
    return (x >> np.uint64(64 - BITS)).reshape(rows, width)
