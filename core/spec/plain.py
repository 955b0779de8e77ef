"""Specifications to plain values (dicts, lists, numbers, text) and back, strictly.

One walk over the declarations: a field tied to a registry is looked up there by its `kind`, the rest is
msgspec's; every
fault is told with its path.
"""

from __future__ import annotations

import math
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from core.errors import AppError
from core.registry import Options, Registry, kind_of
from core.spec.architecture import Architecture, NodeSpec
from core.spec.controls import check_names
from core.spec.declared import choices_of, hints, is_path, is_struct, registry_of, registry_of_list
from core.spec.project import FORMAT, Layout, Project

S = TypeVar("S", bound=msgspec.Struct)

_TYPES = {
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "bool": "true or false",
    "object": "an object {...}",
    "array": "a list [...]",
    "null": "null",
}


# Reading


def project_from_plain(value: Any, folder: Path | None = None) -> Project:
    """The project in a file's plain value; relative paths are taken from `folder`."""
    fields = dict(object_of(value, "project"))
    number = fields.pop("format", None)
    if number != FORMAT or isinstance(number, bool):
        hint = f'this Glassnet reads format {FORMAT}; write "format": {FORMAT}'
        raise AppError("format", "is missing" if number is None else f"{_short(number)} is not known", hint)
    _finite(fields, "")
    architecture = architecture_from_plain(fields.pop("architecture", {}), folder)
    layout = struct_from_plain(Layout, fields.pop("layout", {}), "layout", folder)
    project = struct_from_plain(Project, fields, "", folder)
    check_names(project.classroom)
    return msgspec.structs.replace(project, architecture=architecture, layout=layout)


def options_from_plain(registry: Registry[Any], value: Any, where: str, folder: Path | None = None) -> Options:
    """One entry's options: `{"kind": NAME, ...}`, or the name alone for its defaults."""
    fields = {"kind": value} if isinstance(value, str) else dict(object_of(value, where))
    if "kind" not in fields:
        raise AppError(f"{where}.kind", "is missing", registry.nearest(""))
    name = fields.pop("kind")
    if not isinstance(name, str):
        raise AppError(f"{where}.kind", "expected text", registry.nearest(""))
    try:
        entry = registry[name[:100]]
    except AppError as fault:
        raise fault.at(where) from None
    return cast(Options, struct_from_plain(entry.options, fields, where, folder))


def architecture_from_plain(value: Any, folder: Path | None = None) -> Architecture:
    """The network that a value of JSON describes, or one sentence about what is wrong with it."""
    where = "architecture"
    fields = object_of(value, where)
    _known(fields, ("nodes",), where)
    nodes = []
    for index, item in enumerate(list_of(fields.get("nodes", []), f"{where}.nodes")):
        place = f"{where}.nodes[{index}]"
        node = dict(object_of(item, place))
        name = node.pop("id", None)
        if not isinstance(name, str):
            raise AppError(f"{place}.id", "is missing" if name is None else "expected text", "give every node an id")
        place = f"{where}.nodes.{name[:64]}"
        inputs = list_of(node.pop("inputs", []), f"{place}.inputs")
        for source in inputs:
            if not isinstance(source, str):
                raise AppError(f"{place}.inputs", "expected ids of nodes", 'as in "inputs": ["x"]')
        layers = registry_of(hints(NodeSpec)["options"])
        assert layers is not None
        nodes.append(NodeSpec(name, options_from_plain(layers, node, place, folder), tuple(inputs)))
    return Architecture(tuple(nodes))


def struct_from_plain(cls: type[S], value: Any, where: str, folder: Path | None) -> S:
    """A struct from its plain fields: entries and nested structs first, the rest by msgspec."""
    fields = dict(object_of(value, where or "project"))
    names = cls.__struct_fields__
    _known(fields, names, where)
    nested: dict[str, Any] = {}
    for name in names:
        if name not in fields:
            continue
        annotation, place = hints(cls)[name], f"{where}.{name}" if where else name
        if (registry := registry_of(annotation)) is not None:
            nested[name] = options_from_plain(registry, fields.pop(name), place, folder)
        elif (registry := registry_of_list(annotation)) is not None:
            items = list_of(fields.pop(name), place)
            nested[name] = tuple(
                options_from_plain(registry, item, f"{place}[{i}]", folder) for i, item in enumerate(items)
            )
        elif is_struct(annotation):
            nested[name] = struct_from_plain(annotation, fields.pop(name), place, folder)
    try:
        plain = msgspec.convert(fields, cls)
    except msgspec.ValidationError as fault:
        raise _told(fault, cls, where) from None
    except RecursionError:
        raise AppError(where, "is nested too deeply", "no project needs that") from None
    for name in names:
        if is_path(hints(cls)[name]) and folder is not None and (path := getattr(plain, name)):
            nested[name] = str((folder / Path(path).expanduser()).resolve())
    return msgspec.structs.replace(plain, **nested) if nested else plain


def _told(fault: msgspec.ValidationError, cls: type[msgspec.Struct], where: str) -> AppError:
    """msgspec's message with the path in front and in plain words."""
    text, _, path = str(fault).partition(" - at `$")
    path = path.rstrip("`").removeprefix(".")
    place = ".".join(part for part in (where, path) if part)
    text = re.sub(
        r"`([^`]*)`", lambda match: " or ".join(_TYPES.get(word, word) for word in match[1].split(" | ")), text
    )
    text = text[0].lower() + text[1:]
    annotation = hints(cls).get(path.partition(".")[0].partition("[")[0])
    hint = "one of " + ", ".join(map(str, choices)) if (choices := choices_of(annotation)) else ""
    return AppError(place, text, hint)


def _known(fields: dict[str, Any], names: tuple[str, ...], where: str) -> None:
    for name in fields:
        if name not in names:
            close = get_close_matches(str(name), names, n=1, cutoff=0.5)
            hint = f"did you mean '{close[0]}'?" if close else "it takes " + (", ".join(names) or "no options")
            shown = str(name)[:80]
            raise AppError(f"{where}.{shown}" if where else shown, f"there is no field '{shown}'", hint)


def object_of(value: Any, where: str) -> dict[str, Any]:
    """The value as a dict, where it is a JSON object."""
    if not isinstance(value, dict):
        raise AppError(where, f"expected an object {{...}}, got {_short(value)}")
    return value


def list_of(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise AppError(where, f"expected a list [...], got {_short(value)}")
    return list(value)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


def _finite(value: Any, where: str) -> None:
    """No NaN and no infinity anywhere; also the place where a bottomless nesting is noticed."""
    waiting = [(value, where, 0)]
    while waiting:
        item, place, depth = waiting.pop()
        if depth > 100:
            raise AppError(place[:80], "is nested too deeply", "no project needs that")
        if isinstance(item, float) and not math.isfinite(item):
            raise AppError(place, f"is {item}", "every number must be finite")
        if isinstance(item, dict):
            waiting += [(inner, f"{place}.{name}" if place else str(name), depth + 1) for name, inner in item.items()]
        elif isinstance(item, list | tuple):
            waiting += [(inner, f"{place}[{i}]", depth + 1) for i, inner in enumerate(item)]


# Writing


def project_to_plain(project: Project, folder: Path | None = None) -> dict[str, Any]:
    """Every field and option written out; paths inside `folder` relative to it."""
    nodes = [node_to_plain(node, folder) for node in project.architecture.nodes]
    plain = {
        name: value
        for name, value in struct_to_plain(project, folder).items()
        if name not in ("architecture", "layout")
    }
    groups = [{"name": group.name, "nodes": list(group.nodes)} for group in project.layout.groups]
    positions = {name: list(at) for name, at in project.layout.positions.items()}
    return {
        "format": FORMAT,
        "name": plain.pop("name"),
        "architecture": {"nodes": nodes},
        **plain,
        "layout": {"positions": positions} | _if_any(folds=dict(project.layout.folds), groups=groups),
    }


def _if_any(**fields: Any) -> dict[str, Any]:
    """Those that hold something."""
    return {name: value for name, value in fields.items() if value}


def node_to_plain(node: NodeSpec, folder: Path | None = None) -> dict[str, Any]:
    """One node as it stands in a file."""
    options = struct_to_plain(node.options, folder)
    plain = {"id": node.id, "kind": options.pop("kind")}
    if node.inputs:
        plain["inputs"] = list(node.inputs)
    return {**plain, **options}


def struct_to_plain(value: msgspec.Struct, folder: Path | None = None) -> dict[str, Any]:
    """A struct's fields as plain values; an entry's `kind` comes first."""
    plain: dict[str, Any] = {"kind": kind_of(type(value))} if isinstance(value, Options) else {}
    for name in value.__struct_fields__:
        item, annotation = getattr(value, name), hints(type(value))[name]
        if is_path(annotation):
            plain[name] = _relative(item, folder)
        elif registry_of_list(annotation) is not None:
            # An entry without options stands as its name alone, as in "metrics": ["accuracy"].
            plain[name] = [struct_to_plain(entry, folder) if entry.__struct_fields__ else entry.kind for entry in item]
        elif isinstance(item, Architecture | Layout):
            continue
        elif isinstance(item, msgspec.Struct):
            plain[name] = struct_to_plain(item, folder)
        else:
            plain[name] = msgspec.to_builtins(item)
    return plain


def _relative(path: str, folder: Path | None) -> str:
    if folder is None or not path:
        return path
    try:
        return Path(path).relative_to(folder.resolve()).as_posix()
    except ValueError:
        return path
