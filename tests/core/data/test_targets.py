"""What targets mean: DESIGN.md 4, line by line."""

from __future__ import annotations

import numpy as np
import pytest

from core.catalog.datasets.points import Points
from core.data.prepare import describe, prepare
from core.data.targets import read_targets
from core.errors import AppError
from core.spec.data import DataSpec


def points(*y: object, task: str = "auto", classes: tuple[str, ...] = ()) -> DataSpec:
    """Points on a line with these targets, all of them trained on."""
    x = tuple((float(i),) for i in range(len(y)))
    return DataSpec(source=Points(x=x, y=y, classes=classes), task=task, test_fraction=0.0)  # type: ignore[arg-type]  # any target


@pytest.mark.parametrize(
    ("y", "task", "classes", "why"),
    [
        ((0, 1, 2), "classify", ("0", "1", "2"), "integers with 3 values"),
        ((0, 5), "classify", ("0", "1", "2", "3", "4", "5"), "integers with 2 values"),
        (("b", "a", "b"), "classify", ("a", "b"), "text with 2 values"),
        (tuple(range(21)), "regress", None, "integers with over 20 values"),
        (tuple(range(20)), "classify", tuple(str(i) for i in range(20)), "integers with 20 values"),
        ((-1, 1), "regress", None, "integers below 0 are no classes"),
        ((0.0, 1.0), "regress", None, "decimal numbers"),
        ((0, 1.5), "regress", None, "decimal numbers"),
        (((1, 0), (0, 1)), "classify", ("0", "1"), "2 columns of 0 and 1"),
        (((1, 3), (0, 1)), "regress", None, "2 columns of whole numbers"),
    ],
)
def test_auto_says_what_it_chose(y: tuple[object, ...], task: str, classes: object, why: str) -> None:
    described = describe(points(*y))
    assert (described.task, described.classes) == (task, classes)
    assert described.choice == f"task: {task} ({why})"


def test_one_output_takes_zeros_and_ones() -> None:
    for y in ((0, 1, 1), ("no", "yes", "yes"), (0.0, 1.0, 1.0)):
        assert prepare(points(*y), 1, 0).train.y.tolist() == [[0], [1], [1]]


def test_several_outputs_take_one_column_a_class() -> None:
    prepared = prepare(points(2, 0, 1), 4, 0)
    assert prepared.train.y.tolist() == [[0, 0, 1, 0], [1, 0, 0, 0], [0, 1, 0, 0]]
    assert prepared.preparation.class_names == ("0", "1", "2", "3"), "an absent class is fine"
    assert prepare(points("b", "a"), 2, 0).train.y.tolist() == [[0, 1], [1, 0]]


def test_numbers_are_used_as_they_stand() -> None:
    assert prepare(points(0.5, 2.0), 1, 0).train.y.tolist() == [[0.5], [2.0]]
    assert prepare(points((0.5, 1), (2, 3)), 2, 0).train.y.tolist() == [[0.5, 1], [2, 3]]
    assert prepare(points(3, 7, task="regress"), 1, 0).train.y.tolist() == [[3], [7]]
    assert prepare(points(0.0, 2.0, task="classify"), 3, 0).train.y.tolist() == [[1, 0, 0], [0, 0, 1]]


def test_class_names_are_kept() -> None:
    spec = points(1, 0, classes=("cat", "dog"))
    assert describe(spec).classes == ("cat", "dog")
    assert prepare(spec, 1, 0).preparation.class_names == ("cat", "dog")
    with pytest.raises(AppError, match="label 2 has no name"):
        describe(points(1, 2, classes=("cat", "dog")))


@pytest.mark.parametrize(
    ("spec", "outputs", "text"),
    [
        (points(0, 1, 3), 3, "row 2 (counted from 0) is of class label 3, but the network has 3 outputs"),
        (points(0, 1, 2), 1, "row 2 (counted from 0) is of class label 2, but the network has 1 output"),
        (points("a", "b", "c"), 2, "row 2 (counted from 0) is of class 'c', label 2"),
        (points(0.5, 1.5), 2, "there is 1 target column, but the network has 2 outputs"),
        (points((0.5, 1), (2, 3)), 1, "there are 2 target columns, but the network has 1 output"),
        (points("a", "b", task="regress"), 1, "the targets are text, not numbers"),
        (points(0.5, 1.5, task="classify"), 2, "the targets cannot be classes (decimal numbers)"),
        (points(-1, 1, task="classify"), 2, "the targets cannot be classes (integers below 0 are no classes)"),
    ],
)
def test_targets_that_do_not_fit_are_refused(spec: DataSpec, outputs: int, text: str) -> None:
    with pytest.raises(AppError) as fault:
        prepare(spec, outputs, 0)
    assert text in str(fault.value)
    assert fault.value.hint


def test_misfit_is_known_without_the_arrays() -> None:
    described = describe(points(0, 1, 3))
    assert described.misfit(4) is None
    fault = described.misfit(3)
    assert fault is not None
    assert "4 classes" in fault.what
    assert describe(points(0, 1)).misfit(1) is None


@pytest.mark.parametrize(
    ("y", "text"),
    [
        (np.array([1 + 2j]), "type complex128"),
        (np.zeros((2, 2, 2)), "shape (2, 2, 2)"),
        (np.zeros((0,)), "shape (0,)"),
        (np.array([["a", "b"]]), "several columns of text"),
        (np.array([2**60]), "too large"),
    ],
)
def test_arrays_that_are_no_targets_are_refused(y: np.ndarray, text: str) -> None:
    with pytest.raises(AppError) as fault:
        read_targets("y", y)
    assert text in str(fault.value)


def test_a_test_part_shares_the_classes() -> None:
    targets = read_targets("y", np.array(["b", "c"]), np.array(["a", "c"]))
    assert targets.classes == ("a", "b", "c")
    assert targets.y.tolist() == [1, 2]
    assert targets.y_test is not None
    assert targets.y_test.tolist() == [0, 2]


def test_targets_of_the_test_part_have_the_same_width() -> None:
    with pytest.raises(AppError, match=r"shape \(4,\), those of the test part \(2, 3\)"):
        read_targets("y", np.array([0, 1, 2, 0]), np.eye(3, dtype=int)[:2])
    with pytest.raises(AppError, match="those of the test part"):
        read_targets("y", np.eye(3), np.array([0.0, 1.0]))
    assert read_targets("y", np.zeros((4, 1)), np.zeros(2)).columns == 1
