"""A teacher records a step and sees it as a learner will."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from core.lessons import open_lesson
from core.spec.assign import assign
from tests.guiapp.furnished import make_window, wait


def test_the_state_at_hand_becomes_a_step(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    with make_window(qtbot, tmp_path) as window:
        window.context.settings.lessons = str(folder)
        window.context.edit("Units", assign(window.context.project, "architecture.nodes.h1.units=7"))
        before = window.context.project
        window.docks.show("weights")
        window.context.select("h1")
        wait(qtbot, lambda: window.docks.docks["weights"].seen)
        dialog = window.classroom.writing.ask_step()
        assert dialog is not None
        dialog.recorded.emit()
        assert "empty" in dialog.fault.text()
        dialog.title.setText("Seven")
        dialog.recorded.emit()
        assert "no title" in dialog.fault.text()
        dialog.new_title.setText("Widths")
        dialog.text.setPlainText("Seven units.")
        dialog.question.setText("Enough?")
        dialog.choices.setPlainText("Yes\nNo")
        dialog.answer.setValue(2)
        dialog.recorded.emit()
        lesson = window.classroom.lesson
        assert lesson is not None
        assert (lesson.name, lesson.folder) == ("01-widths", folder)
        assert window.classroom.panel.text.toPlainText().startswith("Seven")
        assert window.classroom.panel.question.isVisibleTo(window.classroom.panel)
        step = open_lesson("1", folder).steps[0]
        assert step.question is not None
        assert step.question.answer == 1
        assert "weights" in step.classroom.show
        assert step.select == "h1"
        assert step.project is not None
        assert step.project.architecture == before.architecture
        window.book.trigger("undo")
        assert window.context.project == before
        again = window.classroom.writing.ask_step()
        assert again is not None
        assert again.lesson.findData("01-widths") == 1
        again.close()


def test_own_lessons_stand_in_the_menu(qtbot: QtBot, tmp_path: Path) -> None:
    from tests.guiapp.test_study import make_lesson

    with make_window(qtbot, tmp_path / "home") as window:
        learn = window.menus.menus["learn"]
        learn.aboutToShow.emit()
        assert not window.menus.own.menuAction().isVisible()
        window.context.settings.lessons = str(make_lesson(tmp_path / "own", {}))
        learn.aboutToShow.emit()
        (made,) = window.menus.own.actions()
        assert made.text() == "1  Mine"
        made.trigger()
        assert window.classroom.lesson is not None
        assert window.classroom.lesson.folder == tmp_path / "own"
