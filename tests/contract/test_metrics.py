"""Every metric against scikit-learn, in every reading of outputs there is, and against the engines' totals."""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.catalog.metrics import F1, METRICS, TOTALS, Precision, Recall, TopK
from core.registry import Options
from core.session.headless import run_project
from core.spec.plain import project_from_plain
from tests.networks import ENGINES, chain, loaded, project_of
from tests.projects import BINARY, CLASSES
from tests.verified import Verify

Array = NDArray[Any]
Case = tuple[Array, Array, float | None]

ULPS = 4 * np.finfo(np.float64).eps
"""Values near 1 agree to so much: sums in another order differ in their last digit."""

AVERAGES = ("macro", "micro", "weighted")
CLASSIFY = [
    *(entry.options() for entry in METRICS if entry.task == "classify"),
    *(kind(average=average) for kind in (Precision, Recall, F1) for average in AVERAGES[1:]),
    *(TopK(k=k) for k in (1, 2)),
]
REGRESS = [entry.options() for entry in METRICS if entry.task == "regress"]


def label(options: Options) -> str:
    return METRICS.of(options).label(options)


@st.composite
def several(draw: st.DrawFn) -> Case:
    """One class out of three or more: probabilities that sum to 1, with ties; classes may be absent."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    classes, rows = draw(st.integers(3, 6)), draw(st.integers(1, 40))
    weights = rng.integers(1, draw(st.sampled_from([3, 1000])), (rows, classes)).astype(np.float64)
    there = rng.integers(0, draw(st.integers(1, classes)), rows)
    return weights / weights.sum(axis=1, keepdims=True), np.eye(classes)[there], None


@st.composite
def binary(draw: st.DrawFn) -> Case:
    """A single probability, ties and one class alone included."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    rows = draw(st.integers(1, 40))
    p = rng.integers(0, draw(st.sampled_from([2, 4, 10**6])) + 1, (rows, 1)).astype(np.float64)
    return p / max(p.max(), 1.0), rng.integers(0, draw(st.integers(1, 2)), (rows, 1)).astype(np.float64), 0.5


@st.composite
def columns(draw: st.DrawFn) -> Case:
    """Yes or no to two questions or more at once."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    shape = draw(st.integers(2, 30)), draw(st.integers(2, 4))
    p = rng.integers(0, draw(st.sampled_from([4, 10**6])) + 1, shape) / 10**6
    return p, (rng.uniform(size=shape) < draw(st.sampled_from([0.1, 0.5]))).astype(np.float64), 0.5


def scikit(options: Options, prediction: Array, target: Array, boundary: float | None) -> float:
    """scikit-learn's value for one class out of several, or for one yes/no output."""
    import sklearn.metrics as sk

    if boundary is None:
        classes = np.arange(target.shape[1])
        true, given = target.argmax(axis=1), prediction.argmax(axis=1)
        several = {"multi_class": "ovr", "average": "macro", "labels": classes}
    else:
        classes = np.arange(2)
        true, given = target[:, 0].astype(int), (prediction[:, 0] > boundary).astype(int)
        prediction, several = prediction[:, 0], {}
    average = getattr(options, "average", "macro")
    share = {"average": average, "zero_division": 0.0}
    scores: dict[str, Callable[[], float]] = {
        "accuracy": lambda: sk.accuracy_score(true, given),
        "balanced_accuracy": lambda: sk.balanced_accuracy_score(true, given),
        "top_k": lambda: sk.top_k_accuracy_score(true, prediction, k=options.k, labels=classes),  # type: ignore[attr-defined]  # top_k has k
        "precision": lambda: sk.precision_score(true, given, **share),
        "recall": lambda: sk.recall_score(true, given, **share),
        "f1": lambda: sk.f1_score(true, given, **share),
        "roc_auc": lambda: sk.roc_auc_score(true, prediction, **several),
        "log_loss": lambda: sk.log_loss(true, prediction, labels=classes),
        "kappa": lambda: sk.cohen_kappa_score(true, given),
        "mcc": lambda: sk.matthews_corrcoef(true, given),
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return float(scores[options.kind]())


def scikit_columns(options: Options, prediction: Array, target: Array, boundary: float | None) -> float:
    """scikit-learn's value for several yes/no outputs: its own where it has one, else the mean over columns."""
    import sklearn.metrics as sk

    assert boundary is not None
    given = prediction > boundary
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if options.kind in ("precision", "recall", "f1"):
            score = getattr(sk, f"{options.kind}_score")
            return float(score(target.astype(int), given.astype(int), average=options.average, zero_division=0.0))  # type: ignore[attr-defined]  # these have one
        if options.kind == "roc_auc":
            return float(sk.roc_auc_score(target, prediction, average="macro"))
        each = [
            scikit(options, prediction[:, [column]], target[:, [column]], boundary) for column in range(target.shape[1])
        ]
    return float(np.mean(each))


def same(found: float, wanted: float) -> bool:
    return bool(np.isnan(found) and np.isnan(wanted)) or abs(found - wanted) <= ULPS * max(1.0, abs(wanted))


@pytest.mark.parametrize("options", CLASSIFY, ids=label)
@given(case=st.one_of(several(), binary()))
def test_one_class_is_judged_as_scikit_learn_does(options: Options, case: Case) -> None:
    assert same(METRICS.of(options).score(options, *case), scikit(options, *case))


@pytest.mark.parametrize("options", [o for o in CLASSIFY if o.kind != "top_k"], ids=label)
@given(case=columns())
def test_several_answers_at_once_are_judged_as_scikit_learn_does(options: Options, case: Case) -> None:
    assert same(METRICS.of(options).score(options, *case), scikit_columns(options, *case))


def test_two_outputs_that_exclude_each_other_are_a_binary_question() -> None:
    rng = np.random.default_rng(3)
    p = rng.uniform(size=(60, 1)) * 0.9
    labels = rng.integers(0, 2, 60)
    both = np.concatenate([1.0 - p, p], axis=1)
    for options in CLASSIFY:
        score = METRICS.of(options).score
        two, one = score(options, both, np.eye(2)[labels], None), score(options, p, labels[:, None], 0.5)
        assert same(two, one), label(options)


@st.composite
def numbers(draw: st.DrawFn) -> Case:
    """Regression of one or more outputs; targets may be constant and met exactly."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    shape = draw(st.integers(1, 40)), draw(st.integers(1, 4))
    target = rng.normal(size=shape) * draw(st.sampled_from([0.0, 1.0, 1e6])) + draw(st.sampled_from([0.0, 3.0]))
    prediction = target + rng.normal(size=shape) * draw(st.sampled_from([0.0, 0.1, 10.0]))
    if draw(st.booleans()):
        target[:, 0] = 2.0
    return prediction, target, None


@pytest.mark.parametrize("options", REGRESS, ids=label)
@given(case=numbers())
def test_numbers_are_judged_as_scikit_learn_does(options: Options, case: Case) -> None:
    import sklearn.metrics as sk

    prediction, target, _ = case
    scores: dict[str, Callable[[Array, Array], float]] = {
        # Of several outputs ours is one root over all of them, not the mean of their roots.
        "rmse": lambda t, p: (
            sk.root_mean_squared_error(t, p) if t.shape[1] == 1 else sk.mean_squared_error(t, p) ** 0.5
        ),
        "mse": sk.mean_squared_error,
        "mae": sk.mean_absolute_error,
        "r2": sk.r2_score,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        wanted = float(scores[options.kind](target, prediction))
    assert same(METRICS.of(options).score(options, *case), wanted)


def test_the_ledger_of_metrics(verify: Verify) -> None:
    """Twenty random cases of each metric, the largest difference kept for the page of verified numbers."""
    import sklearn.metrics as sk

    rng = np.random.default_rng(8)
    against = "scikit-learn"
    for options in CLASSIFY:
        for _ in range(20):
            classes = int(rng.integers(3, 8))
            p = rng.dirichlet(np.ones(classes), 50)
            case = (p, np.eye(classes)[np.append(np.arange(classes), rng.integers(0, classes, 50 - classes))], None)
            found, wanted = METRICS.of(options).score(options, *case), scikit(options, *case)
            verify("Metrics", label(options), against, found, wanted, ULPS, "absolute")
    for options in REGRESS:
        score = {"rmse": sk.root_mean_squared_error, "mse": sk.mean_squared_error, "mae": sk.mean_absolute_error}
        for _ in range(20):
            t = rng.normal(size=(50, 1))
            p = t + rng.normal(size=(50, 1))
            found, wanted = METRICS.of(options).score(options, p, t, None), score.get(options.kind, sk.r2_score)(t, p)
            verify("Metrics", label(options), against, found, wanted, ULPS)


def test_log_loss_reads_probabilities_inside_the_eps_of_their_precision() -> None:
    import sklearn.metrics as sk

    options = METRICS["log_loss"].options()
    target = np.eye(3)[[0, 1]]
    for kind in (np.float32, np.float64):
        p = np.array([[0.0, 1.0, 0.0], [0.0, 1.0, 0.0]], kind)
        found = METRICS["log_loss"].score(options, p, target, None)
        assert found == pytest.approx(sk.log_loss([0, 1], p, labels=[0, 1, 2]), rel=1e-6)
        assert found == pytest.approx(-np.log(np.finfo(kind).eps) / 2, rel=1e-6)


def test_log_loss_is_not_defined_where_outputs_are_no_probabilities() -> None:
    score, options = METRICS["log_loss"].score, METRICS["log_loss"].options()
    for p in ([[1.2, 0.1]], [[-0.1, 0.4]]):
        assert np.isnan(score(options, np.array(p), np.array([[1.0, 0.0]]), None))


def test_of_several_at_once_top_k_asks_which_true_ones_are_found() -> None:
    p = np.array([[0.9, 0.8, 0.1], [0.2, 0.6, 0.7]])
    target = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 0.0]])
    score = METRICS["top_k"].score
    assert [score(TopK(k=k), p, target, 0.5) for k in (1, 2, 3)] == [1 / 3, 2 / 3, 1.0]
    assert np.isnan(score(TopK(), p, np.zeros((2, 3)), 0.5))


@pytest.mark.parametrize("options", [*CLASSIFY, *REGRESS], ids=label)
def test_what_is_not_finite_has_no_value(options: Options) -> None:
    target = np.eye(3)[[0, 1, 2, 0]]
    for wrong in (np.nan, np.inf):
        p = np.full((4, 3), 0.25)
        p[1, 2] = wrong
        assert np.isnan(METRICS.of(options).score(options, p, target, None))


@pytest.mark.parametrize("boundary", [0.0, 0.5])
def test_a_yes_lies_above_the_boundary_of_the_loss(boundary: float) -> None:
    p = np.array([[boundary + 0.1], [boundary], [boundary - 0.1], [boundary + 0.1]])
    target = np.array([[1.0], [0.0], [0.0], [0.0]])
    for name, wanted in (("accuracy", 0.75), ("balanced_accuracy", (1.0 + 2 / 3) / 2), ("recall", (1.0 + 2 / 3) / 2)):
        assert METRICS[name].score(METRICS[name].options(), p, target, boundary) == pytest.approx(wanted), name
    assert METRICS["top_k"].score(TopK(k=1), p, target, boundary) == 0.75


def test_entries_of_one_kind_have_curves_of_their_own() -> None:
    assert [label(F1()), label(F1(average="micro")), label(TopK()), label(TopK(k=5))] == [
        "f1",
        "f1_micro",
        "top_k",
        "top_k_5",
    ]
    names = [label(options) for options in CLASSIFY]
    assert len(set(names)) == len(set(map(str, CLASSIFY)))


def test_metrics_finish_what_the_engines_add_up() -> None:
    rng = np.random.default_rng(2)
    x, y = rng.normal(size=(40, 3)), np.eye(3)[rng.integers(0, 3, 40)]
    for boundary, loss, last in ((None, "cce", "softmax"), (0.5, "bce", "sigmoid")):
        project = project_of(chain(3, last=last), x=x, y=y, loss=loss, task="regress")
        for name in ENGINES:
            run = loaded(project, x, y, name)
            totals, prediction = run.evaluate("train"), run.predict(x)
            for metric in (metric for metric in METRICS if metric.total):
                value = metric.finish(totals[TOTALS.index(metric.total)] / len(x))
                wanted = metric.score(metric.options(), prediction, y, boundary)
                assert value == pytest.approx(wanted, rel=1e-6), (metric.name, name)


@pytest.mark.parametrize("precision", ["float32", "float64"])
@pytest.mark.parametrize("plain", [BINARY, CLASSES], ids=lambda plain: plain["name"])
def test_the_curves_of_a_run_end_with_scikit_learns_values(plain: dict[str, Any], precision: str) -> None:
    """From the weights that are kept: predict, and ask scikit-learn. The rate makes some of them 0 and 1."""
    metrics = [msgspec.to_builtins(options) for options in CLASSIFY]
    optimizer = {"kind": "adam", "lr": 2.0}
    training = {**plain["training"], "metrics": metrics, "precision": precision, "optimizer": optimizer, "epochs": 12}
    trained = run_project(project_from_plain({**plain, "training": training}), engine="numpy", threads=1)
    part = trained.setup.prepared.parts()["test"]
    prediction = trained.model.predict_prepared(part.x)
    assert prediction.dtype == precision
    boundary = 0.5 if prediction.shape[1] == 1 else None
    assert boundary or {0.0, 1.0} & set(prediction.ravel().tolist())
    for options in CLASSIFY:
        wanted = scikit(options, prediction, part.y, boundary)
        assert trained.metrics[f"test_{label(options)}"] == pytest.approx(wanted, rel=1e-6), label(options)


def test_metrics_do_without_scikit_learn() -> None:
    code = """
import sys
import numpy as np
from core.catalog.metrics import METRICS
p, t = np.full((4, 3), 0.25), np.eye(3)[[0, 1, 2, 0]]
print([METRICS[m.name].score(m.options(), p, t, None) for m in METRICS] and "sklearn" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
