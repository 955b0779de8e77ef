"""The GPU itself, through numba-cuda, or Numba's simulator of one: a device of core.engine.cuda.device."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.engine.cuda import shim
from core.engine.cuda.faults import CudaFault
from core.engine.cuda.language import Language

Array = NDArray[Any]

OWN_SHARED = 48 * 1024
"""Bytes of shared memory above which a kernel must be permitted to have them."""
SIMULATED_THREADS = 4
"""Each is a thread of the system, and a barrier of many takes long."""


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
    return Language("gpu", precision, _part, _kernel, np.uint32, True, module)


def _part(function: Callable[..., Any]) -> Any:
    return shim.jit(function, device=True, forceinline=True)


def _kernel(function: Callable[..., Any]) -> Any:
    return shim.jit(function, cache=True)


class Gpu:
    """One GPU, whose context belongs to the thread that made it."""

    def __init__(self, number: int) -> None:
        self._cuda = shim.cuda()
        self._stream = self._cuda.stream()
        self._allowed: set[Any] = set()
        if shim.simulated():
            self.name, self.most_shared, self.most_threads = "Numba's simulator", 227 * 1024, SIMULATED_THREADS
        else:
            device = self._cuda.get_current_device()
            name = device.name
            self.name = name.decode() if isinstance(name, bytes) else str(name)
            self.most_shared = int(device.MAX_SHARED_MEMORY_PER_BLOCK_OPTIN)
            self.most_threads = int(device.MAX_THREADS_PER_BLOCK)

    def language(self, precision: str) -> Language:
        return _language(precision)

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
