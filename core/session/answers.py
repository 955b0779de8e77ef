"""Answers to the questions that views ask of a run."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.engine.contract import Engine
from core.session.probes import Activations, GradientNorms, Parameters, PartPredictions, Predictions, Probe
from core.session.setup import Setup


def answer(setup: Setup, engine: Engine, probe: Probe) -> Any:
    """What the probe's own words promise; None where it was filed for other data than these."""
    preparation = setup.prepared.preparation
    match probe:
        case Predictions() | Activations() if probe.x.shape[1:] != preparation.shape:
            return None
        case Predictions():
            return preparation.invert_targets(engine.predict(preparation.apply(probe.x)))
        case Activations():
            nodes = probe.nodes or tuple(setup.program.slots)
            known = [name for name in nodes if name in setup.program.slots]
            return engine.activations(preparation.apply(probe.x), known)
        case Parameters():
            return dict(engine.read().weights)
        case GradientNorms():
            return {name: float(np.linalg.norm(g.astype(np.float64))) for name, g in engine.gradients().items()}
        case PartPredictions():
            part = setup.prepared.parts().get(probe.part)
            return None if part is None else (engine.predict(part.x), part.y)
