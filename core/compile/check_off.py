"""Weights that are switched off must be there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.catalog.layers.base import Shape, width, words
from core.compile.fixes import switch_on
from core.compile.problem import Problem
from core.spec.architecture import Architecture, NodeSpec


def switched_off(node: NodeSpec, inputs: Sequence[Shape]) -> list[tuple[int, int]]:
    """The node's pairs (input, unit) that lie within its weights."""
    pairs = getattr(node.options, "off", ())
    return [(row, column) for row, column in pairs if _lies(row, column, width(inputs[0]), node)]


def _lies(row: int, column: int, inputs: int, node: NodeSpec) -> bool:
    return 0 <= row < inputs and 0 <= column < node.options.units  # type: ignore[attr-defined]  # a dense layer has units


def check_off(architecture: Architecture, used: Sequence[str], shapes: Mapping[str, Shape]) -> list[Problem]:
    """A warning for each layer with pairs outside of its weights (more than once through a smaller layer before it)."""
    problems = []
    for node in (architecture[name] for name in used):
        pairs = getattr(node.options, "off", ())
        if not pairs or node.id not in shapes or node.inputs[0] not in shapes:
            continue
        inputs = shapes[node.inputs[0]]
        lost = [pair for pair in pairs if pair not in switched_off(node, [inputs])]
        if lost:
            left = tuple(pair for pair in pairs if pair not in lost)
            text = f"it switches off weight {list(lost[0])}, and has {words((width(inputs), *shapes[node.id]))} of them"
            problems.append(Problem(node.id, text, 'take it out of "off"', "warning", fix=switch_on(node.id, left)))
    return problems
