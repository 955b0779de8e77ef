"""The classroom section: names are checked, and an edit that touches what is locked is found out."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from core.catalog.datasets import DATASETS
from core.errors import AppError
from core.spec.assign import assign
from core.spec.classroom import Classroom
from core.spec.controls import SORTS, broken, controls
from core.spec.files import load_example
from core.spec.plain import project_from_plain, project_to_plain

CIRCLE = load_example("circle")


def test_a_project_without_the_section_hides_nothing() -> None:
    plain = project_to_plain(CIRCLE)
    del plain["classroom"]
    assert project_from_plain(plain).classroom == Classroom()
    assert Classroom().free


def test_every_control_has_a_sort_and_those_of_the_core_a_title() -> None:
    for control in controls().values():
        assert control.sort in SORTS
        assert control.title or control.sort in ("action", "panel")


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ({"hide": ["panel.curvs"]}, "did you mean 'panel.curves'?"),
        ({"lock": ["lr"]}, "did you mean 'training.optimizer.lr'?"),
        ({"lock": ["zzz"]}, "glassnet list controls"),
        ({"show": ["everything"]}, "no panel 'everything'"),
        ({"speed": 0.5}, "classroom.speed"),
        ({"colour": 1}, "there is no field 'colour'"),
    ],
)
def test_a_fault_is_one_sentence(section: dict[str, Any], told: str) -> None:
    with pytest.raises(AppError) as fault:
        project_from_plain({**project_to_plain(CIRCLE), "classroom": section})
    assert told in str(fault.value)


def test_every_name_may_be_hidden_and_locked() -> None:
    names = list(controls())
    made = project_from_plain({**project_to_plain(CIRCLE), "classroom": {"hide": names, "lock": names}})
    assert not made.classroom.free
    assert project_from_plain(project_to_plain(made)) == made


@pytest.mark.parametrize(
    ("change", "locked"),
    [
        ("training.optimizer.lr=0.5", "training.optimizer.lr"),
        ("training.optimizer.lr=0.5", "training.optimizer"),
        ("training.batch_size=7", "training.batch_size"),
        ("data.source.noise=0.2", "data.source.noise"),
        ("data.source.noise=0.2", "data.source"),
        ("data.test_fraction=0.5", "data.test_fraction"),
        ("architecture.nodes.h1.units=7", "network"),
        ("architecture.nodes.h1.units=7", "layer.units"),
    ],
)
def test_an_edit_of_what_is_locked_is_found_out(change: str, locked: str) -> None:
    new = assign(CIRCLE, change)
    assert broken(CIRCLE, new, (locked,)) == locked
    related = ("network", "layer.units") if locked in ("network", "layer.units") else ()
    others = [
        name for name in controls() if not (locked.startswith(name) or name.startswith(locked) or name in related)
    ]
    assert not broken(CIRCLE, new, others)
    assert not broken(CIRCLE, CIRCLE, list(controls()))


def test_another_data_set_is_found_out() -> None:
    new = replace(CIRCLE, data=replace(CIRCLE.data, source=DATASETS["xor"].options()))
    assert broken(CIRCLE, new, ("dataset.xor",)) == "dataset.xor"
    assert not broken(CIRCLE, new, ("dataset.spiral",))
    assert broken(CIRCLE, new, ("data.source",)) == "data.source"
