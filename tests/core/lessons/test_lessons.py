"""Lessons: those that come with the program are sound, and every fault of a teacher's own is one sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.compile.check import check
from core.errors import AppError
from core.lessons import lesson_names, open_lesson, opened
from core.spec.files import load_example, load_project, save_project
from core.spec.plain import project_from_plain, project_to_plain


def write(folder: Path, **changes: Any) -> Path:
    """A folder of lessons with one that is sound but for the changes."""
    place = folder / "07-mine"
    place.mkdir(parents=True)
    (place / "hello.md").write_text("# Hello\n")
    save_project(load_example("circle"), place / "circle.json")
    steps = [{"title": "One", "text": "hello.md", "project": "circle.json"}, {"title": "Two", "text": "hello.md"}]
    (place / "lesson.json").write_text(json.dumps({"format": 1, "title": "Mine", "steps": steps, **changes}))
    return folder


def step(**changes: Any) -> list[dict[str, Any]]:
    return [{"title": "One", "text": "hello.md", "project": "circle.json", **changes}]


@pytest.mark.parametrize("name", lesson_names())
def test_every_lesson_opens_at_every_step(name: str) -> None:
    lesson = open_lesson(name)
    assert lesson.summary
    for number, part in enumerate(lesson.steps, 1):
        project = opened(lesson, number)
        assert part.text.startswith("# ")
        assert check(project).ready
        assert (project.classroom.lesson, project.classroom.step) == (name, number)
        assert project_from_plain(project_to_plain(project)) == project
        assert not part.select or part.select in project.architecture


@pytest.mark.parametrize("asked", ["7", "07", "mine", "07-mine"])
def test_a_lesson_is_found_by_number_and_name(tmp_path: Path, asked: str) -> None:
    assert open_lesson(asked, write(tmp_path)).title == "Mine"


def test_a_step_without_a_project_goes_on_with_the_one_at_hand(tmp_path: Path) -> None:
    lesson = open_lesson(
        "7", write(tmp_path, steps=[*step(), {"title": "Two", "text": "hello.md", "hide": ["export"]}])
    )
    assert opened(lesson, 2).data == load_example("circle").data
    at_hand = opened(lesson, 2, load_example("xor"))
    assert at_hand.data == load_example("xor").data
    assert at_hand.classroom.hide == ("export",)


def test_a_saved_step_finds_its_folder_again(tmp_path: Path) -> None:
    lesson = open_lesson("7", write(tmp_path / "lessons"))
    save_project(opened(lesson, 2), tmp_path / "kept.json")
    again = load_project(tmp_path / "kept.json").classroom
    assert (again.lesson, again.step, Path(again.folder)) == ("07-mine", 2, tmp_path / "lessons")
    assert json.loads((tmp_path / "kept.json").read_text())["classroom"]["folder"] == "lessons"


@pytest.mark.parametrize(
    ("changes", "where", "words"),
    [
        ({"format": 2}, "07-mine/lesson.json: format", "2 is not known"),
        ({"steps": []}, "steps[0].project", "is missing"),
        ({"steps": step(text="no.md")}, "07-mine/no.md", "cannot be read"),
        ({"steps": step(text="../../etc.md")}, "07-mine/lesson.json", "is no plain file name"),
        ({"steps": step(hide=["panel.outptu"])}, "steps[0].hide", "did you mean 'panel.output'?"),
        ({"steps": step(lock=["learning_rate"])}, "steps[0].lock", "no control 'learning_rate'"),
        ({"steps": step(lock=["test_fraction"])}, "steps[0].lock", "did you mean 'data.test_fraction'?"),
        ({"steps": step(show=["curve"])}, "steps[0].show", "did you mean 'curves'?"),
        ({"steps": step(tilte="x")}, "steps[0].tilte", "did you mean 'title'?"),
        ({"minutes": 0}, "minutes", ">= 1"),
        ({"subject": "x"}, "subject", "there is no field"),
    ],
)
def test_a_fault_is_one_sentence(tmp_path: Path, changes: dict[str, Any], where: str, words: str) -> None:
    with pytest.raises(AppError) as told:
        open_lesson("7", write(tmp_path, **changes))
    assert where in told.value.where
    assert words in str(told.value)
    assert "\n" not in str(told.value)


def test_a_lesson_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="02-a-network-learns"):
        open_lesson("99")
    with pytest.raises(AppError, match="holds no lessons"):
        open_lesson("1", tmp_path)
