"""Add: the way around a layer comes back in."""

from __future__ import annotations

from core.catalog.layers.base import LAYERS, MANY, LayerKind, same_shape
from core.registry import Options


class Add(Options, tag="add"):
    """No options."""


LAYERS.add(
    LayerKind(
        options=Add,
        title="Add",
        text="Adds its inputs number by number: a skip connection.",
        formula="a = x1 + x2 + ...",
        shape=same_shape,
        lower=lambda builder, node, options, sources: builder.chain("add", sources),
        ports=(2, MANY),
        glyph="+",
    )
)
