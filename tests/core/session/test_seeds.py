"""Several seeds of one project: runs, numbers and what they leave behind."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

import core
from core.errors import AppError
from core.export.seed_plots import band_pictures
from core.session.headless import Ears, run_project
from core.session.runs import read_run
from core.session.seeds import Seeds, train_seeds
from core.session.snapshot import Points
from core.session.spread import bands, spread
from core.spec.assign import assign
from core.spec.plain import project_from_plain
from core.spec.project import Project
from tests.projects import BINARY, CLASSES, NUMBERS

pytestmark = pytest.mark.usefixtures("no_pictures")


@pytest.fixture
def no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run folders without plots, which take a second each."""
    monkeypatch.setattr("core.export.plots.pictures", lambda setup, model, curves: iter(()))


def project_of(plain: dict[str, Any], *changes: str) -> Project:
    project = project_from_plain(plain)
    for change in changes:
        project = assign(project, change, Path())
    return project


def some(plain: dict[str, Any], seeds: int = 3, *changes: str, **more: Any) -> Seeds:
    return train_seeds(project_of(plain, *changes), seeds, engine="numpy", threads=1, **more)


def test_every_run_is_that_of_its_seed() -> None:
    found = some(CLASSES, 3, "training.seed=7")
    assert [run.seed for run in found.runs] == [7, 8, 9]
    for run in found.runs:
        alone = run_project(project_of(CLASSES, f"training.seed={run.seed}"), engine="numpy", threads=1)
        assert run.metrics == alone.metrics
        assert (run.steps, run.epochs, run.status) == (alone.last.step, alone.last.epoch, "finished")
    losses = [run.metrics["test_loss"] for run in found.runs]
    assert len(set(losses)) == 3


def test_runs_side_by_side_leave_what_one_after_the_other_would(tmp_path: Path) -> None:
    early = 'training.stop=[{"kind":"early_stopping","patience":1,"min_delta":0.02}]'
    changes = ("training.epochs=30", early, "training.evaluate_every=2")
    for threads in (1, 3):
        train_seeds(project_of(CLASSES, *changes), 5, engine="numpy", threads=threads, out=tmp_path / str(threads))
    one, three = (tmp_path / name for name in ("1", "3"))
    table, other = (json.loads((folder / "seeds.json").read_text(encoding="utf-8")) for folder in (one, three))
    for run in (*table["runs"], *other["runs"]):
        del run["seconds"]
    assert table == other
    assert len({run["epochs"] for run in table["runs"]}) > 1
    for seed in range(5):
        for name in ("project.json", "curves.csv", "weights.npz", "model.json"):
            assert (one / f"seed-{seed}" / name).read_bytes() == (three / f"seed-{seed}" / name).read_bytes()


def test_all_at_work_are_kept_when_somebody_stops(tmp_path: Path) -> None:
    heard: list[int] = []

    def ears(seed: int) -> Ears:
        return Ears(heard=lambda snapshot: heard.append(snapshot.epoch), stopping=lambda: heard[-1] > 2)

    found = train_seeds(
        project_of(BINARY, "training.epochs=100000"), 5, engine="numpy", threads=2, ears=ears, out=tmp_path
    )
    assert [(run.seed, run.status) for run in found.runs] == [(0, "stopped"), (1, "stopped")]
    for run in found.runs:
        assert run.folder is not None
        kept = read_run(run.folder)
        assert kept is not None
        assert (kept.status, kept.record["epochs"]) == ("stopped", run.epochs)
        assert (run.folder / "weights.npz").is_file()
    assert not (tmp_path / "seed-2").exists()


def test_what_fails_on_the_way_closes_every_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(seeds: Seeds, out: Path) -> None:
        raise AppError(str(out), "the disk is full")

    monkeypatch.setattr("core.session.seeds._write_tables", full)
    with pytest.raises(AppError, match="disk is full"):
        train_seeds(project_of(BINARY), 2, engine="numpy", threads=2, out=tmp_path)
    kept = [read_run(tmp_path / f"seed-{seed}") for seed in range(2)]
    assert [run.status for run in kept if run] == ["finished", "stopped"]


def test_the_spread_of_a_metric() -> None:
    found = some(BINARY).metrics["test_loss"]
    assert found.n == 3
    assert found.mean == pytest.approx(np.mean(found.values), rel=1e-15)
    assert found.deviation == pytest.approx(np.std(found.values, ddof=1), rel=1e-15)
    assert min(found.values) <= found.low < found.mean < found.high <= max(found.values)


def test_the_interval_holds_the_mean_as_often_as_it_says() -> None:
    """Of the means of 20 numbers, the percentile bootstrap holds about 93 % at a level of 95 %."""
    rng = np.random.default_rng(1)
    held = 0
    for _ in range(100):
        found = spread(rng.normal(3.0, 2.0, 20).tolist())
        held += found.low <= 3.0 <= found.high
    assert 85 <= held <= 99


def test_the_interval_is_scipys_and_always_the_same() -> None:
    values = [0.1, 0.5, 0.2, 0.9, 0.4]
    found = spread(values)
    assert found == spread(values)
    rng = np.random.default_rng(2)
    means = rng.choice(values, (200_000, 5)).mean(axis=1)
    assert (found.low, found.high) == pytest.approx(np.percentile(means, [2.5, 97.5]), abs=0.01)


@pytest.mark.parametrize(
    ("values", "n", "mean"),
    [
        ([], 0, math.nan),
        ([2.0], 1, 2.0),
        ([2.0, math.nan], 1, 2.0),
        ([math.nan], 0, math.nan),
        ([1.0, math.inf], 1, 1.0),
    ],
)
def test_too_few_values_have_no_deviation(values: list[float], n: int, mean: float) -> None:
    found = spread(values)
    assert found.n == n
    assert found.mean == pytest.approx(mean, nan_ok=True)
    assert all(map(math.isnan, (found.deviation, found.low, found.high)))


def test_equal_values_have_no_width() -> None:
    found = spread([0.3, 0.3, 0.3])
    assert found.low == found.high == pytest.approx(0.3)
    assert found.deviation == pytest.approx(0.0, abs=1e-15)


def points(epoch: list[int], *values: list[float]) -> Points:
    return Points(("train_loss", "test_loss")[: len(values)], np.array(epoch), np.array(epoch), np.array(values).T)


def test_bands_are_made_epoch_by_epoch() -> None:
    first = points([1, 2, 3], [1.0, 2.0, 3.0], [math.nan, 5.0, math.nan])
    second = points([2, 4], [4.0, 9.0])
    train, test = bands([first, second])
    assert (train.name, test.name) == ("train_loss", "test_loss")
    assert train.epoch.tolist() == [1, 2, 3, 4]
    assert train.mean.tolist() == [1.0, 3.0, 3.0, 9.0]
    assert train.deviation.tolist() == [0.0, pytest.approx(math.sqrt(2.0)), 0.0, 0.0]
    assert (test.epoch.tolist(), test.mean.tolist()) == ([2], [5.0])
    assert bands([]) == []


def test_bands_are_drawn() -> None:
    made = dict(band_pictures("curves", "Blobs", some(CLASSES, 2).bands, 2))
    assert made["curves.png"].startswith(b"\x89PNG")
    assert "accuracy" in made["curves.svg"].decode() or b"<svg" in made["curves.svg"]


def test_the_folder_holds_runs_and_tables(tmp_path: Path) -> None:
    found = some(BINARY, 2, "training.seed=4", out=tmp_path / "all")
    names = {path.name for path in (tmp_path / "all").iterdir()}
    assert names == {"seed-4", "seed-5", "seeds.json", "seeds.csv", "curves.png", "curves.svg"}
    for run in found.runs:
        assert run.folder is not None
        kept = read_run(run.folder)
        assert kept is not None
        assert (kept.status, kept.record["seed"]) == ("finished", run.seed)
    table = json.loads((tmp_path / "all" / "seeds.json").read_text(encoding="utf-8"))
    assert table["counted"] == [4, 5]
    assert [run["metrics"] for run in table["runs"]] == [dict(run.metrics) for run in found.runs]
    with (tmp_path / "all" / "seeds.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["name"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(found.metrics) == set(table["metrics"])
    for name, one in found.metrics.items():
        assert table["metrics"][name] == msgspec.to_builtins(one) | {"values": list(one.values)}
        assert [float(rows[name][key]) for key in ("mean", "deviation", "low", "high", "seed_4", "seed_5")] == [
            one.mean,
            one.deviation,
            one.low,
            one.high,
            *one.values,
        ]


def test_the_same_seeds_take_an_earlier_trainings_place(tmp_path: Path) -> None:
    some(BINARY, 2, out=tmp_path)
    before = (tmp_path / "seeds.csv").read_bytes()
    some(BINARY, 2, "training.epochs=5", out=tmp_path)
    assert (tmp_path / "seeds.csv").read_bytes() != before
    assert json.loads((tmp_path / "seeds.json").read_text(encoding="utf-8"))["runs"][0]["epochs"] == 5


@pytest.mark.parametrize("name", ["notes.txt", "run.json", "seed-9", "seed-one"])
def test_a_folder_with_something_else_is_left_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(AppError, match=name) as caught:
        some(BINARY, 2, out=tmp_path)
    assert "choose another folder" in caught.value.hint
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"")
    with pytest.raises(AppError, match="is a file"):
        some(BINARY, 2, out=tmp_path / "f")


def test_a_run_that_diverges_does_not_count(tmp_path: Path) -> None:
    """Whether this rate blows up depends on the draw: both happen among these seeds."""
    changes = ("architecture.nodes.h1.activation=relu", "training.optimizer.lr=0.1", "training.epochs=20")
    found = some(NUMBERS, 6, *changes, out=tmp_path)
    states = {run.status for run in found.runs}
    assert len(found.runs) == 6
    assert states == {"finished", "diverged"}
    assert all(one.n == len(found.counted) < 6 for one in found.metrics.values())
    table = json.loads((tmp_path / "seeds.json").read_text(encoding="utf-8"))
    assert [run["status"] for run in table["runs"]] == [run.status for run in found.runs]
    assert table["counted"] == [run.seed for run in found.counted]


def test_where_all_diverge_nothing_is_averaged(tmp_path: Path) -> None:
    changes = ("architecture.nodes.h1.activation=relu", "training.optimizer.lr=900.0", "training.epochs=50")
    found = some(NUMBERS, 2, *changes, out=tmp_path)
    assert found.counted == ()
    assert found.metrics == {}
    assert {path.name for path in tmp_path.iterdir()} == {"seed-0", "seed-1", "seeds.json", "seeds.csv"}


def test_who_stops_one_run_stops_them_all(tmp_path: Path) -> None:
    heard: list[int] = []

    def ears(seed: int) -> Ears:
        return Ears(heard=lambda snapshot: heard.append(seed), stopping=lambda: heard[-1:] == [1])

    found = some(BINARY, 4, "training.epochs=1000", ears=ears, out=tmp_path)
    assert [(run.seed, run.status) for run in found.runs] == [(0, "finished"), (1, "stopped")]
    assert [run.seed for run in found.counted] == [0]
    assert found.metrics["train_loss"].n == 1
    table = json.loads((tmp_path / "seeds.json").read_text(encoding="utf-8"))
    assert [run["status"] for run in table["runs"]] == ["finished", "stopped"]
    assert table["metrics"]["train_loss"]["deviation"] is None
    assert not (tmp_path / "seed-2").exists()


def test_seeds_end_where_numbers_do() -> None:
    with pytest.raises(AppError, match="no 2 seeds"):
        some(BINARY, 2, f"training.seed={2**53 - 1}")
    with pytest.raises(AppError, match="at least one"):
        some(BINARY, 0)


def test_the_public_face(tmp_path: Path) -> None:
    found = core.train_seeds(project_of(BINARY), 2, epochs=2, engine="numpy", threads=1, out=tmp_path)
    assert found.metrics["test_accuracy"].n == 2
    assert [run.epochs for run in found.runs] == [2, 2]
    weights = core.load_model(tmp_path / "seed-1").weights
    more = core.train_seeds(project_of(BINARY), 1, epochs=1, engine="numpy", weights=weights)
    alone = core.train(project_of(BINARY), epochs=1, engine="numpy", weights=weights)
    assert more.runs[0].metrics == alone.metrics
