"""Schedules: how the learning rate changes while training, as a factor of (epoch, step)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.registry import Entry, Options, Registry


@dataclass(frozen=True, kw_only=True)
class Schedule(Entry):
    """`factor(options, step, steps_per_epoch)` for `step` (n,) counted from 1: the share of the rate that is
    used, (n,)."""

    factor: Callable[[Any, NDArray[np.int64], int], NDArray[np.float64]]


SCHEDULES: Registry[Schedule] = Registry("schedule", "schedules")


class Constant(Options, tag="constant"):
    """No options."""


SCHEDULES.add(
    Schedule(
        options=Constant,
        title="Constant",
        text="The learning rate stays as it is.",
        formula="rate = lr",
        factor=lambda options, step, steps_per_epoch: np.ones(step.shape),
    )
)
