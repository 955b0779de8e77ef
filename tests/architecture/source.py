"""Reads every module of a tree and says what it imports, function bodies and type-checking blocks included."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGES = ("core", "guiapp", "resources")


@dataclass(frozen=True)
class Module:
    """One parsed file: its dotted name, where it is, its text and its tree."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def package(self) -> str:
        """The package its relative imports start from."""
        return self.name if self.path.name == "__init__.py" else self.name.rpartition(".")[0]


@dataclass(frozen=True)
class Import:
    """One imported name: `from target import name`, or `import target` where name is empty."""

    target: str
    name: str
    line: int


def read_modules(root: Path) -> dict[str, Module]:
    """Every module of the three packages under `root`, by dotted name."""
    modules = {}
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            text = path.read_text(encoding="utf-8")
            modules[name] = Module(name, path, text, ast.parse(text, str(path)))
    return modules


def imports(module: Module) -> Iterator[Import]:
    """All import statements, and `import_module` calls with a written-out name."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, "", node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            target = _absolute(module, node.module or "", node.level)
            yield from (Import(target, alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.Call) and _is_import_module(node.func):
            yield from _called(module, node)


def _called(module: Module, call: ast.Call) -> Iterator[Import]:
    """The target of `import_module("x.y")` or `import_module(".y", __package__)`."""
    if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str):
        name = call.args[0].value
        level = len(name) - len(name.lstrip("."))
        yield Import(_absolute(module, name[level:], level), "", call.lineno)


def _is_import_module(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in ("import_module", "__import__")


def _absolute(module: Module, name: str, level: int) -> str:
    """The dotted name that a relative import of `level` dots means inside `module`."""
    if level == 0:
        return name
    base = module.package.split(".")
    base = base[: len(base) - level + 1]
    return ".".join([*base, name] if name else base)


def imported_modules(modules: dict[str, Module], module: Module) -> dict[str, int]:
    """The modules of the tree that importing `module` runs, each with the line that asks for it.

    `from package import child` runs the package and the child. A package on the way to a target runs too, unless it
    holds the importing module and was therefore already running.
    """
    found: dict[str, int] = {}
    for item in imports(module):
        full = f"{item.target}.{item.name}" if item.name else item.target
        target = full if full in modules else item.target
        own = target == item.target  # the statement reads a name out of this very module
        for depth in range(1, target.count(".") + 2):
            step = ".".join(target.split(".")[:depth])
            asked = own and step == target
            if step in modules and step != module.name and (asked or not _holds(step, module.name)):
                found.setdefault(step, item.line)
    return found


def _holds(package: str, name: str) -> bool:
    """Whether a module lies inside a package."""
    return name == package or name.startswith(package + ".")
