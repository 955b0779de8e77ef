"""Undo, redo, merging and the clean mark."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from core.session.document import LIMIT, Document
from core.spec.assign import assign
from core.spec.files import load_example, project_bytes
from core.spec.project import Project


def units(count: int) -> Project:
    return assign(load_example("spiral"), f"architecture.nodes.h1.units={count}")


@given(st.lists(st.tuples(st.integers(1, 20), st.sampled_from([None, "a", "b"])), max_size=12))
def test_undo_all_redo_all(edits: list[tuple[int, str | None]]) -> None:
    document = Document(load_example("spiral"))
    first = project_bytes(document.project)
    for count, merge in edits:
        document.replace("units", units(count), merge)
    last = project_bytes(document.project)
    while document.can_undo:
        document.undo()
    assert project_bytes(document.project) == first
    while document.can_redo:
        document.redo()
    assert project_bytes(document.project) == last


def test_a_drag_is_one_step() -> None:
    document = Document(units(1))
    for count in (2, 3, 4):
        document.replace("units", units(count), "drag")
    document.seal()
    document.replace("units", units(5), "drag")
    document.undo()
    assert document.project == units(4)
    document.undo()
    assert document.project == units(1)
    assert document.redo_text == "units"


def test_clean_mark_follows_the_value(tmp_path: Path) -> None:
    document = Document(units(1))
    document.replace("units", units(2))
    assert not document.clean
    document.undo()
    assert document.clean
    document.redo()
    document.mark_saved(tmp_path / "p.json")
    assert document.clean
    assert document.path == tmp_path / "p.json"


def test_subscribers_hear_old_and_new_and_nothing_for_no_change() -> None:
    document = Document(units(1))
    heard: list[tuple[Project, Project]] = []
    document.subscribe(lambda old, new: heard.append((old.project, new.project)))
    document.replace("units", units(2))
    document.replace("units", units(2))
    document.undo()
    assert heard == [(units(1), units(2)), (units(2), units(1))]


def test_history_is_bounded() -> None:
    document = Document(units(1))
    for count in range(LIMIT + 20):
        document.replace("units", units(2 + count % 2))
    steps = 0
    while document.can_undo:
        document.undo()
        steps += 1
    assert steps == LIMIT


def test_a_drag_back_to_its_start_leaves_no_step() -> None:
    document = Document(units(1))
    for count in (2, 3, 1):
        document.replace("units", units(count), "drag")
    assert not document.can_undo
    document.replace("units", units(4), "drag")
    document.undo()
    assert document.project == units(1)
