"""The sweep in a real window: tried, drawn, chosen from, stopped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot

from core.catalog.penalties import L2, NoPenalty
from core.explain.sweep import Cell, Sweep, Swept
from core.session.snapshot import Points
from core.spec.assign import assign
from core.spec.files import load_example
from guiapp.main_window import MainWindow
from guiapp.plots.sweep_map import Place, SweepMap
from guiapp.views.sweep_views import agreed
from tests.guiapp.furnished import make_window, wait


def small(*changes: str, example: str = "circle") -> Any:
    project = load_example(example)
    for change in ("data.source.samples=60", *changes):
        project = assign(project, change)
    return project


def opened(window: MainWindow, *, seeds: int = 2, epochs: int = 6, strengths: str = "0, 0.01") -> Any:
    window.docks.show("sweep")
    panel: Any = window.docks.docks["sweep"].panel
    form = panel.form
    form.low.commit(0.001)
    form.high.commit(0.1)
    form.rates.setValue(3)
    form.seeds.setValue(seeds)
    form.epochs.setValue(epochs)
    form.strengths.setText(strengths)
    return panel


def swept(qtbot: QtBot, panel: Any) -> None:
    qtbot.mouseClick(panel.start, Qt.MouseButton.LeftButton)
    assert panel.start.text() == "Stop the sweep"
    wait(qtbot, lambda: panel._swept is not None and not panel._sweeping)


def colours(widget: Any) -> int:
    image = widget.grab(QRect(0, 0, widget.width(), widget.height())).toImage()
    return len({image.pixel(x, y) for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)})


def test_the_map_is_filled_and_its_best_cell_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, small()) as window:
        panel = opened(window)
        assert "12 networks" in panel.start.toolTip()
        swept(qtbot, panel)
        found = panel._swept
        assert found.sweep.rates == (0.001, 0.01, 0.1)
        assert window.context.epoch == 0  # the project's own run was not touched
        mean = found.mean("test_loss")
        assert panel.map.best() == Place(*np.unravel_index(np.argmin(mean), mean.shape))
        assert panel.map.place == panel.map.best()
        rate, strength = panel.map.rate_and_strength(panel.map.best())
        assert f"best: rate {rate:g}, l2 {strength:g}" in panel.told.text()
        assert panel.map.numbers()["learning rate"] == [0.001, 0.01, 0.1]
        assert panel.map.numbers()["0.01"] == mean[1].tolist()
        assert colours(panel.map) > 5
        for view in ("curves", "border"):
            panel.view.buttons[view].click()
            assert colours(panel.stack.currentWidget()) > 3
        assert set(panel.curves.numbers()) >= {"train", "test", "test deviation"}
        assert panel.border.numbers()["deviation"].max() > 0.0


def test_a_cell_is_chosen_by_keyboard_and_mouse_and_used(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, small()) as window:
        panel = opened(window)
        swept(qtbot, panel)
        centre = panel.map.box(Place(1, 0)).center().toPoint()
        qtbot.mouseMove(panel.map, centre)
        qtbot.mouseClick(panel.map, Qt.MouseButton.LeftButton, pos=centre)
        assert panel.map.place == Place(1, 0)
        qtbot.keyClick(panel.map, Qt.Key.Key_Right)
        assert panel.map.place == Place(1, 1)
        assert "rate 0.01, l2 0.01" in panel.map.accessibleDescription()
        before = window.context.project
        qtbot.mouseClick(panel.use, Qt.MouseButton.LeftButton)
        training = window.context.project.training
        assert (training.optimizer.lr, training.penalty) == (0.01, L2(strength=0.01))
        qtbot.keyClick(panel.map, Qt.Key.Key_Down)
        panel.use.click()
        assert window.context.project.training.penalty == NoPenalty()
        for _ in range(2):
            window.context.document.undo()
        assert window.context.project == before


def test_one_strength_shows_every_seed(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, small()) as window:
        panel = opened(window, seeds=3, strengths="0")
        swept(qtbot, panel)
        assert panel.map._values.shape == (3, 3)
        seed = window.context.project.training.seed
        assert f"seed {seed + 2}" in panel.map.describe(Place(2, 0))
        assert panel.map.numbers()[f"seed {seed}"] == [
            panel._swept.of(rate, 0.0)[0].values["test_loss"] for rate in (0.001, 0.01, 0.1)
        ]


def test_networks_that_diverge_are_marked_and_do_not_count(qtbot: QtBot, tmp_path: Path) -> None:
    regression = small("training.optimizer.kind=sgd", example="plane")
    with make_window(qtbot, tmp_path, regression) as window:
        panel = opened(window, strengths="0", seeds=1, epochs=20)
        panel.form.high.commit(1000.0)
        panel.form.low.commit(100.0)
        swept(qtbot, panel)
        lost = [cell for cell in panel._swept.cells if cell.status == "diverged"]
        assert len(lost) == 3
        assert "1 of 1 diverged" in panel.map.describe(Place(0, 2))
        assert panel.map.best() is None
        assert "every network diverged: try lower rates" in panel.told.text()
        assert colours(panel.map) > 2


def test_it_is_stopped_and_what_cannot_be_tried_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, small()) as window:
        panel = opened(window, epochs=1_000_000)
        panel.start.click()
        wait(qtbot, lambda: panel._swept is not None and panel._swept.steps > 0)
        panel.start.click()
        wait(qtbot, lambda: not panel._sweeping)
        assert 0 < panel._swept.steps < 1_000_000
        panel.form.strengths.setText("0, much")
        assert not panel.start.isEnabled()
        assert panel.start.toolTip() == "Strengths are numbers from 0 up, with commas between"
        panel.form.strengths.setText("0")
        panel.form.low.commit(0.5)
        assert panel.start.toolTip() == "The lowest learning rate is above the highest"


def test_what_cannot_be_made_is_told_and_can_be_tried_again(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, small("training.seed=9007199254740990")) as window:
        panel = opened(window, seeds=50)
        panel.start.click()
        wait(qtbot, lambda: not panel._sweeping)
        assert panel.start.text() == "Start the sweep"
        assert any("seeds" in event.text for event in window.context.events if event.kind == "message")


def test_it_outlives_the_panel_and_wears_every_theme(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, small()) as window:
        panel = opened(window)
        swept(qtbot, panel)
        for theme in ("dark", "light", "contrast"):
            window.context.themes.apply(theme)
            assert colours(panel.map) > 5
        assert Sweep.key in window.context.errands


@pytest.mark.parametrize("classes", [True, False])
def test_answers_fade_where_seeds_differ(classes: bool) -> None:
    mean, none = np.array([[0.9], [0.9]]), np.array([[0.0], [0.5]])
    shown = agreed(mean, none, 0.5, classes)
    assert shown[0, 0] == 0.9
    assert shown[1, 0] == pytest.approx(0.5 if classes else 0.0)


def test_curves_and_border_show_how_much_is_chance(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, small()) as window:
        swept(qtbot, opened(window, epochs=20))
        window.docks.show("curves")
        curves: Any = window.docks.docks["curves"].panel
        assert not curves.spread.isHidden()
        curves.spread.setChecked(True)
        assert len(curves._band._drawn) == 2  # of training and of test
        curves.plot.set_axis("step")
        assert not curves._band._drawn
        curves.plot.set_axis("epoch")
        assert len(curves._band._drawn) == 2
        curves.spread.setChecked(False)
        assert not curves._band._drawn
        plane = window.docks.docks["output"].panel.plane.boundary
        wait(qtbot, plane.agree.isVisible)
        values = plane._values
        assert np.array_equal(plane._agreed(values), values)
        plane.agree.setChecked(True)
        assert not curves.spread.isHidden()
        pale = plane._agreed(values)
        assert (np.abs(pale - 0.5) <= np.abs(values - 0.5) + 1e-6).all()
        assert not np.array_equal(pale, values)
        assert plane.numbers()["output"].tolist() == values.ravel().tolist(), "numbers stay the network's own"
        other = assign(window.context.project, "data.source.noise=0.3")
        window.context.edit("other data", other)
        wait(qtbot, plane.agree.isHidden)
        assert curves.spread.isHidden(), "what was learned from other data says nothing here"


@pytest.mark.parametrize("strengths", [(0.0,), (0.0, 0.01)])
@pytest.mark.parametrize("risky", [(0.05, 0.9, 0.9), (0.05, np.nan, np.nan)])
def test_a_lucky_seed_makes_no_rate_the_best(
    qtbot: QtBot, strengths: tuple[float, ...], risky: tuple[float, ...]
) -> None:
    losses = {0.1: (0.12, 0.1, 0.11), 1.0: risky}
    none = Points((), np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, 0)))
    cells = tuple(
        Cell(r, s, i, "diverged" if np.isnan(v) else "finished", "", 1, 1, none, {"test_loss": v}, None)
        for r, values in losses.items()
        for s in strengths
        for i, v in enumerate(values)
    )
    sweep = Sweep(tuple(losses), 3, "l2", strengths, 1)
    view = SweepMap()
    qtbot.addWidget(view)
    view.set_swept(Swept(sweep, cells, ("test_loss",), len(cells), 1, 1.0, "cpu", None, 0.5), "test_loss")
    best = view.best()
    assert best == Place(1 if len(strengths) == 1 else 0, 0)
    assert view.describe(best, every_seed=True) == "rate 0.1, l2 0, 0.1100 \N{PLUS-MINUS SIGN} 0.0100"


def test_a_lost_seed_is_marked_at_every_width(qtbot: QtBot) -> None:
    """Where the value has no room beside the mark, the mark stays: colour alone would not tell."""
    none = Points((), np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, 0)))
    sweep = Sweep(tuple(float(rate) for rate in range(1, 13)), 2, "l2", (0.0, 0.01), 1)
    cells = tuple(
        Cell(rate, strength, i, "diverged" if i else "finished", "", 1, 1, none, {"test_loss": 0.5}, None)
        for strength in sweep.strengths
        for rate in sweep.rates
        for i in range(2)
    )
    view = SweepMap()
    qtbot.addWidget(view)
    view.set_swept(Swept(sweep, cells, ("test_loss",), 48, 1, 1.0, "cpu", None, 0.5), "test_loss")
    for width in range(360, 960, 20):
        view.resize(width, 200)
        inside = view.grab(view.box(Place(1, 5)).adjusted(5, 8, -5, -8).toRect()).toImage()
        shades = {inside.pixel(x, y) for x in range(inside.width()) for y in range(inside.height())}
        assert len(shades) > 1, width


def test_small_rates_can_be_typed(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, small()) as window:
        form = opened(window).form
        form.low.setFocus()
        form.low.lineEdit().selectAll()
        qtbot.keyClicks(form.low, "2e-5")
        qtbot.keyClick(form.low, Qt.Key.Key_Return)
        assert form.sweep().rates[0] == 2e-5
