"""Weights and confusion: the trainer's numbers as they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from core.catalog.activations import ACTIVATIONS, Sigmoid
from core.catalog.datasets.bundled import Digits, Iris
from core.catalog.datasets.plane_classes import Spiral
from core.catalog.datasets.plane_numbers import Bumps
from core.catalog.layers.batch_norm import BatchNorm
from core.catalog.layers.dense import Dense
from core.catalog.layers.gaussian_noise import GaussianNoise
from core.catalog.layers.input import Input
from core.catalog.layers.output import Output
from core.registry import Options
from core.session.probes import Parameters, PartPredictions
from core.spec.architecture import Architecture, NodeSpec
from core.spec.project import Project
from guiapp.panels.confusion import ConfusionPanel, confused
from guiapp.panels.layer import LayerPanel
from guiapp.panels.weights import WeightsPanel
from guiapp.theme import load
from guiapp.views.pace import Pace
from guiapp.views.predicted import scores
from tests.guiapp.panel_desk import Bench, on


def test_the_matrix_has_a_row_for_the_bias(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(on(Spiral(samples=60)), tmp_path, qtbot)
    panel = WeightsPanel(bench.context)
    bench.show(panel)
    assert panel.probes() == {"weights.all": Parameters()}
    bench.run(epochs=1)
    numbers = panel.matrix.numbers()
    assert numbers[""] == ["x1", "x2", "bias"]
    assert len(numbers) == 5
    assert panel.histogram.numbers()["count"].sum() == 8
    assert not panel.switch.isVisible()


def test_the_layer_follows_the_selection(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(on(Spiral(samples=60)), tmp_path, qtbot)
    panel = WeightsPanel(bench.context)
    bench.show(panel)
    bench.run(epochs=1)
    bench.context.select("y")
    assert panel.layer.currentData() == "y"
    assert panel.matrix.numbers()[""] == ["1", "2", "3", "4", "bias"]


def test_weights_on_a_picture_are_pictures(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(on(Digits()), tmp_path, qtbot)
    panel = WeightsPanel(bench.context)
    bench.show(panel)
    bench.run(epochs=1)
    assert panel.switch.isVisible()
    panel.switch.buttons["pictures"].click()
    assert panel.stack.currentWidget() is panel.pictures
    assert len(panel.pictures.numbers()["unit_1"]) == 64
    panel.set_theme(load("dark"))
    assert not panel.grab().isNull()
    assert panel.tools()


def test_norms_and_learned_slopes_are_named_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    options: list[Options] = [
        Input(), Dense(units=3, activation=ACTIVATIONS["prelu"].options()), BatchNorm(), GaussianNoise(),
        Dense(units=1, activation=Sigmoid()), Output(),
    ]  # fmt: skip
    names = ("x", "h1", "norm", "noise", "y", "out")
    nodes = (NodeSpec(n, o, (names[i - 1],) if i else ()) for i, (n, o) in enumerate(zip(names, options, strict=True)))
    bench = Bench(on(Spiral(samples=60), Project(architecture=Architecture(tuple(nodes)))), tmp_path, qtbot)
    panel, layer = WeightsPanel(bench.context), LayerPanel(bench.context)
    bench.show(panel)
    bench.show(layer)
    bench.run(epochs=1)
    assert [panel.layer.itemData(i) for i in range(panel.layer.count())] == ["h1", "norm", "y"]
    assert panel.layer.itemText(1).endswith("3 \N{RIGHTWARDS ARROW} 3")
    assert panel.matrix.numbers()[""] == ["x1", "x2", "bias", "slope below 0"]
    bench.context.select("norm")
    numbers = panel.matrix.numbers()
    assert numbers[""] == ["scale", "shift", "running mean", "running variance"]
    weights = panel._weights
    assert numbers["2"].tolist() == [float(weights[f"norm.{n}"][1]) for n in ("scale", "shift", "mean", "variance")]
    assert panel.histogram.numbers()["count"].sum() == 6
    assert "6 parameters, and 6 that follow the data" in layer.facts.text()
    bench.context.select("noise")
    assert layer.form is not None
    assert list(layer.form.rows) == ["deviation"]


@pytest.mark.parametrize("fraction", [0.3, 0.0])
def test_confusion_counts_every_sample(qtbot: QtBot, tmp_path: Path, fraction: float) -> None:
    import msgspec

    project = on(Iris())
    project = msgspec.structs.replace(project, data=msgspec.structs.replace(project.data, test_fraction=fraction))
    bench = Bench(project, tmp_path, qtbot)
    panel = ConfusionPanel(bench.context)
    bench.show(panel)
    assert panel.probes() == {}
    bench.run(epochs=1)
    assert panel.probes() == {"confusion.part": PartPredictions("test" if fraction else "train")}
    counts = [column for name, column in panel.matrix.numbers().items() if name != "true"]
    assert np.sum(counts) == (45 if fraction else 150)
    assert "right" in panel.words.text()


def test_numbers_stand_against_the_truth(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(on(Bumps(samples=60)), tmp_path, qtbot)
    panel = ConfusionPanel(bench.context)
    bench.show(panel)
    bench.run(epochs=1)
    assert panel.stack.currentWidget() is panel.predicted
    assert len(panel.predicted.numbers()["true"]) == 18
    panel.set_theme(load("dark"))
    assert not panel.grab().isNull()
    assert panel.tools()


def test_the_commonest_mistakes_come_first() -> None:
    counts = np.array([[5, 1, 0], [0, 4, 3], [0, 0, 9]])
    lines = confused(counts, ("a", "b", "c"))
    assert lines[2:] == ["b taken for c: 3 of 7", "a taken for b: 1 of 6"]
    assert confused(np.eye(3, dtype=int), ("a", "b", "c")) == []


def test_scores_are_those_of_the_books() -> None:
    found = scores(np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0, 4.0]))
    assert found == {"R²": -1.0, "RMSE": pytest.approx(np.sqrt(4 / 3)), "MAE": pytest.approx(2 / 3)}


def test_a_costly_question_rests(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(on(Spiral(samples=60)), tmp_path, qtbot)
    told: list[bool] = []
    pace = Pace(lambda: told.append(pace.due), bench.context)
    pace.answered(False)
    assert pace.due
    pace.answered(True)
    assert not pace.due
    pace.renew()
    assert pace.due
    assert told == [False, True]
