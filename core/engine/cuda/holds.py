"""Penalties of networks that are trained side by side: the same pulls for all, each with numbers of its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.engine.contract import Floats, Job, Pull
from core.engine.tugs import tugs


def pulls_of(jobs: Sequence[Job]) -> list[tuple[Pull, ...]]:
    """The pulls of every job; where one lacks a pull that another has, one that does nothing."""
    every = dict.fromkeys((pull.key, pull.penalty) for job in jobs for pull in job.penalties)
    found = []
    for job in jobs:
        own = {(pull.key, pull.penalty): pull for pull in job.penalties}
        found.append(tuple(own.get(name) or Pull(*name) for name in every))
    return found


def tugs_of(jobs: Sequence[Job]) -> Floats:
    """(networks, pulls + 1, 4), as core.engine.tugs."""
    return np.stack([tugs(job) for job in jobs])
