"""Data sets as small pictures, a grid for each group and task."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.catalog.datasets import DATASETS
from core.catalog.datasets.base import DataSource
from core.data.dataset import Dataset
from core.session.setup import Setup
from guiapp.form.fields import fields_of
from guiapp.plots.thumbnail import Thumbnail, ThumbnailGrid
from guiapp.theme import Theme
from guiapp.translation.catalogue import said
from guiapp.views.samples import gathered, is_classes, telling

POINTS = 90
LONGEST = 11
"""Letters that have room below a picture; a longer title gives way to the set's name."""
GROUPS = {"plane": "plane", "table": "real", "pictures": "real"}
"""Which page shows which group of the registry."""


@lru_cache
def sample_of(kind: str) -> Dataset:
    """A few points of a set that is made up, always the same."""
    entry = DATASETS[kind]
    few = {"samples": POINTS} if any(field.name == "samples" for field in fields_of(entry.options)) else {}
    return entry.load(entry.options(**few), np.random.default_rng(0))


def fits(entry: DataSource, task: str) -> bool:
    """Whether the set serves this task."""
    return entry.task in ("", task)


class SourcePicker(QWidget):
    """The grids; one is seen at a time. `chosen(kind)` when the person picks a set."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grids: dict[tuple[str, str], ThumbnailGrid] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for task in ("classify", "regress"):
            for page in dict.fromkeys(GROUPS.values()):
                grid = ThumbnailGrid()
                grid.chosen.connect(self.chosen)
                for entry in DATASETS:
                    if GROUPS.get(entry.group) == page and fits(entry, task):
                        self._add(grid, entry)
                grid.hide()
                self.grids[page, task] = grid
                layout.addWidget(grid)

    def _add(self, grid: ThumbnailGrid, entry: DataSource) -> None:
        title = said(entry.title)
        short = title if len(title) <= LONGEST else said(entry.name.replace("_", " ").capitalize())
        button = grid.add(entry.name, short, f"{title}: {said(entry.text)}")
        button.setAccessibleName(title)
        if entry.plane:
            data = sample_of(entry.name)
            button.set_points(data.x, data.y, regress=data.info.task == "regress")
        else:
            button.set_icon("picture" if entry.group == "pictures" else "table")

    def show_page(self, page: str, task: str) -> None:
        """Show the grid of this page and task; none for a page of files."""
        for key, grid in self.grids.items():
            grid.setVisible(key == (page, task))

    def set_chosen(self, kind: str) -> None:
        for grid in self.grids.values():
            grid.set_chosen(kind)

    def buttons(self, kind: str) -> list[Thumbnail]:
        """The pictures of this set."""
        return [grid.buttons[kind] for grid in self.grids.values() if kind in grid.buttons]

    def set_theme(self, theme: Theme) -> None:
        for grid in self.grids.values():
            grid.set_theme(theme)

    def take_setup(self, setup: Setup) -> None:
        """Real data have been loaded: their small picture can be drawn from now on."""
        entry = DATASETS.of(setup.project.data.source)
        if entry.plane or not self.buttons(entry.name):
            return
        info = setup.prepared.described.info
        for button in self.buttons(entry.name):
            if info.picture:
                button.set_pictures(setup.prepared.raw("train")[:9])
            elif len(info.columns) > 1:
                x, y, _ = gathered(setup)
                pair = np.asarray(x, np.float64)[:, list(telling(setup))]
                spread = np.ptp(pair, axis=0)
                y = y if is_classes(setup) else y - y.mean()
                button.set_points(pair / np.where(spread > 0, spread, 1.0), y, regress=not is_classes(setup))
