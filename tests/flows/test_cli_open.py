"""`glassnet` and `glassnet open`: what is handed over to the window, which stands in here."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from core.cli import main
from core.cli.window import Request
from tests.projects import BINARY, write


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """The requests that reached the window."""
    found: list[Request] = []
    window = ModuleType("guiapp.app")

    def open_window(request: Request) -> int:
        found.append(request)
        return 7

    window.main = open_window  # type: ignore[attr-defined]  # a stand-in
    monkeypatch.setitem(sys.modules, "guiapp.app", window)
    return found


def test_no_arguments_open_the_window(asked: list[Request]) -> None:
    assert main([]) == 7
    assert asked == [Request()]


def test_every_option_reaches_the_window(asked: list[Request], tmp_path: Path) -> None:
    project = write(tmp_path, BINARY)
    options = "--play --for 2.5 --screenshot s.png --stats --threads 2 --engine numpy"
    assert main(["open", project, *options.split()]) == 7
    (request,) = asked
    assert (request.play, request.seconds, request.stats) == (True, 2.5, True)
    assert (request.screenshot, request.threads, request.engine) == (Path("s.png"), 2, "numpy")
    opened, path = request.read()
    assert (opened.name, path) == ("Circle", Path(project))


def test_an_example_is_opened_by_name(asked: list[Request]) -> None:
    assert main(["open", "spiral"]) == 7
    assert asked[0].read()[1] is None


def test_a_file_that_cannot_be_read_opens_no_window(
    asked: list[Request], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.json").write_text('{"format": 3}', encoding="utf-8")
    for name in ("nowhere.json", str(tmp_path / "bad.json"), str(tmp_path)):
        assert main(["open", name]) == 2
        assert capsys.readouterr().err.startswith("error: ")
    assert asked == []
