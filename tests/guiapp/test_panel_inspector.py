"""Layer and training: forms whose every change is an edit."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from core.catalog.activations import LeakyRelu, Relu, Softmax
from core.catalog.metrics import F1, Accuracy
from core.catalog.optimizers import Adam
from core.catalog.penalties import L2
from core.catalog.schedules import Cosine, ReduceOnPlateau
from core.registry import Options
from core.spec.edits import set_options, with_architecture
from core.spec.project import Project
from core.spec.training import TrainingSpec
from guiapp.form.entries import EntriesRow
from guiapp.form.fields import fields_of
from guiapp.form.rows import FieldRow
from guiapp.form.sections import SectionHead
from guiapp.panels.layer import LayerPanel
from guiapp.panels.training import FIRST, TrainingPanel
from guiapp.theme import load
from tests.guiapp.panel_desk import Bench, network, with_training


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Bench:
    return Bench(network(), tmp_path, qtbot)


@pytest.fixture
def layer(bench: Bench) -> LayerPanel:
    panel = LayerPanel(bench.context)
    bench.show(panel)
    return panel


@pytest.fixture
def training(bench: Bench) -> TrainingPanel:
    panel = TrainingPanel(bench.context)
    bench.show(panel)
    return panel


def test_without_a_choice_it_says_what_to_do(bench: Bench, layer: LayerPanel) -> None:
    assert layer.empty.isVisible()
    bench.context.select("h1")
    assert not layer.empty.isVisible()
    assert layer.facts.text() == "2 \N{RIGHTWARDS ARROW} 4    12 parameters"
    assert layer.curve.isVisible()
    bench.context.select()
    assert layer.empty.isVisible()


def test_options_are_edited(bench: Bench, layer: LayerPanel) -> None:
    bench.context.select("h1")
    assert layer.form is not None
    options = layer.form.value()
    layer.form.changed.emit(msgspec.structs.replace(options, activation=Relu()), "")
    assert bench.project.architecture["h1"].options.activation == Relu()
    assert bench.context.document.undo_text == "Change activation of h1"
    for units in (5, 6, 7):
        layer.form.changed.emit(msgspec.structs.replace(options, units=units), "units")
    bench.context.document.undo()
    assert bench.project.architecture["h1"].options.units == 4


def test_softmax_has_no_curve_of_one_number(bench: Bench, layer: LayerPanel) -> None:
    bench.context.select("y")
    assert layer.curve.isVisible()
    soft = set_options(bench.project.architecture, "y", activation=Softmax(), units=2)
    bench.context.edit("soft", with_architecture(bench.project, soft))
    assert not layer.curve.isVisible()
    assert layer.tools() == []


def test_problems_stand_with_their_layer(bench: Bench, layer: LayerPanel) -> None:
    bench.context.select("y")
    assert not layer.problems.isVisible()
    wide = set_options(bench.project.architecture, "y", activation=Relu())
    bench.context.edit("relu", with_architecture(bench.project, wide))
    assert "sigmoid" in layer.problems.text()


def test_a_layer_gets_another_name(bench: Bench, layer: LayerPanel) -> None:
    bench.context.select("h1")
    layer.name.setText("first")
    layer.name.editingFinished.emit()
    assert bench.project.architecture["y"].inputs == ("first",)
    assert bench.context.selection == ("first",)
    assert layer.name.text() == "first"
    layer.name.setText("y")
    layer.name.editingFinished.emit()
    assert bench.said[-1].level == "error"
    assert layer.name.text() == "first"


def test_kinds_without_options_are_explained(bench: Bench, layer: LayerPanel) -> None:
    bench.context.select("out")
    assert layer.form is not None
    assert not layer.form.isVisible()
    assert layer.text.text()
    layer.set_theme(load("dark"))
    assert not layer.grab().isNull()


def test_a_changed_rate_is_one_edit(bench: Bench, training: TrainingPanel) -> None:
    value = msgspec.structs.replace(bench.project.training, optimizer=Adam(lr=0.05))
    training.form.changed.emit(value, "training.optimizer.lr")
    training.form.changed.emit(msgspec.structs.replace(value, optimizer=Adam(lr=0.06)), "training.optimizer.lr")
    assert bench.project.training.optimizer == Adam(lr=0.06)
    bench.context.document.undo()
    assert bench.project == network()


def test_the_form_follows_the_document(bench: Bench, training: TrainingPanel) -> None:
    bench.context.edit("seed", with_training(bench.project, seed=7))
    assert training.form.value().seed == 7
    training.form.open_part_of("seed")
    assert training.form.rows["seed"].editor.box.value() == 7
    bench.context.document.undo()
    assert training.form.rows["seed"].editor.box.value() == 0


def test_the_first_look_shows_little_and_everything_is_a_click_away(training: TrainingPanel) -> None:
    assert list(training.form.rows) == list(FIRST)
    for part in training.form.parts.values():
        part.head.click()
    names = {field.name for field in fields_of(TrainingSpec)}
    assert set(training.form.rows) == names - {"draw"}
    assert all(part.form is not None and part.form.isVisible() for part in training.form.parts.values())
    part.head.click()
    assert part.form is not None
    assert not part.form.isVisible()


def test_of_the_optimizer_everybody_sees_the_rate(bench: Bench, training: TrainingPanel) -> None:
    bench.context.edit("adam", with_training(bench.project, optimizer=Adam()))
    row = training.form.rows["optimizer"]
    assert row.nested is not None
    assert row.fold is not None
    assert shown_rows(row) == ["lr"]
    row.fold.click()
    assert shown_rows(row) == [field.name for field in fields_of(Adam)]
    row.fold.click()
    bench.context.edit("beta", with_training(bench.project, optimizer=Adam(beta1=0.5)))
    assert shown_rows(row) == ["lr", "beta1"]  # what is not as usual is never hidden
    bench.context.edit("back", with_training(bench.project, optimizer=Adam()))
    assert shown_rows(row) == ["lr", "beta1"]  # nor does it vanish under the hand
    assert row.fold.accessibleName() == "Optimizer: more options"


def shown_rows(row: FieldRow) -> list[str]:
    return [name for name, inner in row.nested.rows.items() if inner.isVisible()]


def test_a_folded_part_says_what_is_set(bench: Bench, training: TrainingPanel) -> None:
    heads = {name: part.head.accessibleName() for part in training.form.parts.values() for name in part.names}
    assert heads["metrics"] == "What is measured: Accuracy"
    assert heads["penalty"] == "Keep weights small"
    bench.context.edit("cosine", with_training(bench.project, schedule=Cosine(), penalty=L2(), seed=7, shuffle=False))
    heads = {name: part.head.accessibleName() for part in training.form.parts.values() for name in part.names}
    assert heads["schedule"] == "Rate over time: Cosine"
    assert heads["penalty"] == "Keep weights small: L2"
    assert heads["shuffle"] == "Samples: no shuffle"
    assert heads["seed"] == "Numbers: seed 7"


def test_the_same_metric_twice_with_other_options(bench: Bench, training: TrainingPanel) -> None:
    training.form.open_part_of("metrics")
    row = training.form.rows["metrics"]
    assert isinstance(row, EntriesRow)
    row.add_entry("f1")
    row.add_entry("f1")
    assert bench.project.training.metrics == (Accuracy(), F1(), F1(average="micro"))
    for _ in range(2):
        bench.context.document.undo()
    assert bench.project.training.metrics == (Accuracy(),)
    assert len(row.cards) == 1


def test_what_is_opened_comes_into_view(bench: Bench, training: TrainingPanel) -> None:
    training.resize(259, 220)
    part = next(part for part in training.form.parts.values() if "penalty" in part.names)
    part.head.click()
    view = training.column.viewport()
    bench.bot.waitUntil(lambda: 0 <= part.head.mapTo(view, part.head.rect().topLeft()).y() < view.height() - 30)
    row = training.form.rows["penalty"]
    bench.bot.waitUntil(lambda: row.mapTo(view, row.rect().bottomLeft()).y() <= view.height())


def test_everything_that_can_be_turned_has_a_name_and_is_reached_by_tab(bench: Bench, training: TrainingPanel) -> None:
    for part in training.form.parts.values():
        part.head.click()
    reached: list[QWidget] = []
    widget = training.form.rows["loss"].editor.box
    for _ in range(400):
        widget = widget.nextInFocusChain()
        if training.isAncestorOf(widget) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            reached += [widget] if widget not in reached else []
    named = [w for w in reached if not isinstance(w, QScrollArea)]
    assert len(named) >= 20
    nameless = [w for w in named if not (w.accessibleName() or w.parentWidget().accessibleName())]
    assert nameless == []
    heads = [w for w in named if isinstance(w, SectionHead)]
    assert heads == [part.head for part in training.form.parts.values()]
    order = {id(w): place for place, w in enumerate(named)}
    schedule, add = training.form.rows["schedule"], training.form.rows["metrics"]
    assert isinstance(add, EntriesRow)
    assert order[id(heads[0])] < order[id(schedule.editor.box)] < order[id(heads[1])] < order[id(add.add)]


def test_tab_goes_through_another_layer_as_it_is_read(bench: Bench, layer: LayerPanel) -> None:
    bench.context.select("out")
    bench.context.select("h1")
    assert layer.form is not None
    bench.context.edit("leaky", with_activation(bench, LeakyRelu()))
    rows = layer.form.rows
    nested = rows["activation"].nested
    wanted = [layer.name, *(r.editor.box for r in (rows["units"], rows["use_bias"], rows["activation"]))]
    wanted += [nested.rows["slope"].editor.box, rows["initializer"].editor.box]
    found: list[QWidget] = [layer.name]
    while len(found) < 200:
        found.append(found[-1].nextInFocusChain())
    places = [found.index(widget) for widget in wanted]
    assert places == sorted(places)


def with_activation(bench: Bench, options: Options) -> Project:
    return with_architecture(bench.project, set_options(bench.project.architecture, "h1", activation=options))


def test_a_schedule_is_drawn_and_followed(bench: Bench, training: TrainingPanel) -> None:
    training.form.open_part_of("schedule")
    assert not training.schedule.isVisible()
    bench.context.edit("cosine", with_training(bench.project, schedule=Cosine(), optimizer=Adam(lr=0.1), epochs=40))
    assert training.schedule.isVisible()
    rates = training.schedule.numbers()["rate"]
    assert rates[0] == pytest.approx(0.1, rel=1e-3)
    assert rates[-1] == pytest.approx(0.0, abs=1e-4)
    assert rates[len(rates) // 2] == pytest.approx(0.05, rel=1e-2)
    bench.run(epochs=2)
    training.set_theme(load("dark"))
    assert not training.schedule.grab().isNull()
    bench.context.edit("plateau", with_training(bench.project, schedule=ReduceOnPlateau()))
    assert not training.schedule.isVisible()


def test_what_is_wrong_with_the_training_is_said(bench: Bench, training: TrainingPanel) -> None:
    from core.catalog.losses import Cce

    bench.context.edit("loss", with_training(bench.project, loss=Cce()))
    assert "softmax" in training.problems.text()
