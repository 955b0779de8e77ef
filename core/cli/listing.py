"""`glassnet list`: everything that can be named in a project, from the registries."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from textwrap import fill
from typing import Any

import msgspec

from core.catalog.activations import ACTIVATIONS
from core.catalog.class_weights import CLASS_WEIGHTS
from core.catalog.clippings import CLIPPINGS
from core.catalog.datasets import DATASETS
from core.catalog.initializers import INITIALIZERS
from core.catalog.layers import LAYERS
from core.catalog.losses import LOSSES
from core.catalog.metrics import METRICS
from core.catalog.optimizers import OPTIMIZERS
from core.catalog.penalties import PENALTIES
from core.catalog.schedules import SCHEDULES
from core.catalog.stop_rules import STOP_RULES
from core.cli.parser import Commands, add_command
from core.export.weights import EXPORTERS
from core.lessons import lesson_names, open_lesson
from core.registry import Registry
from core.spec.controls import SORTS, controls
from core.spec.describe import BOUNDS, options_of
from core.spec.files import example_names, load_example

KINDS: dict[str, Registry[Any]] = {
    "activations": ACTIVATIONS,
    "losses": LOSSES,
    "optimizers": OPTIMIZERS,
    "schedules": SCHEDULES,
    "initializers": INITIALIZERS,
    "penalties": PENALTIES,
    "clippings": CLIPPINGS,
    "class_weights": CLASS_WEIGHTS,
    "metrics": METRICS,
    "stop_rules": STOP_RULES,
    "layers": LAYERS,
    "datasets": DATASETS,
    "exporters": EXPORTERS,
}
Lister = Callable[[], list[dict[str, Any]]]


def _plain(name: str, title: str, text: str = "") -> dict[str, Any]:
    return {"name": name, "title": title, "text": text, "formula": "", "options": []}


def _examples() -> list[dict[str, Any]]:
    return [_plain(name, load_example(name).name) for name in example_names()]


def _controls() -> list[dict[str, Any]]:
    """What a project may hide or lock."""
    return [_plain(control.name, control.title or SORTS[control.sort]) for control in controls().values()]


def _lessons() -> list[dict[str, Any]]:
    lessons = [open_lesson(name) for name in lesson_names()]
    return [_plain(lesson.name, lesson.title, lesson.summary) for lesson in lessons]


OTHERS: dict[str, Lister] = {"examples": _examples, "controls": _controls, "lessons": _lessons}
"""What has no options."""


def add_list(commands: Commands) -> None:
    kinds = [*KINDS, *OTHERS]
    parser = add_command(commands, "list", run, "List what can be named.", "Kinds: " + ", ".join(kinds) + ".")
    parser.add_argument("kind", metavar="KIND", type=_plural, choices=kinds, help="what to list")
    parser.add_argument("--json", action="store_true", help="as JSON, with every bound and default")


def _plural(word: str) -> str:
    """`activation`, `data sets` and `stop-rules` are understood too."""
    plain = word.lower().replace(" ", "").replace("-", "").replace("_", "")
    for kind, registry in KINDS.items():
        names = (kind, registry.noun, registry.plural)
        if plain in [name.replace(" ", "").replace("_", "") for name in names]:
            return kind
    return word


def run(options: argparse.Namespace) -> int:
    """Print a kind's entries."""
    others = OTHERS.get(options.kind)
    entries = others() if others is not None else [entry_to_plain(entry) for entry in KINDS[options.kind]]
    if options.json:
        value = {"kind": options.kind, "entries": entries}
        print(msgspec.json.format(msgspec.json.encode(value), indent=1).decode())
    else:
        between = "\n" if options.kind == "controls" else "\n\n"
        print(between.join(_paragraph(entry) for entry in entries))
    return 0


def entry_to_plain(entry: Any) -> dict[str, Any]:
    """An entry as JSON values."""
    return {
        "name": entry.name,
        "title": entry.title,
        "text": entry.text,
        "formula": entry.formula,
        "options": options_of(entry.options),
    }


def _paragraph(entry: dict[str, Any]) -> str:
    """An entry for people: name and title, formula, text, a line for each option."""
    lines = [f"{entry['name']}  ({entry['title']})"]
    if entry["formula"]:
        lines += ["  " + line for line in entry["formula"].splitlines()]
    if entry["text"]:
        lines.append(fill(entry["text"], 100, initial_indent="  ", subsequent_indent="  "))
    return "\n".join(lines + [f"    {_option(option)}" for option in entry["options"]])


def _option(option: dict[str, Any]) -> str:
    bounds = [
        f"{words} {_number(option[key])}" for words in BOUNDS.values() if (key := words.replace(" ", "_")) in option
    ]
    if "choices" in option:
        bounds.append("one of " + ", ".join(map(str, option["choices"])))
    default = msgspec.json.encode(option["default"]).decode()
    detail = "; ".join((option["type"], *bounds))
    return f"{option['name']} = {default if len(default) <= 60 else default[:57] + '...'}  ({detail})"


def _number(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"
