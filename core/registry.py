"""Named entries: files and flags hold names, the program holds frozen entries looked up here.

A field of a specification is tied to its registry by annotation, `Annotated[Options, ACTIVATIONS]`: forms, flags
and the file reader find the registry there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Generic, TypeVar

import msgspec

from core.errors import AppError


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind"):
    """Base of every entry's options; the subclass's tag is the entry's name in files.

    Every field has a default and carries its bounds, title, text and unit in `Annotated[type, msgspec.Meta]`.
    """

    @property
    def kind(self) -> str:
        return kind_of(type(self))


def kind_of(options: type[Options]) -> str:
    """The name under which these options stand in a file."""
    return str(options.__struct_config__.tag)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What every registry's entries share; `title` and `text` are plain words, `formula` is plain text."""

    options: type[Options]
    title: str
    text: str
    formula: str = ""

    @property
    def name(self) -> str:
        return kind_of(self.options)


E = TypeVar("E", bound=Entry)


class Registry(Generic[E]):
    """The entries of one sort, in the order in which they were added."""

    def __init__(self, noun: str, plural: str) -> None:
        self.noun = noun
        self.plural = plural
        self._entries: dict[str, E] = {}

    def add(self, entry: E) -> E:
        assert entry.name not in self._entries, f"{self.noun} {entry.name} is registered twice"
        self._entries[entry.name] = entry
        return entry

    def remove(self, name: str) -> None:
        """Take an entry out again (tests that register one do)."""
        del self._entries[name]

    def __getitem__(self, name: str) -> E:
        try:
            return self._entries[name]
        except KeyError:
            raise AppError("kind", f"there is no {self.noun} '{name}'", self.nearest(name)) from None

    def of(self, options: Options) -> E:
        """The entry whose options these are."""
        return self[options.kind]

    def index(self, name: str) -> int:
        """Position of the entry; only a compiled plan holds it, never a file."""
        return self.names().index(name)

    def nearest(self, name: str) -> str:
        close = get_close_matches(name, self._entries, n=1, cutoff=0.5)
        return f"did you mean '{close[0]}'?" if close else "one of " + ", ".join(self._entries)

    def names(self) -> list[str]:
        return list(self._entries)

    def __iter__(self) -> Iterator[E]:
        return iter(self._entries.values())

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __len__(self) -> int:
        return len(self._entries)


def meta(title: str, text: str = "", *, unit: str = "", step: float | None = None, **bounds: Any) -> msgspec.Meta:
    """Title, help, unit and bounds (`ge`, `gt`, `le`, `lt`, `min_length` ...) of a field, for `Annotated[type,
    meta(...)]`.

    `step` is the amount by which a form's arrows change the value; left out, the form chooses one.
    """
    extra = {key: value for key, value in (("unit", unit), ("step", step)) if value}
    return msgspec.Meta(title=title, description=text or None, extra=extra or None, **bounds)
