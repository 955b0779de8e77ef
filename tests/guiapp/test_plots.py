"""What every plot does: says what would fill it, changes its theme, is kept as picture and numbers."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog, QGraphicsScene
from pytestqt.qtbot import QtBot

from core.errors import AppError
from guiapp import theme
from guiapp.plots.base import Plot, picture_menu
from guiapp.plots.export import copy_picture, export_widget, picture, save_numbers
from guiapp.plots.heatmap import WeightMatrix
from tests.plotting import ALL, LIGHT, fill, shown


@pytest.mark.parametrize("kind", ALL)
def test_every_plot_has_a_name_and_says_what_would_fill_it(qtbot: QtBot, kind: type[Plot]) -> None:
    plot = shown(qtbot, kind())
    assert plot.accessibleName()
    assert len(plot.empty_text) > 20
    assert not plot.numbers()
    plot.set_empty_text("Nothing to see")
    assert plot.empty_text == "Nothing to see"
    plot.grab()


@pytest.mark.parametrize("kind", ALL)
def test_every_plot_changes_its_theme_live(qtbot: QtBot, kind: type[Plot]) -> None:
    plot = kind()
    plot.set_theme(LIGHT)
    fill(plot)
    shown(qtbot, plot)
    before = plot.grab().toImage()
    plot.set_theme(theme.load("dark"))
    assert plot.grab().toImage() != before
    plot.set_theme(LIGHT)
    assert plot.grab().toImage() == before


@pytest.mark.parametrize("kind", ALL)
def test_every_plot_is_kept_as_picture_and_numbers(qtbot: QtBot, tmp_path: Path, kind: type[Plot]) -> None:
    plot = kind()
    fill(plot)
    shown(qtbot, plot)
    for suffix in (".png", ".svg", ".pdf"):
        export_widget(plot, tmp_path / f"plot{suffix}")
    assert QImage(str(tmp_path / "plot.png")).width() > plot.width()
    assert QSvgRenderer(str(tmp_path / "plot.svg")).isValid()
    assert "<text" in (tmp_path / "plot.svg").read_text()
    assert (tmp_path / "plot.pdf").read_bytes().startswith(b"%PDF")
    save_numbers(tmp_path / "plot.csv", plot.numbers())
    rows = list(csv.reader((tmp_path / "plot.csv").read_text().splitlines()))
    assert rows[0] == list(plot.numbers())
    assert len(rows) > 2
    copy_picture(plot)
    assert not QGuiApplication.clipboard().image().isNull()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plot.csv", "plot.pdf", "plot.png", "plot.svg"]


@pytest.mark.parametrize("kind", ALL)
def test_every_plot_has_the_menu(qtbot: QtBot, kind: type[Plot]) -> None:
    plot = kind()
    qtbot.addWidget(plot)
    empty = plot.menu().actions()
    fill(plot)
    actions = plot.menu().actions()
    assert [len(empty), len(actions)] == [5, 5]
    assert [empty[-1].isEnabled(), actions[-1].isEnabled()] == [False, True]


def test_a_bad_suffix_and_a_missing_folder_are_refused(qtbot: QtBot, tmp_path: Path) -> None:
    plot = WeightMatrix()
    qtbot.addWidget(plot)
    with pytest.raises(AppError, match=r"\.png, \.svg or \.pdf"):
        export_widget(plot, tmp_path / "plot.bmp")
    with pytest.raises(AppError):
        export_widget(plot, tmp_path / "nowhere" / "plot.png")
    with pytest.raises(AppError):
        save_numbers(tmp_path / "nowhere" / "plot.csv", {"x": [1]})
    assert list(tmp_path.iterdir()) == []


def test_menu_saves_where_the_person_says(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plot = WeightMatrix()
    fill(plot)
    qtbot.addWidget(plot)
    target = tmp_path / "mine"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    faults: list[AppError] = []
    plot.failed.connect(faults.append)
    actions = plot.menu().actions()
    actions[2].trigger()
    actions[4].trigger()
    assert target.with_suffix(".svg").exists()
    assert target.with_suffix(".csv").exists()
    target = tmp_path / "nowhere" / "mine"
    plot.menu().actions()[1].trigger()
    assert len(faults) == 1


def test_a_scene_is_drawn_too(qtbot: QtBot, tmp_path: Path) -> None:
    scene = QGraphicsScene(0, 0, 120, 80)
    scene.addRect(10, 10, 60, 40, brush=Qt.GlobalColor.red)
    for suffix in (".png", ".svg", ".pdf"):
        export_widget(scene, tmp_path / f"net{suffix}")
    image = picture(scene)
    assert (image.width(), image.height()) == (240, 160)
    assert image.pixelColor(60, 60).name() == "#ff0000"
    assert len(picture_menu(scene, "Network", None, lambda _: None).actions()) == 4


def test_numbers_keep_all_their_digits(tmp_path: Path) -> None:
    save_numbers(tmp_path / "n.csv", {"a": np.array([1 / 3, -2e-9]), "b": ["x, y"]})
    assert (tmp_path / "n.csv").read_text() == f'a,b\n{1 / 3!r},"x, y"\n-2e-09,\n'


def test_a_replaced_file_is_never_half_written(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "n.csv"
    save_numbers(path, {"a": [1]})
    inode = os.stat(path).st_ino
    save_numbers(path, {"a": [2]})
    assert os.stat(path).st_ino != inode
    assert path.read_text() == "a\n2\n"
