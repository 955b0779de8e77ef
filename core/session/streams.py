"""Named random streams: every draw of a run comes from its one seed, and no stream disturbs another."""

from __future__ import annotations

from zlib import crc32

import numpy as np


def _sequence(seed: int, name: str) -> np.random.SeedSequence:
    return np.random.SeedSequence([seed, crc32(name.encode())])


def stream(seed: int, name: str) -> np.random.Generator:
    """The generator of this name, fresh from its first number."""
    return np.random.default_rng(_sequence(seed, name))


def key(seed: int, name: str) -> int:
    """A 63-bit number of this name, the start of a counter-based function."""
    return int(_sequence(seed, name).generate_state(1, np.uint64)[0] >> np.uint64(1))
