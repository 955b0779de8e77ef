"""What is known of a learner's state when a step's checks are looked at: one small frozen value."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from core.session.snapshot import Points
from core.spec.project import Project


@dataclass(frozen=True)
class Facts:
    """`start` is the project as the step opened it; what somebody did counts from then on. `parameters` are the
    learned numbers that are not switched off, `metrics` the newest value of every curve, `seconds` time of training."""

    project: Project
    start: Project
    parameters: int = 0
    metrics: Mapping[str, float] = field(default_factory=dict)
    epoch: int = 0
    before: int = 0
    """Epochs of this run that were trained before the step began."""
    seconds: float = 0.0
    status: str = "paused"
    runs: int = 0
    """Runs that were trained, each from its start."""
    panels: frozenset[str] = frozenset()
    """Panels that were seen."""
    actions: frozenset[str] = frozenset()
    """Actions that were used."""
    selected: frozenset[str] = frozenset()
    """Layers that were selected."""
    deeds: frozenset[str] = frozenset()
    """What was done in instruments, by the names of `core.lessons.deeds`."""
    answered: bool = False

    @property
    def trained(self) -> int:
        """Epochs that were trained in this step."""
        return self.epoch - self.before


def states(facts: Facts, points: Points, values: dict[str, float]) -> Iterator[Facts]:
    """The state at the end of each of the points' epochs: looks come seldom, epochs often.

    `values` are the newest known before; they are brought up to date.
    """
    for epoch, row in zip(points.epoch.tolist(), points.values.tolist(), strict=True):
        values |= {name: value for name, value in zip(points.names, row, strict=True) if math.isfinite(value)}
        yield replace(facts, metrics=dict(values), epoch=int(epoch))
