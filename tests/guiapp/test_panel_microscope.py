"""The microscope shows the probe's numbers, turns its pages and copies them."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from core.catalog.datasets.bundled import Digits
from core.catalog.datasets.plane_classes import Spiral
from core.explain.chain import Chain
from core.explain.one_weight import OneWeight
from core.explain.step import Walk
from guiapp.panels.microscope import MicroscopePanel
from guiapp.theme import load
from tests.guiapp.panel_desk import Bench, on


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Bench:
    return Bench(on(Spiral(samples=60)), tmp_path, qtbot)


def shown(bench: Bench) -> MicroscopePanel:
    panel = MicroscopePanel(bench.context)
    bench.show(panel)
    panel.resize(900, 320)
    bench.take_up()
    bench.run(epochs=1)
    return panel


def test_it_asks_for_the_sample_that_is_looked_at(bench: Bench) -> None:
    panel = MicroscopePanel(bench.context)
    bench.show(panel)
    assert panel.probes() == {}
    assert panel.stack.currentWidget() is panel.empty
    bench.take_up()
    bench.context.point_at(sample=7)
    assert panel.probes()["microscope.step"] == Walk(7)
    panel.place.setValue(3)
    assert bench.context.sample == 2
    assert panel.probes()["microscope.step"] == Walk(2)
    panel.what.set_key("batch")
    panel.what.chosen.emit("batch")
    assert panel.probes()["microscope.step"] == Walk(None, 2)


def test_pages_are_turned_and_phases_jumped_to(bench: Bench) -> None:
    panel = shown(bench)
    assert panel.page.title.text() == "h1 · sum   1 / 13"
    text = panel.page.field.toPlainText()
    assert text.count("\n") == 3
    assert text.startswith("z₁ = ")
    panel.on.click()
    assert "a₁ = tanh(z₁) = tanh(" in panel.page.field.toPlainText()
    panel.back.click()
    panel.back.click()
    assert panel.page.title.text().endswith("1 / 13")
    for phase, start in (("loss", "L₁ = "), ("backward", "∂L/∂z₁ = F₁ "), ("update", "w₁₁:  g = ")):
        panel.phase.buttons[phase].click()
        assert panel.page.field.toPlainText().startswith(start), phase
    assert "Binary cross-entropy: the last factor of every slope is F − y" in _loss_words(panel)


def _loss_words(panel: MicroscopePanel) -> str:
    panel.phase.buttons["loss"].click()
    return panel.page.words.text()


def test_a_weight_shows_its_chain_and_the_check(bench: Bench) -> None:
    panel = shown(bench)
    panel.phase.buttons["update"].click()
    panel.table.selectRow(5)
    assert panel.probes()["microscope.chain"] == Chain("h1.weight", (1, 1), 0, 0)
    bench.run(epochs=1)
    text = panel.side.chain.toPlainText()
    assert "∂L/∂w₂₂[h1]" in text
    assert "They agree" in text
    model = panel.table.numbers
    assert model.rowCount() == 8
    assert [model.headerData(i, Qt.Orientation.Horizontal) for i in range(3)] == ["w", "∂L/∂w", "w′"]
    assert model.headerData(5, Qt.Orientation.Vertical) == "2→2"


def test_one_weight(bench: Bench) -> None:
    panel = shown(bench)
    panel.phase.buttons["weight"].click()
    assert panel.probes()["microscope.curve"] == OneWeight("y.weight", (0, 0))
    panel.chooser.places[0].setValue(3)
    assert panel.probes()["microscope.curve"] == OneWeight("y.weight", (2, 0))
    panel.chooser.array.setCurrentIndex(panel.chooser.array.findData("y.bias"))
    panel.chooser.array.activated.emit(0)
    assert panel.probes()["microscope.curve"] == OneWeight("y.bias", (0,))
    bench.run(epochs=1)
    numbers = panel.curve.numbers()
    assert len(numbers["weight"]) == 61
    assert "weight_at_rate_10" in numbers
    assert "rate 0.001" in panel.curve.accessibleDescription()
    panel.set_theme(load("dark"))
    assert not panel.grab().isNull()
    assert len(panel.tools()) > 1


def test_copies(bench: Bench) -> None:
    panel = shown(bench)
    panel.copy(latex=False, whole=False)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("h1 · sum\nz₁ = ")
    panel.copy(latex=True, whole=True)
    text = QGuiApplication.clipboard().text()
    assert text.count("\\begin{align*}") == text.count("\\end{align*}") == 13
    assert [action.isEnabled() for action in panel.tools()] == [True] * 4
    assert bench.said[-1].text == "Copied"


def test_the_pages_turn_by_themselves_and_slower_with_less_motion(bench: Bench) -> None:
    panel = shown(bench)
    panel.play.click()
    assert panel._turning.interval() == 1400
    panel._turning.timeout.emit()
    assert panel.page.title.text().endswith("2 / 13")
    panel.play.click()
    assert not panel._turning.isActive()
    settings = bench.context.settings
    settings.preferences = msgspec.structs.replace(settings.preferences, reduced_motion=True)
    panel.play.click()
    assert panel._turning.interval() == 3500
    for _ in range(20):
        panel._turning.timeout.emit()
    assert not panel._turning.isActive()
    assert panel.page.title.text().endswith("13 / 13")


def test_wide_layers_fold(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(on(Digits()), tmp_path, qtbot)
    panel = MicroscopePanel(bench.context)
    bench.show(panel)
    bench.take_up()
    bench.run(epochs=1)
    text = panel.page.field.toPlainText()
    assert "58 more" in text
    panel.phase.buttons["update"].click()
    assert panel.table.numbers.rowCount() == 64 * 4
    panel.page.go_to(200)
    assert panel.page.field.toPlainText().startswith("w₅₁‚₁:") or panel.page.field.toPlainText().startswith("w₅₁")
    assert "more" in panel.page.field.toPlainText().splitlines()[-1]


def test_a_clicked_unit_brings_its_layer(bench: Bench) -> None:
    panel = shown(bench)
    bench.context.point_at("y", 0)
    assert panel.page.title.text().startswith("y · sum")
    panel.phase.buttons["weight"].click()
    assert panel.probes()["microscope.curve"] == OneWeight("y.weight", (0, 0))


def test_the_next_batch_is_the_trainers(bench: Bench) -> None:
    panel = shown(bench)
    panel.what.set_key("batch")
    panel.what.chosen.emit("batch")
    bench.run(epochs=1)
    assert panel._step is not None
    assert panel._step.what == "batch"
    assert panel.place.maximum() == len(panel._step.places)
    assert np.isfinite(panel._step.loss.batch)


def test_a_weight_of_the_drawing_is_looked_at(bench: Bench) -> None:
    panel = shown(bench)
    panel.phase.buttons["update"].click()
    bench.context.weight_pointed.emit("y.weight", (2, 0))
    assert panel.page.title.text().startswith("y.weight")
    assert panel.probes()["microscope.chain"] == Chain("y.weight", (2, 0), 0, 0)
    bench.context.weight_pointed.emit("nothing.weight", (2, 0))
    assert panel.probes()["microscope.chain"] == Chain("y.weight", (2, 0), 0, 0)


def test_the_loss_is_drawn_over_the_prediction(bench: Bench) -> None:
    panel = shown(bench)
    panel.phase.buttons["loss"].click()
    assert panel.side.currentWidget() is panel.side.cost
    assert "One who guesses pays ln 2 = 0.693" in panel.page.words.text()
    assert len(panel.side.cost.numbers()["loss"]) == 161
    assert "prediction" in panel.side.cost.accessibleDescription()
    panel.set_theme(load("dark"))
    assert not panel.grab().isNull()
