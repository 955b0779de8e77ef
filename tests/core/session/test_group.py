"""Networks trained side by side: each as if it were alone, to the last bit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from core.engine.select import choose, choose_ensemble
from core.session.group import Group
from core.session.setup import Setup, load, set_up
from core.session.snapshot import Points, Snapshot, joined
from core.session.trainer import train
from core.spec.assign import assign
from core.spec.files import load_example
from core.spec.project import Project

DROPOUT = (
    'architecture.nodes=[{"id":"x","kind":"input"},'
    '{"id":"h","kind":"dense","inputs":["x"],"units":7,"activation":"relu"},'
    '{"id":"d","kind":"dropout","inputs":["h"],"rate":0.3},'
    '{"id":"n","kind":"batch_norm","inputs":["d"]},'
    '{"id":"y","kind":"dense","inputs":["n"],"units":1,"activation":"sigmoid"},'
    '{"id":"out","kind":"output","inputs":["y"]}]'
)
EARLY = 'training.stop=[{"kind":"early_stopping","patience":2,"min_delta":0.01}]'
KINDS = {
    "plain": (),
    "restored": (EARLY, "data.validation_fraction=0.3", "training.evaluate_every=2"),
    "adapted": (
        'training.schedule={"kind":"reduce_on_plateau","patience":1,"min_delta":0.01}',
        'training.optimizer="adam"',
    ),
    "scored": ('training.metrics=["f1","accuracy"]', 'training.schedule={"kind":"step","every":3}', DROPOUT),
    "pulled": ("training.penalty.kind=l2", "training.batch_size=null", 'training.optimizer="rmsprop"'),
    "diverged": ('training.loss="mse"', "training.optimizer.lr=1000.0", "architecture.nodes.y.activation=identity"),
    "failed": ('training.stop=[{"kind":"divergence"}]', "training.optimizer.lr=50.0"),
}


def project(*changes: str) -> Project:
    value = load_example("spiral")
    for change in ("data.source.samples=60", "training.batch_size=7", *changes):
        value = assign(value, change)
    return value


def seeds(count: int, lanes: int, *changes: str) -> list[Setup]:
    return [set_up(project(*changes, f"training.seed={seed}"), lanes) for seed in range(count)]


def alone(setup: Setup, engine: str, epochs: int) -> tuple[Points, Snapshot]:
    chosen = choose(engine, setup.job.precision)
    load(setup, chosen)
    snapshots = list(train(setup, chosen, epochs=epochs))
    return joined([snapshot.points for snapshot in snapshots]), snapshots[-1]


def together(group: Group) -> list[list[Snapshot]]:
    """Everything that was told of each network."""
    found: list[list[Snapshot]] = [[] for _ in group.setups]
    for changed in group.rounds():
        for snapshot in changed:
            found[snapshot.run].append(snapshot)
    return found


def same_points(one: Points, other: Points) -> None:
    assert one.names == other.names
    for mine, its in ((one.epoch, other.epoch), (one.step, other.step), (one.values, other.values)):
        np.testing.assert_array_equal(mine, its)


def same_arrays(one: Sequence[object], other: Sequence[object]) -> None:
    assert len(one) == len(other)
    for mine, its in zip(one, other, strict=True):
        np.testing.assert_equal(mine, its)


@pytest.mark.parametrize("engine", ["numpy", "cpu"])
@pytest.mark.parametrize("kind", KINDS)
def test_each_is_what_it_would_be_alone(engine: str, kind: str) -> None:
    ensemble = choose_ensemble(engine, threads=2)
    setups = seeds(3, ensemble.lanes, *KINDS[kind])
    with Group(setups, ensemble, epochs=12) as group:
        for place, told in enumerate(together(group)):
            points, last = alone(setups[place], engine, 12)
            state = group.state(place)
            assert last.state is not None
            same_points(joined([snapshot.points for snapshot in told]), points)
            assert (told[-1].status, told[-1].message) == (last.status, last.message)
            assert (told[-1].step, told[-1].epoch, told[-1].samples) == (last.step, last.epoch, last.samples)
            assert told[-1].best_epoch == last.best_epoch
            assert next(e.kind for s in told for e in s.events) == "started"
            np.testing.assert_equal(state.weights, last.state.weights)
            same_arrays(state.memories, last.state.memories)
            assert (state.totals, state.remembered) == (last.state.totals, last.state.remembered)


def test_the_kinds_are_what_they_are_called() -> None:
    ended = {}
    for kind, changes in KINDS.items():
        ensemble = choose_ensemble("numpy")
        with Group(seeds(3, ensemble.lanes, *changes), ensemble, epochs=12) as group:
            ended[kind] = " ".join(told[-1].message + str(told[-1].status) for told in together(group))
    assert "restored" in ended["restored"]
    assert "diverged at step" in ended["diverged"]
    assert "diverged" in ended["failed"]
    assert "diverged" not in ended["plain"] + ended["scored"] + ended["pulled"] + ended["adapted"]


def test_one_that_diverges_leaves_the_others_alone() -> None:
    ensemble = choose_ensemble("numpy", threads=2)
    rates = ("0.1", "1000.0", "0.2")
    changes = ('training.loss="mse"', "architecture.nodes.y.activation=identity")
    setups = [set_up(project(*changes, f"training.optimizer.lr={rate}"), ensemble.lanes) for rate in rates]
    with Group(setups, ensemble, epochs=5) as group:
        told = together(group)
        assert [one[-1].status for one in told] == ["finished", "diverged", "finished"]
        assert told[1][-1].step < told[0][-1].step == 5 * setups[0].job.batches
        for place in (0, 2):
            _, last = alone(setups[place], "numpy", 5)
            assert last.state is not None
            np.testing.assert_equal(group.state(place).weights, last.state.weights)


def test_restored_weights_answer() -> None:
    ensemble = choose_ensemble("numpy")
    setups = seeds(4, ensemble.lanes, *KINDS["restored"])
    x = setups[0].prepared.train.x
    with Group(setups, ensemble, epochs=12) as group:
        told = together(group)
        assert any("restored" in one[-1].message for one in told)
        found = group.predict(dict.fromkeys((1, 3), x))
        assert set(found) == {1, 3}
        for place in range(4):
            engine = choose("numpy")
            engine.load(setups[place].job, group.state(place))
            np.testing.assert_array_equal(group.networks[place].predict(x), engine.predict(x))
            np.testing.assert_array_equal(group.networks[place].evaluate("test"), engine.evaluate("test"))
            if place in found:
                np.testing.assert_array_equal(found[place], engine.predict(x))


def test_a_round_moves_only_some_of_many() -> None:
    ensemble = choose_ensemble("numpy")
    with Group(seeds(10, ensemble.lanes), ensemble, epochs=3) as group:
        rounds = group.rounds()
        assert len(next(rounds)) == 10
        assert [snapshot.run for snapshot in next(rounds)] == [0, 1, 2, 3]
        assert [snapshot.run for snapshot in next(rounds)] == [4, 5, 6, 7]
        assert [snapshot.run for snapshot in next(rounds)] == [8, 9, 0, 1]
        last = {snapshot.run: snapshot for changed in rounds for snapshot in changed}
    assert {snapshot.status for snapshot in last.values()} == {"finished"}


def test_nobody_goes_past_a_mark_within_a_round() -> None:
    ensemble = choose_ensemble("numpy")
    stood: dict[int, set[int]] = {}
    with Group(seeds(3, ensemble.lanes), ensemble, epochs=200, marks=(1, 50, 199)) as group:
        for changed in group.rounds():
            for snapshot in changed:
                stood.setdefault(snapshot.run, set()).add(snapshot.step)
        batches = group.setups[0].job.batches
    for steps in stood.values():
        assert {epoch * batches for epoch in (1, 50, 199, 200)} <= steps


def test_networks_of_two_programs_are_refused() -> None:
    ensemble = choose_ensemble("numpy")
    other = set_up(project("architecture.nodes.h1.units=9"), ensemble.lanes)
    with pytest.raises(ValueError, match="different programs"):
        Group([*seeds(1, ensemble.lanes), other], ensemble, epochs=1)
