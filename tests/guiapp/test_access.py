"""The window without a mouse and without eyes: F6, announcements, and less motion."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from guiapp import voice
from guiapp.messages import Message
from tests.guiapp.furnished import make_window, wait


def test_f6_goes_through_all_parts_and_back(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        window.activateWindow()
        wait(qtbot, lambda: QApplication.focusWidget() is not None and window.docks.seen())
        parts = [window.top, *window.seen()]

        def part() -> int:
            focused = QApplication.focusWidget()
            assert focused is not None
            return next(i for i, one in enumerate(parts) if one is focused or one.isAncestorOf(focused))

        window.top.play.setFocus()
        for name, by in (("next_part", 1), ("previous_part", -1)):
            reached = []
            while not reached or reached[-1]:
                window.book.trigger(name)
                reached.append(part())
                assert len(reached) <= len(parts)
            others = reached[:-1]
            assert len(others) >= 4
            assert others == sorted(set(others), reverse=by < 0)


def test_news_and_progress_are_announced_where_it_was_asked_for(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with make_window(qtbot, tmp_path) as window:
        context = window.context
        context.messages.say("Not for the ears")
        assert window.voice.last == ""
        context.settings.preferences = replace(context.settings.preferences, announce=True)
        context.messages.posted.emit(Message("The loss is not a number", "lower the rate", "error"))
        assert window.voice.last == "The loss is not a number; lower the rate"
        monkeypatch.setattr(voice, "PACE", 0.0)
        window.book.trigger("play")
        wait(qtbot, lambda: "loss" in window.voice.last and window.voice.last.startswith("Epoch"))
        window.pump.pause()
        wait(qtbot, lambda: window.voice.last == "Paused")


def test_with_less_motion_the_first_play_does_not_gather_speed(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        settings = window.context.settings
        settings.preferences = replace(settings.preferences, reduced_motion=True)
        window.book.trigger("play")
        assert not window.pump._ramp.on
