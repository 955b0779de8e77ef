"""What a step has to do at least, against counts by hand."""

from __future__ import annotations

import numpy as np
import pytest

from core.bench import limits as limits_module
from core.bench.counting import Work, work_of
from core.bench.limits import Limits, Rate, kind_of
from core.bench.tile_rate import repeat_product
from core.bench.workloads import WORKLOADS, set_up
from core.engine.products import SCRATCH

BY_NAME = {workload.name: workload for workload in WORKLOADS}


@pytest.mark.parametrize(
    ("name", "flops", "largest", "learned", "numbers"),
    [
        # 2-4-2-1: forward and weights for all layers, inputs' gradients for all but the first.
        ("W1", 2 * 10 * (2 * 8 + 3 * 8 + 3 * 2), 2 * 10 * 8, 12 + 10 + 3, 3),
        ("W3", 2 * 32 * (2 * 4096 + 3 * 2048 + 3 * 320), 2 * 32 * 4096, 4160 + 2080 + 330, 7),
    ],
)
@pytest.mark.parametrize(("precision", "size"), [("float32", 4), ("float64", 8)])
def test_products_and_bytes(
    name: str, flops: int, largest: int, learned: int, numbers: int, precision: str, size: int
) -> None:
    work = work_of(set_up(BY_NAME[name], 1, 1, precision))
    assert (work.flops, work.largest) == (flops, largest)
    assert work.optimizer_bytes == numbers * learned * size
    assert work.working_set == (2 if numbers == 3 else 4) * learned * size


def test_the_limit_adds_products_and_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = Limits(2)
    monkeypatch.setattr(limits, "product", lambda kind: Rate({"small": 50.0, "large": 200.0}[kind], ""))
    monkeypatch.setattr(limits, "memory", lambda working_set: Rate(10.0, ""))
    assert limits.seconds(Work(10**6, 10**6, 1000, 1000)) == pytest.approx(1e6 / 50e9 + 1000 / 10e9)
    assert limits.seconds(Work(4 * 10**9, 2 * 10**9, 0, 0)) == pytest.approx(0.02)


def test_a_workload_belongs_to_the_class_of_its_largest_product() -> None:
    kinds = {name: kind_of(work_of(set_up(BY_NAME[name], 1, 1))) for name in ("W1s", "W2", "W3")}
    assert set(kinds.values()) == {"small"}
    assert kind_of(Work(0, 2 * 64 * 784 * 128, 0, 0)) == "medium"  # W4
    assert kind_of(Work(0, 2 * 512 * 2048 * 2048, 0, 0)) == "large"  # W6


def test_limits_are_measured_once() -> None:
    limits = Limits(1, "float64", 1e-6)
    assert limits.memory(1) is limits.memory(200_000)
    assert limits.product("small") is limits.product("small")
    assert limits.product("small").value > 0
    report = limits.report()
    assert report["precision"] == "float64"
    assert list(report["memory_gb_per_s"]) == [str(2**18)]


@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_the_engine_s_own_tiles_are_tried_too(precision: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits_module.SHAPES, "small", ((8, 3, 16),))
    limits = Limits(1, precision, 1e-6, tiles=True)
    monkeypatch.setattr(limits, "_multiply", lambda shape, threads: Rate(0.0, "BLAS"))
    assert limits.product("small").value > 0
    assert limits.product("small").how == "own tiles 8 x 3 x 16, 1 thread"


def test_the_tiles_that_are_timed_multiply() -> None:
    rows, depth, columns = 8, 3, 16
    places = [np.int64(place) for place in (0, 100, 200, 400, 500, 0)]
    a = np.zeros(500 + SCRATCH)
    x, w = np.arange(24.0).reshape(8, 3), np.arange(48.0).reshape(3, 16)
    a[:24], a[100:148] = x.ravel(), w.ravel()
    sizes = [np.int64(size) for size in (rows, depth, columns, 1, 0, 2)]
    repeat_product(a, *places, *sizes)
    assert np.array_equal(a[200 : 200 + 128].reshape(8, 16), x @ w)
