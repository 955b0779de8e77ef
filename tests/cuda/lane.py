"""`make compiled`: an environment with the extra cuda13 and NVIDIA's assembler, and the tests that need them.

    python -m tests.cuda.lane FOLDER

The environment sees everything that the development one has. Where the packages cannot be installed (no network, no
wheels for this machine) the lane says so and is over: nothing else needs them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASSEMBLER = "nvidia-cuda-nvcc"
MARK = "ready.txt"


def wanted() -> list[str]:
    """What pyproject.toml lists under cuda13, and the assembler, which tells of registers."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [*project["optional-dependencies"]["cuda13"], ASSEMBLER]


def python(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def set_up(folder: Path) -> str:
    """Make the environment, unless it is there; why it cannot be made, or nothing."""
    packages = wanted()
    mark = folder / MARK
    if mark.is_file() and mark.read_text(encoding="utf-8") == "\n".join(packages):
        return ""
    venv.create(folder, with_pip=True, clear=True)
    paths = subprocess.run(
        [python(folder), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    beside = Path(paths.stdout.strip()) / "development.pth"
    beside.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    done = subprocess.run(
        [python(folder), "-m", "pip", "install", "--quiet", *packages], capture_output=True, text=True, check=False
    )
    if done.returncode:
        return next((line for line in done.stderr.splitlines() if line.startswith("ERROR")), "pip failed")
    mark.write_text("\n".join(packages), encoding="utf-8")
    return ""


def main() -> int:
    folder = Path(sys.argv[1]).resolve()
    try:
        why = set_up(folder)
    except (OSError, subprocess.CalledProcessError) as fault:  # no room, or a Python that makes no environments
        why = str(fault)
    if why:
        print(f"Kernels are not compiled for a GPU here, the extra cuda13 cannot be installed: {why}")
        return 0
    words = ["-m", "pytest", "-q", "-s", "tests/cuda/test_compiled.py", "tests/engines/test_cuda_tiled.py"]
    return subprocess.run([python(folder), *words], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
