"""What a layer kind is."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from core.catalog.activations import ACTIVATIONS
from core.plan.builder import Builder
from core.registry import Entry, Options, Registry

Shape = tuple[int, ...]


class Misfit(Exception):  # noqa: N818 - it names a state of the drawing, not a failure
    """Shapes that do not go together: what is wrong and what to do; `check` makes a Problem of it.

    `flatten` is the number of the input that a flatten layer would make fit.
    """

    def __init__(self, text: str, hint: str = "", flatten: int | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.hint = hint
        self.flatten = flatten


@dataclass(frozen=True, kw_only=True)
class LayerKind(Entry):
    """`shape(inputs, options)` gives the output's shape or raises Misfit; `lower(builder, node, options, sources)`
    emits primitives reading the slots `sources` and returns the slot of the output. Fewest and most inputs: `ports`.
    `parameters` counts the numbers that are learned, `kept` those that stand beside them and are not."""

    shape: Callable[[Sequence[Shape], Any], Shape]
    lower: Callable[[Builder, str, Any, Sequence[int]], int]
    ports: tuple[int, int] = (1, 1)
    parameters: Callable[[Sequence[Shape], Any], int] = lambda shapes, options: 0
    kept: Callable[[Sequence[Shape], Any], int] = lambda shapes, options: 0
    glyph: str = ""
    short: str = ""
    """A title of one word, where the whole one is too long to stand above a narrow block."""


LAYERS: Registry[LayerKind] = Registry("layer kind", "layers")

MANY = 64
"""The most inputs an add, multiply or concat takes."""


def width(shape: Shape) -> int:
    return math.prod(shape)


def learned_by(activation: Options, width: int) -> int:
    """How many numbers an activation of so many numbers learns."""
    return width if ACTIVATIONS.of(activation).primitive == "prelu" else 0


def words(shape: Shape) -> str:
    """A shape as people write it: 8, or 28 x 28 x 1."""
    return " x ".join(str(n) for n in shape)


def same_shape(shapes: Sequence[Shape], options: Any) -> Shape:
    """The rule of layers that join equals."""
    for shape in shapes[1:]:
        if shape != shapes[0]:
            raise Misfit(f"its inputs are {words(shapes[0])} and {words(shape)}", "they must have the same shape")
    return shapes[0]


def first_shape(shapes: Sequence[Shape], options: Any) -> Shape:
    return shapes[0]
