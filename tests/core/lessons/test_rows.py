"""What the lessons say of the lecture's rows is so: measured on the engines, from the lessons' own projects."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core.engine.select import choose
from core.explain.encoding import Encoding
from core.explain.unit import UnitSum
from core.lessons import open_lesson
from core.session.headless import Trained, run_project
from core.session.setup import Setup, load, set_up
from core.spec.assign import assign
from core.spec.project import Project

ROWS = [str(number) for number in range(1, 20)] + ["13b"]


def project(lesson: str, step: int, *changes: str) -> Project:
    found = open_lesson(lesson).steps[step - 1].project
    assert found is not None
    for change in changes:
        found = assign(found, change)
    return found


def trained(value: Project, epochs: int) -> Trained:
    return run_project(value, epochs=epochs, engine="numpy", threads=1)


def ready(value: Project) -> tuple[Setup, Any]:
    engine: Any = choose("numpy")
    setup = set_up(value, engine.lanes)
    load(setup, engine)
    return setup, engine


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_lecture_has_its_lesson(row: str) -> None:
    lesson = open_lesson(row)
    assert lesson.name.split("-")[0].lstrip("0") == row
    assert lesson.minutes
    assert any(step.question for step in lesson.steps)
    assert any(step.checks for step in lesson.steps)


def test_row_3_the_sums_are_2_and_6_the_tie_is_5_and_the_sigmoid_half_sure() -> None:
    said: dict[int, list[tuple[float, float]]] = {}
    for step in (1, 2):
        setup, engine = ready(project("3", step))
        for patient in ([1, 0, 1], [0, 1, 1], [1, 1, 1]):
            found = UnitSum("y", 0, np.array([patient], float)).answer(setup, engine)
            assert found is not None
            said.setdefault(step, []).append((found.total, found.a))
    assert said[1] == [(2.0, 0.0), (6.0, 1.0), (5.0, 0.0)]
    assert [total for total, _ in said[2]] == [2.0, 6.0, 5.0]
    assert [round(a, 3) for _, a in said[2]] == [0.047, 0.731, 0.5]


def test_row_4_a_deep_network_of_identities_is_one_layer() -> None:
    value = project("4", 1)
    setup, engine = ready(value)
    weights = engine.read().weights
    matrix, bias = np.eye(2), np.zeros(2)
    for node in ("h1", "h2", "y"):
        matrix, bias = matrix @ weights[f"{node}.weight"], bias @ weights[f"{node}.weight"] + weights[f"{node}.bias"]
    x = setup.prepared.raw("train")
    single = 1.0 / (1.0 + np.exp(-(x @ matrix + bias)))
    assert np.abs(single - engine.predict(setup.prepared.preparation.apply(x))).max() < 1e-12


def test_row_5_nothing_comes_back_through_a_step() -> None:
    value = project("5", 1)
    setup, engine = ready(value)
    assert any(problem.level == "warning" for problem in setup.checked.problems)
    gradients = engine.gradients()
    assert not gradients["h1.weight"].any()
    assert gradients["y.weight"].any()
    before = engine.read().weights["h1.weight"]
    after = trained(value, 20)
    assert after.last.status == "finished"
    assert np.array_equal(after.weights["h1.weight"], before)


def test_row_6_without_a_bias_the_band_is_not_found_and_three_points_are_pulled_apart() -> None:
    assert trained(project("6", 2), 200).metrics["test_accuracy"] < 0.8
    done = trained(project("6", 3), 400)
    setup, engine = ready(project("6", 3))
    state = engine.read()
    from dataclasses import replace

    engine.write(replace(state, weights=dict(done.weights)))
    found = Encoding("h1", setup.prepared.raw("train"), (0, 1)).answer(setup, engine)
    assert found is not None
    sides = found.points @ found.lines[0, :2] + found.lines[0, 2] > 0
    assert sides.tolist() == [True, False, True]


def test_row_7_codes_step_few_relu_merges_tanh_keeps() -> None:
    counts = {}
    for name in ("step", "relu", "tanh"):
        setup, engine = ready(project("7", 2, f"architecture.nodes.h1.activation={name}"))
        x = setup.prepared.raw("train")
        found = Encoding("h1", x, (0, 1)).answer(setup, engine)
        assert found is not None
        counts[name] = found.distinct / len(x)
    assert counts["step"] <= 4 / 100
    assert counts["relu"] < 1.0
    assert counts["tanh"] == 1.0


def test_row_8_more_units_learn_the_training_points_and_open_the_gap() -> None:
    gaps, accuracies = {}, {}
    for width in (2, 40):
        metrics = trained(project("8", 1, f"architecture.nodes.h1.units={width}"), 1500).metrics
        gaps[width] = metrics["test_loss"] - metrics["train_loss"]
        accuracies[width] = metrics["train_accuracy"]
    assert accuracies[40] == 1.0
    assert accuracies[40] > accuracies[2]
    assert gaps[40] > 0.1


@pytest.mark.parametrize(("lesson", "step", "classes"), [("13", 1, 2), ("10", 2, 10), ("10", 1, 4)])
def test_row_13_the_first_loss_is_that_of_a_guess(lesson: str, step: int, classes: int) -> None:
    setup, engine = ready(project(lesson, step))
    from core.session.measures import loss_now

    assert loss_now(setup, engine) == pytest.approx(np.log(classes), rel=0.35)


def test_row_13b_crawl_descend_overshoot() -> None:
    losses = {}
    for rate in (0.001, 0.01, 0.1):
        curve = trained(project("13b", 1, f"training.optimizer.lr={rate}"), 60).curves
        losses[rate] = curve.values[:, curve.names.index("train_loss")]
    assert (np.diff(losses[0.001]) < 0).all()
    assert losses[0.01][-1] < losses[0.001][-1] < losses[0.001][0]
    assert (np.diff(losses[0.1]) > 0).all()


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid"])
def test_row_15_zeros_never_move_or_stay_alike(activation: str) -> None:
    value = project("15", 1)
    for node in ("h1", "h2"):
        value = assign(value, f"architecture.nodes.{node}.activation={activation}")
    weights = trained(value, 100).weights
    for node in ("h1", "h2"):
        matrix = weights[f"{node}.weight"]
        if activation == "sigmoid":
            assert np.array_equal(matrix, np.repeat(matrix[:, :1], matrix.shape[1], axis=1))
            assert np.abs(matrix).max() > 0.0
        else:
            assert not matrix.any()


def norms(value: Project) -> list[float]:
    setup, engine = ready(value)
    names = [param.key for param in setup.program.table.trained_params() if param.name == "weight"]
    gradients = engine.gradients()
    return [float(np.linalg.norm(gradients[name].astype(np.float64))) for name in names]


def test_row_16_vanishing_exploding_and_neither() -> None:
    vanishing, exploding, neither = (norms(project("16", step)) for step in (1, 2, 3))
    assert vanishing[0] < 1e-11
    assert vanishing[-1] > 1e-3
    assert min(exploding) > 1e12
    assert np.isfinite(exploding).all()
    assert 0.01 < neither[0] / neither[-1] < 10.0
    assert trained(project("16", 2), 2).last.status == "finished"


def test_row_16_depends_on_the_width() -> None:
    shares = {}
    for width in (16, 256):
        value = project("16", 1, "training.precision=float64")
        for place in range(1, 21):
            value = assign(value, f"architecture.nodes.h{place}.units={width}")
            value = assign(value, f'architecture.nodes.h{place}.initializer={{"kind": "normal", "deviation": 1.0}}')
        found = norms(value)
        shares[width] = found[0] / found[-1]
    assert shares[16] < 1e-3
    assert shares[256] > 0.1


def test_row_17_adagrad_moves_the_weight_of_a_rare_feature_further() -> None:
    value = project("17", 3)
    plain = trained(value, 20).weights["y.weight"].ravel()
    own = trained(assign(value, 'training.optimizer={"kind": "adagrad", "lr": 0.1}'), 20).weights["y.weight"].ravel()
    assert own[4] > 1.3 * plain[4]
    assert abs(own[:4]).mean() < 1.1 * abs(plain[:4]).mean()


def test_row_18_an_outlier_bends_the_square_and_not_the_distance() -> None:
    slopes = {}
    for loss in ("mse", "rmse", "mae", "huber"):
        done = trained(project("18", 2, f"training.loss={loss}"), 1500)
        slopes[loss] = float(done.weights["y.weight"][0, 0])
    assert slopes["mse"] > 0.7
    assert slopes["rmse"] == pytest.approx(slopes["mse"], abs=0.02)
    assert slopes["mae"] == pytest.approx(0.5, abs=0.02)
    assert slopes["mae"] < slopes["huber"] < slopes["mse"]
