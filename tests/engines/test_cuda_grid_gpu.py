"""What only a GPU has, as far as it can be had without one: cuBLASLt under a large network, its steps recorded in a
graph, and copies on the way to the host. The library, the driver's graphs and events are of Python here."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from types import SimpleNamespace
from typing import Any, ClassVar

import numpy as np
import pytest

from core.engine.cuda.carrier_lt import Lt
from core.engine.cuda.carriers import Twin
from core.engine.cuda.device import Carrier
from core.engine.cuda.engine import CudaEngine
from core.engine.cuda.faults import fault
from core.engine.cuda.graph import recorded
from core.engine.cuda.products import Epilogue, Product
from core.engine.cuda.snapshots import PinnedKeeper
from core.engine.select import choose
from tests.engines.coroutines import Coroutines
from tests.engines.fake_cublaslt import FakeLibrary
from tests.engines.runs import Array
from tests.engines.test_cuda_grid import CHAIN, SKIP, agree, trained


class Held(np.ndarray[Any, Any]):
    """An array that has an address on a device."""

    @property
    def __cuda_array_interface__(self) -> dict[str, Any]:
        return self.__array_interface__


class OnHost(Coroutines):
    """A device with a stream, and a cuBLASLt of Python. Launches into a graph are noted, not carried out."""

    number, capability, stream_number = 3, (9, 0), 0x57

    def __init__(self) -> None:
        super().__init__(most_shared=0)
        self.fake = FakeLibrary(np.zeros(8))
        self.into: list[Callable[[], None]] | None = None
        self.graphs = True

    def put(self, array: Array) -> Array:
        return array.copy().view(Held)

    def carriers(self, precision: str) -> list[Callable[[], Carrier]]:
        return [partial(Told, self, self.fake.functions()), partial(Basic, self)]

    def do(self, work: Callable[[], None]) -> None:
        work() if self.into is None else self.into.append(work)

    def launch(
        self, kernel: Callable[..., Any], blocks: tuple[int, ...], threads: int, given: Sequence[Any], shared: int = 0
    ) -> None:
        self.do(partial(super().launch, kernel, blocks, threads, given, shared))

    def seconds(self, run: Callable[[], None], times: int) -> float:
        run()
        return 1.0

    @contextmanager
    def launching_on(self, stream: Any) -> Iterator[None]:
        self.into = stream.noted
        yield
        self.into = None

    @contextmanager
    def telling(self) -> Iterator[None]:
        yield
        if not self.graphs:
            raise fault("compile", reason="no graphs")

    def record(self, play: Callable[[], None]) -> Callable[[], None]:
        return recorded(self, play)


class Told(Lt):
    """The library of Python is told where the memory is, which a GPU knows."""

    def __init__(self, device: OnHost, functions: Any) -> None:
        super().__init__(device, functions)
        self._device = device

    def ready(self, memory: Any, played: Sequence[Product]) -> bool:
        self._told = memory.view(np.uint8), memory.ctypes.data
        self._tell()
        return super().ready(memory, played)

    def _tell(self) -> None:
        self._device.fake.memory, self._device.fake.base = self._told

    def launch(self, product: Product) -> None:
        self._device.do(self._tell)
        self._device.do(partial(super().launch, product))


class Basic(Twin):
    """What stands for the kernel of our own."""

    def __init__(self, device: OnHost) -> None:
        super().__init__(full=False)
        self._device = device

    def launch(self, product: Product) -> None:
        self._device.do(partial(super().launch, product))


class Builder:
    """Of a graph."""

    def __init__(self) -> None:
        self.noted: list[Callable[[], None]] = []
        self.told: list[str] = []

    def begin_building(self) -> None:
        self.told.append("begin")

    def end_building(self) -> Builder:
        self.told.append("end")
        return self

    def complete(self) -> Graph:
        return Graph(self.noted)

    def close(self) -> None:
        self.told.append("close")


class Graph:
    launched: ClassVar[list[int]] = []

    def __init__(self, noted: list[Callable[[], None]]) -> None:
        self._noted = noted

    def launch(self, stream: int) -> None:
        self.launched.append(stream)
        for work in self._noted:
            work()


@pytest.fixture
def device(monkeypatch: pytest.MonkeyPatch) -> OnHost:
    core = SimpleNamespace(
        Device=lambda number: SimpleNamespace(set_current=lambda: None, create_graph_builder=Builder),
        Stream=SimpleNamespace(from_handle=lambda number: number),
    )
    monkeypatch.setitem(sys.modules, "cuda.core", core)
    monkeypatch.setattr(Graph, "launched", [])
    monkeypatch.setattr("core.engine.cuda.carrier_lt._chosen", {})
    return OnHost()


@pytest.mark.parametrize("nodes", [CHAIN, SKIP], ids=("chain", "skip"))
@pytest.mark.parametrize("graphs", [True, False])
def test_it_trains_with_the_library(device: OnHost, nodes: Any, graphs: bool) -> None:
    """Every step is launched as a graph, where one can be made."""
    device.graphs = graphs
    wanted = trained(choose("numpy", "float64"), nodes, 9)
    agree(trained(CudaEngine("float64", device), nodes, 9), wanted, 1e-10)
    assert len(Graph.launched) == (9 if graphs else 0)


def test_what_the_library_cannot_do_it_does_otherwise(device: OnHost) -> None:
    """Without masks the products go on without them; without biases, they go on without the library."""
    wanted = trained(choose("numpy", "float64"), CHAIN, 5)
    refused = device.fake.refused
    for epilogue in (Epilogue.RELU_AUX_BIAS, Epilogue.BIAS):
        refused.add(int(epilogue))
        made = trained(CudaEngine("float64", device), CHAIN, 5)
        agree(made, wanted, 1e-10)
        made[0]._at.close()  # type: ignore[attr-defined]
    assert not device.fake.things


class Event:
    """On the streams of Python below, which only go on when they are told to."""

    def __init__(self, timing: bool) -> None:
        self.come = False

    def record(self, stream: list[Callable[[], None]]) -> None:
        self.come = False
        stream.append(lambda: vars(self).update(come=True))

    def wait(self, stream: list[Callable[[], None]]) -> None:
        pass

    def query(self) -> bool:
        return self.come


class Copied:
    """An array on a device whose copies are made when their stream goes on."""

    def __init__(self, numbers: Array) -> None:
        self.numbers, self.shape, self.dtype = numbers, numbers.shape, numbers.dtype

    def copy_to_device(self, other: Copied, stream: list[Callable[[], None]]) -> None:
        stream.append(lambda: np.copyto(self.numbers, other.numbers))

    def copy_to_host(self, host: Array, stream: list[Callable[[], None]]) -> None:
        stream.append(lambda: np.copyto(host, self.numbers))


def go_on(stream: list[Callable[[], None]]) -> None:
    while stream:
        stream.pop(0)()


def test_copies_are_polled_and_never_half() -> None:
    main: list[Callable[[], None]] = []
    beside: list[Callable[[], None]] = []
    cuda = SimpleNamespace(
        stream=lambda: beside,
        event=Event,
        pinned_array=np.zeros,
        device_array=lambda shape, dtype, stream: Copied(np.zeros(shape, dtype)),
    )
    live = Copied(np.zeros(3))
    keeper = PinnedKeeper(cuda, main, [live])
    assert keeper.newest() is None
    for number in (1.0, 2.0, 3.0):
        live.numbers[:] = number
        keeper.take(number)
        go_on(main)
    assert keeper.newest() is None
    # While a copy is under way, no other one sets out.
    go_on(beside)
    found = keeper.newest()
    assert found is not None
    assert (found[0], found[1][0].tolist()) == (1.0, [1.0] * 3)
    keeper.take(4.0)
    live.numbers[:] = 5.0
    go_on(main)
    beside.pop(0)()
    # It is at the host, but nobody has said so: the one before counts.
    again = keeper.newest()
    assert again is not None
    assert (again[0], again[1][0].tolist()) == (1.0, [1.0] * 3)
    go_on(beside)
    last = keeper.newest()
    assert last is not None
    assert (last[0], last[1][0].tolist()) == (4.0, [5.0] * 3)
