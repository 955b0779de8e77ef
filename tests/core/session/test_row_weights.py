"""Class weights, label smoothing and penalties on their way from the project into the job."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest

from core.catalog.class_weights import CLASS_WEIGHTS, balanced
from core.compile.check import check
from core.errors import AppError
from core.session.setup import set_up
from tests.networks import chain, project_of

X = np.random.default_rng(0).normal(size=(12, 2))
THREE = [0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2]


def _project(y: Any = THREE, units: int = 3, **training: Any) -> Any:
    last, loss = ("softmax", "cce") if units > 1 else ("sigmoid", "bce")
    settings = {"loss": loss, "task": "classify", **training}
    return project_of(chain(4, units, last=last), x=X, y=y, **settings)


def _job(*arguments: Any, **training: Any) -> Any:
    return set_up(_project(*arguments, **training), 1).job


def test_classes_may_all_count_alike() -> None:
    assert _job().weights is None


def test_balanced_classes_count_the_same_in_all() -> None:
    weights = _job(class_weights="balanced").weights
    assert [weights[np.array(THREE) == k].sum() for k in range(3)] == pytest.approx([4.0] * 3)
    assert weights.mean() == pytest.approx(1.0)


def test_balanced_passes_over_an_absent_class() -> None:
    factors = balanced(CLASS_WEIGHTS["balanced"].options(), np.array([6, 0, 2]))  # type: ignore[arg-type]
    assert factors.tolist() == [8 / 12, 0.0, 8 / 4]


def test_given_weights_are_those_of_the_classes() -> None:
    weights = _job(class_weights={"kind": "given", "weights": [1.0, 2.0, 0.0]}).weights
    assert weights.tolist() == np.array([1.0, 2.0, 0.0])[THREE].tolist()


def test_one_output_has_two_classes() -> None:
    y = [0, 1] * 6
    weights = _job(y, 1, class_weights={"kind": "given", "weights": [1.0, 3.0]}).weights
    assert weights.tolist() == [1.0, 3.0] * 6


def test_sample_weights_multiply_class_weights() -> None:
    project = _project(class_weights={"kind": "given", "weights": [1.0, 2.0, 4.0]})
    own = tuple(float(i) for i in range(12))
    source = msgspec.structs.replace(project.data.source, weights=own)
    project = msgspec.structs.replace(project, data=msgspec.structs.replace(project.data, source=source))
    assert set_up(project, 1).job.weights.tolist() == (np.arange(12.0) * np.array([1.0, 2.0, 4.0])[THREE]).tolist()


@pytest.mark.parametrize(
    ("weights", "message"),
    [([1.0, 2.0], "there are 2 class weights for 3 classes"), ([0.0, 0.0, 0.0], "every class weight is 0")],
)
def test_weights_that_do_not_fit_are_a_problem(weights: list[float], message: str) -> None:
    project = _project(class_weights={"kind": "given", "weights": weights})
    (problem,) = check(project).errors
    assert message in problem.text
    assert problem.where == "training.class_weights.weights"
    with pytest.raises(AppError, match=message):
        set_up(project, 1)


def test_numbers_to_predict_have_no_classes() -> None:
    project = project_of(chain(3, 1), x=X, y=X[:, :1], task="regress", class_weights="balanced")
    assert [problem.where for problem in check(project).errors] == ["training.class_weights"]


def test_labels_are_smoothed_as_keras_does() -> None:
    y = _job(loss={"kind": "cce", "label_smoothing": 0.3}).parts["train"][1]
    np.testing.assert_allclose(y, np.eye(3)[THREE] * 0.7 + 0.1)
    y = _job([0, 1] * 6, 1, loss={"kind": "bce", "label_smoothing": 0.3}).parts["train"][1]
    np.testing.assert_allclose(y[:, 0], np.array([0.15, 0.85] * 6))


def test_penalties_reach_the_arrays_they_name() -> None:
    project = _project(penalty={"kind": "l2", "strength": 0.5, "biases": True})
    pulls = set_up(project, 1).job.penalties
    assert [(pull.key, pull.coefficients) for pull in pulls] == [
        (key, (0.0, 0.5)) for key in ("d0.weight", "d0.bias", "d1.weight", "d1.bias")
    ]


def test_norms_are_left_alone_by_penalties() -> None:
    nodes = chain(4, 3, last="softmax")
    nodes[2]["inputs"] = ["n"]
    nodes.insert(2, {"id": "n", "kind": "batch_norm", "inputs": ["d0"]})
    project = project_of(nodes, x=X, y=THREE, loss="cce", task="classify", penalty={"kind": "l1", "biases": True})
    setup = set_up(project, 1)
    assert {pull.key for pull in setup.job.penalties} == {"d0.weight", "d0.bias", "d1.weight", "d1.bias"}
    assert setup.checked.parameters == setup.program.table.count() == 2 * 4 + 4 + 4 * 2 + 4 * 3 + 3


def test_norms_over_one_number_are_odd() -> None:
    nodes = chain(1, 1)
    nodes[2]["inputs"] = ["n"]
    for kind, batch, odd in (("batch_norm", 1, True), ("batch_norm", 2, False), ("layer_norm", 2, True)):
        norm = {"id": "n", "kind": kind, "inputs": ["d0"]}
        project = project_of([*nodes[:2], norm, *nodes[2:]], x=X, y=X[:, :1], task="regress", batch_size=batch)
        warnings = [problem for problem in check(project).problems if problem.node == "n"]
        assert bool(warnings) == odd
        assert check(project).ready
