"""Lists of lessons and challenges, the lab with its clock, and a challenge that is solved in a whole window."""

from __future__ import annotations

import json
from pathlib import Path

from pytestqt.qtbot import QtBot

from core.lessons import lesson_titles
from core.spec.assign import assign
from guiapp.classroom.lab import Lab
from tests.guiapp.furnished import make_window, wait
from tests.guiapp.test_study import make_lesson, opened


def test_the_lists_are_opened_from_learn_and_left_again(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        chooser = window.classroom.panel.chooser
        window.book.trigger("challenges")
        wait(qtbot, lambda: chooser.isVisible())
        assert chooser.list.count() == len(lesson_titles(challenges=True))
        assert not chooser.back.isVisible()
        chooser.chips["lessons"].click()
        assert chooser.list.count() == len(lesson_titles())
        chooser.list.itemActivated.emit(chooser.list.item(0))
        assert window.classroom.lesson is not None
        wait(qtbot, lambda: window.classroom.panel.page.isVisible())
        window.book.trigger("lab")
        wait(qtbot, lambda: chooser.isVisible())
        assert chooser.starts
        chooser.back.click()
        assert window.classroom.panel.page.isVisible()
        window.book.trigger("lessons")
        chooser.list.itemActivated.emit(chooser.list.item(0))
        assert window.classroom.panel.page.isVisible()


def test_a_lab_leads_from_lesson_to_lesson(qtbot: QtBot, tmp_path: Path) -> None:
    folder = make_lesson(tmp_path / "own", {}, {})
    make_lesson(folder, {}, name="02-other")
    parts = [{"lesson": "01-mine", "minutes": 20}, {"lesson": "02-other", "minutes": 10}]
    (folder / "plan.json").write_text(json.dumps({"format": 1, "title": "Monday", "parts": parts}))
    now = [1000.0]
    with make_window(qtbot, tmp_path / "home") as window:
        window.context.settings.lessons = str(folder)
        desk, panel = window.classroom, window.classroom.panel
        desk.lab._clock = lambda: now[0]
        window.book.trigger("lab")
        wait(qtbot, lambda: len(panel.chooser.starts) == 2)
        panel.chooser.starts[1].click()
        assert desk.lesson is not None
        assert desk.lesson.name == "01-mine"
        assert panel.lab.text() == "Monday: minute 0 of 30, this lesson until 20"
        now[0] += 61
        desk.lab.changed.emit()
        assert "minute 1 of 30" in panel.lab.text()
        assert panel.next.text() == "Next"
        panel.next.click()
        assert panel.next.text() == "Next lesson"
        panel.next.click()
        assert desk.lesson.name == "02-other"
        assert "until 30" in panel.lab.text()
        assert panel.next.text() == "Finish"
        window.book.trigger("undo")
        assert desk.lesson.name == "01-mine"
        window.book.trigger("redo")
        panel.next.click()
        assert desk.lab.plan is None
        assert desk.lesson is None


def test_a_lab_that_is_over_says_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        lab = Lab(window)
        assert lab.words(None) == ""
        assert lab.following is None
        assert not lab.is_at(None)


def test_a_challenge_is_solved_and_solved_better(qtbot: QtBot, tmp_path: Path) -> None:
    checks = [{"metric": "train_loss", "below": 5}]
    folder = make_lesson(tmp_path / "own", {"checks": checks, "score": "parameters"}, name="c1-small")
    with make_window(qtbot, tmp_path / "home") as window:
        window.context.settings.lessons = str(folder)
        panel = opened(window, folder, "c1-small")
        assert panel.best.isVisibleTo(panel)
        assert panel.best.rows[0][0].text().startswith("Nobody yet")
        panel.best.name.setText("Ana")
        panel.best.name.editingFinished.emit()
        wait(qtbot, lambda: window.context.setup is not None)
        window.pump.step_epoch()
        wait(qtbot, lambda: panel.best.rows[0][1].text() == "25 parameters")
        assert panel.best.rows[0][0].text() == "1. Ana"
        window.context.edit("Units", assign(window.context.project, "architecture.nodes.h1.units=2"))
        wait(qtbot, lambda: panel.best.rows[0][1].text() == "15 parameters")
        assert len(panel.best.rows) == 1
        window.book.trigger("challenges")
        texts = [panel.chooser.list.item(row).text() for row in range(panel.chooser.list.count())]
        assert "best: Ana" in texts[-1]


def test_epochs_are_counted_to_the_very_one(qtbot: QtBot, tmp_path: Path) -> None:
    """At full speed the window looks long after the epoch in which it was reached."""
    checks = [{"metric": "train_loss", "below": 0.3}]
    folder = make_lesson(tmp_path / "own", {"checks": checks, "score": "epochs"}, name="c1-fast")
    with make_window(qtbot, tmp_path / "home") as window:
        panel = opened(window, folder, "c1-fast")
        wait(qtbot, lambda: window.context.setup is not None)
        window.pump.play(ramp=False)
        wait(qtbot, lambda: all(panel.ticks.met) and window.context.epoch > 100)
        window.pump.pause()
        wait(qtbot, lambda: panel.best.rows[0][1].text().endswith("epochs"))
        curves = window.context.curves.points()
        loss = curves.values[:, curves.names.index("train_loss")]
        first = int(curves.epoch[loss < 0.3][0])
        assert panel.best.rows[0][1].text() == f"{first} epochs"
