"""Which project an argument names: a file, a run folder, or an example that comes with the program."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from core.compile.check import Checked, check
from core.errors import AppError
from core.spec.assign import assign
from core.spec.files import example_names, load_example, load_project
from core.spec.project import Project

IN_RUN = "project.json"


def open_project(name: str, changes: Iterable[str] = ()) -> tuple[Project, Path | None]:
    """The project with the changes of `--set`, and its file (None: an example)."""
    project, path = _find(name)
    for change in changes:
        project = assign(project, change, Path.cwd())
    return project, path


def _find(name: str) -> tuple[Project, Path | None]:
    path = Path(name)
    if path.is_dir() and (path / IN_RUN).is_file():
        path = path / IN_RUN
    elif not path.exists() and name in example_names():
        return load_example(name), None
    elif not path.exists() and not path.suffix:
        raise AppError(name, "there is no such file", "or name an example: " + ", ".join(example_names()))
    return load_project(path), path


def say_warnings(checked: Checked) -> None:
    """Warnings on the error stream, one a line."""
    for problem in checked.problems:
        if problem.level == "warning":
            print(f"warning: {problem}", file=sys.stderr)


def require(project: Project) -> Checked:
    """The checked project; every error but the first is told here, the first one is raised."""
    checked = check(project)
    for problem in checked.errors[1:]:
        print(f"error: {problem}", file=sys.stderr)
    checked.require()
    return checked
