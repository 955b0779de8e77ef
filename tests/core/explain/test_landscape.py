"""The loss over a plane of weights: its centre is the network's own loss, its places are where they say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core.engine.select import choose
from core.errors import AppError
from core.explain.landscape import SIZES, Landscape, Surface, Weight, normalised
from core.session.control import Control
from core.session.errands import Findings
from core.session.measures import final_metrics
from core.session.setup import Setup, load, set_up
from core.session.trainer import train
from core.spec.assign import assign
from core.spec.files import load_example


def trained(epochs: int = 20, *changes: str) -> tuple[Setup, Any, tuple[Any, ...]]:
    """A network, its engine and the weights of its way."""
    project = load_example("spiral")
    for change in ("data.source.samples=60", "training.precision=float64", *changes):
        project = assign(project, change)
    engine: Any = choose("numpy")
    setup = set_up(project, engine.lanes)
    load(setup, engine)
    way = []
    for shot in train(setup, engine, Control(running=True), epochs=epochs):
        way.append(engine.read().weights if shot.epoch >= 0 else {})
    return setup, engine, tuple(way)


def found(errand: Landscape, setup: Setup, engine: Any) -> list[Findings]:
    before = engine.read()
    results = list(errand.work(setup, engine))
    after = engine.read()
    assert all(np.array_equal(before.weights[key], after.weights[key]) for key in before.weights)
    assert all(
        np.array_equal(one[key], other[key])
        for one, other in zip(before.memories, after.memories, strict=True)
        for key in one
    )
    return results


def loss_at(setup: Setup, engine: Any, weights: Any) -> float:
    from dataclasses import replace

    before = engine.read()
    engine.write(replace(before, weights=weights))
    value = final_metrics(setup, engine)["train_loss"]
    engine.write(before)
    return value


@pytest.fixture(autouse=True)
def coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.explain.landscape.SIZES", SIZES[:2])


@pytest.mark.parametrize("plane", ["random", "ends", "weights"])
def test_the_centre_is_the_loss_of_the_network(plane: Any) -> None:
    setup, engine, way = trained()
    numbers = (Weight("h1", 0, 0), Weight("y", 3, 0))
    results = found(Landscape(plane, way, numbers=numbers), setup, engine)
    surface: Surface = results[-1].found
    now = final_metrics(setup, engine)["train_loss"]
    assert surface.centre == pytest.approx(now, abs=1e-15)
    assert surface.values.shape == (17, 17)
    assert np.isfinite(surface.values).all()
    if plane != "ends":
        assert surface.values[8, 8] == pytest.approx(now, abs=1e-14)
    shares = [one.share for one in results]
    assert shares == sorted(shares)


def test_a_place_of_two_weights_is_the_loss_with_these_numbers() -> None:
    setup, engine, _ = trained()
    errand = Landscape("weights", numbers=(Weight("h1", 1, 2), Weight("h2", 0, 0)), reach=2.0)
    surface: Surface = found(errand, setup, engine)[-1].found
    weights = {key: array.copy() for key, array in engine.read().weights.items()}
    weights["h1.weight"][1, 2] += surface.across[3]
    weights["h2.weight"][0, 0] += surface.up[12]
    assert surface.values[12, 3] == pytest.approx(loss_at(setup, engine, weights), rel=1e-12)
    assert surface.titles == ("h1[2, 3]", "h2[1, 1]")


def test_from_now_to_the_start_is_one_and_the_loss_there_the_first() -> None:
    setup, engine, way = trained()
    surface: Surface = found(Landscape("ends", way), setup, engine)[-1].found
    places = surface.paths[0].places
    assert places[0] == pytest.approx([1.0, 0.0], abs=1e-9)
    assert places[-1] == pytest.approx([0.0, 0.0], abs=1e-9)
    assert surface.across[0] < 0.0 < 1.0 < surface.across[-1]
    column = int(np.abs(surface.across - 1.0).argmin())
    row = int(np.abs(surface.up).argmin())
    assert surface.values[row, column] > surface.centre


def test_a_random_direction_has_each_units_own_length() -> None:
    setup, engine, _ = trained()
    weights = engine.read().weights
    names = tuple(param.key for param in setup.program.table.trained_params())
    direction = normalised(weights, names, 3)
    place = 0
    parts = {}
    for name in names:
        parts[name] = direction[place : place + weights[name].size].reshape(weights[name].shape)
        place += weights[name].size
    for node in ("h1", "h2", "y"):
        for unit in range(weights[f"{node}.weight"].shape[1]):
            own = np.append(weights[f"{node}.weight"][:, unit], weights[f"{node}.bias"][unit])
            drawn = np.append(parts[f"{node}.weight"][:, unit], parts[f"{node}.bias"][unit])
            assert np.linalg.norm(drawn) == pytest.approx(np.linalg.norm(own), rel=1e-9)


def test_paths_of_several_runs_lie_in_one_plane() -> None:
    setup, engine, first = trained(15)
    _, _, second = trained(15, "training.optimizer=sgd")
    errand = Landscape("paths", paths=(("Adam", first), ("SGD", second)))
    surface: Surface = found(errand, setup, engine)[-1].found
    assert [path.name for path in surface.paths] == ["Adam", "SGD"]
    assert all(path.places[0] == pytest.approx([0.0, 0.0], abs=1e-9) for path in surface.paths)
    assert np.isfinite(surface.values).all()


def test_the_budget_ends_it_with_the_last_whole_picture() -> None:
    setup, engine, _ = trained(2)
    last = found(Landscape(budget=0.0), setup, engine)[-1]
    assert "the budget of 0 s" in last.end
    assert last.found.values.shape == (9, 9)


def test_left_off_in_the_middle_the_engine_is_as_before() -> None:
    setup, engine, _ = trained(2)
    before = engine.read()
    work = Landscape().work(setup, engine)
    next(work)
    work.close()
    assert all(np.array_equal(before.weights[key], array) for key, array in engine.read().weights.items())


@pytest.mark.parametrize(
    ("errand", "words"),
    [
        (Landscape("ends"), "no way behind"),
        (Landscape("weights"), "two different weights"),
        (Landscape("weights", numbers=(Weight("h1", 99, 0), Weight("y", 0, 0))), "there is no weight h1"),
        (Landscape("paths"), "no path fits"),
    ],
)
def test_what_cannot_be_drawn_is_said(errand: Landscape, words: str) -> None:
    setup, engine, _ = trained(1)
    with pytest.raises(AppError, match=words):
        list(errand.work(setup, engine))
