"""What a project hides and locks, lesson steps, and what a teacher ticks, in a whole window."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from core.cli import main
from core.cli.window import Request
from core.errors import AppError
from core.lessons import lesson_names, open_lesson
from core.session.patch import Patch
from core.spec.assign import assign
from core.spec.classroom import Classroom
from core.spec.controls import ACTIONS as NAMED
from core.spec.controls import KEPT, PANELS, controls
from core.spec.files import load_example, save_project
from core.spec.project import Project
from guiapp.actions.table import ACTIONS
from guiapp.classroom.bars import named_rows
from guiapp.dialogs.classroom import HIDE, LOCK, ClassroomDialog
from guiapp.main_window import MainWindow
from tests.guiapp.furnished import make_window, wait


def project(**classroom: Any) -> Project:
    return replace(load_example("circle"), classroom=Classroom(**classroom))


def rows(window: MainWindow) -> dict[str, Any]:
    return {name: row for panel in window.panels for name, row in named_rows(panel)}


def test_the_core_names_the_controls_of_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    ids = {action.id for action in ACTIONS}
    assert {*NAMED, *KEPT} == ids, "a new action stands in core/spec/controls.py too, so that a class can do without it"
    with make_window(qtbot, tmp_path) as window:
        assert set(PANELS) == set(window.docks.docks)
        window.docks.docks["training"].panel.form.open_part_of("seed")  # type: ignore[attr-defined]  # the training
        window.context.select("h1")
        assert set(rows(window)) <= set(controls())
        for panel in window.panels:
            assert set(panel.controls()) <= set(controls())


def test_hidden_things_vanish_and_come_back(qtbot: QtBot, tmp_path: Path) -> None:
    hide = (
        "action.restart", "action.step_batch", "panel.curves", "speed", "figures", "export", "data.test_fraction",
        "dataset.spiral", "training.optimizer.lr", "data.source.noise",
    )  # fmt: skip
    with make_window(qtbot, tmp_path, project(hide=hide)) as window:
        data, top = window.docks.docks["data"].panel, window.top

        def there() -> list[bool]:
            window.docks.settle()
            return [
                window.book["restart"].isVisible(), not top._wordy["restart"].isHidden(),
                not window.docks.docks["curves"].isHidden(), not top.speed.isHidden(), not top.train_loss.isHidden(),
                not top.export.isHidden(), not data.form.test.isHidden(),  # type: ignore[attr-defined]  # the data panel
                not rows(window)["training.optimizer.lr"].isHidden(),
                not data.form.rows["noise"].isHidden(),  # type: ignore[attr-defined]  # the data panel
                not data.form.picker.buttons("spiral")[0].isHidden(),  # type: ignore[attr-defined]  # the data panel
            ]  # fmt: skip

        assert not any(there())
        before = window.pump.playing
        qtbot.keyClick(window, Qt.Key.Key_B)
        assert window.pump.playing == before
        window.book.trigger("unlock")
        assert all(there()), there()
        window.book.trigger("lock_again")
        assert not any(there())
        window.files.open_example("xor")
        wait(qtbot, lambda: all(there()))


def test_locked_things_say_why(qtbot: QtBot, tmp_path: Path) -> None:
    lock = ("action.play", "training.optimizer", "data.source", "panel.output", "network", "layer.activation")
    with make_window(qtbot, tmp_path, project(lock=lock, reason="Only looking today")) as window:
        play = window.book["play"]
        assert not play.isEnabled()
        assert play.toolTip() == "Only looking today"
        qtbot.keyClick(window, Qt.Key.Key_Space)
        assert not window.pump.playing
        assert not window.book["add_layer"].isEnabled()
        window.context.select("h1")
        assert not rows(window)["layer.units"].isEnabled()
        row = rows(window)["training.optimizer.lr"]
        assert not row.isEnabled()
        assert row.toolTip() == "Only looking today"
        assert not window.docks.docks["output"].panel.isEnabled()
        window.book.trigger("unlock")
        assert play.isEnabled()
        assert row.isEnabled()
        assert window.docks.docks["output"].panel.isEnabled()


def test_no_way_leads_around_the_lock(qtbot: QtBot, tmp_path: Path) -> None:
    """A gesture on the drawing, a form: whatever edits goes through one gate."""
    with make_window(qtbot, tmp_path, project(lock=("network", "training.optimizer.lr"))) as window:
        context, before = window.context, window.context.project
        context.edit("Units", assign(before, "architecture.nodes.h1.units=7"))
        context.edit("Rate", assign(before, "training.optimizer.lr=0.5"))
        context.type_number("Type a weight", Patch("h1", "bias", (0,), 0.0, 1.0))
        assert context.project == before
        assert not context.document.can_undo
        assert window.strip.message is not None
        context.edit("Batch", assign(before, "training.batch_size=7"))
        assert context.project.training.batch_size == 7
        window.book.trigger("unlock")
        context.edit("Units", assign(before, "architecture.nodes.h1.units=7"))
        assert context.project != before


def test_a_locked_network_has_no_buttons(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, project(lock=("network",))) as window:
        canvas = window.network.view.canvas
        assert canvas.layers["h1"].zones() == []
        assert not canvas.layers["h1"].ported
        assert not canvas.knobs.isVisible()
        assert canvas.knobs.links
        assert all(canvas.knobs.at(QPointF(*link.knob)) is None for link in canvas.knobs.links)
        window.book.trigger("unlock")
        assert {zone for zone, _ in canvas.layers["h1"].zones()} == {"minus", "plus", "activation"}
        assert canvas.layers["h1"].ported
        assert canvas.knobs.isVisible()


def test_a_hidden_panel_asks_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, project(hide=("panel.output",))) as window:
        window.docks.show("output")
        wait(qtbot, lambda: window.docks.docks["output"].isHidden())
        assert not any(key.startswith("output.") for key in window.probes())
        window.book.trigger("reset_layout")
        wait(qtbot, lambda: window.docks.docks["output"].isHidden())


def test_a_teacher_ticks_what_goes(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        window.book.trigger("classroom")
        (dialog,) = window.findChildren(ClassroomDialog)
        assert set(dialog.items) == set(controls())
        dialog.search.setText("learning rate")
        assert not dialog.items["training.optimizer.lr"].isHidden()
        assert dialog.items["speed"].isHidden()
        dialog.items["action.restart"].setCheckState(HIDE, Qt.CheckState.Checked)
        dialog.items["training.optimizer.lr"].setCheckState(LOCK, Qt.CheckState.Checked)
        dialog.reason.setText("Later")
        dialog._on_accepted()
        made = window.context.project.classroom
        assert made == Classroom(hide=("action.restart",), lock=("training.optimizer.lr",), reason="Later")
        assert not window.book["restart"].isVisible()
        assert not window.book["classroom"].isEnabled()
        window.book.trigger("undo")
        assert window.context.project.classroom.free
        assert window.book["restart"].isVisible()


@pytest.mark.parametrize("name", lesson_names())
def test_a_lesson_is_walked_to_its_end(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    lesson = open_lesson(name)
    with make_window(qtbot, tmp_path) as window:
        window.classroom.open_lesson(name)
        for number, step in enumerate(lesson.steps, 1):
            assert window.classroom.step == number
            wait(
                qtbot,
                lambda step=step: all(
                    not window.docks.docks[name].isHidden() for name in ("lesson", *step.classroom.show)
                ),
            )
            panel = window.classroom.panel
            assert panel.text.document().firstBlock().text() == step.title
            assert panel.steps.currentIndex() == number - 1
            assert panel.back.isEnabled() == (number > 1)
            assert window.context.checked.ready
            qtbot.mouseClick(panel.next, Qt.MouseButton.LeftButton)
        assert window.context.project.classroom == Classroom()
        assert window.docks.docks["lesson"].isHidden()


def test_steps_can_be_undone_and_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        window.classroom.open_lesson("02-a-network-learns")
        first = window.context.project
        window.book.trigger("lesson_next")
        assert window.classroom.step == 2
        assert window.context.project.architecture == first.architecture
        window.book.trigger("undo")
        assert window.context.project == first
        assert not window.book["lesson_back"].isEnabled()
        window.classroom.panel.step_asked.emit(3)
        assert window.context.project.classroom.free
        window.book.trigger("lesson_leave")
        assert not window.book["lesson_next"].isEnabled()


def test_the_learn_menu_lists_the_lessons(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        menu = window.menus.lessons
        assert menu.menuAction() is window.menus.menus["learn"].actions()[0]
        menu.aboutToShow.emit()
        menu.actions()[1].trigger()
        assert window.context.project.classroom.lesson == lesson_names()[1]


def test_a_file_opens_lesson_step_and_speed(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    made = project(lesson="02-a-network-learns", step=2, speed=50.0, show=("weights",), lock=("network",))
    save_project(made, path)
    assert json.loads(path.read_text())["classroom"]["lesson"] == "02-a-network-learns"
    with make_window(qtbot, tmp_path) as window:
        window.files.open_path(str(path))
        assert window.classroom.step == 2
        assert window.pump.speed == 50.0
        wait(qtbot, lambda: window.docks.docks["weights"].seen)
        assert window.context.document.clean


def test_a_lesson_that_is_gone_is_one_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, project(lesson="77-gone")) as window:
        assert window.context.messages.last is not None
        assert "77-gone" in window.context.messages.last.text


def test_the_command_line_names_lesson_and_step(capsys: pytest.CaptureFixture[str]) -> None:
    alone, path = Request(lesson="2", step=2).read()
    assert (alone.classroom.step, path) == (2, None)
    beside, _ = Request("xor", lesson="2", step=3).read()
    assert beside.data == load_example("xor").data
    assert beside.classroom.lesson == "02-a-network-learns"
    with pytest.raises(AppError, match="steps 1 to 3"):
        Request(lesson="2", step=9).read()
    assert main(["open"]) == 2
    assert "needs a project or a lesson" in capsys.readouterr().err
    assert main(["open", "--lesson", "99"]) == 2
    assert "one of 01-why-it-works" in capsys.readouterr().err
