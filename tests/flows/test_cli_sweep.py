"""`glassnet sweep`: what it prints, keeps and answers."""

from __future__ import annotations

import csv
import json
import re
import signal
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from core.cli import main
from core.explain.sweep import sweep_project
from core.session.errands import Findings
from tests.projects import BINARY, NUMBERS, write

SMALL = ("--rates", "0.01", "0.1", "--strengths", "0", "0.001", "--seeds", "2", "--epochs", "3")


def sweep(project: str, *more: str) -> int:
    return main(["sweep", project, "--engine", "numpy", "--threads", "1", *more])


@pytest.fixture
def binary(tmp_path: Path) -> str:
    return write(tmp_path, BINARY)


def test_a_table_and_where_it_is_lowest(binary: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sweep(binary, *SMALL) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Circle: 8 networks, 8 finished"
    assert re.fullmatch(r"[\d,]+ steps in [\d.]+ s \([\d,]+ steps/s\) on numpy", lines[1])
    assert lines[2] == "test_loss, l2 by learning rate"
    assert lines[3].split() == ["0.01", "0.1"]
    assert [line.split()[0] for line in lines[4:6]] == ["0", "0.001"]
    assert re.fullmatch(r"lowest at learning rate [\d.]+ with l2 [\d.]+", lines[6])
    assert [path.name for path in tmp_path.iterdir()] == ["project.json"]


def test_what_is_kept(binary: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "all"
    assert sweep(binary, *SMALL, "--quiet", "--out", str(out)) == 0
    assert capsys.readouterr() == ("", "")
    assert {path.name for path in out.iterdir()} == {"sweep.csv", "sweep.json", "sweep.png", "sweep.svg"}
    assert (out / "sweep.png").read_bytes().startswith(b"\x89PNG")
    kept = json.loads((out / "sweep.json").read_text(encoding="utf-8"))
    with (out / "sweep.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert kept["networks"] == len(rows) == 8
    assert {(row["rate"], row["strength"], row["seed"]) for row in rows} == {
        (rate, strength, seed) for rate in ("0.01", "0.1") for strength in ("0.0", "0.001") for seed in "01"
    }
    for row, cell in zip(rows, kept["cells"], strict=True):
        assert {name: float(row[name]) for name in cell["values"]} == cell["values"]
    mine = [float(row["test_loss"]) for row in rows if (row["rate"], row["strength"]) == ("0.1", "0.001")]
    assert kept["means"]["test_loss"][1][1] == pytest.approx(sum(mine) / 2)
    assert sweep(binary, *SMALL, "--quiet", "--out", str(out)) == 0
    assert sweep(binary, *SMALL, "--quiet", "--out", str(tmp_path)) == 2
    assert "holds" in capsys.readouterr().err


def test_where_all_diverge_the_answer_is_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = write(tmp_path, NUMBERS)
    changes = ("--set", "architecture.nodes.h1.activation=relu", "--epochs", "50", "--strengths", "0", "--seeds", "2")
    assert sweep(project, "--rates", "900", *changes, "--out", str(tmp_path / "out")) == 1
    out = capsys.readouterr().out
    assert out.startswith("Bumps: 2 networks, 2 diverged\n")
    assert "lowest" not in out
    kept = json.loads((tmp_path / "out" / "sweep.json").read_text(encoding="utf-8"))
    assert kept["means"]["train_loss"] == [[None]]


def test_an_interrupt_keeps_what_is_there(
    binary: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*given: Any) -> Generator[Findings, None, None]:
        for findings in sweep_project(*given):
            if any(cell.epoch for cell in findings.found.cells):
                signal.raise_signal(signal.SIGINT)
            yield findings

    monkeypatch.setattr("core.cli.sweeping.sweep_project", interrupted)
    more = ("--rates", "0.1", "--strengths", "0", "--seeds", "2", "--epochs", "100000", "--out", str(tmp_path / "out"))
    assert sweep(binary, *more) == 128 + signal.SIGINT
    assert capsys.readouterr().out.startswith("Circle: 2 networks, 2 stopped\n")
    kept = json.loads((tmp_path / "out" / "sweep.json").read_text(encoding="utf-8"))
    assert {cell["status"] for cell in kept["cells"]} == {"stopped"}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--rates", "0"), "0 is no learning rate"),
        (("--rates", "fast"), "--rates: 'fast' is not a number"),
        (("--strengths", "-1"), "-1 is no strength"),
        (("--penalty", "l1_l2"), "--penalty"),
        (("--seeds", "0"), "--seeds: 0 is not between 1"),
    ],
)
def test_bad_wishes_are_refused(more: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert sweep("spiral", *more) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error: ")
    assert told in err
    assert len(err.splitlines()) == 1
