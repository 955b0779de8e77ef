"""Our binding of cuBLASLt, end to end on a library of Python that is called through the types of C."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from core.engine.cuda import choices, cublaslt
from core.engine.cuda.cublaslt import Heuristic, Library, Plans
from core.engine.cuda.faults import CudaFault
from core.engine.cuda.products import Math, Product, delta, dense, forward, gradient
from tests.engines.cuda_layers import Case, case, check
from tests.engines.fake_cublaslt import FakeLibrary

SPACE, STREAM, SIZE = 0xABC000, 0x5712EA, 1 << 20
FUSED = {"relu": True, "masks": True, "biases": True, "rows": 9, "inputs": 130, "outputs": 10}


class Bench:
    """A layer, a library that works on its memory, and plans."""

    def __init__(self, made: Case, chosen: dict[str, int] | None = None) -> None:
        self.made = made
        self.address = made.floor.flat.ctypes.data
        self.fake = FakeLibrary(made.floor.flat)
        self.library = Library(self.fake.functions())
        self.plans = Plans(self.library, "a GPU", SIZE, {} if chosen is None else chosen)
        self.timed: list[int] = []

    def clock(self, run: Callable[[], None], times: int) -> float:
        """The last heuristic but one is the fastest."""
        for _ in range(times):
            run()
        number = self.fake.last["algorithm"] - 0xA160
        self.timed.append(number)
        return {0: 5.0, 2: 4.0, 3: 1.0, 4: 2.0}[number]

    def prepare(self, product: Product) -> None:
        self.plans.prepare(product, self.address, STREAM, SPACE, self.clock)

    def launch(self, product: Product) -> None:
        self.plans.launch(product, self.address, STREAM, SPACE)


@pytest.mark.parametrize("options", [{}, {"bias": False}, FUSED], ids=str)
@pytest.mark.parametrize(("math", "tolerance"), [("float32", 1e-5), ("tf32", 1e-2), ("bf16", 3e-2), ("float64", 1e-13)])
def test_products_arrive_as_they_were_meant(options: dict[str, Any], math: Math, tolerance: float) -> None:
    dtype = np.float64 if math == "float64" else np.float32
    bench = Bench(case(half=math == "bf16", dtype=dtype, **options))
    for product in dense(bench.made.layer, math):
        bench.prepare(product)
        bench.made.floor.view(product.d, product.rows, product.columns)[...] = 7
        bench.launch(product)
        check(bench.made, product, tolerance)
        about = next(thing for thing in bench.fake.things.values() if thing.kind == "description")
        assert about.made_of == {"tf32": (77, 0), "float64": (70, 1)}.get(math, (68, 0))
        bench.plans.close()


def test_a_launch_adds_where_it_is_told_to() -> None:
    bench = Bench(case())
    layer = bench.made.layer
    product = gradient(layer, accumulate=True)
    view = bench.made.floor.view(layer.slope_weight, layer.inputs, layer.outputs)
    view[...] = 0.0
    bench.prepare(product)
    view[...] = 0.0
    for _ in range(3):
        bench.launch(product)
    np.testing.assert_allclose(view, 3 * bench.made.x.T @ bench.made.slope_y, rtol=1e-5)


def test_the_fastest_way_is_kept_and_not_sought_again() -> None:
    bench = Bench(case(**FUSED))
    product = forward(bench.made.layer)
    bench.prepare(product)
    # The second one does not fit, as the library says itself.
    assert bench.timed == [0, 2, 3, 4]
    assert list(bench.plans.chosen.values()) == [2]
    assert bench.fake.last == {"algorithm": 0xA163, "workspace": SPACE, "size": SIZE, "stream": STREAM}
    bench.prepare(product)
    assert len(bench.timed) == 4

    again = Bench(bench.made, bench.plans.chosen)
    again.prepare(product)
    assert again.timed == []
    assert again.fake.last["algorithm"] == 0xA163


def test_a_choice_that_no_longer_fits_is_made_anew() -> None:
    made = case()
    first = Bench(made)
    first.prepare(forward(made.layer))
    again = Bench(made, dict.fromkeys(first.plans.chosen, 99))
    again.prepare(forward(made.layer))
    assert list(again.plans.chosen.values()) == [2]


def test_shapes_are_told_apart() -> None:
    bench = Bench(case())
    for product in [*dense(bench.made.layer), forward(bench.made.layer, "tf32")]:
        bench.prepare(product)
    assert len(bench.plans.chosen) == 4


def test_what_heuristics_are_asked_for() -> None:
    made = case(**FUSED)
    bench = Bench(made)
    product = delta(made.layer)
    bench.prepare(product)
    wanted = bench.fake.asked[0].values
    assert (wanted["workspace"], wanted["reductions"]) == (SIZE, 2)
    d = bench.address + 4 * product.d.place
    for name, place in (("align_a", product.b.place), ("align_b", product.a.place), ("align_d", product.d.place)):
        address = bench.address + 4 * place
        assert address % wanted[name] == 0
        assert wanted[name] == 256 or address % (2 * wanted[name])
    assert d % wanted["align_c"] == 0


def test_a_launch_makes_nothing() -> None:
    """What is captured in a graph is one call: no descriptor, no setting."""
    bench = Bench(case(**FUSED))
    products = dense(bench.made.layer)
    for product in products:
        bench.prepare(product)
    bench.fake.calls.clear()
    for product in products:
        bench.launch(product)
    assert bench.fake.calls == ["cublasLtMatmul"] * 3


def test_a_plan_moves_to_another_memory() -> None:
    """Biases and masks are addresses in the descriptor."""
    made = case(**FUSED)
    bench = Bench(made)
    product = forward(made.layer)
    bench.prepare(product)
    flat = made.floor.flat
    made.floor.flat = flat.copy()
    flat[...] = np.nan
    made.floor.view(product.d, product.rows, product.columns)[...] = np.nan
    bench.fake.memory, bench.fake.base = made.floor.flat.view(np.uint8), made.floor.flat.ctypes.data
    bench.plans.launch(product, made.floor.flat.ctypes.data, STREAM, SPACE)
    check(made, product, 1e-5)


def test_a_library_that_lacks_an_epilogue() -> None:
    bench = Bench(case(**FUSED))
    bench.fake.refused = {256}
    layer = bench.made.layer
    assert bench.plans.can(forward(layer), bench.address)
    assert not bench.plans.can(gradient(layer), bench.address)
    assert not bench.fake.things
    with pytest.raises(CudaFault, match=r"AlgoGetHeuristic .* failed: CUBLAS_STATUS_NOT_SUPPORTED .error 15"):
        bench.prepare(gradient(layer))
    assert not bench.fake.things


def test_nothing_is_left_behind() -> None:
    bench = Bench(case(**FUSED))
    for product in dense(bench.made.layer):
        bench.prepare(product)
    bench.plans.close()
    bench.library.close()
    assert not bench.fake.things


@pytest.mark.parametrize(("status", "kind"), [(13, "product"), (3, "memory")])
def test_failures_are_told(status: int, kind: str) -> None:
    bench, name = Bench(case()), "cublasLtMatmul"
    bench.fake.failing[name] = status
    with pytest.raises(CudaFault) as told:
        bench.prepare(forward(bench.made.layer))
    assert told.value.kind == kind
    assert kind == "memory" or (name in told.value.what and str(status) in told.value.what)


def test_an_algorithm_is_as_long_as_the_librarys() -> None:
    assert ctypes.sizeof(Heuristic) == 96
    assert (Heuristic.workspace.offset, Heuristic.state.offset) == (64, 72)


def test_no_library_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cublaslt, "_candidates", lambda: iter(["no-such-library.so"]))
    with pytest.raises(CudaFault, match=r"cuBLAS is not installed.*cuda13-fast"):
        cublaslt.load()


def test_where_the_library_is_looked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """First where NVIDIA's finder has it, then in the wheels' folders, then wherever the loader looks."""
    monkeypatch.setattr(sys, "platform", "linux")
    folder = tmp_path / "nvidia" / "cu13" / "lib"
    folder.mkdir(parents=True)
    (folder / "libcublasLt.so.13").touch()
    spec = SimpleNamespace(submodule_search_locations=[str(tmp_path / "nvidia")])
    monkeypatch.setattr(cublaslt, "find_spec", lambda name: spec)
    finder = SimpleNamespace(
        DynamicLibNotFoundError=type("DynamicLibNotFoundError", (RuntimeError,), {}),
        load_nvidia_dynamic_lib=lambda name: SimpleNamespace(abs_path=f"/found/{name}"),
    )
    monkeypatch.setitem(sys.modules, "cuda", SimpleNamespace(pathfinder=finder))
    monkeypatch.setitem(sys.modules, "cuda.pathfinder", finder)
    loaders = ["libcublasLt.so.13", "libcublasLt.so.12"]
    assert list(cublaslt._candidates()) == ["/found/cublasLt", str(folder / "libcublasLt.so.13"), *loaders]

    def lost(name: str) -> None:
        raise finder.DynamicLibNotFoundError(name)

    finder.load_nvidia_dynamic_lib = lost
    assert list(cublaslt._candidates()) == [str(folder / "libcublasLt.so.13"), *loaders]


def test_the_real_library_takes_our_descriptors() -> None:
    """Numbers and sizes of attributes, without a GPU: only its handle needs one."""
    try:
        functions = dict(cublaslt.load())
    except CudaFault:
        pytest.skip("cuBLAS is not installed")
    functions["cublasLtCreate"] = lambda place: 0
    library = Library(functions)
    made = case(**FUSED)
    for product in dense(made.layer):
        ready = cublaslt.Prepared(library, product, made.floor.flat.ctypes.data)
        # Without a GPU no way is found; the preferences were taken all the same.
        with pytest.raises(CudaFault, match="AlgoGetHeuristic"):
            ready.heuristics(SIZE)
        ready.close()


def test_choices_are_kept_from_run_to_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GLASSNET_CACHE", str(tmp_path))
    assert choices.read() == {}
    choices.keep({"a": 1})
    choices.keep({"b": 2})
    assert choices.read() == {"a": 1, "b": 2}
    path = next((tmp_path / "kernels").glob("*.json"))
    path.write_text('{"a": "x", "b": 2}')
    assert choices.read() == {"b": 2}
    path.write_text('{"a": ')
    assert choices.read() == {}
