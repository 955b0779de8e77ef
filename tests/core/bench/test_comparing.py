"""Peers: answers become ratios, and whatever goes wrong with one is a line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.bench import comparing, table
from core.bench.comparing import Standing, compare, require, task_of
from core.bench.workloads import WORKLOADS, examples
from core.errors import AppError

BY_NAME = {workload.name: workload for workload in WORKLOADS}
HERE = Path(sys.executable)


def _compare(monkeypatch: pytest.MonkeyPatch, peers: dict[str, str], *names: str, threads: int = 1) -> dict[str, Any]:
    monkeypatch.setattr(comparing, "PEERS", peers)
    return compare([BY_NAME[name] for name in names], dict.fromkeys(names, 2.0), HERE, threads, 0.001, "float32")


def test_an_installed_peer_gives_ratios(monkeypatch: pytest.MonkeyPatch) -> None:
    found = _compare(monkeypatch, {"scikit-learn": "with_scikit_learn"}, "W1")
    (row,) = found["peers"]
    assert found["peers_missing"] == []
    assert (row["peer"], row["workload"], row["threads"]) == ("scikit-learn", "W1", 1)
    assert row["ratio"] == pytest.approx(row["microseconds_per_step"] / 2.0)
    assert row["ratio"] > 1
    assert row["tried"] == {"1": row["microseconds_per_step"]}


def test_a_missing_peer_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    found = _compare(monkeypatch, {"Nobody": "nobody_s_module"}, "W1s", "W1", threads=2)
    assert found["peers"] == []
    assert found["peers_missing"] == [{"peer": "Nobody", "workload": "all", "why": "nobody_s_module is not installed"}]
    assert table.peers_text(**_named(found)) == "Nobody (all): nobody_s_module is not installed"


def _named(found: dict[str, Any]) -> dict[str, Any]:
    return {"peers": found["peers"], "missing": found["peers_missing"]}


def test_a_peer_that_fails_is_a_line_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    found = _compare(monkeypatch, {"Broken": "colorsys"}, "W1s", "W1")
    whys = {gap["why"] for gap in found["peers_missing"]}
    assert whys == {"AttributeError: module 'colorsys' has no attribute 'VERSION'"}


def test_a_workload_that_a_peer_dies_of_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def ask(command: list[str], order: str, threads: int, limit: float) -> tuple[list[dict[str, Any]], str]:
        names = [name for name in ("W1s", "W1", "W2") if f'"name": "{name}"' in order]
        asked.append(names)
        answers = [{"version": "1", "note": ""}]
        for name in names:
            if name == "W1":
                return answers, "OutOfIdeas: none left"
            answers.append({"workload": name, "microseconds_per_step": 6.0})
        return answers, ""

    monkeypatch.setattr(comparing, "_ask", ask)
    found = _compare(monkeypatch, {"Moody": "moody"}, "W1s", "W1", "W2")
    assert asked == [["W1s", "W1", "W2"], ["W2"]]
    assert [(row["workload"], row["ratio"]) for row in found["peers"]] == [("W1s", 3.0), ("W2", 3.0)]
    assert found["peers_missing"] == [{"peer": "Moody", "workload": "W1", "why": "OutOfIdeas: none left"}]


def test_no_time_left_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "BUDGET", 0.0)
    found = _compare(monkeypatch, {"Late": "late"}, "W1")
    assert found["peers_missing"] == [{"peer": "Late", "workload": "all", "why": "no time was left"}]


def test_what_a_slow_peer_answered_in_time_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*words: Any, **settings: Any) -> None:
        said = b'noise\n{"version": "1", "note": ""}\n{"workload": "W1", "microseconds_per_step": 5.0}\n'
        raise subprocess.TimeoutExpired("python", 1.0, output=said)

    monkeypatch.setattr(comparing.subprocess, "run", run)
    found = _compare(monkeypatch, {"Slow": "slow"}, "W1", "W2")
    assert [row["workload"] for row in found["peers"]] == ["W1"]
    assert found["peers_missing"] == [{"peer": "Slow", "workload": "W2", "why": "no time was left"}]


def test_the_better_number_of_threads_counts() -> None:
    standing = Standing("P", found={"W4": {2: 30.0, 1: 20.0}})
    (row,) = standing.rows({"W4": 10.0})
    assert (row["threads"], row["ratio"], row["tried"]) == (1, 2.0, {"2": 30.0, "1": 20.0})


def test_a_task_is_plain_and_its_data_is_ours(tmp_path: Path) -> None:
    task = task_of(BY_NAME["W3"], "float64", tmp_path)
    x, y = examples(1437, 64, 10, "float64")
    assert np.array_equal(np.load(task["x"]), x)
    assert np.array_equal(np.load(task["y"]), y)
    assert task["steps"] == 1437 // 32
    assert (task["loss"], task["optimizer"], task["hidden"], task["last"]) == ("cce", "adam", "relu", "softmax")


def test_an_interpreter_must_be_one() -> None:
    require(HERE)
    with pytest.raises(AppError, match="cannot be run"):
        require(Path("nowhere") / "python")


def test_the_rows_are_aligned_and_narrow() -> None:
    standing = Standing("PyTorch compiled", "2.13.0+cpu", "torch.compile", {"W1s": {1: 121.0}, "W6": {2: 90_500.25}})
    text = table.peers_text([*standing.rows({"W1s": 0.3, "W6": 88_000.0})], [])
    lines = text.splitlines()
    assert len({len(line) for line in lines[:3]}) == 1
    assert max(map(len, lines)) <= 110
    assert lines[1].startswith("W1s  PyTorch compiled")
    assert lines[1].endswith("403.33")
