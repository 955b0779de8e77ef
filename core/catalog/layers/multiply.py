"""Multiply: one path opens and closes another, as a gate."""

from __future__ import annotations

from core.catalog.layers.base import LAYERS, MANY, LayerKind, same_shape
from core.registry import Options


class Multiply(Options, tag="multiply"):
    """No options."""


LAYERS.add(
    LayerKind(
        options=Multiply,
        title="Multiply",
        text="Multiplies its inputs number by number: a gate.",
        formula="a = x1 * x2 * ...",
        shape=same_shape,
        lower=lambda builder, node, options, sources: builder.chain("multiply", sources),
        ports=(2, MANY),
        glyph="×",
    )
)
