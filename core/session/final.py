"""The last rows of a run's curves: where training ended between two looks at the data, the state it reached."""

from __future__ import annotations

import numpy as np

from core.catalog.metrics import METRICS, TOTALS
from core.engine.contract import Engine, State
from core.session.setup import Setup
from core.session.snapshot import Points, Snapshot
from core.session.trainer import final_metrics, metric_names


def with_final_state(setup: Setup, engine: Engine, last: Snapshot, curves: Points) -> Points:
    """The curves, and one more row where something is missing of the final state.

    Train values are those of the epoch in progress, over the batches trained so far; the others are evaluated now.
    """
    names = metric_names(setup)
    missing = [name for name in names if not _known(curves, name, last.step)]
    if last.step == 0 or last.state is None or not missing or last.status == "diverged":
        return curves
    found = {**final_metrics(setup, engine), **_epoch_in_progress(setup, last.state)}
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


def _epoch_in_progress(setup: Setup, state: State) -> dict[str, float]:
    """Train values over the batches of an epoch that is not complete."""
    rows = min(state.batch * setup.job.batch_size, setup.job.samples)
    if not rows:
        return {}
    mean = dict(zip(TOTALS, (total / rows for total in state.totals), strict=True))
    found = {"train_loss": mean["loss"]}
    for metric in setup.project.training.metrics:
        entry = METRICS[metric.kind]
        if not entry.total:
            continue
        found[f"train_{entry.name}"] = float(entry.finish(mean[entry.total]))
    return found
