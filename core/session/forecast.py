"""How long an epoch will take on this machine, before the first step is made."""

from __future__ import annotations

import math

from core.catalog.layers.base import width
from core.compile.check import Checked

STEP = 3e-7
"""Seconds of a step beside its samples' work."""
SAMPLE = 4e-8
UNIT = 2e-9
"""Seconds of a unit for one sample: its activation there and back."""
PRODUCT = 7e-11
"""Seconds of a weight for one sample: one product forward, two backward."""
UPDATE = 4e-10
"""Seconds of a weight for one step of the optimizer."""
KEPT = 0.5
"""How much of what was learned of the machine before stays when an epoch has been timed."""


def epoch_seconds(checked: Checked, pace: float = 1.0) -> float | None:
    """Seconds of an epoch, for a machine on which one takes `pace` times as long as on the one the constants are of.

    They are of a processor core of 2023 with AVX-512 and hold within a factor of about three for small networks: what
    a run takes teaches the pace (`learned`). None while the data or the network are not known.
    """
    if not checked.ready or checked.described is None or not checked.parameters:
        return None
    project, samples = checked.project, _training_samples(checked)
    batch = min(project.training.batch_size or samples, samples)
    units = sum(width(checked.shapes[name]) for name in checked.used if name in checked.shapes)
    row = SAMPLE + UNIT * units + PRODUCT * checked.parameters
    double = 2.0 if project.training.precision == "float64" else 1.0
    return pace * double * (samples * row + math.ceil(samples / batch) * (STEP + UPDATE * checked.parameters))


def learned(pace: float, expected: float, took: float) -> float:
    """The pace after an epoch that was expected to take so long at that pace, and took so long."""
    return float(min(max(pace * (took / expected) ** (1.0 - KEPT), 1e-3), 1e3))


def _training_samples(checked: Checked) -> int:
    assert checked.described is not None
    data, info = checked.project.data, checked.described.info
    kept = 1.0 if info.own_test else 1.0 - data.test_fraction
    return max(round(info.samples * (kept - data.validation_fraction)), 1)
