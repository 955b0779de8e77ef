"""The only module that knows numba-cuda: what has to be done before it is imported, and where it differs from Numba's
simulator.

Nothing is imported before `cuda` is called for the first time.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from types import FunctionType
from typing import Any

import numpy as np

from core.engine.cuda.driver import simulated
from core.engine.cuda.faults import CudaFault, fault

REAL_ONLY = ("launch_bounds", "max_registers", "lto", "lineinfo", "forceinline")
"""Options of kernels that the simulator does not take."""

LOST = {"ILLEGAL_ADDRESS": 700, "LAUNCH_TIMEOUT": 702, "LAUNCH_FAILED": 719, "ECC_UNCORRECTABLE": 214}
"""Errors after which the context is gone, by their names and numbers in the driver."""

OUT_OF_MEMORY = {"OUT_OF_MEMORY": 2}
START = {"NO_DEVICE": 100, "SYSTEM_DRIVER_MISMATCH": 803, "UNKNOWN": 999}

LACKING = ("DynamicLibNotFoundError", "NvvmSupportError", "NvrtcSupportError", "NotSupportedError", "CCSupportError")
"""Exceptions that mean a library of CUDA's which is not there or does not fit."""

TRIAL_THREADS = 32


@cache
def cuda() -> Any:
    """The module `numba.cuda`, usable; raises CudaFault where it is not."""
    if not simulated() and find_spec("numba_cuda") is None:
        raise fault("no_packages")
    _guard()
    try:
        module = importlib.import_module("numba.cuda")
    except Exception as broken:  # a library that lacks shows as a RuntimeError, and as others
        raise fault("no_packages", lacking=_words(broken)) from broken
    if simulated():
        return module
    if getattr(module, "implementation", "") != "NVIDIA":
        raise fault("builtin_target")
    # One block is meant where one is launched.
    module.dispatcher.config.CUDA_LOW_OCCUPANCY_WARNINGS = 0
    _without_slow_paths()
    return module


def _guard() -> None:
    """What stands in the way of the import, or of the first kernel."""
    if not hasattr(np, "row_stack"):
        # NumPy 2.5 has taken the name away, and numba-cuda's compiler asks for it.
        setattr(np, "row_stack", np.vstack)  # noqa: B010  # no type knows it
    if find_spec("_numba_cuda_redirector") is not None and "_numba_cuda_redirector" not in sys.modules:
        # The .pth file that does this at the start is not read in carried wheels and frozen programs.
        importlib.import_module("_numba_cuda_redirector")
    if find_spec("cuda") is None or find_spec("cuda.bindings") is None:
        return
    try:
        importlib.import_module("cuda.bindings.runtime").getLocalRuntimeVersion()
    except Exception:  # whatever it raises: numba-cuda asks the same at its import, and would not be imported
        runtime: Any = sys.modules.get("cuda.bindings.runtime")
        if runtime is not None:
            runtime.getLocalRuntimeVersion = lambda: (None, 13000)


def _without_slow_paths() -> None:
    """Quotients and roots of single precision to 2 and 1 of their last places. Exact to the last one they branch, at
    every use, into a function for numbers near the ends of the range, and nothing is computed beside them. What is
    computed by NVIDIA's own functions stays as exact as it is, unlike with `fastmath`."""
    nvvm: Any = importlib.import_module("numba.cuda.cudadrv.nvvm")
    exact = nvvm.compile_ir

    def compile_ir(text: Any, **options: Any) -> Any:
        return exact(text, **{"prec_div": False, "prec_sqrt": False, **options})

    nvvm.compile_ir = compile_ir


def jit(function: Callable[..., Any] | None = None, /, **options: Any) -> Any:
    """`cuda.jit`, whose options the simulator takes as well."""
    if simulated():
        options = {name: value for name, value in options.items() if name not in REAL_ONLY}
    return cuda().jit(**options) if function is None else cuda().jit(function, **options)


def set_max_dynamic_smem(kernel: Any, size: int) -> None:
    """Let a compiled kernel be launched with so many bytes of dynamic shared memory; without, 48 KB are the most."""
    if simulated():
        return
    driver = importlib.import_module("numba.cuda.cudadrv.driver")
    attribute = driver.binding.CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES
    for compiled in kernel.overloads.values():
        function = compiled._codelibrary.get_cufunc()
        driver.driver.cuKernelSetAttribute(attribute, size, function.handle, function.device.id)


def as_fault(broken: Exception) -> CudaFault:
    """What an exception out of numba-cuda or the driver means."""
    if isinstance(broken, CudaFault):
        return broken
    if (error := _error(broken, LOST)) is not None:
        return fault("in_flight", error=error)
    if isinstance(broken, MemoryError) or _error(broken, OUT_OF_MEMORY) is not None:
        return fault("memory")
    if (error := _error(broken, START)) is not None:
        return fault("no_device") if error == 100 else fault("sick_driver", error=error, reason=_words(broken))
    name = type(broken).__name__
    if name in LACKING:
        return fault("no_packages", lacking=_words(broken))
    if name == "CudaSupportError":
        gone = "cannot be found" in str(broken)
        return fault("no_driver") if gone else fault("sick_driver", reason=_words(broken))
    if name in ("CudaAPIError", "CUDAError"):
        return fault("in_flight", error=getattr(broken, "code", _words(broken)))
    return fault("compile", reason=_words(broken))


def _error(broken: Exception, numbers: dict[str, int]) -> int | None:
    """The driver's number, where it is one of these: some exceptions carry it, some only its name."""
    code = getattr(broken, "code", None)
    if code is not None and code in numbers.values():
        return int(code)
    return next((number for name, number in numbers.items() if f"CUDA_ERROR_{name}" in str(broken)), None)


def _words(broken: Exception) -> str:
    """An exception in one line."""
    text = " ".join(str(broken).split())
    return f"{type(broken).__name__}: {text}"[:200] if text else type(broken).__name__


def _trial(x: Any, y: Any) -> None:
    """The smallest kernel that needs the whole chain: compiler, linker, driver."""
    i = cuda.threadIdx.x  # type: ignore[attr-defined]  # stands for the module where it is compiled
    if i < x.size:
        y[i] = x[i] * x[i] + x[0]


def ready(device: int = 0) -> None:
    """Make a context on a device in this thread, compile a kernel, run it and look at its numbers.

    Only this proves that compiler, linker and driver fit together; raises CudaFault where they do not.
    """
    module = cuda()
    # The simulator finds the module among a kernel's globals alone.
    kernel = jit(FunctionType(_trial.__code__, {"cuda": module, "__name__": __name__}))
    x = np.arange(1, TRIAL_THREADS + 1, dtype=np.float32)
    try:
        module.select_device(device)
        stream = module.stream()
        given, found = module.to_device(x, stream=stream), module.device_array(x.shape, x.dtype, stream=stream)
        kernel[1, TRIAL_THREADS, stream](given, found)
        y = found.copy_to_host(stream=stream)
        stream.synchronize()
    except Exception as broken:  # a hundred things, each of its own class
        raise as_fault(broken) from broken
    if not np.array_equal(y, x * x + x[0]):
        raise fault("wrong_result")
