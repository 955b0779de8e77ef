"""The window as a whole: what is seen is asked for, what is edited is shown, what is unsaved is asked about."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from core.spec.files import load_example, load_project
from guiapp.figures import number, percent
from guiapp.top_parts import SLIDER, notch_of, speed_of
from tests.guiapp.furnished import make_window, wait, with_units


def test_hidden_panels_ask_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        wait(qtbot, lambda: any(key.startswith("network.") for key in window.probes()))
        assert not any(key.startswith("weights.") for key in window.probes())
        window.docks.show("weights")
        wait(qtbot, lambda: any(key.startswith("weights.") for key in window.probes()))
        window.docks.docks["weights"].close()
        wait(qtbot, lambda: not any(key.startswith("weights.") for key in window.probes()))


def test_play_is_refused_with_the_reason(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        play = window.book["play"]
        assert play.isEnabled()
        broken = with_units(replace(load_example("circle"), data=load_example("plane").data), "y", 3)
        window.context.edit("Break it", broken)
        assert not play.isEnabled()
        assert "units" in play.toolTip()
        window.book.trigger("undo")
        assert play.isEnabled()
        assert "Space" in play.toolTip()


def test_space_plays_and_pauses(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        qtbot.keyClick(window, Qt.Key.Key_Space)
        assert window.pump.playing
        assert window.top.play.accessibleName() == "Pause"
        qtbot.keyClick(window, Qt.Key.Key_Space)
        assert not window.pump.playing


def test_figures_follow_the_training(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        window.book.trigger("step_epoch")
        wait(qtbot, lambda: window.top.epoch.value() == "1")
        assert float(window.top.train_loss.value()) > 0
        assert window.top.test_metric.value().endswith("%")


def test_the_layout_comes_back_without_tabs_left_over(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        for size in (QSize(1100, 720), QSize(1280, 800)):
            window.resize(size)
            window.docks.docks["output"].setFloating(True)
            window.book.trigger("reset_layout")
            wait(qtbot, lambda: not window.docks.docks["output"].isFloating())
            wait(qtbot, lambda: len(shown_bars(window)) == 2)


def shown_bars(window: QWidget) -> list[QTabBar]:
    bars = window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [bar for bar in bars if bar.isVisible()]


def test_a_narrow_window_still_says_both_accuracies(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        window.resize(1024, 700)
        wait(qtbot, lambda: window.top.width() == 1024 and window.top.train_metric.isVisible())
        assert window.top.test_metric.isVisible()


def test_the_title_says_what_is_unsaved(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        assert not window.isWindowModified()
        window.context.edit("More units", with_units(window.context.project, "h1", 6))
        assert window.isWindowModified()
        assert window.files.save_to(tmp_path / "mine.json")
        window._refresh()
        assert not window.isWindowModified()
        assert load_project(tmp_path / "mine.json") == window.context.project
        assert window.context.settings.recent_files == [str((tmp_path / "mine.json").resolve())]


@pytest.mark.parametrize(("answer", "gone"), [("cancel", False), ("discard", True)])
def test_unsaved_work_is_asked_about(qtbot: QtBot, tmp_path: Path, answer: str, gone: bool) -> None:
    with make_window(qtbot, tmp_path) as window:
        window.context.edit("More units", with_units(window.context.project, "h1", 6))
        window.files.ask = lambda *_: answer  # type: ignore[assignment,return-value]  # one of the answers
        window.files.open_example("iris")
        assert (window.context.project.name == load_example("iris").name) == gone


def test_a_file_that_is_no_project_changes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{}")
    with make_window(qtbot, tmp_path) as window:
        before = window.context.project
        window.files.open_path(str(bad))
        assert window.context.project is before
        assert window.strip.message is not None
        assert "bad.json" in window.strip.message.text
        wait(qtbot, window.strip.isVisible)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_docks_close_come_back_and_are_reset(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        docks = window.docks.docks
        docks["data"].close()
        docks["output"].setFloating(True)
        window.book.trigger("reset_layout")
        assert not docks["data"].isHidden()
        assert not docks["output"].isFloating()
        window.docks.settle()
        assert docks["curves"].titleBarWidget() is not docks["curves"].heading
        assert docks["data"].titleBarWidget() is docks["data"].heading


def test_a_layout_comes_back(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        window.quiet = False
        window.docks.docks["data"].close()
        window.close()
        kept = window.saveState(1)
        assert window.settings.layout()[1] == kept


def test_a_chosen_layer_brings_its_form(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        window.context.select("h1")
        wait(qtbot, lambda: window.docks.docks["layer"].seen)
        window.context.select()
        wait(qtbot, lambda: window.docks.docks["training"].seen)


@pytest.mark.parametrize("width", [1024, 1280, 1920])
def test_the_top_bar_fits(qtbot: QtBot, tmp_path: Path, width: int) -> None:
    with make_window(qtbot, tmp_path) as window:
        window.resize(QSize(width, 700))
        wait(qtbot, lambda: window.top.width() == width)
        assert window.top._row.minimumSize().width() <= width
        assert window.top.play.isVisible()
        assert (window.top._wordy["restart"].toolButtonStyle().name == "ToolButtonIconOnly") == (width < 1280)


def test_every_button_of_the_bars_has_a_name(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        for holder in (window.top, window.heading, window.docks.corner):
            for button in holder.findChildren(QToolButton):
                assert button.accessibleName() or button.text(), button


def test_themes_change_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        window.book.trigger("theme")
        assert window.context.theme.dark
        assert window.settings.preferences.theme == "dark"
        window.book.trigger("theme")
        assert not window.context.theme.dark


def test_weights_leave_in_every_format(qtbot: QtBot, tmp_path: Path) -> None:
    from core.export.weights import EXPORTERS

    with make_window(qtbot, tmp_path) as window:
        wait(qtbot, lambda: window.context.setup is not None)
        for exporter in EXPORTERS:
            path = tmp_path / f"weights{exporter.suffix}"
            window.exports.weights(exporter, path)
            wait(qtbot, path.exists)


def test_the_speed_slider_is_a_scale_of_powers() -> None:
    assert speed_of(0) == 1.0
    assert speed_of(SLIDER) is None
    assert all(notch_of(speed_of(notch)) == notch for notch in range(SLIDER + 1))


def test_numbers_read_well() -> None:
    assert number(None) == "–"
    assert number(0.00413) == "0.0041"
    assert number(1234.5) == "1,234.50"
    assert number(1e-7) == "1.0e\N{MINUS SIGN}07"
    assert percent(0.9934) == "99.3 %"
