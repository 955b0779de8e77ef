"""The command as its own process: exit codes, signals, and what it imports."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.session.runs import read_run
from tests.projects import BINARY, write

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has other signals and terminals")
LONG = {"epochs": 1_000_000}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "core", *arguments]


def environment() -> dict[str, str]:
    """Without the test run's own coverage of warnings, with its folders."""
    return {**os.environ, "PYTHONWARNINGS": "error", "PYTHONUNBUFFERED": "1"}


def start(folder: Path) -> tuple[subprocess.Popen[str], int]:
    """A run that goes on for hours, some epochs on its way, and the terminal it draws its progress on."""
    project = write(folder, BINARY, training=LONG)
    terminal, theirs = os.openpty()
    process = subprocess.Popen(
        command("train", project, "--engine", "numpy", "--out", str(folder / "run")),
        env=environment(), stdout=subprocess.PIPE, stderr=theirs, text=True,
    )  # fmt: skip
    os.close(theirs)
    seen = ""
    while not re.search(r" [1-9]\d*/1000000 epochs", seen):
        seen += os.read(terminal, 4096).decode(errors="replace")
    return process, terminal


def ended(process: subprocess.Popen[str], terminal: int) -> tuple[int, str, str]:
    """Exit code, output and the rest of what was drawn."""
    drawn = b""
    try:
        while piece := os.read(terminal, 4096):
            drawn += piece
    except OSError:  # nobody holds the other end any more
        pass
    os.close(terminal)
    out, _ = process.communicate(timeout=60)
    return process.returncode, out, drawn.decode(errors="replace")


@POSIX
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_run_with_everything_saved(number: signal.Signals, code: int, tmp_path: Path) -> None:
    process, terminal = start(tmp_path)
    process.send_signal(number)
    answer, out, err = ended(process, terminal)
    assert answer == code
    assert "Traceback" not in err
    assert out.startswith("Circle: stopped after")
    record = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))
    assert record["status"] == "stopped"
    rows = (tmp_path / "run" / "curves.csv").read_text(encoding="utf-8").splitlines()
    assert rows[-1].startswith(f"{record['steps']},{record['epochs']},test_accuracy,")
    assert (tmp_path / "run" / "weights.npz").is_file()


@POSIX
def test_a_killed_run_is_found_interrupted_and_leaves_no_half_file(tmp_path: Path) -> None:
    process, terminal = start(tmp_path)
    running = read_run(tmp_path / "run")
    assert running is not None
    assert running.status == "running"
    process.kill()
    ended(process, terminal)
    assert {path.name for path in (tmp_path / "run").iterdir()} == {"run.json", "project.json"}
    found = read_run(tmp_path / "run")
    assert found is not None
    assert found.status == "interrupted"
    again = subprocess.run(
        command("train", "spiral", "--engine", "numpy", "--epochs", "1", "--quiet", "--out", str(tmp_path / "run")),
        env=environment(),
    )
    assert again.returncode == 0


@POSIX
def test_two_runs_do_not_share_a_folder(tmp_path: Path) -> None:
    process, terminal = start(tmp_path)
    try:
        second = subprocess.run(
            command("train", "spiral", "--engine", "numpy", "--epochs", "1", "--out", str(tmp_path / "run")),
            env=environment(), capture_output=True, text=True,
        )  # fmt: skip
    finally:
        process.kill()
        ended(process, terminal)
    assert second.returncode == 2
    assert "another Glassnet is writing a run there" in second.stderr


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
