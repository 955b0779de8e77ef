"""The loss over one weight, all others held: its tangent, and where plain steps at several rates lead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.engine.contract import Engine
from core.explain.step import rows_of
from core.explain.twin import Rows, Twin, fewer, twin
from core.explain.update import rate_of
from core.session.setup import Setup

Floats = NDArray[np.float64]

RATES = (0.001, 0.1, 10.0)
REACH = (2.0, 24.0)
"""Least and most of half the stretch that is drawn."""
FAR = 1e6
WORK = 10_000_000
"""Rows times learned numbers; a curve takes a hundred and fifty passes."""
CRAWL = 0.05
"""A way that gains less than this share of what is to be gained crawls."""


@dataclass(frozen=True, eq=False)
class Descent:
    """Plain descent in one weight at one rate: the places `weights` (steps + 1,) and their losses.

    `kind` is stands (no slope), crawls, descends, oscillates (the slope turns again and again) or overshoots (the loss
    ends above where it began).
    """

    rate: float
    weights: Floats
    losses: Floats
    kind: str


@dataclass(frozen=True, eq=False)
class WeightCurve:
    """The data's loss (n,) at values `weights` (n,) of one number around its present one, where it has this slope.

    `present` is the run's learning rate; its way is the last of `descents`.
    """

    key: str
    index: tuple[int, ...]
    value: float
    loss: float
    slope: float
    weights: Floats
    losses: Floats
    descents: tuple[Descent, ...]
    present: float


@dataclass(frozen=True)
class OneWeight:
    """Asks for the `WeightCurve` of one number at a sample or on the next batch; None where there is no such thing."""

    key: str
    index: tuple[int, ...]
    place: int | None = None
    rates: tuple[float, ...] = RATES
    points: int = 61
    steps: int = 12

    def answer(self, setup: Setup, engine: Engine) -> WeightCurve | None:
        held = twin(setup, engine)
        rows, param = rows_of(held, self.place), held.param(self.key)
        if rows is None or param is None or param not in held.program.table.trained_params():
            return None
        if len(self.index) != len(param.shape) or any(a >= b for a, b in zip(self.index, param.shape, strict=True)):
            return None
        offset = param.offset + (
            self.index[0] * param.stride + self.index[1] if len(self.index) == 2 else self.index[0]
        )
        line = _Line(held, fewer(held, rows, WORK, 0), int(offset))
        return line.curve(self, rate_of(setup, held.state))


class _Line:
    """The loss and its slope along one number."""

    def __init__(self, held: Twin, rows: Rows, offset: int) -> None:
        self.held, self.rows, self.offset = held, rows, offset
        self.flat = held.flat.copy()

    def at(self, value: float) -> tuple[float, float]:
        self.flat[self.offset] = value
        values = self.held.forward(self.rows, self.flat)
        with np.errstate(all="ignore"):
            loss = self.held.objective.loss(values, self.rows.y, self.rows.factors)
        return loss, float(self.held.backward(self.rows, values, self.flat)[0][self.offset])

    def curve(self, asked: OneWeight, present: float) -> WeightCurve:
        value = float(self.held.flat[self.offset])
        loss, slope = self.at(value)
        reach = float(np.clip(max(1.5 * abs(value), 1.2 * abs(present * slope)), *REACH))
        weights = np.linspace(value - reach, value + reach, asked.points)
        losses = np.array([self._loss(float(w)) for w in weights])
        finite = losses[np.isfinite(losses)]
        lowest = min(float(finite.min(initial=np.inf)), loss)
        rates = (*(rate for rate in asked.rates if rate != present), present)
        descents = tuple(self._descend(value, rate, asked.steps, lowest) for rate in rates)
        return WeightCurve(asked.key, asked.index, value, loss, slope, weights, losses, descents, present)

    def _loss(self, value: float) -> float:
        self.flat[self.offset] = value
        return self.held.loss(self.rows, self.flat)

    def _descend(self, value: float, rate: float, steps: int, lowest: float) -> Descent:
        weights, losses, slopes = [value], [], []
        for _ in range(steps + 1):
            loss, slope = self.at(weights[-1])
            losses.append(loss)
            slopes.append(slope)
            if not np.isfinite(loss) or not np.isfinite(slope) or abs(weights[-1]) > FAR:
                break
            weights.append(weights[-1] - rate * slope)
        count = len(losses)
        return Descent(rate, np.array(weights[:count]), np.array(losses), kind_of_way(losses, slopes, lowest))


def kind_of_way(losses: list[float], slopes: list[float], lowest: float) -> str:
    """What a way of plain steps looks like; `lowest` is the lowest loss that is known."""
    if slopes[0] == 0.0:
        return "stands"
    if not np.isfinite(losses[-1]) or losses[-1] > losses[0]:
        return "overshoots"
    signs = np.sign(slopes)
    if int((signs[1:] * signs[:-1] < 0).sum()) >= 2:
        return "oscillates"
    gained, room = losses[0] - losses[-1], losses[0] - min(lowest, losses[-1])
    return "crawls" if gained < CRAWL * room else "descends"
