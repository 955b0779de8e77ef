"""The network as a tree of layers and units with their values: the drawing for keyboard and screen reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from core.session.document import Checked
from guiapp.canvas.drawing import Block, Drawing
from guiapp.canvas.numbers import Place
from guiapp.canvas.readout import number, unit_name
from guiapp.translation.catalogue import said

MOST_UNITS = 64
"""Units of one layer that are listed."""
ID = Qt.ItemDataRole.UserRole
UNIT = Qt.ItemDataRole.UserRole + 1
ROW = Qt.ItemDataRole.UserRole + 2
"""The input that a weight belongs to."""

Array = NDArray[Any]


class Outline(QTreeWidget):
    """Layers in reading order, their units below them. `chosen(node, unit)`; unit -1 is the layer."""

    chosen = Signal(str, int)
    wanted = Signal(object)
    """A `Place`: somebody wants to type this number (Enter, F2 or a double click)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(3)
        self.setHeaderLabels([self.tr("Layer"), self.tr("Number"), self.tr("Activation")])
        self.setAccessibleName(self.tr("Network as a list"))
        self.header().setStretchLastSection(False)
        self.header().setMinimumSectionSize(56)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.header().resizeSection(column, 78)
        self.setIndentation(14)
        self.setUniformRowHeights(True)
        self.setMinimumWidth(280)
        self._silent = False
        self._sources: dict[str, list[str]] = {}
        self._from: dict[str, str] = {}
        self._numbers: tuple[Mapping[str, Array], Mapping[str, Array]] = ({}, {})
        self.currentItemChanged.connect(self._on_current_changed)
        self.itemDoubleClicked.connect(self._on_wanted)
        self.itemExpanded.connect(self._on_expanded)

    def show_drawing(self, drawing: Drawing, checked: Checked) -> None:
        """List another drawing; rows are kept by id, and with them what is unfolded."""
        self._silent = True
        self._remember_sources(drawing)
        old = {str(item.data(0, ID)): item for item in self.layers()}
        wanted = drawing.order()
        for name, item in old.items():
            if name not in wanted:
                shiboken6.delete(item)
        for place, name in enumerate(wanted):
            if name not in old:
                self.insertTopLevelItem(place, _row(name, -1))
            item = old.get(name) or self.layers()[place]
            if self.indexOfTopLevelItem(item) != place:
                unfolded = item.isExpanded()
                self.takeTopLevelItem(self.indexOfTopLevelItem(item))
                self.insertTopLevelItem(place, item)
                item.setExpanded(unfolded)
            self._fill(item, drawing.blocks[name], checked)
        self._silent = False

    def _remember_sources(self, drawing: Drawing) -> None:
        """The names of what enters each dense layer, and which layer it comes from."""
        self._sources, self._from = {}, {}
        for link in drawing.links:
            source, target = drawing.blocks[link.source], drawing.blocks[link.target]
            if target.dense and not source.picture:
                self._from[target.id] = source.id
                self._sources[target.id] = [unit_name(source, row) for row in range(min(source.width, MOST_UNITS))]

    def layers(self) -> list[QTreeWidgetItem]:
        found = [self.topLevelItem(index) for index in range(self.topLevelItemCount())]
        return [item for item in found if item is not None]

    def _fill(self, item: QTreeWidgetItem, block: Block, checked: Checked) -> None:
        activation = getattr(block.options, "activation", None)
        words = [block.title, activation.kind if activation is not None else block.subtitle]
        problems = [said(problem.text) for problem in checked.problems if problem.node == block.id]
        item.setText(0, " \N{MIDDLE DOT} ".join(word for word in words if word))
        item.setText(1, self.tr("{n} problems").format(n=len(problems)) if problems else "")
        item.setToolTip(0, "\n".join(problems))
        count = 0 if block.attached or block.tile < 40 or block.picture else min(block.width, MOST_UNITS)
        _fit_children(item, count)
        for unit, child in enumerate(_units(item)):
            child.setData(0, ID, block.id)
            child.setData(0, UNIT, unit)
        sources = self._sources.get(block.id, ())
        for unit, child in enumerate(_units(item)):
            child.setText(0, unit_name(block, unit))
            _fit_children(child, len(sources) if block.dense else 0)
            for row, (name, source) in enumerate(zip(sources, _units(child), strict=False)):
                source.setText(0, f"\N{LEFTWARDS ARROW} {name}")
                source.setData(0, ROW, row)

    def take_values(self, weights: Mapping[str, Array], values: Mapping[str, Array]) -> None:
        """Biases, weights and mean activations of the moment, for what is unfolded."""
        self._numbers = weights, values
        for item in self.layers():
            if not item.isExpanded():
                continue
            name = str(item.data(0, ID))
            bias, said = weights.get(f"{name}.bias"), values.get(name)
            mean = np.nan_to_num(said).mean(axis=0, dtype=np.float64) if said is not None else None
            for unit, child in enumerate(_units(item)):
                child.setText(1, number(float(bias[unit])) if bias is not None and unit < len(bias) else "")
                child.setText(2, number(float(mean[unit])) if mean is not None and unit < len(mean) else "")
                if child.isExpanded():
                    self._fill_weights(name, unit, child, weights)

    def _fill_weights(self, node: str, unit: int, item: QTreeWidgetItem, weights: Mapping[str, Array]) -> None:
        """The weights that enter a unit, beside the names of where they come from."""
        matrix = weights.get(f"{node}.weight")
        for row, source in enumerate(_units(item)):
            known = matrix is not None and matrix.ndim == 2 and row < matrix.shape[0] and unit < matrix.shape[1]
            source.setText(1, number(float(matrix[row, unit])) if known and matrix is not None else "")

    def _on_expanded(self, _: QTreeWidgetItem) -> None:
        self.take_values(*self._numbers)

    def _on_wanted(self, item: QTreeWidgetItem) -> None:
        node, unit, row = str(item.data(0, ID)), int(item.data(0, UNIT)), item.data(0, ROW)
        if row is not None:
            self.wanted.emit(Place(node, "weight", (int(row), unit), self._from.get(node, "")))
        elif unit >= 0:
            self.wanted.emit(Place(node, "bias", (unit,)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and item is not None:
            self._on_wanted(item)
        else:
            super().keyPressEvent(event)

    def show_selection(self, node: str, unit: int) -> None:
        """Stand on what is selected."""
        self._silent = True
        for item in self.layers():
            if item.data(0, ID) == node:
                self.setCurrentItem(([item, *_units(item)])[unit + 1 if unit < item.childCount() else 0])
                break
        else:
            self.setCurrentIndex(QModelIndex())
        self._silent = False

    def _on_current_changed(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and not self._silent:
            self.chosen.emit(str(item.data(0, ID)), int(item.data(0, UNIT)))


def _row(node: str, unit: int) -> QTreeWidgetItem:
    """An empty row for a layer or one of its units."""
    item = QTreeWidgetItem()
    item.setData(0, ID, node)
    item.setData(0, UNIT, unit)
    return item


def _fit_children(item: QTreeWidgetItem, count: int) -> None:
    """So many rows below this one; those that stay keep what is unfolded."""
    for child in _units(item)[count:]:
        shiboken6.delete(child)  # a child that is only taken stays in memory
    while item.childCount() < count:
        item.addChild(_row(str(item.data(0, ID)), int(item.data(0, UNIT))))


def _units(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = [item.child(index) for index in range(item.childCount())]
    return [child for child in found if child is not None]
