"""The program around the window: first the empty window, then everything, then the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from core.cli.window import Request
from core.errors import AppError
from guiapp.app import Program, main
from guiapp.stats import Stats, memory_mb, percentile, process_age


@pytest.fixture(autouse=True)
def interpreter() -> Iterator[None]:
    """The program sets these for its process."""
    hook, interval = sys.excepthook, sys.getswitchinterval()
    yield
    sys.excepthook = hook
    sys.setswitchinterval(interval)


def test_the_window_closes_by_itself(qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "a.png"
    request = Request("xor", engine="numpy", seconds=0.2, screenshot=picture, stats=True, theme="light")
    assert main(request) == 0
    assert picture.stat().st_size > 10_000
    assert '"epochs": 0' in capsys.readouterr().out


def test_the_first_start_shows_the_spiral(qapp: QApplication) -> None:
    program = Program(qapp, Request(engine="numpy", seconds=0.1))
    assert program.run() == 0
    assert program.context.project.name == "Two spirals"
    assert program.context.checked.ready
    assert program.stats.first_paint > 0


def test_a_project_that_cannot_be_read_ends_the_program(qapp: QApplication, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"format": 1, "surprise": true}')
    with pytest.raises(AppError, match="surprise"):
        main(Request(str(bad), seconds=5))


def test_a_picture_that_cannot_be_written_is_said(qapp: QApplication, tmp_path: Path) -> None:
    request = Request("xor", engine="numpy", seconds=0.1, screenshot=tmp_path / "no" / "a.png")
    with pytest.raises(AppError, match="cannot be written"):
        main(request)


def test_faults_of_the_program_are_reported_and_survived(
    qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    program = Program(qapp, Request("xor", engine="numpy", seconds=0.1))
    program.run()
    try:
        raise ValueError("a fault for the test")
    except ValueError as fault:
        sys.excepthook(ValueError, fault, fault.__traceback__)
    assert "ValueError: a fault for the test" in capsys.readouterr().err
    message = program.context.messages.last
    assert message is not None
    assert message.level == "error"


def test_without_a_display_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("there is always a display")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(AppError, match="display"):
        main(Request())


def test_figures() -> None:
    assert process_age() > 0
    assert memory_mb() > 1
    stats = Stats()
    for frame in (0.0, 1.0, 2.0):
        stats.drawn(frame, running=True)
    assert len(stats.frames) == 2
    stats.late.extend([1.0, 2.0, 3.0])
    assert percentile(stats.late, 0.5) == 2.0
    assert percentile(stats.late, 1.0) == 3.0
