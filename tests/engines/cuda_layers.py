"""Dense layers in a flat memory, with what plain NumPy says about them: for tests of products of matrices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.engine.cuda.bfloat import from_halves, to_halves
from core.engine.cuda.products import NOWHERE, Layer, Matrix, Product, mask_floats, mask_stride

Array = NDArray[Any]


class Floor:
    """A flat memory that is filled piece by piece; what nobody wrote is not a number."""

    def __init__(self, size: int, dtype: Any = np.float32) -> None:
        # cuBLASLt wants its masks, and fast kernels want everything, on round addresses.
        raw = np.full(size + 64, np.nan, dtype)
        first = -raw.ctypes.data % 256 // raw.itemsize
        self.flat = raw[first : first + size]
        self._end = 0

    def take(self, count: int) -> int:
        place = self._end
        self._end += -(-count // 32) * 32
        assert self._end <= self.flat.size
        return place

    def matrix(self, rows: int, columns: int, values: Array | None = None, half: bool = False) -> Matrix:
        """Room for a matrix, its rows some numbers further apart than they are long."""
        stride = -(-columns // 8) * 8 + 8
        made = Matrix(self.take(rows * stride), stride, half)
        if values is not None:
            self.view(made, rows, columns)[...] = to_halves(values) if half else values
        return made

    def vector(self, values: Array) -> int:
        place = self.take(len(values))
        self.flat[place : place + len(values)] = values
        return place

    def view(self, matrix: Matrix, rows: int, columns: int) -> Array:
        numbers = self.flat.view(np.uint16) if matrix.half else self.flat
        first = matrix.place * (2 if matrix.half else 1)
        return numbers[first : first + rows * matrix.stride].reshape(rows, matrix.stride)[:, :columns]

    def read(self, matrix: Matrix, rows: int, columns: int) -> Array:
        view = self.view(matrix, rows, columns)
        return from_halves(view) if matrix.half else view.copy()


@dataclass
class Case:
    """One layer with numbers in it, behind a ReLU of another one if it has a `mask_x`."""

    floor: Floor
    layer: Layer
    x: Array
    weight: Array
    bias: Array
    slope_y: Array
    passes: Array
    """Where the ReLU below let its numbers through."""


def case(
    rows: int = 5,
    inputs: int = 7,
    outputs: int = 3,
    relu: bool = False,
    masks: bool = False,
    biases: bool = False,
    bias: bool = True,
    half: bool = False,
    dtype: Any = np.float32,
) -> Case:
    """`masks`: the layer writes its mask and reads that of the layer below. `biases`: gradients of biases are products'
    business, of this layer's own (weights) and of the one below (with masks)."""
    draws = np.random.default_rng(rows * 100 + inputs * 10 + outputs)
    floor = Floor(400_000, dtype)
    x, weight = draws.normal(size=(rows, inputs)), draws.normal(size=(inputs, outputs))
    b, slope_y = draws.normal(size=outputs), draws.normal(size=(rows, outputs))
    passes = draws.random((rows, inputs)) < 0.5
    mask_x = floor.take(mask_floats(rows, inputs)) if masks else NOWHERE
    if masks:
        packed = np.zeros((rows, mask_stride(inputs) // 8), np.uint8)
        packed[:, : -(-inputs // 8)] = np.packbits(passes, axis=1, bitorder="little")
        floor.flat[mask_x:].view(np.uint8)[: packed.size] = packed.ravel()
    stored_bias = floor.vector(_shadow(b, outputs, dtype) if half else b) if bias else NOWHERE
    layer = Layer(
        rows,
        inputs,
        outputs,
        x=floor.matrix(rows, inputs, x, half),
        weight=floor.matrix(inputs, outputs, weight, half),
        y=floor.matrix(rows, outputs, half=half),
        slope_y=floor.matrix(rows, outputs, slope_y, half),
        slope_weight=floor.matrix(inputs, outputs),
        slope_x=floor.matrix(rows, inputs, half=half),
        bias=stored_bias,
        slope_bias=floor.take(outputs) if biases else NOWHERE,
        relu=relu,
        mask=floor.take(mask_floats(rows, outputs)) if masks and relu else NOWHERE,
        mask_x=mask_x,
        slope_bias_x=floor.take(inputs) if biases and masks else NOWHERE,
    )
    if half:
        x, weight, b, slope_y = (from_halves(to_halves(numbers)) for numbers in (x, weight, b, slope_y))
    return Case(floor, layer, x, weight, b, slope_y, passes)


def _shadow(values: Array, count: int, dtype: Any) -> Array:
    """Bfloat16 numbers, two in a float."""
    halves = np.zeros(count + count % 2, np.uint16)
    halves[:count] = to_halves(values)
    return halves.view(dtype)


def check(made: Case, product: Product, tolerance: float) -> None:
    """Compare what a product left in memory with NumPy's answer, all that it writes included."""
    layer, floor = made.layer, made.floor
    close = {"rtol": tolerance, "atol": tolerance}
    if product.kind == "forward":
        z = made.x @ made.weight + (made.bias if layer.bias != NOWHERE else 0.0)
        found = floor.read(layer.y, layer.rows, layer.outputs)
        np.testing.assert_allclose(found, np.maximum(z, 0.0) if layer.relu else z, **close)
    elif product.kind == "delta":
        assert layer.slope_x is not None
        slope = made.slope_y @ made.weight.T
        slope = slope * made.passes if layer.mask_x != NOWHERE else slope
        np.testing.assert_allclose(floor.read(layer.slope_x, layer.rows, layer.inputs), slope, **close)
        if layer.slope_bias_x != NOWHERE:
            _check_vector(floor, layer.slope_bias_x, slope.sum(0), layer.slope_x.half, close)
    else:
        found = floor.read(layer.slope_weight, layer.inputs, layer.outputs)
        np.testing.assert_allclose(found, made.x.T @ made.slope_y, **close)
        if layer.slope_bias != NOWHERE:
            _check_vector(floor, layer.slope_bias, made.slope_y.sum(0), False, close)


def _check_vector(floor: Floor, place: int, wanted: Array, half: bool, close: dict[str, float]) -> None:
    found = floor.flat[place : place + len(wanted)]
    if half:
        found = from_halves(floor.flat.view(np.uint16)[2 * place : 2 * place + len(wanted)])
    np.testing.assert_allclose(found, wanted, **close)
