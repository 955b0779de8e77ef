"""A state becomes a step: readable by whoever opens it, and nothing is half-written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.errors import AppError
from core.lessons import open_lesson, opened
from core.lessons.record import Draft, own_lessons, record_step
from core.spec.classroom import Classroom
from core.spec.files import load_example


def draft(**changes: object) -> Draft:
    project = replace(load_example("circle"), classroom=Classroom(lock=("network",), lesson="elsewhere", step=3))
    return Draft(**{"title": "A ring", "text": "Look.", "project": project, **changes})  # type: ignore[arg-type]  # the test's own


def test_steps_add_up_to_a_lesson(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    assert record_step(folder, "Über Ringe & mehr", draft()) == ("01-uber-ringe-mehr", 1)
    more = draft(title="Again", question="What?", choices=("a", " ", "b"), answer=1, show=("weights",), select="h1")
    assert record_step(folder, "01-uber-ringe-mehr", more) == ("01-uber-ringe-mehr", 2)
    assert record_step(folder, "Another", draft(title="日本")) == ("02-another", 1)
    assert own_lessons(folder) == {"01-uber-ringe-mehr": "Über Ringe & mehr", "02-another": "Another"}
    lesson = open_lesson("1", folder)
    first, second = lesson.steps
    assert first.text == "# A ring\n\nLook.\n"
    assert first.classroom.lock == ("network",)
    assert second.question is not None
    assert (second.question.choices, second.question.answer) == (("a", "b"), 1)
    assert (second.select, second.classroom.show) == ("h1", ("weights",))
    project = opened(lesson, 2)
    assert (project.classroom.lesson, project.classroom.step) == ("01-uber-ringe-mehr", 2)
    assert project.architecture == load_example("circle").architecture
    kept = json.loads((folder / lesson.name / "01-a-ring.json").read_text())["classroom"]
    assert (kept["lesson"], kept["lock"]) == ("", [])


def test_a_step_of_the_same_name_writes_over_nothing(tmp_path: Path) -> None:
    name, _ = record_step(tmp_path, "Mine", draft(text="one"))
    (tmp_path / name / "02-a-ring.md").write_text("somebody's own")
    record_step(tmp_path, name, draft(text="two"))
    assert (tmp_path / name / "02-a-ring.md").read_text() == "somebody's own"
    assert [step.text for step in open_lesson(name, tmp_path).steps] == ["# A ring\n\none\n", "# A ring\n\ntwo\n"]


@pytest.mark.parametrize(
    ("lesson", "changes", "words"),
    [
        ("", {}, "has no title"),
        ("Mine", {"title": " "}, "title: is empty"),
        ("Mine", {"question": "What?", "choices": ("one",)}, "fewer than two choices"),
    ],
)
def test_what_is_missing_is_said(tmp_path: Path, lesson: str, changes: dict[str, object], words: str) -> None:
    with pytest.raises(AppError, match=words):
        record_step(tmp_path, lesson, draft(**changes))
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_lesson_is_left_alone(tmp_path: Path) -> None:
    name, _ = record_step(tmp_path, "Mine", draft())
    (tmp_path / name / "lesson.json").write_text('{"format": 1, "titel": "x"}')
    with pytest.raises(AppError):
        record_step(tmp_path, name, draft())
    assert (tmp_path / name / "lesson.json").read_text() == '{"format": 1, "titel": "x"}'
