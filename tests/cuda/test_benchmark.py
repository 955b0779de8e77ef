"""The GPU benchmark, gone through without a GPU: every part of it says what it measured, or why not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.gpu_nets import NETS, maths_of
from tests.benchmarks.gpu_peers import ROOT
from tests.benchmarks.gpu_targets import targets


def lines_of(folder: Path, *words: str) -> list[dict[str, Any]]:
    env = {**os.environ, "OUT": str(folder), "NUMBA_DISABLE_JIT": "1"}
    command = [sys.executable, "-m", "tests.benchmarks.gpu", "--dry", *words]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert (folder / "gpu.jsonl").read_text(encoding="utf-8") == done.stdout
    return [json.loads(text) for text in done.stdout.splitlines()]


def test_every_part_measures_something(tmp_path: Path) -> None:
    lines = lines_of(tmp_path)
    # There may be no nvidia-smi here.
    assert [line for line in lines if "error" in line and line["part"] != "clocks"] == []
    wanted = {(net.name, math) for net in NETS.values() for math in maths_of(net)}
    assert {(line["net"], line["math"]) for line in lines if line["part"] == "ours" and line["us"] > 0} == wanted
    far = {(line["net"], line["math"]): line["far"] for line in lines if line["part"] == "error"}
    assert all(error < 1e-5 for (_, math), error in far.items() if math == "fp32"), far
    assert all(error < 1e-1 for error in far.values()), far
    assert all(line["same"] for line in lines if line["part"] == "determinism")
    for part in ("versions", "probe", "abreast", "determinism", "snapshots", "starts", "peer"):
        assert any(line["part"] == part for line in lines), part
    assert lines[-1]["part"] == "targets"
    assert len(lines[-1]["rows"]) == len(wanted) + 1


def test_parts_that_find_no_time_say_so(tmp_path: Path) -> None:
    lines = lines_of(tmp_path, "--budget", "0")
    assert all("skipped" in line for line in lines[:-1])
    assert all(row["met"] is None for row in lines[-1]["rows"])


@pytest.mark.parametrize(("us", "peer", "met"), [(3.0, 30.0, True), (5.0, 30.0, False), (3.0, 14.0, False)])
def test_a_target_is_met_by_its_time_and_by_the_fastest_peer(us: float, peer: float, met: bool) -> None:
    about = {"net": "s1", "math": "fp32"}
    lines = [
        {"part": "ours", **about, "us": us},
        {"part": "peer", "peer": "torch graph", **about, "us": peer},
        {"part": "peer", "peer": "jax scan", **about, "us": 10 * peer},
        {"part": "peer", "peer": "torch eager", **about, "error": "it broke"},
    ]
    row = targets(lines)[0]
    assert (row["fastest_peer"], row["met"]) == ("torch graph", met)
