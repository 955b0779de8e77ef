"""`glassnet find-rate`: what it prints, draws and answers."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from core.cli import main
from tests.projects import BINARY, NUMBERS, write


def find(project: str, *more: str) -> int:
    return main(["find-rate", project, "--engine", "numpy", "--threads", "1", *more])


@pytest.fixture
def binary(tmp_path: Path) -> str:
    return write(tmp_path, BINARY)


def test_one_line_with_the_suggestion(binary: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert find(binary) == 0
    out, err = capsys.readouterr()
    assert re.fullmatch(r"Circle: learning rate 0\.\d+ \(the loss is lowest at [^\n]+; the project has 0\.05\)\n", out)
    assert err == ""
    assert [path.name for path in tmp_path.iterdir()] == ["project.json"]


def test_json_tells_every_loss(binary: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert find(binary, "--json", "--low", "1e-4", "--high", "0.5", "--steps", "50", "--set", "training.seed=3") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["project"] == "Circle"
    assert found["present"] == 0.05
    assert found["rates"][0] == pytest.approx(1e-4)
    assert found["rates"][-1] == pytest.approx(0.5)
    assert {len(found[name]) for name in ("rates", "losses", "still", "smoothed")} == {50}
    assert found["suggestion"] in found["rates"]
    assert found["end"] == "every rate was tried"


@pytest.mark.parametrize("name", ["rates.png", "rates.SVG"])
def test_the_picture(name: str, binary: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert find(binary, "--out", str(tmp_path / name)) == 0
    assert f"picture in {tmp_path / name}" in capsys.readouterr().out
    head = (tmp_path / name).read_bytes()[:200]
    assert head.startswith(b"\x89PNG") if name.endswith("png") else b"<?xml" in head


def test_where_no_rate_helps_the_answer_is_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = write(tmp_path, NUMBERS, training={"optimizer": "sgd"})
    assert find(project, "--json", "--low", "1e20", "--high", "1e30") == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["suggestion"] is None
    assert re.fullmatch(r"error: find-rate: the loss does not fall: the loss is no longer finite at [^\n]+\n", err)


def test_trained_weights_are_where_it_starts(binary: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    weights = tmp_path / "w.npz"
    shapes = {"h1.weight": (2, 6), "h1.bias": (6,), "h2.weight": (6, 1), "h2.bias": (1,)}
    np.savez(weights, **{name: np.zeros(shape) for name, shape in shapes.items()})
    find(binary, "--json", "--weights", str(weights))
    assert json.loads(capsys.readouterr().out)["losses"][0] == pytest.approx(np.log(2.0))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("--low 0", "--low: 0 is not a rate above 0"),
        ("--low x", "'x' is not a number"),
        ("--high inf", "--high: inf is not a rate"),
        ("--low 1 --high 0.5", "--low: 1 is not below --high, 0.5"),
        ("--steps 3", "--steps: 3 is not between 10 and 10,000"),
        ("--out rates.jpg", "'rates.jpg' is neither PNG nor SVG"),
        ("--set training.optimizer.lr=0", "training.optimizer.lr"),
        ("--weights nothing.npz", "nothing.npz"),
    ],
)
def test_usage(arguments: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find-rate", "spiral", *arguments.split()]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"error: [^\n]+\n", err)
    assert told in err
