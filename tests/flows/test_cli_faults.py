"""Bad input and bad usage: one line on the error stream, exit code 2, and nothing written."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from core.cli import main
from tests.projects import BINARY, write

pytestmark = pytest.mark.usefixtures("no_pictures")

SENTENCE = re.compile(r"error: [^:]+.*: .+\n")


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The error line of a command that is refused."""
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert SENTENCE.fullmatch(err), err
    return err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("frobnicate", "invalid choice: 'frobnicate'"),
        ("train", "PROJECT"),
        ("train nowhere.json", "nowhere.json: there is no such file"),
        ("train nowhere", "spiral"),
        ("train .", "is a folder"),
        ("train spiral --engine gpu", "--engine: invalid choice: 'gpu'"),
        ("train spiral --threads 0", "--threads: 0 is not between 1"),
        ("train spiral --threads many", "'many' is not a whole number"),
        ("train spiral --epochs 0", "--epochs"),
        ("train spiral --resume", "unrecognized arguments: --resume"),
        ("train spiral --epo 3", "unrecognized arguments"),
        ("train spiral --set training.optimizer.lr", "is not PATH=VALUE"),
        ("train spiral --set training.optimizer.rate=1", "there is no 'rate'"),
        ("train spiral --set training.optimizer.lr=0", "training.optimizer.lr"),
        ("train spiral --set training.optimizer=adan", "did you mean 'adam'?"),
        ("train spiral --set architecture.nodes.h1.inputs=[\"h2\"]", "circle"),
        ("train spiral --weights nothing.npz", "nothing.npz"),
        ("train spiral --weights notes.txt", "notes.txt"),
        ("check nowhere.json", "there is no such file"),
        ("list", "KIND"),
        ("list nothings", "invalid choice: 'nothings'"),
        ("predict spiral --input x.csv --output y.csv", "--weights"),
        ("predict . --input x.csv --output y.csv", "model.json"),
        ("predict spiral --weights w.npz --input x.csv", "--output"),
        ("export spiral --weights w.npz --format onnxx --out w", "--format: invalid choice"),
        ("bench --seconds 0", "--seconds"),
        ("bench --only W9", "--only"),
        ("open nowhere.json", "there is no such file"),
        ("open --lesson 99", "there is none called '99'"),
        ("open spiral --lesson 1 --step 99", "there is no step 99"),
        ("open --step 1", "needs a project or a lesson"),
        ("open spiral --for never", "'never' is not a number of seconds"),
        ("open spiral --screenshot picture.jpg", "--screenshot"),
    ],
)  # fmt: skip
def test_usage(
    arguments: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert told in refused(capsys, *arguments.split())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is not JSON"),
        ("{", "is not JSON"),
        ("\0\1\2", "is not JSON"),
        ("[" * 100_000, "project"),
        ('{"format": 2}', "format"),
        ('{"format": 1, "colour": "red"}', "colour"),
        ('{"format": 1, "training": {"optimizer": {"kind": "adam", "lr": NaN}}}', "project.json"),
        ('{"format": 1, "training": {"optimizer": {"kind": "adam", "lr": 1e999}}}', "project.json"),
        ('{"format": 1, "architecture": {"nodes": [{"id": "x", "kind": "inputt"}]}}', "did you mean 'input'?"),
        ('{"format": 1}', "error: architecture"),
    ],
    ids=range(10),
)
@pytest.mark.parametrize("command", ["check", "train"])
def test_a_bad_project_file(
    command: str, text: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "project.json"
    path.write_text(text, encoding="utf-8")
    assert main([command, str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert told in err
    assert all(line.startswith("error: ") for line in err.splitlines())


def test_a_drawing_with_errors_is_told_in_full_by_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = {**BINARY, "architecture": {"nodes": [{"id": "x", "kind": "input"}, {"id": "out", "kind": "output"}]}}
    assert main(["check", write(tmp_path, plain)]) == 2
    assert "error: architecture.nodes.out: it needs 1 input (connect a layer to it)\n" in capsys.readouterr().err


def test_weights_of_another_network_are_refused_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = write(tmp_path, BINARY)
    np.savez(tmp_path / "w.npz", **{"h1.weight": np.zeros((3, 6)), "h1.bias": np.zeros(6)})
    err = refused(capsys, "train", project, "--engine", "numpy", "--weights", str(tmp_path / "w.npz"))
    assert "'h1.weight' is 3 x 6, this network needs 2 x 6" in err


@pytest.mark.parametrize("name", ["w.npz", "w.safetensors"])
def test_damaged_weights_are_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / name).write_bytes(b"\x80\4nonsense" * 9)
    assert name in refused(capsys, "train", write(tmp_path, BINARY), "--quiet", "--weights", str(tmp_path / name))


def test_a_folder_with_other_files_is_refused_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "letter.txt").write_text("dear", encoding="utf-8")
    err = refused(capsys, "train", write(tmp_path, BINARY), "--engine", "numpy", "--quiet", "--out", str(folder))
    assert "choose another folder" in err
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = write(tmp_path, BINARY)
    err = refused(capsys, "train", project, "--engine", "numpy", "--quiet", "--out", project)
    assert "is a file, not a folder" in err


def test_too_little_memory_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise MemoryError

    monkeypatch.setattr("core.engine.reference.ReferenceEngine.run", full)
    assert main(["train", write(tmp_path, BINARY), "--engine", "numpy", "--quiet", "--out", str(tmp_path / "run")]) == 1
    assert capsys.readouterr().err.startswith("error: training: out of memory (")
    assert '"failed"' in (tmp_path / "run" / "run.json").read_text(encoding="utf-8")


def test_a_disk_that_fills_up_ends_with_1_and_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = __import__("os").replace

    def full(source: str, target: Path) -> None:
        if Path(target).name == "curves.csv":
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr("os.replace", full)
    folder = tmp_path / "run"
    assert main(["train", write(tmp_path, BINARY), "--engine", "numpy", "--quiet", "--out", str(folder)]) == 1
    assert SENTENCE.fullmatch(capsys.readouterr().err)
    assert {path.name for path in folder.iterdir()} == {
        "run.json", "project.json", "model.json", "weights.npz", "weights.safetensors",
    }  # fmt: skip
    assert '"failed"' in (folder / "run.json").read_text(encoding="utf-8")


def test_help_and_version_are_no_faults(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--help"], ["train", "--help"], ["--version"]):
        assert main(arguments) == 0
    assert "glassnet 0." in capsys.readouterr().out
