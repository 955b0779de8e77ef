"""The panel of gradients draws the probe's readings and says what ails the network."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.catalog.datasets.plane_classes import Spiral
from core.explain.diagnose import Diagnosis
from core.explain.health import Health, LayerHealth
from guiapp.panels.gradients import GradientsPanel
from guiapp.plots.layer_rows import LayerRows, scale_of, share_of
from guiapp.theme import load
from guiapp.views.diagnoses import Diagnoses
from tests.guiapp.panel_desk import Bench, on


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Bench:
    return Bench(on(Spiral(samples=60)), tmp_path, qtbot)


def shown(bench: Bench) -> GradientsPanel:
    panel = GradientsPanel(bench.context)
    bench.show(panel)
    panel.resize(800, 300)
    bench.run(epochs=3)
    return panel


def test_it_reads_and_draws(bench: Bench) -> None:
    panel = GradientsPanel(bench.context)
    bench.show(panel)
    assert panel.probes() == {}
    bench.take_up()
    assert panel.probes() == {"gradients.health": Health()}
    bench.run(epochs=3)
    numbers = panel.rows.numbers()
    assert numbers["node"] == ["h1", "y"]
    assert all(value > 0.0 for value in numbers["gradient"])
    assert [line.node for line in panel.curves._lines] == ["h1", "y"]
    assert list(panel.curves.numbers()) == ["step", "h1", "y"]
    assert "h1: gradient" in panel.rows.accessibleDescription()
    assert "Healthy" in panel.diagnoses.text()
    assert "Slopes of the first layer over the last" in panel.travel.text()
    for theme in ("dark", "light"):
        panel.set_theme(load(theme))
        assert not panel.grab().isNull()


def test_a_layer_is_chosen_here_and_in_the_drawing(bench: Bench) -> None:
    panel = shown(bench)
    bench.context.select("y")
    assert panel.rows.current == "y"
    panel.rows.setFocus()
    bench.bot.keyClick(panel.rows, Qt.Key.Key_Up)
    assert bench.context.selection == ("h1",)
    assert panel.rows.current == "h1"
    bench.bot.keyClick(panel.rows, Qt.Key.Key_Up)
    assert panel.rows.current == "h1"


def test_another_number_over_time(bench: Bench) -> None:
    panel = shown(bench)
    before = panel.curves.numbers()["h1"]
    panel.field.buttons["ratio"].click()
    assert not np.array_equal(panel.curves.numbers()["h1"], before)


def test_another_run_begins_anew(bench: Bench) -> None:
    panel = shown(bench)
    first = len(panel.history.readings)
    assert first > 1
    panel.reset()
    assert panel.history.readings == []
    assert panel.curves._lines == []


def test_while_it_plays_it_reads_now_and_then(bench: Bench) -> None:
    panel = shown(bench)
    bench.context.set_status("running")
    panel._pace.answered(True)
    assert panel.probes() == {}
    panel._pace.renew()
    assert panel.probes()


def test_scales_of_powers_of_ten() -> None:
    assert scale_of([1e-13, 0.5]) == (-14.0, 0.0)
    assert scale_of([0.0, math.inf]) == (-4.0, 0.0)
    assert share_of(0.0, (-4.0, 0.0)) == 0.0
    assert share_of(math.nan, (-4.0, 0.0)) == 1.0
    assert share_of(0.01, (-4.0, 0.0)) == pytest.approx(0.5)


def test_overflown_numbers_are_drawn(qtbot: QtBot) -> None:
    rows = LayerRows()
    qtbot.addWidget(rows)
    layer = LayerHealth(
        "h1", "relu", 4, math.inf, math.nan, 1.0, math.inf, 1.0, None, False, math.nan, math.nan, 0.0, 0.0,
        np.zeros(24, np.int64),
    )  # fmt: skip
    rows.set_layers([layer])
    rows.resize(500, 80)
    assert not rows.grab().isNull()
    assert "100% dead" in rows.accessibleDescription()


def test_diagnoses_are_told_in_words(qtbot: QtBot) -> None:
    label = Diagnoses()
    qtbot.addWidget(label)
    label.set_diagnoses([Diagnosis("dead", "In <b>, 80% are 0.", "Try this.", "b")])
    assert "Dead units" in label.text()
    assert "&lt;b&gt;" in label.text()
    assert label.accessibleDescription().startswith("Dead units: In <b>")
