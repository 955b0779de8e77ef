"""A set that is not on the computer yet: offered, fetched with a bar while the window lives, stopped, or found."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core.data.download import StoppedError
from core.errors import AppError
from guiapp.views import fetch_box
from tests.core.data.test_download import idx_bodies
from tests.guiapp.furnished import make_window, wait


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GLASSNET_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "data" / "fashion_mnist"


def offered(window: Any) -> Any:
    panel = window.docks.docks["data"].panel
    panel.form.show_page("real")
    panel.form.picker.chosen.emit("fashion_mnist")
    return panel


def test_it_is_fetched_and_then_chosen_while_the_window_lives(
    qtbot: QtBot, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, shares = threading.Event(), []

    def fetch(collection: Any, *, heard: Any, stopping: Any) -> None:
        heard("train", 0.5)
        assert go.wait(30)
        home.mkdir(parents=True)
        for name, body in idx_bodies().items():
            (home / name).write_bytes(body)

    monkeypatch.setattr(fetch_box, "fetch", fetch)
    with make_window(qtbot, tmp_path) as window:
        panel = offered(window)
        box = panel.form.fetching
        assert box.isVisible()
        assert "31 MB" in box.fetch.text()
        assert window.context.project.data.source.kind == "circle"
        qtbot.mouseClick(box.fetch, Qt.MouseButton.LeftButton)
        wait(qtbot, lambda: box.bar.value() == 500)
        shares.append(window.context.project.data.source.kind)
        go.set()
        wait(qtbot, lambda: window.context.project.data.source.kind == "fashion_mnist")
        assert shares == ["circle"]
        assert not box.isVisible()
        described = window.context.checked.described
        assert described is not None
        assert described.info.classes is not None
        assert described.info.classes[0] == "T-shirt/top"


@pytest.mark.parametrize(
    "fault", [StoppedError("fetch", "stopped", "later"), AppError("Set", "no network", "try again")]
)
def test_stopped_or_failed_nothing_is_changed(
    qtbot: QtBot, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, fault: AppError
) -> None:
    def fetch(collection: Any, *, heard: Any, stopping: Any) -> None:
        if isinstance(fault, StoppedError):
            while not stopping():
                threading.Event().wait(0.01)
        raise fault

    monkeypatch.setattr(fetch_box, "fetch", fetch)
    with make_window(qtbot, tmp_path) as window:
        box = offered(window).form.fetching
        said: list[Any] = []
        window.context.messages.posted.connect(said.append)
        box.fetch.click()
        if isinstance(fault, StoppedError):
            box.close_button.click()
        wait(qtbot, lambda: box._work is None)
        assert window.context.project.data.source.kind == "circle"
        assert any("no network" in one.text for one in said) is not isinstance(fault, StoppedError)


def test_files_one_has_are_taken_where_they_are(
    qtbot: QtBot, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    for name, body in idx_bodies().items():
        (mine / name).write_bytes(body)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a, **k: str(mine))
    with make_window(qtbot, tmp_path) as window:
        offered(window).form.fetching.have.click()
        source: Any = window.context.project.data.source
        assert (source.kind, source.folder) == ("fashion_mnist", str(mine))


def test_stop_is_obeyed_at_once_while_a_server_says_nothing(
    qtbot: QtBot, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent, started = threading.Event(), threading.Event()

    def fetch(collection: Any, *, heard: Any, stopping: Any) -> None:
        started.set()
        assert silent.wait(30)
        raise AppError("Set", "no network", "try again")

    monkeypatch.setattr(fetch_box, "fetch", fetch)
    with make_window(qtbot, tmp_path) as window:
        box = offered(window).form.fetching
        told: list[Any] = []
        window.context.messages.posted.connect(told.append)
        box.fetch.click()
        wait(qtbot, started.is_set)
        work = box._work
        qtbot.mouseClick(box.close_button, Qt.MouseButton.LeftButton)
        assert not box.isVisible()
        offered(window)
        assert box.isVisible()
        assert box.fetch.isEnabled()
        silent.set()
        with qtbot.waitSignal(work.destroyed, timeout=30_000):
            pass
        assert box.isVisible()
        assert not any("no network" in one.text for one in told)
