"""The input layer: passive, it hands the data on."""

from __future__ import annotations

from core.catalog.layers.base import LAYERS, LayerKind, first_shape
from core.registry import Options


class Input(Options, tag="input"):
    """No options: its shape is that of the data."""


LAYERS.add(
    LayerKind(
        options=Input,
        title="Input",
        text="The data enters here, as it is: this layer computes nothing.",
        formula="a = x",
        shape=first_shape,
        lower=lambda builder, node, options, sources: sources[0],
        ports=(0, 0),
        glyph="x",
    )
)
