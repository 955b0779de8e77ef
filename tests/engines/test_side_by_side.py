"""Engines side by side: what an ensemble answers, what its engines share, and what it lets go."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import pytest

from core.catalog.optimizers import OPTIMIZERS
from core.engine.contract import Floats
from core.engine.doors import Doors
from core.engine.select import choose, choose_ensemble
from core.engine.side_by_side import SideBySide
from core.session.setup import Setup, set_up
from core.spec.plain import project_from_plain
from tests.networks import ENGINES, engine_called, ensemble_called
from tests.projects import CLASSES


def setups(lanes: int, count: int = 3) -> list[Setup]:
    project = project_from_plain(CLASSES)
    shared = set_up(project, lanes).prepared
    return [set_up(project, lanes, prepared=shared) for _ in range(count)]


def tables(*steps: int) -> tuple[list[Floats], list[Floats]]:
    """Other rates for each network."""
    found = []
    for place, count in enumerate(steps):
        options = OPTIMIZERS["adam"].options()
        rates = np.full(count, 0.01 * (place + 1))
        found.append((OPTIMIZERS["adam"].coefficients(options, rates, np.arange(1, count + 1)), rates))
    return [table for table, _ in found], [rates for _, rates in found]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("threads", [1, 2])
def test_each_answers_as_an_engine_of_its_own(engine: str, threads: int) -> None:
    ensemble = ensemble_called(engine, threads=threads)
    made = setups(ensemble.lanes)
    heard: list[str] = []
    ensemble.load([s.job for s in made], [s.state for s in made], lambda text, share: heard.append(text))
    coefficients, rates = tables(30, 0, 8)
    slices = ensemble.run(coefficients, rates)
    x = made[0].prepared.train.x
    predictions, totals, states = ensemble.predict([x[:5], x[:0], x]), ensemble.evaluate("test"), ensemble.read()
    for place, setup in enumerate(made):
        alone = engine_called(engine, "float32")
        alone.load(setup.job, setup.state)
        wanted = alone.run(coefficients[place], rates[place])
        assert (slices[place].steps, slices[place].bad_step) == (wanted.steps, 0)
        np.testing.assert_array_equal(slices[place].rows, wanted.rows)
        asked = (x[:5], x[:0], x)[place]
        assert len(predictions[place]) == len(asked)
        if len(asked):
            np.testing.assert_array_equal(predictions[place], alone.predict(asked))
        np.testing.assert_array_equal(totals[place], alone.evaluate("test"))
        np.testing.assert_equal(states[place].weights, alone.read().weights)
    ensemble.write([states[2], states[0], states[1]])
    np.testing.assert_equal(ensemble.read()[1].memories, states[0].memories)
    ensemble.close()


def test_the_same_data_are_copied_once() -> None:
    copied: list[int] = []

    class Counting(Doors):
        def copies(self, arrays: Any, make: Any, form: Any) -> Any:
            return super().copies(arrays, lambda array: copied.append(id(array)) or make(array), form)

    shared = Counting()
    ensemble = SideBySide(lambda doors: choose("numpy", doors=shared))
    ensemble._doors = shared
    made = setups(ensemble.lanes)
    jobs, states = [s.job for s in made], [s.state for s in made]
    arrays = {id(array) for job in jobs for pair in job.parts.values() for array in pair}
    ensemble.load(jobs, states)
    ensemble.load(jobs[::-1], states)
    assert len(copied) == len(set(copied)) == len(arrays)


def test_what_was_not_asked_for_among_several_is_forgotten() -> None:
    doors, old, one, two = Doors(), np.zeros(1), np.ones(1), np.full(1, 2.0)
    first = doors.copies([old, one], np.copy, "form")[1]
    with doors.gathering():
        assert doors.copies([one], np.copy, "form")[0] is first
        second = doors.copies([two], np.copy, "form")[0]
    with doors.gathering():
        assert doors.copies([two, one], np.copy, "form") == [second, first]
    assert doors.copies([two], np.copy, "other")[0] is not second


def test_no_thread_stays() -> None:
    ensemble = choose_ensemble("numpy", threads=2)
    made = setups(ensemble.lanes)
    ensemble.load([s.job for s in made], [s.state for s in made])
    ensemble.run(*tables(1, 1, 1))
    assert any(thread.name.startswith("glassnet-network") for thread in threading.enumerate())
    ensemble.close()
    assert not any(thread.name.startswith("glassnet-network") for thread in threading.enumerate())
