"""Clipping: how large a gradient may be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from core.registry import Entry, Options, Registry, meta


@dataclass(frozen=True)
class Clip:
    """Bounds of a gradient, 0 for none: `value` of the size of each number, `norm` of the Euclidean norm of all."""

    value: float = 0.0
    norm: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Clipping(Entry):
    """`clip(options)` gives the bounds."""

    clip: Callable[[Any], Clip]


CLIPPINGS: Registry[Clipping] = Registry("clipping", "clippings")


class NoClipping(Options, tag="none"):
    """No options."""


class ByValue(Options, tag="value"):
    limit: Annotated[float, meta("Limit", "No number of the gradient is larger than this.", gt=0.0, le=1e9)] = 1.0


class ByNorm(Options, tag="norm"):
    limit: Annotated[float, meta("Limit", "The whole gradient is not longer than this.", gt=0.0, le=1e9)] = 1.0


CLIPPINGS.add(
    Clipping(
        options=NoClipping,
        title="None",
        text="The gradient is used as it is.",
        formula="g",
        clip=lambda options: Clip(),
    )
)
CLIPPINGS.add(
    Clipping(
        options=ByValue,
        title="By value",
        text="Every number of the gradient is cut off at the limit; its direction may change.",
        formula="g <- max(-limit, min(limit, g))",
        clip=lambda options: Clip(value=options.limit),
    )
)
CLIPPINGS.add(
    Clipping(
        options=ByNorm,
        title="By norm",
        text="A gradient longer than the limit, over all layers, is scaled down to it; its direction stays.",
        formula="g <- g min(1, limit / |g|)",
        clip=lambda options: Clip(norm=options.limit),
    )
)
