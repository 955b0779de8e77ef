"""A learner in a whole window: asked, answered, ticked, reached, noted, and there again the next time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.explain.race import Entrant, Race
from core.lessons.progress import Notebook
from core.session.patch import Patch
from core.spec.assign import assign
from core.spec.files import load_example, save_project
from guiapp.main_window import MainWindow
from tests.guiapp.furnished import make_window, wait

QUESTION = {
    "text": "Will it learn?",
    "choices": ["Yes", "No", "Sometimes, when the start is a good one and the rate is neither too small nor too large"],
    "answer": 0,
    "because": "Four bent lines are enough for a ring.",
}


def make_lesson(folder: Path, *steps: dict[str, Any], name: str = "01-mine") -> Path:
    place = folder / name
    place.mkdir(parents=True)
    (place / "text.md").write_text("# Mine\n\nA text.\n")
    save_project(load_example("circle"), place / "circle.json")
    plain = [{"title": "Step", "text": "text.md", **step} for step in steps]
    plain[0]["project"] = "circle.json"
    (place / "lesson.json").write_text(json.dumps({"format": 1, "title": "Mine", "steps": plain}))
    return folder


def opened(window: MainWindow, folder: Path, name: str = "01-mine") -> Any:
    window.classroom.open_lesson(name, folder)
    assert window.classroom.lesson is not None
    return window.classroom.panel


def test_ticks_fill_and_the_step_is_reached_once(qtbot: QtBot, tmp_path: Path) -> None:
    checks = [
        {"answered": True},
        {"epochs": 3},
        {"field": "architecture.nodes.h1.units", "is": 5},
        {"panel": "weights"},
        {"action": "palette"},
        {"selected": "h2"},
        {"metric": "train_loss", "below": 5},
    ]
    folder = make_lesson(tmp_path / "own", {"checks": checks, "question": QUESTION, "reached": "Well done."}, {})
    with make_window(qtbot, tmp_path / "home") as window:
        panel = opened(window, folder)
        assert not any(panel.ticks.met)
        assert panel.reached.isHidden()
        assert panel.question.isVisibleTo(panel)
        window.context.edit("Units", assign(window.context.project, "architecture.nodes.h1.units=5"))
        wait(qtbot, lambda: panel.ticks.met == (False, False, True, False, False, False, False))
        panel.question.choices[1].click()
        window.docks.show("weights")
        window.context.select("h2")
        window.book.trigger("palette")
        wait(qtbot, lambda: panel.ticks.met == (True, False, True, True, True, True, False))
        said = []
        window.context.messages.posted.connect(lambda message: said.append(message.text))
        window.pump.play(ramp=False)
        wait(qtbot, lambda: all(panel.ticks.met))
        window.pump.pause()
        wait(qtbot, lambda: panel.reached.text() == "Reached. Well done.")
        assert panel.reached.isVisibleTo(panel)
        assert said.count("Step reached: Step") == 1
        assert window.classroom.study.notebook.reached(f"{folder.as_posix()}/01-mine") == {1}
        window.classroom.go(2)
        window.classroom.go(1)
        assert panel.question.revealed
        assert panel.reached.isVisibleTo(panel)


def test_figures_of_the_last_run_reach_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    """A step with a project of its own begins a run of its own."""
    folder = make_lesson(tmp_path / "own", {}, {"project": "circle.json", "checks": [{"epochs": 2}]})
    with make_window(qtbot, tmp_path / "home") as window:
        panel = opened(window, folder)
        wait(qtbot, lambda: window.context.setup is not None)
        window.pump.play(ramp=False)
        wait(qtbot, lambda: window.context.epoch > 5)
        window.classroom.go(2)
        window.classroom.study.look()
        assert panel.ticks.met == (False,)
        run = window.context.run
        wait(qtbot, lambda: window.context.run != run)
        window.classroom.study.look()
        assert panel.ticks.met == (False,)
        window.pump.play(ramp=False)
        wait(qtbot, lambda: panel.ticks.met == (True,))


def test_runs_are_counted_where_they_trained(qtbot: QtBot, tmp_path: Path) -> None:
    folder = make_lesson(tmp_path / "own", {"checks": [{"runs": 2}]})
    with make_window(qtbot, tmp_path / "home") as window:
        panel = opened(window, folder)
        wait(qtbot, lambda: window.context.setup is not None)
        for runs in (1, 2):
            window.pump.step_epoch()
            wait(qtbot, lambda: window.context.epoch == 1)
            window.classroom.study.look()
            assert window.classroom.study.facts().runs == runs
            run = window.context.run
            window.book.trigger("new_weights")
            wait(qtbot, lambda run=run: window.context.run != run)
        assert panel.ticks.met == (True,)


def test_the_answer_is_shown_after_the_run(qtbot: QtBot, tmp_path: Path) -> None:
    folder = make_lesson(tmp_path / "own", {"question": QUESTION})
    with make_window(qtbot, tmp_path / "home") as window:
        panel = opened(window, folder)
        card = panel.question
        wait(qtbot, lambda: window.context.setup is not None)
        assert card.hint.text() == "Answer before you press play."
        card.choices[1].setFocus()
        qtbot.keyClick(card.choices[1], Qt.Key.Key_Space)
        card.choices[2].click()
        assert card.answer == 2
        window.classroom.study.look()
        assert not card.revealed
        window.pump.step_epoch()
        wait(qtbot, lambda: window.context.epoch == 1)
        wait(qtbot, lambda: card.revealed)
        assert card.because.text() == "It is another one. Four bent lines are enough for a ring."
        assert card.choices[0].accessibleDescription() == "Right"
        card.choices[1].click()
        assert card.answer == 2


def test_who_cannot_wait_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    folder = make_lesson(
        tmp_path / "own", {"question": {**QUESTION, "answer": None}}, {"question": QUESTION, "lock": ["action.play"]}
    )
    with make_window(qtbot, tmp_path / "home") as window:
        panel = opened(window, folder)
        assert panel.question.why.isHidden()
        panel.question.choices[0].click()
        panel.question.why.click()
        assert panel.question.because.text() == QUESTION["because"]
        window.classroom.go(2)
        assert panel.question.answer is None
        panel.question.choices[0].click()
        window.classroom.study.look()
        assert panel.question.because.text().startswith("That is right.")


def test_answers_notes_and_pictures_come_back(qtbot: QtBot, tmp_path: Path) -> None:
    folder = make_lesson(tmp_path / "own", {"question": QUESTION}, {})
    home = tmp_path / "home"
    with make_window(qtbot, home) as window:
        panel = opened(window, folder)
        panel.question.choices[0].click()
        panel.notes.field.setPlainText("It bends.")
        window.classroom.study.keep_picture_of(window.docks.docks["output"].panel)
        assert len(panel.notes.thumbs) == 1
        window.classroom.go(2)
        assert panel.notes.field.toPlainText() == ""
        assert panel.notes.thumbs == []
        window.classroom.study.export(tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text()
    assert "It bends." in page
    assert "data:image/png;base64," in page
    with make_window(qtbot, home) as window:
        panel = opened(window, folder)
        assert panel.question.answer == 0
        assert panel.notes.field.toPlainText() == "It bends."
        assert len(panel.notes.thumbs) == 1
        panel.notes.dropped.emit(window.classroom.study.record.pictures[0])
        assert panel.notes.thumbs == []
        window.classroom.leave()
        window.docks.show("lesson")
        wait(qtbot, lambda: panel.chooser.list.count())


def test_reading_reaches_a_step_without_checks_and_the_list_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    folder = make_lesson(tmp_path / "own", {}, {})
    with make_window(qtbot, tmp_path / "home") as window:
        window.context.settings.lessons = str(folder)
        window.files.ask = lambda *_: "discard"
        panel = opened(window, folder)
        window.book.trigger("lesson_next")
        window.book.trigger("lesson_next")
        window.docks.show("lesson")
        wait(qtbot, lambda: panel.chooser.list.count())
        texts = [panel.chooser.list.item(row).text() for row in range(panel.chooser.list.count())]
        assert texts[0].startswith("1  ")
        assert "2 of 2 steps reached" in texts[-1]
        assert "your own" in texts[-1]
        panel.chooser.list.itemActivated.emit(panel.chooser.list.item(panel.chooser.list.count() - 1))
        assert window.classroom.lesson is not None
        assert window.classroom.lesson.folder == folder


def test_a_damaged_notebook_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "progress.json").write_text("{")
    with make_window(qtbot, tmp_path) as window:
        assert window.context.messages.last is not None
        assert "begins anew" in window.context.messages.last.text
        assert window.classroom.study.notebook.lessons == {}


@pytest.mark.parametrize("writable", [True, False])
def test_where_nothing_can_be_kept_the_lesson_goes_on(qtbot: QtBot, tmp_path: Path, writable: bool) -> None:
    folder = make_lesson(tmp_path / "own", {"question": QUESTION, "checks": [{"answered": True}]})
    (tmp_path / "home").mkdir()
    if not writable:
        (tmp_path / "home" / "lessons").write_text("in the way")
    with make_window(qtbot, tmp_path / "home") as window:
        panel = opened(window, folder)
        panel.question.choices[0].click()
        window.classroom.study.look()
        assert panel.ticks.met == (True,)
        assert Notebook(tmp_path / "home" / "lessons").lessons if writable else window.context.messages.last


def test_deeds_in_instruments_are_seen(qtbot: QtBot, tmp_path: Path) -> None:
    names = ("number", "unit", "sample", "race", "went_back", "branched")
    folder = make_lesson(tmp_path / "own", {"checks": [{"did": name} for name in names]}, {"checks": [{"did": "unit"}]})
    with make_window(qtbot, tmp_path / "home") as window:
        context, study = window.context, window.classroom.study
        panel = opened(window, folder)
        wait(qtbot, lambda: context.setup is not None)
        deeds = study.doings.deeds
        context.type_number("Type", Patch("h1", "bias", (0,), 0.0, 1.0))
        assert deeds == {"number"}
        context.point_at("h2", 1)
        assert deeds == {"number", "unit"}
        context.point_at(sample=3)
        entrants = [Entrant(name, assign(context.project, f"training.optimizer={name}")) for name in ("sgd", "adam")]
        context.send(Race(tuple(entrants), 1, 1, "", 6.0))
        wait(qtbot, lambda: "race" in deeds)
        context.place_wanted.emit(None)
        assert "went_back" not in deeds
        context.place_wanted.emit(2)
        context.branched.emit()
        study.look()
        assert all(panel.ticks.met)
        window.classroom.go(2)
        study.look()
        assert panel.ticks.met == (False,)


def test_panels_that_a_lesson_opened_go_again(qtbot: QtBot, tmp_path: Path) -> None:
    folder = make_lesson(tmp_path / "own", {"show": ["log"], "hide": ["panel.weights"]}, {"show": ["confusion"]}, {})
    make_lesson(folder, {"show": ["race"]}, name="02-other")
    with make_window(qtbot, tmp_path / "home") as window:

        def there() -> set[str]:
            return {name for name, dock in window.docks.docks.items() if not dock.isHidden()} - {"lesson"}

        before = there()
        opened(window, folder)
        wait(qtbot, lambda: there() == before - {"weights"} | {"log"})
        window.classroom.go(2)
        assert there() == before | {"confusion"}
        window.docks.show("unit")
        window.classroom.go(3)
        assert there() == before | {"unit"}
        window.classroom.open_lesson("02-other", folder)
        assert there() == before | {"race"}
        window.classroom.leave()
        assert there() == before


def test_a_step_begins_at_its_top(qtbot: QtBot, tmp_path: Path) -> None:
    """Though the keyboard was on a choice further down, which is gone."""
    long = "# Long\n\n" + "A line of text.\n\n" * 40
    folder = make_lesson(tmp_path / "own", {"question": QUESTION}, {"question": QUESTION})
    (folder / "01-mine" / "text.md").write_text(long)
    with make_window(qtbot, tmp_path / "home") as window:
        panel = opened(window, folder)
        wait(qtbot, lambda: panel.page.verticalScrollBar().maximum() > 100 and panel.question.choices[2].isVisible())
        panel.question.choices[2].setFocus()
        panel.page.ensureWidgetVisible(panel.question.choices[2])
        assert panel.page.verticalScrollBar().value() > 0
        window.book.trigger("lesson_next")
        assert window.focusWidget() is panel.text
        wait(qtbot, lambda: panel.page.verticalScrollBar().value() == 0)


def test_epochs_count_from_the_beginning_of_the_step(qtbot: QtBot, tmp_path: Path) -> None:
    folder = make_lesson(tmp_path / "own", {}, {"checks": [{"epochs": 2}]})
    with make_window(qtbot, tmp_path / "home") as window:
        panel = opened(window, folder)
        wait(qtbot, lambda: window.context.setup is not None)
        for epoch in (1, 2, 3):
            window.book.trigger("step_epoch")
            wait(qtbot, lambda epoch=epoch: window.context.epoch == epoch)
        window.classroom.go(2)
        window.classroom.study.look()
        assert panel.ticks.met == (False,)
        for epoch in (4, 5):
            window.book.trigger("step_epoch")
            wait(qtbot, lambda epoch=epoch: window.context.epoch == epoch)
        window.classroom.study.look()
        assert panel.ticks.met == (True,)
