"""Products on a GPU, and our numbers beside those of nvmath-python; skipped where there is neither."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest

from core.engine.cuda import cublaslt, shim, tiled
from core.engine.cuda.cublaslt import Heuristic, Library, Plans
from core.engine.cuda.faults import CudaFault
from core.engine.cuda.product_twin import run_twin
from core.engine.cuda.products import Epilogue, Math, Product, delta, dense, forward, gradient
from tests.cuda.here import need_gpu
from tests.engines.cuda_layers import Case, case, check

WORKSPACE = 32 << 20
LARGE: dict[str, Any] = {"rows": 96, "inputs": 264, "outputs": 136}
FUSED = {**LARGE, "relu": True, "masks": True, "biases": True}
TOLERANCES: dict[Math, float] = {"float32": 2e-5, "tf32": 2e-2, "bf16": 1e-1}


def _gpu() -> Any:
    """The module numba.cuda with a context, or no test."""
    need_gpu()
    return shim.cuda()


class OnGpu:
    """A layer's memory on the device, and plans for its products."""

    def __init__(self, made: Case) -> None:
        self.cuda, self.made = _gpu(), made
        try:
            self.library = Library(cublaslt.load())
        except CudaFault as broken:
            pytest.skip(f"no cuBLAS: {broken}")
        self.stream = self.cuda.stream()
        self.flat = self.cuda.to_device(made.floor.flat, stream=self.stream)
        self.space = self.cuda.device_array(WORKSPACE, np.uint8, stream=self.stream)
        self.plans = Plans(self.library, "GPU", WORKSPACE, {})

    @staticmethod
    def address(held: Any) -> int:
        return int(held.__cuda_array_interface__["data"][0])

    def clock(self, run: Callable[[], None], times: int) -> float:
        begin, end = self.cuda.event(), self.cuda.event()
        begin.record(self.stream)
        for _ in range(times):
            run()
        end.record(self.stream)
        end.synchronize()
        return float(self.cuda.event_elapsed_time(begin, end)) / 1e3

    def run(self, product: Product) -> None:
        """Prepare and launch, and fetch the memory."""
        given = (self.address(self.flat), int(self.stream), self.address(self.space))
        self.plans.prepare(product, *given, self.clock)
        self.flat.copy_to_device(self.made.floor.flat, stream=self.stream)
        self.plans.launch(product, *given)
        self.made.floor.flat[...] = self.flat.copy_to_host(stream=self.stream)
        self.stream.synchronize()


@contextmanager
def on_gpu(made: Case) -> Iterator[OnGpu]:
    device = OnGpu(made)
    try:
        yield device
    finally:
        device.plans.close()
        device.library.close()


@pytest.mark.gpu
@pytest.mark.parametrize("options", [LARGE, FUSED], ids=("plain", "fused"))
@pytest.mark.parametrize("math", TOLERANCES)
def test_products_on_a_gpu(options: dict[str, Any], math: Math) -> None:
    with on_gpu(case(half=math == "bf16", **options)) as device:
        for product in dense(device.made.layer, math):
            device.run(product)
            check(device.made, product, TOLERANCES[math] * np.sqrt(product.depth))


@pytest.mark.gpu
def test_a_mask_of_the_library_is_the_twins() -> None:
    """Both write it, both read it: only then may a kernel of ours look into it."""
    with on_gpu(case(**FUSED)) as device:
        layer, floor = device.made.layer, device.made.floor
        product = forward(layer)
        device.run(product)
        used = slice(layer.mask, layer.mask + layer.rows * 8)
        found = floor.flat.view(np.uint32)[used].reshape(layer.rows, 8)[:, : layer.outputs // 32].copy()
        run_twin(product, floor.flat)
        wanted = floor.flat.view(np.uint32)[used].reshape(layer.rows, 8)[:, : layer.outputs // 32]
        # A sum within rounding of zero may fall on either side.
        assert np.bitwise_count(found ^ wanted).sum() <= 2


@pytest.mark.gpu
def test_the_same_bits_twice() -> None:
    with on_gpu(case(**FUSED)) as device:
        product = gradient(device.made.layer)
        device.run(product)
        first = device.made.floor.flat.copy()
        device.run(product)
        assert first.tobytes() == device.made.floor.flat.tobytes()


@pytest.mark.gpu
def test_the_tiled_kernel_on_a_gpu() -> None:
    cuda, made = _gpu(), case(**LARGE, relu=True)
    kernel = tiled.build(cuda, shim.jit)
    flat = cuda.to_device(made.floor.flat)
    stream = cuda.stream()
    for product in dense(made.layer):
        kernel[tiled.blocks(product), tiled.SIDE**2, stream](flat, *tiled.arguments(product))
        made.floor.flat[...] = flat.copy_to_host(stream=stream)
        check(made, product, 1e-4)


# Beside nvmath-python.


def test_our_numbers_are_nvmaths() -> None:
    """Attributes, their types, epilogues: two readings of the same header. No GPU is needed."""
    lt = pytest.importorskip("nvmath.bindings.cublasLt", exc_type=ImportError)
    ours = {name: value for name, value in Epilogue.__members__.items() if hasattr(lt.Epilogue, name)}
    assert len(ours) >= 7
    assert {name: int(value) for name, value in ours.items()} == {name: int(lt.Epilogue[name]) for name in ours}
    numbers = {
        "TRANSA": cublaslt.DESC_TURN_A,
        "TRANSB": cublaslt.DESC_TURN_B,
        "EPILOGUE": cublaslt.DESC_EPILOGUE,
        "BIAS_POINTER": cublaslt.DESC_BIAS,
        "EPILOGUE_AUX_POINTER": cublaslt.DESC_AUX,
        "EPILOGUE_AUX_LD": cublaslt.DESC_AUX_APART,
    }
    assert {name: int(lt.MatmulDescAttribute[name]) for name in numbers} == numbers
    sizes = [np.dtype(lt.get_matmul_desc_attribute_dtype(number)).itemsize for number in numbers.values()]
    assert sizes == [4, 4, 4, 8, 8, 8]
    wishes = {"MAX_WORKSPACE_BYTES": cublaslt.WORKSPACE, "REDUCTION_SCHEME_MASK": cublaslt.REDUCTIONS}
    letters = zip("ABCD", cublaslt.ALIGNMENTS, strict=True)
    wishes |= {f"MIN_ALIGNMENT_{letter}_BYTES": number for letter, number in letters}
    assert {name: int(lt.MatmulPreferenceAttribute[name]) for name in wishes} == wishes
    assert int(lt.ReductionScheme.COMPUTE_TYPE) == cublaslt.IN_COMPUTE_TYPE
    offsets = {name: place[1] for name, place in lt.matmul_heuristic_result_dtype.fields.items()}
    assert (offsets["workspace_size"], offsets["state"]) == (Heuristic.workspace.offset, Heuristic.state.offset)
    assert lt.matmul_heuristic_result_dtype.itemsize == 96


@pytest.mark.gpu
def test_a_layer_beside_nvmaths() -> None:
    """Forward with its mask, and back through it: nvmath-python works on the same matrices, turned as cuBLASLt sees
    them."""
    with on_gpu(case(**FUSED)) as device:
        advanced = pytest.importorskip("nvmath.linalg.advanced", exc_type=ImportError)
        layer, floor = device.made.layer, device.made.floor
        x, weight, bias = (np.asarray(a, np.float32) for a in (device.made.x, device.made.weight, device.made.bias))
        epilog, options = advanced.MatmulEpilog, {"compute_type": advanced.MatmulComputeType.COMPUTE_32F}
        turned, aux = advanced.matmul(
            weight.T, x.T, epilog=epilog.RELU_AUX_BIAS, epilog_inputs={"bias": bias}, options=options
        )
        device.run(forward(layer))
        np.testing.assert_allclose(floor.read(layer.y, layer.rows, layer.outputs), turned.T, rtol=1e-4, atol=1e-4)
        row = aux["relu_aux"].shape[0] // 4
        ours = floor.flat.view(np.uint32)[layer.mask : layer.mask + layer.rows * row].reshape(layer.rows, row)
        theirs = np.ascontiguousarray(aux["relu_aux"].T).view(np.uint32)
        words = layer.outputs // 32
        assert np.bitwise_count(ours[:, :words] ^ theirs[:, :words]).sum() <= 2

        # The gradient at y for a following layer whose x is this y.
        slope = np.random.default_rng(0).normal(size=(layer.rows, 40)).astype(np.float32)
        above = np.random.default_rng(1).normal(size=(layer.outputs, 40)).astype(np.float32)
        back, sums = advanced.matmul(
            above, slope.T, epilog=epilog.DRELU_BGRAD, epilog_inputs={"relu_aux": aux["relu_aux"]}, options=options
        )
        wanted = (slope @ above.T) * (turned.T > 0)
        np.testing.assert_allclose(back.T, wanted, rtol=1e-4, atol=1e-4)
        np.testing.assert_allclose(sums["drelu_bgrad"], wanted.sum(0), rtol=1e-3, atol=1e-3)
        device.run(delta(layer))
        check(device.made, delta(layer), 1e-3)
