"""Which system libraries of Qt and Numba are missing on Linux, and the line that installs them.

The loader is asked (`ldd`), never Qt: its message blames libxcb-cursor0 whatever is missing.
Run as a file by `make`, so it imports nothing of Glassnet.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

Files = dict[str, tuple[str, ...]]

# What Debian and Ubuntu call the package of a library; the start of the library's name decides.
PACKAGES = {
    "libEGL.so": "libegl1",
    "libGL.so": "libgl1",
    "libGLX.so": "libglx0",
    "libOpenGL.so": "libopengl0",
    "libX11-xcb.so": "libx11-xcb1",
    "libX11.so": "libx11-6",
    "libdbus-1.so": "libdbus-1-3",
    "libfontconfig.so": "libfontconfig1",
    "libfreetype.so": "libfreetype6",
    "libglib-2.0.so": "libglib2.0-0",
    "libgomp.so": "libgomp1",
    "libgthread-2.0.so": "libglib2.0-0",
    "libwayland-client.so": "libwayland-client0",
    "libwayland-cursor.so": "libwayland-cursor0",
    "libwayland-egl.so": "libwayland-egl1",
    "libxcb-cursor.so": "libxcb-cursor0",
    "libxcb-icccm.so": "libxcb-icccm4",
    "libxcb-image.so": "libxcb-image0",
    "libxcb-keysyms.so": "libxcb-keysyms1",
    "libxcb-randr.so": "libxcb-randr0",
    "libxcb-render-util.so": "libxcb-render-util0",
    "libxcb-render.so": "libxcb-render0",
    "libxcb-shape.so": "libxcb-shape0",
    "libxcb-shm.so": "libxcb-shm0",
    "libxcb-sync.so": "libxcb-sync1",
    "libxcb-util.so": "libxcb-util1",
    "libxcb-xfixes.so": "libxcb-xfixes0",
    "libxcb-xkb.so": "libxcb-xkb1",
    "libxcb.so": "libxcb1",
    "libxkbcommon-x11.so": "libxkbcommon-x11-0",
    "libxkbcommon.so": "libxkbcommon0",
}

# What each purpose loads: package, then files inside it.
TRAINING: Files = {"numba": ("np/ufunc/omppool*.so",)}
OFFSCREEN: Files = {
    **TRAINING,
    "PySide6": (
        "QtWidgets.abi3.so",
        "QtSvg.abi3.so",
        "QtPrintSupport.abi3.so",
        "QtOpenGLWidgets.abi3.so",
        "Qt/plugins/platforms/libqoffscreen.so",
    ),
}
X11: Files = {**OFFSCREEN, "PySide6": (*OFFSCREEN["PySide6"], "Qt/plugins/platforms/libqxcb.so")}
WAYLAND: Files = {**OFFSCREEN, "PySide6": (*OFFSCREEN["PySide6"], "Qt/plugins/platforms/libqwayland.so")}


def purpose(name: str) -> Files:
    """The files behind `training`, `offscreen` or `window` (X11 where there is one, else Wayland)."""
    window = X11 if os.environ.get("DISPLAY") or not os.environ.get("WAYLAND_DISPLAY") else WAYLAND
    purposes = {"training": TRAINING, "offscreen": OFFSCREEN, "window": window}
    return purposes[name]


def missing(name: str) -> list[str]:
    """The system libraries that the loader does not find for a purpose, by name; none outside Linux."""
    if sys.platform != "linux" or shutil.which("ldd") is None:
        return []
    found = set()
    for package, patterns in purpose(name).items():
        spec = importlib.util.find_spec(package)
        folder = Path(spec.origin).parent if spec and spec.origin else None
        for path in [path for pattern in patterns for path in (folder.glob(pattern) if folder else ())]:
            found.update(not_found(subprocess.run(["ldd", str(path)], capture_output=True, text=True).stdout))
    return sorted(found)


def not_found(answer: str) -> list[str]:
    """The names in an answer of `ldd` that it found no file for."""
    return [line.split("=>")[0].strip() for line in answer.splitlines() if line.rstrip().endswith("not found")]


def packages(libraries: Iterable[str]) -> list[str]:
    """The Debian packages of these libraries."""
    known = (PACKAGES.get(name[: name.index(".so") + 3] if ".so" in name else name) for name in libraries)
    return sorted({package for package in known if package})


def install_line(libraries: list[str]) -> str:
    """The exact line to type, or a sentence where the machine's package tool is not known."""
    if shutil.which("apt-get"):
        return "sudo apt-get install --no-install-recommends " + " ".join(packages(libraries))
    for tool in ("dnf", "zypper"):
        if shutil.which(tool):
            return f"sudo {tool} install " + " ".join(f"'{name}()(64bit)'" for name in libraries)
    return "install them with your system's package tool"


def install(libraries: list[str]) -> bool:
    """Install the packages of these libraries with apt; whether that went well."""
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages(libraries)]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

    def quietly(*line: str) -> bool:
        nothing = subprocess.DEVNULL
        return subprocess.run(line, env=environment, stdin=nothing, stdout=nothing).returncode == 0

    return quietly(*command) or (quietly("apt-get", "update") and quietly(*command))


def may_install() -> bool:
    """Whether this user can install Debian packages without being asked."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def main(name: str) -> int:
    """Check a purpose, install what can be installed, and say in one sentence what is left to do."""
    lacking = missing(name)
    if lacking and may_install() and packages(lacking):
        print(f"Installing system libraries: {' '.join(packages(lacking))}", flush=True)
        install(lacking)
        lacking = missing(name)
    if lacking:
        line = install_line(lacking)
        print(f"error: this machine lacks {', '.join(lacking)} ({line}, then the same command again)", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
