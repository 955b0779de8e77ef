"""Options of an entry as plain values for lists and documentation: type, default, bounds, unit and words, all read
from the declaration."""

from __future__ import annotations

import types
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec

from core.registry import Options, Registry
from core.spec.declared import choices_of, hints, is_path, registry_of, registry_of_list
from core.spec.plain import struct_to_plain

BOUNDS = {"ge": "at least", "gt": "above", "le": "at most", "lt": "below"}
TYPES = {int: "whole number", float: "number", str: "text", bool: "true or false", tuple: "list"}


def options_of(cls: type[Options]) -> list[dict[str, Any]]:
    """Each option of an entry; bounds, unit, choices and words only where there are some."""
    defaults = struct_to_plain(cls())
    return [{"name": name, **_option(hints(cls)[name]), "default": defaults[name]} for name in cls.__struct_fields__]


def _option(annotation: Any) -> dict[str, Any]:
    metas = _metas(annotation)
    found: dict[str, Any] = {"type": _type(annotation)}
    for key, words in BOUNDS.items():
        bounds = [getattr(meta, key) for meta in metas if getattr(meta, key) is not None]
        if bounds:
            found[words.replace(" ", "_")] = bounds[0]
    if choices := choices_of(annotation):
        found["choices"] = list(choices)
    for meta in metas:
        found |= {name: value for name, value in (("title", meta.title), ("text", meta.description)) if value}
        found |= meta.extra or {}
    found.pop("step", None)
    return found


def _metas(annotation: Any) -> list[msgspec.Meta]:
    """What is said of the annotation, and of the type inside an optional one."""
    if get_origin(annotation) is Annotated:
        inner, *extras = get_args(annotation)
        return [extra for extra in extras if isinstance(extra, msgspec.Meta)] + _metas(inner)
    if get_origin(annotation) in (Union, types.UnionType):
        return [meta for part in get_args(annotation) for meta in _metas(part)]
    return []


def _type(annotation: Any) -> str:
    registry: Registry[Any] | None
    if (registry := registry_of(annotation)) is not None:
        return registry.noun
    if (registry := registry_of_list(annotation)) is not None:
        return f"list of {registry.plural}"
    if is_path(annotation):
        return "path"
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) is Literal:
        return "choice"
    if get_origin(annotation) in (Union, types.UnionType):
        parts = ["none" if part is type(None) else _type(part) for part in get_args(annotation)]
        return " or ".join(parts)
    return TYPES.get(get_origin(annotation) or annotation, "value")
