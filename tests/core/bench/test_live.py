"""The window's speed beside the speed without it; the window itself stands in here."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from core.bench import live
from core.bench.table import live_text
from core.compile.check import check
from core.errors import AppError
from core.spec.files import load_project

STATS = {
    "epochs": 4000,
    "epochs_per_s": 950.0,
    "frame_ms_p50": 16.0,
    "frame_ms_p99": 33.0,
    "loop_late_ms_p99": 9.0,
    "first_paint_s": 0.2,
    "ready_s": 1.25,
    "rss_mb": 300.0,
}


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    """Command and environment of every window that was asked for; each says the same of itself."""
    found: list[tuple[list[str], dict[str, str]]] = []

    def run(command: list[str], *, env: dict[str, str], **settings: Any) -> subprocess.CompletedProcess[str]:
        assert load_project(command[4]).training.epochs
        found.append((command, env))
        return subprocess.CompletedProcess(command, 0, json.dumps(STATS) + "\n", "")

    monkeypatch.setattr(live.subprocess, "run", run)
    monkeypatch.setattr(live, "headless", lambda project, engine, threads, seconds: 1000.0)
    return found


def test_the_three_projects_can_train() -> None:
    projects = live.projects()
    assert len(projects) == 3
    assert all(check(project).ready for project in projects.values())
    deep = live.deep_spiral()
    assert check(deep).shapes["x"] == (7,)
    assert [node.options.units for node in deep.architecture.nodes if node.kind == "dense"] == [8] * 6 + [1]


def test_live_is_a_share_of_headless(opened: list[tuple[list[str], dict[str, str]]]) -> None:
    rows = [*live.compare_live("auto", 1, 4.0, False, lambda text: None)]
    assert [row["live_share"] for row in rows] == [0.95] * 3
    assert all(row["rss_mb"] == 300.0 and row["threads"] == 1 for row in rows)
    words, environment = opened[0]
    assert " ".join(words[5:]) == "--play --for 4.0 --stats --quiet --engine auto --threads 1"
    assert environment["QT_QPA_PLATFORM"] == "offscreen"
    lines = live_text(rows).splitlines()
    assert len(lines) == 4
    assert "95.0%" in lines[1]
    assert max(map(len, lines)) <= 110


def test_a_cold_start_has_a_cache_of_its_own(opened: list[tuple[list[str], dict[str, str]]]) -> None:
    rows = [*live.compare_live("auto", 1, 4.0, True, lambda text: None)]
    assert [row.get("cold_ready_s") for row in rows] == [1.25, None, None]
    cold = [environment for _, environment in opened if "glassnet-live" in environment.get("GLASSNET_CACHE", "")]
    assert len(cold) == 1
    assert "first step 1.2 s" in live_text(rows)


def test_headless_counts_epochs() -> None:
    assert live.headless(live.projects()["spiral"], "numpy", 1, 0.01) > 0


@pytest.mark.parametrize(
    ("out", "err", "said"), [("", "boom\nerror: x: y\n", "error: x: y"), ("", "", "ended with code 3")]
)
def test_a_window_that_fails_is_a_fault(
    out: str, err: str, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(live.subprocess, "run", lambda *w, **s: subprocess.CompletedProcess(w, 3, out, err))
    with pytest.raises(AppError, match=said):
        live.window(tmp_path / "p.json", "auto", 1, 1.0, {})


def test_a_window_that_hangs_is_a_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def hang(*words: Any, **settings: Any) -> None:
        raise subprocess.TimeoutExpired("python", 1.0)

    monkeypatch.setattr(live.subprocess, "run", hang)
    with pytest.raises(AppError, match="did not end in time"):
        live.window(tmp_path / "p.json", "auto", 1, 1.0, {})
