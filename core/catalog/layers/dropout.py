"""Dropout: units left out by chance while training."""

from __future__ import annotations

from typing import Annotated

from core.catalog.layers.base import LAYERS, LayerKind, first_shape
from core.registry import Options, meta


class Dropout(Options, tag="dropout"):
    rate: Annotated[
        float, meta("Rate", "Share of the numbers that are left out in a step.", ge=0.0, lt=1.0, step=0.05)
    ] = 0.5


LAYERS.add(
    LayerKind(
        options=Dropout,
        title="Dropout",
        text=(
            "In every step leaves out a share of the numbers by chance and scales up the rest; outside training "
            "it does nothing."
        ),
        formula="a = z m / (1 - rate), m = 0 with probability rate, else 1",
        shape=first_shape,
        lower=lambda builder, node, options, sources: builder.dropout(sources[0], options.rate),
        glyph="⁘",
    )
)
