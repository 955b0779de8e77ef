"""The controls that a project or a lesson may hide or lock, by name.

Actions and panels are named here, because the window is not known to the core (a test asks that both say the same);
fields, options and data sets come from their declarations. Check, `glassnet list controls` and the window's dialog
start from `controls()`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import msgspec

from core.catalog.datasets import DATASETS
from core.catalog.layers import LAYERS
from core.errors import AppError
from core.spec.classroom import Classroom
from core.spec.data import DataSpec
from core.spec.declared import hints, registry_of, title_of
from core.spec.training import TrainingSpec

ACTIONS = (
    "new", "new_window", "open", "save", "save_as", "load_weights", "close", "export_drawing", "undo", "redo",
    "cut", "copy", "paste", "select_all", "add_layer", "draw_points", "edit_layer", "fix_problem", "duplicate_layer",
    "remove_layer",
    "arrange", "preferences", "play", "step_batch", "step_epoch", "restart", "new_weights", "find_rate",
    "slower", "faster", "fit", "mini_map", "fold_layer", "group_layers",
    "ungroup_layers", "projector", "alone", "theme", "full_screen", "reset_layout",
    "next_part", "previous_part",
    "lessons", "challenges", "lab", "glossary", "open_lesson", "own_lessons", "record_step",
    "lesson_next", "lesson_back", "lesson_leave", "keep_picture", "export_notebook", "classroom",
    "palette", "shortcuts", "verified", "about",
)  # fmt: skip
KEPT = ("quit", "leave_alone", "unlock", "lock_again")
"""Actions that can neither be hidden nor locked: the way out."""
PANELS = (
    "lesson",
    "data",
    "output",
    "layer",
    "training",
    "curves",
    "weights",
    "encoding",
    "unit",
    "microscope",
    "gradients",
    "race",
    "sweep",
    "landscape",
    "timeline",
    "pad",
    "confusion",
    "log",
)
PARTS = {
    "network": "Every change of the network",
    "speed": "Speed",
    "figures": "Loss and accuracy in the top bar",
    "export": "Export menu",
    "examples": "Examples menu",
}
EDITS_NETWORK = ("add_layer", "duplicate_layer", "remove_layer", "cut", "paste")
"""Actions that go with `network`."""
SORTS = {
    "part": "Parts of the window",
    "panel": "Panels",
    "action": "Actions",
    "dataset": "Data sets",
    "data": "Fields of the data",
    "training": "Fields of the training",
    "layer": "Fields of a layer",
}


@dataclass(frozen=True)
class Control:
    """`name` stands in files. No title: the window has one."""

    name: str
    sort: str
    title: str = ""


def controls() -> dict[str, Control]:
    """Every control there is, by name, sort after sort."""
    found = [Control(name, "part", title) for name, title in PARTS.items()]
    found += [Control(f"panel.{name}", "panel") for name in PANELS]
    found += [Control(f"action.{name}", "action") for name in ACTIONS]
    found += [Control(f"dataset.{entry.name}", "dataset", entry.title) for entry in DATASETS]
    found += _fields(DataSpec, "data", "data")
    found += _fields(TrainingSpec, "training", "training")
    for kind in LAYERS:
        found += _fields(kind.options, "layer", "layer")
    # Entries of one registry share options: the first says what it is called.
    known: dict[str, Control] = {}
    for control in found:
        known.setdefault(control.name, control)
    return known


def _fields(cls: Any, path: str, sort: str) -> list[Control]:
    """The fields of a struct, each followed by the options that an entry chosen in it may have."""
    found = []
    for name in cls.__struct_fields__:
        annotation = hints(cls)[name]
        found.append(Control(f"{path}.{name}", sort, title_of(annotation, name)))
        registry = registry_of(annotation)
        for entry in registry or ():
            found += _fields(entry.options, f"{path}.{name}", sort)
    return found


def check_names(classroom: Classroom, where: str = "classroom") -> None:
    """Raise for the first name that is not known, with the nearest one that is."""
    for field in ("hide", "lock"):
        for name in getattr(classroom, field):
            if name not in controls():
                raise AppError(f"{where}.{field}", f"there is no control '{name[:80]}'", nearest(name, controls()))
    for name in classroom.show:
        if name not in PANELS:
            raise AppError(f"{where}.show", f"there is no panel '{name[:80]}'", nearest(name, PANELS))


def nearest(name: str, names: Iterable[str]) -> str:
    """The name that was probably meant: the whole of it, or its last part."""
    known = list(names)
    last = {full.rpartition(".")[2]: full for full in reversed(known)}
    if name in last:
        return f"did you mean '{last[name]}'?"
    close = get_close_matches(name, known, n=1, cutoff=0.6)
    close = close or [last[found] for found in get_close_matches(name, last, n=1, cutoff=0.6)]
    return f"did you mean '{close[0]}'?" if close else "`glassnet list controls` names them"


def broken(old: Any, new: Any, locked: Iterable[str]) -> str:
    """Which of the locked controls an edit from one project to another would change; empty for none."""
    return next((name for name in locked if _differs(old, new, name)), "")


def _differs(old: Any, new: Any, name: str) -> bool:
    if name == "network":
        return bool(old.architecture != new.architecture)
    sort, _, path = name.partition(".")
    if sort in ("data", "training"):
        return _at(getattr(old, sort), path) != _at(getattr(new, sort), path)
    if sort == "dataset":
        kind = new.data.source.kind
        return bool(kind == path and old.data.source.kind != kind)
    if sort == "layer":
        before, after = ({node.id: node.options for node in side.architecture.nodes} for side in (old, new))
        same = [name for name in before if name in after and type(before[name]) is type(after[name])]
        return any(_at(before[node], path) != _at(after[node], path) for node in same)
    return False


def _at(value: Any, path: str) -> Any:
    """What stands at a path; nothing where there is no such field."""
    for part in path.split("."):
        value = getattr(value, part, None) if isinstance(value, msgspec.Struct) else None
    return value
