"""Run folders: what is in one, who may take one, and what is found in many."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from core.engine.reference import ReferenceEngine
from core.engine.select import choose
from core.errors import AppError
from core.session.control import Control
from core.session.curves import Curves
from core.session.final import with_final_state
from core.session.headless import run_project
from core.session.machine import alive, process_mark
from core.session.measures import metric_names
from core.session.runs import FILES, RECORD, RunFolder, RunKeeper, curves_bytes, list_runs, read_run, runs_root
from core.session.setup import Setup, load, set_up
from core.session.snapshot import Points, Snapshot
from core.session.trainer import train
from core.spec.plain import project_from_plain
from tests.projects import BINARY


@pytest.fixture
def setup() -> Setup:
    return set_up(project_from_plain(BINARY), 1)


def played(setup: Setup, epochs: int = 2, run: int = 0) -> Iterator[Snapshot]:
    engine = choose("numpy")
    load(setup, engine)
    yield from train(setup, engine, Control(running=True), epochs=epochs, run=run)


def finished(folder: Path, setup: Setup) -> RunFolder:
    """A whole run in a folder, without pictures."""
    run = RunFolder.create(folder, setup, "numpy", 1)
    curves = Curves()
    for last in played(setup):
        curves.add(last.points)
    run.finish(last, curves.points(), plots=False)
    return run


def test_a_folder_says_running_and_then_how_it_ended(tmp_path: Path, setup: Setup) -> None:
    RunFolder.create(tmp_path / "a", setup, "numpy", 1)
    begun = read_run(tmp_path / "a")
    assert begun is not None
    assert begun.status == "running"
    assert begun.record["ended"] is None
    finished(tmp_path / "b", setup)
    over = read_run(tmp_path / "b")
    assert over is not None
    assert over.status == "finished"
    assert over.record["epochs"] == 2
    assert {path.name for path in (tmp_path / "b").iterdir()} == set(FILES)


def test_a_run_that_is_over_makes_room_for_the_next(tmp_path: Path, setup: Setup) -> None:
    finished(tmp_path, setup)
    (tmp_path / "boundary.png").write_bytes(b"old")
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    RunFolder.create(tmp_path, setup, "numpy", 1)
    assert {path.name for path in tmp_path.iterdir()} == {RECORD, "project.json", "notes.txt"}


def test_a_running_folder_is_not_taken(tmp_path: Path, setup: Setup) -> None:
    RunFolder.create(tmp_path, setup, "numpy", 1)
    with pytest.raises(AppError, match="another Glassnet is writing a run there"):
        RunFolder.create(tmp_path, setup, "numpy", 1)


def test_a_process_that_is_gone_leaves_an_interrupted_run(tmp_path: Path, setup: Setup) -> None:
    RunFolder.create(tmp_path, setup, "numpy", 1)
    record = json.loads((tmp_path / RECORD).read_text(encoding="utf-8"))
    for process in (
        {"id": 2**22 + 1, "mark": ""},
        {"id": os.getpid(), "mark": "another"},
        {"id": -1},
        {"id": "x"},
        None,
    ):
        (tmp_path / RECORD).write_text(json.dumps({**record, "process": process}), encoding="utf-8")
        found = read_run(tmp_path)
        assert found is not None
        assert found.status == "interrupted"


def test_processes_are_told_apart() -> None:
    assert alive(os.getpid(), process_mark(os.getpid()))
    assert not alive(0)
    assert not alive(2**22 + 1)


def test_runs_are_listed_newest_first_and_nothing_else(tmp_path: Path, setup: Setup) -> None:
    for name in ("a", "b"):
        finished(tmp_path / name, setup)
        record = json.loads((tmp_path / name / RECORD).read_text(encoding="utf-8"))
        (tmp_path / name / RECORD).write_text(
            json.dumps({**record, "started": f"2030-01-0{ord(name) - 96}"}), encoding="utf-8"
        )
    for name, text in (("c", "no json"), ("d", "[]"), ("e", "{}"), ("f", "[" * 100_000)):
        (tmp_path / name).mkdir()
        (tmp_path / name / RECORD).write_text(text, encoding="utf-8")
    assert [run.folder.name for run in list_runs(tmp_path)] == ["b", "a"]
    assert list_runs(tmp_path / "nowhere") == []


def test_a_played_run_is_kept_by_itself(user_folders: Path, setup: Setup) -> None:
    keeper = RunKeeper(threads=1)
    for run in (1, 2):
        for last in played(setup, epochs=run, run=run):
            keeper.heard(last)
        keeper.keep(setup, ReferenceEngine(), last)
    found = list_runs()
    assert runs_root() == user_folders / "runs"
    assert sorted(run.record["epochs"] for run in found) == [1, 2]
    for run in found:
        rows = (run.folder / "curves.csv").read_text(encoding="utf-8").splitlines()
        assert len(rows) == 1 + 4 * run.record["epochs"]


def test_unknown_values_have_no_row() -> None:
    points = Points(("train_loss", "test_loss"), np.array([1]), np.array([5]), np.array([[0.1, np.nan]]))
    assert curves_bytes(points) == b"step,epoch,name,value\n5,1,train_loss,0.1\n"


def test_a_run_stopped_inside_an_epoch_tells_where_it_stood(setup: Setup) -> None:
    """The last rows are of the last step: the epoch's own batches for the train part, a fresh look at the others."""
    engine = choose("numpy")
    load(setup, engine)
    control = Control()
    steps = train(setup, engine, control)
    next(steps)
    control.step_batch()
    next(steps)
    control.stop()
    (last,) = steps
    none = np.zeros(0, np.int64)
    nothing = Points(metric_names(setup), none, none, np.zeros((0, 4)))
    points = with_final_state(setup, engine, last, nothing)
    assert (points.step.tolist(), points.epoch.tolist()) == ([1], [0])
    assert set(points.last()) == {"train_loss", "train_accuracy", "test_loss", "test_accuracy"}
    assert last.state is not None
    assert points.last()["train_loss"] == pytest.approx(last.state.totals[0] / 16)


def test_a_whole_run_by_call(tmp_path: Path) -> None:
    trained = run_project(project_from_plain(BINARY), engine="numpy", epochs=3)
    assert trained.last.status == "finished"
    assert len(trained.curves) == 3
    assert set(trained.weights) == {"h1.weight", "h1.bias", "h2.weight", "h2.bias"}
