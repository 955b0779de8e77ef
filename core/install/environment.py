"""Makes the virtual environment of a checkout and installs Glassnet into it; the second time it does nothing.

Run as a file by `make`, with any supported Python, so it imports nothing of Glassnet.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path.cwd()
FOLDER = ROOT / ".venv"
STAMP = FOLDER / "glassnet-installed.json"
SLOW_S = 120.0
SUPPORTED = ((3, 11), (3, 14))


def python() -> Path:
    """The environment's Python."""
    return FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def wanted(extras: str) -> dict[str, str]:
    """What an up-to-date stamp says; a moved checkout and a changed declaration are installed anew."""
    text = (ROOT / "pyproject.toml").read_bytes()
    return {"checkout": str(ROOT), "declaration": hashlib.sha256(text).hexdigest(), "extras": extras}


def stamped() -> dict[str, str]:
    """What the environment's stamp says; nothing where there is none."""
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def is_ready(extras: str) -> bool:
    """Whether the environment is there with at least these extras."""
    return python().exists() and stamped() in (wanted(extras), wanted("dev"))


def works() -> bool:
    """Whether the environment's Python starts, is supported and has pip, and was made in this place."""
    probe = f"import sys, pip; assert {SUPPORTED[0]} <= sys.version_info[:2] <= {SUPPORTED[1]}"
    try:
        answer = subprocess.run([str(python()), "-c", probe], capture_output=True)
    except OSError:
        return False
    return answer.returncode == 0 and stamped().get("checkout", str(ROOT)) == str(ROOT)


def create() -> str:
    """Make the environment anew; an empty text, or the sentence that says why it could not be made."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    package = f"python{version}-venv"
    if importlib.util.find_spec("ensurepip") is None:
        command = ["apt-get", "install", "--yes", "--no-install-recommends", package]
        if not (os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get")):
            return f"this Python {version} cannot make virtual environments (sudo apt-get install {package})"
        print(f"Installing {package}", flush=True)
        for line in (["apt-get", "update"], command):
            subprocess.run(line, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    print(f"Making the virtual environment .venv with Python {version}", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(FOLDER)], capture_output=True, text=True)
    if made.returncode == 0:
        return ""
    last = (made.stderr or made.stdout).strip().splitlines()[-1:] or ["no reason given"]
    return f"the virtual environment could not be made: {last[0]} (sudo apt-get install {package}, or another Python)"


def install(extras: str) -> str:
    """Install Glassnet with pip; an empty text, or the sentence that says what failed."""
    what = f".[{extras}]" if extras else "."
    print("Installing Glassnet's packages into .venv: about 350 MB to download, once", flush=True)
    pip = [str(python()), "-m", "pip", "--disable-pip-version-check", "install", "--editable", what]
    if not sys.stdout.isatty():
        pip.append("--quiet")
    running = subprocess.Popen(pip, cwd=ROOT, stdin=subprocess.DEVNULL)
    try:
        said = False
        while running.poll() is None:
            try:
                running.wait(SLOW_S)
            except subprocess.TimeoutExpired:
                if not said:
                    print(
                        "The download server is slow: this goes on by itself; when stopped with Ctrl+C,"
                        " the next try keeps the packages that are here already.",
                        flush=True,
                    )
                said = True
    except KeyboardInterrupt:
        running.terminate()
        running.wait()
        return "the installation was stopped (type the same command to go on)"
    if running.returncode == 0:
        return ""
    return (
        "pip could not download or install the packages; its reason stands above"
        " (look at the network, the proxy and 2 GB of free disk, then type the same command again)"
    )


def main(arguments: list[str]) -> int:
    """Bring the environment up to date; exit code 2 with one sentence where that fails.

    The first word may be `--ready`, which only asks (0 or 1); the other one names the extras.
    """
    only_ask = arguments[:1] == ["--ready"]
    extras = "".join(arguments[only_ask:])
    if is_ready(extras) or only_ask:
        return 0 if is_ready(extras) else 1
    fault = "" if works() else create()
    fault = fault or install(extras)
    if fault:
        print(f"error: setting up: {fault}", file=sys.stderr)
        return 2
    STAMP.write_text(json.dumps(wanted(extras)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
