"""A number that is typed: into a running network, at its place, and back by undo."""

from __future__ import annotations

import numpy as np
import pytest

from core.engine.select import choose
from core.session.control import Control
from core.session.document import Document
from core.session.patch import Loaded, Patch
from core.session.probes import Parameters
from core.session.setup import load, set_up
from core.session.trainer import train
from core.spec.assign import assign
from core.spec.files import load_example

TYPED = Patch("h1", "weight", (1, 2), 0.0, 0.75)


def weights_after(control: Control, *, off: bool = False) -> tuple[dict[str, np.ndarray], list[str]]:
    """What a paused run answers, and what it tells."""
    project = load_example("circle")
    project = assign(project, "architecture.nodes.h1.off=[[1,2]]") if off else project
    engine = choose("numpy", "float64")
    setup = set_up(project, engine.lanes)
    load(setup, engine)
    told: list[str] = []
    found: dict[str, np.ndarray] = {}
    control.set_probes({"w": Parameters()})
    for snapshot in train(setup, engine, control, linger=True):
        told += [event.text for event in snapshot.events if event.kind in ("changed", "message")]
        if "w" in snapshot.answers:
            control.stop()
            found = snapshot.answers["w"]
    return found, told


def test_it_is_put_in_its_place_and_told() -> None:
    control = Control()
    control.patch(TYPED)
    weights, told = weights_after(control)
    assert weights["h1.weight"][1, 2] == 0.75
    assert told == ["h1.weight[2, 3] 0 \N{RIGHTWARDS ARROW} 0.75"]


def test_of_a_drag_the_last_counts() -> None:
    control = Control()
    for value in (0.1, 0.2, 0.3):
        control.patch(Patch("h1", "weight", (1, 2), 0.0, value, told=value == 0.3))
    weights, told = weights_after(control)
    assert weights["h1.weight"][1, 2] == 0.3
    assert told == ["h1.weight[2, 3] 0 \N{RIGHTWARDS ARROW} 0.3"]


@pytest.mark.parametrize(
    "patch",
    [
        Patch("h1", "weight", (9, 0), 0.0, 1.0),
        Patch("nobody", "bias", (0,), 0.0, 1.0),
        Patch("h1", "weight", (0,), 0.0, 1.0),
        Patch("h1", "bias", (0,), 0.0, float("nan")),
    ],
)
def test_what_fits_nowhere_changes_nothing(patch: Patch) -> None:
    before, _ = weights_after(Control())
    control = Control()
    control.patch(patch)
    after, told = weights_after(control)
    assert all(np.array_equal(after[key], before[key]) for key in before)
    assert "no such number" in told[0]


def test_a_weight_that_is_switched_off_stays_so() -> None:
    control = Control()
    control.patch(TYPED)
    weights, told = weights_after(control, off=True)
    assert weights["h1.weight"][1, 2] == 0.0
    assert "switched off" in told[0]


def test_undo_and_redo_put_numbers_back_and_keep_the_project() -> None:
    document, heard = Document(load_example("circle")), []
    document.listen_patches(heard.append)
    document.replace("Type a weight", document.project, "drag", Patch("h1", "bias", (0,), 0.5, 0.6, told=False))
    document.replace("Type a weight", document.project, "drag", Patch("h1", "bias", (0,), 0.6, 0.9))
    assert document.clean
    document.undo()
    assert not document.can_undo
    document.redo()
    assert [(patch.old, patch.new, patch.told) for patch in heard] == [
        (0.5, 0.6, False), (0.6, 0.9, True), (0.9, 0.5, True), (0.5, 0.9, True),
    ]  # fmt: skip


def test_a_drag_that_ends_where_it_began_is_no_step() -> None:
    document = Document(load_example("circle"))
    for old, new in ((0.5, 0.6), (0.6, 0.5)):
        document.replace("Type a weight", document.project, "drag", Patch("h1", "bias", (0,), old, new))
    assert not document.can_undo


def test_switched_off_again_by_redo_it_is_0_and_no_fault() -> None:
    control = Control()
    control.patch(Patch("h1", "weight", (1, 2), 0.75, 0.0))
    _, told = weights_after(control, off=True)
    assert told == ["h1.weight[2, 3] 0.75 \N{RIGHTWARDS ARROW} 0"]


def test_what_comes_as_a_run_is_stopped_is_for_the_next() -> None:
    """Typed numbers and loaded weights alike: an edit in the same moment loses none."""
    control = Control()
    control.load(Loaded({}, "weights of a file"))
    control.patch(TYPED)
    control.stop()
    weights_after(control)
    assert control.read().patches == (TYPED,)
    assert control.read().loaded is not None
