"""The words of the lessons: terms with a definition, a formula and the numbers of the moment.

The program's own stand in `resources/glossary.json`; every entry of the registries is a term too, in its own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Annotated, Any

import msgspec

from core.catalog.activations import ACTIVATIONS
from core.catalog.initializers import INITIALIZERS
from core.catalog.layers import LAYERS
from core.catalog.losses import LOSSES
from core.catalog.metrics import METRICS
from core.catalog.optimizers import OPTIMIZERS
from core.catalog.penalties import PENALTIES
from core.catalog.schedules import SCHEDULES
from core.errors import AppError
from core.lessons.moment import NOW
from core.registry import Registry, meta
from core.spec.controls import nearest
from core.spec.files import parse_json
from core.spec.plain import list_of, object_of, struct_from_plain

FORMAT = 1
REGISTRIES: tuple[Registry[Any], ...] = (
    ACTIVATIONS, LOSSES, OPTIMIZERS, INITIALIZERS, METRICS, LAYERS, SCHEDULES, PENALTIES,
)  # fmt: skip
Word = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]


class TermFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A term as it stands in the file. `also`: other forms of the word; `live`: names of `core.lessons.moment`."""

    name: Word
    text: Annotated[str, meta("Text", "The definition.", min_length=1, max_length=600)]
    formula: Annotated[str, msgspec.Meta(max_length=200)] = ""
    also: tuple[Word, ...] = ()
    live: tuple[str, ...] = ()


@dataclass(frozen=True)
class Term:
    """What is shown of a term. `sort` says which registry it comes from; none: the glossary's own."""

    name: str
    text: str
    formula: str = ""
    also: tuple[str, ...] = ()
    live: tuple[str, ...] = ()
    sort: str = ""


@dataclass(frozen=True)
class Found:
    """A term in a text: from where to where."""

    term: Term
    start: int
    end: int


@lru_cache(maxsize=1)
def glossary() -> dict[str, Term]:
    """Every term by its name in small letters, in alphabetical order."""
    terms = read_terms(files("resources").joinpath("glossary.json").read_bytes(), "glossary.json")
    known = {form.lower() for term in terms for form in (term.name, *term.also)}
    for registry in REGISTRIES:
        for entry in registry:
            if entry.title.lower() not in known:
                known.add(entry.title.lower())
                terms.append(Term(entry.title, entry.text, entry.formula, sort=registry.noun))
    return {term.name.lower(): term for term in sorted(terms, key=lambda term: term.name.lower())}


@lru_cache(maxsize=1)
def _by_title() -> dict[str, Term]:
    own = [term for term in glossary().values() if not term.sort]
    return {form.lower(): term for term in own for form in (term.name, *term.also)}


def titled(title: str) -> Term | None:
    """The glossary's own term that a title of the window is, or ends with: "Learning rate", "Train loss"."""
    words = title.lower().split()
    found = (_by_title().get(" ".join(words[at:])) for at in range(len(words)))
    return next((term for term in found if term is not None), None)


def read_terms(data: bytes, name: str) -> list[Term]:
    """The terms of a file; AppError says in one sentence what is wrong with it."""
    try:
        fields = object_of(parse_json(data), "glossary")
        number = fields.pop("format", None)
        if number != FORMAT or isinstance(number, bool):
            what = "is missing" if number is None else f"{number!r:.40} is not known"
            raise AppError("format", what, f'this Glassnet reads format {FORMAT}; write "format": {FORMAT}')
        items = list_of(fields.pop("terms", []), "terms")
        if fields:
            raise AppError(next(iter(fields)), "there is no such field", "it takes format, terms")
        terms = [_term(item, f"terms[{at}]") for at, item in enumerate(items)]
    except AppError as fault:
        raise AppError(f"{name}: {fault.where}" if fault.where else name, fault.what, fault.hint) from None
    seen: set[str] = set()
    for term in terms:
        for form in {word.lower() for word in (term.name, *term.also)}:
            if form in seen:
                raise AppError(f"{name}: {term.name}", f"'{form}' stands there twice", "leave one of them away")
            seen.add(form)
    return terms


def _term(value: Any, where: str) -> Term:
    plain = struct_from_plain(TermFile, value, where, None)
    for name in plain.live:
        if name not in NOW:
            raise AppError(f"{where}.live", f"there is no number '{name[:60]}'", nearest(name, NOW))
    return Term(plain.name, plain.text, plain.formula, plain.also, plain.live)


def terms_in(text: str, terms: Iterable[Term]) -> list[Found]:
    """The first place of each term in a text, none inside another, in the order of the text. Longer terms go first,
    so that a hidden layer is not a layer."""
    own = [term for term in terms if not term.sort]
    forms = {form.lower(): term for term in own for form in (term.name, *term.also)}
    if not forms:
        return []
    found: dict[str, Found] = {}
    for match in _pattern(tuple(sorted(forms, key=len, reverse=True))).finditer(text):
        term = forms[match[0].lower()]
        if term.name not in found and _right_case(term, match[0]):
            found[term.name] = Found(term, match.start(), match.end())
    return sorted(found.values(), key=lambda one: one.start)


@lru_cache(maxsize=8)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, forms)) + r")(?![\w-])", re.IGNORECASE)


def _right_case(term: Term, word: str) -> bool:
    """A short name that is a common word in small letters (He) is meant only as it is written."""
    return len(term.name) > 2 or word == term.name


def look_for(words: str, terms: Iterable[Term]) -> list[Term]:
    """Terms in which every word occurs: the one that is called so first, then those whose name has the words."""
    wanted = words.lower().split()
    found: list[tuple[int, str, Term]] = []
    for term in terms:
        forms = [form.lower() for form in (term.name, *term.also)]
        whole = f"{' '.join(forms)} {term.text} {term.formula} {term.sort}".lower()
        if all(word in whole for word in wanted):
            called = all(word in " ".join(forms) for word in wanted)
            rank = 0 if " ".join(wanted) in forms else 1 if called else 2
            found.append((rank, term.name.lower(), term))
    return [term for _, _, term in sorted(found, key=lambda one: one[:2])]
