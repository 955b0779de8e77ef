"""Several threads at one job: the same bits as one, none of them left behind, whatever happens."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import pytest

from core.engine import team
from core.engine.cpu import CpuEngine
from tests.networks import chain, loaded, project_of

pytestmark = pytest.mark.jit


def large(threads: int, precision: str, optimizer: str = "adam", rows: int = 96) -> CpuEngine:
    """A network whose products, left-hand blocks and updates are all cut into strips."""
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=(2 * rows + 30, 300)), np.eye(10)[rng.integers(0, 10, 2 * rows + 30)]
    project = project_of(
        chain(1040, 70, 10, hidden="relu", last="softmax"),
        x=x[:10],
        y=y[:10],
        loss="cce",
        task="regress",
        optimizer=optimizer,
    )
    parts = {"test": (x[:200], y[:200])}
    engine = loaded(
        project, x, y, "cpu", precision=precision, threads=threads, batch_size=rows, shuffle=True, parts=parts
    )
    assert isinstance(engine, CpuEngine)
    return engine


def steps(engine: CpuEngine, count: int) -> Any:
    from core.catalog.optimizers import OPTIMIZERS

    options = OPTIMIZERS[engine.job.optimizer].options()
    return OPTIMIZERS.of(options).coefficients(options, np.full(count, 0.01), np.arange(1, count + 1))


@pytest.mark.parametrize("precision", ["float32", "float64"])
@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
def test_any_number_of_threads_gives_the_same_bits(precision: str, optimizer: str) -> None:
    found = []
    for threads in (1, 2, 3):
        engine = large(threads, precision, optimizer)
        assert engine._team.helpers == threads - 1
        engine._team.judge.together = lambda: True  # type: ignore[method-assign]  # whatever the clock says
        done = engine.run(steps(engine, 7))
        found.append((done.rows, engine.read().weights, engine.read().memories))
    for rows, weights, memories in found[1:]:
        np.testing.assert_array_equal(rows, found[0][0])
        for key, array in found[0][1].items():
            assert np.array_equal(weights[key], array), key
        for memory, other in zip(memories, found[0][2], strict=True):
            assert all(np.array_equal(memory[key], array) for key, array in other.items())


def test_nobody_waits_between_slices() -> None:
    engine = large(3, "float32")
    engine._team.judge.together = lambda: True  # type: ignore[method-assign]
    table = steps(engine, 4)
    for step in range(4):
        engine.run(table[step : step + 1])
        assert not [thread for thread in threading.enumerate() if thread.name.startswith("glassnet-helper")]


def test_helpers_leave_where_the_master_fails() -> None:
    def help_out(who: int) -> None:
        while not crew._board[team.OVER // 8]:
            gone.wait(0.001)

    crew, gone = team.Team(2), threading.Event()
    with pytest.raises(RuntimeError, match="broken"), crew.at_work(help_out):
        raise RuntimeError("broken")
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("glassnet-helper")]


def test_two_engines_at_once_do_not_meet() -> None:
    """Each has its own board: two teams at work in one process give what each gives alone."""
    alone = large(2, "float32")
    alone.run(steps(alone, 6))
    engines = [large(2, "float32") for _ in range(2)]
    threads = [threading.Thread(target=engine.run, args=(steps(engine, 6),)) for engine in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for engine in engines:
        for key, array in alone.read().weights.items():
            assert np.array_equal(engine.read().weights[key], array), key


def test_helpers_are_left_out_while_they_do_not_pay() -> None:
    judge, clock = team.Judge(), {True: 5.0, False: 1.0}
    ways = []
    for slice_ in range(900):
        if slice_ == 300:
            clock[True] = 0.5  # the machine has become quiet
        ways.append(judge.together())
        judge.took(ways[-1], clock[ways[-1]])
    assert ways[:6] == [True, True, True, False, True, False]
    assert 4 <= sum(ways[:300]) <= 12
    assert sum(ways[-20:]) >= 15


def test_small_jobs_have_no_team() -> None:
    assert team.helpers_for(1000.0, 64) == 0
    assert team.helpers_for(1e12, 4) == 3
    assert team.helpers_for(1e12, 1) == 0
