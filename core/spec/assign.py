"""`--set PATH=VALUE`: one change to a project, addressed by its path in the file."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any

import msgspec

from core.errors import AppError
from core.registry import Options
from core.spec.architecture import NodeSpec
from core.spec.plain import project_from_plain, project_to_plain
from core.spec.project import Project


def assign(project: Project, assignment: str, folder: Path | None = None) -> Project:
    """The project with PATH set to VALUE (JSON, else text); nodes are addressed by id, an entry set to a name
    starts from
    its defaults. Relative paths in VALUE are taken from `folder`."""
    path, equals, text = assignment.partition("=")
    if not equals or not path:
        raise AppError("--set", f"'{assignment[:80]}' is not PATH=VALUE", "as in training.optimizer.lr=0.01")
    plain = project_to_plain(project)
    value = _value(text)
    _put(plain, path.strip().split("."), value, path)
    try:
        return project_from_plain(plain, folder)
    except AppError as fault:
        if value is text and text.lstrip()[:1] in ("{", "["):
            hint = 'as in {"kind": "adam", "lr": 0.01}'
            raise AppError(f"--set {path}", f"'{text[:80]}' is not JSON", hint) from None
        raise AppError(
            f"--set {path}" if fault.where == path else f"--set {path}: {fault.where}", fault.what, fault.hint
        ) from None


MISSING: Any = type("Missing", (), {"__repr__": lambda self: "MISSING"})()
"""What `look_up` answers where there is nothing."""


def look_up(project: Project, path: str) -> Any:
    """What stands at a path as `assign` knows it; MISSING where there is nothing. An entry of a registry is its name,
    a list of them a list of names."""
    found: Any = project
    for part in path.split("."):
        found = _part_of(found, part)
    return _as_plain(found)


def _part_of(value: Any, part: str) -> Any:
    if isinstance(value, msgspec.Struct):
        if isinstance(value, NodeSpec) and part not in ("id", "inputs"):
            value = value.options
        named = part == "kind" and isinstance(value, Options)
        return value.kind if named else getattr(value, part) if part in value.__struct_fields__ else MISSING
    if isinstance(value, dict):
        return value.get(part, MISSING)
    if isinstance(value, tuple | list):
        by_id = next((item for item in value if getattr(item, "id", None) == part), MISSING)
        return value[int(part)] if by_id is MISSING and part.isdecimal() and int(part) < len(value) else by_id
    return MISSING


def _as_plain(value: Any) -> Any:
    if isinstance(value, Options | NodeSpec):
        return value.kind
    return [_as_plain(item) for item in value] if isinstance(value, tuple | list) else value


def _value(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return text


def _put(plain: Any, parts: list[str], value: Any, path: str) -> None:
    """Change the plain value at a path that exists; an option that the kind does not have is refused later, by name."""
    for depth, part in enumerate(parts[:-1]):
        plain = _inner(plain, part, ".".join(parts[: depth + 1]))
    last = parts[-1]
    if isinstance(plain, list):
        plain[_index(plain, last, path)] = value
    elif isinstance(plain, dict):
        if last not in plain and parts[0] != "layout":
            raise _unknown(plain, last, path)
        if last == "kind":
            # Another kind brings its own options.
            kept = {name: plain[name] for name in ("id", "inputs") if name in plain}
            plain.clear()
            plain.update(kept)
        plain[last] = value
    else:
        raise AppError(f"--set {path}", "there is nothing below it", "leave the last part of the path away")


def _inner(plain: Any, part: str, path: str) -> Any:
    if isinstance(plain, dict):
        if part not in plain:
            raise _unknown(plain, part, path)
        return plain[part]
    if isinstance(plain, list):
        return plain[_index(plain, part, path)]
    raise AppError(f"--set {path}", "there is nothing below it")


def _index(items: list[Any], part: str, path: str) -> int:
    ids = [item.get("id") for item in items if isinstance(item, dict)]
    if part in ids:
        return ids.index(part)
    if part.isdigit() and int(part) < len(items) and not any(ids):
        return int(part)
    names = ", ".join(str(name) for name in ids) if any(ids) else f"0 to {len(items) - 1}"
    raise AppError(f"--set {path}", f"there is no '{part}' here", f"one of {names}" if items else "the list is empty")


def _unknown(plain: dict[str, Any], part: str, path: str) -> AppError:
    close = get_close_matches(part, plain, n=1, cutoff=0.5)
    return AppError(
        f"--set {path}",
        f"there is no '{part}'",
        f"did you mean '{close[0]}'?" if close else "one of " + ", ".join(plain),
    )
