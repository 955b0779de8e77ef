"""What a click does about a problem: afterwards the problem is gone, and nothing else has become wrong."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from core.compile.check import check
from core.session.document import Document
from core.spec.project import Project
from tests.guiapp.canvas_desk import dense, project_of

INPUT, OUTPUT = {"id": "in", "kind": "input"}, {"id": "out", "kind": "output", "inputs": ["y"]}


def plain(*nodes: dict[str, Any], source: str = "spiral", loss: str = "bce", **training: Any) -> Project:
    project = project_of(*nodes, source=source, loss=loss)
    return replace(project, training=replace(project.training, **training))


PROJECTS = {
    "Change units to 4": plain(INPUT, dense("y", "in", 2, "softmax"), OUTPUT, source="blobs", loss="cce"),
    "Use sigmoid there": plain(INPUT, dense("y", "in", 1, "tanh"), OUTPUT),
    "Use identity there": plain(INPUT, dense("y", "in", 1, "sigmoid"), OUTPUT, loss="hinge"),
    "Use tanh there": plain(INPUT, dense("h", "in", 3, "step"), dense("y", "h", 1, "sigmoid"), OUTPUT),
    "Use bce": plain(INPUT, dense("y", "in", 1, "softmax"), OUTPUT, loss="cce"),
    "Use mse": plain(INPUT, dense("y", "in", 1, "sigmoid"), OUTPUT, source="plane"),
    "Add a dense layer": plain(INPUT, {"id": "out", "kind": "output", "inputs": ["in"]}, loss="mse"),
    "Add an output layer": plain(INPUT, dense("y", "in", 1, "sigmoid")),
    "Add an input layer": plain({**dense("y", "in", 1, "sigmoid"), "inputs": []}, OUTPUT),
    "Remove this layer": plain(INPUT, dense("y", "in", 1, "sigmoid"), dense("h", "in", 3), OUTPUT),
    "Take it out": plain(INPUT, {**dense("y", "in", 1, "sigmoid"), "off": [[0, 0], [5, 0]]}, OUTPUT),
    "Draw the weights": plain(
        INPUT, {**dense("y", "in", 1, "sigmoid"), "initializer": {"kind": "values", "weight": [[1.0]]}}, OUTPUT
    ),
    "Change the batch size to 32": plain(
        INPUT, {"id": "n", "kind": "batch_norm", "inputs": ["in"]}, dense("y", "n", 1, "sigmoid"), OUTPUT, batch_size=1
    ),
    "Add a flatten layer": plain(
        INPUT,
        dense("h", "in", 3),
        {"id": "c", "kind": "concat", "inputs": ["in", "h"]},
        dense("y", "c", 10, "softmax"),
        OUTPUT,
        source="digits",
        loss="cce",
    ),
}  # fmt: skip


@pytest.mark.parametrize("title", PROJECTS)
def test_the_fix_ends_the_problem(title: str) -> None:
    before = check(PROJECTS[title])
    problem = next(one for one in before.problems if one.fix is not None and one.fix.title == title)
    assert problem.fix is not None
    after = check(problem.fix.edit(PROJECTS[title]))
    assert problem not in after.problems
    assert len(after.problems) < len(before.problems) or not after.errors


@pytest.mark.parametrize("title", PROJECTS)
def test_one_fix_after_the_other_ends_all(title: str) -> None:
    """Nobody is sent in a circle, and undo gives everything back."""
    document = Document(PROJECTS[title])
    steps = 0
    while fixes := [one.fix for one in document.checked.problems if one.fix is not None]:
        document.replace("fix", fixes[0].edit(document.project))
        steps += 1
        assert steps < 6
    assert not document.checked.errors
    for _ in range(steps):
        document.undo()
    assert document.project == PROJECTS[title]
