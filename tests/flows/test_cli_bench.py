"""`glassnet bench`: what it measures, prints and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.bench import clocks
from core.bench.scaling import Line
from core.bench.workloads import WORKLOADS
from core.cli import main, measuring

QUICK = ["bench", "--engine", "numpy", "--seconds", "0.01", "--only", "W1", "--only", "W2"]

FIGURES = ("epochs_per_s", "headless_epochs_per_s", "live_share", "frame_ms_p50", "frame_ms_p99", "loop_late_ms_p99")
LIVE = {"project": "spiral", **dict.fromkeys((*FIGURES, "rss_mb", "first_paint_s", "ready_s"), 1.0)}
FLOOR = {"cap": "SSE2", "timings": [], "why": ""}


def test_the_workloads_are_those_of_the_table() -> None:
    assert [workload.name for workload in WORKLOADS] == ["W1s", "W1", "W2", "W3", "W4", "W5", "W6"]


def test_json_holds_all_there_is_to_know(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*QUICK, "--threads", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"machine", "versions", "timings", "limits"}
    assert [timing["workload"] for timing in found["timings"]] == ["W1", "W2"]
    for timing in found["timings"]:
        assert timing["engine"] == "numpy"
        assert timing["threads"] == 1
        assert timing["precision"] == "float32"
        assert timing["samples_per_s"] == pytest.approx(
            1e6 / timing["microseconds_per_step"] * (10 if timing["workload"] == "W1" else 32)
        )
        assert timing["gflops"] == pytest.approx(timing["flops_per_step"] / timing["microseconds_per_step"] / 1e3)
        assert timing["share_of_limit"] == pytest.approx(timing["limit_microseconds"] / timing["microseconds_per_step"])
        assert 0 < timing["share_of_limit"] < 1
    assert set(found["limits"]["products_gflops"]) == {"small"}


def test_the_table_is_narrow_and_names_its_limits(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*QUICK, "--precision", "float64"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 110
    assert [line.split()[0] for line in lines[2:4]] == ["W1", "W2"]
    assert "must reach" in lines[1]
    assert "limits, float64:" in lines
    assert "float64" in lines[0]


def test_many_networks_stand_beside_one(capsys: pytest.CaptureFixture[str]) -> None:
    flags = [*QUICK, "--threads", "1", "--many", "3", "10"]
    assert main([*flags, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["many"]
    assert [(row["workload"], row["networks"]) for row in rows] == [("W1", 3), ("W1", 10), ("W2", 3), ("W2", 10)]
    for row in rows:
        assert row["ratio"] == pytest.approx(row["together_per_s"] / row["one_by_one_per_s"])
        assert row["engine"] == "numpy"
    assert main(flags) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["networks", "steps/s", "together", "one", "by", "one", "times"]
    assert len(lines) == 1 + 4 + 2


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--only", "W9"], "error: --only: invalid choice: 'W9'"),
        (["--seconds", "0"], "error: --seconds: 0 is not a number of seconds above 0"),
        (["--seconds", "soon"], "error: --seconds: 'soon' is not a number of seconds"),
        (["--threads", "0"], "error: --threads: 0 is not between 1 and 4,096"),
        (["--peers", "--live"], "error: --peers: goes with the table alone"),
        (["--peers", "--many", "5"], "error: --peers: goes with the table alone"),
        (["--many", "0"], "error: --many: 0 is not between 1 and 100,000"),
        (["--live", "--floor"], "error: --floor: not allowed with argument --live"),
        (["--cold"], "error: --cold: goes with --live"),
        (["--floor", "--threads", "2"], "error: --threads: --floor measures with one thread"),
        (["--scaling", "out.txt"], "error: --scaling: 'out.txt' is no PNG, SVG or PDF file"),
        (["--peers", "--peers-python", "no/such"], "error: --peers-python: 'no/such' cannot be run"),
        (["--precision", "float16"], "error: --precision: invalid choice"),
    ],
)
def test_bad_flags_are_one_line(flags: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", *flags]) == 2
    err = capsys.readouterr().err
    assert err.startswith(said)
    assert err.count("\n") == 1


def test_what_else_it_measures_is_in_its_json(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = Line("depth", "step", (1, 2, 4), (1e-6, 2e-6, 4e-6))
    monkeypatch.setattr(measuring, "measure_scaling", lambda *settings: [line])
    monkeypatch.setattr(measuring, "compare_live", lambda *settings: [LIVE])
    monkeypatch.setattr(measuring, "measure_floor", lambda words, say: [FLOOR | {"words": words}])
    picture = tmp_path / "cost.svg"
    assert main(["bench", "--json", "--scaling", str(picture)]) == 0
    (scaling,) = json.loads(capsys.readouterr().out)["scaling"]
    assert scaling["exponent"] == pytest.approx(1.0)
    assert picture.read_bytes().startswith(b"<?xml")
    assert main(["bench", "--json", "--live"]) == 0
    assert json.loads(capsys.readouterr().out)["live"] == [LIVE]
    assert main(["bench", "--json", "--floor", "--only", "W1", "--seconds", "2"]) == 0
    words = json.loads(capsys.readouterr().out)["floor"][0]["words"]
    assert " ".join(words) == "--engine auto --precision float32 --seconds 2.0 --only W1"


def test_the_fastest_call_counts_and_the_first_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, costs = [0.0], iter([1.0, 9.0, 3.0, 5.0, 2.0])
    monkeypatch.setattr(clocks.time, "perf_counter", lambda: clock[0])

    def call() -> None:
        clock[0] += next(costs)

    assert clocks.fastest(call, seconds=15.0) == 3.0
