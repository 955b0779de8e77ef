"""How strongly the penalties of a job pull, for every engine with kernels."""

from __future__ import annotations

import numpy as np

from core.engine.contract import Floats, Job
from core.engine.loop_places import CLIP_NORM, CLIP_VALUE, TUGS


def tugs(job: Job) -> Floats:
    """(pulls + 1, 4): the clip's bounds in the first row, then a row for each pull; core.engine.loop_places names the
    columns."""
    table = np.zeros((len(job.penalties) + 1, TUGS))
    table[0, [CLIP_VALUE, CLIP_NORM]] = job.clip.value, job.clip.norm
    for row, pull in zip(table[1:], job.penalties, strict=True):
        row[:] = *pull.coefficients, pull.limit, pull.decay
    return table
