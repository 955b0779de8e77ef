"""What ails a training, in plain words, from readings of its layers and from its curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.explain.health import LayerHealth, Reading

Floats = NDArray[np.float64]

VANISHES, EXPLODES = 1e-4, 1e4
"""Slopes at the first layer over those at the last."""
HUGE = 1e6
"""Of a gradient beside its weights."""
MANY_DEAD = 0.5
LOOKED_BACK = 24
"""Points of a curve that say whether it swings."""
SWINGS = ((0.6, 0.05), (0.2, 0.15))
"""Share of turns, and their size beside the loss, from which a curve oscillates: often a little, or seldom but far."""
NEARLY_GONE, FALLS = 0.02, 0.3
RISEN = 1.5
STILL, SMALL_STEP = 0.01, 2e-4
"""A loss that fell by less than this share, while weights move by less than that share, is too cold."""
FEW = 8
WORSE, GAP, FALLEN = 1.1, 1.3, 1.5


@dataclass(frozen=True)
class Diagnosis:
    """`kind` is vanishing, exploding, dead, symmetric, still, too hot, too cold, overfitting or healthy; `node` names
    the layer it is about, "" where it is about the whole."""

    kind: str
    words: str
    what_to_try: str
    node: str = ""


def diagnose(readings: Sequence[Reading], train: Floats | None = None, test: Floats | None = None) -> list[Diagnosis]:
    """Everything that is found, the gravest first; one "healthy" where nothing is. None before the first reading.

    `train` and `test` are the losses of the epochs so far, NaN where they are not known.
    """
    if not readings:
        return []
    now = readings[-1]
    found = _travel(now)
    if np.isfinite(now.loss):
        found += [*_symmetric(now), *_dead(now)]
    found += _still(now) if not found else []
    curve, other = _known(train), _known(test)
    found += _hot(readings[0], curve)
    if not found:
        found += _cold(readings, curve)
    found += _overfit(curve, other)
    return found or [
        Diagnosis("healthy", "Slopes reach every layer and the loss behaves.", "Nothing: let it train."),
    ]


def _known(curve: Any) -> Floats:
    values = np.zeros(0) if curve is None else np.asarray(curve, np.float64)
    # An infinite loss counts: it has diverged.
    return values[~np.isnan(values)]


def _travel(now: Reading) -> list[Diagnosis]:
    """Slopes that grow or fade from the last layer back to the first."""
    broken = [layer for layer in now.layers if not np.isfinite(layer.gradient) or not np.isfinite(layer.signal)]
    if broken or not np.isfinite(now.loss):
        node = broken[0].node if broken else ""
        return [
            Diagnosis(
                "exploding",
                "Numbers have grown beyond what a computer can hold.",
                "Start again with smaller weights (He for ReLU, Glorot for tanh), a smaller rate, or clipping by norm.",
                node,
            )
        ]
    travel = now.travel
    first, last = (now.layers[0], now.layers[-1]) if now.layers else (None, None)
    huge = [layer for layer in now.layers if layer.gradient > HUGE * max(layer.weight, 1.0)]
    if first is None or last is None:
        return []
    if huge or travel > EXPLODES:
        node = (huge or [first])[0].node
        return [
            Diagnosis(
                "exploding",
                f"Gradients explode: the slopes at {first.node} are {travel:.1e} times those at {last.node}.",
                "Use the initializer made for the activation (He for ReLU, Glorot for tanh), or fewer layers.",
                node,
            )
        ]
    if 0.0 < travel < VANISHES:
        return [
            Diagnosis(
                "vanishing",
                f"Gradients vanish: the slopes at {first.node} are {travel:.1e} times those at {last.node}.",
                "Use ReLU with He, add skip connections or norms, or take fewer layers.",
                first.node,
            )
        ]
    return []


def _symmetric(now: Reading) -> list[Diagnosis]:
    alike = [layer for layer in now.layers if layer.identical and layer.units > 1]
    if not alike:
        return []
    layer = alike[0]
    reached = layer.gradient > 0.0
    words = (
        f"All units of {layer.node} are the same, and learn the same: they count as one."
        if reached
        else f"All units of {layer.node} are the same, and no slope reaches them: they will never move."
    )
    return [
        Diagnosis(
            "symmetric", words, "Start with random weights: an initializer such as Glorot or He, not zeros.", layer.node
        )
    ]


def _dead(now: Reading) -> list[Diagnosis]:
    found = [layer for layer in now.layers if layer.dead is not None and layer.dead > MANY_DEAD and not layer.identical]
    if not found:
        return []
    layer = max(found, key=_deadness)
    return [
        Diagnosis(
            "dead",
            f"In {layer.node}, {_deadness(layer):.0%} of the units are 0 for every sample: they do not learn.",
            "Try a smaller rate and He weights, or an activation with a slope below 0, such as leaky ReLU.",
            layer.node,
        )
    ]


def _deadness(layer: LayerHealth) -> float:
    return layer.dead or 0.0


def _still(now: Reading) -> list[Diagnosis]:
    """No slope at all reaches a layer."""
    found = [layer for layer in now.layers if layer.gradient == 0.0]
    if not found:
        return []
    layer = found[0]
    if any(other.function == "step" for other in now.layers):
        words = f"No slope reaches {layer.node}: a step is flat, so what lies before it cannot learn."
        return [Diagnosis("still", words, "Use a smooth activation, such as sigmoid or tanh.", layer.node)]
    if len(found) == len(now.layers):
        words = "Every slope is 0: no weight will move."
        hint = "If the loss is not 0 too, start with other weights."
        return [Diagnosis("still", words, hint, "")]
    words = f"No slope reaches {layer.node}: its weights will not move."
    return [Diagnosis("still", words, "Start with other weights, and see that none of its ways are 0.", layer.node)]


def _hot(first: Reading, curve: Floats) -> list[Diagnosis]:
    """A loss that rises or swings."""
    hint = "Make the learning rate smaller, by a factor of 3 to 10; larger batches or momentum calm it as well."
    if not len(curve):
        return []
    began = float(np.median(curve[:3]))
    began = min(began, first.loss) if first.step == 0 and np.isfinite(first.loss) else began
    # The median of the last few: one bad batch is no trend.
    if not np.isfinite(curve[-1]) or float(np.median(curve[-3:])) > RISEN * began:
        return [Diagnosis("too hot", "The loss grows: steps are too large and overshoot.", hint)]
    recent = curve[-LOOKED_BACK:]
    if len(recent) < FEW:
        return []
    moves = np.diff(recent)
    turns, middle = float((moves[1:] * moves[:-1] < 0.0).mean()), float(np.median(np.abs(recent)))
    usual = float(np.median(np.abs(moves)))
    size = usual / max(middle, 1e-300)
    swings = any(turns > least and size > large for least, large in SWINGS)
    # A loss that is nearly gone trembles without harm.
    half = len(recent) // 2
    falls = float(np.median(recent[:half]) - np.median(recent[half:])) > FALLS * middle
    if swings and not falls and middle > NEARLY_GONE * began:
        text = f"The loss swings by {size:.0%} from epoch to epoch without falling: steps are too large."
        return [Diagnosis("too hot", text, hint)]
    return []


def _cold(readings: Sequence[Reading], curve: Floats) -> list[Diagnosis]:
    """A loss that hardly moves because the steps are tiny."""
    if len(curve) < FEW or not curve[0]:
        return []
    fell = (curve[0] - curve[-1]) / abs(curve[0])
    largest = max((layer.ratio for layer in readings[-1].layers), default=0.0)
    if abs(fell) < STILL and 0.0 < largest < SMALL_STEP:
        return [
            Diagnosis(
                "too cold",
                f"The loss hardly moves: a step changes the weights by {largest:.1e} of their size.",
                "Make the learning rate larger, by a factor of 10; from the menu, find a rate.",
            )
        ]
    return []


def _overfit(curve: Floats, other: Floats) -> list[Diagnosis]:
    """The test loss rises again while the training loss falls."""
    if len(curve) < FEW or len(other) < FEW:
        return []
    # The last tenth: one bad moment is no turn.
    last = max(len(other) // 10, 3)
    lowest, now = float(other.min()), float(np.median(other[-last:]))
    falls = float(np.median(curve[-last:])) <= float(curve.min()) * FALLEN + 1e-12
    if falls and now > WORSE * lowest and now > GAP * max(float(curve[-1]), 0.0):
        return [
            Diagnosis(
                "overfitting",
                f"The test loss is {now / lowest:.2f} times its best and rises, while the training loss falls.",
                "Take fewer units, more data, a penalty or dropout, or stop at the best epoch.",
            )
        ]
    return []
