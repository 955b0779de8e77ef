"""Shapes and Problems of drawings in progress."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.compile.check import Checked, check
from core.compile.lower import lower
from core.errors import AppError
from core.spec import edits
from core.spec.architecture import Architecture, NodeSpec
from core.spec.plain import project_from_plain
from core.spec.project import Project
from tests.networks import chain, dense, graphs


def checked_of(nodes: list[dict[str, Any]], **sections: Any) -> Checked:
    return check(project_from_plain({"format": 1, "architecture": {"nodes": nodes}, **sections}))


def texts(checked: Checked) -> str:
    return " | ".join(str(problem) for problem in checked.problems)


X, OUT = {"id": "x", "kind": "input"}, {"id": "out", "kind": "output", "inputs": ["y"]}
SIGMOID = dense("y", "x", 1, "sigmoid")
BLOBS = {"source": {"kind": "blobs", "classes": 4}}


@pytest.mark.parametrize(
    ("nodes", "sections", "text"),
    [
        ([], {}, "there is no input"),
        ([X], {}, "there is no output"),
        ([X, {"id": "x2", "kind": "input"}, SIGMOID, OUT], {}, "more than one input"),
        ([X, {"id": "y", "kind": "dense"}, OUT], {}, "needs 1 input"),
        ([X, SIGMOID, {"id": "a", "kind": "add", "inputs": ["x"]}, OUT], {}, "takes 2 to"),
        (
            [X, dense("h", "x", 3), {"id": "y", "kind": "add", "inputs": ["x", "h"]}, OUT],
            {},
            "must have the same shape",
        ),
        (chain(3, 3, last="softmax"), {"data": BLOBS, "training": {"loss": "cce"}}, "change units to 4"),
        (chain(3, 1, last="sigmoid"), {"data": BLOBS}, "change units to 4"),
        (chain(3, 2), {"data": {"source": "plane"}, "training": {"loss": "mse"}}, "change units to 1"),
        (chain(3, 1, last="softmax"), {"training": {"loss": "cce"}}, "only one"),
        (chain(3, 1), {"data": {"source": {"kind": "csv", "path": "/nowhere.csv", "target": "y"}}}, "/nowhere.csv"),
    ],
)
def test_errors(nodes: list[dict[str, Any]], sections: dict[str, Any], text: str) -> None:
    checked = checked_of(nodes, **sections)
    assert text in texts(checked)
    assert not checked.ready
    with pytest.raises(AppError):
        lower(checked)


@pytest.mark.parametrize(
    ("nodes", "sections", "text"),
    [
        ([X, SIGMOID, dense("h", "x", 3), OUT], {}, "leads nowhere"),
        (chain(3, 1, last="tanh"), {}, "reads probabilities"),
        (chain(3, 1, hidden="step", last="sigmoid"), {}, "no slope"),
        (chain(3, 1, last="sigmoid"), {"training": {"loss": "hinge"}}, "reads scores below and above zero"),
        (chain(3, 6, last="softmax"), {"data": BLOBS, "training": {"loss": "cce"}}, "6 numbers for 4 classes"),
        (chain(3, 1, last="sigmoid"), {"training": {"metrics": ["accuracy", "r2"]}}, "metrics[1]: r2 is for numbers"),
        (
            chain(3, 1),
            {"data": {"source": "plane"}, "training": {"loss": "mse", "metrics": ["f1"]}},
            "f1 is for classes",
        ),
    ],
)
def test_warnings(nodes: list[dict[str, Any]], sections: dict[str, Any], text: str) -> None:
    checked = checked_of(nodes, **sections)
    assert text in texts(checked)
    assert checked.ready


def test_the_default_metric_leaves_quietly() -> None:
    assert checked_of(chain(3, 1), data={"source": "plane"}, training={"loss": "mse"}).problems == ()


def test_counts() -> None:
    checked = checked_of(chain(8, 8, 1, last="sigmoid"))
    assert checked.problems == ()
    assert checked.parameters == 105
    assert checked.outputs == 1
    assert checked.shapes["d0"] == (8,)
    assert lower(checked).table.count() == 105


@settings(max_examples=60)
@given(graph=graphs(), lanes=st.sampled_from([1, 8, 16]))
def test_shape_rules_agree_with_what_lower_makes(graph: Any, lanes: int) -> None:
    nodes, inputs = graph
    source = {"kind": "points", "x": [[0.5] * inputs] * 3, "y": [[0.5] * nodes[-2]["units"]] * 3}
    checked = checked_of(nodes, data={"source": source, "task": "regress"}, training={"loss": "mse"})
    assert checked.errors == ()
    program = lower(checked, lanes)
    for node, slot in program.slots.items():
        assert program.plan.width[slot] == checked.shapes[node][0]
        assert program.plan.stride[slot] % lanes == 0
    assert program.table.count() == checked.parameters


@settings(max_examples=40)
@given(graph=graphs(), moves=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9), st.integers(0, 9)), max_size=15))
def test_no_edit_makes_check_raise(graph: Any, moves: list[tuple[int, int, int]]) -> None:
    project = project_from_plain({"format": 1, "architecture": {"nodes": graph[0]}})
    for what, one, two in moves:
        project = edits.with_architecture(project, _edited(project.architecture, what, one, two))
        check(project)


def _edited(architecture: Architecture, what: int, one: int, two: int) -> Architecture:
    names = [node.id for node in architecture.nodes]
    if not names:
        return edits.add(architecture, NodeSpec("new", _dense()))
    first, second = names[one % len(names)], names[two % len(names)]
    try:
        match what:
            case 0:
                return edits.remove(architecture, first)
            case 1:
                return edits.connect(architecture, first, second)
            case 2:
                return edits.disconnect(architecture, first, second)
            case 3:
                return edits.insert_on_edge(
                    architecture, NodeSpec(edits.fresh_id(architecture, "n"), _dense()), first, second
                )
            case 4:
                return edits.rename(architecture, first, f"r{two}")
            case _:
                return edits.set_kind(architecture, first, _dense())
    except AppError:
        return architecture


def _dense() -> Any:
    from core.catalog.layers.dense import Dense

    return Dense(units=3)


def test_edits_leave_the_old_value_alone() -> None:
    project = project_from_plain({"format": 1, "architecture": {"nodes": chain(3, 1)}})
    before = project.architecture
    after = edits.set_options(edits.remove(before, "d0"), "d1", units=9)
    assert [node.id for node in before.nodes] == ["x", "d0", "d1", "out"]
    assert after["d1"].inputs == ("x",)
    assert before["d1"].options.units == 1  # type: ignore[attr-defined]
    assert isinstance(project, Project)


def test_parts_that_leave_nothing_to_train_on_are_an_error() -> None:
    data = {"source": "spiral", "test_fraction": 0.6, "validation_fraction": 0.5}
    checked = checked_of([X, SIGMOID, OUT], data=data)
    assert [problem.where for problem in checked.errors] == ["data.validation_fraction"]
    assert checked.shapes["y"] == (1,)
    assert checked_of([X, SIGMOID, OUT], data={**data, "validation_fraction": 0.3}).ready


@pytest.mark.parametrize(
    ("y", "said"),
    [
        ([0.0, 1.0, 1.0], ""),
        ([[0.5, 0.5]] * 3, ""),
        ([0.25, 0.5, 1.0], "numbers to predict"),
        ([0.0, 2.0, 1.0], "numbers"),
    ],
)
def test_a_loss_for_classes_may_be_given_shares(y: list[Any], said: str) -> None:
    source = {"kind": "points", "x": [[0.0], [1.0], [2.0]], "y": y}
    units = len(y[0]) if isinstance(y[0], list) else 1
    found = texts(checked_of([X, dense("y", "x", units, "sigmoid"), OUT], data={"source": source}))
    assert said in found if said else "numbers to predict" not in found


def test_many_integers_may_be_meant_as_classes() -> None:
    source = {"kind": "points", "x": [[float(i)] for i in range(26)], "y": list(range(26))}
    nodes = [X, dense("y", "x", 26, "softmax"), OUT]
    assert 'set the task to "classify"' in texts(checked_of(nodes, data={"source": source}, training={"loss": "cce"}))
