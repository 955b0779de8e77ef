"""Curves and the log: nothing is missed while nobody looks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from core.catalog.datasets.plane_classes import Spiral
from core.catalog.datasets.plane_numbers import Bumps
from core.session.snapshot import Event
from core.spec.assign import assign
from guiapp.panels.curves import MOST_MARKS, CurvesPanel, mark_text, read_text
from guiapp.panels.log import LogPanel
from guiapp.theme import load
from guiapp.views.pace import Spaced
from tests.guiapp.panel_desk import Bench, on


def test_the_curves_end_where_the_run_is(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(on(Spiral(samples=60)), tmp_path, qtbot)
    panel = CurvesPanel(bench.context)
    bench.show(panel)
    bench.run(epochs=4)
    last = panel.plot.values_at(4)
    assert last["train_loss"] == bench.context.values["train_loss"]
    assert last["test_loss"] == bench.context.values["test_loss"]
    panel.switch.segments.buttons["accuracy"].click()
    assert panel.plot.values_at(4)["test_accuracy"] == bench.context.values["test_accuracy"]
    assert not panel.plot.controls.log.isChecked()


def test_epochs_that_nobody_saw_are_drawn_when_it_is_shown_again(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(on(Spiral(samples=60)), tmp_path, qtbot)
    panel = CurvesPanel(bench.context)
    bench.show(panel)
    panel.hide()
    bench.run(epochs=3)
    assert "train_loss" not in panel.plot.numbers()
    panel.show()
    bench.run(epochs=0)
    bench.context.begin_run(9)
    panel.reset()
    assert "train_loss" not in panel.plot.numbers()


def test_a_hidden_panel_catches_up(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(on(Spiral(samples=60)), tmp_path, qtbot)
    panel = CurvesPanel(bench.context)
    bench.run(epochs=3)
    bench.show(panel)
    panel._catch_up()
    assert panel.plot.numbers()["train_loss_epoch"].tolist() == [1, 2, 3]
    assert np.all(np.diff(panel.plot.numbers()["train_loss_seconds"]) >= 0)


def test_a_past_run_stands_behind(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(on(Spiral(samples=60)), tmp_path, qtbot)
    panel = CurvesPanel(bench.context)
    bench.show(panel)
    bench.run(epochs=2)
    bench.run(epochs=1)
    assert len(bench.context.past) == 1
    assert panel.plot.numbers()["train_loss_epoch"].tolist() == [1]


def test_the_metrics_follow_the_task(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(on(Spiral(samples=60)), tmp_path, qtbot)
    panel = CurvesPanel(bench.context)
    bench.show(panel)
    assert list(panel.switch.segments.buttons) == ["loss", "accuracy"]
    bench.context.edit("numbers", on(Bumps(samples=60), bench.project))
    assert list(panel.switch.segments.buttons) == ["loss", "rmse"]


def test_every_change_is_marked_and_read_in_full(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(on(Spiral(samples=60)), tmp_path, qtbot)
    panel = CurvesPanel(bench.context)
    bench.show(panel)
    bench.run(epochs=2)
    for kind, text in (("changed", "batch size 32 -> 64"), ("rate", "learning rate 0.1"), ("started", "")):
        bench.context.take_event(Event(kind, 4, 2, text))
    panel._mark_events()
    assert [mark.short for mark in panel.plot.marks.all][1:] == ["batch size 32 -> 64", "learning rate 0.1"]
    assert panel.plot.marks.all[1].text == "epoch 2: batch size 32 -> 64"
    end = Event("finished", 1, 1, "stopped after 1,040 epochs: validation_loss did not improve for 40 epochs")
    assert mark_text(end) == "end"
    assert "40 epochs" in read_text(end)
    panel.set_theme(load("dark"))


def test_a_flood_of_changes_is_bounded(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(on(Spiral(samples=60)), tmp_path, qtbot)
    panel = CurvesPanel(bench.context)
    for epoch in range(1200):
        bench.context.take_event(Event("rate", epoch, epoch, f"learning rate {epoch}"))
    assert len(panel._events) <= MOST_MARKS * 1.25
    assert panel._events[-1][0].epoch == 1199
    panel.deleteLater()


def test_where_it_was_best_is_marked_once_it_ends_there(qtbot: QtBot, tmp_path: Path) -> None:
    spec = on(Spiral(samples=60))
    rules = '[{"kind":"early_stopping","patience":2,"min_delta":0.5}]'
    bench = Bench(assign(spec, f"training.stop={rules}"), tmp_path, qtbot)
    panel = CurvesPanel(bench.context)
    bench.show(panel)
    bench.run(epochs=20)
    texts = [mark.text for mark in panel.plot.marks.all]
    assert "epoch 1: the best epoch" in texts
    assert any("weights of epoch 1 restored" in text.replace("\n", " ") for text in texts)
    assert panel.plot.values_at(3)["train_loss"] == bench.context.values["train_loss"]


def test_the_log_hears_of_everything_once(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(on(Spiral(samples=60)), tmp_path, qtbot)
    bench.context.take_event(Event("started", 0, 0, ""))
    panel = LogPanel(bench.context)
    bench.show(panel)
    context = bench.context
    context.take_event(Event("edited", 1234, 12, "weights kept; 8 new"))
    context.messages.say("weights kept; 8 new")
    context.messages.say("Blobs: 4 units")
    context.messages.say("Blobs: 4 units; weights kept")
    texts = [row[3] for row in panel.rows()]
    assert texts == ["training starts", "weights kept; 8 new", "Blobs: 4 units; weights kept"]
    assert panel.rows()[1][:3] == ["0", "12", "1,234"]
    panel.tools()[0].trigger()
    assert "1,234" in qtbot_clipboard()
    panel.set_theme(load("dark"))
    panel.clear()
    assert panel.empty.isVisible()


def qtbot_clipboard() -> str:
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication.clipboard().text()


def test_a_metric_with_options_has_a_button_and_curves_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    metrics = 'training.metrics=["accuracy","f1",{"kind":"f1","average":"micro"}]'
    project = assign(assign(on(Spiral(samples=60)), metrics), "training.evaluate_every=2")
    bench = Bench(project, tmp_path, qtbot)
    panel = CurvesPanel(bench.context)
    bench.show(panel)
    bench.run(epochs=6)
    texts = dict(panel.switch.choices)
    assert list(texts) == ["loss", "accuracy", "f1", "f1_micro"]
    assert texts["f1_micro"] == f"{texts['f1']} (micro)"
    panel.switch.set_key("f1_micro")
    panel.switch.chosen.emit("f1_micro")
    assert panel.plot.values_at(6)["test_f1_micro"] == bench.context.values["test_f1_micro"]
    numbers = panel.plot.numbers()
    assert numbers["train_f1_micro_epoch"].tolist() == [2, 4, 6]
    assert np.isfinite(numbers["train_f1_micro"]).all()


def test_what_is_drawn_rarely_is_drawn_as_often_as_was_asked(qtbot: QtBot) -> None:
    drawn: list[int] = []
    parent = QObject()
    spaced = Spaced(lambda: drawn.append(1), 70, parent)
    spaced.call()
    spaced.call()
    assert drawn == [1]
    assert spaced._timer.interval() == 70
    qtbot.waitUntil(lambda: drawn == [1, 1])
