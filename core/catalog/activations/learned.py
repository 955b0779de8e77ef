"""Activations with numbers of their own that are learned."""

from __future__ import annotations

from typing import Annotated

from core.catalog.activations.base import ACTIVATIONS, Activation
from core.registry import Options, meta


class Prelu(Options, tag="prelu"):
    start: Annotated[float, meta("First slope", "Slope below zero before it learns.", ge=-10.0, le=10.0, step=0.05)] = (
        0.25
    )


ACTIVATIONS.add(
    Activation(
        options=Prelu,
        title="PReLU",
        text="ReLU whose slope below zero is learned, one for each unit: for hidden layers large enough to choose it.",
        formula="a = z if z > 0 else slope * z, slope learned",
        primitive="prelu",
        parameter="start",
        range="any number",
        use="hidden layers that may choose how much they let through",
    )
)
