"""What an optimizer remembers when a run goes on under another one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core.engine.reference import ReferenceEngine
from core.session.control import Control
from core.session.setup import Setup, load, set_up
from core.session.snapshot import Snapshot
from core.session.trainer import train
from core.spec.assign import assign
from core.spec.files import load_example
from core.spec.project import Project


def project(change: str) -> Project:
    return assign(assign(load_example("spiral"), "data.source.samples=60"), change)


def ready(value: Project, **setup: Any) -> tuple[Setup, ReferenceEngine]:
    engine = ReferenceEngine()
    made = set_up(value, engine.lanes, **setup)
    load(made, engine)
    return made, engine


def run(value: Project, epochs: int) -> list[Snapshot]:
    return list(train(*ready(value), epochs=epochs))


def test_another_optimizer_starts_with_memories_of_its_own() -> None:
    """Momentum's velocities read as Adagrad's sums of squares would be square roots of negative numbers."""
    value = project("training.optimizer=momentum")
    state = run(value, epochs=4)[-1].state
    assert state is not None
    assert state.optimizer == "momentum"
    same = set_up(value, 1, state=state).state
    for key, memory in state.memories[0].items():
        assert np.array_equal(same.memories[0][key], memory), key
    assert (same.optimizer, same.since) == ("momentum", 0)
    for name in ("adagrad", "adam"):
        made, chosen = ready(assign(value, f"training.optimizer={name}"), state=state)
        assert (made.state.memories, made.state.optimizer, made.state.since) == ((), name, state.step)
        assert list(train(made, chosen, epochs=3))[-1].status == "finished"


def test_bias_correction_counts_from_where_the_memories_began() -> None:
    """The first steps of an Adam that takes over are as long as those of one that starts."""
    value = project("training.optimizer=adam")
    trained = run(project("training.optimizer=momentum"), epochs=4)[-1].state
    made, chosen = ready(value, state=trained)
    fresh, other = ready(value, weights=trained.weights if trained else None)
    for setup, engine in ((made, chosen), (fresh, other)):
        control = Control()
        loop = train(setup, engine, control)
        next(loop)
        control.step_batch()
        next(loop)
        control.stop()
        list(loop)
    moved, first = (np.abs(e.read().weights["h1.bias"] - made.state.weights["h1.bias"]).max() for e in (chosen, other))
    assert moved == pytest.approx(first, rel=0.1)
