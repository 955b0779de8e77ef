"""The command as its own process: exit codes, and what it imports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "core", *arguments]


def environment() -> dict[str, str]:
    """Without the test run's own coverage of warnings, with its folders."""
    return {**os.environ, "PYTHONWARNINGS": "error", "PYTHONUNBUFFERED": "1"}


def test_training_imports_no_window_and_matplotlib_only_for_pictures(tmp_path: Path) -> None:
    code = (
        "import sys; from core.cli import main\n"
        "assert main(['train', 'spiral', '--engine', 'numpy', '--epochs', '1', '--quiet']) == 0\n"
        "heavy = {'PySide6', 'pyqtgraph', 'guiapp', 'matplotlib', 'sklearn', 'numba'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "assert main(['train', 'spiral', '--engine', 'numpy', '--epochs', '1', '--quiet', '--out', sys.argv[1]]) == 0\n"
        "assert 'matplotlib' in sys.modules\n"
        "assert not {'PySide6', 'pyqtgraph', 'guiapp', 'matplotlib.pyplot'} & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "run")], env=environment(), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_check_needs_neither_compiler_nor_tables(tmp_path: Path) -> None:
    code = (
        "import sys; from core.cli import main\n"
        "assert main(['check', 'spiral']) == 0\n"
        "assert not {'numba', 'sklearn', 'matplotlib', 'scipy', 'PySide6'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_reader_that_goes_away_is_no_fault() -> None:
    process = subprocess.Popen(
        command("list", "layers"), env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 0
    assert err == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_no_room_for_the_output_is_one_sentence() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            command("list", "layers"), env=environment(), stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 2
    assert done.stderr == "error: output: no space left on device\n"


@pytest.mark.jit
@pytest.mark.slow
def test_the_compiled_engine_is_the_default_and_agrees(tmp_path: Path) -> None:
    values = {}
    for engine in ("auto", "numpy"):
        arguments = (
            "train",
            "spiral",
            "--epochs",
            "10",
            "--engine",
            engine,
            "--out",
            str(tmp_path / engine),
            "--quiet",
        )
        done = subprocess.run(command(*arguments), env=environment(), capture_output=True, text=True)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        last = (tmp_path / engine / "curves.csv").read_text(encoding="utf-8").splitlines()[-4].split(",")
        assert last[2] == "train_loss"
        values[engine] = float(last[3])
    record = json.loads((tmp_path / "auto" / "run.json").read_text(encoding="utf-8"))
    assert record["engine"] == "cpu"
    assert values["auto"] == pytest.approx(values["numpy"], rel=1e-4)


@pytest.mark.jit
@pytest.mark.slow
def test_the_readmes_python_runs(root: Path, tmp_path: Path) -> None:
    _, _, rest = (root / "README.md").read_text(encoding="utf-8").partition("```python\n")
    code, fence, _ = rest.partition("```")
    assert fence
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("finished ")
    assert (tmp_path / "weights.npz").is_file()
