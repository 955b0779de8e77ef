"""How fast the engine's own tiles multiply, with nothing around them. Imported only where the compiler is at hand."""

from __future__ import annotations

import numpy as np

from core.bench.clocks import fastest
from core.engine.jit import kernel
from core.engine.products import SCRATCH, SPREAD, product


@kernel
def repeat_product(a, x, w, y, zeros, scratch, space, rows, depth, columns, one, none, times):
    """The same product so often that the call does not count."""
    for _ in range(times):
        product(a, x, depth, one, w, columns, y, columns, zeros, none, rows, columns, depth, scratch, space, none)


def tile_seconds(shape: tuple[int, int, int], precision: str, seconds: float) -> float:
    """Seconds of one product (rows, depth, columns) on one core."""
    rows, depth, columns = shape
    # The places of the arrays in the one flat array, a gap of a vector behind each.
    sizes = np.array([rows * depth, depth * columns, rows * columns, columns, SCRATCH, rows * SPREAD], np.int64) + 64
    places = np.concatenate([[0], sizes.cumsum()]).astype(np.int64)
    a = np.ones(int(places[-1]), precision)
    a[places[3] : places[4]] = 0.0
    times = max(1, 10**6 // (rows * depth * columns))
    numbers = [np.int64(number) for number in (*places[:6], rows, depth, columns, 1, 0, times)]
    return fastest(lambda: repeat_product(a, *numbers), seconds) / times
