"""The CUDA engine on a GPU. Skipped, saying why, where there is none (`pytest -m gpu` runs these alone)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core.catalog.optimizers import OPTIMIZERS
from core.engine.contract import Floats, Job, State
from core.engine.counter import epoch_order
from core.engine.cuda.blocks import Blocks
from core.engine.cuda.engine import CudaEngine
from core.engine.reference import ReferenceEngine
from tests.cuda import networks
from tests.cuda.here import need_gpu
from tests.networks import relative

pytestmark = [pytest.mark.gpu, pytest.mark.timeout(600)]

TOLERANCE = {"fp32": 1e-5, "tf32": 1e-3, "bf16": 1e-2}
Made = tuple[Job, State]


@pytest.fixture(scope="module")
def gpu() -> Any:
    """The GPU, once a kernel has been compiled, run and looked at."""
    need_gpu()
    from core.engine.cuda.gpu import gpu as found

    return found()


def table(steps: int, rate: float = 0.01, first: int = 1) -> Floats:
    numbers = np.arange(first, first + steps)
    return OPTIMIZERS["adam"].coefficients(OPTIMIZERS["adam"].options(), np.full(steps, rate), numbers)


def pair(make: Callable[..., Made], gpu: Any, **settings: Any) -> tuple[CudaEngine, ReferenceEngine]:
    engine, textbook = CudaEngine("float32", gpu, **settings), ReferenceEngine()
    engine.load(*make())
    job, state = make(lanes=1)
    textbook.load(replace(job, precision="float64"), state)
    return engine, textbook


def moved(engine: Any, start: State) -> Floats:
    """How far all weights went."""
    now = engine.read().weights
    return np.concatenate([(now[key] - array).ravel() for key, array in sorted(start.weights.items())])


@pytest.mark.parametrize("make", [networks.small, networks.wide, networks.everything, networks.large])
def test_a_step_is_the_textbooks(gpu: Any, make: Callable[..., Made]) -> None:
    """Dropout's masks too: another mask would be another step."""
    engine, textbook = pair(make, gpu)
    start = make()[1]
    engine.run(table(1))
    textbook.run(table(1))
    assert relative(moved(engine, start), moved(textbook, start)) < TOLERANCE["fp32"]
    x = make()[0].parts["train"][0][:50]
    assert relative(engine.predict(x), textbook.predict(x)) < TOLERANCE["fp32"]


@pytest.mark.parametrize("math", list(TOLERANCE))
def test_large_networks_in_every_precision(gpu: Any, math: Any) -> None:
    engine, textbook = pair(networks.large, gpu, math=math)
    engine.run(table(4))
    textbook.run(table(4))
    x = networks.large()[0].parts["train"][0]
    assert relative(engine.predict(x), textbook.predict(x)) < 10 * TOLERANCE[math]


def test_a_hundred_side_by_side_are_each_alone(gpu: Any) -> None:
    job, state = networks.small()
    rates = np.geomspace(1e-4, 1e-1, 100).tolist()
    jobs = [replace(job, order_key=key) for key in range(100)]
    ensemble = Blocks(gpu)
    ensemble.load(jobs, [state] * 100)
    slices = ensemble.run([table(40, rate) for rate in rates], [np.full(40, rate) for rate in rates])
    for place in (0, 17, 99):
        alone = CudaEngine("float32", gpu)
        alone.load(jobs[place], state)
        np.testing.assert_array_equal(slices[place].rows, alone.run(table(40, rates[place])).rows)
        np.testing.assert_equal(ensemble.read()[place].weights, alone.read().weights)


def test_orders_are_those_of_every_engine(gpu: Any) -> None:
    ensemble = Blocks(gpu)
    ensemble.load(*([made] for made in networks.small()))
    orders = gpu.put(np.zeros((2, 40, 500), np.int32))
    given = orders, gpu.put(np.array([3, 4], np.uint64)), gpu.put(np.array([0, 7]))
    gpu.launch(ensemble._kernels.shuffle, (3,), 32, given)
    found = gpu.get(orders)
    np.testing.assert_array_equal(found[0, 39], epoch_order(3, 39, 500))
    np.testing.assert_array_equal(found[1, 2], epoch_order(4, 9, 500))


def test_the_same_run_twice_is_the_same_to_the_bit(gpu: Any) -> None:
    for make in (networks.small, networks.large):
        states = []
        for _ in range(2):
            engine = CudaEngine("float32", gpu)
            engine.load(*make())
            engine.run(table(30))
            states.append(engine.read())
        np.testing.assert_equal(states[0].weights, states[1].weights)


def test_a_run_moves_between_engines(gpu: Any) -> None:
    engine, textbook = pair(networks.everything, gpu)
    engine.run(table(3))
    state = engine.read()
    other = CudaEngine("float32", gpu)
    other.load(networks.everything()[0], state)
    textbook.write(state)
    other.run(table(2, first=4))
    textbook.run(table(2, first=4))
    assert relative(moved(other, state), moved(textbook, state)) < 1e-4


def test_a_network_that_diverges_stops(gpu: Any) -> None:
    job, state = networks.small()
    engine = CudaEngine("float32", gpu)
    engine.load(job, State({key: array * 1e30 for key, array in state.weights.items()}, ()))
    assert engine.run(table(5)).bad_step == 1
