"""What the annotations of a specification's fields say: their registry, their choices, whether they hold a path."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from core.registry import Registry
from core.spec.paths import FilePath


@cache
def hints(cls: type[msgspec.Struct]) -> dict[str, Any]:
    """Annotations of a struct's fields, metadata included."""
    return get_type_hints(cls, include_extras=True)


def registry_of(annotation: Any) -> Registry[Any] | None:
    """The registry a field names an entry of, if it does."""
    return next((extra for extra in getattr(annotation, "__metadata__", ()) if isinstance(extra, Registry)), None)


def registry_of_list(annotation: Any) -> Registry[Any] | None:
    """The registry a field lists entries of, if it does."""
    return registry_of(get_args(annotation)[0]) if get_origin(annotation) is tuple and get_args(annotation) else None


def is_path(annotation: Any) -> bool:
    return any(isinstance(extra, FilePath) for extra in getattr(annotation, "__metadata__", ()))


def is_struct(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, msgspec.Struct)


def choices_of(annotation: Any) -> tuple[Any, ...]:
    """The values of a Literal."""
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def title_of(annotation: Any, name: str) -> str:
    """A field's title; one that is not written is the registry's noun, or the name itself."""
    metas = [extra for extra in getattr(annotation, "__metadata__", ()) if isinstance(extra, msgspec.Meta)]
    written = next((meta.title for meta in metas if meta.title), "")
    one, many = registry_of(annotation), registry_of_list(annotation)
    found = written or (one.noun if one is not None else many.plural if many is not None else name.replace("_", " "))
    return found[:1].upper() + found[1:]
