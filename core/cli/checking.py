"""`glassnet check` and `glassnet doctor`: what is wrong with a project, and with this installation."""

from __future__ import annotations

import argparse

from core.catalog.layers.base import words
from core.cli.parser import Commands, add_command, add_project
from core.cli.progress import Loading
from core.cli.projects import open_project, require, say_warnings
from core.compile.check import Checked
from core.doctor import compile_kernels, report


def add_check(commands: Commands) -> None:
    parser = add_command(
        commands, "check", run_check, "Say what is wrong with a project.", "Exit code 2 if it cannot be trained."
    )
    add_project(parser)


def run_check(options: argparse.Namespace) -> int:
    """Problems on the error stream; a project without errors is described."""
    project, _ = open_project(options.project)
    checked = require(project)
    say_warnings(checked)
    print("\n".join(describe(checked)))
    return 0


def describe(checked: Checked) -> list[str]:
    """A sound project in a few lines."""
    project, described = checked.project, checked.described
    lines = [f"{project.name}: ready to train, {checked.parameters:,} numbers to learn"]
    if described:
        info = described.info
        lines.append(f"  data: {info.samples:,} samples of {words(described.shape)}, {project.data.source.kind}")
        classes = f", {len(described.classes)} classes" if described.classes else ""
        lines.append(f"  {described.choice or f'task: {described.task}'}{classes}")
    for name in checked.used:
        node = project.architecture[name]
        activation = getattr(node.options, "activation", None)
        detail = f", {activation.kind}" if activation is not None and node.kind == "dense" else ""
        lines.append(f"  {name}: {node.kind} -> {words(checked.shapes[name])}{detail}")
    lines.append(f"  training takes about {checked.memory / 2**20:,.1f} MB")
    return lines


def add_doctor(commands: Commands) -> None:
    parser = add_command(commands, "doctor", run_doctor, "Say what this installation has and what it lacks.")
    parser.add_argument("--compile", action="store_true", help="compile the kernels now, instead of when first needed")


def run_doctor(options: argparse.Namespace) -> int:
    """Compile, or report."""
    if options.compile:
        loading = Loading(always=True)
        try:
            print(compile_kernels(loading))
        finally:
            loading.close()
        return 0
    print("\n".join(report()))
    return 0
