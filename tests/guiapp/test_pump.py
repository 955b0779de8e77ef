"""The pump between window and worker, on the NumPy engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from core.session.probes import Parameters, Predictions
from core.spec.files import load_example
from guiapp.context import FrameView
from guiapp.pump import FASTEST
from tests.guiapp.furnished import make_parts, wait, with_rate, with_units

GRID = np.zeros((3, 2))


def test_nothing_trains_before_play(qtbot: QtBot, tmp_path: Path) -> None:
    with make_parts(tmp_path) as parts:
        parts.pump.start()
        wait(qtbot, lambda: parts.context.status == "paused")
        assert parts.context.step == 0
        assert parts.context.setup is not None


def test_play_trains_until_paused(qtbot: QtBot, tmp_path: Path) -> None:
    with make_parts(tmp_path) as parts:
        parts.pump.start()
        parts.pump.play(ramp=False)
        wait(qtbot, lambda: parts.context.epoch >= 3)
        parts.pump.pause()
        wait(qtbot, lambda: parts.context.status == "paused")
        assert parts.context.values["train_loss"] > 0
        assert len(parts.context.curves) >= 3
        assert parts.stats.steps > 0


def test_the_first_play_gathers_speed(qtbot: QtBot, tmp_path: Path) -> None:
    with make_parts(tmp_path) as parts:
        parts.pump.start()
        parts.pump.play()
        worker = parts.pump._worker
        assert worker is not None
        wait(qtbot, lambda: worker.control.read().speed is not None)
        parts.pump.pause()
        parts.pump.play()
        parts.pump.set_speed(None)
        assert worker.control.read().speed is None


def test_steps_pause(qtbot: QtBot, tmp_path: Path) -> None:
    with make_parts(tmp_path) as parts:
        parts.pump.start()
        parts.pump.step_batch()
        wait(qtbot, lambda: parts.context.step == 1)
        parts.pump.step_epoch()
        wait(qtbot, lambda: parts.context.epoch == 1)
        assert parts.context.setup is not None
        assert parts.context.step == parts.context.setup.job.batches
        assert not parts.pump.playing


def test_answers_come_for_the_probes_of_those_who_look(qtbot: QtBot, tmp_path: Path) -> None:
    with make_parts(tmp_path) as parts:
        seen: list[FrameView] = []
        parts.pump.frame.connect(seen.append)
        parts.pump.questions.set_collector(lambda: {"map": Predictions(GRID)})
        parts.pump.start()
        wait(qtbot, lambda: any("map" in frame.answers for frame in seen))
        found = next(frame.answers["map"] for frame in seen if frame.answers)
        assert found.shape == (3, 1)
        assert seen[0].fresh


def test_restart_begins_again_and_keeps_the_last_curves_behind(qtbot: QtBot, tmp_path: Path) -> None:
    with make_parts(tmp_path) as parts:
        weights: list[Any] = []
        parts.pump.start()
        parts.pump.questions.ask_once(Parameters(), weights.append)
        wait(qtbot, lambda: len(weights) == 1)
        parts.pump.step_epoch()
        wait(qtbot, lambda: parts.context.epoch == 1)
        parts.pump.restart()
        wait(qtbot, lambda: parts.context.run == 2)
        assert parts.context.epoch == 0
        assert [len(past.curves) for past in parts.context.past] == [1]
        parts.pump.questions.ask_once(Parameters(), weights.append)
        wait(qtbot, lambda: len(weights) == 2)
        for name, array in weights[0].items():
            assert np.array_equal(array, weights[1][name])


def test_new_weights_are_other_weights(qtbot: QtBot, tmp_path: Path) -> None:
    with make_parts(tmp_path) as parts:
        weights: list[Any] = []
        parts.pump.start()
        parts.pump.questions.ask_once(Parameters(), weights.append)
        wait(qtbot, lambda: len(weights) == 1)
        project = parts.context.project
        draw = project.training.draw + 1
        parts.context.edit("New weights", replace(project, training=replace(project.training, draw=draw)))
        wait(qtbot, lambda: parts.context.run == 2)
        parts.pump.questions.ask_once(Parameters(), weights.append)
        wait(qtbot, lambda: len(weights) == 2)
        assert not np.array_equal(weights[0]["h1.weight"], weights[1]["h1.weight"])


def test_an_edit_while_playing_goes_on_and_says_what_happened(qtbot: QtBot, tmp_path: Path) -> None:
    with make_parts(tmp_path) as parts:
        said: list[str] = []
        parts.context.messages.posted.connect(lambda message: said.append(message.text))
        parts.pump.start()
        parts.pump.play(ramp=False)
        wait(qtbot, lambda: parts.context.epoch >= 2)
        parts.context.edit("More units", with_units(parts.context.project, "h1", 6))
        wait(qtbot, lambda: any(text.startswith("weights kept") and "new" in text for text in said))
        before = parts.context.epoch
        wait(qtbot, lambda: parts.context.epoch > before)
        assert parts.pump.playing
        assert parts.context.run == 1


def test_a_drawing_that_is_wrong_waits_and_goes_on_once_mended(qtbot: QtBot, tmp_path: Path) -> None:
    with make_parts(tmp_path) as parts:
        parts.pump.start()
        parts.pump.play(ramp=False)
        wait(qtbot, lambda: parts.context.epoch >= 1)
        good = parts.context.project
        parts.context.edit("Three outputs", with_units(replace(good, data=load_example("plane").data), "y", 3))
        assert not parts.context.checked.ready
        assert not parts.pump.playing
        parts.context.document.undo()
        assert parts.pump.playing
        before = parts.context.epoch
        wait(qtbot, lambda: parts.context.epoch > before)


def test_divergence_is_told_and_play_starts_again(qtbot: QtBot, tmp_path: Path) -> None:
    project = with_rate(load_example("plane"), 1e30)
    with make_parts(tmp_path, project) as parts:
        said: list[Any] = []
        parts.context.messages.posted.connect(said.append)
        parts.pump.start()
        parts.pump.play(ramp=False)
        wait(qtbot, lambda: parts.context.status == "diverged")
        assert not parts.pump.playing
        assert any(message.level == "error" and "diverged at step" in message.text for message in said)
        parts.context.edit("Learning rate", with_rate(parts.context.project, 0.001))
        wait(qtbot, lambda: parts.context.run == 2 and parts.context.status == "paused")
        parts.pump.play(ramp=False)
        wait(qtbot, lambda: parts.context.epoch >= 1)
        assert np.isfinite(parts.context.values["train_loss"])


def test_data_of_another_shape_asks_no_old_questions(qtbot: QtBot, tmp_path: Path) -> None:
    with make_parts(tmp_path) as parts:
        said: list[Any] = []
        parts.context.messages.posted.connect(said.append)
        parts.pump.questions.set_collector(
            lambda: {"map": Predictions(GRID)} if parts.context.project.data.features else {"p": Parameters()}
        )
        parts.pump.start()
        parts.pump.play(ramp=False)
        wait(qtbot, lambda: parts.context.epoch >= 1)
        parts.pump.expect_fresh()
        parts.context.document.open(load_example("iris"), None)
        wait(qtbot, lambda: parts.context.run == 2 and parts.context.epoch >= 1)
        assert not [message for message in said if message.level == "error"]


@pytest.mark.parametrize(("factor", "expected"), [(0.5, FASTEST), (2.0, None)])
def test_speed_changes_by_factors(qtbot: QtBot, tmp_path: Path, factor: float, expected: float | None) -> None:
    with make_parts(tmp_path) as parts:
        with qtbot.waitSignal(parts.pump.speed_changed):
            parts.pump.change_speed(factor)
        assert parts.pump.speed == expected
