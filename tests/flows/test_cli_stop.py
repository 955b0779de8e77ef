"""`glassnet train` with stop rules: whichever comes first ends the run, and its line and its record tell which."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.cli import main
from core.spec.files import load_project
from tests.projects import BINARY, NUMBERS, write

VALIDATED = {"validation_fraction": 0.25}
pytestmark = pytest.mark.usefixtures("no_pictures")


def train(project: str, *more: str) -> int:
    return main(["train", project, "--engine", "numpy", *more])


def record(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return found


def test_a_rule_ends_the_run_before_its_epochs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = write(tmp_path, BINARY, training={"stop": ["early_stopping", {"kind": "epochs", "epochs": 3}]})
    assert train(project, "--epochs", "9", "--out", str(tmp_path / "run")) == 0
    assert capsys.readouterr().out.startswith("Circle: finished after 3 epochs, 12 steps")
    found = record(tmp_path / "run")
    assert (found["status"], found["epochs"]) == ("finished", 3)
    assert found["message"].startswith("stopped after 3 epochs: stop rule epochs")


def test_the_epochs_asked_for_end_it_before_a_rule(tmp_path: Path) -> None:
    project = write(tmp_path, BINARY, training={"stop": [{"kind": "epochs", "epochs": 3}]})
    assert train(project, "--epochs", "2", "--out", str(tmp_path / "run")) == 0
    assert record(tmp_path / "run")["message"] == "stopped after 2 epochs: the epochs asked for"
    assert record(tmp_path / "run")["best_epoch"] is None


def test_early_stopping_tells_of_the_weights_it_went_back_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = {"kind": "early_stopping", "patience": 2, "min_delta": 10.0}
    project = write(tmp_path, BINARY, training={"stop": [rule]}, data=VALIDATED)
    assert train(project, "--epochs", "50", "--out", str(tmp_path / "run")) == 0
    told = "validation_loss did not improve for 2 epochs; weights of epoch 1 restored"
    assert told in capsys.readouterr().out
    found = record(tmp_path / "run")
    assert (found["epochs"], found["best_epoch"]) == (3, 1)
    assert found["message"] == f"stopped after 3 epochs: {told}"


def test_a_rule_for_failed_runs_ends_it_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    training = {"stop": ["divergence"], "optimizer": {"kind": "sgd", "lr": 0.9}}
    project = write(tmp_path, NUMBERS, training=training)
    assert train(project, "--quiet", "--epochs", "300", "--set", "architecture.nodes.h1.activation=relu") == 1
    assert capsys.readouterr().err.startswith("error: training: diverged at step")


def test_the_test_part_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = write(tmp_path, BINARY, training={"stop": [{"kind": "target", "metric": "test_accuracy"}]})
    assert train(project) == 2
    told = "error: training.stop[0].metric: the test part is never used to choose when a run ends (watch 'accuracy')"
    assert capsys.readouterr().err.splitlines() == [told]


def test_epochs_take_the_place_of_the_projects(tmp_path: Path) -> None:
    """A schedule that spans the run spans those that were asked for; the kept project says the same."""
    project = write(tmp_path, BINARY, training={"schedule": "cosine", "epochs": 50})
    assert train(project, "--epochs", "4", "--out", str(tmp_path / "short")) == 0
    assert load_project(tmp_path / "short" / "project.json").training.epochs == 4
    other = write(tmp_path, BINARY, training={"schedule": "cosine", "epochs": 4})
    assert train(other, "--out", str(tmp_path / "own")) == 0
    weights = [(tmp_path / name / "weights.npz").read_bytes() for name in ("short", "own")]
    assert weights[0] == weights[1]


def test_scored_metrics_have_curves_and_a_place_in_the_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    metrics = ["accuracy", "mcc", {"kind": "f1", "average": "micro"}]
    project = write(tmp_path, BINARY, training={"metrics": metrics})
    assert train(project, "--out", str(tmp_path / "run")) == 0
    out = capsys.readouterr().out
    rows = (tmp_path / "run" / "curves.csv").read_text(encoding="utf-8").splitlines()
    names = ["loss", "accuracy", "mcc", "f1_micro"]
    assert [row.split(",")[2] for row in rows[-8:]] == [f"{part}_{n}" for part in ("train", "test") for n in names]
    assert all(f"test_{name}" in out for name in names)
