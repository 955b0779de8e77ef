"""The pad in a real window: a digit drawn with the mouse is classified; what drives a unit; pixels that speak."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from core.engine.select import choose
from core.explain.drivers import Drivers
from core.session.setup import load, set_up
from core.spec.files import load_example
from guiapp.panels.pad import PadSheet
from guiapp.views.bars import ProbabilityBars
from guiapp.views.pixel_picture import PixelPicture
from tests.guiapp.furnished import make_window, wait


def test_a_digit_that_is_drawn_is_classified(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, load_example("digits")) as window:
        window.docks.show("pad")
        panel: Any = window.docks.docks["pad"].panel
        window.pump.play(ramp=False)
        wait(qtbot, lambda: window.context.epoch >= 3)
        window.pump.pause()
        qtbot.mousePress(panel.sheet, Qt.MouseButton.LeftButton, pos=QPoint(84, 20))
        panel.sheet.stroke(QPointF(84, 20), QPointF(84, 150))
        qtbot.mouseRelease(panel.sheet, Qt.MouseButton.LeftButton, pos=QPoint(84, 150))
        wait(qtbot, lambda: panel.bars.numbers())
        shares = np.asarray(panel.bars.numbers()["probability"])
        assert shares.sum() > 0.999
        assert shares.argmax() in (1, 4, 7, 8, 9)  # an upright stroke
        wait(qtbot, lambda: len(panel.driven.numbers()) == 2)
        panel.wipe.click()
        assert panel.bars.numbers() == {}
        assert not panel.sheet.ink.any()


def test_the_pad_is_drawn_on_by_keyboard(qtbot: QtBot) -> None:
    sheet = PadSheet()
    qtbot.addWidget(sheet)
    qtbot.keyClick(sheet, Qt.Key.Key_Down)
    assert not sheet.ink.any()
    for _ in range(5):
        qtbot.keyClick(sheet, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    rows, columns = np.nonzero(sheet.ink > 0.5)
    assert np.ptp(rows) > 2 * np.ptp(columns) > 0
    for _ in range(60):
        qtbot.keyClick(sheet, Qt.Key.Key_Left)
    qtbot.keyClick(sheet, Qt.Key.Key_Space)
    assert sheet.ink[:, 0].max() == 1.0
    qtbot.keyClick(sheet, Qt.Key.Key_Delete)
    assert not sheet.ink.any()
    assert sheet.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_other_data_have_no_pad(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        window.docks.show("pad")
        panel: Any = window.docks.docks["pad"].panel
        wait(qtbot, lambda: window.context.setup is not None)
        assert panel.probes() == {}


def test_drivers_are_the_largest_activations() -> None:
    engine: Any = choose("numpy")
    setup = set_up(load_example("digits"), engine.lanes)
    load(setup, engine)
    node = setup.project.architecture.of_kind("dense")[0].id
    found = Drivers(node, 3, 5).answer(setup, engine)
    assert found is not None
    values = engine.activations(setup.prepared.train.x, [node])[node][:, 3]
    assert found.high.tolist() == sorted(values.astype(float).tolist(), reverse=True)[:5]
    assert found.low[0] == values.min()
    assert Drivers(node, 10_000).answer(setup, engine) is None
    assert Drivers("nobody", 0).answer(setup, engine) is None


def test_a_pixel_says_which_input_it_is(qtbot: QtBot) -> None:
    label = PixelPicture(84)
    qtbot.addWidget(label)
    label.set_picture(np.zeros((28, 28, 1), np.uint8))
    assert "input 30 of 784" in label.words_at(QPointF(2 * 3 + 1, 1 * 3 + 1))
    assert label.words_at(QPointF(-5, 4)) == ""
    label.set_picture(None)
    assert label.words_at(QPointF(5, 5)) == ""


def test_the_bars_stand_beside_the_row_of_the_target(qtbot: QtBot) -> None:
    bars = ProbabilityBars()
    qtbot.addWidget(bars)
    bars.resize(300, 220)
    bars.set_values(np.eye(10)[3], [str(i) for i in range(10)], true=3)
    assert "1 for the true class" in bars.toolTip()
    assert not bars.grab().isNull()
