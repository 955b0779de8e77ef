"""Runs that are stopped, killed or met: what they leave behind."""

from __future__ import annotations

import json
import os
import re
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.session.runs import read_run
from tests.projects import BINARY, write

fcntl = pytest.importorskip("fcntl", reason="Windows has other signals and terminals")
termios = pytest.importorskip("termios")


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "core", "train", *arguments, "--engine", "numpy"]


class Run:
    """A run that goes on for hours, in a process of its own, drawing its progress on a terminal of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "run"
        project = write(folder, BINARY, training={"epochs": 1_000_000})
        self.terminal, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 120, 0, 0))
        self.process = subprocess.Popen(
            command(project, "--out", str(self.folder)), stdout=subprocess.PIPE, stderr=theirs, text=True
        )
        os.close(theirs)
        self.drawn = ""

    def read(self) -> bool:
        """Take in what has been drawn since; False where nobody draws any more."""
        try:
            piece = os.read(self.terminal, 4096)
        except OSError:
            piece = b""
        self.drawn += piece.decode(errors="replace")
        return bool(piece)

    def some_epochs(self) -> None:
        while not re.search(r" [1-9]\d*/1000000 epochs", self.drawn):
            assert self.read(), self.drawn

    def end(self, number: signal.Signals) -> tuple[int, str]:
        """Exit code and output after a signal."""
        self.process.send_signal(number)
        while self.read():
            pass
        out, _ = self.process.communicate(timeout=60)
        return self.process.returncode, out

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate(timeout=60)
        os.close(self.terminal)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Run]:
    """A run with some epochs behind it."""
    run = Run(tmp_path)
    try:
        run.some_epochs()
        yield run
    finally:
        run.close()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_the_run_with_everything_saved(number: signal.Signals, code: int, running: Run) -> None:
    answer, out = running.end(number)
    assert answer == code
    assert "Traceback" not in running.drawn
    assert out.startswith("Circle: stopped after")
    record = json.loads((running.folder / "run.json").read_text(encoding="utf-8"))
    assert record["status"] == "stopped"
    rows = (running.folder / "curves.csv").read_text(encoding="utf-8").splitlines()
    assert rows[-1].startswith(f"{record['steps']},{record['epochs']},test_accuracy,")
    assert (running.folder / "weights.npz").is_file()


def test_a_killed_run_is_found_interrupted_and_leaves_no_half_file(running: Run) -> None:
    begun = read_run(running.folder)
    assert begun is not None
    assert begun.status == "running"
    running.end(signal.SIGKILL)
    assert {path.name for path in running.folder.iterdir()} == {"run.json", "project.json"}
    found = read_run(running.folder)
    assert found is not None
    assert found.status == "interrupted"
    again = subprocess.run(command("spiral", "--epochs", "1", "--quiet", "--out", str(running.folder)))
    assert again.returncode == 0


def test_two_runs_do_not_share_a_folder(running: Run) -> None:
    arguments = command("spiral", "--epochs", "1", "--out", str(running.folder))
    second = subprocess.run(arguments, capture_output=True, text=True)
    assert second.returncode == 2
    assert "another Glassnet is writing a run there" in second.stderr
