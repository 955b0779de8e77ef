"""Products of matrices in the flat memory of a large network, and the numbers that cuBLASLt is given for them.

Our matrices lie row by row, cuBLASLt's column by column: it sees each of ours turned, and is asked for the turned
product, D' = B' A'. So its first matrix is our second one. `Call` holds its numbers, which the library is given
(core.engine.cuda.cublaslt) and the twin carries out (core.engine.cuda.product_twin).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag
from typing import Literal

NOWHERE = -1
MASK_BITS = 128
"""Rows of a mask are a whole number of so many bits."""

Kind = Literal["forward", "delta", "gradient"]
Math = Literal["float32", "tf32", "bf16", "float64"]


class Epilogue(IntFlag):
    """What is done with a product before it is written, with cuBLASLt's bits."""

    NONE = 0
    RELU = 2
    BIAS = 4
    """Add a bias to every row."""
    SLOPE = 8
    """Multiply by the slope of a ReLU, read from its mask."""
    BGRAD = 16
    """Write the sums of the result's columns: the gradient of the bias below."""
    AUX = 128
    """Write, or read, a mask of one bit a number: where the ReLU lets it through."""
    BGRADA = 256
    """Write the sums of the columns of B: the gradient of the bias of this layer."""

    RELU_BIAS = RELU | BIAS
    RELU_AUX = RELU | AUX
    RELU_AUX_BIAS = RELU | AUX | BIAS
    DRELU = SLOPE | AUX
    DRELU_BGRAD = SLOPE | AUX | BGRAD


WITH_BIAS = Epilogue.BIAS | Epilogue.BGRAD | Epilogue.BGRADA
TILED = Epilogue.RELU_BIAS
"""What a kernel of our own does as well (core.engine.cuda.tiled)."""


@dataclass(frozen=True)
class Matrix:
    """Rows `stride` numbers apart, from `place` on. Places count the memory's own numbers, also those of bfloat16
    matrices (`half`), of whose numbers two lie in one of the memory's."""

    place: int
    stride: int
    half: bool = False


@dataclass(frozen=True)
class Product:
    """d (rows, columns) = a (rows, depth) @ b (depth, columns), or added to d; turned ones lie the other way round."""

    kind: Kind
    rows: int
    columns: int
    depth: int
    a: Matrix
    b: Matrix
    d: Matrix
    a_turned: bool = False
    b_turned: bool = False
    accumulate: bool = False
    epilogue: Epilogue = Epilogue.NONE
    bias: int = NOWHERE
    """Of a bias, or of the gradient of one. Its numbers are of d's type."""
    mask: int = NOWHERE
    math: Math = "float32"

    def __post_init__(self) -> None:
        assert min(self.rows, self.columns, self.depth) > 0, "an empty product"
        assert bool(self.epilogue & WITH_BIAS) == (self.bias != NOWHERE), "a bias, where the epilogue has one"
        assert bool(self.epilogue & Epilogue.AUX) == (self.mask != NOWHERE), "a mask, where the epilogue has one"
        assert not (self.accumulate and self.epilogue), "sums are finished before an epilogue sees them"
        assert self.math == "bf16" or not (self.a.half or self.b.half or self.d.half), "bfloat16 matrices"
        assert not (self.a.half ^ self.b.half), "factors of one type"


def mask_stride(columns: int) -> int:
    """Bits from a mask's row to the next."""
    return -(-columns // MASK_BITS) * MASK_BITS


def mask_floats(rows: int, columns: int) -> int:
    """Room that a mask takes, in numbers of 32 bits."""
    return rows * mask_stride(columns) // 32


@dataclass(frozen=True)
class Layer:
    """Where a dense layer lies: y (rows, outputs) = x (rows, inputs) @ weight, and the gradients of them all.

    With `relu`, y is what comes out of the activation, and slope_y still the gradient at the sum before it. `mask` is
    where the layer keeps what passed its ReLU; `mask_x` is the one of the layer that made x, through which the gradient
    at x goes back, and `slope_bias_x` the gradient of that layer's bias.
    Places that are not given ask for nothing.
    """

    rows: int
    inputs: int
    outputs: int
    x: Matrix
    weight: Matrix
    y: Matrix
    slope_y: Matrix
    slope_weight: Matrix
    slope_x: Matrix | None = None
    bias: int = NOWHERE
    slope_bias: int = NOWHERE
    relu: bool = False
    mask: int = NOWHERE
    mask_x: int = NOWHERE
    slope_bias_x: int = NOWHERE


def forward(layer: Layer, math: Math = "float32") -> Product:
    epilogue = Epilogue.BIAS if layer.bias != NOWHERE else Epilogue.NONE
    if layer.relu:
        epilogue |= Epilogue.RELU
    if layer.mask != NOWHERE:
        epilogue |= Epilogue.AUX
    return Product(
        "forward",
        layer.rows,
        layer.outputs,
        layer.inputs,
        layer.x,
        layer.weight,
        layer.y,
        epilogue=epilogue,
        bias=layer.bias,
        mask=layer.mask,
        math=math,
    )


def delta(layer: Layer, math: Math = "float32", accumulate: bool = False) -> Product:
    """The gradient at x."""
    assert layer.slope_x is not None, "a gradient that is wanted"
    epilogue = Epilogue.DRELU if layer.mask_x != NOWHERE else Epilogue.NONE
    if layer.slope_bias_x != NOWHERE:
        epilogue |= Epilogue.DRELU_BGRAD
    return Product(
        "delta",
        layer.rows,
        layer.inputs,
        layer.outputs,
        layer.slope_y,
        layer.weight,
        layer.slope_x,
        b_turned=True,
        accumulate=accumulate,
        epilogue=epilogue,
        bias=layer.slope_bias_x,
        mask=layer.mask_x,
        math=math,
    )


def gradient(layer: Layer, math: Math = "float32", accumulate: bool = False) -> Product:
    """The gradient of the weights."""
    return Product(
        "gradient",
        layer.inputs,
        layer.outputs,
        layer.rows,
        layer.x,
        layer.slope_y,
        layer.slope_weight,
        a_turned=True,
        accumulate=accumulate,
        epilogue=Epilogue.BGRADA if layer.slope_bias != NOWHERE else Epilogue.NONE,
        bias=layer.slope_bias,
        math=math,
    )


def dense(layer: Layer, math: Math = "float32", add_x: bool = False, add_weight: bool = False) -> list[Product]:
    """All products of a layer: forward, then the gradients at its weights and, where it is wanted, at x; either may be
    added to what is there."""
    made = [forward(layer, math), gradient(layer, math, add_weight)]
    return [*made, delta(layer, math, add_x)] if layer.slope_x is not None else made


# As cuBLASLt takes them.

REAL_32, REAL_64, BRAIN_16 = 0, 1, 14
"""cudaDataType."""
COMPUTE_32, COMPUTE_TF32, COMPUTE_64 = 68, 77, 70
"""cublasComputeType."""
DEFAULT = 1
"""The epilogue that does nothing."""
BYTES = {REAL_32: 4, REAL_64: 8, BRAIN_16: 2}


@dataclass(frozen=True)
class Layout:
    """A matrix that lies column by column, `apart` numbers from one to the next; `offset` in bytes."""

    type: int
    rows: int
    columns: int
    apart: int
    offset: int


@dataclass(frozen=True)
class Call:
    """d (m, n) = a (m, k) @ b (k, n) + beta * d, all lying column by column; offsets in bytes, NOWHERE for none."""

    m: int
    n: int
    k: int
    turn_a: int
    turn_b: int
    a: Layout
    b: Layout
    d: Layout
    compute: int
    scale: int
    beta: float
    epilogue: int
    bias: int
    aux: int
    aux_apart: int


def call(product: Product) -> Call:
    """A product in cuBLASLt's terms."""
    p, word = product, 8 if product.math == "float64" else 4

    def layout(matrix: Matrix, rows: int, columns: int) -> Layout:
        """Of a matrix of ours with so many rows and columns: it is seen turned."""
        kind = BRAIN_16 if matrix.half else (REAL_64 if word == 8 else REAL_32)
        assert matrix.stride >= columns, "rows that do not overlap"
        return Layout(kind, columns, rows, matrix.stride, matrix.place * word)

    def offset(place: int) -> int:
        return place if place == NOWHERE else place * word

    compute = {"tf32": COMPUTE_TF32, "float64": COMPUTE_64}.get(p.math, COMPUTE_32)
    return Call(
        m=p.columns,
        n=p.rows,
        k=p.depth,
        turn_a=int(p.b_turned),
        turn_b=int(p.a_turned),
        a=layout(p.b, *_lying(p.depth, p.columns, p.b_turned)),
        b=layout(p.a, *_lying(p.rows, p.depth, p.a_turned)),
        d=layout(p.d, p.rows, p.columns),
        compute=compute,
        scale=REAL_64 if compute == COMPUTE_64 else REAL_32,
        beta=1.0 if p.accumulate else 0.0,
        epilogue=int(p.epilogue) or DEFAULT,
        bias=offset(p.bias),
        aux=offset(p.mask),
        aux_apart=mask_stride(p.columns) if p.mask != NOWHERE else 0,
    )


def _lying(rows: int, columns: int, turned: bool) -> tuple[int, int]:
    """Rows and columns as they lie in memory."""
    return (columns, rows) if turned else (rows, columns)
