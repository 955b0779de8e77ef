"""What is not saved survives a process that is killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from core.session import recovery
from core.spec.assign import assign
from core.spec.files import load_example

KILLED = """
import sys
from pathlib import Path
from core.session import recovery
from core.spec.assign import assign
from core.spec.files import load_example

project = assign(load_example("circle"), "architecture.nodes.h1.units=7")
recovery.keep(recovery.new_file(Path(sys.argv[1])), project, Path(sys.argv[1]) / "mine.json")
print("kept", flush=True)
sys.stdin.read()
"""


def test_a_killed_process_leaves_its_project(tmp_path: Path) -> None:
    words = [sys.executable, "-c", KILLED, str(tmp_path)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "kept\n"
        assert recovery.left(tmp_path) == [], "its process still runs"
        child.kill()
    [found] = recovery.left(tmp_path)
    assert found.project == assign(load_example("circle"), "architecture.nodes.h1.units=7")
    assert found.path == tmp_path / "mine.json"
    recovery.forget(found.file)
    assert recovery.left(tmp_path) == []


def test_what_this_process_keeps_is_not_offered(tmp_path: Path) -> None:
    recovery.keep(recovery.new_file(tmp_path), load_example("circle"), None)
    assert recovery.left(tmp_path) == []
    assert recovery.left(tmp_path / "nothing") == []


@pytest.mark.parametrize("content", ["", "[]", "{", '{"format": 1}', '{"format": 9, "process": {"id": 1, "mark": ""}}'])
def test_a_damaged_file_is_passed_over(tmp_path: Path, content: str) -> None:
    (tmp_path / "1-1.json").write_text(content)
    assert recovery.left(tmp_path) == []
