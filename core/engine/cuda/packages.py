"""Which packages for the GPU are installed, and the line that installs the right ones. Nothing is imported."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from core.engine.cuda.faults import CudaFault, fault, pip_line
from core.engine.cuda.probe import Device, Found

NAMES = ("numba-cuda", "cuda-bindings", "cuda-core", "nvidia-cublas", "nvidia-cublas-cu12")

LEAST_13 = (7, 5)
"""The least compute capability that CUDA 13 serves; below, it takes CUDA 12."""
LEAST_12 = (5, 0)
CPU = "train on the CPU"


@dataclass(frozen=True)
class Packages:
    """Versions by name, of those that are installed."""

    versions: dict[str, str]

    @property
    def cuda(self) -> int:
        """Which CUDA they are for: 12 or 13; 0 where they are not complete."""
        bindings = self.versions.get("cuda-bindings", "")
        complete = "numba-cuda" in self.versions and bindings[:3] in ("12.", "13.")
        return int(bindings[:2]) if complete else 0

    @property
    def fast(self) -> bool:
        """Whether NVIDIA's matrix products are there."""
        return ("nvidia-cublas" if self.cuda == 13 else "nvidia-cublas-cu12") in self.versions


def packages() -> Packages:
    """What is installed here."""
    found = {}
    for name in NAMES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return Packages(found)


def wanted(found: Found) -> str:
    """The extra that suits driver and device."""
    device = found.devices[0] if found.devices else None
    old = (found.driver and found.driver < 13000) or (device is not None and device.capability < LEAST_13)
    return "cuda12" if old else "cuda13"


def faster(found: Found, there: Packages) -> str | None:
    """The line that brings faster matrix products, where there is one to bring."""
    return None if there.cuda != 13 or there.fast or wanted(found) != "cuda13" else pip_line("cuda13-fast")


def misfit(found: Found, there: Packages) -> CudaFault | None:
    """Why driver, device and packages do not fit together, or None where they do."""
    device = found.devices[0]
    if found.driver < 12000:
        return fault("old_driver", found=found.cuda, needed="12", driver="525", install=CPU)
    if device.capability < LEAST_12:
        return _too_old(device, "12", LEAST_12, CPU)
    if not there.cuda:
        lacking = [name for name in ("numba-cuda", "cuda-bindings") if name not in there.versions]
        named = ", ".join(lacking) or "cuda-bindings 12 or 13"
        return fault("no_packages", lacking=named, install=pip_line(wanted(found)))
    if there.cuda == 13 and device.capability < LEAST_13:
        return _too_old(device, "13", LEAST_13, pip_line("cuda12"))
    if there.cuda == 13 and found.driver < 13000:
        return fault("old_driver", found=found.cuda)
    return None


def _too_old(device: Device, needed: str, least: tuple[int, int], install: str) -> CudaFault:
    major, minor = device.capability
    return fault(
        "old_device",
        name=device.name,
        capability=f"{major}.{minor}",
        needed=needed,
        least=f"{least[0]}.{least[1]}",
        install=install,
    )
