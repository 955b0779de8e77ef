"""A race is fair: each entrant is what it would be alone, and all begin alike."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from core.compile.check import check
from core.engine.select import choose
from core.errors import AppError
from core.explain.geometry import plane_grid, roughness
from core.explain.race import MAP, Entrant, Race, Run, standings
from core.explain.variants import AXES
from core.session.errands import Findings
from core.session.headless import run_project
from core.session.setup import load, set_up
from core.spec.assign import assign
from core.spec.files import load_example
from core.spec.project import Project


def project(*changes: str) -> Project:
    value = load_example("spiral")
    for change in ("data.source.samples=80", "training.evaluate_every=1", *changes):
        value = assign(value, change)
    return value


def raced(race: Race, near: Project) -> list[Findings]:
    engine: Any = choose("numpy")
    setup = set_up(near, engine.lanes)
    load(setup, engine)
    before = engine.read()
    found = list(race.work(setup, engine))
    after = engine.read()
    assert all(np.array_equal(before.weights[key], after.weights[key]) for key in before.weights)
    return found


def entrants(near: Project, *changes: str) -> tuple[Entrant, ...]:
    return tuple(Entrant(change, assign(near, change)) for change in changes)


def test_each_is_what_it_would_be_alone_and_all_start_alike() -> None:
    near = project()
    race = Race(entrants(near, "training.optimizer=sgd", "training.optimizer=adam"), epochs=30)
    found = raced(race, near)
    shares = [one.share for one in found]
    assert shares == sorted(shares)
    assert found[-1].end == "finished"
    run: Run = found[-1].found
    first = [track.path[0] for track in run.tracks]
    assert all(np.array_equal(first[0][key], first[1][key]) for key in first[0])
    for track, entrant in zip(run.tracks, race.entrants, strict=True):
        alone = run_project(entrant.project, epochs=30, engine="numpy", threads=1)
        assert (track.status, track.epoch) == ("finished", 30)
        assert all(np.array_equal(track.path[-1][key], alone.weights[key]) for key in alone.weights)
        assert len(track.curves) == 30
        assert track.map is not None
        assert track.map.shape == (MAP * MAP, 1)


def test_seeds_have_bands_and_one_that_explodes_is_counted_not_an_error() -> None:
    near = project("training.loss=mse", "training.optimizer=sgd", "architecture.nodes.y.activation=identity")
    race = Race(entrants(near, "training.optimizer.lr=0.01", "training.optimizer.lr=1000"), epochs=6, seeds=3)
    run: Run = raced(race, near)[-1].found
    good, bad = standings(run)
    assert (good.wins, good.diverged) == (3, 0)
    assert bad.diverged == 3
    assert good.values["train_loss"][1] > 0.0
    assert {track.seed for track in run.tracks} == {0, 1, 2}


@pytest.mark.parametrize("axis", AXES, ids=lambda axis: axis.key)
def test_every_axis_has_entrants_that_can_train(axis: Any) -> None:
    near = project("data.source.noise=0.1")
    variants = list(axis.variants(check(near)))
    assert len(variants) >= 2
    assert len({variant.title for variant in variants}) == len(variants)
    started = [variant for variant in variants if variant.start]
    assert (1 if axis.key == "loss" else 2) <= len(started) <= 12
    assert axis.key == "studio" or any(variant.present for variant in variants)
    for variant in variants:
        assert check(variant.project).ready, (axis.key, variant.title)


def test_what_cannot_race_is_said() -> None:
    near = project()
    with pytest.raises(AppError, match="cannot race"):
        raced(Race(entrants(near, "training.optimizer=sgd"), epochs=5), near)
    with pytest.raises(AppError, match="at least one epoch"):
        raced(Race(entrants(near, "training.optimizer=sgd", "training.optimizer=adam"), epochs=0), near)
    broken = replace(near, training=replace(near.training, loss=assign(near, "training.loss=cce").training.loss))
    with pytest.raises(AppError):
        raced(Race((Entrant("a", near), Entrant("b", broken)), epochs=2), near)


def test_the_border_of_a_half_plane_is_one_side_long_and_of_a_chessboard_many() -> None:
    size = 40
    grid = plane_grid(6.0, size)
    straight = (grid[:, :1] > 0).astype(float)
    assert roughness(straight, size) == 1.0
    slanted = (grid.sum(axis=1, keepdims=True) > 0).astype(float)
    assert 1.9 < roughness(slanted, size) <= 2.0
    board = ((np.floor(grid[:, :1]) + np.floor(grid[:, 1:])) % 2).astype(float)
    assert roughness(board, size) == pytest.approx(22.0)
    assert roughness(np.zeros((size * size, 1)), size) == 0.0
