"""What a form needs to know of each field, read from the declaration of a struct. No widgets here."""

from __future__ import annotations

import math
import types
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from PySide6.QtCore import QCoreApplication

from core.registry import Options, Registry
from core.spec.paths import FilePath

Kind = Literal["int", "float", "bool", "choice", "text", "path", "tuple", "entry", "entries"]
BOUNDS = ("ge", "gt", "le", "lt")


@dataclass(frozen=True)
class Field:
    """One field: its kind decides the editor, everything else is what the declaration says of it."""

    name: str
    kind: Kind
    annotation: Any
    default: Any
    title: str
    text: str = ""
    unit: str = ""
    step: float | None = None
    optional: bool = False
    choices: tuple[Any, ...] = ()
    registry: Registry[Any] | None = None
    bounds: dict[str, float] = field(default_factory=dict)

    def fault(self, value: Any) -> str:
        """Why this value cannot be, in words; empty where it can."""
        if value is None and self.optional:
            return ""
        if self.kind in ("int", "float"):
            return self._number_fault(value)
        if self.kind in ("tuple", "text", "path"):
            try:
                msgspec.convert(value, self.annotation)
            except msgspec.ValidationError as error:
                return str(error)
        return ""

    def _number_fault(self, value: float) -> str:
        if not math.isfinite(value):
            return translate("form", "a finite number is needed")
        holds = {"ge": float.__ge__, "gt": float.__gt__, "le": float.__le__, "lt": float.__lt__}
        broken = [key for key, bound in self.bounds.items() if not holds[key](float(value), float(bound))]
        return self.bounds_text() if broken else ""

    def bounds_text(self) -> str:
        """What a number may be, in words; empty where it may be anything."""
        words = {
            "ge": translate("form", "at least {0}"),
            "gt": translate("form", "more than {0}"),
            "le": translate("form", "at most {0}"),
            "lt": translate("form", "less than {0}"),
        }
        return ", ".join(words[key].format(f"{bound:,.10g}") for key, bound in self.bounds.items())


translate = QCoreApplication.translate


def fields_of(cls: Any) -> tuple[Field, ...]:
    """The fields of a struct in their order; those no editor fits are left out."""
    return _fields_of(cls)


@cache
def _fields_of(cls: Any) -> tuple[Field, ...]:
    hints = get_type_hints(cls, include_extras=True)
    result = []
    for info in msgspec.structs.fields(cls):
        default = (
            info.default_factory()
            if info.default is msgspec.NODEFAULT and callable(info.default_factory)
            else info.default
        )
        made = _field(info.name, hints[info.name], default)
        if made is not None:
            result.append(made)
    return tuple(result)


def _field(name: str, annotation: Any, default: Any) -> Field | None:
    inner, extras = _open(annotation)
    optional = False
    if get_origin(inner) in (Union, types.UnionType) and type(None) in get_args(inner):
        rest = [part for part in get_args(inner) if part is not type(None)]
        if len(rest) != 1:
            return None
        optional = True
        inner, more = _open(rest[0])
        extras = more + extras
    registry = next((extra for extra in extras if isinstance(extra, Registry)), None)
    kind, choices, registry = _kind(inner, extras, registry)
    if kind is None:
        return None
    metas = [extra for extra in extras if isinstance(extra, msgspec.Meta)]
    bounds = {key: getattr(meta, key) for meta in metas for key in BOUNDS if getattr(meta, key) is not None}
    extra: dict[str, Any] = {}
    for meta in metas:
        extra |= meta.extra or {}
    title = next((meta.title for meta in metas if meta.title), None)
    if title is None:
        title = (
            (registry.plural if kind == "entries" else registry.noun)
            if registry is not None
            else name.replace("_", " ")
        )
        title = title[:1].upper() + title[1:]
    return Field(
        name=name, kind=kind, annotation=annotation, default=default, title=title, choices=choices, registry=registry,
        text=next((meta.description for meta in metas if meta.description), ""), unit=extra.get("unit", ""),
        step=extra.get("step"), optional=optional, bounds=bounds,
    )  # fmt: skip


def _open(annotation: Any) -> tuple[Any, list[Any]]:
    if get_origin(annotation) is Annotated:
        inner, *extras = get_args(annotation)
        return inner, extras
    return annotation, []


def _kind(inner: Any, extras: list[Any], registry: Any) -> tuple[Kind | None, tuple[Any, ...], Any]:
    if inner is Options and registry is not None:
        return "entry", (), registry
    if get_origin(inner) is Literal:
        return "choice", get_args(inner), None
    if get_origin(inner) is tuple:
        item, more = _open(get_args(inner)[0])
        found = next((extra for extra in more if isinstance(extra, Registry)), None)
        return ("entries", (), found) if item is Options and found is not None else ("tuple", (), None)
    if inner is str and any(isinstance(extra, FilePath) for extra in extras):
        return "path", (), None
    plain: dict[Any, Kind] = {int: "int", float: "float", bool: "bool", str: "text"}
    return plain.get(inner), (), None
