"""Where a run blew up, and why it probably did."""

from __future__ import annotations

import numpy as np

from core.engine.contract import Engine
from core.session.setup import Setup


def explain(setup: Setup, engine: Engine, step: int, rate: float) -> str:
    """One sentence: the step, the layer and the likely cause."""
    layer, reason = _worst_layer(setup, engine)
    cause = _cause(setup, rate)
    return f"diverged at step {step:,}: {reason} in layer {layer}; {cause}"


def _worst_layer(setup: Setup, engine: Engine) -> tuple[str, str]:
    """The first layer whose weights or values are not finite, else the one with the largest values."""
    weights = engine.read().weights
    for param in setup.program.table:
        if not np.isfinite(weights[param.key]).all():
            return param.node, "weights are no longer finite"
    x = setup.job.parts["train"][0][: min(setup.job.samples, 4096)]
    values = engine.activations(x, list(setup.program.slots))
    largest, where = 0.0, next(iter(values))
    for name in setup.checked.used:
        if name not in values:
            continue
        if not np.isfinite(values[name]).all():
            return name, "values are no longer finite"
        peak = float(np.abs(values[name]).max(initial=0.0))
        if peak >= largest:
            largest, where = peak, name
    return where, f"values have grown to {largest:.3g}"


def _cause(setup: Setup, rate: float) -> str:
    x = np.abs(setup.job.parts["train"][0])
    peak = float(x.max(initial=0.0))
    if peak > 1e3 and setup.project.data.scaling == "none":
        return f"the inputs are as large as {peak:.3g}: choose a scaling, or a lower learning rate than {rate:g}"
    return f"the learning rate {rate:g} is probably too high: try {rate / 10:g}"
