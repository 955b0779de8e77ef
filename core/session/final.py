"""The last rows of a run's curves: where training ended between two looks at the data, the state it reached."""

from __future__ import annotations

import numpy as np

from core.engine.contract import Asked
from core.session.measures import Measures
from core.session.setup import Setup
from core.session.snapshot import Points, Snapshot


def with_final_state(setup: Setup, network: Asked, last: Snapshot, curves: Points) -> Points:
    """The curves, and one more row where something is missing of the final state.

    Train values are those of the epoch in progress, over the batches trained so far; the others are evaluated now.
    """
    measures = Measures(setup)
    names = measures.names
    missing = [name for name in names if not _known(curves, name, last.step)]
    if last.step == 0 or last.state is None or not missing or last.status == "diverged":
        return curves
    rows = min(last.state.batch * setup.job.batch_size, setup.job.samples)
    begun = measures.in_progress(last.state.totals, rows) if rows else {}
    found = {**measures.now(network), **begun}
    row = np.array([[found[name] if name in missing else np.nan for name in names]])
    return Points(
        names,
        np.append(curves.epoch, last.epoch),
        np.append(curves.step, last.step),
        np.concatenate([curves.values.reshape(-1, len(names)), row]),
    )


def _known(curves: Points, name: str, step: int) -> bool:
    """Whether the curve has a value of this step."""
    if name not in curves.names or not len(curves) or curves.step[-1] != step:
        return False
    return bool(np.isfinite(curves.values[-1, curves.names.index(name)]))
