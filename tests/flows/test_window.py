"""`glassnet` and `glassnet open` from end to end, offscreen, and the window against the command line."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from core.catalog.optimizers import Sgd
from core.engine.select import choose
from core.session.control import Control
from core.session.probes import Parameters
from core.session.setup import load, set_up
from core.session.trainer import train
from core.spec.files import example_names, load_example, project_bytes
from core.spec.project import Project
from tests.guiapp.furnished import make_window, wait

FIGURES = {
    "epochs", "epochs_per_s", "steps_per_s", "frame_ms_p50", "frame_ms_p99", "loop_late_ms_p99", "first_paint_s",
    "ready_s", "rss_mb",
}  # fmt: skip


def glassnet(*words: str, home: Path, display: bool = False) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, where there is no display."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment["GLASSNET_HOME"] = str(home)
    command = [sys.executable, "-m", "core", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=100, check=False)


def png_size(path: Path) -> tuple[int, int]:
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", data[16:24])


def test_open_plays_draws_and_counts(tmp_path: Path) -> None:
    picture = tmp_path / "window.png"
    words = ("open", "circle", "--engine", "numpy", "--play", "--for", "1", "--screenshot", str(picture), "--stats")
    done = glassnet(*words, "--size", "1024x700", "--theme", "dark", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    figures = json.loads(done.stdout)
    assert set(figures) == FIGURES
    assert figures["epochs"] > 0
    assert figures["steps_per_s"] > figures["epochs_per_s"] > 0
    assert 0 < figures["first_paint_s"] < figures["ready_s"]
    assert png_size(picture) == (1024, 700)
    runs = list((tmp_path / "runs").glob("*/run.json"))
    assert len(runs) == 1
    record = json.loads(runs[0].read_bytes())
    assert record["steps"] > 0
    assert (runs[0].parent / "weights.npz").is_file()


def test_the_window_needs_a_display(tmp_path: Path) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("there is always a display")
    done = glassnet(home=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("error: display: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("missing.json", None),
        ("broken.json", '{"format": 1,'),
        ("kind.json", '{"format": 1, "architecture": {"nodes": [{"id": "x", "kind": "inputt"}]}}'),
    ],
)
def test_what_is_no_project_is_refused(tmp_path: Path, name: str, content: str | None) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content)
    done = glassnet("open", str(path), "--for", "1", home=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("error: ")
    assert name in done.stderr


def test_a_run_that_diverged_has_failed(tmp_path: Path) -> None:
    path = tmp_path / "wild.json"
    plane = load_example("plane")
    wild = replace(plane, training=replace(plane.training, optimizer=Sgd(lr=1000.0)))
    path.write_bytes(project_bytes(wild))
    done = glassnet("open", str(path), "--engine", "numpy", "--play", "--for", "1", "--stats", home=tmp_path)
    assert done.returncode == 1, done.stderr
    assert set(json.loads(done.stdout)) == FIGURES


def headless(project: Project, epochs: int) -> dict[str, np.ndarray]:
    engine = choose("numpy", project.training.precision)
    setup = set_up(project, engine.lanes)
    load(setup, engine)
    last = list(train(setup, engine, Control(running=True), epochs=epochs))[-1]
    assert last.state is not None
    return dict(last.state.weights)


def test_window_and_command_line_agree_bit_for_bit(qtbot: QtBot, tmp_path: Path) -> None:
    project = load_example("moons")
    found: list[dict[str, np.ndarray]] = []
    with make_window(qtbot, tmp_path, project) as window:
        for epoch in (1, 2, 3):
            window.book.trigger("step_epoch")
            wait(qtbot, lambda epoch=epoch: window.context.epoch == epoch)
        window.pump.questions.ask_once(Parameters(), found.append)
        wait(qtbot, lambda: bool(found))
    expected = headless(project, 3)
    assert set(found[0]) == set(expected)
    for name, array in expected.items():
        assert np.array_equal(found[0][name], array), name


@pytest.mark.parametrize("name", example_names())
def test_every_example_learns(name: str) -> None:
    project = load_example(name)
    engine = choose("numpy", project.training.precision)
    setup = set_up(project, engine.lanes)
    load(setup, engine)
    epochs = min(project.training.epochs, 40)
    losses = [
        value
        for snapshot in train(setup, engine, Control(running=True), epochs=epochs)
        for value in snapshot.points.values[:, snapshot.points.names.index("train_loss")].tolist()
    ]
    assert len(losses) == epochs
    assert losses[-1] < 0.95 * losses[0]
