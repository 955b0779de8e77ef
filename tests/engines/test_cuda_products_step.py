"""A whole step of a network by products alone: what one layer leaves is what the next one takes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from core.engine.cuda.product_twin import run_twin
from core.engine.cuda.products import NOWHERE, Layer, Math, Matrix, Product, delta, forward, gradient, mask_floats
from tests.engines.cuda_layers import Floor

Array = NDArray[Any]
ROWS, SIZES = 6, (10, 140, 9, 3)


@dataclass
class Net:
    """Dense layers with ReLUs between them, all of whose epilogues are used."""

    floor: Floor
    layers: list[Layer]
    weights: list[Array]
    biases: list[Array]


def network(sizes: tuple[int, ...] = SIZES) -> Net:
    draws, floor = np.random.default_rng(3), Floor(200_000)
    shapes = list(pairwise(sizes))
    weights = [draws.normal(size=shape) / shape[0] ** 0.5 for shape in shapes]
    biases = [draws.normal(size=shape[1]) for shape in shapes]
    values = [floor.matrix(ROWS, size) for size in sizes]
    slopes = [floor.matrix(ROWS, size) for size in sizes]
    masks = [NOWHERE, *(floor.take(mask_floats(ROWS, size)) for size in sizes[1:-1]), NOWHERE]
    slope_biases = [NOWHERE, *(floor.take(size) for size in sizes[1:])]
    floor.view(values[0], ROWS, sizes[0])[...] = draws.normal(size=(ROWS, sizes[0]))
    layers = []
    for i, (inputs, outputs) in enumerate(shapes):
        last = i == len(shapes) - 1
        layers.append(
            Layer(
                ROWS,
                inputs,
                outputs,
                x=values[i],
                weight=floor.matrix(inputs, outputs, weights[i]),
                y=values[i + 1],
                slope_y=slopes[i + 1],
                slope_weight=floor.matrix(inputs, outputs),
                slope_x=slopes[i] if i else None,
                bias=floor.vector(biases[i]),
                # The gradients of hidden biases fall out of the deltas above them.
                slope_bias=slope_biases[i + 1] if last else NOWHERE,
                relu=not last,
                mask=masks[i + 1],
                mask_x=masks[i],
                slope_bias_x=slope_biases[i],
            )
        )
    return Net(floor, layers, weights, biases)


def step(net: Net, math: Math) -> list[Product]:
    """8 products for 3 layers, in the order in which they are launched; between them the loss writes its gradient."""
    back = [product for layer in reversed(net.layers) for product in _back(layer, math)]
    return [*(forward(layer, math) for layer in net.layers), *back]


def _back(layer: Layer, math: Math) -> list[Product]:
    return [gradient(layer, math), *([delta(layer, math)] if layer.slope_x is not None else [])]


@pytest.mark.parametrize(("math", "tolerance"), [("float32", 1e-5), ("tf32", 0.03)])
def test_a_step_of_a_network(math: Math, tolerance: float) -> None:
    net = network()
    floor, products = net.floor, step(net, math)
    assert len(products) == 8
    target = np.random.default_rng(4).normal(size=(ROWS, SIZES[-1]))
    for product in products[:3]:
        run_twin(product, floor.flat)
    last = net.layers[-1]
    floor.view(last.slope_y, ROWS, SIZES[-1])[...] = (floor.read(last.y, ROWS, SIZES[-1]) - target) / ROWS
    for product in products[3:]:
        run_twin(product, floor.flat)

    x, values = floor.read(net.layers[0].x, ROWS, SIZES[0]).astype(np.float64), []
    for weight, bias in zip(net.weights, net.biases, strict=True):
        values.append(x)
        x = x @ weight + bias
        x = np.maximum(x, 0) if len(values) < len(net.layers) else x
    slope = (x - target) / ROWS
    close = {"rtol": tolerance, "atol": tolerance}
    for i in reversed(range(len(net.layers))):
        layer = net.layers[i]
        np.testing.assert_allclose(_matrix(floor, layer.slope_weight, layer), values[i].T @ slope, **close)
        place = layer.slope_bias if layer.slope_bias != NOWHERE else net.layers[i + 1].slope_bias_x
        np.testing.assert_allclose(floor.flat[place : place + layer.outputs], slope.sum(0), **close)
        slope = slope @ net.weights[i].T * (values[i] > 0)


def _matrix(floor: Floor, matrix: Matrix, layer: Layer) -> Array:
    return floor.read(matrix, layer.inputs, layer.outputs)
