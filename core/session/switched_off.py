"""Weights that are switched off: where they stand in the flat vector, and the state in which they are nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.compile.check import check
from core.engine.contract import State
from core.plan.plan import ParamTable
from core.spec import edits
from core.spec.architecture import Architecture
from core.spec.project import Project

Arrays = Mapping[str, NDArray[Any]]
Pairs = tuple[tuple[int, int], ...]


def _pairs(architecture: Architecture) -> Iterator[tuple[str, Pairs]]:
    """The layers that have any, by the name of their weights."""
    for node in architecture.nodes:
        if off := getattr(node.options, "off", ()):
            yield f"{node.id}.weight", off


def places(architecture: Architecture, table: ParamTable) -> tuple[int, ...]:
    """Where they stand; pairs outside of a layer's shape count for nothing (`check` warns of them)."""
    named = {param.key: param for param in table}
    found = [
        named[key].offset + row * named[key].stride + column
        for key, pairs in _pairs(architecture)
        if key in named
        for row, column in _within(pairs, named[key].shape)
    ]
    return tuple(dict.fromkeys(found))


def silenced(state: State, architecture: Architecture) -> State:
    """With these weights at 0, those of the best epoch too, and with them what the optimizer remembers of them."""
    off = dict(_pairs(architecture))
    if not off:
        return state
    memories = tuple(_without(memory, off) for memory in state.memories)
    best = replace(state.best, weights=_without(state.best.weights, off)) if state.best else None
    return replace(state, weights=_without(state.weights, off), memories=memories, best=best)


def _without(arrays: Arrays, off: Mapping[str, Pairs]) -> Arrays:
    return {key: _cleared(array, off[key]) if key in off else array for key, array in arrays.items()}


def _cleared(array: NDArray[Any], pairs: Pairs) -> NDArray[Any]:
    array = np.array(array)
    for row, column in _within(pairs, array.shape):
        array[row, column] = 0.0
    return array


def _within(pairs: Pairs, shape: tuple[int, ...]) -> list[tuple[int, int]]:
    """Those of them that are there."""
    return [(row, column) for row, column in pairs if 0 <= row < shape[0] and 0 <= column < shape[1]]


def trimmed(project: Project) -> Project:
    """The project without pairs that lie outside of their layers: those of units and inputs that an edit took away."""
    architecture = project.architecture
    if not any(True for _ in _pairs(architecture)):
        return project
    kept = check(project).kept_off
    for name, pairs in kept.items():
        if pairs != architecture[name].options.off:  # type: ignore[attr-defined]  # it has pairs
            architecture = edits.set_options(architecture, name, off=pairs)
    return project if architecture is project.architecture else edits.with_architecture(project, architecture)
