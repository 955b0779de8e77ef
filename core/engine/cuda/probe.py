"""Which GPUs this machine has, asked without a context and without numba-cuda.

The driver is asked in a process of its own: starting it takes up to seconds, and a sick one hangs or crashes.
Run as `python -m core.engine.cuda.probe LIBRARY`, this file is that process; it prints one line of JSON.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from core.engine.cuda.driver import library
from core.engine.cuda.faults import CudaFault, fault

LIMIT = 10.0
"""Seconds for the driver to answer."""
FLAG = "--probe-cuda"
"""What a frozen program is started with to be that process, as core.cli reads it."""

PROCESSORS, INTEGRATED, MAJOR, MINOR = 16, 18, 75, 76
"""Attributes of a device, by the driver's numbers."""

REASONS = {
    3: "it was not initialised",
    46: "the GPU is not available",
    304: "a call of the system failed",
    802: "the system is not ready yet",
    803: "driver and library are of different versions",
    804: "this GPU has no compatibility mode",
    999: "it reports an unknown error",
}


class Device(msgspec.Struct, frozen=True):
    """A GPU as its driver describes it; `memory` in bytes, `processors` counts streaming multiprocessors."""

    number: int
    name: str
    capability: tuple[int, int]
    processors: int
    memory: int
    integrated: bool = False

    @property
    def title(self) -> str:
        return f"{self.name}, {self.memory / 2**30:.0f} GB" if self.memory else self.name


class _Answer(msgspec.Struct, frozen=True):
    """What the process prints: the driver's answer to being started, and if that is 0, the rest."""

    start: int
    driver: int = 0
    devices: tuple[Device, ...] = ()


@dataclass(frozen=True)
class Found:
    """What there is. `driver` is the newest CUDA it supports, 13000 for 13.0; `fault` says why there is no device."""

    devices: tuple[Device, ...] = ()
    driver: int = 0
    fault: CudaFault | None = None

    @property
    def cuda(self) -> str:
        """The driver's CUDA as people write it."""
        return f"{self.driver // 1000}.{self.driver % 1000 // 10}"


_asking = threading.Lock()


def found() -> Found:
    """The answer, asked for once in a process; who comes meanwhile waits for it."""
    with _asking:
        return _found()


@cache
def _found() -> Found:
    return probe()


def answered() -> bool:
    """Whether it is known already what there is."""
    return _found.cache_info().currsize > 0


def probe(limit: float = LIMIT) -> Found:
    """Ask the driver, if there is one."""
    name = library()
    return ask(command(name), limit) if name else Found(fault=fault("no_driver"))


def command(name: str) -> list[str]:
    """What starts the process that asks the driver in this library."""
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAG, name]
    # -P: a folder named core where the person stands is none of ours.
    return [sys.executable, "-P", "-m", "core.engine.cuda.probe", name]


def ask(words: list[str], limit: float = LIMIT) -> Found:
    """Start the process and read its answer; one that hangs is ended."""
    nothing = subprocess.DEVNULL
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        process = subprocess.Popen(
            words, env=environment, stdin=nothing, stdout=subprocess.PIPE, stderr=nothing, creationflags=hidden
        )
    except OSError as broken:
        return Found(fault=fault("probe_failed", reason=f"no process could be started ({broken.strerror})"))
    try:
        answer, _ = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        process.kill()
        # One that is stuck inside the driver does not even end.
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=1.0)
        return Found(fault=fault("probe_failed", reason=f"the driver did not answer within {limit:g} s"))
    if process.returncode:
        return Found(fault=fault("probe_failed", reason=f"the driver crashed (code {process.returncode})"))
    return _read(answer)


def _read(line: bytes) -> Found:
    try:
        answer = msgspec.json.decode(line, type=_Answer)
    except msgspec.MsgspecError:
        return Found(fault=fault("probe_failed", reason="the driver's answer makes no sense"))
    if answer.start:
        missing = answer.start == 100
        reason = REASONS.get(answer.start, "it gives no reason")
        return Found(fault=fault("no_device") if missing else fault("sick_driver", error=answer.start, reason=reason))
    return Found(answer.devices, answer.driver, None if answer.devices else fault("no_device"))


# --- in the process that asks -----------------------------------------------


def describe(driver: Any) -> Mapping[str, Any]:
    """Start the driver and ask it; raises OSError where it refuses a question later on."""
    start = int(driver.cuInit(0))
    if start:
        return {"start": start}
    count = _number(driver.cuDeviceGetCount)
    return {
        "start": 0,
        "driver": _number(driver.cuDriverGetVersion),
        "devices": [_describe(driver, number) for number in range(count)],
    }


def _describe(driver: Any, number: int) -> Mapping[str, Any]:
    device = _number(driver.cuDeviceGet, number)
    name, memory = ctypes.create_string_buffer(256), ctypes.c_size_t()
    _sure(driver.cuDeviceGetName(name, len(name), device))
    _sure(driver.cuDeviceTotalMem_v2(ctypes.byref(memory), device))
    told = {
        place: _number(driver.cuDeviceGetAttribute, place, device) for place in (PROCESSORS, INTEGRATED, MAJOR, MINOR)
    }
    return {
        "number": number,
        "name": name.value.decode(errors="replace"),
        "capability": (told[MAJOR], told[MINOR]),
        "processors": told[PROCESSORS],
        "memory": memory.value,
        "integrated": bool(told[INTEGRATED]),
    }


def _number(question: Any, *arguments: int) -> int:
    """What the driver writes into the place it is given."""
    place = ctypes.c_int()
    _sure(question(ctypes.byref(place), *arguments))
    return place.value


def _sure(code: int) -> None:
    if code:
        raise OSError(code, f"the driver answered {code}")


def main(name: str) -> None:
    """Ask the driver in this library and print what it says."""
    print(json.dumps(describe(ctypes.CDLL(name))), flush=True)
    # What a sick driver does at the orderly end is nobody's business.
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
