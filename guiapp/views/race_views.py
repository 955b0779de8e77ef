"""What is shown of a race: its curves, its maps, its encodings and its table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableWidget, QTableWidgetItem

from core.explain.race import CODES, MAP, Run, Standing, Track, some, standings
from core.session.spread import bands
from guiapp.colours import rgb
from guiapp.figures import metric_text
from guiapp.plots.base import number_text
from guiapp.plots.curve_parts import curve_words
from guiapp.plots.images import class_words, heat_image, word_image
from guiapp.plots.multiples import Multiples, Tile
from guiapp.plots.plane import line_ends
from guiapp.plots.point_plane import extent_of, looks_of
from guiapp.plots.race_curves import RaceCurves, RaceLine
from guiapp.theme import Theme, tabular

POINTS = 140
"""Samples that are drawn on a small map."""
SOFT = 0.85


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)


def curve_names(run: Run) -> list[str]:
    """Metrics that a curve can be drawn of."""
    return list(dict.fromkeys(name for track in run.tracks for name in track.curves.names))


def offer_curves(box: QComboBox, names: Sequence[str]) -> None:
    """Let one of these curves be chosen; what is chosen stays, and the test loss is suggested."""
    if list(names) == [box.itemData(i) for i in range(box.count())]:
        return
    before = box.currentData()
    box.clear()
    for name in names:
        box.addItem(curve_words(name), name)
    wanted = before if before in names else "test_loss" if "test_loss" in names else "train_loss"
    box.setCurrentIndex(max(box.findData(wanted), 0))


def show_curves(plot: RaceCurves, run: Run, name: str) -> None:
    lines = []
    for place, entrant in enumerate(run.entrants):
        found = [band for band in bands([track.curves for track in run.of(place)]) if band.name == name]
        if found:
            band = found[0]
            lines.append(RaceLine(entrant.title, name, band.epoch, band.mean, band.deviation))
        else:
            nothing = np.zeros(0)
            lines.append(RaceLine(entrant.title, name, np.zeros(0, np.int64), nothing, nothing))
    plot.set_lines(lines)


def show_maps(plot: Multiples, run: Run, theme: Theme, classes: bool) -> None:
    """What each says over the plane, with the samples of the first."""
    tiles, columns = [], {}
    for place, entrant in enumerate(run.entrants):
        track = run.of(place)[0]
        if track.map is None:
            continue
        few = some(len(run.samples), POINTS)
        group, looks = looks_of(theme, run.targets[few], classes)
        points = (run.samples[few] / run.reach + 1) / 2
        words = _map_words(track, classes)
        image = map_image(track.map, MAP, theme, run.boundary, classes)
        tiles.append(Tile(entrant.title, words, image, points, group, looks, mark=theme.class_color(place)))
        columns[entrant.title] = track.map[:, 0]
    plot.columns = columns
    plot.set_tiles(tiles)


def _map_words(track: Track, classes: bool) -> str:
    words = []
    if classes and np.isfinite(track.rough):
        words.append(tr("border {length}").format(length=number_text(track.rough, 3)))
    if np.isfinite(track.gap):
        words.append(tr("gap {gap}").format(gap=number_text(track.gap, 2)))
    return "  ".join(words)


def map_image(values: NDArray[np.float64], size: int, theme: Theme, boundary: float, classes: bool) -> QImage:
    """Answers (size * size, outputs) over the plane as a picture."""
    shown = values.reshape(size, size, -1)
    if classes and shown.shape[2] > 1:
        colors = np.array([rgb(color) for color in theme.classes]) * 255
        colors = colors[np.arange(shown.shape[2]) % len(colors)]
        return word_image(class_words(shown, colors, rgb(theme.neutral) * 255, SOFT))
    flat = shown[..., 0]
    if classes:
        return heat_image((flat - boundary) / ((1.0 - boundary) or 1.0), theme.soft_lut)
    return heat_image(flat, theme.soft_lut, float(np.abs(flat[np.isfinite(flat)]).max(initial=0.0)) or 1.0)


def show_codes(plot: Multiples, run: Run, theme: Theme, targets: NDArray[np.float64], classes: bool) -> None:
    """What a hidden layer makes of the data in each; `targets` are those of the training part."""
    tiles = []
    shown = targets[some(len(targets), CODES)]
    for place, entrant in enumerate(run.entrants):
        code = run.of(place)[0].code
        if code is None:
            continue
        x0, x1, y0, y1 = extent = extent_of(code.points)
        scale, origin = np.array([x1 - x0, y1 - y0]), np.array([x0, y0])
        # Entrants with other samples of their own (the studio's) have their colours from the project's.
        count = min(len(code.points), len(shown))
        group, looks = looks_of(theme, shown[:count], classes)
        ends = line_ends(code.lines, extent) if len(code.lines) else np.zeros((0, 4))
        lines = (ends - np.tile(origin, 2)) / np.tile(scale, 2)
        points = (code.points[:count] - origin) / scale
        words = tr("{n} distinct codes of {total}").format(n=code.distinct, total=len(code.points))
        tile = Tile(entrant.title, words, None, points, group, looks, lines, theme.class_color(place))
        tiles.append(tile)
    plot.set_tiles(tiles)


class RaceTable(QTableWidget):
    """Where everyone stands, the best first on request: every column sorts."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Table of the race"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(True)
        self.setFrameShape(QTableWidget.Shape.NoFrame)
        self.verticalHeader().setVisible(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def show_run(self, run: Run) -> None:
        table = standings(run)
        names = sorted({name for standing in table for name in standing.values})
        heads = [tr("Setting"), *map(curve_words, names), tr("won"), tr("gap"), tr("border"), tr("parameters")]
        heads += [tr("seconds"), tr("diverged")]
        self.setSortingEnabled(False)
        self.setColumnCount(len(heads))
        self.setHorizontalHeaderLabels(heads)
        self.setRowCount(len(table))
        for row, standing in enumerate(table):
            for column, (text, value) in enumerate(self._cells(run, standing, names)):
                item = _Cell(text, value)
                item.setFont(tabular())
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(row, column, item)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)

    @staticmethod
    def _cells(run: Run, standing: Standing, names: list[str]) -> list[tuple[str, float]]:
        cells = [(run.entrants[standing.entrant].title, float(standing.entrant))]
        for name in names:
            mean, deviation = standing.values[name]
            text = metric_text(name, mean)
            if deviation > 0:
                text += f" \N{PLUS-MINUS SIGN} {metric_text(name, deviation)}"
            cells.append((text, mean))
        cells.append((f"{standing.wins}", float(standing.wins)))
        for value, digits in ((standing.gap, 3), (standing.rough, 3)):
            cells.append((number_text(value, digits) if np.isfinite(value) else "\N{EN DASH}", value))
        cells.append((f"{standing.parameters:,}", float(standing.parameters)))
        cells.append((f"{standing.seconds:.2f}", standing.seconds))
        cells.append((f"{standing.diverged}", float(standing.diverged)))
        return cells


class _Cell(QTableWidgetItem):
    """Sorts by its number, not by its letters."""

    def __init__(self, text: str, value: float) -> None:
        super().__init__(text)
        self.value = value if np.isfinite(value) else np.inf

    def __lt__(self, other: QTableWidgetItem) -> bool:
        return self.value < other.value if isinstance(other, _Cell) else super().__lt__(other)
