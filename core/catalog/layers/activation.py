"""An activation that stands by itself, behind an add or a concat, say."""

from __future__ import annotations

from typing import Annotated

from core.catalog.activations import ACTIVATIONS, Relu
from core.catalog.layers.base import LAYERS, LayerKind, first_shape, learned_by, width
from core.registry import Options


class Activate(Options, tag="activation"):
    activation: Annotated[Options, ACTIVATIONS] = Relu()


LAYERS.add(
    LayerKind(
        options=Activate,
        title="Activation",
        text="Applies a function to every number, without weights.",
        formula="a = f(z)",
        shape=first_shape,
        parameters=lambda shapes, options: learned_by(options.activation, width(shapes[0])),
        lower=lambda builder, node, options, sources: builder.activate(sources[0], options.activation, node),
        glyph="ƒ",
    )
)
