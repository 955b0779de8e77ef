"""The environment is made once, and anew when the checkout moves or its declaration changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.install import environment


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "FOLDER", tmp_path / ".venv")
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".venv" / "stamp.json")
    return tmp_path


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch, checkout: Path) -> list[str]:
    """What was done, with the slow work left out."""
    done: list[str] = []

    def create() -> str:
        environment.python().parent.mkdir(parents=True, exist_ok=True)
        environment.python().touch()
        done.append("create")
        return ""

    def install(extras: str) -> str:
        done.append(f"install {extras}".strip())
        return ""

    monkeypatch.setattr(environment, "create", create)
    monkeypatch.setattr(environment, "install", install)
    monkeypatch.setattr(environment, "works", lambda: "create" in done)
    return done


def test_a_fresh_checkout_is_set_up_and_the_second_run_does_nothing(steps: list[str]) -> None:
    assert environment.main([]) == 0
    assert steps == ["create", "install"]
    assert environment.main([]) == 0
    assert steps == ["create", "install"]


def test_asking_does_nothing(steps: list[str]) -> None:
    assert environment.main(["--ready"]) == 1
    environment.main([])
    assert environment.main(["--ready"]) == 0
    assert environment.main(["--ready", "dev"]) == 1
    assert steps == ["create", "install"]


def test_the_tests_ask_for_more_and_the_run_is_content_with_it(steps: list[str]) -> None:
    environment.main([])
    environment.main(["dev"])
    environment.main([])
    assert steps == ["create", "install", "install dev"]


def test_a_changed_declaration_is_installed_anew(steps: list[str], checkout: Path) -> None:
    environment.main([])
    (checkout / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    environment.main([])
    assert steps == ["create", "install", "install"]


def test_an_environment_of_another_place_does_not_work(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment.FOLDER.mkdir()
    environment.STAMP.write_text('{"checkout": "elsewhere"}')
    monkeypatch.setattr(environment, "python", lambda: Path(environment.sys.executable))
    assert not environment.works()
    environment.STAMP.unlink()
    assert environment.works()


def test_without_an_environment_nothing_works(checkout: Path) -> None:
    assert not environment.works()
    assert not environment.is_ready("")


def test_a_failed_installation_is_one_sentence_and_leaves_no_stamp(
    steps: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "install", lambda extras: "no network")
    assert environment.main([]) == 2
    assert capsys.readouterr().err == "error: setting up: no network\n"
    assert not environment.STAMP.exists()


def test_a_slow_server_is_said_once(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Pip:
        waits = 0
        returncode = 1

        def poll(self) -> int | None:
            return 1 if self.waits >= 3 else None

        def wait(self, seconds: float) -> None:
            self.waits += 1
            raise environment.subprocess.TimeoutExpired("pip", seconds)

    monkeypatch.setattr(environment.subprocess, "Popen", lambda *_, **__: Pip())
    assert environment.install("dev").startswith("pip could not download or install the packages")
    assert capsys.readouterr().out.count("The download server is slow") == 1


def test_a_python_without_ensurepip_names_the_package(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(environment.shutil, "which", lambda name: None)
    version = f"{environment.sys.version_info[0]}.{environment.sys.version_info[1]}"
    assert f"(sudo apt-get install python{version}-venv)" in environment.create()
