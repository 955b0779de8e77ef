"""The wheel works by itself: built from the tracked files, installed outside the checkout, used as a stranger would.

The new environment has the wheel and, by a path file, the dependencies that are installed already; a path file is not
read a second time, so the checkout's own editable install is out of reach.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.texts import tracked

pytestmark = [pytest.mark.wheel, pytest.mark.timeout(600)]

FORGOTTEN = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "NUMBA_DISABLE_JIT")


@dataclass(frozen=True)
class Installed:
    """An environment outside the checkout with the wheel in it."""

    folder: Path

    @property
    def scripts(self) -> Path:
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    def run(self, *command: str, cwd: Path, ok: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command of this environment; its last words are shown when it fails."""
        environment = {name: value for name, value in os.environ.items() if name not in FORGOTTEN}
        answer = subprocess.run(
            [str(self.scripts / command[0]), *command[1:]],
            cwd=cwd,
            env={**environment, "QT_QPA_PLATFORM": "offscreen", "PYTHONWARNINGS": "default"},
            capture_output=True,
            text=True,
            timeout=500,
        )
        assert not ok or answer.returncode == 0, (
            f"{' '.join(command)}\n{answer.stdout[-2000:]}\n{answer.stderr[-4000:]}"
        )
        return answer

    def python(self, code: str, cwd: Path) -> str:
        return self.run("python", "-c", code, cwd=cwd).stdout.strip()


@pytest.fixture(scope="module")
def source(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tracked files: what is built or forgotten in the checkout cannot reach the wheel."""
    copy = tmp_path_factory.mktemp("source")
    for path in tracked(root):
        target = copy / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return copy


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet", "--no-deps"]
    built = subprocess.run([*pip, "--wheel-dir", str(folder), str(source)], capture_output=True, text=True)
    assert built.returncode == 0, built.stderr[-4000:]
    (found,) = folder.glob("glassnet-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    place = Installed(tmp_path_factory.mktemp("stranger") / "env")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place.folder)], check=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(place.folder), "install"]
    subprocess.run([*pip, "--quiet", "--no-deps", "--no-index", str(wheel)], check=True)
    (own,) = {
        Path(line) for line in [place.python("import sysconfig; print(sysconfig.get_path('purelib'))", place.folder)]
    }
    shared = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    (own / "dependencies.pth").write_text("\n".join(shared) + "\n")
    return place


def names(files: list[Path], root: Path, *tops: str) -> set[str]:
    """The files under some top folders, as a wheel names them."""
    relative = (path.relative_to(root) for path in files)
    return {path.as_posix() for path in relative if path.parts[0] in tops}


def test_the_wheel_carries_the_three_packages_and_nothing_else(wheel: Path, root: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        carried = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert carried == names(tracked(root), root, "core", "guiapp", "resources")


def test_the_license_travels_along(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert any(name.endswith("LICENSE") for name in archive.namelist())


def test_the_installed_packages_are_imported_and_not_the_checkout(
    installed: Installed, root: Path, tmp_path: Path
) -> None:
    code = "import core, guiapp, resources; print(*[p.__file__ for p in (core, guiapp, resources)], sep='\\n')"
    places = [Path(line) for line in installed.python(code, tmp_path).splitlines()]
    assert len(places) == 3
    for place in places:
        assert installed.folder in place.parents
        assert root not in place.parents


def test_the_command_line_trains(installed: Installed, tmp_path: Path) -> None:
    example = installed.python("import resources; print(resources.__path__[0])", tmp_path)
    project = str(Path(example) / "examples" / "spiral.json")
    installed.run("glassnet", "train", project, "--epochs", "3", "--out", "run", "--quiet", cwd=tmp_path)
    record = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))
    assert record["epochs"] == 3
    assert {"project.json", "model.json", "curves.csv", "weights.npz", "weights.safetensors"} <= {
        path.name for path in (tmp_path / "run").iterdir()
    }
    assert list((tmp_path / "run").rglob("*.png"))
    assert list((tmp_path / "run").rglob("*.svg"))


def test_a_bad_project_is_one_sentence_and_exit_2(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text('{"format": 1, "colour": "red"}')
    answer = installed.run("glassnet", "check", "bad.json", cwd=tmp_path, ok=False)
    assert answer.returncode == 2
    assert "error: " in answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_window_opens_and_trains_offscreen(installed: Installed, tmp_path: Path) -> None:
    shot = tmp_path / "shot.png"
    command = ["glassnet", "open", "spiral", "--play", "--for", "2", "--screenshot", str(shot), "--stats"]
    answer = installed.run(*command, cwd=tmp_path)
    stats = json.loads(answer.stdout.strip().splitlines()[-1])
    assert stats["epochs"] > 0
    assert shot.read_bytes().startswith(b"\x89PNG")
