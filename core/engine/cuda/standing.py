"""Whether this process may use the GPU: what the probe found, which packages there are, and what has happened since."""

from __future__ import annotations

from functools import cache

from core.engine.cuda import probe
from core.engine.cuda.driver import simulated
from core.engine.cuda.faults import CudaFault
from core.engine.cuda.packages import misfit, packages
from core.engine.cuda.probe import Device

SIMULATED = Device(0, "Numba's simulator", (0, 0), 0, 0)

_lost: list[CudaFault] = []
"""Why the GPU is of no use any more, once that has happened."""


def give_up(fault: CudaFault) -> None:
    """Note a fault after which the GPU is of no use to this process; others may pass."""
    if fault.lasting:
        _lost.append(fault)


def standing(*, waiting: bool = True) -> Device | CudaFault | None:
    """The GPU to compute with, or why there is none; None where nobody has asked the driver and one may not wait."""
    if _lost:
        return _lost[0]
    if simulated():
        return SIMULATED
    if waiting or probe.answered():
        return _judged()
    return None


def device() -> Device:
    """The GPU to compute with; raises CudaFault where there is none."""
    found = standing()
    if isinstance(found, CudaFault):
        raise found
    assert found is not None
    return found


@cache
def _judged() -> Device | CudaFault:
    """Packages that are installed meanwhile count from the next start on, as for every other import."""
    found = probe.found()
    return found.fault or misfit(found, packages()) or found.devices[0]
