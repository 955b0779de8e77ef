"""`glassnet train`, called as a function: what it prints, writes and answers."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors import safe_open

from core.cli import main
from core.spec.files import load_project
from tests.projects import BINARY, CLASSES, NUMBERS, write

NUMPY = ("--engine", "numpy")
BASE = {"run.json", "project.json", "model.json", "curves.csv", "weights.npz", "weights.safetensors"}


def pictures(*names: str) -> set[str]:
    return {f"{name}.{suffix}" for name in names for suffix in ("png", "svg")}


def train(project: str, *more: str) -> int:
    return main(["train", project, *NUMPY, *more])


def record(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return found


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "curves.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def binary(tmp_path: Path) -> str:
    return write(tmp_path, BINARY)


def test_without_out_one_line_is_printed_and_nothing_written(
    binary: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert train(binary) == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert out.startswith("Circle: finished after 4 epochs, 16 steps")
    assert [path.name for path in tmp_path.iterdir()] == ["project.json"]


def test_quiet_prints_nothing(binary: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train(binary, "--quiet", "--out", str(tmp_path / "run")) == 0
    assert capsys.readouterr() == ("", "")


def test_progress_names_loss_and_speed(binary: str, capsys: pytest.CaptureFixture[str]) -> None:
    train(binary)
    err = capsys.readouterr().err
    assert "4/4 epochs" in err
    assert "train_loss" in err
    assert "steps/s" in err


@pytest.mark.parametrize(
    ("plain", "drawn"),
    [
        (BINARY, pictures("loss", "metrics", "boundary", "confusion", "weights")),
        (CLASSES, pictures("loss", "metrics", "boundary", "confusion", "weights")),
        (NUMBERS, pictures("loss", "metrics", "surface", "weights")),
    ],
    ids=lambda value: value["name"] if isinstance(value, dict) else "",
)
def test_a_run_folder_holds_exactly_what_it_should(plain: dict[str, Any], drawn: set[str], tmp_path: Path) -> None:
    assert train(write(tmp_path, plain), "--out", str(tmp_path / "run")) == 0
    assert {path.name for path in (tmp_path / "run").iterdir()} == BASE | drawn
    for name in drawn:
        head = (tmp_path / "run" / name).read_bytes()[:200]
        assert head.startswith(b"\x89PNG") or b"<?xml" in head


@pytest.mark.usefixtures("no_pictures")
def test_the_record_tells_the_run(binary: str, tmp_path: Path) -> None:
    train(binary, "--out", str(tmp_path / "run"), "--threads", "1", "--set", "training.seed=7")
    found = record(tmp_path / "run")
    assert {
        "format", "project", "engine", "threads", "seed", "versions", "machine", "started", "ended", "status", "steps",
        "epochs", "message",
    } <= set(found)  # fmt: skip
    told = [found[name] for name in ("project", "engine", "threads", "seed", "status", "steps", "epochs")]
    assert told == ["Circle", "numpy", 1, 7, "finished", 16, 4]
    assert {"python", "numpy", "numba"} <= set(found["versions"])


@pytest.mark.usefixtures("no_pictures")
def test_the_project_in_the_folder_is_the_one_that_was_trained(binary: str, tmp_path: Path) -> None:
    train(binary, "--out", str(tmp_path / "run"), "--set", "architecture.nodes.h1.units=5")
    assert load_project(tmp_path / "run" / "project.json").architecture["h1"].options.units == 5  # type: ignore[attr-defined]  # a dense layer
    assert train(str(tmp_path / "run"), "--quiet") == 0


@pytest.mark.usefixtures("no_pictures")
def test_curves_have_a_row_a_name_after_each_epoch(tmp_path: Path) -> None:
    train(write(tmp_path, CLASSES), "--out", str(tmp_path / "run"))
    found = rows(tmp_path / "run")
    names = [f"{part}_{name}" for part in ("train", "test", "validation") for name in ("loss", "accuracy")]
    assert list(found[0]) == ["step", "epoch", "name", "value"]
    assert [row["name"] for row in found] == names * 4
    assert [int(row["epoch"]) for row in found[::6]] == [1, 2, 3, 4]
    steps = [int(row["step"]) for row in found[::6]]
    assert steps == [steps[0] * epoch for epoch in (1, 2, 3, 4)]
    assert all(repr(float(row["value"])) == row["value"] for row in found)


@pytest.mark.usefixtures("no_pictures")
def test_a_thinned_run_ends_with_its_final_state(tmp_path: Path) -> None:
    project = write(tmp_path, BINARY, training={"evaluate_every": 3})
    train(project, "--out", str(tmp_path / "run"))
    names = [f"{part}_{name}" for part in ("train", "test") for name in ("loss", "accuracy")]
    found = [(row["epoch"], row["step"], row["name"]) for row in rows(tmp_path / "run")]
    assert found == [("3", "12", name) for name in names] + [("4", "16", name) for name in names]
    every = write(tmp_path, BINARY)
    train(every, "--out", str(tmp_path / "every"))
    assert rows(tmp_path / "every")[-4:] == rows(tmp_path / "run")[-4:]


@pytest.mark.usefixtures("no_pictures")
def test_weights_have_names_shapes_and_the_projects_precision(tmp_path: Path) -> None:
    for precision in ("float32", "float64"):
        folder = tmp_path / precision
        train(write(tmp_path, BINARY, training={"precision": precision}), "--out", str(folder))
        with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
            shapes = {name: arrays[name].shape for name in arrays.files}
            assert {str(arrays[name].dtype) for name in arrays.files} == {precision}
        assert shapes == {"h1.weight": (2, 6), "h1.bias": (6,), "h2.weight": (6, 1), "h2.bias": (1,)}


@pytest.mark.usefixtures("no_pictures")
def test_safetensors_carry_the_preparation(tmp_path: Path) -> None:
    train(write(tmp_path, BINARY, data={"scaling": "standard"}), "--out", str(tmp_path / "run"))
    with safe_open(tmp_path / "run" / "weights.safetensors", framework="numpy") as opened:
        kept = json.loads(opened.metadata()["glassnet"])
    assert kept == json.loads((tmp_path / "run" / "model.json").read_text(encoding="utf-8"))
    assert len(kept["preparation"]["scaling"]["scale"]) == 2


@pytest.mark.usefixtures("no_pictures")
def test_epochs_are_so_many_more_from_given_weights(binary: str, tmp_path: Path) -> None:
    train(binary, "--out", str(tmp_path / "run"))
    for name in ("weights.npz", "weights.safetensors"):
        more = tmp_path / name.partition(".")[2]
        assert train(binary, "--epochs", "2", "--weights", str(tmp_path / "run" / name), "--out", str(more)) == 0
        assert record(more)["epochs"] == 2
    once, twice = (np.load(tmp_path / name / "weights.npz") for name in ("npz", "safetensors"))
    assert all((once[name] == twice[name]).all() for name in once.files)


@pytest.mark.usefixtures("no_pictures")
def test_the_same_seed_gives_the_same_weights(binary: str, tmp_path: Path) -> None:
    for name in ("a", "b"):
        train(binary, "--out", str(tmp_path / name), "--threads", "1")
    kept = [(tmp_path / name / "weights.npz").read_bytes() for name in ("a", "b")]
    assert kept[0] == kept[1]


def test_a_diverged_run_ends_with_1_and_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = write(tmp_path, NUMBERS, training={"optimizer": {"kind": "sgd", "lr": 900.0}, "epochs": 50})
    assert (
        train(project, "--quiet", "--set", "architecture.nodes.h1.activation=relu", "--out", str(tmp_path / "run")) == 1
    )
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error: training: diverged at step")
    assert "learning rate" in err
    found = record(tmp_path / "run")
    assert found["status"] == "diverged"
    assert "diverged at step" in found["message"]
    assert {path.name for path in (tmp_path / "run").iterdir()} >= BASE


def test_an_example_is_trained_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert train("spiral", "--epochs", "1") == 0
    assert capsys.readouterr().out.startswith("Two spirals: finished after 1 epochs")


def test_the_choice_of_the_task_is_said_where_there_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "t.csv").write_text("a,b,y\n" + "1,2,0\n2,1,1\n" * 10, encoding="utf-8")
    source = {"kind": "csv", "path": "t.csv", "target": "y"}
    assert train(write(tmp_path, BINARY, data={"source": source})) == 0
    assert "note: task: classify (integers with 2 values)" in capsys.readouterr().err


def test_warnings_are_told_and_do_not_stop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = write(tmp_path, BINARY)
    assert train(project, "--set", "architecture.nodes.h1.activation=step") == 0
    assert "warning: architecture.nodes.h1: step has no slope" in capsys.readouterr().err


def test_what_a_gpu_would_multiply_in_is_kept(binary: str, tmp_path: Path) -> None:
    assert train(binary, "--gpu-math", "bf16", "--out", str(tmp_path / "run")) == 0
    assert record(tmp_path / "run")["gpu_math"] == "bf16"


def test_seeds_are_trained_in_single_precision_alone(binary: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert train(binary, "--gpu-math", "tf32", "--seeds", "2") == 2
    assert "--gpu-math" in capsys.readouterr().err
