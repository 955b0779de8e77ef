"""Every module of the core can be imported on a machine where Qt is not installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.architecture.rules import QT
from tests.architecture.source import read_modules

SCRIPT = """
import importlib, sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent!r}:
            raise ModuleNotFoundError(f"{{name}} is not installed here", name=name)

sys.meta_path.insert(0, Absent())
for name in {names!r}:
    importlib.import_module(name)
assert not {absent!r} & {{name.partition(".")[0] for name in sys.modules}}
"""

SCRIPTS = ("core.__main__", "core.bench.peers.with_")
"""They start the program, or need what the benchmark's peers bring."""


def test_the_core_needs_no_qt(root: Path) -> None:
    names = sorted(name for name in read_modules(root) if name.startswith("core") and not name.startswith(SCRIPTS))
    script = SCRIPT.format(names=names, absent={*QT, "guiapp"})
    answer = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
