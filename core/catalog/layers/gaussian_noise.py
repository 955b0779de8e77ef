"""Gaussian noise: numbers shaken a little while training."""

from __future__ import annotations

from typing import Annotated

from core.catalog.layers.base import LAYERS, LayerKind, first_shape
from core.registry import Options, meta


class GaussianNoise(Options, tag="gaussian_noise"):
    deviation: Annotated[
        float, meta("Deviation", "Standard deviation of what is added.", ge=0.0, le=1e6, step=0.05)
    ] = 0.1


LAYERS.add(
    LayerKind(
        options=GaussianNoise,
        title="Gaussian noise",
        short="Noise",
        text="In every step adds a normal random number to each of its inputs; outside training it does nothing.",
        formula="a = z + deviation * n, n normal with mean 0 and variance 1",
        shape=first_shape,
        lower=lambda builder, node, options, sources: builder.noise(sources[0], options.deviation),
        glyph="∿",
    )
)
