"""What an installation has and what it lacks, in lines a person reads."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

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
    lines += ["", *_engines(), "", *_window(), "", *_folders()]
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
