"""The GPU in the window: its search, the preference, the badge, and what is told when it fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from core.engine import select
from core.engine.cuda import auto
from core.engine.cuda.faults import fault
from core.session.accelerator import Accelerator
from guiapp import gpu_search
from guiapp.dialogs import preferences
from guiapp.dialogs.preferences import PreferencesDialog
from guiapp.form.editors import ChoiceEditor
from guiapp.gpu_search import GpuSearch
from guiapp.settings import Preferences
from tests.engines.faltering import DEVICE, Faltering, Put, put
from tests.guiapp.furnished import make_parts, make_window, wait

__all__ = ["put"]


def test_a_search_tells_what_it_found(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gpu_search, "driver_there", lambda: True)
    monkeypatch.setattr(gpu_search, "search", lambda: Accelerator("Fake 9000"))
    search = GpuSearch()
    with qtbot.waitSignal(search.found) as told:
        search.start()
    assert told.args == [Accelerator("Fake 9000")]


def test_without_a_driver_no_thread_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gpu_search, "driver_there", lambda: False)
    monkeypatch.setattr(gpu_search.threading, "Thread", None)
    GpuSearch(QObject()).start()


def test_a_gpu_that_is_found_later_is_compared(
    qtbot: QtBot, tmp_path: Path, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(Faltering(""))
    answer: list[Any] = [None]
    monkeypatch.setattr(auto, "standing", lambda *, waiting: answer[0])
    monkeypatch.setattr(auto, "SECONDS", 0.0)
    with make_parts(tmp_path) as parts:
        parts.pump.use("auto", "fp32")
        parts.pump.start()
        parts.pump.play(ramp=False)
        wait(qtbot, lambda: parts.context.epoch >= 3)
        assert (parts.context.engine, parts.context.why) == ("numpy", "")
        answer[0] = DEVICE
        parts.pump.reconsider()
        wait(qtbot, lambda: "Fake 9000" in parts.context.why)
        reached = parts.context.epoch
        wait(qtbot, lambda: parts.context.epoch > reached)
        assert parts.context.run == 1
        assert np.array_equal(parts.context.curves.points().epoch, np.arange(1, parts.context.epoch + 1))


def test_who_asked_for_an_engine_by_name_is_left_alone(qtbot: QtBot, tmp_path: Path) -> None:
    with make_parts(tmp_path) as parts:
        parts.pump.start()
        wait(qtbot, lambda: parts.context.status == "paused")
        worker = parts.pump._worker
        assert worker is not None
        worker.mailbox.take()
        parts.pump.reconsider()
        assert worker._order is None


def test_another_engine_is_chosen_on_the_way_and_its_end_is_told(qtbot: QtBot, tmp_path: Path, put: Put) -> None:
    gpu = put(Faltering(""))
    with make_window(qtbot, tmp_path) as window:
        context, top = window.context, window.top
        window.pump.play(ramp=False)
        wait(qtbot, lambda: context.epoch >= 3)
        assert top.engine.text() in ("NumPy", "NumPy · 1 thread")
        window._on_preferences_changed(replace(window.settings.preferences, engine="GPU"))
        wait(qtbot, lambda: context.engine == "cuda")
        assert top.engine.text() == "GPU"
        reached = context.epoch
        wait(qtbot, lambda: context.epoch > reached)
        gpu.question = "run"
        wait(qtbot, lambda: context.engine == "numpy")
        assert top.engine.toolTip().startswith(
            "the GPU stopped working (error 700); the CPU has gone on from there, at step "
        )
        reached = context.epoch
        wait(qtbot, lambda: context.epoch > reached)
        last = context.messages.last
        assert last is not None
        assert (last.level, last.text[:21]) == ("warning", "the GPU stopped worki")
        assert context.run == 1
        assert np.array_equal(context.curves.points().epoch, np.arange(1, context.epoch + 1))


def test_what_a_gpu_multiplies_in_is_chosen_on_the_way(qtbot: QtBot, tmp_path: Path, put: Put) -> None:
    """The engine that was asked for stays."""
    put(Faltering(""))
    asked: list[str] = []
    known = select.cuda_engine

    def noting(precision: str, gpu_math: str) -> Any:
        asked.append(gpu_math)
        return known(precision, gpu_math)

    with make_window(qtbot, tmp_path) as window, pytest.MonkeyPatch.context() as patch:
        patch.setattr(select, "cuda_engine", noting)
        window._on_preferences_changed(replace(window.settings.preferences, engine="GPU"))
        wait(qtbot, lambda: window.context.engine == "cuda")
        window._on_preferences_changed(replace(window.settings.preferences, gpu_math="bf16"))
        wait(qtbot, lambda: asked == ["fp32", "bf16"])


@pytest.mark.parametrize(
    ("found", "words", "enabled", "note"),
    [
        (Accelerator("Fake 9000"), "GPU: Fake 9000", True, ""),
        (
            Accelerator(problem=fault("no_device")),
            "GPU",
            False,
            "GPU: the NVIDIA driver finds no GPU (train on the CPU)",
        ),
        (None, "GPU", True, "The GPU's driver has not answered yet"),
    ],
)
def test_the_preferences_name_the_gpu_or_say_why_there_is_none(
    found: Accelerator | None,
    words: str,
    enabled: bool,
    note: str,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(preferences, "search", lambda *, waiting: found)
    with make_window(qtbot, tmp_path) as window:
        dialog = PreferencesDialog(Preferences(), window)
        editor = dialog.form.rows["engine"].editor
        assert isinstance(editor, ChoiceEditor)
        place, model = editor.field.choices.index("GPU"), editor.box.model()
        can = bool(model.flags(model.index(place, 0)) & Qt.ItemFlag.ItemIsEnabled)
        assert (editor.box.itemText(place), can, dialog.gpu.text()) == (words, enabled, note)
