"""Changes that a run takes while it goes on: told in words, and what can no longer be compared after them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec

from core.catalog.penalties import PENALTIES
from core.catalog.schedules import SCHEDULES
from core.engine.contract import State
from core.registry import Options
from core.spec.architecture import Architecture
from core.spec.declared import hints, registry_of, registry_of_list
from core.spec.project import Project
from core.spec.training import TrainingSpec

WORDS = {"lr": "learning rate", "off": "weights switched off"}
"""Fields whose names say too little."""
Told = Iterator[tuple[str, str]]
"""What was changed, and from what to what."""


def same_run(old: Project, new: Project) -> bool:
    """Whether going on as before serves the new project too, but for the learning rate."""
    return (old.architecture, old.data, _lasting(old.training)) == (new.architecture, new.data, _lasting(new.training))


def _lasting(training: TrainingSpec) -> TrainingSpec:
    """Without what a running loop does not read."""
    optimizer = msgspec.structs.replace(training.optimizer, lr=1.0)
    epochs = training.epochs if SCHEDULES.of(training.schedule).spans(training.schedule) else 1
    return msgspec.structs.replace(training, optimizer=optimizer, epochs=epochs)


def changes(old: Project, new: Project) -> list[str]:
    """What was changed, field by field: the batch size, from 32 to 64. Nothing where the data or the drawing are
    others; of the drawing, numbers (dropout rates, slopes), penalties and what is switched off may change."""
    if old.data != new.data or not _same_drawing(old.architecture, new.architecture):
        return []
    told = [*_in_drawing(old.architecture, new.architecture), *_in_training(old.training, new.training)]
    return [f"{name} {values}" for name, values in told]


def comparable(old: Project, new: Project, state: State) -> State:
    """The state, without what rules remember of values that mean something else now: of another loss, on other data,
    of another network. An adaptive schedule keeps its factor and compares anew."""
    same = old.training.loss == new.training.loss and old.data == new.data
    if same and _same_drawing(old.architecture, new.architecture):
        return state
    factors = {
        options: memory[:1]
        for options, memory in state.remembered.items()
        if options == old.training.schedule and SCHEDULES.of(old.training.schedule).adaptive
    }
    return replace(state, remembered=factors, best=None)


def _in_training(old: TrainingSpec, new: TrainingSpec) -> Told:
    for field, annotation in hints(TrainingSpec).items():
        registry = registry_of_list(annotation)
        yield from _told(registry.plural if registry else field, getattr(old, field), getattr(new, field))


def _same_drawing(old: Architecture, new: Architecture) -> bool:
    """Whether two drawings differ in numbers that no shape depends on, and in penalties, alone."""
    if [(node.id, node.kind, node.inputs) for node in old.nodes] != [(n.id, n.kind, n.inputs) for n in new.nodes]:
        return False
    return all(_numbers_alone(a.options, b.options) for a, b in zip(old.nodes, new.nodes, strict=True))


def _numbers_alone(old: Any, new: Any) -> bool:
    if old == new:
        return True
    if isinstance(old, Options) and type(old) is type(new):
        free = {name for name, kind in hints(type(old)).items() if registry_of(kind) is PENALTIES} | {"off"}
        fields = [name for name in old.__struct_fields__ if name not in free]
        return all(_numbers_alone(getattr(old, name), getattr(new, name)) for name in fields)
    return isinstance(old, float) and isinstance(new, float)


def _in_drawing(old: Architecture, new: Architecture) -> Told:
    for before, after in zip(old.nodes, new.nodes, strict=True):
        for field in before.options.__struct_fields__:
            one, other = getattr(before.options, field), getattr(after.options, field)
            named = field if isinstance(one, Options) or field == "off" else f"{before.kind} {field}"
            for name, values in _told(named, one, other):
                yield f"{name} of {before.id}", values


def _told(field: str, old: Any, new: Any) -> Told:
    """The differences of one field; those of an entry option by option, where it is still the same entry."""
    if old == new:
        return
    if isinstance(old, Options) and type(old) is type(new):
        for name in old.__struct_fields__:
            # What belongs to the optimizer speaks for itself.
            inner = name if field == "optimizer" else f"{field} {name}"
            yield from _told(inner, getattr(old, name), getattr(new, name))
    elif isinstance(old, tuple) and [type(item) for item in old] == [type(item) for item in new] and _entries(old):
        for one, other in zip(old, new, strict=True):
            yield from _told(one.kind, one, other)
    else:
        name = WORDS.get(field, field.replace("_", " "))
        yield name, f"{_value(field, old)} \N{RIGHTWARDS ARROW} {_value(field, new)}"


def _entries(items: tuple[Any, ...]) -> bool:
    return bool(items) and all(isinstance(item, Options) for item in items)


def _value(field: str, value: Any) -> str:
    if isinstance(value, Options):
        return value.kind
    if field == "off":
        return str(len(value))
    if isinstance(value, tuple):
        return ", ".join(_value(field, item) for item in value) or "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    if value is None:
        return "all" if field == "batch_size" else "none"
    return f"{value:g}" if isinstance(value, float) else str(value)
