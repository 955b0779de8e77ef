"""Names that are longer than the room for them."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from core.spec.files import load_example
from guiapp.canvas.names import name_lines
from guiapp.form.editors import KindEditor
from guiapp.form.entries import EntriesRow
from guiapp.panels.training import TrainingPanel
from guiapp.plots.base import without_unit
from tests.guiapp.panel_desk import Bench, network


def lines(name: str, room: int) -> list[str]:
    return name_lines(name, lambda text: len(text) <= room, lambda text: text if len(text) <= room else text[:room])


def test_columns_are_told_apart_where_there_is_little_room() -> None:
    assert lines("bmi", 8) == ["bmi"]
    assert lines("width (cm)", 8) == ["width"]
    assert lines("sepal length (cm)", 8) == ["sepal", "length"]
    assert lines("worst fractal dimension", 14) == ["worst fractal", "dimension"]
    assert lines("incomprehensibility", 8) == ["incompre"]
    assert without_unit("petal length (cm)") == "petal length"
    assert without_unit("f(x)") == "f(x)"


def test_the_training_form_offers_what_fits_the_task(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(network(), tmp_path, qtbot)
    panel = TrainingPanel(bench.context)
    bench.show(panel)
    panel.form.open_part_of("metrics")
    metrics, loss = panel.form.rows["metrics"], panel.form.rows["loss"].editor
    assert isinstance(metrics, EntriesRow)
    assert isinstance(loss, KindEditor)
    box = loss.box
    assert [card.options.kind for card in metrics.cards] == ["accuracy"]
    assert "f1" in metrics.offered()
    assert "rmse" not in metrics.offered()
    assert box.itemData(0) == "bce"
    bench.context.edit("other data", load_example("bumps"))
    assert "f1" not in metrics.offered()
    assert "mae" in metrics.offered()
    offered = {box.itemData(i) for i in range(box.count())}
    assert {"mse", "rmse"} <= offered
    assert "bce" not in offered


def test_what_stands_open_is_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(network(), tmp_path, qtbot)
    panel = TrainingPanel(bench.context)
    qtbot.addWidget(panel)
    panel.form.open_part_of("metrics")
    panel.form.open_part_of("seed")
    again = TrainingPanel(bench.context)
    qtbot.addWidget(again)
    assert again.form.open_parts() == ["metrics", "precision"]
