"""Work is left after one question; windows are several; what is dropped is taken; what is unsaved is kept."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from core.cli.window import Request
from core.session import recovery
from core.spec.files import load_example, load_project, save_project
from guiapp.app import Program
from guiapp.dialogs.leaving import Answer, Leave, ask_leave
from guiapp.main_window import MainWindow
from guiapp.recovery import Recovery, offer
from tests.guiapp.furnished import make_window, wait, with_units

COPY, LEFT, NO = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Asked:
    """Answers the question, and remembers it."""

    def __init__(self, answer: Answer) -> None:
        self.answer: Answer = answer
        self.questions: list[Leave] = []

    def __call__(self, parent: QWidget, leave: Leave) -> Answer:
        self.questions.append(leave)
        return self.answer


def change(window: MainWindow) -> None:
    window.context.edit("More units", with_units(window.context.project, "h1", 6))


def mime(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(window: MainWindow, data: QMimeData) -> None:
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(40, 40), COPY, data, LEFT, NO))
    QApplication.sendEvent(window, QDropEvent(QPointF(40, 40), COPY, data, LEFT, NO))


@pytest.mark.parametrize(("edited", "playing"), [(True, True), (True, False), (False, True)])
def test_one_question_about_changes_and_training(qtbot: QtBot, tmp_path: Path, edited: bool, playing: bool) -> None:
    with make_window(qtbot, tmp_path) as window:
        window.files.ask = asked = Asked("cancel")
        if edited:
            change(window)
        if playing:
            window.book.trigger("play")
        window.files.open_example("iris")
        assert asked.questions == [Leave(window.context.project.name, edited, playing)]
        assert window.context.project.name != load_example("iris").name
        window.quiet = False
        assert not window.close()
        window.quiet = True
        assert len(asked.questions) == 2
        asked.answer = "discard"
        window.files.open_example("iris")
        assert window.context.project.name == load_example("iris").name
        assert not window.pump.playing


def test_nothing_to_lose_is_not_asked_about(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        window.files.ask = asked = Asked("cancel")
        window.files.open_example("iris")
        assert asked.questions == []
        assert window.context.project.name == load_example("iris").name


def test_it_may_be_opened_elsewhere(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        opened: list[Any] = []
        window.files.elsewhere = lambda project, path: opened.append(project)
        window.files.ask = asked = Asked("elsewhere")
        change(window)
        before = window.context.project
        window.files.open_example("iris")
        assert asked.questions[0].elsewhere
        assert [project.name for project in opened] == [load_example("iris").name]
        assert window.context.project == before


@pytest.mark.parametrize(("button", "answer"), [("Save", "save"), ("Do not save", "discard"), ("Cancel", "cancel")])
def test_the_buttons_of_the_question(qtbot: QtBot, button: str, answer: str) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(one for one in box.buttons() if one.text().replace("&", "") == button).click()

    QTimer.singleShot(0, press)
    assert ask_leave(parent, Leave("Spiral", unsaved=True, training=True)) == answer


def test_several_windows_train_side_by_side(qapp: QApplication, qtbot: QtBot) -> None:
    program = Program(qapp, Request("circle", engine="numpy", seconds=60, play=True))
    epochs: list[int] = []

    def both() -> None:
        wait(qtbot, lambda: program.first.furnished and program.context.epoch > 1)
        program.window.book.trigger("new_window")
        other = program.stations[1]
        assert other.context.project.name == load_example("spiral").name
        other.window.book.trigger("play")
        wait(qtbot, lambda: other.context.epoch > 1)
        other.window.close()
        assert program.stations == [program.first]
        epochs.append(program.context.epoch)
        wait(qtbot, lambda: program.context.epoch > epochs[0])
        program.window.book.trigger("quit")

    QTimer.singleShot(0, both)
    assert program.run() == 0
    assert epochs
    assert program.stations == []


def test_a_project_is_dropped(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    save_project(load_example("iris"), file)
    with make_window(qtbot, tmp_path) as window:
        drop(window, mime(tmp_path / "picture.png"))
        assert window.context.project == load_example("circle")
        drop(window, mime(file))
        assert window.context.project == load_project(file)


def test_a_table_is_dropped_and_the_network_is_fitted(qtbot: QtBot, tmp_path: Path) -> None:
    table = tmp_path / "plants.csv"
    rows = [f"{i % 7},{(i * 3) % 5},{'abc'[i % 3]}" for i in range(60)]
    table.write_text("\n".join(["length,width,kind", *rows]))
    with make_window(qtbot, tmp_path) as window:
        drop(window, mime(table))
        assert window.context.project.data.source.kind == "csv"
        assert window.context.checked.ready
        assert window.context.checked.outputs == 3
        window.book.trigger("undo")
        assert window.context.project == load_example("circle")


def test_the_window_says_what_a_drop_would_do(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n")
    with make_window(qtbot, tmp_path) as window:
        data = mime(tmp_path / "a.csv")
        QApplication.sendEvent(window, QDragEnterEvent(QPoint(40, 40), COPY, data, LEFT, NO))
        assert window.drops.isVisible()
        assert "a.csv" in window.drops.text()
        QApplication.sendEvent(window, QDragLeaveEvent())
        assert not window.drops.isVisible()


def test_weights_are_dropped_into_the_network(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        view = window.network.view  # type: ignore[attr-defined]  # the panel of the drawing
        wait(qtbot, lambda: "h1.weight" in view.canvas.weights)
        arrays = {key: np.full_like(array, 0.125) for key, array in view.canvas.weights.items()}
        np.savez(tmp_path / "w.npz", **arrays)
        drop(window, mime(tmp_path / "w.npz"))
        wait(qtbot, lambda: (view.canvas.weights["h1.weight"] == 0.125).all())
        assert any("w.npz" in event.text for event in window.context.events)
        np.savez(tmp_path / "other.npz", **{"h1.weight": np.zeros((3, 3))})
        drop(window, mime(tmp_path / "other.npz"))
        assert window.context.messages.last is not None
        assert window.context.messages.last.level == "error"


def test_unsaved_work_is_kept_and_comes_back(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        keeper = Recovery(window.context, tmp_path / "unsaved")
        change(window)
        wait(qtbot, keeper.file.is_file)
        left = recovery.Left(keeper.file, window.context.project, None, datetime.now())
        window.book.trigger("undo")
        wait(qtbot, lambda: not keeper.file.exists())
        box = offer(window, left, lambda found: window.files.restore(found.project, found.path))
        next(one for one in box.buttons() if "Restore" in one.text()).click()
        assert window.context.project == left.project
        assert not window.context.document.clean
        keeper.close()


def test_a_folder_that_cannot_be_written_is_said_once(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "unsaved").write_text("a file where the folder should be")
    with make_window(qtbot, tmp_path) as window:
        keeper = Recovery(window.context, tmp_path / "unsaved")
        change(window)
        keeper.keep()
        assert window.context.messages.last is not None
        assert "crash" in window.context.messages.last.text
        keeper.close()
