"""What a layer makes of the data, against values worked out by hand and against another way of computing them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core.engine.select import choose
from core.explain.encoding import Encoding, distinct_codes, principal, reader
from core.explain.unit import UnitSum
from core.session.setup import Setup, load, set_up
from core.spec.assign import assign
from core.spec.files import load_example
from core.spec.project import Project


def ready(project: Project) -> tuple[Setup, Any]:
    engine = choose("numpy")
    made = set_up(project, engine.lanes)
    load(made, engine)
    return made, engine


def spiral(*changes: str) -> Project:
    project = load_example("spiral")
    for change in ("training.precision=float64", *changes):
        project = assign(project, change)
    return project


def hidden(project: Project) -> str:
    return next(node.id for node in project.architecture.nodes if node.kind == "dense")


def test_two_units_are_their_activations_and_the_line_is_where_the_next_unit_is_zero() -> None:
    project = spiral("architecture.nodes.h2.units=2")
    made, engine = ready(project)
    x = made.prepared.raw("train")
    found = Encoding("h2", x, (0, 1)).answer(made, engine)
    assert found is not None
    values = engine.activations(made.prepared.preparation.apply(x), ["h2"])["h2"]
    assert np.allclose(found.points, values, atol=1e-15)
    assert (found.next, found.exact, found.width) == ("y", True, 2)
    weights = engine.read().weights
    z = values @ weights["y.weight"] + weights["y.bias"]
    assert np.allclose(found.points @ found.lines[0, :2] + found.lines[0, 2], z[:, 0], atol=1e-12)


def test_principal_components_are_those_of_numpy_and_their_line_is_exact_in_the_plane_they_span() -> None:
    made, engine = ready(spiral())
    x = made.prepared.raw("train")
    found = Encoding("h2", x).answer(made, engine)
    assert found is not None
    values = engine.activations(made.prepared.preparation.apply(x), ["h2"])["h2"]
    centred = values - values.mean(axis=0)
    _, sizes, directions = np.linalg.svd(centred, full_matrices=False)
    assert np.allclose(np.abs(found.points), np.abs(centred @ directions[:2].T), atol=1e-9)
    assert found.shares == pytest.approx((sizes**2 / (sizes**2).sum())[:2])
    # A value in the plane of both components: the drawn line's sum is the next unit's.
    weights = engine.read().weights
    inside = values.mean(axis=0) + found.points @ principal(values, values.mean(axis=0)).axes.T
    z = inside @ weights["y.weight"] + weights["y.bias"]
    assert np.allclose(found.points @ found.lines[0, :2] + found.lines[0, 2], z[:, 0], atol=1e-9)


def test_the_warped_grid_keeps_its_lines() -> None:
    made, engine = ready(spiral())
    grid = np.stack(np.meshgrid(np.linspace(-6, 6, 5), np.linspace(-6, 6, 7)), axis=-1)
    found = Encoding("h1", made.prepared.raw("train"), (0, 3), grid).answer(made, engine)
    assert found is not None
    one = engine.activations(made.prepared.preparation.apply(grid[2]), ["h1"])["h1"]
    assert np.allclose(found.grid[2], one[:, [0, 3]], atol=1e-15)


def test_a_step_merges_points_and_a_smooth_unit_keeps_them_apart() -> None:
    counts = {}
    for name in ("step", "tanh", "relu"):
        made, engine = ready(spiral(f"architecture.nodes.h1.activation={name}", "architecture.nodes.h1.units=2"))
        found = Encoding("h1", made.prepared.raw("train"), (0, 1)).answer(made, engine)
        assert found is not None
        counts[name] = found.distinct
    assert counts["step"] <= 4
    assert counts["tanh"] == len(made.prepared.raw("train"))
    assert counts["step"] < counts["relu"] < counts["tanh"]
    assert distinct_codes(np.array([[0.0, 1.0], [0.0, 1.0], [1.0, 1.0]])) == 2


def test_what_is_not_there_has_no_answer_and_what_hands_on_is_looked_through() -> None:
    made, engine = ready(spiral())
    x = made.prepared.raw("train")
    assert Encoding("nobody", x).answer(made, engine) is None
    assert Encoding("h1", x, (0, 99)).answer(made, engine) is None
    assert Encoding("h1", np.zeros((3, 5))).answer(made, engine) is None
    assert reader(made.checked, "h1") == "h2"
    assert reader(made.checked, "y") == ""


def test_the_flu_example_adds_up_to_2_6_and_the_tie() -> None:
    from core.lessons import open_lesson

    lesson = open_lesson("one-unit")
    project = lesson.steps[0].project
    assert project is not None
    made, engine = ready(project)
    sums = []
    for patient in ([1, 0, 1], [0, 1, 1], [1, 1, 1]):
        found = UnitSum("y", 0, np.array([patient], float)).answer(made, engine)
        assert found is not None
        sums.append((found.total, found.z, found.a))
        assert found.products.tolist() == [-1.0 * patient[0], 3.0 * patient[1], 3.0 * patient[2]]
        assert found.distance == pytest.approx(found.z / np.sqrt(19))
    assert sums == [(2.0, -3.0, 0.0), (6.0, 1.0, 1.0), (5.0, 0.0, 0.0)]


def test_a_unit_is_what_the_engine_says_in_every_layer() -> None:
    made, engine = ready(spiral())
    x = made.prepared.raw("train")[:1]
    for node, unit in (("h1", 2), ("h2", 5), ("y", 0)):
        found = UnitSum(node, unit, x).answer(made, engine)
        assert found is not None
        said = engine.activations(made.prepared.preparation.apply(x), [node])[node][0, unit]
        assert found.a == pytest.approx(float(said), abs=1e-14)
        assert len(found.curve) == len(found.slope) == 161
    assert UnitSum("h1", 99, x).answer(made, engine) is None
    assert UnitSum("x", 0, x).answer(made, engine) is None
