"""Every text that people read, found in the source: literals of the window, declarations and sentences of the core.

`make translations` writes them as one file that pyside6-lupdate reads: the core knows no Qt, so
lupdate cannot find its texts by itself. A sentence with values in it (an f-string) becomes a template with {0}, {1} ...
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from core.cli.listing import KINDS
from core.spec.data import DataSpec
from core.spec.training import TrainingSpec
from guiapp.form.fields import fields_of
from guiapp.settings import Preferences

CONTEXT = "glassnet"
"""All texts share one: the same words mean the same everywhere in this program."""
MARKS = {"tr", "N", "translate", "QT_TRANSLATE_NOOP"}
SPEAKERS = {
    "AppError", "Problem", "Misfit", "Event", "Fix", "sentence", "Diagnosis", "Axis", "Variant", "Findings", "Frame",
    "_Kind", "_Choice", "_note",
}  # fmt: skip
"""What the core says: every literal among their arguments."""
DECLARED = {"title", "text", "noun", "plural", "short", "use", "range"}
"""Keywords of entries that are texts."""
ROOT = Path(__file__).resolve().parents[2]


HEADLESS = {"cli", "bench", "install"}
"""Rooms of the core that the window never shows."""


def sources(folder: str) -> list[Path]:
    found = sorted((ROOT / folder).rglob("*.py"))
    return [path for path in found if not HEADLESS & set(path.relative_to(ROOT).parts)]


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def template(node: ast.expr) -> str:
    """A literal, or an f-string with its values numbered; empty where it is neither."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts, number = [], 0
        for part in node.values:
            if isinstance(part, ast.Constant):
                parts.append(str(part.value))
            else:
                parts.append(f"{{{number}}}")
                number += 1
        return "".join(parts)
    return ""


def _texts(node: ast.expr) -> Iterator[str]:
    """Texts an argument may be: both sides of a choice, what is behind `or` and `+`."""
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _texts(value)
    elif isinstance(node, ast.Tuple):
        for value in node.elts:
            yield from _texts(value)
    elif text := template(node):
        yield text


def of_window(tree: ast.AST) -> Iterator[str]:
    """Literals that are marked for translation."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node) in MARKS and node.args:
            at = 1 if name_of(node) in ("translate", "QT_TRANSLATE_NOOP") else 0
            if len(node.args) > at:
                yield from _texts(node.args[at])


def of_core(tree: ast.AST) -> Iterator[str]:
    """Titles and texts of declarations, and the sentences of problems, errors and events."""
    assigned = _assigned(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if name_of(node) == "meta":
            for argument in [*node.args, *(k.value for k in node.keywords if k.arg == "unit")]:
                yield from _texts(argument)
        for keyword in node.keywords:
            if keyword.arg in DECLARED:
                yield from _texts(keyword.value)
        if name_of(node) in SPEAKERS:
            for argument in [*node.args, *(k.value for k in node.keywords)]:
                names = assigned.get(argument.id, []) if isinstance(argument, ast.Name) else [argument]
                for value in names:
                    yield from _texts(value)


def _assigned(tree: ast.AST) -> dict[str, list[ast.expr]]:
    """What names that sentences are built under may hold."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).append(node.value)
    return found


def readable(text: str) -> bool:
    """Whether there is a word to translate: paths, kinds and single signs are not."""
    words = [word for word in text.replace("{", " {").split() if sum(c.isalpha() for c in word) > 1]
    return bool(words) and not (len(words) == 1 and (text.islower() and ("." in text or "_" in text)))


def of_registries() -> Iterator[str]:
    """Titles and texts of every entry and of every option, and what an option may be."""
    for registry in KINDS.values():
        for entry in registry:
            yield from (entry.title, entry.text)
            yield from of_options(entry.options)
    for entry in KINDS["datasets"]:
        yield entry.name.replace("_", " ").capitalize()  # below its picture, where the title is too long
    for declared in (TrainingSpec, DataSpec, Preferences):
        yield from of_options(declared)


def of_options(declared: type) -> Iterator[str]:
    for field in fields_of(declared):
        yield from (field.title, field.text, field.unit)
        yield from (choice.replace("_", " ") for choice in field.choices if isinstance(choice, str))


def texts() -> list[str]:
    """All of them, once each, in a stable order."""
    found = dict.fromkeys(text for text in of_registries() if readable(text))
    for folder, find in (("guiapp", of_window), ("core", of_core)):
        for path in sources(folder):
            found |= dict.fromkeys(text for text in find(ast.parse(path.read_text("utf-8"))) if readable(text))
    return list(found)


def as_source(found: Iterable[str]) -> str:
    """A module that lupdate reads."""
    lines = [f"QT_TRANSLATE_NOOP({CONTEXT!r}, {text!r})" for text in found]
    return "from PySide6.QtCore import QT_TRANSLATE_NOOP\n\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(as_source(texts()), "utf-8")
