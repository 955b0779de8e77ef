"""Where a run blew up, and why it probably did."""

from __future__ import annotations

import numpy as np

from core.engine.contract import Asked
from core.session.setup import Setup

LARGE = 1e3
"""Inputs, targets and values beyond this are named as a cause."""


def explain(setup: Setup, network: Asked, step: int, rate: float) -> str:
    """One sentence on a loss or weight that is no longer finite: the step, the layer and the likely cause."""
    return f"diverged at step {step:,}: {_where(setup, network)}; {_cause(setup, step, rate)}"


def explain_rule(setup: Setup, step: int, text: str, rate: float) -> str:
    """One sentence on a run that a rule ended as failed, for the reason in `text`."""
    return f"diverged at step {step:,}: {text}; {_cause(setup, step, rate)}"


def _where(setup: Setup, network: Asked) -> str:
    """The first layer whose weights or values are not finite, else the one with the largest values."""
    weights = network.read().weights
    for param in setup.program.table:
        if not np.isfinite(weights[param.key]).all():
            noun = "weights" if param.name in ("weight", "bias") else f"numbers ({param.name})"
            return f"{noun} are no longer finite in layer {param.node}"
    x = setup.job.parts["train"][0][: min(setup.job.samples, 4096)]
    values = network.activations(x, [name for name in setup.checked.used if name in setup.program.slots])
    peaks = {name: float(np.abs(found).max(initial=0.0)) for name, found in values.items()}
    for name, peak in peaks.items():
        if not np.isfinite(peak):
            return f"values are no longer finite in layer {name}"
    name = max(reversed(peaks), key=peaks.__getitem__)
    if peaks[name] > LARGE:
        return f"values have grown to {peaks[name]:.3g} in layer {name}"
    return f"the loss is no longer finite, with values of at most {peaks[name]:.3g} in layer {name}"


def _cause(setup: Setup, step: int, rate: float) -> str:
    x, y = setup.job.parts["train"]
    inputs, targets = (float(np.abs(array).max(initial=0.0)) for array in (x, y))
    data = setup.project.data
    if inputs > LARGE and data.scaling == "none":
        return f"the inputs are as large as {inputs:.3g}: choose a scaling, or a lower learning rate than {rate:g}"
    if targets > LARGE and data.target_scaling == "none":
        return f"the targets are as large as {targets:.3g}: choose a scaling for them, or a lower rate than {rate:g}"
    if step <= 1:
        return "no step was made before: the starting weights are too large, choose another initializer"
    return f"the learning rate {rate:g} is probably too high: try {rate / 10:g}"
