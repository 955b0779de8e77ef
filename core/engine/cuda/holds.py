"""Penalties of networks that are trained side by side: the same pulls for all, each with numbers of its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.engine.contract import Floats, Job, Pull
from core.engine.loop_places import CLIP_NORM, CLIP_VALUE, TUGS


def pulls_of(jobs: Sequence[Job]) -> list[tuple[Pull, ...]]:
    """The pulls of every job; where one lacks a pull that another has, one that does nothing."""
    every = dict.fromkeys((pull.key, pull.penalty) for job in jobs for pull in job.penalties)
    found = []
    for job in jobs:
        own = {(pull.key, pull.penalty): pull for pull in job.penalties}
        found.append(tuple(own.get(name) or Pull(*name) for name in every))
    return found


def tugs_of(jobs: Sequence[Job]) -> Floats:
    """(networks, pulls + 1, 4): the clip's bounds in the first row, then a row for each pull."""
    tugs = np.zeros((len(jobs), len(jobs[0].penalties) + 1, TUGS))
    for table, job in zip(tugs, jobs, strict=True):
        table[0, [CLIP_VALUE, CLIP_NORM]] = job.clip.value, job.clip.norm
        for row, pull in zip(table[1:], job.penalties, strict=True):
            row[:] = *pull.coefficients, pull.limit, pull.decay
    return tugs
