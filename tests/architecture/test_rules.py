"""Each rule finds the fault it is there for, in a small tree made for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture import rules
from tests.architecture.rules import RULES, Rule
from tests.architecture.source import read_modules
from tests.architecture.texts import no_machine_paths, silence_has_a_reason

SOUND = {
    "core/cli.py": "import importlib\ndef go():\n    return importlib.import_module('guiapp.app')\n",
    "core/errors.py": "class AppError(Exception): ...\n",
    "core/session/worker.py": "from core.errors import AppError\ntry: ...\nexcept Exception: ...\n",
    "core/engine/cpu.py": "from ..errors import AppError\n",
    "guiapp/app.py": "from guiapp.main_window import MainWindow\nMainWindow()\n",
    "guiapp/main_window.py": "from guiapp.panels.loss import LossPanel\n",
    "guiapp/panels/loss.py": "from PySide6 import QtWidgets\n",
    "guiapp/pump.py": "from core.session.worker import Worker\nWorker()\n",
}

BROKEN: dict[str, tuple[Rule, dict[str, str]]] = {
    "Qt in core": (rules.core_knows_no_window, {"core/errors.py": "import PySide6.QtCore\n"}),
    "pyqtgraph inside a function": (
        rules.core_knows_no_window,
        {"core/errors.py": "def draw():\n    from pyqtgraph import PlotWidget\n"},
    ),
    "Qt for the types only": (
        rules.core_knows_no_window,
        {"core/errors.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from PySide6 import QtGui\n"},
    ),
    "window imported by the command line": (rules.core_knows_no_window, {"core/cli.py": "import guiapp.app\n"}),
    "window fetched by name elsewhere": (
        rules.core_knows_no_window,
        {"core/errors.py": "from importlib import import_module\nimport_module('guiapp.app')\n"},
    ),
    "engine in the window": (
        rules.window_knows_no_engine,
        {"guiapp/panels/loss.py": "def f():\n    from core.engine import cpu\n"},
    ),
    "engine in the window, as a child": (rules.window_knows_no_engine, {"guiapp/pump.py": "from core import engine\n"}),
    "panel known to app": (rules.only_the_named_know, {"guiapp/app.py": "from guiapp.panels import loss\n"}),
    "worker known to a panel": (
        rules.only_the_named_know,
        {"guiapp/panels/loss.py": "from core.session import worker\n"},
    ),
    "panel knows a panel": (
        rules.panels_know_no_panel,
        {"guiapp/panels/map.py": "from .loss import LossPanel\n"},
    ),
    "window built by a panel": (
        rules.long_lived_objects_are_built_in_app,
        {"guiapp/panels/loss.py": "from core.session.document import Document\nDocument()\n"},
    ),
    "cycle": (
        rules.no_cycles,
        {"core/errors.py": "import core.session.worker\n"},
    ),
    "cycle inside functions": (
        rules.no_cycles,
        {"core/errors.py": "def f():\n    from core.session.worker import Worker\n"},
    ),
    "cycle through a package": (
        rules.no_cycles,
        {
            "core/session/__init__.py": "from core.session.worker import Worker\n",
            "core/errors.py": "import core.session\n",
        },
    ),
    "cycle through the face": (
        rules.no_cycles,
        {"core/__init__.py": "from core.errors import AppError\n", "core/errors.py": "from core import VERSION\n"},
    ),
    "cycle of three": (
        rules.no_cycles,
        {
            "core/a.py": "from . import b\n",
            "core/b.py": "from .c import x\n",
            "core/c.py": "import importlib\ndef f():\n    importlib.import_module('.a', __package__)\n",
        },
    ),
    "long file": (rules.files_are_short, {"core/errors.py": "x = 1\n" * 351}),
    "pickle": (rules.nothing_executable_in_files, {"core/errors.py": "def f():\n    import pickle\n"}),
    "numpy's pickle": (
        rules.nothing_executable_in_files,
        {"core/errors.py": "import numpy as np\nnp.load('x', allow_pickle=True)\n"},
    ),
    "eval": (rules.nothing_executable_in_files, {"core/errors.py": "x = eval('1')\n"}),
    "utils": (rules.names_say_something, {"core/utils.py": ""}),
    "manager": (rules.names_say_something, {"core/errors.py": "class RunManager: ...\n"}),
    "file beside the code": (
        rules.resources_are_read_as_resources,
        {"guiapp/app.py": "from pathlib import Path\nicon = Path(__file__).parent / 'icon.svg'\n"},
    ),
    "file beside another package": (
        rules.resources_are_read_as_resources,
        {"guiapp/app.py": "import resources\nicon = resources.__path__[0] + '/icon.svg'\n"},
    ),
    "everything caught": (
        rules.faults_are_caught_by_name,
        {"core/errors.py": "try: ...\nexcept (ValueError, Exception): ...\n"},
    ),
    "bare except": (rules.faults_are_caught_by_name, {"core/errors.py": "try: ...\nexcept: ...\n"}),
    "folder without __init__": (rules.packages_are_whole, {"core/extra/x.py": ""}),
}


def plant(root: Path, files: dict[str, str]) -> Path:
    """A tree of the three packages with the given files (a folder named `extra` stays without `__init__.py`)."""
    for name, text in {"resources/__init__.py": "", **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        for folder in path.relative_to(root).parents:
            if folder.name not in ("", "extra"):
                (root / folder / "__init__.py").touch()
    return root


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_sound_tree_has_no_fault(rule: Rule, tmp_path: Path) -> None:
    assert rule(read_modules(plant(tmp_path, SOUND))) == []


@pytest.mark.parametrize("case", BROKEN)
def test_a_fault_is_found(case: str, tmp_path: Path) -> None:
    rule, files = BROKEN[case]
    assert rule(read_modules(plant(tmp_path, {**SOUND, **files})))


def test_every_rule_has_a_broken_tree() -> None:
    assert {rule for rule, _ in BROKEN.values()} == set(RULES)


def test_a_fault_names_its_place(tmp_path: Path) -> None:
    tree = plant(tmp_path, {**SOUND, "core/errors.py": "import os\n\nimport PySide6\n"})
    assert rules.core_knows_no_window(read_modules(tree)) == ["core.errors:3 imports PySide6"]


def test_a_machine_path_is_found(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text("fine: a/work/b, ./home/x, https://example.org/home/page\n" + "found: `" + "/root" + "/x.json`\n")
    assert [fault.split(" ")[0] for fault in no_machine_paths([file])] == [f"{file}:2"]


def test_a_silent_suppression_is_found(tmp_path: Path) -> None:
    file = tmp_path / "code.py"
    mark = "# type" + ": ignore"
    file.write_text(f"a = 1  {mark}\nb = 2  {mark}[misc]\nc = 3  {mark}[misc]  # numba has no types\n")
    assert [fault.split(" ")[0] for fault in silence_has_a_reason([file])] == [f"{file}:1", f"{file}:2"]
