"""The network panel: what it asks of the trainer, and that strip, outline and drawing agree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.session.document import Document
from core.session.probes import Activations
from core.session.setup import set_up
from core.session.snapshot import Points, Snapshot
from core.spec.files import load_example
from core.spec.project import Project
from guiapp.canvas import edit
from guiapp.canvas.numbers import Place
from guiapp.context import Context, FrameView
from guiapp.epoch_clock import EpochClock, EpochTime
from guiapp.messages import Messages
from guiapp.panels.network import FINE, NetworkPanel
from guiapp.settings import Settings
from guiapp.theme import Themes, load
from tests.guiapp.canvas_desk import chain, dense, project_of
from tests.guiapp.furnished import with_units


def panel_on(qtbot: QtBot, project: Project, tmp_path: Any) -> Iterator[NetworkPanel]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    themes = Themes(app, "light")
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    context = Context(Document(project), themes, settings, Messages())
    panel = NetworkPanel(context)
    context.document.subscribe(lambda old, new: panel.show_project(new))
    qtbot.addWidget(panel)
    panel.resize(900, 600)
    with qtbot.waitExposed(panel):
        panel.show()
    yield panel
    themes.setParent(None)


@pytest.fixture
def panel(qtbot: QtBot, tmp_path: Any) -> Iterator[NetworkPanel]:
    yield from panel_on(qtbot, chain(4, 3), tmp_path)


def frame(**answers: Any) -> FrameView:
    nothing = np.zeros(0, np.int64)
    snapshot = Snapshot(1, "running", 10, 2, Points((), nothing, nothing, np.zeros((0, 0))))
    return FrameView(snapshot, answers={f"network.{key}": value for key, value in answers.items()})


def test_plane_data_are_asked_on_a_grid(panel: NetworkPanel) -> None:
    asked = panel.probes()
    units = asked["network.units"]
    assert isinstance(units, Activations)
    assert units.x.shape == (FINE * FINE, 2)
    assert units.nodes == ("x", "h1", "h2", "y")
    assert panel.probes()["network.units"] is units


def test_an_edit_asks_anew_and_an_error_asks_nothing(qtbot: QtBot, panel: NetworkPanel) -> None:
    before = panel.probes()["network.units"]
    with qtbot.waitSignal(panel.probes_changed):
        panel.view.make(edit.append(panel.context.checked, "h1"))
    after = panel.probes()["network.units"]
    assert isinstance(after, Activations)
    assert after is not before
    assert after.nodes == ("x", "h1", "h3", "h2", "y")
    panel.view.make(edit.change_units(panel.context.project, "y", 1))
    panel.view.make(edit.disconnect(panel.context.project, "h1", "h3"))
    assert panel.probes() == {}


def test_a_table_is_asked_for_its_own_rows(qtbot: QtBot, tmp_path: Any) -> None:
    nodes = [{"id": "x", "kind": "input"}, dense("h1", "x", 4), dense("y", "h1", 3, "softmax")]
    project = project_of(*nodes, {"id": "out", "kind": "output", "inputs": ["y"]}, source="iris", loss="cce")
    for panel in panel_on(qtbot, project, tmp_path):
        assert set(panel.probes()) == {"network.weights"}
        panel.context.take_setup(set_up(project, 1))
        units = panel.probes()["network.units"]
        assert isinstance(units, Activations)
        assert units.x.shape[1] == 4
        panel.draw(frame(units={"h1": np.zeros((len(units.x), 4)), "y": np.full((len(units.x), 3), 1 / 3)}))
        assert panel.view.canvas.layers["h1"].values is not None


def test_frames_reach_tiles_lines_and_outline(panel: NetworkPanel) -> None:
    panel.strip.outline_button.setChecked(True)
    assert panel.outline.isVisible()
    row = panel.outline.layers()[1]
    row.setExpanded(True)
    weights = {"h1.weight": np.ones((2, 4)), "h1.bias": np.array([0.5, -0.25, 0.0, 1.0])}
    panel.draw(frame(weights=weights, units={"h1": np.full((FINE * FINE, 4), 0.75)}))
    item = panel.view.canvas.layers["h1"]
    assert item.values is not None
    assert item.values.shape == (4, FINE, FINE)
    child = row.child(1)
    assert child is not None
    assert (child.text(0), child.text(1), child.text(2)) == ("h1[2]", "\N{MINUS SIGN}0.25", "0.75")


def test_the_outline_and_the_drawing_share_the_selection(panel: NetworkPanel) -> None:
    panel.context.select("h2")
    current = panel.outline.currentItem()
    assert current is not None
    assert current.text(0).startswith("Dense 3")
    assert panel.view.canvas.layers["h2"].chosen
    row = panel.outline.layers()[1]
    panel.outline.setCurrentItem(row.child(2))
    assert panel.context.selection == ("h1",)
    assert panel.view.unit == 2


def test_the_outline_lists_the_project(panel: NetworkPanel) -> None:
    def listed() -> list[str]:
        return [str(item.data(0, 256)) for item in panel.outline.layers()]

    assert listed() == ["x", "h1", "h2", "y", "out"]
    panel.strip.add.emit("dropout")
    assert listed() == ["x", "h1", "h2", "drop1", "y", "out"]
    panel.strip.remove.emit()
    assert listed() == ["x", "h1", "h2", "y", "out"]


def test_every_kind_can_be_added_from_the_strip(panel: NetworkPanel) -> None:
    menu = panel.strip.add_button.menu()
    assert menu is not None
    before = panel.context.project
    for action in menu.actions():
        action.trigger()
        kinds = {node.kind for node in panel.context.project.architecture.nodes}
        assert action.data() in kinds
        panel.context.document.undo()
        assert panel.context.project == before


def test_the_summary_says_what_training_takes(panel: NetworkPanel) -> None:
    """Before the first step it is foretold; what is timed then teaches the forecast."""
    words = panel.strip.summary.text().split(" · ")
    assert words[0] == "31 parameters"
    assert words[1].startswith("about ")
    assert words[2].endswith("kB")
    panel.view.make(edit.change_units(panel.context.project, "h1", 1))
    assert panel.strip.summary.text().startswith(f"{panel.context.checked.parameters} parameters")
    assert "batch" in panel.strip.summary.toolTip()


def test_the_clock_teaches_the_forecast(panel: NetworkPanel) -> None:
    context, clock = panel.context, EpochClock(panel.context)
    first = clock.read()
    assert first.seconds
    assert not first.timed
    context.epoch, context.seconds = 100, 100 * 4.0 * first.seconds
    assert clock.read() == EpochTime(pytest.approx(4.0 * first.seconds), timed=True)
    assert context.settings.pace == 1.0  # too short a time to learn from
    context.epoch, context.seconds = 200, 1.0
    took = clock.read().seconds
    assert took
    assert 1.0 < context.settings.pace < took / first.seconds
    taught = context.settings.pace
    context.epoch, context.seconds = 300, 1.5
    clock.read()
    assert context.settings.pace == taught  # once for each project
    context.epoch, context.seconds = 0, 0.0
    again = clock.read()
    assert not again.timed
    assert again.seconds == pytest.approx(taught * first.seconds)


def test_pinned_numbers_stay_with_their_project(panel: NetworkPanel) -> None:
    context, cards = panel.context, panel.view.cards
    context.edit("units", with_units(context.project, "h1", 5))
    cards.open(Place("h1", "bias", (0,)), QPoint(20, 20))
    context.document.undo()
    assert cards.close_all()
    cards.open(Place("h1", "bias", (0,)), QPoint(20, 20))
    context.document.open(load_example("spiral"), None)
    assert not cards.close_all()


def test_names_are_a_switch(panel: NetworkPanel) -> None:
    panel.strip.names_button.setChecked(True)
    assert panel.view.canvas.layers["h1"].names[0].startswith("z₁")
    panel.strip.names_button.setChecked(False)
    assert panel.view.canvas.layers["h1"].names == ()


def test_everything_has_a_name_for_a_screen_reader(panel: NetworkPanel) -> None:
    for button in panel.strip._icons:
        assert button.accessibleName()
    for part in (panel, panel.view, panel.outline, panel.legend):
        assert part.accessibleName()
    assert "Dense 4" in panel.view.accessibleDescription()


def test_themes_reach_every_part(panel: NetworkPanel) -> None:
    panel.set_theme(load("dark"))
    assert panel.view.canvas.theme.dark
    assert panel.legend.theme.dark
    assert not panel.grab().isNull()
