"""Dense: every unit weighs every input, adds its bias and applies the activation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from core.catalog.activations import ACTIVATIONS, Relu
from core.catalog.initializers import INITIALIZERS, GlorotUniform
from core.catalog.layers.base import LAYERS, LayerKind, Shape, learned_by, width
from core.catalog.penalties import PENALTIES, NoPenalty
from core.plan.builder import Builder
from core.registry import Options, meta


class Dense(Options, tag="dense"):
    units: Annotated[int, meta("Units", "How many units the layer has.", ge=1, le=65536)] = 8
    use_bias: Annotated[
        bool, meta("Bias", "Give every unit a number added to its sum; without it, its line goes through the origin.")
    ] = True
    activation: Annotated[Options, ACTIVATIONS] = Relu()
    initializer: Annotated[Options, INITIALIZERS] = GlorotUniform()
    penalty: Annotated[Options, PENALTIES] = NoPenalty()
    off: Annotated[
        tuple[tuple[int, int], ...],
        meta("Switched off", "Weights that stay 0 and do not learn: pairs of input and unit, counted from 0."),
    ] = ()


def lower(builder: Builder, node: str, options: Dense, sources: Sequence[int]) -> int:
    z = builder.dense(sources[0], node, options.units, options.use_bias, options.initializer)
    return builder.activate(z, options.activation, node)


def parameters(shapes: Sequence[Shape], options: Dense) -> int:
    sums = (width(shapes[0]) + int(options.use_bias)) * options.units
    return sums + learned_by(options.activation, options.units)


LAYERS.add(
    LayerKind(
        options=Dense,
        title="Dense",
        text="Every unit weighs every input, adds its bias and applies the activation; a picture is read line by line.",
        formula="a = f(x W + b)",
        shape=lambda shapes, options: (options.units,),
        lower=lower,
        parameters=parameters,
        glyph="●",
    )
)
