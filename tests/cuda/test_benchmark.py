"""The benchmark for a day with a GPU runs, in small, on what is here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path


def test_it_runs_dry(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.gpu", "--dry"]
    given = {**os.environ, "TMPDIR": str(tmp_path), "OUT": str(tmp_path), "NUMBA_ENABLE_CUDASIM": "0"}
    done = subprocess.run(command, cwd=root, env=given, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines == [json.loads(line) for line in (tmp_path / "gpu.jsonl").read_text().splitlines()]
    ours = [line for line in lines if line["part"].startswith(("ours", "many", "twice"))]
    assert len(ours) > 10
    for line in ours:
        assert "error" not in line or not isinstance(line["error"], str), line
    rows = lines[-1]["rows"]
    assert rows["s1 fp32"]["target"] == 4.0
    # Peers are tools of a test's day: what is not installed says so, and the rest goes on.
    faults = [line["error"] for line in lines if line["part"].startswith("peer") and "error" in line]
    assert all("No module named" in fault for fault in faults)
