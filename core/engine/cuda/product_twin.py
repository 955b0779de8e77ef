"""Products as NumPy computes them, from the very numbers that cuBLASLt is given, its column-major order included."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.engine.cuda.bfloat import from_halves, tf32, to_halves
from core.engine.cuda.products import (
    BRAIN_16,
    BYTES,
    COMPUTE_TF32,
    MASK_BITS,
    REAL_32,
    REAL_64,
    Call,
    Epilogue,
    Layout,
    Product,
    call,
)

Array = NDArray[Any]
Bytes = NDArray[np.uint8]

STORED = {REAL_32: np.float32, REAL_64: np.float64, BRAIN_16: np.uint16}


def run_twin(product: Product, flat: Array) -> None:
    """Carry a product out on the flat memory."""
    run_call(call(product), flat.view(np.uint8))


def run_call(made: Call, memory: Bytes) -> None:
    """Carry out what cuBLASLt is asked for, on bytes."""
    a = _factor(_read(made.a, memory), made.turn_a, made.compute)
    b = _factor(_read(made.b, memory), made.turn_b, made.compute)
    assert a.shape == (made.m, made.k)
    assert b.shape == (made.k, made.n)
    d = a.astype(np.float64) @ b.astype(np.float64)
    if made.beta:
        d += made.beta * _read(made.d, memory)
    _write(made.d, memory, _finished(made, memory, d, a))


def _finished(made: Call, memory: Bytes, d: Array, a: Array) -> Array:
    """The result after the epilogue, which reads and writes a bias and a mask."""
    epilogue = Epilogue(made.epilogue & ~1)
    if epilogue & Epilogue.BGRADA:
        _write(_vector(made), memory, a.astype(np.float64).sum(axis=1)[:, None])
    if epilogue & Epilogue.BIAS:
        d = d + _read(_vector(made), memory)
    if epilogue & Epilogue.RELU:
        passes = d > 0
        if epilogue & Epilogue.AUX:
            _write_mask(made, memory, passes)
        d = np.where(d < 0, 0.0, d)
    if epilogue & Epilogue.SLOPE:
        d = np.where(_read_mask(made, memory), d, 0.0)
    if epilogue & Epilogue.BGRAD:
        _write(_vector(made), memory, d.sum(axis=1)[:, None])
    return d


def _factor(x: Array, turned: int, compute: int) -> Array:
    x = tf32(x) if compute == COMPUTE_TF32 else x
    return x.T if turned else x


def _vector(made: Call) -> Layout:
    """The bias: as long as a column of d, and of its type."""
    return Layout(made.d.type, made.m, 1, made.m, made.bias)


def _stored(layout: Layout, memory: Bytes) -> Array:
    """A view of a matrix, in the type it is stored in."""
    size = BYTES[layout.type]
    first, columns = layout.offset, layout.columns
    end = first + ((columns - 1) * layout.apart + layout.rows) * size
    assert layout.apart >= layout.rows
    assert end <= memory.size, "a matrix inside the memory"
    numbers = memory[first:end].view(STORED[layout.type])
    return np.lib.stride_tricks.as_strided(numbers, (layout.rows, columns), (size, layout.apart * size))


def _read(layout: Layout, memory: Bytes) -> Array:
    stored = _stored(layout, memory)
    return from_halves(stored) if layout.type == BRAIN_16 else stored.copy()


def _write(layout: Layout, memory: Bytes, x: Array) -> None:
    _stored(layout, memory)[...] = to_halves(x) if layout.type == BRAIN_16 else x


def _mask(made: Call, memory: Bytes) -> Array:
    """The bytes of a mask, one row of them for each column of d."""
    assert made.aux_apart % MASK_BITS == 0, "cuBLASLt's terms for a mask"
    assert made.aux_apart >= made.m, "rows that do not overlap"
    width = made.aux_apart // 8
    return memory[made.aux : made.aux + made.n * width].reshape(made.n, width)


def _write_mask(made: Call, memory: Bytes, passes: Array) -> None:
    packed = np.packbits(passes.T, axis=1, bitorder="little")
    _mask(made, memory)[:, : packed.shape[1]] = packed


def _read_mask(made: Call, memory: Bytes) -> Array:
    bits = np.unpackbits(_mask(made, memory), axis=1, bitorder="little")
    return bits[:, : made.m].T.astype(bool)
