"""Timed plans: the program's is sound, and every fault of one's own is one sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.errors import AppError
from core.lessons.plan import open_plan
from tests.core.lessons.test_lessons import write


def plan(folder: Path, **changes: Any) -> Path:
    write(folder)
    parts = [{"lesson": "07-mine", "minutes": 20, "why": "Mine first."}, {"lesson": "1", "minutes": 25}]
    (folder / "plan.json").write_text(json.dumps({"format": 1, "title": "Monday", "parts": parts, **changes}))
    return folder


def test_the_programs_plan_fills_ninety_minutes() -> None:
    found = open_plan()
    assert found is not None
    assert found.minutes == 90
    assert found.until(len(found.parts) - 1) == 90
    assert all(part.lesson.folder is None and not part.lesson.challenge for part in found.parts)


def test_own_lessons_come_before_the_programs(tmp_path: Path) -> None:
    found = open_plan(plan(tmp_path))
    assert found is not None
    assert [part.lesson.folder for part in found.parts] == [tmp_path, None]
    assert (found.minutes, found.until(0), found.until(1)) == (45, 20, 45)


def test_a_folder_without_a_plan_has_none(tmp_path: Path) -> None:
    assert open_plan(tmp_path) is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"format": 2}, "plan.json: format: 2 is not known"),
        ({"parts": []}, "plan.json: parts: there are none"),
        ({"parts": [{"lesson": "07-mien", "minutes": 5}]}, "did you mean '07-mine'?"),
        ({"parts": [{"lesson": "7"}]}, "parts[0]"),
        ({"parts": [{"lesson": "7", "minutes": 0}]}, "parts[0].minutes"),
        ({"parts": [{"lesson": "7", "minutes": 5, "hour": 1}]}, "no field 'hour'"),
        ({"titel": "x"}, "did you mean 'title'?"),
        ({"parts": {}}, "expected a list"),
    ],
)
def test_a_fault_is_one_sentence(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(AppError) as told:
        open_plan(plan(tmp_path, **changes))
    assert words in str(told.value)
    assert "\n" not in str(told.value)


def test_what_is_no_json_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_bytes(b"{\xff")
    with pytest.raises(AppError, match="is not JSON"):
        open_plan(tmp_path)
