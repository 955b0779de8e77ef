"""Weights that are switched off: where they stand in the flat vector, and the state in which they are nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.engine.contract import State
from core.plan.plan import ParamTable
from core.spec.architecture import Architecture

Arrays = Mapping[str, NDArray[Any]]


def _pairs(architecture: Architecture) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
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
        for row, column in pairs
        if row < named[key].shape[0] and column < named[key].shape[1]
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


def _without(arrays: Arrays, off: Mapping[str, tuple[tuple[int, int], ...]]) -> Arrays:
    return {key: _cleared(array, off[key]) if key in off else array for key, array in arrays.items()}


def _cleared(array: NDArray[Any], pairs: tuple[tuple[int, int], ...]) -> NDArray[Any]:
    array = np.array(array)
    for row, column in pairs:
        if row < array.shape[0] and column < array.shape[1]:
            array[row, column] = 0.0
    return array
