"""Undo, whatever is done: taking back everything gives the bytes of the start, doing it again those of the end."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import hypothesis.strategies as st
from hypothesis import given, settings
from msgspec.structs import replace

from core.catalog.activations import ACTIVATIONS
from core.catalog.datasets import DATASETS
from core.catalog.losses import LOSSES
from core.catalog.optimizers import OPTIMIZERS
from core.errors import AppError
from core.session.document import Document
from core.session.switched_off import trimmed
from core.spec.files import load_example, project_bytes
from core.spec.fit import with_source
from core.spec.project import Project
from guiapp.canvas import edit

Draw = Callable[[st.SearchStrategy[Any]], Any]
PLANE = [entry.name for entry in DATASETS if entry.plane]


def node_of(project: Project, draw: Draw) -> str:
    return str(draw(st.sampled_from([node.id for node in project.architecture.nodes])))


def drawn(document: Document, draw: Draw) -> edit.Edit | None:
    """One edit of the drawing, as the mouse makes it; None where there is nothing to do."""
    project, checked = document.project, document.checked
    node, other = node_of(project, draw), node_of(project, draw)
    dense = [one.id for one in project.architecture.nodes if hasattr(one.options, "units")]
    links = [(source, one.id) for one in project.architecture.nodes for source in one.inputs]
    kind = draw(st.sampled_from([one.name for one in edit.kinds()]))
    choices: list[Callable[[], edit.Edit | None]] = [
        lambda: edit.append(checked, node, kind),
        lambda: edit.remove(project, [node]),
        lambda: edit.duplicate(project, node),
        lambda: edit.connect(checked, node, other) if other in edit.targets(project, node) else None,
        lambda: edit.move(project, {}, {node: (draw(st.floats(-500, 500)), 7.5)}),
        lambda: edit.group(project, [node, other], "group"),
        lambda: edit.ungroup(project, [node]),
        lambda: edit.shift(project, node, draw(st.sampled_from([-1, 1]))),
        lambda: edit.arrange(project),
        lambda: edit.toggle_fold(project, node, 20),
    ]
    if dense:
        one = str(draw(st.sampled_from(dense)))
        choices += [
            lambda: edit.change_units(project, one, draw(st.sampled_from([-1, 1, 5]))),
            lambda: edit.set_activation(project, one, draw(st.sampled_from([a.name for a in ACTIVATIONS]))),
        ]
    if links:
        source, target = draw(st.sampled_from(links))
        choices += [
            lambda: edit.insert(checked, source, target, kind),
            lambda: edit.disconnect(project, source, target),
        ]
    choices += [lambda fix=fix: edit.fixed(project, fix) for fix in [p.fix for p in checked.problems] if fix]
    return draw(st.sampled_from(choices))()


def typed(project: Project, draw: Draw) -> Project:
    """One edit in a form."""
    training, data = project.training, project.data
    choices: list[Callable[[], Project]] = [
        lambda: replace(project, name=draw(st.text("abc é/\n", max_size=6))),
        lambda: replace(project, training=replace(training, batch_size=draw(st.none() | st.integers(1, 500)))),
        lambda: replace(project, training=replace(training, loss=draw(st.sampled_from(list(LOSSES))).options())),
        lambda: replace(
            project, training=replace(training, optimizer=draw(st.sampled_from(list(OPTIMIZERS))).options())
        ),
        lambda: replace(project, data=replace(data, test_fraction=draw(st.floats(0.0, 0.6)))),
        lambda: with_source(project, DATASETS[draw(st.sampled_from(PLANE))].options()),
    ]
    return draw(st.sampled_from(choices))()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_undo_all_and_redo_all(data: st.DataObject) -> None:
    document = Document(load_example(data.draw(st.sampled_from(["circle", "skip", "blobs4"]))))
    start = project_bytes(document.project)
    for _ in range(data.draw(st.integers(1, 12))):
        if data.draw(st.booleans()):
            made = drawn(document, data.draw)
            text, project, merge = (made.text, made.project, made.merge) if made else ("", document.project, None)
        else:
            text, project, merge = "form", typed(document.project, data.draw), data.draw(st.sampled_from([None, "key"]))
        with contextlib.suppress(AppError):  # refused as a whole: nothing of it may stay
            document.replace(text, trimmed(project), merge)
    back, forth = [project_bytes(document.project)], []
    while document.can_undo:
        document.undo()
        back.append(project_bytes(document.project))
    assert back[-1] == start
    forth.append(start)
    while document.can_redo:
        document.redo()
        forth.append(project_bytes(document.project))
    assert forth == back[::-1]
