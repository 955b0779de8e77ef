"""The check of system libraries reads the loader's answer and names Debian's packages."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.install import libraries

ANSWER = """\
\tlinux-vdso.so.1 (0x00007ffd)
\tlibxcb-icccm.so.4 => not found
\tlibxcb.so.1 => /usr/lib/libxcb.so.1 (0x00007f)
\tlibgomp.so.1.0.0 => not found
"""


def test_what_the_loader_does_not_find() -> None:
    assert libraries.not_found(ANSWER) == ["libxcb-icccm.so.4", "libgomp.so.1.0.0"]


def test_packages_are_named_once_each() -> None:
    found = libraries.packages(["libglib-2.0.so.0", "libgthread-2.0.so.0", "libgomp.so.1.0.0", "libodd.so.7"])
    assert found == ["libglib2.0-0", "libgomp1"]


@pytest.mark.parametrize(
    ("tool", "line"),
    [
        ("apt-get", "sudo apt-get install --no-install-recommends libegl1"),
        ("dnf", "sudo dnf install 'libEGL.so.1()(64bit)'"),
        ("", "install them with your system's package tool"),
    ],
)
def test_the_line_to_type(tool: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries.shutil, "which", lambda name: name if name == tool else None)
    assert libraries.install_line(["libEGL.so.1"]) == line


def test_a_whole_machine_lacks_nothing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(libraries, "missing", lambda name: [])
    assert libraries.main("offscreen") == 0
    assert capsys.readouterr() == ("", "")


def test_what_cannot_be_installed_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(libraries, "missing", lambda name: ["libEGL.so.1"])
    monkeypatch.setattr(libraries, "may_install", lambda: False)
    monkeypatch.setattr(libraries.shutil, "which", lambda name: name if name == "apt-get" else None)
    assert libraries.main("window") == 2
    said = capsys.readouterr().err
    assert said == (
        "error: this machine lacks libEGL.so.1 (sudo apt-get install --no-install-recommends libegl1,"
        " then the same command again)\n"
    )


def test_root_gets_them_installed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lacking = ["libEGL.so.1", "libgomp.so.1"]
    monkeypatch.setattr(libraries, "missing", lambda name: list(lacking))
    monkeypatch.setattr(libraries, "may_install", lambda: True)
    monkeypatch.setattr(libraries, "install", lambda names: lacking.clear() or True)
    assert libraries.main("window") == 0
    assert capsys.readouterr().out == "Installing system libraries: libegl1 libgomp1\n"


def test_the_window_asks_for_the_display_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert libraries.purpose("window") is libraries.WAYLAND
    monkeypatch.setenv("DISPLAY", ":0")
    assert libraries.purpose("window") is libraries.X11


def test_every_missing_library_is_found_by_the_loader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "QtWidgets.abi3.so").touch()
    asked = []

    class Answer:
        stdout = ANSWER

    monkeypatch.setattr(libraries.sys, "platform", "linux")
    monkeypatch.setattr(libraries.shutil, "which", lambda name: name)
    monkeypatch.setattr(libraries.importlib.util, "find_spec", lambda name: type("S", (), {"origin": tmp_path / "x"}))
    monkeypatch.setattr(libraries.subprocess, "run", lambda line, **_: asked.append(line) or Answer)
    assert libraries.missing("offscreen") == ["libgomp.so.1.0.0", "libxcb-icccm.so.4"]
    assert asked == [["ldd", str(tmp_path / "QtWidgets.abi3.so")]]
