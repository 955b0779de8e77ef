"""`glassnet train --seeds`: what it prints, answers and keeps."""

from __future__ import annotations

import json
import re
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from core.cli import main, progress
from core.cli.progress import Training
from core.cli.signals import Signals
from core.session.headless import Ears
from core.session.snapshot import Snapshot
from tests.projects import BINARY, NUMBERS, write

RELU = ("--set", "architecture.nodes.h1.activation=relu")


def train(project: str, *more: str) -> int:
    return main(["train", project, "--engine", "numpy", "--threads", "1", *more])


@pytest.fixture
def binary(tmp_path: Path) -> str:
    return write(tmp_path, BINARY)


def test_a_table_of_every_metric(binary: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train(binary, "--seeds", "3", "--epochs", "2", "--set", "training.seed=5") == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[0] == "Circle: seeds 5 to 7, 3 finished"
    assert lines[1].split() == ["mean", "deviation", "95", "%", "interval", "n"]
    assert [line.split()[0] for line in lines[2:]] == ["train_loss", "train_accuracy", "test_loss", "test_accuracy"]
    assert all(re.fullmatch(r"\w+ +[\d.]+ +[\d.]+ +[\d.]+ to [\d.]+ +3", line) for line in lines[2:])
    assert "Circle, seed 7" in err
    assert [path.name for path in tmp_path.iterdir()] == ["project.json"]


@pytest.mark.usefixtures("no_pictures")
def test_quiet_prints_nothing_and_keeps_all(binary: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train(binary, "--seeds", "2", "--quiet", "--out", str(tmp_path / "all")) == 0
    assert capsys.readouterr() == ("", "")
    names = {path.name for path in (tmp_path / "all").iterdir()}
    assert names == {"seed-0", "seed-1", "seeds.json", "seeds.csv", "curves.png", "curves.svg"}
    assert main(["check", str(tmp_path / "all" / "seed-1")]) == 0


@pytest.mark.usefixtures("no_pictures")
def test_weights_are_where_every_seed_starts(binary: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    train(binary, "--quiet", "--out", str(tmp_path / "one"))
    again = tmp_path / "again"
    weights = ("--weights", str(tmp_path / "one" / "weights.npz"))
    assert train(binary, "--seeds", "1", "--epochs", "1", *weights, "--out", str(again)) == 0
    assert "one seed, 1 finished" in capsys.readouterr().out
    assert train(binary, "--epochs", "1", *weights, "--out", str(tmp_path / "two")) == 0
    kept = [(folder / "weights.npz").read_bytes() for folder in (again / "seed-0", tmp_path / "two")]
    assert kept[0] == kept[1]


def test_seeds_that_diverge_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = write(tmp_path, NUMBERS, training={"optimizer": {"kind": "sgd", "lr": 900.0}, "epochs": 50})
    assert train(project, "--seeds", "2", *RELU) == 1
    out, err = capsys.readouterr()
    assert out == "Bumps: seeds 0 to 1, 2 diverged\n"
    told = [line for line in err.splitlines() if line.startswith("error:")]
    assert [line.partition(": diverged")[0] for line in told] == ["error: seed 0", "error: seed 1"]
    assert all("learning rate" in line for line in told)


@pytest.mark.parametrize(
    ("value", "told"), [("0", "0 is not between 1"), ("many", "not a whole number"), ("-3", "is not between 1")]
)
def test_bad_counts_are_refused(value: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "spiral", f"--seeds={value}"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"error: --seeds: [^\n]+\n", err)
    assert told in err


def test_a_full_folder_is_refused(binary: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train(binary, "--seeds", "2", "--out", str(tmp_path)) == 2
    err = capsys.readouterr().err
    assert err.startswith("error: ")
    assert "holds project.json" in err


@pytest.mark.usefixtures("no_pictures")
def test_an_interrupt_keeps_the_seeds_that_are_over(
    binary: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out, seeds = tmp_path / "all", iter(range(4))

    def ears_of(signals: Signals, bar: Training | None) -> Ears:
        """Ctrl-C after an epoch of the second seed."""
        ears, seed = progress.ears_of(signals, bar), next(seeds)

        def heard(snapshot: Snapshot) -> None:
            ears.heard(snapshot)
            if seed == 1 and snapshot.epoch and not ears.stopping():
                signal.raise_signal(signal.SIGINT)

        return replace(ears, heard=heard)

    monkeypatch.setattr("core.cli.seeds.ears_of", ears_of)
    assert train(binary, "--seeds", "4", "--epochs", "1000", "--out", str(out)) == 128 + signal.SIGINT
    assert capsys.readouterr().out.startswith("Circle: seeds 0 to 1, 1 finished, 1 stopped")
    table = json.loads((out / "seeds.json").read_text(encoding="utf-8"))
    assert [(run["seed"], run["status"]) for run in table["runs"]] == [(0, "finished"), (1, "stopped")]
    assert table["counted"] == [0]
    assert (out / "seed-1" / "weights.npz").is_file()
    assert not (out / "seed-2").exists()
