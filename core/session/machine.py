"""What a run notes of the machine it ran on, and whether a process of that machine still lives."""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGES = ("glassnet", "numpy", "numba", "llvmlite", "scipy", "scikit-learn", "msgspec", "safetensors", "matplotlib")


GPU_PACKAGES = ("numba-cuda", "cuda-bindings", "nvidia-cublas")


def versions(packages: tuple[str, ...] = (*PACKAGES, *GPU_PACKAGES)) -> dict[str, str]:
    """Python and the installed packages; asked of their metadata, nothing is imported."""
    found = {"python": platform.python_version()}
    for name in packages:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def memory() -> int:
    """Bytes of memory, as far as the system tells; else what a small machine has."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 8 << 30


def machine() -> dict[str, Any]:
    """System, processor and cores, in plain words."""
    return {"system": platform.platform(), "processor": processor(), "cores": cores()}


def processor() -> str:
    """The processor's name, as far as the system tells."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def process_mark(pid: int) -> str:
    """Tells a process from another one that got its number later; empty where the system does not say."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def alive(pid: int, mark: str = "") -> bool:
    """Whether the process with this number, and this mark if there is one, still runs."""
    if pid <= 0:
        return False
    if sys.platform == "win32":
        return _alive_on_windows(pid)
    try:
        os.kill(pid, 0)
    except PermissionError:
        pass
    except (OSError, OverflowError):
        return False
    return not mark or process_mark(pid) == mark


def _alive_on_windows(pid: int) -> bool:
    """os.kill would end the process there."""
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]  # exists on Windows alone
    handle = kernel.OpenProcess(0x1000, False, pid)
    if not handle:
        return False
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == 259
