"""The table on a lesser machine: what the process under each cap is told, and what becomes of its answer."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from core.bench import floor
from core.bench.table import floor_text

TIMINGS = [{"workload": "W1", "microseconds_per_step": 1.5}, {"workload": "W3", "microseconds_per_step": 21.0}]


def _run(monkeypatch: pytest.MonkeyPatch, machine: str, outputs: list[str]) -> tuple[list[Any], list[dict[str, Any]]]:
    asked: list[Any] = []

    def run(command: list[str], **settings: Any) -> subprocess.CompletedProcess[str]:
        asked.append((command, settings))
        return subprocess.CompletedProcess(command, 0, outputs[len(asked) - 1], "warning\nerror: out of memory\n")

    monkeypatch.setattr(floor.subprocess, "run", run)
    monkeypatch.setattr(floor.platform, "machine", lambda: machine)
    return asked, [*floor.measure_floor(["--only", "W1"], lambda text: None)]


def test_each_cap_is_told_to_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = json.dumps({"timings": TIMINGS, "limits": {}})
    asked, rows = _run(monkeypatch, "x86_64", [answer] * 3)
    assert [row["cap"] for row in rows] == ["as it is", "AVX2", "SSE2"]
    for command, settings in asked:
        assert command[3:] == ["bench", "--json", "--threads", "1", "--only", "W1"]
        assert settings["preexec_fn"] is (None if sys.platform == "win32" else floor.limit_memory)
    environments = [settings["env"] for _, settings in asked]
    assert "avx2" in environments[1]["NUMBA_CPU_FEATURES"]
    assert environments[2]["NUMBA_CPU_FEATURES"] == "+sse2"
    assert floor_text(rows).splitlines()[1].split() == ["as", "it", "is", "1.50", "21.00"]


def test_a_cap_that_fails_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = json.dumps({"timings": TIMINGS, "limits": {}})
    _, rows = _run(monkeypatch, "AMD64", [answer, "", answer])
    assert rows[1]["why"] == "error: out of memory"
    text = floor_text(rows).splitlines()
    assert text[2].split() == ["AVX2", "-", "-"]
    assert text[-1] == "AVX2: error: out of memory"


def test_other_processors_have_no_such_caps(monkeypatch: pytest.MonkeyPatch) -> None:
    _, rows = _run(monkeypatch, "arm64", [json.dumps({"timings": TIMINGS, "limits": {}})])
    assert [row["cap"] for row in rows] == ["as it is"]
