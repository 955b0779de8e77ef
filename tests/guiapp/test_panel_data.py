"""The data panel: every wish is one edit, and the network's end follows the targets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core.catalog.datasets import DATASETS
from core.catalog.datasets.csv_file import Csv
from core.catalog.datasets.npz_file import Npz
from core.catalog.datasets.plane_classes import Blobs, Spiral
from core.catalog.datasets.points import Points
from core.session.snapshot import Event
from guiapp.panels.data import DataPanel
from guiapp.theme import load
from guiapp.views.slider_row import SliderRow
from guiapp.views.source_picker import GROUPS
from tests.guiapp.panel_desk import Bench, network, on


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Bench:
    return Bench(network(), tmp_path, qtbot)


@pytest.fixture
def panel(bench: Bench) -> DataPanel:
    panel = DataPanel(bench.context)
    bench.show(panel)
    panel.resize(224, 700)
    return panel


def click(panel: DataPanel, kind: str) -> None:
    panel.form.picker.buttons(kind)[0].click()


def test_nothing_is_wider_than_the_dock(panel: DataPanel) -> None:
    assert panel.form.minimumSizeHint().width() <= 214


def test_every_set_that_is_no_file_has_its_picture(panel: DataPanel) -> None:
    for entry in DATASETS:
        assert bool(panel.form.picker.buttons(entry.name)) == (entry.group in GROUPS)


def test_a_thumbnail_is_one_edit_with_its_network(bench: Bench, panel: DataPanel) -> None:
    click(panel, "blobs")
    assert bench.project.data.source == Blobs()
    assert bench.project.architecture["y"].options.units == 4
    assert "y has 4 units" in bench.said[-1].text
    assert "classes" in panel.form.rows
    bench.context.document.undo()
    assert bench.project == network()
    assert panel.form.picker.buttons("spiral")[0].isChecked()


def test_what_the_trainer_says_is_added(qtbot: QtBot, bench: Bench, panel: DataPanel) -> None:
    click(panel, "blobs")
    bench.context.take_event(Event("edited", 1, 1, "weights kept; 20 new"))
    qtbot.waitUntil(lambda: bench.said[-1].text.endswith("; weights kept; 20 new"))
    assert bench.said[-1].text.startswith("Blobs")


def test_noise_and_samples_go_along(bench: Bench, panel: DataPanel) -> None:
    row = panel.form.rows["noise"]
    assert isinstance(row, SliderRow)
    row.slider.setValue(40)
    click(panel, "circle")
    assert bench.project.data.source.noise == 0.4
    assert bench.project.data.source.samples == 500


def test_a_drag_is_one_step_of_undo(bench: Bench, panel: DataPanel) -> None:
    row = panel.form.rows["noise"]
    for value in (12, 15, 30):
        row.slider.setValue(value)
    assert bench.project.data.source.noise == 0.3
    row.settled.emit()
    row.slider.setValue(35)
    bench.context.document.undo()
    assert bench.project.data.source.noise == 0.3
    bench.context.document.undo()
    assert bench.project == network()


def test_the_other_task_takes_a_set_that_has_it(bench: Bench, panel: DataPanel) -> None:
    click(panel, "moons")
    panel.form.task.buttons["regress"].click()
    assert bench.project.data.source.kind == "plane"
    assert bench.project.training.loss.kind == "mse"
    assert not panel.form.picker.buttons("moons")[0].isVisible()
    click(panel, "bumps")
    panel.form.task.buttons["classify"].click()
    assert bench.project.data.source.kind == "moons"
    assert bench.project.training.loss.kind == "bce"
    panel.form.task.buttons["regress"].click()
    assert bench.project.data.source.kind == "bumps"


def test_data_that_serve_both_tasks_stay(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(on(Points()), tmp_path, qtbot)
    panel = DataPanel(bench.context)
    bench.show(panel)
    panel.form.task.buttons["regress"].click()
    assert (bench.project.data.source.kind, bench.project.data.task) == ("points", "regress")


def test_a_task_that_the_targets_refuse_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    texts = Points(x=((0.0, 1.0), (1.0, 0.0)), y=("no", "yes"))
    bench = Bench(on(texts), tmp_path, qtbot)
    panel = DataPanel(bench.context)
    bench.show(panel)
    panel.form.task.buttons["regress"].click()
    assert bench.said[-1].level == "error"
    assert panel.form.task.key() == "classify"


def test_features_keep_their_order_and_one_stays(bench: Bench, panel: DataPanel) -> None:
    chips = panel.form.features.chips.buttons
    chips["x1^2"].click()
    chips["x2"].click()
    assert bench.project.data.features == ("x1", "x1^2")
    chips["x1"].click()
    chips["x1^2"].click()
    assert bench.project.data.features == ("x1^2",)
    assert chips["x1^2"].isChecked()


def test_columns_of_a_table_are_chosen_from_a_list(bench: Bench, panel: DataPanel) -> None:
    click(panel, "iris")
    picker = panel.form.features
    assert picker.columns.isVisible()
    picker.menu.actions()[0].trigger()
    assert bench.project.data.features == ("sepal width (cm)", "petal length (cm)", "petal width (cm)")
    assert "3 of 4" in picker.columns.text()
    assert "150 rows" in panel.form.about.text()


def test_shares_scaling_and_batch(bench: Bench, panel: DataPanel) -> None:
    panel.form.test.slider.setValue(50)
    panel.form.validation.slider.setValue(20)
    panel.form.scaling.edited.emit("standard", False)
    panel.form.batch.edited.emit(10, True)
    data = bench.project.data
    assert (data.test_fraction, data.validation_fraction, data.scaling) == (0.5, 0.2, "standard")
    assert bench.project.training.batch_size == 10


def test_the_dice_draws_another_sample(bench: Bench, panel: DataPanel) -> None:
    panel.form.redraw.click()
    assert bench.project.data.draw == 1
    click(panel, "iris")
    assert not panel.form.redraw.isVisible()


def test_real_data_get_their_picture_when_they_are_loaded(bench: Bench, panel: DataPanel) -> None:
    click(panel, "digits")
    bench.take_up()
    assert panel.form.picker.buttons("digits")[0]._pictures is not None
    click(panel, "iris")
    bench.take_up()
    assert panel.form.picker.buttons("iris")[0]._points is not None


def test_a_table_is_opened(bench: Bench, panel: DataPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "pets.csv"
    path.write_text("weight,legs,label\n4,4,cat\n30,4,dog\n0.1,2,bird\n5,4,cat\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(path), ""))
    panel.form.files.open_csv()
    assert bench.project.data.source == Csv(path=str(path), target="label")
    assert bench.project.architecture["y"].options.units == 3
    assert panel.form.page.key() == "own"
    assert panel.form.files.name.text() == "pets.csv"
    panel.form.files.target.setCurrentIndex(panel.form.files.target.findText("weight"))
    panel.form.files.target.activated.emit(0)
    assert bench.project.data.source.target == "weight"
    assert bench.project.training.loss.kind == "mse"


def test_a_column_of_sample_weights_is_chosen(bench: Bench, panel: DataPanel, tmp_path: Path) -> None:
    path = tmp_path / "pets.csv"
    path.write_text("weight,legs,label\n4,4,cat\n30,4,dog\n0.1,2,bird\n5,4,cat\n", "utf-8")
    panel.form.source_chosen.emit(Csv(path=str(path), target="label"))
    box = panel.form.files.weights
    assert box.isVisible()
    assert [box.itemData(i) for i in range(box.count())] == ["", "weight", "legs"]
    assert box.accessibleName() == "Sample weights"
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert bench.project.data.weights == "weight"
    assert bench.context.document.undo_text == "Change sample weights"
    np.savez(tmp_path / "a.npz", x=np.zeros((4, 3)), y=np.array([0, 1, 0, 1]), w=np.ones(4))
    panel.form.source_chosen.emit(Npz(path=str(tmp_path / "a.npz")))
    assert bench.project.data.weights == ""
    assert [box.itemData(i) for i in range(box.count())] == ["", "w"]
    bench.context.document.undo()
    assert bench.project.data.weights == "weight"
    assert box.currentData() == "weight"
    panel.form.source_chosen.emit(Spiral())
    assert not box.isVisible()
    assert bench.project.data.weights == ""


def test_a_file_that_is_none_changes_nothing(
    bench: Bench, panel: DataPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(tmp_path / "none.npz"), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: str(tmp_path))
    panel.form.files.open_csv()
    panel.form.files.open_npz()
    panel.form.files.open_idx()
    assert bench.project == network()
    assert [message.level for message in bench.said] == ["error"] * 3
    np.savez(tmp_path / "none.npz", x=np.zeros((4, 3)), y=np.array([0, 1, 0, 1]))
    panel.form.files.open_npz()
    assert bench.project.data.source.kind == "npz"


def test_what_is_wrong_with_the_data_is_said(bench: Bench, panel: DataPanel) -> None:
    bench.context.edit("break", on(Csv(path="/nowhere.csv", target="y")))
    assert panel.form.faults.isVisible()
    bench.context.document.undo()
    assert not panel.form.faults.isVisible()
    assert bench.project.data.source == Spiral()
    panel.set_theme(load("dark"))
    assert not panel.grab().isNull()
