"""Which engine serves a project."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any

from core.errors import AppError

if TYPE_CHECKING:
    from core.engine.contract import Engine, Ensemble
    from core.engine.doors import Doors

NAMES = ("auto", "cpu", "cuda", "numpy")
GPU_MATHS = ("fp32", "tf32", "bf16")
"""What a GPU multiplies the matrices of large networks in, where numbers have single precision; all else, and the
weights themselves, stay float32."""


def limited(engine: str, threads: int) -> AbstractContextManager[Any]:
    """While it is entered, matrix products use so many threads; compiled engines see to it themselves."""
    if engine != "numpy":
        return nullcontext()
    from threadpoolctl import threadpool_limits

    limits: AbstractContextManager[Any] = threadpool_limits(threads)
    return limits


def choose(
    name: str,
    precision: str = "float32",
    doors: Doors | None = None,
    *,
    waiting: bool = True,
    gpu_math: str = "fp32",
) -> Engine:
    """The engine of that name, for numbers of a precision. Engines with the same `doors` share copies of data.

    `auto` is the faster one; whoever is not `waiting` for the GPU's driver gets the GPU for a later network. One that
    is asked for by name is that one, or CudaFault says why not; once the GPU has made a step, the processor goes on
    where it fails.
    """
    if name not in NAMES:
        raise AppError("--engine", f"there is no engine '{name}'", "one of " + ", ".join(NAMES))
    if name == "numpy":
        from core.engine.reference import ReferenceEngine

        return ReferenceEngine(doors)
    if name == "cpu" or (name == "auto" and not _gpu_thinkable()):
        return cpu_engine(precision, doors)
    if name == "auto":
        from core.engine.cuda.auto import Auto

        gpu = partial(cuda_engine, precision, gpu_math)
        return Auto(cpu_engine(precision, doors), gpu, waiting=waiting, math=gpu_math)
    from core.engine.cuda.guarded import Guarded

    return Guarded(cuda_engine(precision, gpu_math), lambda: cpu_engine(precision, doors), cpu_lanes(precision))


def choose_ensemble(name: str, precision: str = "float32", threads: int = 1) -> Ensemble:
    """The ensemble of that name; on the processor, so many networks are trained at once. `auto` takes the GPU where
    there is one: it trains hundreds of networks in the time of one."""
    from core.engine.side_by_side import SideBySide

    def spare() -> Ensemble:
        return SideBySide(lambda doors: cpu_engine(precision, doors), threads)

    if name == "cuda" or (name == "auto" and _gpu_thinkable() and _gpu_usable()):
        from core.engine.cuda.guarded_ensemble import GuardedEnsemble

        return GuardedEnsemble(_cuda_ensemble(precision), spare, cpu_lanes(precision), strict=name == "cuda")
    one = "cpu" if name == "auto" else name
    return SideBySide(lambda doors: choose(one, precision, doors), threads)


def _gpu_usable() -> bool:
    """Whether it has been found and computes."""
    from core.engine.cuda.faults import CudaFault
    from core.engine.cuda.shim import ready
    from core.engine.cuda.standing import device

    try:
        ready(device().number)
    except CudaFault:
        return False
    return True


def _cuda_ensemble(precision: str) -> Ensemble:
    from core.engine.cuda.blocks import Blocks
    from core.engine.cuda.gpu import gpu
    from core.engine.cuda.standing import device

    return Blocks(gpu(device().number), precision)


def _gpu_thinkable() -> bool:
    """Whether a driver is there at all; Numba's simulator is never the faster one."""
    from core.engine.cuda.driver import library, simulated

    return not simulated() and library() is not None


def cpu_engine(precision: str, doors: Doors | None = None) -> Engine:
    """The one that is always there."""
    # Numba takes half a second to import: only those who train with it wait for it.
    from core.engine.cpu import CpuEngine

    return CpuEngine(precision, doors)


def cpu_lanes(precision: str) -> int:
    from core.engine.elements import lanes_of

    return lanes_of(precision)


def cuda_engine(precision: str, gpu_math: str = "fp32") -> Engine:
    """The GPU's, once it has been proved that it computes; raises CudaFault where it does not."""
    from core.engine.cuda.standing import device

    number = device().number
    from core.engine.cuda.engine import CudaEngine
    from core.engine.cuda.gpu import gpu

    return CudaEngine(precision, gpu(number), gpu_math)


def reason(engine: Engine) -> str:
    """Why this one was chosen, in a sentence; empty where there was no choice."""
    return str(getattr(engine, "why", ""))


def gpu_math(engine: Engine) -> str:
    """What it multiplies the matrices of large networks in, where it is a GPU's."""
    return str(getattr(engine, "gpu_math", "fp32"))


def news(engine: Engine) -> list[str]:
    """What has happened to it that a person should read, told once."""
    told: list[str] = getattr(engine, "news", [])
    taken = list(told)
    told.clear()
    return taken
