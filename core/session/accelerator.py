"""The GPU as the window knows it: whether there is one to choose, and if not, why. Nothing of it is imported before
somebody asks."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import AppError


@dataclass(frozen=True)
class Accelerator:
    """A GPU that can be chosen has a `name`, and no `problem`."""

    name: str = ""
    problem: AppError | None = None


def driver_there() -> bool:
    """Whether a search can find anything: a fifth of a millisecond where there is no driver."""
    from core.engine.cuda.driver import library, simulated

    return simulated() or library() is not None


def search(*, waiting: bool = True) -> Accelerator | None:
    """What there is; this asks the driver, for seconds. Who is not `waiting` gets None until somebody has asked."""
    from core.engine.cuda.standing import standing

    found = standing(waiting=waiting or not driver_there())
    if found is None:
        return None
    return Accelerator(problem=found) if isinstance(found, AppError) else Accelerator(found.name)
