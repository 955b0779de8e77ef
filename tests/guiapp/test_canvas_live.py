"""Live numbers on the canvas, what is said of them, and that the scene is the project after any edits."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from core.errors import AppError
from core.registry import Options
from guiapp import theme
from guiapp.canvas import edit
from guiapp.canvas.names import pretty
from guiapp.canvas.readout import describe
from guiapp.canvas.tiles import atlas, signed
from tests.guiapp.canvas_desk import Desk, chain, dense, desks, project_of


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    yield from desks(qtbot, chain(4, 3))


def weights() -> dict[str, np.ndarray[Any, Any]]:
    made = np.random.default_rng(0)
    shapes = {"h1": (2, 4), "h2": (4, 3), "y": (3, 1)}
    parts: dict[str, np.ndarray[Any, Any]] = {}
    for name, shape in shapes.items():
        parts[f"{name}.weight"] = made.normal(size=shape).astype(np.float32)
        parts[f"{name}.bias"] = made.normal(size=shape[1]).astype(np.float32)
    return parts


def test_lines_carry_the_weights(desk: Desk) -> None:
    given = weights()
    desk.view.canvas.take_weights(given)
    edges = desk.view.canvas.edges
    assert edges.count == 2 * 4 + 4 * 3 + 3
    bundle = next(bundle for bundle in edges.bundles if bundle.link.target == "h2")
    for row, column, value, strength in zip(bundle.rows, bundle.columns, bundle.values, bundle.strength, strict=True):
        assert value == given["h2.weight"][row, column]
        assert np.sign(strength) == np.sign(value)
    assert np.abs(bundle.strength).max() == 1.0


def test_weights_of_another_shape_are_not_drawn(desk: Desk) -> None:
    desk.view.canvas.take_weights({"h2.weight": np.ones((9, 9))})
    assert not any(bundle.known for bundle in desk.view.canvas.edges.bundles)


def test_hovering_a_unit_lights_its_lines_and_says_its_numbers(desk: Desk) -> None:
    given = weights()
    canvas = desk.view.canvas
    canvas.take_weights(given)
    canvas.take_values({"h2": np.linspace(-1, 1, 48, dtype=np.float32).reshape(16, 3)}, (4, 4))
    desk.move(desk.place("unit", "h2", 1))
    assert len(canvas.edges.lit) == 4 + 1
    text = desk.view.readout.text()
    assert "h2[2]" in text
    assert f"{float(given['h2.bias'][1]):.4g}".replace("-", "\N{MINUS SIGN}") in text
    desk.move(desk.place("header", "h2"))
    assert canvas.edges.lit == ()


def test_hovering_a_line_says_its_weight(desk: Desk) -> None:
    given = weights()
    canvas = desk.view.canvas
    canvas.take_weights(given)
    bundle = next(bundle for bundle in canvas.edges.bundles if bundle.link.target == "y")
    at = (bundle.start[0] * 0.9 + bundle.end[0] * 0.1).tolist()
    hit = canvas.hit(QPointF(*at), 8.0)
    assert hit.where == "edge"
    text = describe(canvas, hit)
    row = int(bundle.rows[hit.line[1]]) if hit.line else -1
    assert text.startswith(f"h2[{row + 1}]")
    assert f"{abs(float(given['y.weight'][row, 0])):.4g}" in text


def test_a_unit_shows_its_map_with_x2_upwards(desk: Desk) -> None:
    canvas = desk.view.canvas
    grid = np.repeat(np.linspace(-1, 1, 8, dtype=np.float32)[:, None], 8, axis=1)
    canvas.take_values({"h1": np.stack([grid.ravel()] * 4, axis=1)}, (8, 8))
    values = canvas.layers["h1"].values
    assert values is not None
    colours = theme.load("light")
    image = atlas(values[:1], colours.lut, 46, 8.0, colours.border_strong)
    assert image.pixelColor(23, 5).blue() > image.pixelColor(23, 5).red()
    assert image.pixelColor(23, 40).red() > image.pixelColor(23, 40).blue()
    assert image.pixelColor(0, 0).alpha() == 0


def test_the_picture_has_both_colours(desk: Desk) -> None:
    canvas = desk.view.canvas
    canvas.take_weights(weights())
    picture = desk.view.grab().toImage()
    tones = {QColor(picture.pixel(x, y)).name() for x in range(0, 900, 3) for y in range(0, 560, 3)}
    assert len(tones) > 20


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_every_theme_paints(desk: Desk, name: str) -> None:
    desk.view.canvas.take_weights(weights())
    desk.view.set_theme(theme.load(name))
    picture = desk.view.grab().toImage()
    assert QColor(picture.pixel(2, 2)).name() == theme.load(name).window


def test_values_that_are_not_finite_do_no_harm(desk: Desk) -> None:
    canvas = desk.view.canvas
    broken = {name: np.full_like(array, np.nan) for name, array in weights().items()}
    canvas.take_weights(broken)
    canvas.take_values({"h1": np.full((16, 4), np.inf, np.float32)}, (4, 4))
    assert not desk.view.grab().isNull()


def test_a_softmax_is_compared_with_a_guess() -> None:
    class Softmax(Options, tag="softmax"):
        """Stands for the real one."""

    shares = signed(np.array([[0.1, 1.0, 0.0]]), Softmax(), 10)
    assert shares.ravel().tolist() == pytest.approx([0.0, 1.0, -1.0], abs=1e-6)


def test_names_are_written_by_hand() -> None:
    assert [pretty(name) for name in ("x1", "x1^2", "x1*x2", "sin(x2)", "alcohol")] == [
        "x₁", "x₁²", "x₁x₂", "sin x₂", "alcohol",
    ]  # fmt: skip


def test_wide_layers_are_folded(qtbot: QtBot) -> None:
    for desk in desks(qtbot, chain(128)):
        block = desk.view.drawing.blocks["h1"]
        assert block.folded
        assert block.rows == (0, 1, 2, 3, 4, 127)
        assert desk.view.canvas.edges.count == 2 * 6 + 6


def test_a_skip_goes_around_what_it_passes(qtbot: QtBot) -> None:
    nodes = [{"id": "x", "kind": "input"}, dense("h1", "x", 4), dense("h2", "h1", 4)]
    nodes.append({"id": "add1", "kind": "add", "inputs": ["h2", "h1"]})
    project = project_of(*nodes, dense("y", "add1", 1, "sigmoid"), {"id": "out", "kind": "output", "inputs": ["y"]})
    for desk in desks(qtbot, project):
        links = {(link.source, link.target): link for link in desk.view.drawing.links}
        under = links["h1", "add1"].under
        assert under is not None
        assert under > desk.view.drawing.blocks["h2"].bottom
        assert links["h2", "add1"].under is None
        assert desk.view.drawing.blocks["out"].attached == "y"
        assert not desk.view.grab().isNull()


def test_a_branch_above_goes_above(qtbot: QtBot) -> None:
    nodes = [{"id": "x", "kind": "input"}, dense("a", "x", 3), dense("b1", "x", 5), dense("b2", "b1", 3)]
    nodes.append({"id": "cat", "kind": "concat", "inputs": ["a", "b2"]})
    project = project_of(*nodes, dense("y", "cat", 1, "sigmoid"), {"id": "out", "kind": "output", "inputs": ["y"]})
    for desk in desks(qtbot, project):
        links = {(link.source, link.target): link for link in desk.view.drawing.links}
        under = links["a", "cat"].under
        assert under is not None
        assert under < desk.view.drawing.blocks["b2"].top
        bundles = {
            bundle.link.source: bundle for bundle in desk.view.canvas.edges.bundles if bundle.link.target == "cat"
        }
        assert bundles["a"].columns.tolist() == [0, 1, 2]
        assert bundles["b2"].columns.tolist() == [3, 4, 5]


def random_edit(desk: Desk, chance: random.Random) -> None:
    """One edit a person could make."""
    nodes = [node.id for node in desk.project.architecture.nodes]
    node = chance.choice(nodes)
    kinds = [kind.name for kind in edit.kinds()]
    links = [(source, spec.id) for spec in desk.project.architecture.nodes for source in spec.inputs]
    what = chance.choice(["units", "insert", "append", "remove", "remove", "copy", "connect", "part", "move", "undo"])
    if what == "units":
        desk.view.make(edit.change_units(desk.project, node, chance.choice([-1, 1, 1, 9])))
    elif what == "insert" and links and len(nodes) < 14:
        desk.view.make(edit.insert(desk.checked, *chance.choice(links), chance.choice(kinds)))
    elif what == "append" and node != "out" and len(nodes) < 14:
        desk.view.make(edit.append(desk.checked, node, chance.choice(kinds)))
    elif what == "remove":
        desk.view.make(edit.remove(desk.project, [node]))
    elif what == "copy" and len(nodes) < 14:
        desk.view.make(edit.duplicate(desk.project, node))
    elif what == "connect":
        targets = edit.targets(desk.project, node)
        if targets:
            desk.view.make(edit.connect(desk.checked, node, chance.choice(targets)))
    elif what == "part" and links:
        desk.view.make(edit.disconnect(desk.project, *chance.choice(links)))
    elif what == "move":
        desk.view.make(desk.view.current_move({node: (chance.uniform(0, 900), chance.uniform(-300, 300))}))
    elif chance.random() < 0.5:
        desk.document.undo()
    else:
        desk.document.redo()


@pytest.mark.slow
def test_after_a_thousand_edits_the_scene_is_the_project(qtbot: QtBot) -> None:
    chance = random.Random(7)
    for desk in desks(qtbot, chain(3, 2)):
        canvas = desk.view.canvas
        for step in range(1000):
            try:
                random_edit(desk, chance)
            except AppError as fault:
                pytest.fail(f"a gesture raised {fault}")
            architecture = desk.project.architecture
            assert set(canvas.layers) == {node.id for node in architecture.nodes}
            wanted = {(source, node.id, port) for node in architecture.nodes for port, source in enumerate(node.inputs)}
            assert {(link.source, link.target, link.port) for link in canvas.drawing.links} == wanted
            for node in architecture.nodes:
                item = canvas.layers[node.id]
                assert (item.x(), item.y()) == pytest.approx((item.block.x, item.block.y))
                if node.kind == "dense":
                    assert item.block.width == node.options.units  # type: ignore[attr-defined]  # dense has units
            assert set(canvas.drawing.order()) == set(canvas.layers)
            if step % 100 == 0:
                assert not desk.view.grab().isNull()
        while desk.document.can_undo:
            desk.document.undo()
        assert set(canvas.layers) == {node.id for node in desk.project.architecture.nodes}
