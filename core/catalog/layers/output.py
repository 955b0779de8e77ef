"""The output marker: the loss looks at what enters it."""

from __future__ import annotations

from core.catalog.layers.base import LAYERS, LayerKind, first_shape
from core.registry import Options


class Output(Options, tag="output"):
    """No options."""


LAYERS.add(
    LayerKind(
        options=Output,
        title="Output",
        text="Marks the prediction; the loss compares it with the target.",
        formula="prediction = a",
        shape=first_shape,
        lower=lambda builder, node, options, sources: sources[0],
        glyph="ŷ",
    )
)
