"""Challenges: the best list keeps the best, once a name, and epochs are counted where they were met."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.lessons import headings, lesson_titles, open_lesson
from core.lessons.best import PLACES, Board, first_met, score_of
from core.lessons.checks import check_from_plain
from core.lessons.facts import Facts
from core.session.snapshot import Points
from core.spec.files import load_example

CIRCLE = load_example("circle")


def test_a_name_stands_once_with_its_best(tmp_path: Path) -> None:
    board = Board(tmp_path)
    assert board.take("c", "Ana", 40, "2026-01-01") == 1
    assert board.take("c", "Bo", 50, "2026-01-02") == 2
    assert board.take("c", "Bo", 50, "2026-01-03") is None
    assert board.take("c", "Bo", 30, "2026-01-04") == 1
    assert board.take("c", "Cy", 40, "2026-01-05") == 3
    assert board.take("c", "Di", math.nan, "2026-01-05") is None
    assert [(one.name, one.score) for one in Board(tmp_path).best("c")] == [("Bo", 30), ("Ana", 40), ("Cy", 40)]
    assert Board(tmp_path).best("other") == ()
    board.call("Ana")
    assert Board(tmp_path).name == "Ana"


@given(st.lists(st.tuples(st.sampled_from("abcdefghijklmnop"), st.integers(0, 50)), max_size=40))
def test_the_list_is_always_in_order(scores: list[tuple[str, int]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        board = Board(Path(folder))
        for name, score in scores:
            board.take("c", name, score, "")
        rows = board.best("c")
        assert len({one.name for one in rows}) == len(rows) <= PLACES
        assert [one.score for one in rows] == sorted(one.score for one in rows)
        if scores:
            assert rows[0].score == min(score for _, score in scores)


def test_two_windows_write_into_one_list(tmp_path: Path) -> None:
    one, two = Board(tmp_path), Board(tmp_path)
    one.take("c", "Ana", 1, "")
    assert two.take("c", "Bo", 2, "") == 2


def test_the_first_epoch_that_meets_everything_counts() -> None:
    """Though the figure goes back above the bound, and though some rows do not know it."""
    loss = [0.5, np.nan, 0.09, 0.2, 0.05]
    points = Points(("test_loss",), np.arange(11, 16), np.arange(5), np.array(loss)[:, None])
    checks = [check_from_plain({"metric": "test_loss", "below": 0.1}, "")]
    facts = Facts(CIRCLE, CIRCLE, epoch=900)
    assert first_met(checks, facts, points, {}) == 13
    late = [*checks, check_from_plain({"epochs": 14}, "")]
    values = {"test_loss": 0.01}
    assert first_met(late, facts, points, values) == 15
    assert values == {"test_loss": 0.05}
    assert first_met([check_from_plain({"epochs": 99}, "")], facts, points, {}) is None


def test_what_counts_is_what_the_step_says() -> None:
    facts = Facts(CIRCLE, CIRCLE, parameters=25, epoch=7, seconds=1.5)
    assert [score_of(kind, facts) for kind in ("parameters", "epochs", "seconds")] == [25, 7, 1.5]  # type: ignore[arg-type]  # all there are


def test_challenges_stand_apart_from_lessons() -> None:
    challenges = lesson_titles(challenges=True)
    assert len(challenges) >= 2
    assert not set(challenges) & set(lesson_titles())
    assert {heading.name for heading in headings() if heading.challenge} == set(challenges)
    for name in challenges:
        assert open_lesson(name).steps[0].checks
        assert open_lesson(name).steps[0].score is not None


@pytest.mark.parametrize("score", ["weights", 3])
def test_an_unknown_score_is_one_sentence(tmp_path: Path, score: object) -> None:
    from core.errors import AppError
    from tests.core.lessons.test_lessons import step, write

    with pytest.raises(AppError, match="score"):
        open_lesson("7", write(tmp_path, steps=step(score=score)))
