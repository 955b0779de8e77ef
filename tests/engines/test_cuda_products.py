"""Products of a large network: the numbers for cuBLASLt mean what the layer means, and bfloat16 is rounded right."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core.engine.cuda.bfloat import from_halves, shadow, tf32, to_halves
from core.engine.cuda.product_twin import run_twin
from core.engine.cuda.products import Epilogue, Product, call, delta, dense, forward, gradient, mask_floats, mask_stride
from tests.engines.cuda_layers import Case, case, check

OPTIONS: list[dict[str, Any]] = [
    {},
    {"bias": False},
    {"relu": True},
    {"relu": True, "bias": False, "masks": True},
    {"relu": True, "masks": True},
    {"masks": True, "biases": True},
    {"relu": True, "masks": True, "biases": True, "rows": 33, "inputs": 130, "outputs": 20},
    {"rows": 1, "inputs": 1, "outputs": 1, "biases": True},
]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_products_of_a_layer(options: dict[str, Any]) -> None:
    made = case(**options)
    for product in dense(made.layer):
        run_twin(product, made.floor.flat)
        check(made, product, 1e-5)


def test_products_in_double_precision() -> None:
    made = case(dtype=np.float64)
    for product in dense(made.layer, "float64"):
        run_twin(product, made.floor.flat)
        check(made, product, 1e-14)


@pytest.mark.parametrize("options", [{}, {"relu": True, "masks": True, "biases": True}], ids=str)
def test_products_of_bfloat16_numbers(options: dict[str, Any]) -> None:
    """Values and deltas in 16 bits, gradients of weights in 32."""
    made = case(half=True, **options)
    for product in dense(made.layer, "bf16"):
        run_twin(product, made.floor.flat)
        check(made, product, 1e-5 if product.kind == "gradient" else 0.02)


def test_tf32_is_coarser_and_close() -> None:
    made = case(rows=16, inputs=64, outputs=16)
    product = forward(made.layer, "tf32")
    run_twin(product, made.floor.flat)
    check(made, product, 1e-2)
    with pytest.raises(AssertionError):
        check(made, product, 1e-6)


def test_a_gradient_is_added_to_another() -> None:
    made = case()
    layer = made.layer
    assert layer.slope_x is not None
    before = np.full((layer.rows, layer.inputs), 3.0)
    made.floor.view(layer.slope_x, layer.rows, layer.inputs)[...] = before
    run_twin(delta(layer, accumulate=True), made.floor.flat)
    found = made.floor.read(layer.slope_x, layer.rows, layer.inputs)
    np.testing.assert_allclose(found, before + made.slope_y @ made.weight.T, rtol=1e-5)


def test_a_mask_goes_from_one_layer_to_the_next() -> None:
    """Two layers: what the first one's ReLU stopped, the gradient at its sum is zero for."""
    low = case(rows=6, inputs=4, outputs=9, relu=True, masks=True)
    run_twin(forward(low.layer), low.floor.flat)
    y = low.floor.read(low.layer.y, 6, 9)
    high = case(rows=6, inputs=9, outputs=4, masks=True)
    words, mask = mask_floats(6, 9), high.layer.mask_x
    high.floor.flat[mask : mask + words] = low.floor.flat[low.layer.mask : low.layer.mask + words]
    high.passes = y > 0
    product = delta(high.layer)
    run_twin(product, high.floor.flat)
    check(high, product, 1e-5)


def _table(made: Case) -> dict[str, Any]:
    layer = made.layer
    return {p.kind: call(p) for p in (forward(layer), delta(layer), gradient(layer))}


def test_the_terms_of_cublaslt() -> None:
    """The table of CUDA.md 3: m, n and k, what is turned, epilogues."""
    made = case(rows=5, inputs=7, outputs=3, relu=True, masks=True, biases=True)
    table = _table(made)
    rows, ins, outs = 5, 7, 3
    shapes = {kind: (c.m, c.n, c.k, c.turn_a, c.turn_b) for kind, c in table.items()}
    assert shapes == {
        "forward": (outs, rows, ins, 0, 0),
        "delta": (ins, rows, outs, 1, 0),
        "gradient": (outs, ins, rows, 0, 1),
    }
    assert {kind: c.epilogue for kind, c in table.items()} == {"forward": 134, "delta": 152, "gradient": 256}
    assert table["forward"].a.apart == made.layer.weight.stride
    assert table["forward"].aux_apart == 128
    assert call(forward(case(bias=False).layer)).epilogue == 1
    assert {math: call(forward(made.layer, math)).compute for math in ("float32", "tf32", "bf16")} == {  # type: ignore[arg-type]
        "float32": 68,
        "tf32": 77,
        "bf16": 68,
    }
    half = call(gradient(case(half=True).layer, "bf16"))
    assert (half.a.type, half.b.type, half.d.type) == (14, 14, 0)


def test_masks_have_room() -> None:
    assert [mask_stride(n) for n in (1, 128, 129)] == [128, 128, 256]
    assert mask_floats(10, 129) == 80


def test_what_makes_no_sense_is_not_made() -> None:
    layer = case(biases=True).layer
    with pytest.raises(AssertionError, match="finished"):
        gradient(layer, accumulate=True)
    with pytest.raises(AssertionError, match="bias"):
        Product("forward", 1, 1, 1, layer.x, layer.weight, layer.y, epilogue=Epilogue.BIAS)
    with pytest.raises(AssertionError, match="bfloat16"):
        forward(case(half=True).layer)


EDGES = [0.0, -0.0, 1.0, -2.5, 3.0e38, 3.4e38, 1e-40, np.inf, -np.inf, np.nan, 1.00390625, 1.01171875]


def test_bfloat16_is_rounded_to_the_nearest() -> None:
    x = np.concatenate([np.array(EDGES, np.float32), np.random.default_rng(0).normal(size=500).astype(np.float32)])
    halves = to_halves(x)
    back = from_halves(halves)
    assert np.array_equal(np.isnan(x), np.isnan(back))
    known = np.isfinite(x) & np.isfinite(back)
    low, high = from_halves(halves[known] - np.uint16(1)), from_halves(halves[known] + np.uint16(1))
    wide = x[known].astype(np.float64)
    inner = np.isfinite(low) & np.isfinite(high)
    off = np.abs(back[known] - wide)[inner]
    assert np.all(off <= np.abs(low - wide)[inner])
    assert np.all(off <= np.abs(high - wide)[inner])
    # Halfway: to the even one, downwards and upwards.
    assert from_halves(to_halves(np.array([1.00390625, 1.01171875]))).tolist() == [1.0, 1.015625]
    # The largest numbers of all round to infinity.
    assert np.isinf(back[5])


def test_tf32_keeps_ten_bits() -> None:
    x = np.array([1.0, 1.0 + 2.0**-10, 1.0 + 2.0**-11, 1.0 + 3 * 2.0**-11, -np.inf], np.float32)
    assert tf32(x).tolist() == [1.0, 1.0 + 2.0**-10, 1.0, 1.0 + 2.0**-9, -np.inf]


def test_the_shadow_of_parameters_in_any_order_of_threads() -> None:
    x = np.concatenate([np.array(EDGES, np.float32), np.linspace(-3, 3, 21, dtype=np.float32)])
    halves = np.full(60, 0xDEAD, np.uint16)
    place, target, count = map(np.uint32, (2, 5, len(x) - 2))
    for tid in np.random.default_rng(1).permutation(8):
        shadow(np.uint32(tid), np.uint32(8), x.view(np.uint32), halves, place, target, count)
    assert halves[5 : 5 + len(x) - 2].tolist() == to_halves(x)[2:].tolist()
    assert set(halves[:5].tolist()) == set(halves[5 + len(x) - 2 :].tolist()) == {0xDEAD}


@pytest.mark.jit
def test_the_shadow_compiled() -> None:
    import numba

    x = np.array(EDGES, np.float32)
    halves = np.zeros(len(x), np.uint16)
    phase = numba.njit(shadow)
    for tid in range(3):
        phase(np.uint32(tid), np.uint32(3), x.view(np.uint32), halves, np.uint32(0), np.uint32(0), np.uint32(len(x)))
    assert halves.tolist() == to_halves(x).tolist()
