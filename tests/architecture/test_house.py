"""The tree of this checkout keeps the rules of the house."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.architecture.rules import MAX_LINES, RULES, Modules, Rule
from tests.architecture.source import PACKAGES, read_modules
from tests.architecture.texts import no_machine_paths, silence_has_a_reason, tracked


@pytest.fixture(scope="module")
def modules(root: Path) -> Modules:
    return read_modules(root)


@pytest.fixture(scope="module")
def files(root: Path) -> list[Path]:
    return tracked(root)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule(rule: Rule, modules: Modules) -> None:
    faults = rule(modules)
    assert not faults, f"{rule.__doc__}\n" + "\n".join(faults)


def test_the_tree_was_read(modules: Modules) -> None:
    assert {"core", "guiapp", "resources", "core.errors", "core.registry"} <= set(modules)


def test_no_file_names_a_folder_of_one_machine(files: list[Path]) -> None:
    faults = no_machine_paths(files)
    assert not faults, "\n".join(faults)


def test_suppressions_have_reasons(files: list[Path], root: Path) -> None:
    faults = silence_has_a_reason([path for path in files if path.relative_to(root).parts[0] in PACKAGES])
    assert not faults, "write the rule's name and the reason on the line\n" + "\n".join(faults)


def test_test_files_are_short_too(files: list[Path], root: Path) -> None:
    tests = [path for path in files if path.suffix == ".py" and root / "tests" in path.parents]
    counted = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in tests}
    assert not {path: lines for path, lines in counted.items() if lines > MAX_LINES}


def test_every_package_is_declared(root: Path) -> None:
    declared = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    assert {name.partition(".")[0] for name in declared["packages"]["find"]["include"]} == set(PACKAGES)
    assert declared["package-data"] == {"resources": ["**/*"]}


def test_only_resources_carry_data(files: list[Path], root: Path) -> None:
    code = [path for path in files if path.relative_to(root).parts[0] in ("core", "guiapp")]
    assert not [path for path in code if path.suffix != ".py"]
