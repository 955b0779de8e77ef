"""Builds an offline kit: Glassnet's wheel and everything it needs, for this machine's platform or one that is named,
with scripts that install it where there is no network.

Run as a file by `make wheelhouse`, with the checkout's own Python; it imports nothing of Glassnet.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from email.parser import HeaderParser
from pathlib import Path

from pip._vendor.packaging.markers import default_environment
from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import canonicalize_name, parse_wheel_filename

HOUSE = Path("dist") / "wheelhouse"
LINUX = (39, 34, 31, 28, 27, 24, 17)
"""Versions of glibc, the newest first, that wheels are made for."""
PLATFORMS: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "windows": (("win_amd64",), {"sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64"}),
    "windows-arm": (
        ("win_arm64",), {"sys_platform": "win32", "platform_system": "Windows", "platform_machine": "ARM64"},
    ),
    "macos": (
        tuple(f"macosx_{n}_0_{cpu}" for n in (14, 13, 12, 11) for cpu in ("arm64", "universal2")),
        {"sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "arm64"},
    ),
    "macos-intel": (
        (
            *(f"macosx_{n}_0_{cpu}" for n in (14, 13, 12, 11) for cpu in ("x86_64", "universal2")),
            *(f"macosx_10_{n}_{cpu}" for n in (15, 14, 13, 12, 9) for cpu in ("x86_64", "universal2")),
        ),
        {"sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "x86_64"},
    ),
    "linux": (
        (*(f"manylinux_2_{n}_x86_64" for n in LINUX), "manylinux2014_x86_64"),
        {"sys_platform": "linux", "platform_system": "Linux", "platform_machine": "x86_64"},
    ),
    "linux-arm": (
        (*(f"manylinux_2_{n}_aarch64" for n in LINUX), "manylinux2014_aarch64"),
        {"sys_platform": "linux", "platform_system": "Linux", "platform_machine": "aarch64"},
    ),
}  # fmt: skip
"""By the name that people say: the tags of wheels, and what markers of requirements ask about."""
PYTHON = re.compile(r"^(?:.*python)?3\.(1[1-4])$")

README = """Glassnet {version} without a network
====================================

For {platform} with Python {python}. {count} packages, {size}.

  Linux, macOS   sh install.sh [FOLDER]
  Windows        install.bat [FOLDER]

This makes a virtual environment in FOLDER (glassnet in your home folder, where none is named), installs everything from
the folder wheels beside this text and asks no server. It needs Python {python} and about 1.5 GB of room. Then start
Glassnet as the last line of the script says.
"""

INSTALL_SH = """#!/bin/sh
# Installs Glassnet from the wheels beside this file; asks no server.
set -e
here=$(cd "$(dirname "$0")" && pwd)
place=${{1:-$HOME/glassnet}}
for python in "${{PYTHON:-python{python}}}" python3 python; do
    if "$python" -c 'import sys; sys.exit(sys.version_info[:2] != ({comma}))' 2>/dev/null; then found=$python; break; fi
done
if [ -z "$found" ]; then echo "error: Python {python} was not found (www.python.org/downloads)" >&2; exit 2; fi
"$found" -m venv "$place"
"$place/bin/python" -m pip --disable-pip-version-check install --no-index --find-links "$here/wheels" glassnet
echo "Installed. Start it with: $place/bin/glassnet"
"""

INSTALL_BAT = """@echo off
rem Installs Glassnet from the wheels beside this file; asks no server.
setlocal
set "PLACE=%~1"
if "%PLACE%"=="" set "PLACE=%USERPROFILE%\\glassnet"
py -{python} -c "" 2>nul && (set "FOUND=py -{python}") || (set "FOUND=python")
%FOUND% -c "import sys; sys.exit(sys.version_info[:2] != ({comma}))"
if errorlevel 1 (echo error: Python {python} was not found ^(www.python.org/downloads^) & exit /b 2)
%FOUND% -m venv "%PLACE%" || exit /b 2
"%PLACE%\\Scripts\\python" -m pip --disable-pip-version-check install --no-index --find-links "%~dp0wheels" glassnet
if errorlevel 1 exit /b 2
echo Installed. Start it with: %PLACE%\\Scripts\\glassnet
"""


class RefusedError(Exception):
    """What cannot be done, in one sentence."""


def python_of(text: str) -> str:
    """3.12 out of 3.12 or python3.12; this Python's version out of nothing."""
    if not text:
        return f"{sys.version_info[0]}.{sys.version_info[1]}"
    match = PYTHON.match(text)
    if match is None:
        raise RefusedError(f"PYTHON={text} is no supported Python (3.11, 3.12, 3.13 or 3.14)")
    return f"3.{match[1]}"


def tags_of(platform: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """The tags of a platform, by its name or by one tag as pip knows it."""
    if platform in PLATFORMS:
        return PLATFORMS[platform]
    for tags, facts in PLATFORMS.values():
        if platform in tags:
            return (platform,), facts
    raise RefusedError(f"PLATFORM={platform} is not known (one of {', '.join(PLATFORMS)}, or a tag such as win_amd64)")


def environment(python: str, facts: Mapping[str, str]) -> dict[str, str]:
    """What markers such as `python_version < "3.12"` are compared with."""
    here = {name: str(value) for name, value in default_environment().items()}
    if facts:
        here |= {**facts, "os_name": "nt" if facts["sys_platform"] == "win32" else "posix"}
    return here | {"python_version": python, "python_full_version": f"{python}.0", "extra": ""}


def pip(*words: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *words]
    if subprocess.run(command, stdin=subprocess.DEVNULL).returncode:
        raise RefusedError("pip could not fetch or build the packages; its reason stands above")


def needs(wheel: Path, facts: Mapping[str, str]) -> list[Requirement]:
    """What a wheel asks for in this environment."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        lines = HeaderParser().parsestr(archive.read(name).decode()).get_all("Requires-Dist") or []
    found = [Requirement(line) for line in lines]
    return [each for each in found if each.marker is None or each.marker.evaluate(dict(facts))]


def plain(each: Requirement) -> str:
    """The requirement without its marker: pip would compare that with the Python it runs in."""
    return f"{each.name}{each.specifier}"


def missing(wheels: Path, facts: Mapping[str, str]) -> list[str]:
    """What the wheels at hand ask for and is not among them."""
    files = sorted(wheels.glob("*.whl"))
    have = {parse_wheel_filename(path.name)[0] for path in files}
    wanted = {plain(each): each.name for path in files for each in needs(path, facts)}
    return sorted(text for text, name in wanted.items() if canonicalize_name(name) not in have)


def gather(wheels: Path, target: Iterable[str], facts: Mapping[str, str]) -> None:
    """Fetch until nothing is missing. Everything asked for so far is asked for again, so that versions agree."""
    asked: list[str] = []
    while lacking := missing(wheels, facts):
        asked += lacking
        pip("download", "--quiet", "--only-binary=:all:", "--dest", str(wheels), *target, *asked)


def size(folder: Path) -> tuple[int, str]:
    """How many wheels there are, and how large they are together."""
    files = list(folder.glob("*.whl"))
    return len(files), f"{sum(path.stat().st_size for path in files) / 1e6:,.0f} MB"


def build(platform: str, python_word: str) -> str:
    """Make the kit; the answer says what it is."""
    python = python_of(python_word)
    tags, facts = tags_of(platform) if platform else ((), {})
    version = python.replace(".", "")
    target = [word for tag in tags for word in ("--platform", tag)]
    if target or python != python_of(""):
        target += ["--python-version", python, "--implementation", "cp", "--abi", f"cp{version}", "--abi", "abi3"]
        target += ["--abi", "none"]
    wheels = HOUSE / "wheels"
    shutil.rmtree(HOUSE, ignore_errors=True)
    wheels.mkdir(parents=True)
    pip("wheel", "--quiet", "--no-deps", "--wheel-dir", str(wheels), ".")
    shutil.rmtree("build/lib", ignore_errors=True)
    own = next(wheels.glob("glassnet-*.whl"))
    gather(wheels, target, environment(python, facts))
    count, megabytes = size(wheels)
    where = platform or f"this machine's platform ({sys.platform})"
    words = {"version": own.name.split("-")[1], "platform": where, "python": python, "count": count, "size": megabytes}
    words["comma"] = python.replace(".", ", ")
    for name, text in (("README.txt", README), ("install.sh", INSTALL_SH), ("install.bat", INSTALL_BAT)):
        newline = "\r\n" if name.endswith(".bat") else "\n"
        (HOUSE / name).write_text(text.format(**words), encoding="utf-8", newline=newline)
    (HOUSE / "install.sh").chmod(0o755)
    return f"{HOUSE}: {count} packages, {megabytes}, for {where} with Python {python}"


def main(arguments: list[str]) -> int:
    """Platform and Python, each empty for this machine's; exit code 2 with one sentence where it fails."""
    try:
        print(build(*arguments))
    except RefusedError as fault:
        print(f"error: building the wheelhouse: {fault}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main([*sys.argv[1:], "", ""][:2]))
