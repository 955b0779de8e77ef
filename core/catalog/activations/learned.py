"""Activations with numbers of their own that are learned."""

from __future__ import annotations

from core.catalog.activations.base import ACTIVATIONS, Activation
from core.registry import Options


class Prelu(Options, tag="prelu"):
    """No options."""


ACTIVATIONS.add(
    Activation(
        options=Prelu,
        title="PReLU",
        text="ReLU whose slope below zero is learned, one for each unit; it starts at 0.25.",
        formula="a = z if z > 0 else slope * z, slope learned",
        primitive="prelu",
        range="any number",
        use="hidden layers that may choose how much they let through",
    )
)
