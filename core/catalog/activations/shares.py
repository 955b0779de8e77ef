"""Activations that look at a whole layer at once."""

from __future__ import annotations

from core.catalog.activations.base import ACTIVATIONS, Activation
from core.registry import Options


class Softmax(Options, tag="softmax"):
    """No options."""


ACTIVATIONS.add(
    Activation(
        options=Softmax,
        title="Softmax",
        text=(
            "Turns a layer's sums into shares that add up to 1: one probability for each class. For outputs with "
            "more than two classes, together with cross-entropy."
        ),
        formula="a_j = exp(z_j) / sum_k exp(z_k)",
        primitive="softmax",
        range="0 to 1, adding up to 1",
        use="outputs with more than two classes",
    )
)
