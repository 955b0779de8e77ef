"""The registry rule: an activation that stands in one place is found in every other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from core.catalog.layers.dense import Dense
from core.cli import main
from core.session.headless import run_project
from core.spec.files import load_project, save_project
from guiapp.form import OptionsForm
from tests.networks import chain, loaded, project_of, relative
from tests.projects import BINARY, write

pytestmark = pytest.mark.usefixtures("registered")
BENT = {"kind": "bent", "power": 0.25}


def curved(folder: Path) -> str:
    """A project whose first layer is bent."""
    nodes: list[dict[str, Any]] = json.loads(json.dumps(BINARY["architecture"]["nodes"]))
    nodes[1]["activation"] = BENT
    return write(folder, BINARY, architecture={"nodes": nodes})


def test_the_form_offers_it_with_its_option(qtbot: QtBot) -> None:
    form = OptionsForm(Dense())
    qtbot.addWidget(form)
    boxes = [box for box in form.findChildren(QComboBox) if box.findData("bent") >= 0]
    assert [box.itemText(box.findData("bent")) for box in boxes] == ["Bent"]
    heard: list[Any] = []
    form.changed.connect(lambda value, key: heard.append(value))
    boxes[0].setCurrentIndex(boxes[0].findData("bent"))
    boxes[0].activated.emit(boxes[0].currentIndex())
    assert heard[-1].activation.kind == "bent"
    assert heard[-1].activation.power == 1.0


def test_the_command_line_lists_checks_and_trains_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "activations"]) == 0
    assert "a = z + power z^2 if z > 0 else exp(z) - 1" in capsys.readouterr().out
    project = curved(tmp_path)
    assert main(["check", project]) == 0
    assert main(["train", project, "--engine", "numpy", "--epochs", "1", "--quiet"]) == 0
    change = "architecture.nodes.h1.activation.power=9"
    assert main(["train", project, "--engine", "numpy", "--set", change]) == 2
    assert "architecture.nodes.h1.activation.power" in capsys.readouterr().err


def test_a_project_file_holds_it(tmp_path: Path) -> None:
    project = load_project(curved(tmp_path))
    save_project(project, tmp_path / "again.json")
    nodes = json.loads((tmp_path / "again.json").read_text())["architecture"]["nodes"]
    assert nodes[1]["activation"] == BENT
    assert load_project(tmp_path / "again.json") == project


def test_both_engines_compute_it() -> None:
    rng = np.random.default_rng(4)
    x, y = rng.normal(size=(30, 6)), rng.normal(size=(30, 3))
    nodes = chain(6, 3, hidden=BENT)
    project = project_of(nodes, x=x, y=y, task="regress")
    engines = [loaded(project, x, y, name) for name in ("numpy", "cpu")]
    for engine in engines:
        engine.run(np.full((20, 1), 0.05))
    assert relative(engines[1].predict(x), engines[0].predict(x)) <= 1e-5


def test_both_engines_train_it_from_the_file(tmp_path: Path) -> None:
    losses = []
    for engine in ("numpy", "cpu"):
        trained = run_project(load_project(curved(tmp_path)), epochs=3, engine=engine, threads=1)
        assert trained.engine == engine
        losses.append(trained.metrics["train_loss"])
    assert losses[0] == pytest.approx(losses[1], rel=1e-5)
