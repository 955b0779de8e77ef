"""Entries that a test registers: an activation, a loss and an optimizer, each in one place and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import pytest

from core.catalog.activations import ACTIVATIONS, Activation
from core.catalog.losses import LOSSES, Loss
from core.catalog.optimizers import OPTIMIZERS, Optimizer
from core.catalog.optimizers.descent import sgd_coefficients
from core.registry import Options, meta


class Bent(Options, frozen=True, tag="bent"):
    power: Annotated[float, meta("Power", "How steep it rises above zero.", ge=0.0, le=4.0)] = 1.0


class Shifted(Options, frozen=True, tag="shifted"):
    """No options."""


class Slow(Options, frozen=True, tag="slow"):
    """No options."""


@pytest.fixture
def registered() -> Iterator[None]:
    """One more activation, loss and optimizer."""
    ACTIVATIONS.add(
        Activation(
            options=Bent,
            title="Bent",
            text="One more.",
            formula="a = z + power z^2 if z > 0 else exp(z) - 1",
            forward=lambda z, p: np.where(z < 0.0, np.exp(np.minimum(z, 0.0)) - 1.0, p * z * z + z),
            derivative=lambda z, a, p: np.where(z < 0.0, a + 1.0, 2.0 * p * z + 1.0),
            parameter="power",
        )
    )
    LOSSES.add(
        Loss(
            options=Shifted,
            title="Shifted",
            text="One more.",
            value=lambda p, t, c: (p - t) ** 2 + p,
            slope=lambda p, t, c: 2.0 * (p - t) + 1.0,
        )
    )
    OPTIMIZERS.add(
        Optimizer(
            options=Slow,
            title="Slow",
            text="One more.",
            slots=1,
            coefficients=sgd_coefficients,
            update=lambda w, g, s1, s2, c: (w - c[0] * g * c[0], s1 + g, s2),
        )
    )
    yield
    ACTIVATIONS.remove("bent")
    LOSSES.remove("shifted")
    OPTIMIZERS.remove("slow")
