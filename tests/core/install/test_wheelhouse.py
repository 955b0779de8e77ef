"""The offline kit: the platform and the Python that are named, and nothing that is asked for left out."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from core.install import wheelhouse


def wheel(folder: Path, name: str, *needs: str) -> None:
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as archive:
        lines = "".join(f"Requires-Dist: {each}\n" for each in needs)
        archive.writestr(
            f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{lines}"
        )


@pytest.mark.parametrize(
    ("word", "python"), [("3.12", "3.12"), ("python3.13", "3.13"), ("/usr/bin/python3.11", "3.11")]
)
def test_a_python_is_named_by_version_or_command(word: str, python: str) -> None:
    assert wheelhouse.python_of(word) == python


def test_what_is_not_supported_is_refused_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert wheelhouse.main(["linux", "3.9"]) == 2
    assert "PYTHON=3.9 is no supported Python" in capsys.readouterr().err
    assert wheelhouse.main(["amiga", ""]) == 2
    assert "PLATFORM=amiga is not known (one of windows" in capsys.readouterr().err


def test_a_tag_is_as_good_as_a_name() -> None:
    assert wheelhouse.tags_of("win_amd64")[1] == wheelhouse.tags_of("windows")[1]


def test_markers_are_asked_about_the_named_platform(tmp_path: Path) -> None:
    wheel(
        tmp_path, "glassnet", "Alpha>=2; sys_platform == 'win32'", "beta; python_version < '3.12'", "gamma",
        "delta; extra == 'dev'",
    )  # fmt: skip
    wheel(tmp_path, "gamma")
    on = {name: wheelhouse.tags_of(name)[1] for name in ("windows", "linux")}
    assert wheelhouse.missing(tmp_path, wheelhouse.environment("3.12", on["windows"])) == ["Alpha>=2"]
    assert wheelhouse.missing(tmp_path, wheelhouse.environment("3.11", on["windows"])) == ["Alpha>=2", "beta"]
    assert wheelhouse.missing(tmp_path, wheelhouse.environment("3.12", on["linux"])) == []
    wheel(tmp_path, "alpha")
    assert wheelhouse.missing(tmp_path, wheelhouse.environment("3.12", on["windows"])) == []


def test_fetching_goes_on_until_nothing_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """pip compares markers with the Python it runs in: what it leaves out is asked for by name."""
    wheel(tmp_path, "glassnet", "alpha")
    asked: list[tuple[str, ...]] = []

    def fetch(*words: str) -> None:
        asked.append(words)
        wheel(tmp_path, words[-1], *(["beta"] if words[-1] == "alpha" else []))

    monkeypatch.setattr(wheelhouse, "pip", fetch)
    wheelhouse.gather(tmp_path, ["--platform", "win_amd64"], wheelhouse.environment("3.12", {}))
    assert [words[-1] for words in asked] == ["alpha", "beta"]
    assert all("--platform" in words for words in asked)


def test_the_scripts_are_whole() -> None:
    words = {"version": "1", "platform": "p", "python": "3.12", "comma": "3, 12", "count": 2, "size": "3 MB"}
    script = wheelhouse.INSTALL_SH.format(**words)
    assert "--no-index" in script
    assert '"${PYTHON:-python3.12}"' in script
    assert "--no-index" in wheelhouse.INSTALL_BAT.format(**words)
    assert "3 MB" in wheelhouse.README.format(**words)
