"""Whether a GPU is here, for tests that need one."""

from __future__ import annotations

import pytest

from core.engine.cuda import shim
from core.engine.cuda.faults import CudaFault


def need_gpu() -> None:
    """Skip the test, saying why, unless a kernel has been compiled for a GPU, run on it and looked at."""
    if shim.simulated():
        pytest.skip("no GPU: Numba simulates one")
    try:
        shim.ready()
    except CudaFault as fault:
        pytest.skip(f"no GPU: {fault}")
