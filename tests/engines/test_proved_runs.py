"""Runs: whatever the slices, put down and taken up again, twice: the same numbers to the bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core.catalog.optimizers import OPTIMIZERS
from core.engine.contract import Engine, State
from core.session.headless import run_project
from core.spec.plain import project_from_plain
from tests.engines.runs import RUNS, Array, every_layer, on, run_id
from tests.networks import engine_called, project_of
from tests.projects import CLASSES
from tests.verified import Verify

pytestmark = pytest.mark.parametrize("run", RUNS, ids=run_id)

STEPS = 23


def engine_for(run: tuple[str, str], optimizer: str = "adam") -> Engine:
    """A network of every layer, shuffled batches of which the last is smaller, two parts measured beside."""
    nodes, rng = every_layer(), np.random.default_rng(3)
    x, y = rng.normal(size=(53, 4)), np.eye(3)[rng.integers(0, 3, 53)]
    project = project_of(nodes, x=x, y=y, loss="cce", optimizer=optimizer, task="regress")
    parts = {"test": (x[:20] + 0.1, y[:20]), "validation": (x[:7] - 0.1, y[:7])}
    return on(project, x, y, run, batch_size=16, shuffle=True, order_key=11, dropout_key=12, parts=parts)


def table(first: int, last: int, optimizer: str = "adam") -> Any:
    """Coefficients of the steps from first to last."""
    entry = OPTIMIZERS[optimizer]
    steps = np.arange(first, last + 1)
    return entry.coefficients(entry.options(), np.full(len(steps), 0.02), steps)


def numbers(state: State) -> Array:
    """All that a run has made: weights, memories, totals, place."""
    arrays = [part[key] for part in (state.weights, *state.memories) for key in sorted(part)]
    flat = [np.asarray(array, np.float64).ravel() for array in arrays]
    return np.concatenate([*flat, [state.step, state.epoch, state.batch, *state.totals]])


def prove(verify: Verify, what: str, against: str, found: Any, wanted: Any, run: tuple[str, str]) -> None:
    verify("Runs", f"{what}, {run_id(run)}", against, found, wanted, 0.0, "absolute")


def test_slices(verify: Verify, run: tuple[str, str]) -> None:
    whole, cut = engine_for(run), engine_for(run)
    rows = whole.run(table(1, STEPS)).rows
    pieces, done = [], 0
    for n in (1, 2, 3, 5, 1, 4, 7):
        pieces.append(cut.run(table(done + 1, done + n)).rows)
        done += n
    assert done == STEPS
    against = "the run in one piece"
    prove(verify, "slices: curves", against, np.concatenate(pieces), rows, run)
    prove(verify, "slices: weights, memories, totals", against, numbers(cut.read()), numbers(whole.read()), run)


@pytest.mark.parametrize("optimizer", OPTIMIZERS.names())
def test_resume(verify: Verify, run: tuple[str, str], optimizer: str) -> None:
    """Put down in the middle of an epoch, taken up by another engine."""
    straight, stopped, resumed = (engine_for(run, optimizer) for _ in range(3))
    straight.run(table(1, 19, optimizer))
    stopped.run(table(1, 10, optimizer))
    resumed.write(stopped.read())
    resumed.run(table(11, 19, optimizer))
    against = "the run that never stopped"
    prove(verify, f"resume under {optimizer}", against, numbers(resumed.read()), numbers(straight.read()), run)


def test_twice(verify: Verify, run: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole project: data drawn, weights drawn, trained, measured."""
    monkeypatch.setattr("core.session.headless.choose", engine_called)
    plain = {**CLASSES, "training": {**CLASSES["training"], "precision": run[1], "schedule": "cosine"}}
    one, other = (run_project(project_from_plain(plain), engine=run[0], threads=1) for _ in range(2))
    against = "the same run before"
    assert one.last.state is not None
    assert other.last.state is not None
    prove(verify, "a project run twice: curves", against, other.curves.values, one.curves.values, run)
    prove(verify, "a project run twice: weights", against, numbers(other.last.state), numbers(one.last.state), run)
