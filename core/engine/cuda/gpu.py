"""The GPU itself, through numba-cuda, or Numba's simulator of one: a device of core.engine.cuda.device."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.engine.cuda import cublaslt, shim
from core.engine.cuda.carrier_lt import Lt
from core.engine.cuda.carriers import BASIC, Tiled
from core.engine.cuda.device import Carrier, Keeper
from core.engine.cuda.faults import CudaFault
from core.engine.cuda.graph import recorded
from core.engine.cuda.language import COUNT, Language
from core.engine.cuda.snapshots import PinnedKeeper, PlainKeeper

Array = NDArray[Any]

OWN_SHARED = 48 * 1024
"""Bytes of shared memory above which a kernel must be permitted to have them."""
SIMULATED_THREADS = 4
"""Each is a thread of the system, and a barrier of many takes long."""
SIMULATED_SIDE = 2
"""Of a square of the kernel that multiplies matrices, for as many threads."""
SIMULATED_MEMORY = 1 << 30


@cache
def gpu(number: int = 0) -> Gpu:
    """The device of that number, made ready once; raises CudaFault where it cannot be used."""
    shim.ready(number)
    return Gpu(number)


@cache
def _language(precision: str) -> Language:
    module = shim.cuda()
    if shim.simulated():
        return Language("simulator", precision, lambda function: function, shim.jit, int, False, module)
    return Language("gpu", precision, _part, _kernel, COUNT, True, module)


def _part(function: Callable[..., Any]) -> Any:
    return shim.jit(function, device=True, forceinline=True)


def _kernel(function: Callable[..., Any]) -> Any:
    return shim.jit(function, cache=True)


class Gpu:
    """One GPU, whose context belongs to the thread that made it."""

    def __init__(self, number: int) -> None:
        self._cuda, self.number = shim.cuda(), number
        self._stream = self._cuda.stream()
        self._allowed: set[Any] = set()
        if shim.simulated():
            self.name, self.most_shared, self.most_threads = "Numba's simulator", 227 * 1024, SIMULATED_THREADS
            self.processors, self.capability = 1, (0, 0)
        else:
            device = self._cuda.get_current_device()
            name = device.name
            self.name = name.decode() if isinstance(name, bytes) else str(name)
            self.most_shared = int(device.MAX_SHARED_MEMORY_PER_BLOCK_OPTIN)
            self.most_threads = int(device.MAX_THREADS_PER_BLOCK)
            self.processors = int(device.MULTIPROCESSOR_COUNT)
            major, minor = device.compute_capability
            self.capability = int(major), int(minor)

    def language(self, precision: str) -> Language:
        return _language(precision)

    def free(self) -> int:
        if shim.simulated():
            return SIMULATED_MEMORY
        with _told():
            context = self._cuda.current_context()
            # Arrays that nobody holds any more wait in a queue.
            context.memory_manager.deallocations.clear()
            return int(context.get_memory_info().free)

    def put(self, array: Array) -> Any:
        with _told():
            # An array without numbers has no place on a GPU.
            full = array if array.size else np.zeros((1,) * array.ndim, array.dtype)
            return self._cuda.to_device(np.ascontiguousarray(full), stream=self._stream)

    def get(self, held: Any) -> Array:
        with _told():
            found = held.copy_to_host(stream=self._stream)
            self._stream.synchronize()
            return np.asarray(found)

    def set(self, held: Any, array: Array) -> None:
        with _told():
            held.copy_to_device(np.ascontiguousarray(array), stream=self._stream)

    def copy(self, target: Any, source: Any) -> None:
        with _told():
            target.copy_to_device(source, stream=self._stream)

    def launch(
        self, kernel: Callable[..., Any], blocks: tuple[int, ...], threads: int, given: Sequence[Any], shared: int = 0
    ) -> None:
        with _told():
            if shared > OWN_SHARED:
                self._allow(kernel, given, shared)
            launched: Any = kernel
            launched[blocks, threads, self._stream, shared](*given)

    def _allow(self, kernel: Any, given: Sequence[Any], shared: int) -> None:
        """Compile a kernel beforehand, for more shared memory than it may have by itself."""
        if shim.simulated() or kernel in self._allowed:
            return
        kernel.compile(tuple(kernel.typeof_pyval(value) for value in given))
        shim.set_max_dynamic_smem(kernel, shared)
        self._allowed.add(kernel)

    # For large networks.

    def carriers(self, precision: str) -> Sequence[Callable[[], Carrier]]:
        if shim.simulated():
            return [partial(Tiled, self, precision, SIMULATED_SIDE, SIMULATED_SIDE)]
        try:
            functions = cublaslt.load()
        except CudaFault as lacking:
            return [partial(Tiled, self, precision, note=BASIC.format(hint=lacking.hint))]
        return [partial(Lt, self, functions), partial(Tiled, self, precision)]

    @property
    def stream_number(self) -> int:
        stream = self._stream
        return int(stream.stream.handle) if hasattr(stream, "begin_building") else int(stream)

    @contextmanager
    def launching_on(self, stream: Any) -> Iterator[None]:
        own, self._stream = self._stream, stream
        try:
            yield
        finally:
            self._stream = own

    def telling(self) -> Any:
        return _told()

    def seconds(self, run: Callable[[], None], times: int) -> float:
        begin, end = self._cuda.event(), self._cuda.event()
        begin.record(self._stream)
        for _ in range(times):
            run()
        end.record(self._stream)
        end.synchronize()
        return float(self._cuda.event_elapsed_time(begin, end)) / 1e3

    def record(self, play: Callable[[], None]) -> Callable[[], None]:
        return play if shim.simulated() else recorded(self, play)

    def keeper(self, held: Sequence[Any]) -> Keeper:
        return PlainKeeper(self, held) if shim.simulated() else PinnedKeeper(self._cuda, self._stream, held)


class _told(warnings.catch_warnings):  # noqa: N801  # used like a function
    """Whatever goes wrong inside comes out as a CudaFault. The simulator's threads know nothing of NumPy's settings
    here, and would warn of every number that is not finite."""

    def __enter__(self) -> Any:
        entered = super().__enter__()
        if shim.simulated():
            warnings.simplefilter("ignore", RuntimeWarning)
        return entered

    def __exit__(self, kind: Any, broken: Any, trace: Any) -> None:
        super().__exit__(kind, broken, trace)
        if isinstance(broken, Exception) and not isinstance(broken, CudaFault):
            raise shim.as_fault(broken) from broken
