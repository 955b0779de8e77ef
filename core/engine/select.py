"""Which engine serves a project."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from core.errors import AppError

if TYPE_CHECKING:
    from core.engine.contract import Engine, Ensemble
    from core.engine.doors import Doors

NAMES = ("auto", "cpu", "numpy")


def limited(engine: str, threads: int) -> AbstractContextManager[Any]:
    """While it is entered, matrix products use so many threads; compiled engines see to it themselves."""
    if engine != "numpy":
        return nullcontext()
    from threadpoolctl import threadpool_limits

    limits: AbstractContextManager[Any] = threadpool_limits(threads)
    return limits


def choose(name: str, precision: str = "float32", doors: Doors | None = None) -> Engine:
    """The engine of that name, for numbers of a precision. `auto` is the fast one. Engines with the same `doors` share
    copies of data."""
    if name not in NAMES:
        raise AppError("--engine", f"there is no engine '{name}'", "one of " + ", ".join(NAMES))
    if name == "numpy":
        from core.engine.reference import ReferenceEngine

        return ReferenceEngine(doors)
    # Numba takes half a second to import: only those who train with it wait for it.
    from core.engine.cpu import CpuEngine

    return CpuEngine(precision, doors)


def choose_ensemble(name: str, precision: str = "float32", threads: int = 1) -> Ensemble:
    """The ensemble of that name; on the processor, so many networks are trained at once."""
    from core.engine.side_by_side import SideBySide

    return SideBySide(lambda doors: choose(name, precision, doors), threads)
