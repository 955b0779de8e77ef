"""A sweep: every network is what it would be alone, the map fills evenly, and what cannot be swept is said."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from core.engine.select import choose
from core.errors import AppError
from core.explain import sweep as sweeping
from core.explain.race import MAP
from core.explain.sweep import Cell, Sweep, Swept, defaults
from core.session.control import Control
from core.session.errands import Findings
from core.session.headless import Trained, run_project
from core.session.setup import load, set_up
from core.session.trainer import train
from core.spec.assign import assign
from core.spec.files import load_example
from core.spec.project import Project


def project(*changes: str) -> Project:
    value = load_example("spiral")
    for change in ("data.source.samples=80", "training.seed=4", *changes):
        value = assign(value, change)
    return value


def swept(value: Project, sweep: Sweep) -> list[Findings]:
    engine: Any = choose("numpy")
    setup = set_up(value, engine.lanes)
    load(setup, engine)
    before = engine.read()
    found = list(sweep.work(setup, engine))
    np.testing.assert_equal(engine.read().weights, before.weights)
    return found


def alone(value: Project, cell: Cell, *changes: str) -> Trained:
    """The network of a cell, trained by itself."""
    for change in (f"training.optimizer.lr={cell.rate}", f"training.seed={cell.seed}", *changes):
        value = assign(value, change)
    return run_project(value, epochs=6, engine="numpy", threads=1)


def test_every_network_is_what_it_would_be_alone() -> None:
    value = project("architecture.nodes.h1.penalty=l1", 'training.schedule={"kind":"cosine"}')
    found = swept(value, Sweep((0.01, 0.1), seeds=2, strengths=(0.0, 0.02), epochs=6))
    last: Swept = found[-1].found
    assert (found[-1].end, found[-1].share, last.networks, last.engine) == ("finished", 1.0, 8, "numpy")
    assert last.steps == sum(cell.steps for cell in last.cells) > 0
    assert {(c.rate, c.strength, c.seed) for c in last.cells} == {
        (rate, strength, seed) for rate in (0.01, 0.1) for strength in (0.0, 0.02) for seed in (4, 5)
    }
    for cell in last.cells:
        penalty = f'training.penalty={{"kind":"l2","strength":{cell.strength}}}'
        if not cell.strength:
            penalty = "training.penalty=none"
        run = alone(value, cell, "architecture.nodes.h1.penalty=none", penalty)
        assert (cell.status, cell.epoch, cell.steps) == ("finished", 6, run.last.step)
        assert cell.values == run.metrics
        np.testing.assert_array_equal(cell.curves.values, run.curves.values)
        assert cell.map is not None
        assert cell.map.shape == (MAP * MAP, 1)
    other = {cell.values["train_loss"] for cell in last.cells}
    assert len(other) == 8


def test_cells_fill_while_all_train() -> None:
    found = swept(project(), Sweep((0.01, 0.02, 0.03, 0.04, 0.05), seeds=2, epochs=300, strengths=(0.0, 0.1)))
    shares = [one.share for one in found]
    assert shares == sorted(shares)
    runs: list[Swept] = [one.found for one in found]
    assert {cell.status for cell in runs[0].cells} == {"waiting"}
    begun = next(run for run in runs if all(cell.epoch for cell in run.cells))
    assert not any(cell.over for cell in begun.cells)
    assert max(cell.epoch for cell in begun.cells) < 300
    assert any(cell.map is not None and not cell.over for run in runs for cell in run.cells)
    assert np.isfinite(runs[-1].mean("test_loss")).all()


def test_what_is_said_of_a_cell_is_said_of_its_seeds() -> None:
    last: Swept = swept(project(), Sweep((0.05, 0.01), seeds=3, epochs=4))[-1].found
    cells = last.of(0.01, 0.0)
    assert [cell.seed for cell in cells] == [4, 5, 6]
    losses = [cell.values["train_loss"] for cell in cells]
    assert last.mean("train_loss").shape == (1, 2)
    assert last.mean("train_loss")[0, 1] == pytest.approx(np.mean(losses))
    assert np.isnan(last.mean("nothing")).all()
    band = next(band for band in last.band(0.01, 0.0) if band.name == "train_loss")
    assert band.mean[-1] == pytest.approx(np.mean(losses))
    border = last.boundary(0.01, 0.0)
    assert border is not None
    maps = np.stack([cell.map for cell in cells])
    np.testing.assert_allclose(border[0], maps.mean(axis=0), rtol=1e-5)
    np.testing.assert_allclose(border[1], maps.std(axis=0, ddof=1), atol=1e-5)
    assert len(last.samples) == len(last.targets) > 0


def test_one_that_diverges_says_so_and_does_not_count() -> None:
    value = project("training.loss=mse", "training.optimizer=sgd", "architecture.nodes.y.activation=identity")
    last: Swept = swept(value, Sweep((0.01, 1000.0), seeds=2, epochs=5))[-1].found
    assert [cell.status for cell in last.of(1000.0, 0.0)] == ["diverged"] * 2
    assert "diverged at step" in last.of(1000.0, 0.0)[0].message
    assert np.isfinite(last.mean("train_loss")[0, 0])
    assert math.isnan(last.mean("train_loss")[0, 1])
    assert last.band(1000.0, 0.0) == []
    assert last.boundary(1000.0, 0.0) is None


def test_the_beginning_lies_around_the_projects_rate() -> None:
    value = project("training.optimizer.lr=0.03")
    found = defaults(value)
    assert len(found.rates) == 8
    assert 0.03 in found.rates
    assert min(found.rates) < 0.003 < 0.3 < max(found.rates)
    assert defaults(project("training.optimizer.lr=1000")).rates[-1] == 1000.0
    assert found.networks == 8 * 5 * 3


def test_it_may_be_left_off() -> None:
    engine: Any = choose("numpy")
    setup = set_up(project(), engine.lanes)
    load(setup, engine)
    work = Sweep((0.01, 0.1), epochs=1000).work(setup, engine)
    for _ in range(10):
        next(work)
    work.close()


def test_the_training_goes_on_beside_it() -> None:
    engine: Any = choose("numpy")
    setup = set_up(project(), engine.lanes)
    load(setup, engine)
    control = Control(running=True)
    control.send(Sweep((0.01, 0.1), seeds=2, epochs=60))
    steps, shares = [], []
    for snapshot in train(setup, engine, control, epochs=100_000):
        steps.append(snapshot.step)
        if "sweep" in snapshot.errands:
            shares.append(snapshot.errands["sweep"].share)
            if snapshot.errands["sweep"].end:
                control.stop()
    assert snapshot.errands["sweep"].end == "finished"
    assert shares == sorted(shares)
    assert len(set(steps)) > 5
    assert snapshot.state is not None
    alone = choose("numpy")
    load(setup, alone)
    control = Control()
    loop = train(setup, alone, control)
    next(loop)
    for _ in range(snapshot.step):
        control.step_batch()
    np.testing.assert_equal(next(loop).step, snapshot.step)
    np.testing.assert_equal(alone.read().weights, snapshot.state.weights)


@pytest.mark.parametrize(
    ("sweep", "told"),
    [
        (Sweep(()), "no learning rates"),
        (Sweep((0.0,)), "0 is no learning rate"),
        (Sweep((2000.0,)), "2000 is no learning rate"),
        (Sweep((math.nan,)), "nan is no learning rate"),
        (Sweep((0.1, 0.1)), "twice"),
        (Sweep((0.1,), strengths=()), "no strengths"),
        (Sweep((0.1,), strengths=(-1.0,)), "-1 is no strength"),
        (Sweep((0.1,), penalty="l1_l2"), "no penalty with a strength"),
        (Sweep((0.1,), penalty="nothing"), "no penalty with a strength"),
        (Sweep((0.1,), seeds=0), "at least one epoch and one seed"),
        (Sweep((0.1,), seeds=2**53), "no 9007199254740992 seeds"),
        (Sweep((0.1,), engine="abacus"), "no engine"),
        (Sweep((0.1,), seeds=10_000_000), "too many for the memory"),
    ],
)
def test_bad_wishes_are_refused_in_one_sentence(sweep: Sweep, told: str) -> None:
    with pytest.raises(AppError, match=told):
        swept(project(), sweep)


def test_a_network_without_weights_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = (
        'architecture.nodes=[{"id":"x","kind":"input"},{"id":"a","kind":"activation","inputs":["x"],'
        '"activation":"tanh"},{"id":"out","kind":"output","inputs":["a"]}]'
    )
    value = project(bare, "training.loss=mse", 'data.features=["x1"]')
    with pytest.raises(AppError, match="no weights to train"):
        list(sweeping.sweep_project(value, Sweep((0.1,)), "numpy", 1))
