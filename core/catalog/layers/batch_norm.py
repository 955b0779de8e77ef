"""Batch normalisation: every column of a batch with mean 0 and variance 1, then scaled and shifted as is learned."""

from __future__ import annotations

from typing import Annotated

from core.catalog.layers.base import LAYERS, LayerKind, first_shape, width
from core.registry import Options, meta


class BatchNorm(Options, tag="batch_norm"):
    momentum: Annotated[
        float,
        meta("Momentum", "Share of the remembered mean and variance that a step keeps.", ge=0.0, lt=1.0, step=0.01),
    ] = 0.9
    eps: Annotated[float, meta("Epsilon", "Added to the variance, so that a constant is not divided by 0.", gt=0.0)] = (
        1e-5
    )


LAYERS.add(
    LayerKind(
        options=BatchNorm,
        title="Batch norm",
        text=(
            "Gives every number mean 0 and variance 1 over the batch, then scales and shifts it by two numbers that it "
            "learns; outside training it uses the mean and variance it remembers. In a picture, every pixel counts "
            "by itself."
        ),
        formula="a = scale (z - mean) / sqrt(variance + eps) + shift, over the batch",
        shape=first_shape,
        lower=lambda builder, node, options, sources: builder.batch_norm(
            sources[0], node, options.momentum, options.eps
        ),
        parameters=lambda shapes, options: 2 * width(shapes[0]),
        kept=lambda shapes, options: 2 * width(shapes[0]),
        glyph="μσ",
    )
)
