"""Layer normalisation: every row with mean 0 and variance 1, then scaled and shifted as is learned."""

from __future__ import annotations

from typing import Annotated

from core.catalog.layers.base import LAYERS, LayerKind, first_shape, width
from core.registry import Options, meta


class LayerNorm(Options, tag="layer_norm"):
    eps: Annotated[float, meta("Epsilon", "Added to the variance, so that a constant is not divided by 0.", gt=0.0)] = (
        1e-5
    )


LAYERS.add(
    LayerKind(
        options=LayerNorm,
        title="Layer norm",
        text=(
            "Gives the numbers of every sample mean 0 and variance 1 among themselves, a picture's over all its "
            "pixels, then scales and shifts each by two learned numbers; the same in training and outside."
        ),
        formula="a = scale (z - mean) / sqrt(variance + eps) + shift, over the row",
        shape=first_shape,
        lower=lambda builder, node, options, sources: builder.layer_norm(sources[0], node, options.eps),
        parameters=lambda shapes, options: 2 * width(shapes[0]),
        glyph="≡",
    )
)
