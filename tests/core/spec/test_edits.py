"""Edits are functions of a drawing: what they return, and what they refuse."""

from __future__ import annotations

import pytest

from core.catalog.activations import Relu, Tanh
from core.catalog.layers.add import Add
from core.catalog.layers.dense import Dense
from core.catalog.layers.input import Input
from core.catalog.layers.output import Output
from core.errors import AppError
from core.spec import edits
from core.spec.architecture import Architecture, NodeSpec
from core.spec.project import Project


@pytest.fixture
def chain() -> Architecture:
    """x -> h1 -> h2 -> y -> out."""
    return Architecture(
        (
            NodeSpec("x", Input()),
            NodeSpec("h1", Dense(units=4, activation=Tanh()), ("x",)),
            NodeSpec("h2", Dense(units=4), ("h1",)),
            NodeSpec("y", Dense(units=1), ("h2",)),
            NodeSpec("out", Output(), ("y",)),
        )
    )


def inputs(architecture: Architecture) -> dict[str, tuple[str, ...]]:
    return {node.id: node.inputs for node in architecture.nodes}


def test_insert_after_takes_over_every_reader(chain: Architecture) -> None:
    skipped = edits.lead(chain, "h1", "y", NodeSpec("s", Add()))
    result = edits.insert_after(skipped, NodeSpec("n", Dense()), "h1")
    assert inputs(result)["n"] == ("h1",)
    assert inputs(result)["h2"] == ("n",)
    assert inputs(result)["s"] == ("h2", "n")


def test_a_duplicate_stands_behind_its_original(chain: Architecture) -> None:
    result = edits.duplicate(chain, "h1", "h3")
    assert result["h3"].options == chain["h1"].options
    assert inputs(result)["h3"] == ("h1",)
    assert inputs(result)["h2"] == ("h3",)
    assert [node.id for node in result.nodes] == ["x", "h1", "h3", "h2", "y", "out"]


def test_followers_leave_out_what_would_make_a_circle(chain: Architecture) -> None:
    assert edits.followers(chain, "h2") == ("y", "out")
    assert edits.followers(chain, "x") == ("h1", "h2", "y", "out")


def test_a_skip_goes_through_a_join_and_back(chain: Architecture) -> None:
    skipped = edits.lead(chain, "h1", "y", NodeSpec("s", Add()))
    assert inputs(skipped)["s"] == ("h2", "h1")
    assert inputs(skipped)["y"] == ("s",)
    again = edits.lead(skipped, "h1", "s", NodeSpec("t", Add()))
    assert inputs(again)["s"] == ("h2", "h1", "h1")
    assert "t" not in again
    assert edits.part(skipped, "h1", "s") == chain


def test_leading_into_an_input_is_refused(chain: Architecture) -> None:
    with pytest.raises(AppError):
        edits.lead(chain, "h1", "x", NodeSpec("s", Add()))


def test_leading_backwards_is_refused(chain: Architecture) -> None:
    with pytest.raises(AppError, match="circle"):
        edits.lead(chain, "y", "h1", NodeSpec("s", Add()))


def test_remove_bridges(chain: Architecture) -> None:
    assert inputs(edits.remove(chain, "h1"))["h2"] == ("x",)


def test_options_and_ids(chain: Architecture) -> None:
    assert edits.set_options(chain, "h1", units=7)["h1"].options == Dense(units=7, activation=Tanh())
    assert edits.set_options(chain, "h1", activation=Relu())["h1"].options == Dense(units=4)
    assert edits.fresh_id(chain, "h") == "h3"
    assert inputs(edits.rename(chain, "h1", "wide"))["h2"] == ("wide",)


def test_places_are_kept_for_nodes_that_are_there(chain: Architecture) -> None:
    project = edits.place(Project(architecture=chain), {"h1": (1.0, 2.0), "h2": (3.0, 4.0)})
    moved = edits.place(project, {"h1": (5.0, 6.0)})
    assert moved.layout.positions == {"h1": (5.0, 6.0), "h2": (3.0, 4.0)}
    without = edits.with_architecture(moved, edits.remove(chain, "h1"))
    assert without.layout.positions == {"h2": (3.0, 4.0)}
    assert edits.arrange(moved).layout.positions == {}
