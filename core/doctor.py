"""What an installation has and what it lacks, in lines a person reads."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from core.engine.cuda.driver import simulated
from core.engine.cuda.faults import CudaFault, pip_line
from core.engine.cuda.packages import faster, misfit, packages, wanted
from core.engine.cuda.probe import Device, probe
from core.engine.cuda.shim import ready
from core.install.libraries import install_line, missing
from core.session.machine import PACKAGES, cores, processor, versions
from core.session.runs import list_runs, runs_root

WINDOW = ("PySide6-Essentials", "pyqtgraph")

Hears = Callable[[str, float], None]


def compile_kernels(progress: Hears) -> str:
    """Compile the CPU engine's kernels into the cache folder; what was done, in a sentence."""
    from core.engine.cpu import compile_kernels as compile_all
    from core.engine.jit import cache_folder

    started = time.perf_counter()
    compile_all(progress)
    return f"The kernels are ready after {time.perf_counter() - started:.1f} s, kept in {cache_folder()}"


def report() -> list[str]:
    """The whole report."""
    lines = _packages()
    lines += ["", *_engines(), "", *gpu_lines(), "", *_window(), "", *_folders()]
    return lines


def _packages() -> list[str]:
    found = versions((*PACKAGES, *WINDOW))
    lines = [f"glassnet {found.pop('glassnet', '(not installed)')} on {processor()}, {cores()} cores"]
    lines.append(f"system: {sys.platform}, Python {found.pop('python')}")
    lines.append("packages: " + ", ".join(f"{name} {number}" for name, number in found.items()))
    lacking = [name for name in (*PACKAGES, *WINDOW) if name not in ("glassnet", *found)]
    if lacking:
        lines.append("missing: " + ", ".join(lacking) + " (pip install glassnet)")
    return lines


def _engines() -> list[str]:
    try:
        number = version("numba")
    except PackageNotFoundError:
        return ["engine cpu: Numba is not installed (pip install numba)", "engine numpy: ready, float32 and float64"]
    from core.engine.jit import cache_folder, plain

    state = "the compiler is switched off (NUMBA_DISABLE_JIT)" if plain() else f"Numba {number}, float32 and float64"
    return [
        f"engine cpu: {state}",
        "engine numpy: ready, float32 and float64",
        f"kernels: {_cache()} in {cache_folder()}",
        f"threads: {cores()} unless --threads says otherwise",
    ]


def gpu_lines() -> list[str]:
    """Driver, device and packages; whether they work together is tried, and what helps where they do not."""
    there = packages()
    named = ", ".join(f"{name} {number}" for name, number in there.versions.items()) or "none"
    if simulated():
        lines = ["gpu: simulated by Numba (NUMBA_ENABLE_CUDASIM), hundreds of times slower than a processor"]
        return [*lines, f"packages for the gpu: {named}; the simulator needs none", _tried()]
    found = probe()
    if found.fault is not None:
        lines = [f"gpu: {found.fault.what} ({found.fault.hint})", f"packages for the gpu: {named}"]
        if not there.cuda:
            lines.append(f"  with an NVIDIA GPU: {pip_line(wanted(found))}")
        return [*lines, "engine cuda: not usable"]
    lines = [_described(device) for device in found.devices]
    lines += [f"driver of the gpu: supports CUDA {found.cuda}", f"packages for the gpu: {named}"]
    fault = misfit(found, there)
    if fault is not None:
        return [*lines, f"engine cuda: not usable, {fault.what}", f"  {fault.hint}"]
    lines += [_tried(), "matrix products of the gpu: " + ("NVIDIA's cuBLAS" if there.fast else "Glassnet's own")]
    more = faster(found, there)
    return [*lines, f"  faster ones for large networks: {more}"] if more else lines


def _described(device: Device) -> str:
    major, minor = device.capability
    text = f"gpu {device.number}: {device.title}, compute capability {major}.{minor}"
    return f"{text}, {device.processors} multiprocessors" + (", integrated" if device.integrated else "")


def _tried() -> str:
    """Compile a kernel and run it: nothing less proves that the parts fit."""
    try:
        ready()
    except CudaFault as fault:
        return f"engine cuda: not usable, {fault.what} ({fault.hint})"
    return "engine cuda: ready; a kernel was compiled, run and checked"


def kept() -> list[Path]:
    """Files of compiled kernels that are kept for these sources; none while the training loop is not among them."""
    from core.engine.jit import cache_folder

    folder = cache_folder()
    files = [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
    return files if any(".serve-" in path.name and path.suffix == ".nbi" for path in files) else []


def _cache() -> str:
    """What is kept of compiled kernels."""
    files = kept()
    if not files:
        return "not compiled yet (glassnet doctor --compile)"
    return f"compiled, {sum(path.stat().st_size for path in files) / 2**20:.1f} MB"


def _window() -> list[str]:
    lines = []
    for purpose, text in (("offscreen", "pictures without a screen"), ("window", "the window")):
        lacking = missing(purpose)
        lines.append(f"libraries for {text}: " + (f"missing {', '.join(lacking)}" if lacking else "all there"))
        if lacking:
            lines.append(f"  {install_line(lacking)}")
    return [*lines, f"display: {_display()}"]


def _display() -> str:
    if sys.platform in ("win32", "darwin"):
        return "the desktop"
    for name in ("WAYLAND_DISPLAY", "DISPLAY"):
        if os.environ.get(name):
            return f"{name}={os.environ[name]}"
    platform = os.environ.get("QT_QPA_PLATFORM")
    return f"none, QT_QPA_PLATFORM={platform}" if platform else "none: no window, but everything else"


def _folders() -> list[str]:
    return [f"runs of the window: {len(list_runs()):,} in {runs_root()}"]
