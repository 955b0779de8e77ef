"""Flatten: a picture as one long row."""

from __future__ import annotations

from core.catalog.layers.base import LAYERS, LayerKind, width
from core.registry import Options


class Flatten(Options, tag="flatten"):
    """No options."""


LAYERS.add(
    LayerKind(
        options=Flatten,
        title="Flatten",
        text="Lays a picture's numbers out as one row, line by line.",
        formula="(h, w, c) -> h w c",
        shape=lambda shapes, options: (width(shapes[0]),),
        lower=lambda builder, node, options, sources: sources[0],
        glyph="▤",
    )
)
