"""The learning-rate finder: what it suggests where the answer is known, and that it leaves no trace."""

from __future__ import annotations

from collections import deque
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import core
from core.engine.contract import Engine, State
from core.engine.select import choose
from core.errors import AppError
from core.export.rate_plot import rate_picture
from core.session.control import Control
from core.session.find_rate import NEAR, RateSweep, find_rate, sweep_rates
from core.session.setup import Setup, load, set_up
from core.session.trainer import train
from core.spec.plain import project_from_plain
from core.spec.project import Project
from tests.networks import chain, project_of
from tests.projects import BINARY, CLASSES

NOTHING = RateSweep(np.zeros(0), np.zeros(0), np.zeros(0))


PROCESSORS = ("numpy", "cpu")


def bowl(curvature: float, **training: Any) -> Project:
    """A straight line through the origin: one weight, whose loss has this second derivative; steps are stable below a
    rate of 2 / curvature, and one of 1 / curvature leads to the bottom at once."""
    x = np.array([[-1.0], [1.0]]) * np.sqrt(curvature / 2.0)
    settings: dict[str, Any] = {"optimizer": {"kind": "sgd", "lr": 0.01}, "precision": "float64", **training}
    return project_of(chain(1, use_bias=False), x=x, y=3.0 * x, **settings)


def ready(project: Project, name: str = "numpy") -> tuple[Setup, Engine]:
    engine = choose(name, project.training.precision)
    setup = set_up(project, engine.lanes)
    load(setup, engine)
    return setup, engine


def last(setup: Setup, engine: Engine, *how: Any) -> RateSweep:
    return deque(sweep_rates(setup, engine, *how), maxlen=1)[0]


def same_bits(one: State, other: State) -> bool:
    places = [(s.step, s.epoch, s.batch, s.totals) for s in (one, other)]
    arrays = [(s.weights, *s.memories) for s in (one, other)]
    pairs = zip(*arrays, strict=True)
    return places[0] == places[1] and all(
        a.keys() == b.keys() and all(a[key].tobytes() == b[key].tobytes() for key in a) for a, b in pairs
    )


@pytest.mark.parametrize("curvature", [0.5, 2.0, 40.0, 2000.0])
def test_in_a_bowl_the_rate_is_that_of_its_curvature(curvature: float) -> None:
    found = find_rate(bowl(curvature), engine="numpy")
    assert found.suggestion is not None
    assert 0.02 / curvature <= found.suggestion <= 1.0 / curvature
    assert found.lowest <= 2.0 / curvature


@pytest.mark.parametrize("curvature", [2.0, 200.0])
def test_a_loss_that_cannot_fall_far_is_found_alike(curvature: float) -> None:
    """Noise in the targets leaves a loss that no weights take away."""
    rng = np.random.default_rng(4)
    x = rng.normal(size=(400, 1)) * np.sqrt(curvature / 2.0)
    y = 3.0 * x + rng.normal(size=x.shape)
    project = project_of(chain(1), x=x, y=y, batch_size=20, precision="float64")
    found = find_rate(project, engine="numpy")
    assert found.suggestion is not None
    assert 0.01 / curvature <= found.suggestion <= 1.0 / curvature
    assert found.end.startswith("the loss explodes")
    assert found.losses[-1] > 4.0 * found.smoothed.min()


@pytest.mark.parametrize("plain", [BINARY, CLASSES], ids=lambda plain: plain["name"])
def test_the_suggestion_lies_below_the_lowest_loss(plain: dict[str, Any]) -> None:
    found = find_rate(project_from_plain(plain), engine="numpy")
    assert found.suggestion is not None
    assert NEAR[0] * found.lowest <= found.suggestion <= NEAR[1] * found.lowest
    assert len(found.rates) == len(found.losses) == len(found.smoothed) == len(found.still)
    assert found.rates[0] == pytest.approx(1e-6)
    steps = np.diff(np.log(found.rates))
    assert np.allclose(steps, np.log(1e7) / 199)


def test_what_it_suggests_learns() -> None:
    project = project_from_plain(CLASSES)
    found = core.find_rate(project, engine="numpy")
    trained = {
        rate: core.train(core.assign(project, f"training.optimizer.lr={rate}"), engine="numpy").metrics["train_loss"]
        for rate in (found.suggestion, 1e-5)
    }
    assert trained[found.suggestion] < 0.5 * trained[1e-5]


@pytest.mark.parametrize("name", PROCESSORS)
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
@pytest.mark.parametrize("batches", [0, 7])
def test_it_leaves_no_trace(name: str, optimizer: str, batches: int) -> None:
    plain = {**CLASSES, "training": {**CLASSES["training"], "optimizer": optimizer}}
    setup, engine = ready(project_from_plain(plain), name)
    twin = ready(project_from_plain(plain), name)[1]
    rates = np.full(batches + 30, 0.01)
    options = setup.project.training.optimizer
    table = core_coefficients(options, rates)
    for one in (engine, twin):
        one.run(table[:batches], rates[:batches])
    before = engine.read()
    for steps in (10, 90):
        last(setup, engine, 1e-5, 5.0, steps)
        assert same_bits(engine.read(), before)
    for one in (engine, twin):
        one.run(table[batches:], rates[batches:])
    assert same_bits(engine.read(), twin.read())


def core_coefficients(options: Any, rates: Any) -> Any:
    from core.catalog.optimizers import OPTIMIZERS

    return OPTIMIZERS.of(options).coefficients(options, rates, np.arange(1, len(rates) + 1))


@pytest.mark.parametrize("batches", [1, 40, 55])
def test_one_that_is_given_up_leaves_no_trace_either(batches: int) -> None:
    setup, engine = ready(project_from_plain(BINARY))
    before = engine.read()
    sweep = sweep_rates(setup, engine, 1e-4, 10.0, 40)
    for _ in range(batches):
        next(sweep)
    sweep.close()
    assert same_bits(engine.read(), before)


def test_it_comes_between_the_steps_of_a_run() -> None:
    """A run in whose middle the finder was used is the run without it."""
    ends = []
    for swept in (False, True):
        setup, engine = ready(project_from_plain(BINARY))
        for i, _ in enumerate(train(setup, engine, Control(running=True), epochs=4)):
            if swept and i == 1:
                last(setup, engine)
        ends.append(engine.read())
    assert same_bits(*ends)


def test_it_tells_what_it_has_found_so_far() -> None:
    setup, engine = ready(project_from_plain(BINARY))
    found = list(sweep_rates(setup, engine, 1e-4, 1.0, 30))
    assert [len(one.rates) for one in found] == [0] * 30 + list(range(1, 31))
    assert [bool(one.end) for one in found] == [False] * 59 + [True]
    assert all((one.losses == found[-1].losses[: len(one.losses)]).all() for one in found)
    assert found[-1].losses[0] == found[-1].still[0]


def test_engines_find_the_same() -> None:
    """Also where an engine does not tell a batch's loss: it is read from the epoch's total."""
    project = project_from_plain(CLASSES)
    found = {}
    for name in PROCESSORS:
        setup, engine = ready(project, name)
        found[name] = last(setup, engine, 1e-4, 0.3, 60)
    numpy, cpu = (found[name] for name in PROCESSORS)
    assert np.allclose(cpu.still, numpy.still, rtol=1e-4)
    assert np.allclose(cpu.losses, numpy.losses, rtol=0.02)
    assert cpu.suggestion == pytest.approx(numpy.suggestion, rel=0.2)


def test_a_network_that_explodes_at_once_has_no_suggestion() -> None:
    found = find_rate(bowl(1e300), engine="numpy")
    assert found.suggestion is None
    assert "finite" in found.end
    setup, engine = ready(bowl(2.0))
    at = engine.read()
    weights = {key: np.full_like(array, np.nan) for key, array in at.weights.items()}
    engine.write(State(weights, at.memories))
    found = last(setup, engine)
    assert (len(found.rates), found.suggestion, found.end) == (0, None, "the loss is not finite at the start")


def test_where_nothing_is_left_to_learn_nothing_is_suggested() -> None:
    setup, engine = ready(bowl(2.0))
    engine.write(State({"d0.weight": np.array([[3.0]])}, ()))
    found = last(setup, engine)
    assert found.suggestion is None
    assert found.smoothed.tolist() == found.losses.tolist() == [0.0] * 200


@given(st.floats(0.5, 2.0), st.integers(0, 2**32))
def test_batches_that_are_hard_anyway_make_no_bumps(scale: float, seed: int) -> None:
    """What does not learn has a straight line, however its batches differ; what learns a share of each, its curve."""
    rates = np.geomspace(1e-4, 1.0, 100)
    still = scale * np.random.default_rng(seed).uniform(0.1, 3.0, 100)
    flat = RateSweep(rates, still, still)
    assert flat.smoothed == pytest.approx(np.full(100, still.mean()))
    assert flat.suggestion is None
    share = 1.0 / (1.0 + (rates / 0.01) ** 2)
    learnt = RateSweep(rates, still * share, still)
    assert learnt.suggestion is not None
    assert 0.004 <= learnt.suggestion <= 0.03


@pytest.mark.parametrize("how", [(0.0, 1.0), (1.0, 0.1), (-1.0, 1.0), (1.0, float("inf")), (1e-3, 1.0, 3)])
def test_bad_bounds_are_refused(how: tuple[Any, ...]) -> None:
    setup, engine = ready(project_from_plain(BINARY))
    with pytest.raises(AppError):
        sweep_rates(setup, engine, *how)


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_sweep_is_drawn(kind: str) -> None:
    found = find_rate(project_from_plain(BINARY), engine="numpy")
    short = RateSweep(found.rates[:1], found.losses[:1], found.still[:1], "the loss is no longer finite")
    for sweep in (found, short, NOTHING):
        head = rate_picture(sweep, "Circle", kind)[:200]
        assert head.startswith(b"\x89PNG") if kind == "png" else b"<?xml" in head
