"""Concat: inputs side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.catalog.layers.base import LAYERS, MANY, LayerKind, Misfit, Shape, words
from core.registry import Options


class Concat(Options, tag="concat"):
    """No options."""


def shape(shapes: Sequence[Shape], options: Any) -> Shape:
    for index, one in enumerate(shapes):
        if len(one) != 1:
            raise Misfit(f"an input is {words(one)}", "add a flatten layer before it", flatten=index)
    return (sum(one[0] for one in shapes),)


LAYERS.add(
    LayerKind(
        options=Concat,
        title="Concat",
        text="Puts its inputs side by side into one longer row.",
        formula="a = (x1, x2, ...)",
        shape=shape,
        lower=lambda builder, node, options, sources: builder.concat(sources),
        ports=(2, MANY),
        glyph="⊞",
    )
)
